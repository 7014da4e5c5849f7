"""The body of a statute in Finlex XML: parts, chapters, sections, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from samverka.registers.law.eids import ENTRY_INTO_FORCE, eid, number_of
from samverka.registers.law.readers.finlex_elements import all_of, first, name_of, required, said, text_of
from samverka.registers.law.readers.sections import SectionDraft, plain
from samverka.registers.law.texts import Unit, UnitKind

ELEMENTS = "{http://www.vn.fi/skeemat/saadoselementit/2010/04/27}"


def body_of(root: etree._Element) -> Iterator[Unit]:
    """The parts, chapters and sections of a statute, then its annexes."""
    reader = _BodyReader(restarted=_sections_restart(root))
    yield from reader.units(required(root, "Pykalisto"))
    for position, annex in enumerate(all_of(root, "LiiteOsa"), start=1):
        yield Unit(UnitKind.ANNEX, f"att_{position}", text=text_of(annex))


def _sections_restart(root: etree._Element) -> bool:
    """Whether each chapter counts its sections from 1, so that the number alone is no address."""
    numbers = [said(section, "PykalaTunnusKooste") for section in all_of(root, "Pykala")]
    numbers = [number for number in numbers if number]
    return len(set(numbers)) < len(numbers)


class _BodyReader:
    """Walks parts, chapters and sections; counts the cross-headings, which have no numbers of their own."""

    def __init__(self, *, restarted: bool) -> None:
        self.restarted = restarted
        self.crossheadings = 0

    def units(self, container: etree._Element, chapter: str = "") -> Iterator[Unit]:
        for element in container:
            if name_of(element) == "Osa":
                yield self._container(element, UnitKind.PART, "OsaTunnusKooste")
            elif name_of(element) == "Luku":
                yield self._container(element, UnitKind.CHAPTER, "LukuTunnusKooste")
            elif name_of(element) == "SaadosValiotsikkoKooste" or _is_heading_in_disguise(element):
                yield self._crossheading(element)
            elif name_of(element) == "Pykala":
                yield _section(element, chapter if self.restarted else "")

    def _container(self, element: etree._Element, kind: UnitKind, number_element: str) -> Unit:
        num = said(element, number_element)
        own = eid(kind, number_of(num))
        heading = _own_heading(element)
        return Unit(kind, own, num, heading, children=tuple(self.units(element, own)))

    def _crossheading(self, element: etree._Element) -> Unit:
        self.crossheadings += 1
        return Unit(UnitKind.CROSSHEADING, f"crossheading_{self.crossheadings}", heading=text_of(element))


def _is_heading_in_disguise(element: etree._Element) -> bool:
    """1373/2018 sets a cross-heading as a section without number. The entry into force has none either, but
    is marked.
    """
    unnumbered = name_of(element) == "Pykala" and not said(element, "PykalaTunnusKooste")
    return unnumbered and element.get(f"{ELEMENTS}pykalaLuokitusKoodi") != "VoimaantuloSaannos"


def _section(element: etree._Element, chapter: str) -> Unit:
    draft = SectionDraft()
    for part in element:
        _take(part, draft)
    num = said(element, "PykalaTunnusKooste")
    own = eid(UnitKind.SECTION, number_of(num), chapter) if num else ENTRY_INTO_FORCE
    return draft.settled(num, _own_heading(element) or draft.misplaced_heading(), own)


def _take(element: etree._Element, draft: SectionDraft, *, inside: bool = False) -> None:
    """Hands one child of a section, or of a moment with items, to the draft."""
    name, text = name_of(element), text_of(element)
    if name == "Katkoviiva":
        draft.dashes(inside=inside)
    elif name == "KohdatMomentti":
        _take_moment_with_items(element, draft)
    elif name == "table":
        draft.closing(_table(element))
    elif name == "MomenttiKohtaKooste":
        _take_item(element, draft)
    elif text and name not in ("PykalaTunnusKooste", "SaadosOtsikkoKooste"):
        draft.moment(text)


def _take_moment_with_items(element: etree._Element, draft: SectionDraft) -> None:
    for position, part in enumerate(element):
        if position == 0 and name_of(part) != "MomenttiKohtaKooste":
            draft.moment(text_of(part))
        else:
            _take(part, draft, inside=True)


def _take_item(element: etree._Element, draft: SectionDraft) -> None:
    """An item; its sub-items are elements in it, the first of which may repeat the item's own text."""
    table = first(element, "table")
    if table is not None:
        draft.closing(_table(table))
        return
    subitems = [part for part in element if name_of(part) == "MomenttiAlakohtaKooste"]
    own = plain(_own_text(element))
    if own:
        draft.item(own)
    for subitem in subitems:
        draft.subitem(text_of(subitem))


def _own_text(element: etree._Element) -> str:
    """The text of an item without its sub-items."""
    parts = [element.text or ""]
    for part in element:
        parts.append("" if name_of(part) == "MomenttiAlakohtaKooste" else "".join(map(str, part.itertext())))
        parts.append(part.tail or "")
    return "".join(parts)


def _table(element: etree._Element) -> str:
    rows = ([text_of(cell) for cell in all_of(row, "entry")] for row in all_of(element, "row"))
    return "\n".join(" | ".join(cells) for cells in rows)


def _own_heading(element: etree._Element) -> str:
    headings = (part for part in element if name_of(part) == "SaadosOtsikkoKooste")
    return plain(" ".join(text_of(heading) for heading in headings))
