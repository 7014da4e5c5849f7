"""Who acts in the stories of cooperation."""

from __future__ import annotations

import pytest
from tests.work.cooperation.cast import KORSHOLM, SIPOO, VASA, association, somebody

from samverka.registers.actors.acting import Acting


@pytest.fixture
def vasas(db: None) -> Acting:
    """The coordinator of Vasa."""
    return somebody(VASA, "coordinator")


@pytest.fixture
def korsholms(db: None) -> Acting:
    """The coordinator of Vasa's neighbour."""
    return somebody(KORSHOLM, "coordinator")


@pytest.fixture
def sipoos(db: None) -> Acting:
    """The coordinator of a municipality that has nothing to do with it."""
    return somebody(SIPOO, "coordinator")


@pytest.fixture
def bildning(db: None) -> Acting:
    """The representative of an association."""
    return somebody(association().slug, "representative")
