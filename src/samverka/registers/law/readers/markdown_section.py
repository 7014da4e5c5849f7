"""One section of a consolidated text: its present wording in one draft, former wordings turned aside into
others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from samverka.registers.law.eids import eid, moved, number_of
from samverka.registers.law.readers.markdown_blocks import Block
from samverka.registers.law.readers.markdown_notes import FormerFollows, RepealedHere
from samverka.registers.law.readers.refusals import UnreadableStatute
from samverka.registers.law.readers.sections import ITEM, Draft, SectionDraft
from samverka.registers.law.texts import Former, Repealed, Unit, UnitKind

SAME_ITEM = 0.5
"""Two items with one number are two wordings of one item if at least so alike; else the law numbered two
alike.
"""


@dataclass(slots=True)
class _Aside:
    """A former wording while it is read. It is over when its moments, or its one item, are all there."""

    places: tuple[str, ...]
    by: str = ""
    on: date | None = None
    draft: SectionDraft = field(default_factory=SectionDraft)

    @property
    def of_item(self) -> bool:
        return "para_" in self.places[0]

    def takes(self, block: Block) -> bool:
        item = ITEM.match(block.text)
        if not self.of_item:
            return bool(item) or block.is_table or len(self.draft.moments) < len(self.places)
        return not self.draft.moments or bool(item and item[1].isalpha())

    def former(self) -> list[Former]:
        units = self.draft.settled("", "", "aside").children
        if self.of_item:
            units = units[0].children
        pairs = zip(self.places, units, strict=False)
        return [Former(moved(unit, place), self.by, self.on) for place, unit in pairs]


class MarkdownSection:
    """Takes the blocks of one section in order.

    `superseded` says that the whole section is a former wording, `keeps_former` that the text has such at
    all: only then do two items with one number mean a former wording (757/2021 51 § was enacted with two
    items 4).
    """

    def __init__(
        self, num: str, heading: str, superseded: FormerFollows | None, *, keeps_former: bool
    ) -> None:
        self.num, self.heading = num, heading
        self.eid = eid(UnitKind.SECTION, number_of(num))
        self.superseded = superseded
        self.keeps_former = keeps_former
        self.repealed: list[Repealed] = []
        self._former: list[Former] = []
        self._draft = SectionDraft()
        self._aside: _Aside | None = None

    def line(self, block: Block) -> None:
        """A paragraph, an item or a table of the law itself."""
        if self._aside and not self._aside.takes(block):
            self._end_aside()
        if self._doubles_the_last_item(block):
            self._aside = _Aside((self._last_item_eid(),))
        _hand_over(block, self._aside.draft if self._aside else self._draft)

    def former_follows(self, note: FormerFollows, block: Block) -> None:
        self._end_aside()
        places = tuple(self._full(place) for place in note.places)
        if not self.eid_of_last_moment().startswith(places[-1].partition("__para_")[0]):
            raise UnreadableStatute("markdown.note", line=block.line, note=block.text)
        self._aside = _Aside(places, note.by, note.on)

    def stands_empty(self, note: RepealedHere, block: Block) -> None:
        """Keeps the place of a repealed moment or item, so that those after it keep their numbers."""
        self._end_aside()
        for place in note.places:
            full = self._full(place)
            self._keep_place(full)
            if "subsec" in full and not full.startswith(self.eid_of_last_moment()):
                raise UnreadableStatute("markdown.note", line=block.line, note=block.text)
            self.repealed.append(Repealed(full, note.by, note.given_on))

    def settled(self) -> Unit:
        self._end_aside()
        return self._draft.settled(self.num, self.heading, self.eid)

    @property
    def former(self) -> list[Former]:
        """The former wordings in the section, or the section itself if it is one."""
        if self.superseded:
            return [Former(self.settled(), self.superseded.by, self.superseded.on), *self._former]
        return self._former

    def eid_of_last_moment(self) -> str:
        return eid(UnitKind.SUBSECTION, str(len(self._draft.moments)), self.eid)

    def _full(self, place: str) -> str:
        """The address of a place that the note names from where it stands: "3 kohta" is in the moment before
        it.
        """
        if place.startswith("sec_"):
            return place
        return f"{self.eid_of_last_moment() if place.startswith('para_') else self.eid}__{place}"

    def _keep_place(self, place: str) -> None:
        last = place.rpartition("__")[2]
        if last.startswith("para_"):
            number = last.removeprefix("para_")
            self._draft.moments[-1].children.append(Draft(UnitKind.PARAGRAPH, f"{number})"))
        elif last.startswith("subsec_"):
            self._draft.moments.append(Draft(UnitKind.SUBSECTION))

    def _doubles_the_last_item(self, block: Block) -> bool:
        item = ITEM.match(block.text)
        if not (item and self.keeps_former and self._draft.has_open_list()) or self._aside:
            return False
        last = self._draft.moments[-1].children[-1]
        said = block.text[item.end() :]
        return last.num == item[0].strip() and SequenceMatcher(None, last.text, said).ratio() >= SAME_ITEM

    def _last_item_eid(self) -> str:
        return eid(
            UnitKind.PARAGRAPH, number_of(self._draft.moments[-1].children[-1].num), self.eid_of_last_moment()
        )

    def _end_aside(self) -> None:
        if self._aside:
            self._former += self._aside.former()
            self._aside = None


def _hand_over(block: Block, draft: SectionDraft) -> None:
    if block.is_table:
        draft.closing(block.text)
    elif ITEM.match(block.text):
        draft.item(block.text)
    else:
        draft.moment(block.text)
