"""Statutes in Akoma Ntoso 3.0, as opendata.finlex.fi gives them: one document, or an AknXmlList with several
languages.

A document whose language is neither Swedish nor Finnish, or that only refers to a printed text, is passed
over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lxml import etree

from samverka.registers.law.clauses.entry_into_force import entry_into_force
from samverka.registers.law.eids import ENTRY_INTO_FORCE, eid, number_of
from samverka.registers.law.readers.kinds import kind_of
from samverka.registers.law.readers.refusals import UnreadableStatute
from samverka.registers.law.readers.safe_xml import root_of
from samverka.registers.law.readers.sections import SectionDraft, plain
from samverka.registers.law.texts import Language, StatuteText, Unit, UnitKind

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
ROOTS = ("AknXmlList", "akomaNtoso")
FORMAT = "akoma-ntoso"
LANGUAGES: dict[str, Language] = {"swe": "sv", "fin": "fi"}
CONTAINERS = {"part": UnitKind.PART, "chapter": UnitKind.CHAPTER}


def read(document: bytes) -> tuple[StatuteText, ...]:
    """The Swedish and Finnish texts in the document.

    Raises `UnreadableStatute` when it is no Akoma Ntoso, could do harm, or holds no such text.
    """
    return statute_texts(root_of(document))


def statute_texts(root: etree._Element) -> tuple[StatuteText, ...]:
    name = etree.QName(root).localname
    if name not in ROOTS:
        raise UnreadableStatute("xml.wrong_root", root=name, expected="<akomaNtoso> or <AknXmlList>")
    acts = root.iter(f"{AKN}act", f"{AKN}doc")
    texts = tuple(
        _text_of(act) for act in acts if _language(act) and act.find(f".//{AKN}section") is not None
    )
    if not texts:
        raise UnreadableStatute("statute.no_text")
    return texts


def _language(act: etree._Element) -> Language | None:
    element = act.find(f".//{AKN}FRBRExpression/{AKN}FRBRlanguage")
    return LANGUAGES.get(element.get("language", "")) if element is not None else None


def _text_of(act: etree._Element) -> StatuteText:
    number, _, year = _said(act, "docNumber").partition("/")
    if not (number.isdigit() and year.isdigit()):
        raise UnreadableStatute("statute.missing", what="docNumber")
    body = tuple(_units(_required(act, "body")))
    issued = act.find(f".//{AKN}FRBRWork/{AKN}FRBRdate[@name='dateIssued']")
    return StatuteText(
        number=int(number),
        year=int(year),
        language=_language(act) or "fi",
        kind=kind_of(_kind(act)),
        title=_said(act, "docTitle"),
        enacted_on=date.fromisoformat(issued.get("date", "")) if issued is not None else None,
        enacting_clause=_said(act, "formula"),
        body=body,
        source_format=FORMAT,
        in_force_from=entry_into_force(body).on,
        consolidated="statute-consolidated" in _work(act),
    )


def _kind(act: etree._Element) -> str:
    for element in act.iter("{*}typeStatute"):
        return str(element.get("refersTo", "")).removeprefix("#")
    return ""


def _work(act: etree._Element) -> str:
    element = act.find(f".//{AKN}FRBRWork/{AKN}FRBRuri")
    return element.get("value", "") if element is not None else ""


def _units(container: etree._Element) -> Iterator[Unit]:
    for element in container:
        name = etree.QName(element).localname
        if name in CONTAINERS:
            num = _own(element, "num")
            own = eid(CONTAINERS[name], number_of(num))
            yield Unit(CONTAINERS[name], own, num, _own(element, "heading"), children=tuple(_units(element)))
        elif name == "section":
            yield _section(element)
        elif name == "hcontainer":
            # Finlex wraps the provisions in one, and the signatures in another that has no sections.
            yield from _units(element)


def _section(element: etree._Element) -> Unit:
    draft = SectionDraft()
    for subsection in element.findall(f"{AKN}subsection"):
        _take(subsection, draft)
    num = _own(element, "num")
    own = eid(UnitKind.SECTION, number_of(num)) if num else ENTRY_INTO_FORCE
    return draft.settled(num, _own(element, "heading"), own)


def _take(subsection: etree._Element, draft: SectionDraft) -> None:
    for part in subsection:
        name = etree.QName(part).localname
        if name in ("intro", "content"):
            draft.moment(_text(part))
        elif name == "paragraph":
            _take_item(part, draft)
        elif name == "wrapUp":
            draft.closing(_text(part))


def _take_item(paragraph: etree._Element, draft: SectionDraft) -> None:
    """An item with its number, and its sub-items where it has any."""
    inside = paragraph.find(f"{AKN}intro")
    content = inside if inside is not None else paragraph.find(f"{AKN}content")
    draft.item(f"{_own(paragraph, 'num')} {_text(content) if content is not None else ''}".strip())
    for sub in paragraph.findall(f"{AKN}subparagraph"):
        draft.subitem(f"{_own(sub, 'num')} {_said(sub, 'content')}".strip())


def _own(element: etree._Element, name: str) -> str:
    found = element.find(f"{AKN}{name}")
    return _text(found) if found is not None else ""


def _said(element: etree._Element, name: str) -> str:
    found = element.find(f".//{AKN}{name}")
    return _text(found) if found is not None else ""


def _required(element: etree._Element, name: str) -> etree._Element:
    found = element.find(f".//{AKN}{name}")
    if found is None:
        raise UnreadableStatute("statute.missing", what=name)
    return found


def _text(element: etree._Element) -> str:
    return plain("".join(str(piece) for piece in element.itertext()))
