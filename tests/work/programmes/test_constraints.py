"""What the database itself refuses: each constraint is violated once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, models, transaction
from django.utils import timezone
from tests.work.programmes.cast import NOW, measure, part, state_programme, the_measure

from samverka.registers.actors.acting import Acting
from samverka.work.programmes import actions
from samverka.work.programmes.models import (
    Alignment,
    BudgetLine,
    Decision,
    Edition,
    Goal,
    Measure,
    Opinion,
    PartRequest,
    Programme,
    ProgrammeOwner,
    ProgressNote,
    ServedAim,
    Step,
    Target,
)

AT = timezone.now()
NO_NAME = {"name_sv": "", "name_fi": "", "name_en": ""}
NO_TITLE = {"title_sv": "", "title_fi": "", "title_en": ""}

# By table, what each constraint forbids; it is tried on a whole row. `me`: whoever acts.
CHANGES: dict[type[models.Model], dict[str, dict[str, Any]]] = {
    Programme: {
        "programme_has_a_name": NO_NAME,
        "programme_is_in_a_language_of_authorities": {"in_sv": False, "in_fi": False},
        "programme_ends_after_it_begins": {"ends_on": date(2026, 1, 1)},
        "programme_is_reported_on": {"rhythm_months": 0},
        "programme_level_is_known": {"level": "world"},
        "programme_consulted_by_somebody": {"consulted_at": AT},
        "programme_proposed_by_somebody": {"proposed_by": "me"},
        "programme_adopted_by_somebody": {"adopted_on": None},
        "programme_evaluated_by_somebody": {"evaluated_by": "me"},
        "programme_evaluation_says_something": {
            "evaluated_at": AT,
            "evaluated_by": "me",
            "state": "evaluated",
        },
        "programme_withdrawn_by_somebody": {"withdrawn_by": "me"},
        "programme_state_is_that_of_its_acts": {"state": "preparing"},
    },
    ProgrammeOwner: {
        "owner_answered_by_somebody": {"answered_by": None},
        "owner_state_is_that_of_its_acts": {"state": "invited"},
    },
    PartRequest: {
        "part_answered_by_somebody": {"answered_by": "me"},
        "part_returned_by_somebody": {"returned_by": "me"},
        "part_returned_for_a_reason": {
            "state": "returned",
            "answered_at": AT,
            "answered_by": "me",
            "returned_at": AT,
            "returned_by": "me",
        },
        "part_accepted_by_somebody": {"accepted_by": "me"},
        "part_announces_no_debt": {"announced_cents": -1},
        "part_state_is_that_of_its_acts": {"state": "accepted"},
    },
    Goal: {"goal_says_something": NO_TITLE, "goal_is_not_below_itself": {"parent": models.F("id")}},
    Measure: {
        "measure_says_something": NO_TITLE,
        "measure_is_due_after_it_begins": {"starts_on": date(2028, 1, 1)},
        "measure_has_a_known_priority": {"priority": 9},
        "measure_stand_in_is_another": {"answerer": "me", "stand_in": "me"},
        "measure_begun_by_somebody": {"begun_by": "me"},
        "measure_ended_by_somebody": {"ended_by": "me"},
        "measure_state_is_that_of_its_acts": {"state": "done"},
    },
    Step: {"step_says_something": {"what_sv": ""}},
    ServedAim: {"servedaim_of_a_goal_or_a_measure": {"measure": None}},
    Alignment: {
        "alignment_of_a_goal_or_a_measure": {"goal": None},
        "alignment_leads_elsewhere": {"goal": models.F("serves")},
    },
    Target: {
        "target_of_a_goal_or_a_measure": {"measure": None},
        "target_names_its_indicator": {"indicator_sv": ""},
    },
    BudgetLine: {
        "budgetline_item_is_written_as_in_the_budget": {"item": "3250"},
        "budgetline_is_not_below_zero": {"used_cents": -1},
        "budgetline_says_how_much": {"planned_cents": None},
        "budgetline_is_of_our_time": {"year": 1999},
    },
    Edition: {"edition_ends_one_way": {"withdrawn_at": AT}},
    Decision: {
        "decision_names_the_body": {"organ": ""},
        "decision_is_one_or_the_other": {"outcome": "perhaps"},
    },
    Opinion: {
        "opinion_given_by_somebody": {"given_at": AT},
        "opinion_says_something": {"given_at": AT, "given_by": "me"},
        "opinion_handled_by_somebody": {"handled_by": "me"},
        "opinion_handled_once_given": {"handling": "heeded"},
    },
}
TRIED = [(model, name) for model, names in CHANGES.items() for name in names]

# What only one row may say: a copy of it is refused.
ONCE: dict[str, type[models.Model]] = {
    "owner_once": ProgrammeOwner,
    "part_once_of_each_ministry": PartRequest,
    "goal_carried_over_once": Goal,
    "servedaim_once_by_a_measure": ServedAim,
    "alignment_once_of_a_goal": Alignment,
    "budgetline_once": BudgetLine,
    "edition_one_per_number": Edition,
    "decision_once_by_each_owner": Decision,
    "opinion_asked_once": Opinion,
}
# New rows that cannot be.
NOTES: dict[str, dict[str, Any]] = {
    "note_says_something": {"text": ""},
    "note_knows_the_state": {"state": "lost"},
    "note_reasons_for_giving_up": {"state": "given_up", "text": "", "unchanged": True},
}
OTHERS = {
    "servedaim_once_by_a_goal",
    "alignment_once_of_a_measure",
    "edition_one_pending",
    "edition_adopted_for_adoption",
}


@pytest.fixture
def rows(
    vasas: Acting, tem: Acting, okm: Acting, running: Programme
) -> dict[type[models.Model], models.Model]:
    """One row of each table."""
    found = the_measure(running)
    measure(vasas, found.goal, measure=found, aims=["2023-employment"])
    actions.write_steps(by=vasas, measure=found, steps=[{"what_sv": "Steg"}])
    actions.write_targets(by=vasas, row=found, targets=[{"indicator_sv": "Besök"}])
    actions.write_budget_line(by=vasas, measure=found, year=2026, item="32.50.30", planned=1)
    state = state_programme(tem)
    edition = running.adopted_edition
    assert edition
    one = {
        "edition": edition,
        "organisation": vasas.organisation,
        "due": NOW,
        "asked_by": vasas.user,
    }
    part(tem, state, okm)
    Alignment.objects.create(goal=found.goal, serves=state.goals.get())
    Opinion.objects.create(**one)
    return {
        model: model._default_manager.order_by("pk").first()  # type: ignore[misc]
        for model in (*CHANGES,)
    }


def refused(name: str) -> Any:
    return pytest.raises(IntegrityError, match=name)


@pytest.mark.parametrize(("model", "name"), TRIED, ids=[name for _model, name in TRIED])
def test_an_impossible_row_is_not_written(
    vasas: Acting, rows: dict[type[models.Model], models.Model], model: type[models.Model], name: str
) -> None:
    change = {field: vasas.user if value == "me" else value for field, value in CHANGES[model][name].items()}

    with refused(f"programmes_{name}"), transaction.atomic():
        model._default_manager.filter(pk=rows[model].pk).update(**change)


@pytest.mark.parametrize("name", ONCE)
def test_the_same_is_not_written_twice(rows: dict[type[models.Model], models.Model], name: str) -> None:
    row = rows[ONCE[name]]
    row.pk = None
    row._state.adding = True

    with refused(r"UNIQUE|unique"), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("name", NOTES)
def test_an_impossible_note_is_not_written(vasas: Acting, running: Programme, name: str) -> None:
    usual = {"text": "Något", "state": "planned", "language": "sv", "said_on": NOW}
    note = ProgressNote(
        measure=the_measure(running),
        written_by=vasas.user,
        written_for=vasas.organisation,
        **(usual | NOTES[name]),
    )

    with refused(f"programmes_{name}"), transaction.atomic():
        note.save()


def test_links_of_goals_and_measures_are_not_written_twice(
    rows: dict[type[models.Model], models.Model], running: Programme
) -> None:
    found = the_measure(running)
    state_goal = Goal.objects.exclude(programme=running).get()
    Alignment.objects.create(measure=found, serves=state_goal)
    ServedAim.objects.create(goal=found.goal, code="2023-services")

    for again in (
        lambda: Alignment.objects.create(measure=found, serves=state_goal),
        lambda: ServedAim.objects.create(goal=found.goal, code="2023-services"),
    ):
        with refused(r"UNIQUE|unique"), transaction.atomic():
            again()


def test_one_version_at_a_time_lies_before_the_owners_and_only_such_are_adopted(
    vasas: Acting, programme: Programme
) -> None:
    pending = actions.propose(by=vasas, programme=programme)
    given = {"content": {}, "digest": "x", "made_by": vasas.user, "programme": programme}

    with refused(r"UNIQUE|unique"), transaction.atomic():
        Edition.objects.create(number=pending.number + 1, purpose="adoption", **given)
    with refused("programmes_edition_adopted_for_adoption"), transaction.atomic():
        Edition.objects.create(number=9, purpose="consultation", adopted_at=AT, **given)


def test_a_version_and_a_note_are_never_changed_or_removed(vasas: Acting, running: Programme) -> None:
    note = actions.no_change(by=vasas, measure=the_measure(running))
    tries = (
        lambda: Edition.objects.update(content={}),
        lambda: Edition.objects.update(digest="x"),
        lambda: Edition.objects.all()._raw_delete("default"),
        lambda: ProgressNote.objects.update(text="Annat"),
        lambda: ProgressNote.objects.all()._raw_delete("default"),
    )

    for change in tries:
        with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
            change()
    with pytest.raises(Exception, match="Write a new one"):
        note.save()


def test_each_constraint_is_violated_above_and_has_a_sentence() -> None:
    tried = {name for _model, name in TRIED} | set(ONCE) | set(NOTES) | OTHERS
    constraints = [
        constraint
        for model in apps.get_app_config("programmes").get_models()
        for constraint in model._meta.constraints
    ]

    assert {constraint.name for constraint in constraints} == {f"programmes_{name}" for name in tried}
    assert all(str(one.violation_error_message).endswith(".") for one in constraints)
    assert all(one.violation_error_message != one.default_violation_error_message for one in constraints)


@pytest.mark.parametrize("state", ["consulted", "proposed", "adopted", "evaluated", "withdrawn", "nowhere"])
def test_a_programme_in_a_state_without_its_acts_is_not_written(programme: Programme, state: str) -> None:
    with refused("programmes_programme_"), transaction.atomic():
        Programme.objects.filter(pk=programme.pk).update(state=state)


def test_a_goal_under_which_measures_stand_is_not_lost(running: Programme) -> None:
    with pytest.raises(models.ProtectedError):
        the_measure(running).goal.delete()
