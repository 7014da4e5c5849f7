"""Writing goals and measures, and what they are tied to."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.languages import LANGUAGES
from samverka.foundation.kernel.refusals import Refused, require
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.registers.law.models import Duty
from samverka.work.programmes import checks
from samverka.work.programmes.actions.steps import (
    let_write,
    next_order,
    put_note_due,
    remind_of_note,
    save,
    still_there,
)
from samverka.work.programmes.grounds import AIMS
from samverka.work.programmes.models import (
    Alignment,
    Goal,
    Measure,
    PartRequest,
    Programme,
    ServedAim,
    Target,
)
from samverka.work.programmes.phrases import Verb, plain

__all__ = [
    "align",
    "move_goal",
    "move_measure",
    "remove_goal",
    "remove_measure",
    "unalign",
    "write_goal",
    "write_measure",
    "write_targets",
]

Row = TypeVar("Row", Goal, Measure)

_GOAL: Final = [f"{name}_{language}" for name in ("title", "text") for language in LANGUAGES]
_MEASURE: Final = [
    *(f"{name}_{language}" for name in ("title", "text", "for_whom") for language in LANGUAGES),
    "priority",
    "offered_in_sv",
    "offered_in_fi",
    "offered_in_others",
    "responsible",
    "starts_on",
    "due_on",
]


@transaction.atomic
def write_goal(
    *,
    by: Acting,
    programme: Programme,
    goal: Goal | None = None,
    version: int | None = None,
    parent: Goal | None = None,
    part: PartRequest | None = None,
    aims: Iterable[str] | None = None,
    **texts: str,
) -> Goal:
    """Write a new goal, or an old one anew. `parent` and `part` are for a new one; `move_goal` moves an old one.

    `aims`: codes of the aims of the law that it serves; left out, they stay. Raises `Conflict` or `Refused`.
    """
    row = let_write(by, programme, goal.part_id if goal else _of_programme(programme, part))
    if goal is None:
        require(checks.before_placing(None, parent, row))
        order = next_order(row.goals.filter(parent=parent))
        written = Goal(programme=row, parent=parent, part=part, order=order)
    else:
        written = _again(row.goals.all(), goal, version)
        written.version += 1
    _put(written, _GOAL, texts)
    save(written)
    _serve(written, aims)
    record(by, Verb.GOAL_WRITTEN, row, goal=plain(written.title))
    return written


@transaction.atomic
def move_goal(*, by: Acting, goal: Goal, parent: Goal | None, place: int) -> Goal:
    """Put a goal under another, or under none, at a place from 1 on among its neighbours."""
    row = let_write(by, goal.programme, goal.part_id)
    moved = _again(row.goals.all(), goal)
    require(checks.before_placing(moved, parent, row))
    moved.parent = parent
    moved.save_changed("parent")
    _put_in_order(list(row.goals.filter(parent=parent).exclude(pk=moved.pk)), moved, place)
    record(by, Verb.GOAL_MOVED, row, goal=plain(moved.title))
    return moved


@transaction.atomic
def remove_goal(*, by: Acting, goal: Goal, version: int | None = None) -> Programme:
    """Take a goal away that nothing stands under and nothing serves."""
    row = let_write(by, goal.programme, goal.part_id)
    found = still_there(row.goals.all(), goal, version)
    if found.children.exists() or found.measures.exists():
        raise Refused(_("Goals or measures stand under this goal. Move or remove them first."))
    if found.aligned.exists():
        raise Refused(_("Goals or measures of other programmes serve this goal. It stays."))
    record(by, Verb.GOAL_REMOVED, row, goal=plain(found.title))
    found.delete()
    return row


@transaction.atomic
def write_measure(
    *,
    by: Acting,
    goal: Goal,
    measure: Measure | None = None,
    version: int | None = None,
    part: PartRequest | None = None,
    aims: Iterable[str] | None = None,
    duties: Iterable[Duty] | None = None,
    contributors: Iterable[Actor] | None = None,
    also_serves: Iterable[Goal] | None = None,
    **fields: Any,
) -> Measure:
    """Write a new measure of a goal, or an old one anew; lists that are left out stay as they are.

    Raises `Conflict`, `NotAllowed` or `Refused`.
    """
    row = let_write(by, goal.programme, measure.part_id if measure else _of_programme(goal.programme, part))
    goal.programme = row
    written = _measure(goal, measure, version, part)
    answered_by = written.responsible_id
    _put(written, _MEASURE, fields)
    if written.responsible_id != answered_by:
        written.answerer = written.stand_in = None
    put_note_due(written)
    save(written)
    _serve(written, aims)
    if duties is not None:
        written.carries_out.set(duties)
    if contributors is not None:
        written.contributors.set(contributors)
    if also_serves is not None:
        written.also_serves.set(_of_the_same(row, also_serves))
    record(by, Verb.MEASURE_WRITTEN, written, written.title)
    if written.note_due:
        remind_of_note(written)
    return written


@transaction.atomic
def move_measure(*, by: Acting, measure: Measure, goal: Goal, place: int) -> Measure:
    """Put a measure under a goal of its programme, at a place from 1 on among its neighbours."""
    row = let_write(by, measure.goal.programme, measure.part_id)
    moved = _again(Measure.objects.all(), measure)
    (moved.goal,) = _of_the_same(row, [goal])
    moved.save_changed("goal")
    moved.also_serves.remove(goal)
    _put_in_order(list(goal.measures.exclude(pk=moved.pk)), moved, place)
    record(by, Verb.MEASURE_MOVED, moved, moved.title, goal=plain(goal.title))
    return moved


@transaction.atomic
def remove_measure(*, by: Acting, measure: Measure, version: int | None = None) -> Programme:
    """Take a measure away from a programme that has not been adopted. An adopted one is given up, by a note."""
    row = let_write(by, measure.goal.programme, measure.part_id)
    found = still_there(Measure.objects.all(), measure, version)
    if row.is_running:
        raise Refused(_("The programme has been adopted. Give the measure up, with a note that says why."))
    record(by, Verb.MEASURE_REMOVED, row, measure=plain(found.title))
    found.delete()
    return row


@transaction.atomic
def write_targets(*, by: Acting, row: Goal | Measure, targets: Iterable[Mapping[str, Any]]) -> list[Target]:
    """Write all that is to be reached by a goal or a measure, in place of what was written before.

    Each target: `indicator_sv`, `indicator_fi`, `indicator_en`, `unit`, `value` (Decimal or `None`), `year`.
    """
    let_write(by, _programme_of(row), row.part_id)
    row.targets.all().delete()
    written = [Target(order=order, **_whose(row), **given) for order, given in enumerate(targets, start=1)]
    for target in written:
        save(target)
    record(by, Verb.TARGETS_WRITTEN, _subject(row), _label(row), what=plain(row.title))
    return written


@transaction.atomic
def align(*, by: Acting, row: Goal | Measure, serves: Goal) -> Alignment:
    """Say that a goal or a measure serves a goal of a higher programme. Saying it again changes nothing."""
    programme = let_write(by, _programme_of(row), row.part_id)
    require(checks.before_aligning(programme, serves))
    link, is_new = Alignment.objects.get_or_create(serves=serves, **_whose(row))
    if is_new:
        record(by, Verb.ALIGNED, _subject(row), _label(row), **_aligned(row, serves))
    return link


@transaction.atomic
def unalign(*, by: Acting, row: Goal | Measure, serves: Goal) -> None:
    """Say that it no longer does."""
    let_write(by, _programme_of(row), row.part_id)
    removed, _kinds = Alignment.objects.filter(serves=serves, **_whose(row)).delete()
    if removed:
        record(by, Verb.UNALIGNED, _subject(row), _label(row), **_aligned(row, serves))


def _again(rows: Any, given: Row, version: int | None = None) -> Row:
    found: Row = still_there(rows, given, version)
    return found


def _measure(goal: Goal, given: Measure | None, version: int | None, part: PartRequest | None) -> Measure:
    if given is None:
        return Measure(goal=goal, part=part, order=next_order(goal.measures))
    rows = Measure.objects.filter(goal__programme=goal.programme_id)
    written = _again(rows, given, version)
    written.version += 1
    return written


def _put(row: Goal | Measure, names: list[str], values: Mapping[str, Any]) -> None:
    for name in names:
        if name in values:
            setattr(row, name, values[name])


def _serve(row: Goal | Measure, aims: Iterable[str] | None) -> None:
    """Tie a row to just these aims of the law."""
    if aims is None:
        return
    wanted = set(aims)
    if wanted - set(AIMS):
        raise Refused(_("The law names no such aim. Load the page again."))
    row.served_aims.exclude(code__in=wanted).delete()
    there = set(row.served_aims.values_list("code", flat=True))
    ServedAim.objects.bulk_create(
        ServedAim(code=code, **_whose(row)) for code in AIMS if code in wanted - there
    )


def _of_programme(programme: Programme, part: PartRequest | None) -> int | None:
    """The key of a part. Raises `Refused` where it is one of another programme."""
    if part is not None and part.programme_id != programme.pk:
        raise Refused(_("This is a part of another programme."))
    return part.pk if part else None


def _of_the_same(programme: Programme, goals: Iterable[Goal]) -> list[Goal]:
    chosen = list(goals)
    if any(goal.programme_id != programme.pk for goal in chosen):
        raise Refused(_("A measure stands under goals of its own programme. Align it with those of others."))
    return chosen


def _put_in_order(neighbours: list[Any], moved: Any, place: int) -> None:
    neighbours.insert(max(0, min(len(neighbours), place - 1)), moved)
    for order, one in enumerate(neighbours, start=1):
        type(one)._default_manager.filter(pk=one.pk).update(order=order)
    moved.refresh_from_db(fields=["order"])


def _programme_of(row: Goal | Measure) -> Programme:
    return row.goal.programme if isinstance(row, Measure) else row.programme


def _whose(row: Goal | Measure) -> dict[str, Any]:
    return {"measure": row} if isinstance(row, Measure) else {"goal": row}


def _subject(row: Goal | Measure) -> Measure | Programme:
    """About what the journal keeps it: the measure itself; of a goal, its programme."""
    return row if isinstance(row, Measure) else row.programme


def _label(row: Goal | Measure) -> Any:
    return row.title if isinstance(row, Measure) else row.programme.name


def _aligned(row: Goal | Measure, serves: Goal) -> dict[str, Any]:
    return {
        "what": plain(row.title),
        "goal": plain(serves.title),
        "programme": plain(serves.programme.name),
    }
