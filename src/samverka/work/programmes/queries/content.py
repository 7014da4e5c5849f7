"""What a programme says, as plain data: what is sent out, proposed and adopted; and how two versions differ."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Prefetch, QuerySet

from samverka.foundation.kernel.languages import Trilingual
from samverka.registers.actors.models import Actor
from samverka.work.programmes.models import Alignment, Goal, Measure, Programme, Target

__all__ = ["Difference", "changed_since_adoption", "content_of", "differences", "digest_of"]


def content_of(programme: Programme) -> dict[str, Any]:
    """Everything that a programme says, in as many queries for a thousand measures as for one.

    Goals and measures are named by their lineage, so that versions of different periods can be compared. How far a
    measure has come, and what has been used of the money, is not what owners adopt, and is not in it.
    """
    goals = programme.goals.select_related("parent", "part__ministry").prefetch_related(
        "served_aims", "targets", _serving()
    )
    return {
        "level": programme.level,
        "ground": programme.ground,
        "languages": list(programme.languages),
        "name": _plain(programme.name),
        "foundations": _plain(programme.foundations),
        "starts_on": programme.starts_on.isoformat(),
        "ends_on": programme.ends_on.isoformat(),
        "owners": [_named(owner.organisation) for owner in _owners(programme)],
        "goals": [_goal(goal) for goal in goals],
        "measures": [_measure(measure) for measure in _measures(programme)],
    }


def digest_of(content: dict[str, Any]) -> str:
    """A checksum that is the same for the same content, whatever the order of its names."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two versions say differently.

    kind: `programme`, `goal` or `measure`. key: the lineage of the goal or measure. label: what it is called, in the
    later version if it is there. field: what of it, or `added` or `removed`. before, after: as in the versions.
    """

    kind: str
    key: str
    label: Trilingual
    field: str
    before: Any = None
    after: Any = None


_LISTS: Final = {"goals": "goal", "measures": "measure"}


def differences(earlier: dict[str, Any], later: dict[str, Any]) -> list[Difference]:
    """What two versions, of one programme or of two periods, say differently: the whole first, then goals, measures."""
    label = Trilingual(**later["name"])
    found = [
        Difference("programme", "", label, field, earlier[field], later[field])
        for field in later
        if field not in _LISTS and earlier.get(field) != later[field]
    ]
    for field, kind in _LISTS.items():
        found += _between(kind, _by_key(earlier[field]), _by_key(later[field]))
    return found


def changed_since_adoption(programme: Programme) -> list[Difference]:
    """What has been changed in a running programme since all its owners adopted it: what they have not decided."""
    adopted = programme.adopted_edition
    return differences(adopted.content, content_of(programme)) if adopted else []


def _between(
    kind: str, earlier: dict[str, dict[str, Any]], later: dict[str, dict[str, Any]]
) -> Iterator[Difference]:
    for key, row in later.items():
        label = Trilingual(**row["title"])
        if key not in earlier:
            yield Difference(kind, key, label, "added")
            continue
        before = earlier[key]
        for field, value in row.items():
            if before.get(field) != value:
                yield Difference(kind, key, label, field, before.get(field), value)
    for key, row in earlier.items():
        if key not in later:
            yield Difference(kind, key, Trilingual(**row["title"]), "removed")


def _by_key(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in rows}


def _owners(programme: Programme) -> Any:
    return programme.owners.taking_part().select_related("organisation")


def _serving() -> Prefetch:
    return Prefetch("alignments", Alignment.objects.select_related("serves__programme"))


def _measures(programme: Programme) -> "QuerySet[Measure]":
    rows = Measure.objects.filter(goal__programme=programme).with_details().prefetch_related(_serving())
    return rows.prefetch_related("also_serves")


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "key": str(goal.lineage),
        "parent": str(goal.parent.lineage) if goal.parent else None,
        "order": goal.order,
        "ministry": _named(goal.part.ministry) if goal.part else None,
        "title": _plain(goal.title),
        "text": _plain(goal.text),
        "aims": sorted(one.code for one in goal.served_aims.all()),
        "serves": _served(goal),
        "targets": [_target(one) for one in goal.targets.all()],
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "key": str(measure.lineage),
        "goal": str(measure.goal.lineage),
        "order": measure.order,
        "ministry": _named(measure.part.ministry) if measure.part else None,
        "priority": measure.priority,
        "title": _plain(measure.title),
        "text": _plain(measure.text),
        "for_whom": _plain(measure.for_whom),
        "offered_in": [*_offered(measure)],
        "responsible": _named(measure.responsible) if measure.responsible else None,
        "office": _plain(measure.office),
        "contributors": [_named(one) for one in measure.contributors.all()],
        "starts_on": _day(measure.starts_on),
        "due_on": _day(measure.due_on),
        "steps": [{"what": _plain(one.what), "due_on": _day(one.due_on)} for one in measure.steps.all()],
        "also_serves": sorted(str(goal.lineage) for goal in measure.also_serves.all()),
        "aims": sorted(one.code for one in measure.served_aims.all()),
        "serves": _served(measure),
        "duties": [duty.code for duty in measure.carries_out.all()],
        "targets": [_target(one) for one in measure.targets.all()],
        "budget": [
            {
                "year": line.year,
                "item": line.item,
                "source": line.source,
                "planned": None if line.planned is None else f"{line.planned:.2f}",
            }
            for line in measure.budget_lines.all()
        ],
    }


def _offered(measure: Measure) -> Iterator[str]:
    if measure.offered_in_sv:
        yield "sv"
    if measure.offered_in_fi:
        yield "fi"
    if measure.offered_in_others:
        yield measure.offered_in_others


def _served(row: Goal | Measure) -> list[dict[str, Any]]:
    served = [one.serves for one in row.alignments.all()]
    return [
        {"key": str(goal.lineage), "title": _plain(goal.title), "programme": _plain(goal.programme.name)}
        for goal in sorted(served, key=lambda goal: goal.pk)
    ]


def _target(target: Target) -> dict[str, Any]:
    figure = target.in_figures
    return {
        "indicator": _plain(target.indicator),
        "unit": target.unit,
        "value": None if figure is None else f"{figure:f}",
        "year": target.year,
    }


def _named(organisation: Actor) -> dict[str, Any]:
    return {"slug": organisation.slug, "name": _plain(organisation.name)}


def _plain(text: Trilingual) -> dict[str, str]:
    return {"sv": text.sv, "fi": text.fi, "en": text.en}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
