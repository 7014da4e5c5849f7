"""Finding elements and their words in Finlex XML, whatever namespace they stand in."""

from __future__ import annotations

from lxml import etree

from samverka.registers.law.readers.refusals import UnreadableStatute
from samverka.registers.law.readers.sections import plain


def name_of(element: etree._Element) -> str:
    return etree.QName(element).localname


def all_of(element: etree._Element, name: str) -> list[etree._Element]:
    return list(element.iter(f"{{*}}{name}"))


def first(element: etree._Element, name: str) -> etree._Element | None:
    return element.find(f".//{{*}}{name}")


def required(element: etree._Element, name: str) -> etree._Element:
    found = first(element, name)
    if found is None:
        raise UnreadableStatute("statute.missing", what=name)
    return found


def said(element: etree._Element, name: str) -> str:
    """The text of the first such element, or "" where there is none."""
    found = first(element, name)
    return "" if found is None else text_of(found)


def text_of(element: etree._Element) -> str:
    # Paragraphs of a clause stand without space between their tags; words inside one paragraph do not.
    separator = " " if any("KappaleKooste" in name_of(part) for part in element) else ""
    return plain(separator.join(str(piece) for piece in element.itertext()))
