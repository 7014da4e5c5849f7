"""Goes on from the last amendment at hand with a consolidated text of a later day.

The consolidated text, in Finnish, holds the present wordings, some former ones with the day they ended, and
nothing of the Swedish. So for each unit: where it reads as before, its wording goes on; where it is known to
have changed on a day, the former ends and the present begins that day; where it only reads otherwise, nobody
knows here when it changed: the wording at hand ends, and the present one begins, on the first day that is
sure. The Swedish wording ends with the Finnish one, and nothing follows it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta

from samverka.registers.law.clauses.entry_into_force import EntryIntoForce
from samverka.registers.law.consolidation.timeline import Timeline
from samverka.registers.law.eids import lies_in
from samverka.registers.law.texts import Language, Note, StatuteText, Unit, Wording

DASHES = re.compile("[\u2010-\u2015\u2212-]")


@dataclass(slots=True)
class _Course:
    """What a consolidated text tells of one unit: what it said until each known day, and what it says now."""

    parent: str = ""
    former: list[tuple[date, str, Unit]] = field(default_factory=list)
    changed: tuple[date, str] | None = None
    present: Unit | None = None


def same_words(unit: Unit, wording: Wording) -> bool:
    """Whether both say the same, however their spaces, dashes and punctuation are set."""
    ours = (wording.heading, wording.text, wording.closing)
    theirs = (unit.heading, unit.text, unit.closing)
    return wording.num.split() == unit.num.split() and all(map(_alike, ours, theirs))


def normalised(text: str) -> str:
    """The text with one kind of space and dash, for comparing."""
    text = DASHES.sub("-", unicodedata.normalize("NFC", text))
    return re.sub(r"\s*([-/.,;:)|])\s*", r"\1", " ".join(text.split()))


def _alike(one: str, other: str) -> bool:
    return one == other or normalised(one) == normalised(other)


def go_on(timelines: dict[Language, Timeline], later: StatuteText, *, amendments_known: bool) -> None:
    """Continues the timelines with the consolidated text.

    With `amendments_known`, every amendment before the text's own notes is at hand: then a difference without
    a note is one of editing, and the enacted words stand.
    """
    finnish = timelines["fi"]
    known_on = later.consolidated_as_of or date.max
    for eid, course in _courses(later).items():
        here = finnish.open_wording(eid)
        if course.changed:
            _change_on_known_day(timelines, eid, course, here, amendments_known=amendments_known)
        elif not amendments_known and not _reads_so_still(here, course):
            _change_unseen(timelines, eid, course, here, known_on, _repealing_act(later, eid))
    if not amendments_known:
        _end_what_is_gone(timelines, later, known_on)


def begin_with(timeline: Timeline, later: StatuteText, entry: EntryIntoForce) -> None:
    """A statute of which only the consolidated text is at hand: shown from its entry into force, and said to
    be so.
    """
    certain = later.amendments_count == 0
    note = Note.NONE if certain else Note.EARLIER_NOT_AT_HAND
    for eid, course in _courses(later).items():
        on = entry.of(eid)
        if course.changed and course.former:
            unit = course.former[0][2]
            timeline.begin(_alone(unit), course.parent, on, later.citation, start_known=False, note=note)
            timeline.end_alone(eid, *course.changed)
        if course.present and course.changed:
            timeline.begin(_alone(course.present), course.parent, *course.changed)
        elif course.present:
            timeline.begin(
                _alone(course.present), course.parent, on, later.citation, start_known=certain, note=note
            )
    for gone in later.repealed:
        timeline.mark_repealed(gone.eid, gone.by)


def _courses(later: StatuteText) -> dict[str, _Course]:
    """The course of every unit that the consolidated text knows of, in its order."""
    courses = {unit.eid: _Course(parent, present=unit) for unit, parent in later.walk()}
    for former in later.former:
        if former.ended_on is None:
            continue
        root = courses.get(former.unit.eid)
        for unit, parent in former.unit.walk(root.parent if root else former.unit.eid.rpartition("__")[0]):
            course = courses.setdefault(unit.eid, _Course(parent))
            course.former.append((former.ended_on, former.ended_by, unit))
        for eid, course in courses.items():
            if lies_in(eid, former.unit.eid):
                course.changed = (former.ended_on, former.ended_by)
    return courses


def _reads_so_still(here: Wording | None, course: _Course) -> bool:
    present = course.present
    return here is not None and present is not None and same_words(present, here)


def _change_on_known_day(
    timelines: dict[Language, Timeline],
    eid: str,
    course: _Course,
    here: Wording | None,
    *,
    amendments_known: bool,
) -> None:
    assert course.changed is not None  # noqa: S101 - the caller asked
    on, by = course.changed
    if course.former and here and not amendments_known and not same_words(course.former[0][2], here):
        _insert_unseen_former(timelines, eid, course, on)
    _end_everywhere(timelines, eid, on, by, note=Note.NO_TEXT_IN_LANGUAGE)
    if course.present:
        timelines["fi"].begin(_alone(course.present), course.parent, on, by)


def _insert_unseen_former(timelines: dict[Language, Timeline], eid: str, course: _Course, on: date) -> None:
    """The former wording is not the enacted one: it began some unknown day, and surely applied the day before
    it ended.
    """
    sure = on - timedelta(days=1)
    _end_everywhere(timelines, eid, sure, None, note=Note.CHANGED_BY_UNKNOWN)
    timelines["fi"].begin(
        _alone(course.former[0][2]), course.parent, sure, "", start_known=False, note=Note.BEGAN_EARLIER
    )


def _change_unseen(
    timelines: dict[Language, Timeline],
    eid: str,
    course: _Course,
    here: Wording | None,
    known_on: date,
    repealed_by: str,
) -> None:
    if here:
        _end_everywhere(timelines, eid, known_on, repealed_by or None, note=Note.CHANGED_BY_UNKNOWN)
    if course.present:
        timelines["fi"].begin(
            _alone(course.present),
            course.parent,
            known_on,
            repealed_by,
            start_known=False,
            note=Note.BEGAN_EARLIER,
        )
    if repealed_by:
        timelines["fi"].mark_repealed(eid, repealed_by)


def _end_everywhere(
    timelines: dict[Language, Timeline], eid: str, on: date, by: str | None, *, note: Note
) -> None:
    """Ends the unit's own wording in both languages; each unit in it has a course of its own."""
    for language, timeline in timelines.items():
        if timeline.open_wording(eid):
            known = note is not Note.CHANGED_BY_UNKNOWN
            said = note if language == "sv" or not known else Note.NONE
            timeline.end_alone(eid, on, by, end_known=known, note=said)


def _end_what_is_gone(timelines: dict[Language, Timeline], later: StatuteText, known_on: date) -> None:
    """Ends what the consolidated text no longer has."""
    there = {unit.eid for unit, _ in later.walk()} | {"title"}
    for one in timelines["fi"].open_wordings():
        if one.eid not in there:
            by = _repealing_act(later, one.eid)
            _end_everywhere(timelines, one.eid, known_on, by or None, note=Note.CHANGED_BY_UNKNOWN)


def _repealing_act(later: StatuteText, eid: str) -> str:
    return next((gone.by for gone in later.repealed if lies_in(eid, gone.eid)), "")


def _alone(unit: Unit) -> Unit:
    return Unit(unit.kind, unit.eid, unit.num, unit.heading, unit.text, unit.closing)
