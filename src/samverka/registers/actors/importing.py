"""Reading the register of actors from its files and from the register of areas."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from samverka.foundation.documents.sync import Changes, ImportReport, Row, sync
from samverka.foundation.kernel.languages import LANGUAGES, Trilingual
from samverka.registers.actors.enums import ChangeKind
from samverka.registers.actors.models import Actor, ActorName, Capacity, ChangeEvent, Competence
from samverka.registers.actors.readers.actors import (
    ActorEntry,
    CapacityEntry,
    ChangeEntry,
    CompetenceEntry,
    NameEntry,
    read_actors,
    read_changes,
    read_competences,
)
from samverka.registers.areas.actions import tables_begin
from samverka.registers.areas.enums import AreaKind
from samverka.registers.areas.models import Area, Merger
from samverka.registers.law.enums import Bearer
from samverka.registers.law.models import Duty

__all__ = ["DATA", "UnknownReference", "import_actors"]

DATA: Final = Path(__file__).parent / "data"

AreaKey = tuple[str, str]


class UnknownReference(Exception):
    """The files of actors refer to an actor, area or duty that no register holds; the message says which."""


@transaction.atomic
def import_actors(folder: Path = DATA) -> ImportReport:
    """Make the register of actors agree with the files in `folder` and with the municipalities, wholly or not at all.

    Actors that people have registered (associations, companies) are left alone: they are not in the files.
    """
    entries = _joined([*_municipalities(), *read_actors(folder)])
    report = ImportReport("actors")
    ours = Actor.objects.filter(registration=None)
    report.tables.append(sync(ours, map(_actor, entries), ("slug",)))
    actors = dict(Actor.objects.values_list("slug", "pk"))
    report.tables += [
        sync(ActorName.objects.filter(actor__in=ours), _names(entries, actors), ("actor_id", "valid_from")),
        sync(Capacity.objects.filter(actor__in=ours), _capacities(entries, actors), _CAPACITY_KEY),
        *_sync_changes([*_mergers(), *read_changes(folder)], actors),
        *_sync_competences(read_competences(folder), actors),
    ]
    return report


_CAPACITY_KEY: Final = ("actor_id", "kind", "area_id", "valid_from")


def _municipalities() -> Iterator[ActorEntry]:
    """Each municipality as an authority, for as long as it has existed in the register of areas."""
    for area in Area.objects.municipalities():
        capacity = CapacityEntry(
            Bearer.MUNICIPALITY,
            ((AreaKind.MUNICIPALITY, area.code),),
            area.valid_from,
            area.valid_to,
            "",
            Trilingual(),
        )
        yield ActorEntry(
            slug=f"municipality-{area.code}",
            kind=Bearer.MUNICIPALITY,
            names=(NameEntry(area.name, area.valid_from, None, described=False, source=""),),
            abbreviation=Trilingual(),
            capacities=(capacity,),
            business_id="",
            website="",
            founded_by="",
            source="municipality_names_2013_2026.csv",
            note=Trilingual(),
        )


def _joined(entries: Iterable[ActorEntry]) -> list[ActorEntry]:
    """Entries with the same slug made one: a file may add capacities to an actor that is known already."""
    by_slug: dict[str, ActorEntry] = {}
    for entry in entries:
        known = by_slug.get(entry.slug)
        by_slug[entry.slug] = _extended(known, entry) if known else entry
    return list(by_slug.values())


def _extended(known: ActorEntry, more: ActorEntry) -> ActorEntry:
    return ActorEntry(
        known.slug,
        known.kind,
        known.names,
        known.abbreviation,
        known.capacities + more.capacities,
        more.business_id or known.business_id,
        more.website or known.website,
        more.founded_by or known.founded_by,
        known.source,
        more.note or known.note,
    )


def _actor(entry: ActorEntry) -> Row:
    if entry.kind is None or not entry.names:
        raise UnknownReference(f"{entry.slug} has neither kind nor name, and no other file gives them.")
    present = entry.names[-1]
    return {
        "slug": entry.slug,
        "kind": entry.kind,
        "described": present.described,
        "business_id": entry.business_id,
        "website": entry.website,
        "founded_by": entry.founded_by,
        "source": entry.source,
        **_in_languages("name", present.name),
        **_in_languages("abbreviation", entry.abbreviation),
        **_in_languages("note", entry.note),
        **_whole_time(entry.capacities),
    }


def _in_languages(field: str, text: Trilingual) -> dict[str, str]:
    return {f"{field}_{language}": getattr(text, language) for language in LANGUAGES}


def _whole_time(capacities: tuple[CapacityEntry, ...]) -> dict[str, Any]:
    """From the first day of the first capacity to the last day of the last; open where one of them is."""
    starts = [capacity.valid_from for capacity in capacities]
    ends = [capacity.valid_to for capacity in capacities]
    return {
        "valid_from": min(filter(None, starts)) if starts and None not in starts else None,
        "valid_to": max(filter(None, ends)) if ends and None not in ends else None,
        "start_known": bool(starts) and None not in starts and min(filter(None, starts)) != tables_begin(),
    }


def _names(entries: list[ActorEntry], actors: dict[str, int]) -> Iterator[Row]:
    for entry in entries:
        for given in entry.names if len(entry.names) > 1 else ():
            yield {
                "actor_id": actors[entry.slug],
                "valid_from": given.valid_from,
                "valid_to": given.valid_to,
                "source": given.source,
                **_in_languages("name", given.name),
            }


def _capacities(entries: list[ActorEntry], actors: dict[str, int]) -> Iterator[Row]:
    areas: dict[AreaKey, int] = {
        (kind, code): pk for pk, kind, code in Area.objects.values_list("pk", "kind", "code")
    }
    for entry in entries:
        for capacity in entry.capacities:
            for area in capacity.areas or (None,):
                if area is not None and area not in areas:
                    raise UnknownReference(
                        f"{entry.slug} acts in {area[0]} {area[1]}, which is no known area."
                    )
                yield {
                    "actor_id": actors[entry.slug],
                    "kind": capacity.kind,
                    "area_id": areas[area] if area else None,
                    "valid_from": capacity.valid_from,
                    "valid_to": capacity.valid_to,
                    "start_known": capacity.kind != Bearer.MUNICIPALITY
                    or capacity.valid_from != tables_begin(),
                    "ground": capacity.ground,
                    **_in_languages("note", capacity.note),
                }


def _mergers() -> Iterator[ChangeEntry]:
    for merger in Merger.objects.select_related("ended", "into"):
        ended, into = merger.ended, merger.into
        yield ChangeEntry(
            merger.took_effect_on,
            ChangeKind.MERGER,
            (f"municipality-{ended.code}", f"municipality-{into.code}"),
            (f"municipality-{into.code}",),
            merger.decision,
            Trilingual(
                sv=f"{ended.name.sv} blev en del av {into.name.sv}.",
                fi=f"{ended.name.fi} liitettiin kuntaan {into.name.fi}.",
                en=f"{ended.name.en} became a part of {into.name.en}.",
            ),
        )


def _sync_changes(changes: list[ChangeEntry], actors: dict[str, int]) -> Iterator[Changes]:
    yield sync(ChangeEvent.objects.all(), map(_change, changes), ("on", "kind", "what_sv"))
    known = ChangeEvent.objects.values_list("pk", "on", "kind", "what_sv")
    ids = {(on, kind, what): pk for pk, on, kind, what in known}
    placed = [(ids[change.on, change.kind, change.what.sv], change) for change in changes]
    for table, side in (
        (ChangeEvent.originals.through, "originals"),
        (ChangeEvent.results.through, "results"),
    ):
        rows = [
            {"changeevent_id": pk, "actor_id": _known(slug, actors)}
            for pk, change in placed
            for slug in dict.fromkeys(getattr(change, side))
        ]
        yield sync(table.objects.all(), rows, ("changeevent_id", "actor_id"), f"{side} of changes")


def _change(change: ChangeEntry) -> Row:
    return {
        "on": change.on,
        "kind": change.kind,
        "ground": change.ground,
        **_in_languages("what", change.what),
    }


def _known(slug: str, actors: dict[str, int]) -> int:
    if slug not in actors:
        raise UnknownReference(f"No file holds an actor with the identifier {slug}.")
    return actors[slug]


def _sync_competences(competences: list[CompetenceEntry], actors: dict[str, int]) -> Iterator[Changes]:
    duties = dict(Duty.objects.values_list("code", "pk"))
    if unknown := {code for entry in competences for code in entry.duties} - duties.keys():
        raise UnknownReference(
            f"Competence is given for duties that are not in the catalogue: {sorted(unknown)}."
        )
    flat = [(duties[code], entry) for entry in competences for code in entry.duties]
    yield sync(
        Competence.objects.all(),
        (_competence(duty, entry, actors) for duty, entry in flat),
        ("duty_id", "actor_id", "valid_from"),
    )
    keys = Competence.objects.values_list("pk", "duty_id", "actor_id", "valid_from")
    ids = {(duty, actor, begun): pk for pk, duty, actor, begun in keys}
    ceded: dict[int, set[int]] = defaultdict(set)
    for duty, entry in flat:
        pk = ids[duty, _known(entry.actor, actors), entry.valid_from]
        ceded[pk] |= {_known(slug, actors) for slug in entry.instead_of}
    rows = [
        {"competence_id": pk, "actor_id": actor} for pk, others in ceded.items() for actor in sorted(others)
    ]
    yield sync(
        Competence.instead_of.through.objects.all(), rows, ("competence_id", "actor_id"), "competences ceded"
    )


def _competence(duty: int, entry: CompetenceEntry, actors: dict[str, int]) -> Row:
    return {
        "duty_id": duty,
        "actor_id": _known(entry.actor, actors),
        "valid_from": entry.valid_from,
        "valid_to": entry.valid_to,
        "ground": entry.ground,
        **_in_languages("note", entry.note),
    }
