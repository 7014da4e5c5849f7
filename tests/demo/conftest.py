"""The example, told once for the tests of this folder and taken back after them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

import samverka
from samverka.config.registers import import_registers
from samverka.demo.story import tell
from samverka.registers.actors.queries import forget_roster

DATA = Path(samverka.__file__).parent / "demo" / "data"


@pytest.fixture(scope="module")
def example(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """An example installation in which the story has been told, for the tests of a module."""
    folder = tmp_path_factory.mktemp("example")
    own = {"FILES": folder / "files", "KEYS": folder / "keys", "SEARCH_INDEX": folder / "search.sqlite3"}
    with (
        override_settings(EXAMPLE=True, REGISTERS_BESIDE=DATA, **own),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        list(import_registers(["areas", "actors"], unless_unchanged=False))
        forget_roster()
        tell()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def at_home() -> Client:
    """A browser on the machine on which the example is served."""
    return Client(REMOTE_ADDR="127.0.0.1", HTTP_HOST="127.0.0.1:8000")
