"""How measures go: notes, states, what is late, silent, money, people."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.work.bodies.cast import at
from tests.work.programmes.cast import KORSHOLM, NOW, VASA, goal, measure, somebody, the_measure

from samverka.foundation.kernel.lifecycle import Lifecycle
from samverka.foundation.kernel.periods import months_later
from samverka.foundation.kernel.refusals import Conflict, NotAllowed, Refused
from samverka.foundation.notices.models import Notice, Reminder
from samverka.registers.actors.acting import Acting
from samverka.work.programmes import actions, lifecycle, queries
from samverka.work.programmes.enums import MeasureState
from samverka.work.programmes.models import BudgetLine, Measure, Programme
from samverka.work.programmes.queries import Amounts

TABLES = {
    lifecycle.PROGRAMME: "Programme",
    lifecycle.OWNER: "ProgrammeOwner",
    lifecycle.MEASURE: "Measure",
    lifecycle.PART: "PartRequest",
}


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_a_table_leads_only_to_states_that_the_model_knows(table: Lifecycle) -> None:
    from django.apps import apps

    known = dict(apps.get_model("programmes", TABLES[table])._meta.get_field("state").choices)

    assert set(table.states) == set(known)
    assert "stateDiagram" in table.as_mermaid()


def test_no_change_is_one_call(vasas: Acting, running: Programme, clock: time_machine.Coordinates) -> None:
    clock.move_to(at(date(2026, 9, 3)))
    found = the_measure(running)
    assert found.is_silent

    note = actions.no_change(by=vasas, measure=found)

    found = the_measure(running)
    assert (note.unchanged, note.text, note.state) == (True, "", "planned")
    assert (found.is_silent, found.note_due) == (False, date(2027, 3, 3))
    waiting = Reminder.objects.filter(kind="programmes.to_report", called_off_at=None)
    assert set(waiting.values_list("due", flat=True)) == {date(2027, 3, 3)}


def test_a_note_brings_the_measure_to_its_state(vasas: Acting, running: Programme) -> None:
    found = the_measure(running)
    story = [
        (MeasureState.UNDER_WAY, "Begynt.", (True, False, True)),
        (MeasureState.DONE, "Klart.", (True, True, False)),
        (MeasureState.UNDER_WAY, "Inte riktigt.", (True, False, True)),
        (MeasureState.GIVEN_UP, "Inga pengar.", (True, True, False)),
    ]

    for state, text, expected in story:
        actions.report(by=vasas, measure=found, state=state, text=text, language="sv")
        found = the_measure(running)
        assert found.state == state
        assert (
            found.begun_at is not None,
            found.ended_at is not None,
            found.note_due is not None,
        ) == expected
    assert [note.state for note in found.notes.order_by("pk")] == [state for state, *_rest in story]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"text": ""}, "Say what has happened"),
        ({"text": " ", "state": MeasureState.GIVEN_UP}, "why the measure is given up"),
        ({"text": "x", "said_on": NOW + timedelta(days=1)}, "how it is today"),
        ({"text": "x", "state": "lost"}, "cannot be done now"),
    ],
)
def test_a_note_that_cannot_be_is_refused(
    vasas: Acting, running: Programme, said: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        actions.report(by=vasas, measure=the_measure(running), language="sv", **said)  # type: ignore[arg-type]


def test_a_note_is_not_older_than_the_latest(vasas: Acting, running: Programme) -> None:
    found = the_measure(running)
    actions.no_change(by=vasas, measure=found)

    with pytest.raises(Refused, match="The latest note is as of 2 Mar 2026"):
        actions.no_change(by=vasas, measure=found, said_on=date(2026, 3, 1))


def test_a_begun_measure_is_not_planned_again_and_an_ended_one_not_unchanged(
    vasas: Acting, running: Programme
) -> None:
    found = the_measure(running)
    actions.report(by=vasas, measure=found, state=MeasureState.DONE, text="Klart.", language="sv")

    with pytest.raises(Refused):
        actions.report(by=vasas, measure=found, state=MeasureState.PLANNED, text="x", language="sv")
    with pytest.raises(Refused, match="done or given up"):
        actions.no_change(by=vasas, measure=found)
    assert found.notes.count() == 1


def test_a_note_on_a_draft_or_by_a_stranger_is_refused(
    vasas: Acting, korsholms: Acting, programme: Programme, running: Programme
) -> None:
    with pytest.raises(Refused, match="once the programme has been adopted"):
        actions.no_change(by=vasas, measure=the_measure(programme))
    with pytest.raises(NotAllowed):
        actions.no_change(by=korsholms, measure=the_measure(running))


def test_two_who_report_at_once_lose_nothing(vasas: Acting, running: Programme) -> None:
    found = the_measure(running)
    given = {"text": "x", "language": "sv", "version": found.version}
    actions.report(by=vasas, measure=found, **given)

    with pytest.raises(Conflict):
        actions.report(by=vasas, measure=found, **given)


def test_giving_up_is_told_to_those_who_prepare(vasas: Acting, running: Programme) -> None:
    officer = somebody("hva-17", "officer")
    found = the_measure(running)
    measure(vasas, found.goal, measure=found, responsible=officer.organisation)

    actions.report(by=officer, measure=found, state=MeasureState.GIVEN_UP, text="Inga pengar.", language="sv")

    assert Notice.objects.filter(user=vasas.user, kind="programmes.given_up").count() == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    due=st.integers(-2, 2),
    note=st.one_of(st.none(), st.integers(-2, 2)),
    state=st.sampled_from(MeasureState.values),
    is_adopted=st.booleans(),
)
def test_late_and_silent_are_the_same_as_rows_and_as_properties(
    programme: Programme, running: Programme, due: int, note: int | None, state: str, is_adopted: bool
) -> None:
    chosen = the_measure(running if is_adopted else programme)
    ended = {"ended_at": None, "ended_by": None} if state in ("planned", "under_way") else {}
    acts = {"begun_at": NOW, "ended_at": NOW, "begun_by": chosen.goal.programme.prepared_by}
    acts |= {"ended_by": acts["begun_by"]} | ended
    if state == "planned":
        acts |= {"begun_at": None, "begun_by": None}
    for name in ("begun_at", "ended_at"):
        acts[name] = acts[name] and at(NOW)
    Measure.objects.filter(pk=chosen.pk).update(
        state=state,
        due_on=NOW + timedelta(days=due),
        note_due=None if note is None else NOW + timedelta(days=note),
        **acts,
    )
    chosen = Measure.objects.select_related("goal__programme").get(pk=chosen.pk)
    rows = Measure.objects.filter(pk=chosen.pk)

    ends = chosen.goal.programme.ends_on
    for day in (NOW - timedelta(days=1), NOW, NOW + timedelta(days=1), ends - timedelta(days=1), ends):
        assert rows.overdue(day).exists() == chosen.is_overdue_on(day)
        assert rows.silent(day).exists() == chosen.is_silent_on(day)
    standing = queries.standing_of(Programme.objects.filter(pk=chosen.goal.programme_id), NOW)
    assert (standing.overdue, standing.silent) == (chosen.is_overdue, chosen.is_silent)
    assert (standing.by_state[state], standing.measures) == (1, 1)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.integers(-800, 2000), start=st.integers(-3, 3), last=st.integers(-3, 3))
def test_in_force_is_the_same_as_rows_and_as_a_property(
    running: Programme, days: int, start: int, last: int
) -> None:
    begins = date(2026, 3, 2) + timedelta(days=start)
    Programme.objects.filter(pk=running.pk).update(
        starts_on=begins, ends_on=date(2030, 3, 2) + timedelta(days=last)
    )
    programme = Programme.objects.get(pk=running.pk)

    for day in (NOW + timedelta(days=days), begins, programme.ends_on, NOW, NOW - timedelta(days=1)):
        assert Programme.objects.in_force_on(day).exists() == programme.in_force_on(day)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(offset=st.integers(-400, 400))
def test_a_first_note_is_due_a_rhythm_after_the_measure_begins(
    vasas: Acting, running: Programme, offset: int
) -> None:
    begins = NOW + timedelta(days=offset)
    under = the_measure(running).goal if Measure.objects.count() == 1 else Measure.objects.first().goal  # type: ignore[union-attr]

    added = measure(vasas, under, starts_on=begins)

    assert added.note_due == months_later(max(begins, NOW), 6)


def test_a_measure_that_begins_later_is_silent_later(vasas: Acting, running: Programme) -> None:
    found = the_measure(running)

    later = measure(vasas, found.goal, measure=found, starts_on=date(2027, 1, 1))
    earlier = measure(vasas, found.goal, measure=found, starts_on=date(2026, 3, 2))

    assert (later.note_due, earlier.note_due) == (date(2027, 7, 1), date(2027, 7, 1))


def test_money_is_summed_exactly(vasas: Acting, running: Programme) -> None:
    found = the_measure(running)
    for number in range(1, 11):
        actions.write_budget_line(
            by=vasas, measure=found, year=2026, source=f"{number}", planned=Decimal("0.10"), granted=None
        )
    large = actions.write_budget_line(
        by=vasas,
        measure=found,
        year=2027,
        item="32.50.30",
        planned=Decimal("384250000.01"),
        granted=Decimal(200),
        used=Decimal("50.5"),
    )
    lines = queries.lines_of(Programme.objects.all())

    assert (large.main_title, large.chapter, large.moment) == ("32", "32.50", "30")
    assert queries.total(lines).planned == Decimal("384250001.01")
    assert queries.sums_by(lines, "year") == {
        2026: Amounts(Decimal(1), None, None),
        2027: Amounts(Decimal("384250000.01"), Decimal(200), Decimal("50.5")),
    }
    assert list(queries.sums_by(lines, "main_title")) == ["", "32"]
    assert queries.sums_by(lines, "measure") == {found.pk: queries.total(lines)}
    assert queries.sums_by(lines, "goal") == {found.goal_id: queries.total(lines)}
    assert queries.sums_by(lines, "organisation") == {vasas.organisation.pk: queries.total(lines)}
    assert queries.sums_by(lines, "year")[2027].share_used == Decimal("0.2525")
    assert queries.sums_by(lines, "year")[2026].share_used is None


def test_a_line_of_money_is_changed_and_removed(vasas: Acting, running: Programme) -> None:
    found = the_measure(running)
    line = actions.write_budget_line(by=vasas, measure=found, year=2026, item="32.50.30", planned=Decimal(5))
    changed = actions.write_budget_line(
        by=vasas, measure=found, line=line, version=line.version, year=2026, item="32.50.30", used=Decimal(3)
    )
    assert (changed.planned, changed.used) == (Decimal(5), Decimal(3))

    with pytest.raises(Conflict):
        actions.write_budget_line(
            by=vasas, measure=found, line=line, version=1, year=2026, planned=Decimal(1)
        )
    actions.remove_budget_line(by=vasas, line=changed)
    assert not BudgetLine.objects.exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"planned": Decimal("0.001")}, "two decimals"),
        ({"planned": Decimal(-1)}, "below zero"),
        ({"item": "32/50", "planned": Decimal(1)}, "main title, chapter and moment"),
        ({}, "how much"),
    ],
)
def test_money_that_cannot_be_is_refused(
    vasas: Acting, running: Programme, line: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        actions.write_budget_line(by=vasas, measure=the_measure(running), year=2026, **line)  # type: ignore[arg-type]


def test_a_person_who_answers_acts_for_the_organisation(vasas: Acting, running: Programme) -> None:
    found = the_measure(running)
    stranger, officer = somebody(KORSHOLM, "officer"), somebody(VASA, "officer")
    with pytest.raises(Refused, match="does not act for"):
        actions.assign(by=vasas, measure=found, answerer=stranger.user)

    actions.assign(
        by=vasas, measure=found, answerer=officer.user, stand_in=vasas.user, office_sv="Koordinator"
    )

    found = the_measure(running)
    assert (found.answerer, found.stand_in, str(found.office)) == (officer.user, vasas.user, "Koordinator")
    waiting = Reminder.objects.filter(kind="programmes.to_report", called_off_at=None)
    assert set(waiting.values_list("user", flat=True)) == {officer.user.pk, vasas.user.pk}
    moved = measure(vasas, found.goal, measure=found, responsible=stranger.organisation)
    assert (moved.answerer, moved.stand_in) == (None, None)


def test_a_measure_that_nobody_answers_for_has_no_person(vasas: Acting, programme: Programme) -> None:
    loose = measure(vasas, the_measure(programme).goal, responsible=None)

    with pytest.raises(Refused, match="which organisation"):
        actions.assign(by=vasas, measure=loose, answerer=vasas.user)


def test_steps_are_taken(vasas: Acting, running: Programme) -> None:
    found = the_measure(running)
    steps = [{"what_sv": "Hyr lokal", "due_on": date(2026, 3, 1)}, {"what_sv": "Öppna"}]
    first, _second = actions.write_steps(by=vasas, measure=found, steps=steps)
    assert list(Measure.objects.steps_late(NOW)) == [found]
    with pytest.raises(Refused, match="on the day"):
        actions.take_step(by=vasas, step=first, done_on=NOW + timedelta(days=1))

    taken = actions.take_step(by=vasas, step=first)

    assert taken.done_on == NOW
    assert not Measure.objects.steps_late(NOW).exists()
    with pytest.raises(Refused, match="what the step is"):
        actions.write_steps(by=vasas, measure=found, steps=[{"what_sv": ""}])


def test_an_adopted_measure_is_not_removed(vasas: Acting, running: Programme) -> None:
    with pytest.raises(Refused, match="Give the measure up"):
        actions.remove_measure(by=vasas, measure=the_measure(running))


def test_the_latest_notes_and_counts_of_a_list(vasas: Acting, running: Programme) -> None:
    found = the_measure(running)
    other = measure(vasas, goal(vasas, running))
    actions.no_change(by=vasas, measure=found)
    latest = actions.report(by=vasas, measure=found, state=MeasureState.DONE, text="Klart.", language="sv")

    assert queries.latest_notes(Measure.objects.all()) == {found.pk: latest}
    counted = queries.with_standing(Programme.objects.all(), date(2029, 12, 31)).get()
    assert (counted.measures, counted.done, counted.overdue, counted.silent) == (2, 1, 1, 1)  # type: ignore[attr-defined]
    assert list(Measure.objects.overdue(date(2029, 12, 31))) == [other]
    assert not Measure.objects.overdue(date(2030, 1, 1)).exists()
