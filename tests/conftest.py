"""The house of the tests: the real registers, a recurring cast, nothing left over from one test to the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from pytest_django import DjangoDbBlocker
from tests.kept import copy_registers, kept_registers
from tests.published import publish

from samverka.config.registers import import_registers
from samverka.registers.actors.queries import forget_roster
from samverka.registers.areas.models import Area
from samverka.registers.law.queries import forget_duty_terms

# What they ask has the same answer on every database: who may call what, what the contracts say, how law is read.
_ASKED_ONCE = ("house", "registers/law", "overview/test_every_municipality.py", "api/test_fuzzing.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).as_posix().startswith(_ASKED_ONCE):
            item.add_marker(pytest.mark.once)


@pytest.fixture(scope="session")
def kept(pytestconfig: pytest.Config) -> Path:
    """A data folder of SQLite with the real registers, made once for a state of the program. Not to be written to."""
    return kept_registers(Path(pytestconfig.cache.mkdir("registers")))


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest
) -> Iterator[None]:
    """The test database with the real registers in it; each test works on it in a transaction of its own."""
    on_sqlite = connection.vendor == "sqlite"
    with django_db_blocker.unblock():
        if on_sqlite:
            database = Path(settings.DATABASES["default"]["TEST"]["NAME"])
            copy_registers(request.getfixturevalue("kept"), database, settings.SEARCH_INDEX)
        made = setup_databases(verbosity=0, interactive=False, keepdb=on_sqlite, serialized_aliases=[])
        if not on_sqlite:
            list(import_registers([], unless_unchanged=False))
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0, keepdb=on_sqlite)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """No test sees what another left in memory: the catalogue of duties, the roster, the language of a page."""
    with translation.override("sv"):
        yield
    forget_duty_terms()
    forget_roster()


@pytest.fixture
def published(db: None) -> None:
    """An example of each thing that people have made public."""
    publish()


def _municipality(code: str) -> Area:
    return Area.objects.municipalities().get(code=code)


@pytest.fixture
def vasa(db: None) -> Area:
    """The municipality of most stories: bilingual, on the coast, an employment authority of its own since 2025."""
    return _municipality("905")


@pytest.fixture
def korsholm(db: None) -> Area:
    """Vasa's neighbour."""
    return _municipality("499")


@pytest.fixture
def sipoo(db: None) -> Area:
    """A bilingual municipality with a Finnish majority, in another region."""
    return _municipality("753")


@pytest.fixture
def helsinki(db: None) -> Area:
    """A city that is also a wellbeing services county."""
    return _municipality("091")


@pytest.fixture
def mariehamn(db: None) -> Area:
    """On Åland, where the law of the mainland does not apply."""
    return _municipality("478")


@pytest.fixture
def pertunmaa(db: None) -> Area:
    """A municipality that became a part of another."""
    return _municipality("588")
