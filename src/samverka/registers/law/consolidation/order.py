"""The order of reading of all units a statute has ever had: new sections between the old, cross-headings
before theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from samverka.registers.law.eids import sort_key
from samverka.registers.law.texts import StatuteText, Unit, UnitKind, Wording

Step = tuple[int, int, str, int]


def reading_order(wordings: Iterable[Wording], texts: Iterable[StatuteText]) -> dict[str, int]:
    """For each eid its place, counted from 0, the same in both languages."""
    parents = {one.eid: one.parent for one in wordings}
    followed = {eid: next_eid for text in texts for eid, next_eid in _crossheadings(text.body)}

    def key(eid: str) -> tuple[Step, ...]:
        above = key(parents[eid]) if parents.get(eid) in parents else ()
        return (*above, _own_step(eid, followed))

    return {eid: place for place, eid in enumerate(sorted(parents, key=key))}


def _own_step(eid: str, followed: dict[str, str]) -> Step:
    """A cross-heading stands just before the section that follows it."""
    level, number, letter = sort_key(followed.get(eid, eid))[-1]
    return level, number, letter, 0 if eid in followed else 1


def _crossheadings(units: tuple[Unit, ...]) -> Iterable[tuple[str, str]]:
    for unit, after in pairwise(units):
        if unit.kind is UnitKind.CROSSHEADING:
            yield unit.eid, after.eid
    for unit in units:
        yield from _crossheadings(unit.children)
