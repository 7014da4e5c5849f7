"""Addresses of units: Akoma Ntoso eIds without the chapter, because sections are numbered through the act.

`sec_30a__subsec_1__para_3a__subpara_b` is 30 a § 1 mom. 3 a punkten underpunkt b. Where a statute starts its
sections anew in each chapter, the chapter stands before: `chp_2__sec_6`.
"""

from __future__ import annotations

import re

from samverka.registers.law.texts import Unit, UnitKind

LEVELS = {
    "title": 0,
    "part": 1,
    "chp": 2,
    "crossheading": 3,
    "sec": 4,
    "subsec": 5,
    "para": 6,
    "subpara": 7,
    "att": 8,
}
PREFIXES = {
    UnitKind.PART: "part",
    UnitKind.CHAPTER: "chp",
    UnitKind.SECTION: "sec",
    UnitKind.SUBSECTION: "subsec",
    UnitKind.PARAGRAPH: "para",
    UnitKind.SUBPARAGRAPH: "subpara",
}
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
ENTRY_INTO_FORCE = "sec_entry_into_force"
"""The unnumbered section at the end of an amending act."""


def number_of(num: str) -> str:
    """The bare number of a unit: "30 a §" -> "30a", "3 a)" -> "3a", "II OSA" -> "II"; "" if there is none."""
    roman = re.search(r"\b[IVXL]+\b", num)
    arabic = re.search(r"(\d+)\s*([a-zåäö])?\b", num)
    if arabic:
        return arabic[1] + (arabic[2] or "")
    if roman:
        return roman[0]
    letter = re.match(r"([a-zåäö])\)", num)
    return letter[1] if letter else ""


def eid(kind: UnitKind, number: str, parent: str = "") -> str:
    """The address of a unit; the levels below the section carry the address of what they stand in."""
    own = f"{PREFIXES[kind]}_{number}"
    return f"{parent}__{own}" if parent else own


def moved(unit: Unit, to: str) -> Unit:
    """The same unit, with all in it, at another address."""
    start = len(unit.eid)

    def at(inner: Unit) -> Unit:
        new = to + inner.eid[start:] if inner.eid else ""
        return Unit(
            inner.kind,
            new,
            inner.num,
            inner.heading,
            inner.text,
            inner.closing,
            tuple(map(at, inner.children)),
        )

    return at(unit)


def lies_in(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith(outer + "__")


def sort_key(address: str) -> tuple[tuple[int, int, str], ...]:
    """Order of reading among units of one parent and below: 9 before 10, 30 before 30 a before 31."""
    return tuple(_step(step) for step in address.split("__"))


def _step(step: str) -> tuple[int, int, str]:
    name, _, number = step.partition("_")
    digits = re.match(r"(\d+)(.*)", number)
    if digits:
        return LEVELS[name], int(digits[1]), digits[2]
    if number and set(number) <= set(ROMAN):
        return LEVELS[name], _roman(number), ""
    # Letters alone (items "a)", the entry into force at the end) come after numbers.
    return LEVELS[name], 10_000, number


def _roman(number: str) -> int:
    values = [ROMAN[letter] for letter in number]
    return sum(-v if any(w > v for w in values[i + 1 :]) else v for i, v in enumerate(values))
