"""What is there afterwards: each act that was acknowledged, whole; and no act that was done by half.

Run as a program against the database of the installation, with what was acknowledged on its standard input; prints
what is wrong and what was counted, as JSON.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import django


def main() -> None:
    django.setup()
    known = json.load(sys.stdin)
    problems = [*_comments(known), *_matters(known), *_proposals(known), *_sessions(known), *_sound()]
    print(json.dumps({"problems": problems, "counted": _counted(known)}))  # noqa: T201


def _comments(known: dict[str, Any]) -> Iterator[str]:
    """Each comment has an entry in the journal, and a notice for Bo if Anna wrote it, or the other way."""
    from samverka.foundation.journal.models import Entry
    from samverka.foundation.notices.models import Letter, Notice
    from samverka.work.agreements.models import Comment

    texts = list(Comment.objects.values_list("text", flat=True))
    yield from _lost("comment", known["acknowledged"]["comment"], texts)
    entries = Entry.objects.about("agreements.agreement", known["agreement"])
    counts = {
        "comments": len(texts),
        "entries": entries.filter(verb="agreements.commented").count(),
        "notices": Notice.objects.filter(kind="agreements.commented").count(),
    }
    if len(set(counts.values())) > 1:
        yield f"Comments are there by half: {counts}"
    waiting = Notice.objects.filter(kind="agreements.commented", waits_for_daily=False).count()
    letters = Letter.objects.filter(html__contains=f"agreements/{known['agreement']}/").count()
    if letters < waiting:
        yield f"{waiting} notices of comments, but {letters} letters"


def _matters(known: dict[str, Any]) -> Iterator[str]:
    """Each matter of the agenda has an entry in the journal, and a place of its own."""
    from samverka.foundation.journal.models import Entry
    from samverka.work.bodies.models import AgendaItem

    titles = list(AgendaItem.objects.filter(meeting=known["meeting"]).values_list("title", flat=True))
    yield from _lost("matter", known["acknowledged"]["matter"], titles)
    entries = Entry.objects.about("bodies.meeting", known["meeting"])
    written = entries.filter(verb="bodies.agenda_changed").count()
    if written != len(titles):
        yield f"{len(titles)} matters, but {written} entries in the journal"
    places = AgendaItem.objects.filter(meeting=known["meeting"]).values_list("place", flat=True)
    if sorted(places) != list(range(1, len(titles) + 1)):
        yield "Two matters have one place on the agenda, or a place is empty"


def _proposals(known: dict[str, Any]) -> Iterator[str]:
    """Each proposal has an entry in the journal, a notice that asks for an answer, a letter and its reminders."""
    from samverka.foundation.journal.models import Entry
    from samverka.foundation.notices.models import Letter, Notice, Reminder
    from samverka.work.bodies.models import Initiative

    proposals = list(Initiative.objects.all())
    yield from _lost("proposal", known["acknowledged"]["proposal"], [one.title for one in proposals])
    for rows, wanted in (
        (Entry.objects.filter(verb="bodies.initiative_sent"), 1),
        (Notice.objects.filter(kind="bodies.answer_asked"), 1),
        (Reminder.objects.all(), 4),
    ):
        about = rows.filter(subject_kind="bodies.initiative").values_list("subject_key", flat=True)
        found = Counter(about)
        for one in proposals:
            if found.pop(str(one.pk), 0) != wanted:
                yield f"{rows.model.__name__} of proposal {one.title}: not {wanted}"
        if found:
            yield f"{rows.model.__name__} of proposals that are not there: {sorted(found)}"
    for one in proposals:
        if Letter.objects.filter(text__contains=one.title).count() != 1:
            yield f"Not one letter tells of proposal {one.title}"


def _sessions(known: dict[str, Any]) -> Iterator[str]:
    from django.contrib.sessions.models import Session

    kept = Session.objects.values_list("session_key", flat=True)
    yield from _lost("session", known["acknowledged"]["session"], list(kept))


def _sound() -> Iterator[str]:
    """What the database says of itself."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for pragma, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
            found = cursor.execute(f"PRAGMA {pragma}").fetchall()
            if found != sound:
                yield f"{pragma}: {found[:3]}"


def _lost(kind: str, acknowledged: Iterable[str], there: list[str]) -> Iterator[str]:
    found = Counter(there)
    for one in acknowledged:
        if found[one] != 1:
            yield f"{kind} {one} was acknowledged and is there {found[one]} times"


def _counted(known: dict[str, Any]) -> dict[str, int]:
    from samverka.foundation.journal.models import Entry

    acknowledged = {f"acknowledged {kind}": len(those) for kind, those in known["acknowledged"].items()}
    return {**acknowledged, "entries in the journal": Entry.objects.count()}


if __name__ == "__main__":
    main()
