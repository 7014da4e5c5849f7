"""What those who answer for measures keep: people, steps, money, and how it goes."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.models import User
from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.periods import months_later
from samverka.foundation.kernel.refusals import Refused, require
from samverka.foundation.notices.actions import tell
from samverka.registers.actors.acting import Acting, people_of
from samverka.work.programmes import checks, rules
from samverka.work.programmes.actions.steps import allow, remind_of_note, save, still_there, taken_measure
from samverka.work.programmes.enums import PREPARING, MeasureState
from samverka.work.programmes.lifecycle import MEASURE
from samverka.work.programmes.models import BudgetLine, Measure, ProgressNote, Step
from samverka.work.programmes.phrases import Told, Verb, plain

__all__ = [
    "assign",
    "no_change",
    "remove_budget_line",
    "report",
    "take_step",
    "write_budget_line",
    "write_steps",
]

_AMOUNTS: Final = ("planned", "granted", "used")


@transaction.atomic
def assign(
    *,
    by: Acting,
    measure: Measure,
    answerer: User | None,
    stand_in: User | None = None,
    version: int | None = None,
    **office: str,
) -> Measure:
    """Say which person answers for a measure, who stands in, and in what office (`office_sv`, `_fi`, `_en`)."""
    row = _planned(by, measure, version)
    new = [one for one in (answerer, stand_in) if one and one.pk not in (row.answerer_id, row.stand_in_id)]
    require(checks.before_assigning(row, [one for one in (answerer, stand_in) if one]))
    row.answerer, row.stand_in = answerer, stand_in
    for name in ("office_sv", "office_fi", "office_en"):
        setattr(row, name, office.get(name, getattr(row, name)))
    row.version += 1
    save(row)
    record(by, Verb.ASSIGNED, row, row.title)
    tell(
        [one for one in new if one.pk != by.user.pk],
        Told.ASSIGNED,
        f"measures/{row.pk}/",
        subject=row,
        measure=plain(row.title),
        programme=plain(row.goal.programme.name),
    )
    remind_of_note(row)
    return row


@transaction.atomic
def write_steps(
    *, by: Acting, measure: Measure, steps: Iterable[Mapping[str, Any]], version: int | None = None
) -> list[Step]:
    """Write all steps of a measure, in place of those before. Each: `what_sv`, `_fi`, `_en`, `due_on`, `done_on`."""
    row = _planned(by, measure, version)
    row.steps.all().delete()
    written = [Step(measure=row, order=order, **given) for order, given in enumerate(steps, start=1)]
    for step in written:
        save(step)
    row.save_changed()
    record(by, Verb.STEPS_WRITTEN, row, row.title)
    return written


@transaction.atomic
def take_step(*, by: Acting, step: Step, done_on: date | None = None) -> Step:
    """Note that a step was taken, today or on a day before."""
    row = _planned(by, step.measure)
    day = done_on or today()
    if day > today():
        raise Refused(_("A step is noted on the day when it is taken or afterwards."))
    now: Step = still_there(row.steps.all(), step, None)
    now.done_on = day
    now.save(update_fields=["done_on"])
    record(by, Verb.STEP_TAKEN, row, row.title, step=plain(now.what), day=day.isoformat())
    return now


@transaction.atomic
def write_budget_line(
    *,
    by: Acting,
    measure: Measure,
    line: BudgetLine | None = None,
    version: int | None = None,
    year: int,
    item: str = "",
    source: str = "",
    **amounts: Decimal | None,
) -> BudgetLine:
    """Write money for a year: `planned`, `granted`, `used`, in euros; `None`: not known; left out: as before."""
    row = _planned(by, measure)
    written = BudgetLine(measure=row)
    if line is not None:
        written = still_there(row.budget_lines.all(), line, version)
        written.version += 1
    written.year, written.item, written.source = year, item, source
    for name in _AMOUNTS:
        if name in amounts:
            setattr(written, f"{name}_cents", _cents(amounts[name]))
    save(written)
    record(by, Verb.BUDGETED, row, row.title, year=str(year))
    return written


@transaction.atomic
def remove_budget_line(*, by: Acting, line: BudgetLine, version: int | None = None) -> Measure:
    """Take a line of money away."""
    row = _planned(by, line.measure)
    found = still_there(row.budget_lines.all(), line, version)
    record(by, Verb.BUDGET_REMOVED, row, row.title, year=str(found.year))
    found.delete()
    return row


@transaction.atomic
def report(
    *,
    by: Acting,
    measure: Measure,
    text: str,
    language: str,
    state: str | None = None,
    said_on: date | None = None,
    version: int | None = None,
) -> ProgressNote:
    """Say how a measure goes, as of a day, and its state if that is a new one. Raises `Refused` or `Conflict`."""
    row = _reported(by, measure, version)
    day, new = said_on or today(), MEASURE.after(row.state, state or row.state)
    require(checks.before_note(row, day, new, text))
    note = ProgressNote(measure=row, said_on=day, state=new, text=text.strip(), language=language)
    _noted(by, row, note)
    record(by, Verb.NOTED, row, row.title, state=new, day=day.isoformat())
    if new == MeasureState.GIVEN_UP:
        _tell_preparers(by, row)
    return note


@transaction.atomic
def no_change(*, by: Acting, measure: Measure, said_on: date | None = None) -> ProgressNote:
    """Say that nothing has changed with an open measure, in one call."""
    row = _reported(by, measure)
    if not row.is_open:
        raise Refused(_("The measure is done or given up. Write a note if that has changed."))
    day = said_on or today()
    require(checks.before_note(row, day, row.state, ""))
    note = ProgressNote(measure=row, said_on=day, state=row.state, unchanged=True, language=by.user.language)
    _noted(by, row, note)
    record(by, Verb.UNCHANGED, row, row.title, day=day.isoformat())
    return note


def _planned(by: Acting, measure: Measure, version: int | None = None) -> Measure:
    row = taken_measure(measure, version)
    allow(
        rules.may_plan(by, row),
        _("Only those who answer for the measure, or who prepare the programme, can change this now."),
    )
    return row


def _reported(by: Acting, measure: Measure, version: int | None = None) -> Measure:
    row = taken_measure(measure, version)
    if not row.goal.programme.is_running:
        raise Refused(_("Notes on measures are written once the programme has been adopted."))
    allow(
        rules.may_report(by, row),
        _("Only those who answer for the measure, or who prepare the programme, say how it goes."),
    )
    return row


def _noted(by: Acting, measure: Measure, note: ProgressNote) -> None:
    """Write the note, let the measure follow it, and ask for the next one."""
    note.written_by, note.written_for = by.user, by.organisation
    save(note)
    _follow(by, measure, note.state)
    measure.note_due = None
    if measure.is_open:
        measure.note_due = months_later(note.said_on, measure.goal.programme.rhythm_months)
    measure.save_changed("state", "begun_at", "begun_by", "ended_at", "ended_by", "note_due")
    remind_of_note(measure)


def _follow(by: Acting, measure: Measure, state: str) -> None:
    if state == MeasureState.UNDER_WAY and measure.begun_at is None:
        measure.begun_at, measure.begun_by = this_moment(), by.user
    measure.state = state
    if measure.is_open:
        measure.ended_at = measure.ended_by = None
    elif measure.ended_at is None:
        measure.ended_at, measure.ended_by = this_moment(), by.user


def _tell_preparers(by: Acting, measure: Measure) -> None:
    people = people_of([measure.goal.programme.prepared_for], *PREPARING)
    tell(
        [one for one in people if one.pk != by.user.pk],
        Told.GIVEN_UP,
        f"measures/{measure.pk}/",
        subject=measure,
        measure=plain(measure.title),
        organisation=plain(by.organisation_name),
    )


def _cents(euros: Decimal | None) -> int | None:
    """An amount in cents. Raises `Refused` for one with parts of a cent, rather than round it."""
    if euros is None:
        return None
    cents = euros * 100
    if cents != int(cents):
        raise Refused(_("Write amounts in euros with two decimals at most."))
    return int(cents)
