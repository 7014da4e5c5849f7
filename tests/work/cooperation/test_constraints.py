"""What the database itself refuses: each constraint is violated once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.work.cooperation.cast import association, invited, joined, prepared, started

from samverka.registers.actors.acting import Acting
from samverka.work.cooperation.models import Cooperation, Party

NOW = timezone.now()
DAY = date(2025, 1, 1)

COOPERATIONS: dict[str, dict[str, Any]] = {
    "has_a_name": {"name_sv": "", "name_fi": "", "name_en": ""},
    "started_by_somebody": {"founded_on": None},
    "ended_by_somebody": {"ended_on": DAY},
    "state_is_that_of_its_acts": {"state": "preparing"},
    "ends_after_it_begins": {"state": "ended", "ended_at": NOW, "ended_on": date(2000, 1, 1)},
}
PARTIES: dict[str, dict[str, Any]] = {
    "answered_by_somebody": {"answered_by": None},
    "joined_when_accepted": {"joined_on": None},
    "left_when_gone": {"left_on": date(2100, 1, 1)},
    "closed_by_somebody": {"closed_at": NOW},
    "leaves_after_it_joins": {"state": "left", "left_on": date(2000, 1, 1), "closed_at": NOW},
}


def refused(name: str) -> Any:
    return pytest.raises(IntegrityError, match=name)


@pytest.mark.parametrize("name", COOPERATIONS)
def test_an_impossible_cooperation_is_not_written(vasas: Acting, name: str) -> None:
    cooperation = started(vasas)
    change = dict(COOPERATIONS[name])
    if change.get("ended_at"):
        change |= {"ended_by": vasas.user, "ended_for": vasas.organisation}

    with refused(f"cooperation_cooperation_{name}"), transaction.atomic():
        Cooperation.objects.filter(pk=cooperation.pk).update(**change)


@pytest.mark.parametrize("name", PARTIES)
def test_an_impossible_party_is_not_written(vasas: Acting, bildning: Acting, name: str) -> None:
    party = joined(vasas, started(vasas), bildning)
    change = dict(PARTIES[name])
    if change.get("state") == "left":
        change |= {"closed_by": vasas.user, "closed_for": vasas.organisation}

    with refused(f"cooperation_party_{name}"), transaction.atomic():
        Party.objects.filter(pk=party.pk).update(**change)


def test_an_organisation_is_not_written_twice_at_a_time(vasas: Acting) -> None:
    (party,) = invited(vasas, prepared(vasas), [association()])
    party.pk = None

    with pytest.raises(IntegrityError, match=r"once_at_a_time|UNIQUE"), transaction.atomic():
        party.save(force_insert=True)


@pytest.mark.parametrize("model", [Cooperation, Party])
def test_each_constraint_is_violated_above_and_has_a_sentence(model: Any) -> None:
    tried = {f"cooperation_cooperation_{name}" for name in COOPERATIONS} | {
        f"cooperation_party_{n}" for n in PARTIES
    }
    constraints = model._meta.constraints

    assert {one.name for one in constraints} - tried <= {"cooperation_party_once_at_a_time"}
    assert all(one.violation_error_message != one.default_violation_error_message for one in constraints)
