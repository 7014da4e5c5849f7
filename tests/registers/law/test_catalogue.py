"""The catalogue of shipped statutes: complete, and true to the texts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.registers.law.shipped import STATUTES, shipped

from samverka.registers.law.clauses.enacting_clause import enacting_clause
from samverka.registers.law.consolidation.later_text import same_words
from samverka.registers.law.readers.catalogue import CatalogueEntry, Ended, read_catalogue
from samverka.registers.law.texts import Statute, StatuteText, Wording

LEFT_OUT = {"2015-410.md", "2018-1050.md", "2021-611.md", "2021-614.md"}


def test_every_shipped_text_is_named_once_or_left_out_for_a_reason(catalogue: list[CatalogueEntry]) -> None:
    named = [file for entry in catalogue for file in entry.files]
    there = {
        str(path.relative_to(STATUTES))
        for path in [*shipped("finlex_xml/*/*.xml"), *shipped("consolidated_md/*")]
    }

    assert len(named) == len(set(named))
    assert there - set(named) == {f"consolidated_md/{name}" for name in LEFT_OUT}
    assert set(named) <= there


def test_what_is_left_out_holds_the_enacted_words(
    consolidated: dict[str, StatuteText], held: dict[str, tuple[Statute, list[Wording]]]
) -> None:
    for name in LEFT_OUT:
        year, number = name.removesuffix(".md").split("-")
        text = consolidated[f"{number}/{year}"]
        ours = {one.eid: one for one in held[text.citation][1] if one.language == "fi"}
        assert text.amendments_count > 0
        assert all(same_words(unit, ours[unit.eid]) for unit, _ in text.walk())


def test_the_catalogue_says_what_acts_amend_as_their_clauses_do(
    catalogue: list[CatalogueEntry], enacted: dict[tuple[str, str], StatuteText]
) -> None:
    for entry in catalogue:
        text = enacted.get(("sv", entry.citation))
        amended = enacting_clause(text.enacting_clause).amends if text else ""
        assert entry.amends == ((amended,) if amended else ())


def test_an_entry_knows_the_acts_that_amend_it(catalogue: list[CatalogueEntry]) -> None:
    act = next(entry for entry in catalogue if entry.citation == "681/2023")

    assert act.amended_by == ("322/2024", "1100/2024")
    assert act.short_names == {"sv": "integrationslagen", "fi": "kotoutumislaki"}


def test_an_amending_act_ends_with_what_it_amends(catalogue: list[CatalogueEntry]) -> None:
    act = next(entry for entry in catalogue if entry.citation == "936/2022")

    assert act.ended == Ended(date(2025, 1, 1), "681/2023")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- {statute: 1/2020, files: [], colour: red}", "unknown colour"),
        ("- {statute: 1/2020, files: []}\n- {statute: 1/2020, files: []}", "twice"),
        ("- {statute: 2/2020, files: [], amends: [1/2020]}", "1/2020"),
    ],
)
def test_a_wrong_catalogue_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "catalogue.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=message):
        read_catalogue(path)
