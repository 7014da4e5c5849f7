"""The reviewed files of the register of actors."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from samverka.foundation.kernel.languages import Trilingual
from samverka.registers.actors.enums import ChangeKind
from samverka.registers.areas.enums import AreaKind
from samverka.registers.law.enums import Bearer

__all__ = [
    "ActorEntry",
    "CapacityEntry",
    "ChangeEntry",
    "CompetenceEntry",
    "NameEntry",
    "UnreadableActor",
    "read_actors",
    "read_changes",
    "read_competences",
]

AreaKey = tuple[AreaKind, str]

_NOT_ACTORS: Final = {"changes.yaml", "competence.yaml"}

# How the files name kinds of area: as the tables of areas do.
_DIMENSIONS: Final = {
    "country": AreaKind.COUNTRY,
    "municipality": AreaKind.MUNICIPALITY,
    "maakunta": AreaKind.REGION,
    "hyvinvointialue": AreaKind.WELLBEING_COUNTY,
    "tyollisyysalue": AreaKind.EMPLOYMENT_AREA,
    "ely": AreaKind.ELY_AREA,
    "avi": AreaKind.REGIONAL_AGENCY_AREA,
    "evk": AreaKind.DEVELOPMENT_CENTRE_AREA,
    "yhteistyoalue": AreaKind.COLLABORATIVE_AREA,
}


class UnreadableActor(Exception):
    """An actor in the files is not written as it must be; the message says which, and what is wrong."""


@dataclass(frozen=True, slots=True)
class NameEntry:
    name: Trilingual
    valid_from: date | None
    valid_to: date | None
    described: bool
    source: str


@dataclass(frozen=True, slots=True)
class CapacityEntry:
    """`areas` empty: which areas is not known."""

    kind: Bearer
    areas: tuple[AreaKey, ...]
    valid_from: date | None
    valid_to: date | None
    ground: str
    note: Trilingual


@dataclass(frozen=True, slots=True)
class ActorEntry:
    slug: str
    kind: Bearer | None
    names: tuple[NameEntry, ...]
    abbreviation: Trilingual
    capacities: tuple[CapacityEntry, ...]
    business_id: str
    website: str
    founded_by: str
    source: str
    note: Trilingual


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    on: date
    kind: ChangeKind
    originals: tuple[str, ...]
    results: tuple[str, ...]
    ground: str
    what: Trilingual


@dataclass(frozen=True, slots=True)
class CompetenceEntry:
    """`instead_of` empty: of all others of the actor's kind."""

    duties: tuple[str, ...]
    actor: str
    instead_of: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    ground: str
    note: Trilingual


def read_actors(folder: Path) -> list[ActorEntry]:
    """Read every file of actors in `folder`. Raises `UnreadableActor`."""
    paths = [path for path in sorted(folder.glob("*.yaml")) if path.name not in _NOT_ACTORS]
    return [_explained(_actor, entry, path) for path in paths for entry in _entries(path)]


def read_changes(folder: Path) -> list[ChangeEntry]:
    """Read how organisations followed one another. Raises `UnreadableActor`."""
    path = folder / "changes.yaml"
    return [_explained(_change, entry, path) for entry in _entries(path)]


def read_competences(folder: Path) -> list[CompetenceEntry]:
    """Read the competences per task. Raises `UnreadableActor`."""
    path = folder / "competence.yaml"
    return [_explained(_competence, entry, path) for entry in _entries(path)]


def _entries(path: Path) -> Iterator[dict[str, Any]]:
    yield from yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or []


def _explained(read: Any, entry: dict[str, Any], path: Path) -> Any:
    try:
        return read(entry)
    except (KeyError, ValueError, TypeError, AttributeError) as problem:
        named = entry.get("slug") or entry.get("date") or entry.get("duties")
        raise UnreadableActor(f"{path.name}, {named}: {problem!r}") from problem


def _actor(entry: dict[str, Any]) -> ActorEntry:
    return ActorEntry(
        slug=entry["slug"],
        kind=Bearer(entry["kind"]) if "kind" in entry else None,
        names=tuple(map(_name, entry.get("names") or ())),
        abbreviation=_said(entry.get("abbreviation")),
        capacities=tuple(map(_capacity, entry.get("capacities") or ())),
        business_id=entry.get("business_id") or "",
        website=entry.get("website") or "",
        founded_by=entry.get("founded_by") or "",
        source=entry.get("source") or "",
        note=_said(entry.get("note")),
    )


def _name(entry: dict[str, Any]) -> NameEntry:
    name = Trilingual(*(entry.get(language) or "" for language in ("sv", "fi", "en")))
    described = bool(entry.get("described"))
    return NameEntry(name, entry.get("from"), entry.get("to"), described, entry.get("source") or "")


def _capacity(entry: dict[str, Any]) -> CapacityEntry:
    return CapacityEntry(
        kind=Bearer(entry["as"]),
        areas=tuple(map(_area, entry.get("areas") or ())),
        valid_from=entry.get("from"),
        valid_to=entry.get("to"),
        ground=_grounds(entry.get("ground")),
        note=_said(entry.get("note")),
    )


def _area(reference: str) -> AreaKey:
    dimension, _colon, code = reference.partition(":")
    return _DIMENSIONS[dimension], code


def _change(entry: dict[str, Any]) -> ChangeEntry:
    return ChangeEntry(
        entry["date"],
        ChangeKind(entry["kind"]),
        tuple(entry.get("from") or ()),
        tuple(entry.get("to") or ()),
        _grounds(entry.get("ground")),
        _said(entry["what"]),
    )


def _competence(entry: dict[str, Any]) -> CompetenceEntry:
    instead_of = entry.get("instead_of")
    return CompetenceEntry(
        tuple(entry["duties"]),
        entry["actor"],
        () if instead_of in (None, "all") else tuple(instead_of),
        entry["from"],
        entry.get("to"),
        _grounds(entry.get("rests_on")),
        _said(entry.get("note")),
    )


def _grounds(given: str | list[str] | None) -> str:
    """Citations as one text, separated by blanks."""
    return " ".join(given) if isinstance(given, list) else given or ""


def _said(text: dict[str, str | None] | None) -> Trilingual:
    return Trilingual(**{language: words or "" for language, words in (text or {}).items()})
