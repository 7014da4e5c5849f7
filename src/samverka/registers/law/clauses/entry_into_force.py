"""Reads a statute's own provision on its entry into force: when, which parts at another time, and until when.

Denna lag träder i kraft den 1 september 2011. Lagens 9 kap. och 86 § träder dock i kraft den 1 januari 2011.
Lagens 9 kap. gäller till den 31 december 2013.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from samverka.registers.law.clauses.dates import date_in
from samverka.registers.law.clauses.targets import UnreadableTargets, targets
from samverka.registers.law.eids import lies_in
from samverka.registers.law.texts import Unit, UnitKind

OWN = re.compile(
    r"^(?:Denna|Detta) (?:lag|förordning|beslut) träder i kraft"
    r"|^Tämä (?:laki|asetus|päätös) tul(?:ee|i) voimaan"
)
BEGINS = re.compile(r"träder (?:dock )?i kraft|tule(?:e|vat)(?: kuitenkin)? voimaan")
ENDS = re.compile(r"gäller (?:till|till och med)\b|on voimassa|ovat voimassa")
YEAR_END = re.compile(r"utgången av år (\d{4})|vuoden (\d{4}) loppuun")
PLACES = re.compile(
    r"^(?:Lagens|Förordningens|Upphävandet av|Bestämmelserna i|Lain|Asetuksen|Sen) (?P<places>.*?)"
    r"(?: kumoaminen)? (?:träder|gäller|tule(?:e|vat)|on voimassa|ovat voimassa)\b"
)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A unit that begins or ends at another time than the statute. `until` is the first day it no longer
    applies.
    """

    eid: str
    on: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class EntryIntoForce:
    on: date | None = None
    until: date | None = None
    exempt: tuple[Exemption, ...] = ()

    @property
    def limits(self) -> list[tuple[date, str]]:
        """The parts that end before the statute does, by the first day they no longer apply."""
        return sorted((one.until, one.eid) for one in self.exempt if one.until)

    def of(self, eid: str) -> date | None:
        """The day a section, or something in one, begins to apply."""
        own = (one.on for one in self.exempt if one.on and lies_in(eid, one.eid))
        return next(own, self.on)


def entry_into_force(body: Iterable[Unit]) -> EntryIntoForce:
    """What the body's provision on entry into force says; empty where another act decides it."""
    sections = [unit for top in body for unit, _ in top.walk() if unit.kind is UnitKind.SECTION]
    for section in reversed(sections):
        for moment in section.children:
            if OWN.match(moment.text):
                return _read(moment.text)
    return EntryIntoForce()


def _read(text: str) -> EntryIntoForce:
    own, *rest = re.split(r"(?<=\.) (?=[A-ZÅÄÖ])", text)
    exempt = tuple(exemption for sentence in rest for exemption in _exemptions(sentence))
    return EntryIntoForce(date_in(own), _end(own), exempt)


def _exemptions(sentence: str) -> list[Exemption]:
    places = PLACES.match(sentence)
    if not places:
        return []
    try:
        named = targets(_nominative(places["places"]))
    except UnreadableTargets:
        # A sentence on other matters that happens to begin alike; nothing in it names a place in this
        # statute.
        return []
    begins = date_in(sentence) if BEGINS.search(sentence) else None
    return [Exemption(target.eid, begins, None if begins else _end(sentence)) for target in named]


def _nominative(places: str) -> str:
    return places.replace("momentin", "momentti")


def _end(sentence: str) -> date | None:
    """The day after the last one named after "gäller till" / "on voimassa"."""
    ends = ENDS.search(sentence)
    if not ends:
        return None
    year = YEAR_END.search(sentence, ends.end())
    if year:
        return date(int(year[1] or year[2]) + 1, 1, 1)
    last = date_in(sentence[ends.end() :])
    return last + timedelta(days=1) if last else None
