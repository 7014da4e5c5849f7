"""Who acts in the stories of programmes, on a Monday in March 2026."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.utils import translation
from tests.work.bodies.cast import at
from tests.work.programmes.cast import CENTRE, KORSHOLM, NOW, OKM, TEM, VASA, adopted, somebody, whole

from samverka.registers.actors.acting import Acting
from samverka.work.programmes.models import Programme


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """The sentences that are tested are those of the code."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(at(NOW, 9), tick=False) as travelling:
        yield travelling


@pytest.fixture
def vasas(clock: time_machine.Coordinates) -> Acting:
    """The coordinator of Vasa, who prepares most programmes."""
    return somebody(VASA, "coordinator")


@pytest.fixture
def vasas_signatory(clock: time_machine.Coordinates) -> Acting:
    return somebody(VASA, "signatory")


@pytest.fixture
def korsholms(clock: time_machine.Coordinates) -> Acting:
    """The coordinator of Vasa's neighbour."""
    return somebody(KORSHOLM, "coordinator")


@pytest.fixture
def korsholms_signatory(clock: time_machine.Coordinates) -> Acting:
    return somebody(KORSHOLM, "signatory")


@pytest.fixture
def centre(clock: time_machine.Coordinates) -> Acting:
    """The regional officer of Ostrobothnia's economic development centre."""
    return somebody(CENTRE, "regional_officer")


@pytest.fixture
def tem(clock: time_machine.Coordinates) -> Acting:
    """The planner of the ministry that prepares the State programme."""
    return somebody(TEM, "planner")


@pytest.fixture
def okm(clock: time_machine.Coordinates) -> Acting:
    """The planner of another ministry."""
    return somebody(OKM, "planner")


@pytest.fixture
def programme(vasas: Acting) -> Programme:
    """Vasa's programme, ready to be proposed."""
    return whole(vasas)


@pytest.fixture
def running(vasas: Acting, vasas_signatory: Acting) -> Programme:
    """Vasa's programme, adopted."""
    return adopted(vasas, vasas_signatory)
