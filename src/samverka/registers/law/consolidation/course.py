"""From a statute and the acts that changed it to its wordings, each valid in its time."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from samverka.registers.law.clauses.enacting_clause import Action, Part
from samverka.registers.law.clauses.entry_into_force import EntryIntoForce
from samverka.registers.law.consolidation.amendments import Step, steps
from samverka.registers.law.consolidation.later_text import begin_with, go_on
from samverka.registers.law.consolidation.order import reading_order
from samverka.registers.law.consolidation.timeline import InconsistentLaw, Timeline
from samverka.registers.law.texts import Language, Note, StatuteText, Unit, UnitKind, Wording

Ending = tuple[date, str | None]
"""The first day a statute no longer applies, and the act that ended it."""


def consolidate(
    originals: Sequence[StatuteText],
    amending: Sequence[StatuteText],
    entry: EntryIntoForce,
    *,
    later: StatuteText | None = None,
    ended: Ending | None = None,
    amendments_known: bool = False,
) -> list[Wording]:
    """All wordings of a statute, in the languages at hand, in order of reading and time.

    originals: the statute as enacted, one text per language; none if only `later` is at hand.
    amending: the acts that changed it, in the same languages, in any order.
    entry: when it and its parts entered into force.
    later: a consolidated Finnish text. ended: its repeal.
    Raises `InconsistentLaw` when an act changes what is not there.
    """
    horizon = later.consolidated_as_of if later and later.consolidated_as_of else date.max
    timelines = {text.language: _enacted(text, amending, entry, horizon) for text in originals}
    if later and not originals:
        timelines["fi"] = _title_of(later, entry.on)
        begin_with(timelines["fi"], later, entry)
    elif later:
        go_on(timelines, later, amendments_known=amendments_known)
    for timeline in timelines.values():
        _run_out(timeline, entry, horizon, ended)
    return _in_order(timelines, [*originals, *([later] if later else [])])


def _enacted(
    text: StatuteText, amending: Sequence[StatuteText], entry: EntryIntoForce, horizon: date
) -> Timeline:
    """The statute in one language, through all its amendments at hand and the limits it sets its parts before
    `horizon`.
    """
    timeline = _title_of(text, entry.on)
    otherwise = {one.eid: one.on for one in entry.exempt if one.on}
    for unit in text.body:
        timeline.begin(unit, "", entry.on, text.citation, otherwise=otherwise)
    queue = _queue(text.language, amending)
    limits = [limit for limit in entry.limits if limit[0] <= horizon]
    while queue:
        step = heapq.heappop(queue)[-1]
        while limits and limits[0][0] <= step.on:
            _expire(timeline, *limits.pop(0))
        _take(step, timeline, queue)
    for limit in limits:
        _expire(timeline, *limit)
    return timeline


def _run_out(timeline: Timeline, entry: EntryIntoForce, horizon: date, ended: Ending | None) -> None:
    """What ends after all amendments: parts with a later limit, then the whole statute."""
    for on, eid in entry.limits:
        if on > horizon and not (ended and ended[0] <= on):
            _expire(timeline, on, eid)
    if entry.until and not (ended and ended[0] <= entry.until):
        timeline.end_all(entry.until, None, Note.EXPIRED)
    elif ended:
        timeline.end_all(*ended)


def _title_of(text: StatuteText, on: date | None) -> Timeline:
    timeline = Timeline(text.language)
    timeline.begin(Unit(UnitKind.TITLE, "title", heading=text.title), "", on, text.citation)
    return timeline


Queue = list[tuple[date, tuple[int, int], int, Step]]


def _queue(language: Language, amending: Sequence[StatuteText]) -> Queue:
    """The steps by day, those of one day in the order the acts were given, those of one act in its own."""
    ordered = [step for act in amending if act.language == language for step in steps(act)]
    queue = [(step.on, step.act, place, step) for place, step in enumerate(ordered)]
    heapq.heapify(queue)
    return queue


def _take(step: Step, timeline: Timeline, queue: Queue) -> None:
    """Does to the text what the step says; a temporary change puts its own end in the queue."""
    if step.action is Action.REPEAL:
        timeline.repeal(step.eid, step.on, step.by)
    elif step.resumes:
        timeline.end(step.eid, step.on, step.by, note=Note.TEMPORARY)
        timeline.resume(list(step.resumes), step.on)
    elif step.unit is None:
        raise InconsistentLaw(f"{step.by} changes {step.eid} without saying to what")
    elif step.action is Action.INSERT:
        _insert(step, step.unit, timeline)
    elif step.part is Part.HEADING:
        timeline.reword(step.eid, step.on, step.by, heading=step.unit.heading)
    elif step.part is Part.INTRODUCTION:
        timeline.reword(step.eid, step.on, step.by, text=step.unit.text)
    else:
        _replace(step, step.unit, timeline, queue)


def _insert(step: Step, unit: Unit, timeline: Timeline) -> None:
    for old, new in reversed(step.moves):
        timeline.move(old, new, step.on, step.by)
    parent = unit.eid.rpartition("__")[0] or None
    timeline.insert(unit, parent, step.on, step.by)


def _replace(step: Step, unit: Unit, timeline: Timeline, queue: Queue) -> None:
    former = timeline.replace(unit, step.on, step.by, Note.TEMPORARY if step.until else Note.NONE)
    if step.until:
        back = replace(step, on=step.until, until=None, resumes=tuple(former))
        heapq.heappush(queue, (back.on, back.act, -1, back))


def _expire(timeline: Timeline, on: date, eid: str) -> None:
    timeline.end(eid, on, None, note=Note.EXPIRED)


def _in_order(timelines: dict[Language, Timeline], texts: Sequence[StatuteText]) -> list[Wording]:
    wordings = [one for timeline in timelines.values() for one in timeline.wordings()]
    places = reading_order(wordings, texts)
    placed = [replace(one, order=places[one.eid]) for one in wordings]
    return sorted(
        placed,
        key=lambda one: (one.language, one.order, one.valid_from or date.min, one.valid_to or date.max),
    )
