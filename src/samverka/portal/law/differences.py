"""What changed in the text of a provision, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from samverka.registers.law.queries import Passage

__all__ = ["Change", "Piece", "differences", "pieces"]

_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: `same`, `inserted` or `deleted`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A place in a section on both days. Without pieces where it reads the same."""

    eid: str
    num: str
    pieces: tuple[Piece, ...]

    @property
    def same(self) -> bool:
        return not self.pieces

    @property
    def inner(self) -> bool:
        """Whether it is an item in a subsection."""
        return "__para_" in self.eid

    @property
    def label(self) -> str:
        """The number that stands before it: the law's own, or that of the subsection; none for a heading."""
        return (
            self.num if self.inner else self.eid.rpartition("__subsec_")[2] if "__subsec_" in self.eid else ""
        )


def differences(before: list[Passage], after: list[Passage]) -> list[Change]:
    """Compare a section on two days, place by place, in the order of reading."""
    there, here = dict(_texts(before)), dict(_texts(after))
    order = [*here, *(eid for eid in there if eid not in here)]
    changes = [_change(eid, there.get(eid, ("", "")), here.get(eid, ("", ""))) for eid in order]
    return [change for change in changes if not (change.same and "__subsec_" not in change.eid)]


def _texts(found: list[Passage]) -> Iterator[tuple[str, tuple[str, str]]]:
    for passage in found:
        wording = passage.wording
        text = (
            ""
            if wording.repealed
            else " ".join(filter(None, (wording.heading, wording.text, wording.closing)))
        )
        if text:
            yield passage.eid, (wording.num, text)
        yield from _texts(passage.children)


def _change(eid: str, before: tuple[str, str], after: tuple[str, str]) -> Change:
    num = after[0] or before[0]
    return Change(eid, num, () if before[1] == after[1] else tuple(pieces(before[1], after[1])))


def pieces(before: str, after: str) -> Iterator[Piece]:
    """The words of two texts in order: those in both, those that were removed, those that were added."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(new[new_from:new_to]))
            continue
        if old_to > old_from:
            yield Piece("deleted", "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Piece("inserted", "".join(new[new_from:new_to]))
