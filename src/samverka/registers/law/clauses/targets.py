"""Reads a list of places in a statute: "2 § 6 mom., 18-20 och 22 § samt rubriken för 3 kap.", in both
languages.

Each number waits for the word that says what it counts; a comma or "och" after such a word ends a place. So
"72 § 1 och 2 mom." are two moments of one section, while "72 § och 2 § 1 mom." are two places.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

from samverka.registers.law.clauses.target_words import GENITIVES, Sign, UnreadableTargets, tokens
from samverka.registers.law.eids import eid
from samverka.registers.law.texts import UnitKind


class Part(StrEnum):
    """What of the unit is meant."""

    WHOLE = "whole"
    HEADING = "heading"
    INTRODUCTION = "introduction"


@dataclass(frozen=True, slots=True)
class Target:
    eid: str
    kind: UnitKind
    part: Part = Part.WHOLE
    swedish_only: bool = False

    @property
    def section(self) -> str:
        """The section it lies in, or itself where it is no part of one."""
        return self.eid.split("__subsec_")[0]


def targets(text: str) -> list[Target]:
    """The places the text names, in its order.

    Raises `UnreadableTargets` at a word it does not know.
    """
    reader = _Reader()
    for sign, said in tokens(" ".join(text.split())):
        reader.take(sign, said, genitive=said in GENITIVES)
    return reader.finished()


@dataclass
class _Reader:
    """Holds the numbers read and the place they are becoming."""

    done: list[Target] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    ranging: bool = False
    place: list[tuple[UnitKind, list[str]]] = field(default_factory=list)
    pending: bool = False
    part: Part = Part.WHOLE
    genitive: bool = False

    def take(self, sign: Sign, said: str, *, genitive: bool) -> None:
        if sign is Sign.NUMBER:
            self._number(said.replace(" ", ""))
        elif sign is Sign.RANGE:
            self.ranging = True
        elif sign in _COUNTED:
            self._counted(_COUNTED[sign], genitive=genitive)
        elif sign is Sign.TITLE:
            self.done.append(Target("title", UnitKind.TITLE, Part.HEADING))
        elif sign in _PARTS:
            self._part(_PARTS[sign], after=sign in (Sign.HEADING, Sign.INTRODUCTION), genitive=genitive)
        elif sign is Sign.BREAK and not self.numbers:
            self._finish_place()

    def finished(self) -> list[Target]:
        self._finish_place()
        if self.numbers:
            raise UnreadableTargets(f"{', '.join(self.numbers)} counts nothing")
        return self.done

    def _number(self, number: str) -> None:
        if self.ranging:
            self.numbers += _between(self.numbers[-1], number)
            self.ranging = False
        self.numbers.append(number)

    def _counted(self, kind: UnitKind, *, genitive: bool) -> None:
        """The word for what the numbers count: a new place, or a narrower one in the place begun."""
        if not self.numbers:
            raise UnreadableTargets(f"{kind} without a number")
        if kind in (UnitKind.SECTION, UnitKind.CHAPTER):
            self._finish_place()
            self.place = []
        self.place = [step for step in self.place if _DEPTH[step[0]] < _DEPTH[kind]]
        self.place.append((kind, self.numbers))
        self.numbers, self.pending, self.genitive = [], True, genitive

    def _part(self, part: Part, *, after: bool, genitive: bool) -> None:
        """Swedish names the part before its place, Finnish after; there the place may go on: "44 §:n otsikko
        ja 1 momentti".
        """
        if not after:
            self._finish_place()
            self.part = part
            return
        self.part, self.genitive = part, genitive
        self._finish_place()

    def _finish_place(self) -> None:
        if self.pending:
            for choice in product(*(numbers for _, numbers in self.place)):
                kinds = [kind for kind, _ in self.place]
                self.done.append(Target(_address(kinds, choice), kinds[-1], self.part, self.genitive))
            self.part, self.pending = Part.WHOLE, False


_COUNTED = {
    Sign.CHAPTER: UnitKind.CHAPTER,
    Sign.SECTION: UnitKind.SECTION,
    Sign.MOMENT: UnitKind.SUBSECTION,
    Sign.ITEM: UnitKind.PARAGRAPH,
    Sign.SUBITEM: UnitKind.SUBPARAGRAPH,
}
_PARTS = {
    Sign.HEADING_OF: Part.HEADING,
    Sign.HEADING: Part.HEADING,
    Sign.INTRODUCTION_OF: Part.INTRODUCTION,
    Sign.INTRODUCTION: Part.INTRODUCTION,
}
_DEPTH = {kind: depth for depth, kind in enumerate(_COUNTED.values())}


def _between(first: str, last: str) -> list[str]:
    """The numbers strictly between: 18-20 gives 19, 87b-87e gives 87c and 87d."""
    if first.isdigit() and last.isdigit():
        return [str(number) for number in range(int(first) + 1, int(last))]
    if first[:-1] == last[:-1] and first[-1].isalpha() and last[-1].isalpha():
        return [first[:-1] + chr(letter) for letter in range(ord(first[-1]) + 1, ord(last[-1]))]
    raise UnreadableTargets(f"no range from {first} to {last}")


def _address(kinds: list[UnitKind], numbers: tuple[str, ...]) -> str:
    """The eId of a place; an item named without its moment lies in the section's only one."""
    address = ""
    for kind, number in zip(kinds, numbers, strict=True):
        if (
            kind is UnitKind.PARAGRAPH
            and address.count("__") == 0
            and kinds[0] is UnitKind.SECTION
            and UnitKind.SUBSECTION not in kinds
        ):
            address = eid(UnitKind.SUBSECTION, "1", address)
        address = eid(kind, number, address)
    return address


__all__ = ["Part", "Target", "UnreadableTargets", "targets"]
