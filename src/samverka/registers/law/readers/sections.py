"""From the run of lines in a section to its moments, items and sub-items: the same for all three formats.

The readers hand over lines in reading order; a `SectionDraft` decides what belongs to what and gives the
addresses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from samverka.registers.law.eids import eid, number_of
from samverka.registers.law.texts import Unit, UnitKind

DASHES = "— — —"
ITEM = re.compile(r"(\d+(?: [a-zåäö])?|[a-zåäö])\)\s*")
NUMBERED_ITEM = re.compile(r"(\d+(?: [a-zåäö])?)\)\s*")
LETTERED_ITEM = re.compile(r"([a-zåäö])\)\s*")


def plain(text: str) -> str:
    """One line with single spaces, none before a punctuation mark and no hyphens for line breaks."""
    line = " ".join(text.replace("\u00ad", "").split())
    return re.sub(r"(?<=\w|\)) ([.,;:])(?=\s|$)", r"\1", line)


@dataclass(slots=True)
class Draft:
    """A unit while it is read."""

    kind: UnitKind
    num: str = ""
    text: str = ""
    closing: str = ""
    children: list[Draft] = field(default_factory=list)

    def settled(self, own: str) -> Unit:
        numbered = 0
        units: list[Unit] = []
        for child in self.children:
            numbered += child.kind is UnitKind.SUBSECTION
            address = _free(child.address(own, numbered), units)
            units.append(child.settled(address))
        return Unit(self.kind, own, self.num, "", self.text, self.closing, tuple(units))

    def address(self, parent: str, position: int) -> str:
        """Moments bear no number in the law: their place gives it. The dashes have no address."""
        if self.kind is UnitKind.UNCHANGED:
            return ""
        number = str(position) if self.kind is UnitKind.SUBSECTION else number_of(self.num)
        return eid(self.kind, number, parent)


def _free(address: str, taken: list[Unit]) -> str:
    """681/2023 78 § 2 mom. was enacted with two items 2): the second has the address para_2_2."""
    same = sum(
        re.fullmatch(re.escape(address) + r"(_\d+)?", unit.eid) is not None for unit in taken if unit.eid
    )
    return f"{address}_{same + 1}" if same else address


class SectionDraft:
    """Takes the lines of one section in reading order."""

    def __init__(self) -> None:
        self.moments: list[Draft] = []

    def moment(self, text: str) -> None:
        """A paragraph of its own. Beginning small, it goes on with the sentence before it: no moment."""
        if NUMBERED_ITEM.match(text) and self.moments:
            # Some sources set items as paragraphs of their own.
            self.item(text)
        elif text[:1].islower() and self.moments:
            self.closing(text) if self.has_open_list() else self._continue(text)
        else:
            self.moments.append(Draft(UnitKind.SUBSECTION, text=text))

    def item(self, text: str) -> None:
        """An item "1) ..." or, directly in a moment, "a) ...". Without a number it belongs to what stands
        before, unless it begins with a capital: then it is a moment set among the items by mistake of the
        source."""
        found = ITEM.match(text)
        if (
            found
            and found[1].isalpha()
            and self.has_open_list()
            and number_of(self.moments[-1].children[-1].num)[:1].isdigit()
        ):
            self.subitem(text)
        elif found:
            draft = Draft(UnitKind.PARAGRAPH, found[0].strip(), text[found.end() :])
            self._last_moment().children.append(draft)
        elif text[:1].isupper():
            self.moments.append(Draft(UnitKind.SUBSECTION, text=text))
        else:
            self._continue(text)

    def subitem(self, text: str) -> None:
        """A sub-item "a) ..."; what bears no letter goes on with the text before it."""
        found = LETTERED_ITEM.match(text)
        if found and self.has_open_list():
            draft = Draft(UnitKind.SUBPARAGRAPH, found[0].strip(), text[found.end() :])
            self._last_moment().children[-1].children.append(draft)
        elif ITEM.match(text):
            self.item(text)
        else:
            self._continue(text)

    def closing(self, text: str) -> None:
        """Text or table lines after the items, or after the moment's own text."""
        last = self._last_moment()
        last.closing = f"{last.closing}\n{text}".strip()

    def dashes(self, *, inside: bool = False) -> None:
        """The amending act's dashes: between the moments, or inside the moment among its items."""
        draft = Draft(UnitKind.UNCHANGED, text=DASHES)
        (self._last_moment().children if inside else self.moments).append(draft)

    def misplaced_heading(self) -> str:
        """609/1986 16 § has its heading set as a moment: short, without a full stop, before the real ones."""
        first = self.moments[0] if len(self.moments) > 1 else Draft(UnitKind.SUBSECTION)
        if not first.text or first.children or len(first.text) > 100 or first.text[-1] in ".,:;":
            return ""
        return self.moments.pop(0).text

    def has_open_list(self) -> bool:
        return bool(self.moments and self.moments[-1].children)

    def settled(self, num: str, heading: str, own: str) -> Unit:
        body = Draft(UnitKind.SECTION, children=self.moments).settled(own)
        return Unit(UnitKind.SECTION, own, num, heading, children=body.children)

    def _last_moment(self) -> Draft:
        if not self.moments or self.moments[-1].kind is UnitKind.UNCHANGED:
            self.moments.append(Draft(UnitKind.SUBSECTION))
        return self.moments[-1]

    def _continue(self, text: str) -> None:
        last = self._last_moment()
        while last.children and not last.closing:
            last = last.children[-1]
        last.text = f"{last.text} {text}".strip()
