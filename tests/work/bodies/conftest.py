"""A delegation on a Monday in March."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from tests.work.bodies.cast import Delegation, at, coordinator, delegation

from samverka.registers.actors.acting import Acting

MONDAY = date(2026, 3, 2)


@pytest.fixture
def clock(db: None) -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(at(MONDAY, 9), tick=False) as travelling:
        yield travelling


@pytest.fixture
def by(clock: time_machine.Coordinates) -> Acting:
    """The coordinator of Vasa."""
    return coordinator()


@pytest.fixture
def rad(by: Acting) -> Delegation:
    """Vasa's delegation of five seats, started."""
    return delegation(by, on=MONDAY)
