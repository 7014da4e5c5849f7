"""The catalogue of statutes that the program ships: which there are, in which files, and what their texts do
not say.

Dates of entry into force, titles and the order of amendments are read from the texts themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from samverka.registers.law.clauses.entry_into_force import EntryIntoForce, Exemption
from samverka.registers.law.clauses.targets import targets
from samverka.registers.law.texts import Language

LANGUAGES: tuple[Language, ...] = ("sv", "fi")
KEYS = {"statute", "short", "files", "amends", "entry", "ended", "amendments_known", "as_enacted"}


@dataclass(frozen=True, slots=True)
class Ended:
    """The first day a statute no longer applies, and the act that ended it where one is known."""

    on: date
    by: str | None = None


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One statute. `amending_files` are the files of the acts that amend it, gathered from their own entries.

    `as_enacted`: its text is called consolidated, but holds the enacted words; legalize-fi has such.
    """

    number: int
    year: int
    files: tuple[str, ...]
    short_names: dict[Language, str] = field(default_factory=dict)
    amends: tuple[str, ...] = ()
    amended_by: tuple[str, ...] = ()
    amending_files: tuple[str, ...] = ()
    entry: EntryIntoForce | None = None
    ended: Ended | None = None
    amendments_known: bool = False
    as_enacted: bool = False

    @property
    def citation(self) -> str:
        return f"{self.number}/{self.year}"


def read_catalogue(path: Path) -> list[CatalogueEntry]:
    """The statutes in the order of the file, each with the acts that amend it.

    Raises `ValueError` naming the entry when a key is unknown, a statute stands twice, or an amended one is
    missing.
    """
    entries = [_entry(said) for said in yaml.safe_load(path.read_text(encoding="utf-8"))]
    by_citation = {entry.citation: entry for entry in entries}
    if len(by_citation) < len(entries):
        raise ValueError(f"{path.name}: a statute stands twice")
    missing = {amended for entry in entries for amended in entry.amends} - by_citation.keys()
    if missing:
        raise ValueError(f"{path.name}: amended but not in the catalogue: {', '.join(sorted(missing))}")
    return [_with_its_amendments(entry, by_citation) for entry in entries]


def _entry(said: dict[str, Any]) -> CatalogueEntry:
    if unknown := said.keys() - KEYS:
        raise ValueError(f"{said.get('statute')}: unknown {', '.join(sorted(unknown))}")
    number, year = said["statute"].split("/")
    ended = said.get("ended")
    return CatalogueEntry(
        int(number),
        int(year),
        tuple(said["files"]),
        short_names={
            language: name for language in LANGUAGES if (name := said.get("short", {}).get(language))
        },
        amends=tuple(said.get("amends", ())),
        entry=_entry_into_force(said["entry"]) if "entry" in said else None,
        ended=Ended(ended["since"], ended.get("by")) if ended else None,
        amendments_known=said.get("amendments_known", False),
        as_enacted=said.get("as_enacted", False),
    )


def _entry_into_force(said: dict[str, Any]) -> EntryIntoForce:
    exempt = [
        Exemption(target.eid, one.get("from"), one.get("until"))
        for one in said.get("exempt", ())
        for target in targets(one["units"])
    ]
    return EntryIntoForce(said["from"], said.get("until"), tuple(exempt))


def _with_its_amendments(entry: CatalogueEntry, by_citation: dict[str, CatalogueEntry]) -> CatalogueEntry:
    """An amending act ends with what it amends: it has nothing left to say."""
    amending = [other for other in by_citation.values() if entry.citation in other.amends]
    amending.sort(key=lambda other: (other.year, other.number))
    amended_ended = by_citation[entry.amends[0]].ended if entry.amends else None
    return replace(
        entry,
        amended_by=tuple(other.citation for other in amending),
        amending_files=tuple(file for other in amending for file in other.files),
        ended=entry.ended or amended_ended,
    )
