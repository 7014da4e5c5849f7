"""What a statute says, as values: the words everything in the register of law speaks in.

Nothing here reads a file or asks a database. Readers make `StatuteText`, consolidation makes `Wording`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

Language = Literal["sv", "fi"]


class UnitKind(StrEnum):
    TITLE = "title"
    PART = "part"
    CHAPTER = "chapter"
    CROSSHEADING = "crossheading"
    SECTION = "section"
    SUBSECTION = "subsection"
    PARAGRAPH = "paragraph"
    SUBPARAGRAPH = "subparagraph"
    ANNEX = "annex"
    UNCHANGED = "unchanged"
    """The dashes of an amending act: here stands something that the act leaves as it was."""


class Note(StrEnum):
    """Why a wording's limits are as they are, when the dates alone would mislead. Codes, so that pages
    translate them.
    """

    NONE = ""
    NO_TEXT_IN_LANGUAGE = "no_text_in_language"
    """The unit was changed, but the register has no text of the change in this language."""
    CHANGED_BY_UNKNOWN = "changed_by_unknown"
    """An amendment that is not at hand changed the unit; `valid_to` is the first day it surely no longer read
    so.
    """
    BEGAN_EARLIER = "began_earlier"
    """`valid_from` is the first day the unit surely read so; it may have begun before."""
    EARLIER_NOT_AT_HAND = "earlier_not_at_hand"
    """Shown from the statute's entry into force, though until the consolidated text it may have read
    otherwise.
    """
    TEMPORARY = "temporary"
    RESUMED = "resumed"
    """Valid anew after a temporary amendment ran out."""
    EXPIRED = "expired"
    """Ended by the statute's own terms, not by another act."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a statute and the pieces in it. `text` is the introduction where items follow, `closing`
    what follows them.
    """

    kind: UnitKind
    eid: str
    num: str = ""
    heading: str = ""
    text: str = ""
    closing: str = ""
    children: tuple[Unit, ...] = ()

    def walk(self, parent: str = "") -> Iterator[tuple[Unit, str]]:
        """This unit and all in it, in reading order, each with the eid it stands in."""
        yield self, parent
        for child in self.children:
            yield from child.walk(self.eid)


@dataclass(frozen=True, slots=True)
class Former:
    """A wording that a consolidated text keeps beside the present one. `ended_on` is the first day it no
    longer applied.
    """

    unit: Unit
    ended_by: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Repealed:
    """A consolidated text's word that a unit is repealed. It tells when the act was given, not when it took
    effect.
    """

    eid: str
    by: str
    given_on: date | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """An editor's line in a consolidated text, kept word for word."""

    eid: str
    text: str


@dataclass(frozen=True, slots=True)
class StatuteText:
    """One document in one language, as received."""

    number: int
    year: int
    language: Language
    kind: str
    title: str
    enacted_on: date | None
    enacting_clause: str
    body: tuple[Unit, ...]
    source_format: str
    in_force_from: date | None = None
    new_title: str = ""
    preparatory_works: tuple[str, ...] = ()
    consolidated: bool = False
    consolidated_as_of: date | None = None
    amendments_count: int = 0
    former: tuple[Former, ...] = ()
    repealed: tuple[Repealed, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def citation(self) -> str:
        return f"{self.number}/{self.year}"

    def walk(self) -> Iterator[tuple[Unit, str]]:
        for unit in self.body:
            yield from unit.walk()


@dataclass(frozen=True, slots=True)
class Wording:
    """What a unit of law said in one language from `valid_from` up to, not including, `valid_to`.

    `valid_from == valid_to`: enacted but never applied. `start_known` and `end_known` say whether the limits
    are the true ones; `note` says why if not. `repealed`: the place is kept, but nothing is said there any
    more.
    """

    eid: str
    kind: UnitKind
    num: str
    heading: str
    text: str
    closing: str
    language: Language
    parent: str
    valid_from: date | None
    enacted_by: str
    valid_to: date | None = None
    ended_by: str | None = None
    repealed: bool = False
    start_known: bool = True
    end_known: bool = True
    note: Note = Note.NONE
    order: int = 0

    def applies_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Statute:
    """A statute as the register knows it, in both languages together.

    `amendments_known` is False where acts that the register does not hold may have changed it: then its
    wordings are those of the texts at hand, and a page must say so.
    """

    number: int
    year: int
    kind: str
    titles: dict[Language, str]
    short_names: dict[Language, str]
    enacted_on: date | None
    in_force_from: date | None
    in_force_to: date | None
    repealed_by: str | None
    amends: tuple[str, ...]
    amended_by: tuple[str, ...]
    preparatory_works: dict[Language, tuple[str, ...]]
    enacting_clauses: dict[Language, str]
    languages: tuple[Language, ...]
    amendments_known: bool
    consolidated_as_of: date | None

    @property
    def citation(self) -> str:
        return f"{self.number}/{self.year}"
