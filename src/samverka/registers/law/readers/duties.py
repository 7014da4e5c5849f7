"""The reviewed files of the catalogue of duties."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from samverka.foundation.kernel.languages import Trilingual
from samverka.registers.law.enums import Bearer, Force, Territory, Theme

__all__ = ["DutyEntry", "TermEntry", "UnreadableDuty", "read_duties"]


class UnreadableDuty(Exception):
    """A duty in the files is not written as it must be; the message says which, and what is wrong."""


@dataclass(frozen=True, slots=True)
class TermEntry:
    bearers: tuple[Bearer, ...]
    actor: str
    force: Force
    territory: Territory
    valid_from: date
    valid_to: date | None
    what: Trilingual
    for_whom: Trilingual
    recurrence: str
    recurrence_bound: str
    within: str
    deadline: Trilingual
    rests_on: tuple[str, ...]
    never_applied: bool
    enacted_on: date | None
    note: Trilingual


@dataclass(frozen=True, slots=True)
class DutyEntry:
    code: str
    theme: Theme
    detail: bool
    title: Trilingual
    terms: tuple[TermEntry, ...]


def read_duties(folder: Path) -> list[DutyEntry]:
    """Read every `*.yaml` of duties in `folder`, in order of file name.

    Raises `UnreadableDuty` where an entry lacks something or says it in a word that the vocabulary does not know.
    """
    return [_duty(entry, path) for path in sorted(folder.glob("*.yaml")) for entry in _entries(path)]


def _entries(path: Path) -> list[dict[str, Any]]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or []


def _duty(entry: dict[str, Any], path: Path) -> DutyEntry:
    try:
        terms = tuple(_term(term) for term in entry["terms"])
        return DutyEntry(
            entry["id"], Theme(entry["theme"]), entry.get("detail", False), _said(entry["title"]), terms
        )
    except (KeyError, ValueError, TypeError) as problem:
        raise UnreadableDuty(f"{path.name}, {entry.get('id', 'a duty without id')}: {problem!r}") from problem


def _term(term: dict[str, Any]) -> TermEntry:
    return TermEntry(
        bearers=tuple(map(Bearer, term["bearers"])),
        actor=term.get("actor") or "",
        force=Force(term["force"]),
        territory=Territory(term["where"]),
        valid_from=term["from"],
        valid_to=term.get("to"),
        what=_said(term["what"]),
        for_whom=_said(term.get("for_whom")),
        recurrence=term["recurrence"],
        recurrence_bound=term.get("recurrence_bound") or "",
        within=term.get("within") or "",
        deadline=_said(term.get("deadline")),
        rests_on=tuple(term["rests_on"]),
        never_applied=term.get("never_applied", False),
        enacted_on=term.get("enacted"),
        note=_said(term.get("note")),
    )


def _said(text: dict[str, str] | None) -> Trilingual:
    return Trilingual(**{language: words or "" for language, words in (text or {}).items()})
