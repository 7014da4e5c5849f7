"""The shipped statutes, read once for all tests of the register of law."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.registers.law.shipped import STATUTES, shipped

from samverka.registers.law.consolidation import statute_wordings
from samverka.registers.law.readers import read_statutes
from samverka.registers.law.readers.catalogue import CatalogueEntry, read_catalogue
from samverka.registers.law.texts import Statute, StatuteText, Wording


@pytest.fixture(scope="session")
def folder() -> Path:
    return STATUTES


@pytest.fixture(scope="session")
def catalogue() -> list[CatalogueEntry]:
    return read_catalogue(STATUTES / "catalogue.yaml")


@pytest.fixture(scope="session")
def enacted() -> dict[tuple[str, str], StatuteText]:
    """The enacted texts by language and citation."""
    texts = [read_statutes(path.read_bytes(), path.name)[0] for path in shipped("finlex_xml/*/*.xml")]
    return {(text.language, text.citation): text for text in texts}


@pytest.fixture(scope="session")
def consolidated() -> dict[str, StatuteText]:
    """The texts of the Markdown files by citation."""
    texts = [read_statutes(path.read_bytes(), path.name)[0] for path in shipped("consolidated_md/*.md")]
    return {text.citation: text for text in texts}


@pytest.fixture(scope="session")
def held(catalogue: list[CatalogueEntry]) -> dict[str, tuple[Statute, list[Wording]]]:
    """Every statute of the catalogue with its wordings, by citation."""
    return {entry.citation: statute_wordings(entry, STATUTES) for entry in catalogue}
