"""A list, one programme's content and its sums ask the database as often for a thousand measures as for one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.work.programmes.cast import NOW, association, the_measure

from samverka.registers.actors.acting import Acting
from samverka.registers.law.models import Duty
from samverka.work.programmes import actions, checks, queries, rules
from samverka.work.programmes.models import (
    BudgetLine,
    Measure,
    Programme,
    ProgressNote,
    ServedAim,
    Step,
    Target,
)


def multiply(first: Measure, count: int, acting: Acting) -> None:
    """As many more measures like the first, each with an aim, a step, a target, money, a note, a duty and a helper."""
    made = Measure.objects.bulk_create(
        Measure(
            goal=first.goal,
            order=number,
            title_sv=f"Åtgärd {number}",
            title_fi=f"Toimenpide {number}",
            responsible=acting.organisation,
            due_on=date(2027, 12, 31),
            note_due=date(2026, 9, 2),
        )
        for number in range(2, count + 1)
    )
    ServedAim.objects.bulk_create(ServedAim(measure=one, code="2023-employment") for one in made)
    Step.objects.bulk_create(Step(measure=one, what_sv="Steg", what_fi="Askel") for one in made)
    Target.objects.bulk_create(
        Target(measure=one, indicator_sv="Besök", indicator_fi="Käynnit") for one in made
    )
    BudgetLine.objects.bulk_create(BudgetLine(measure=one, year=2026, planned_cents=100) for one in made)
    who = {"written_by": acting.user, "written_for": acting.organisation}
    ProgressNote.objects.bulk_create(
        ProgressNote(measure=one, said_on=NOW, state="planned", unchanged=True, language="sv", **who)
        for one in made
    )
    duty, helper = Duty.objects.get(code="K-PLAN"), association()
    carried, helped = Measure.carries_out.through, Measure.contributors.through
    carried.objects.bulk_create(carried(measure=one, duty=duty) for one in made)
    helped.objects.bulk_create(helped(measure=one, actor=helper) for one in made)


def asked(work: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        work()
    return len(captured)


def works(programme: Programme, vasas: Acting) -> dict[str, Any]:
    def listed() -> None:
        rows = Measure.objects.visible_to(vasas).filter(goal__programme=programme).with_details()
        for row in rows:
            assert row.is_overdue is False
            assert rules.may_report(vasas, row)
            shown = [row.responsible, row.goal.programme, row.part, row.answerer, row.budget_lines.all()]
            shown += [*row.contributors.all(), *row.carries_out.all(), *row.targets.all(), *row.steps.all()]
            assert shown
        queries.latest_notes(rows)

    def in_short() -> None:
        for row in Measure.objects.visible_to(vasas).filter(goal__programme=programme).for_list():
            shown = [row.title, row.goal.title, row.goal.programme.name, row.responsible, row.noted_on]  # type: ignore[attr-defined]
            assert shown
            assert (row.is_overdue, row.is_silent) == (False, False)

    alone = Programme.objects.filter(pk=programme.pk)
    return {
        "short list": in_short,
        "list": listed,
        "content": lambda: queries.content_of(programme),
        "standing": lambda: queries.standing_of(alone, NOW),
        "sums": lambda: queries.sums_by(queries.lines_of(alone), "year"),
        "aims": lambda: queries.aims_covered(alone, NOW),
        "translated": lambda: queries.translated(programme),
        "missing": lambda: checks.missing_for_proposal(programme),
        "remarks": lambda: checks.remarks(programme),
        "lists of programmes": lambda: list(queries.with_standing(alone.with_owners(), NOW)),
    }


EXPECTED = {
    "short list": 1,
    "list": 8,
    "content": 14,
    "standing": 1,
    "sums": 1,
    "aims": 9,
    "translated": 5,
    "missing": 15,
    "remarks": 12,
    "lists of programmes": 3,
}


@pytest.mark.parametrize("count", [1, 3, 1000])
def test_the_database_is_asked_as_often_for_many_as_for_one(
    vasas: Acting, running: Programme, count: int
) -> None:
    multiply(the_measure(running), count, vasas)
    assert Measure.objects.count() == count

    found = {name: asked(work) for name, work in works(running, vasas).items()}

    assert found == EXPECTED


def test_a_thousand_measures_are_changed_one_by_one_as_one_is(vasas: Acting, running: Programme) -> None:
    first = the_measure(running)
    alone = asked(lambda: actions.no_change(by=vasas, measure=first))
    multiply(first, 1000, vasas)

    among_many = asked(lambda: actions.no_change(by=vasas, measure=first))

    assert among_many == alone
