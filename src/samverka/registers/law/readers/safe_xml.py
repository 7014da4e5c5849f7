"""XML from outside, read so that it can harm nothing: UTF-8 only, no entities, no DTD, no network, all sizes
bounded.
"""

from __future__ import annotations

import re

from lxml import etree

from samverka.registers.law.readers.refusals import UnreadableStatute

MAX_BYTES = 4_000_000
MAX_ELEMENTS = 200_000
MAX_DEPTH = 60
MAX_TEXT = 200_000
UTF8_BOM = b"\xef\xbb\xbf"
UTF16_SIGNS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
# UTF-8 bytes of å, ä, ö, é and dashes read as Latin-1 or Windows-1252: "Ã¤", "â€“".
TWICE_ENCODED = re.compile("(?:Ã[\u0080-\u00bf\u0152-\u2122]|â(?:€|\u0080)[\u0080-\u2122])")
DECLARED = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)")


def root_of(document: bytes) -> etree._Element:
    """The root element of a document.

    Raises `UnreadableStatute` with what is wrong and what to do.
    """
    text = decoded(document)
    _refuse_declarations(text)
    root = _parsed(text)
    _refuse_excess(root)
    return root


def decoded(document: bytes) -> str:
    """The document's text without byte order mark, if it is plain UTF-8. Used for Markdown too."""
    if not document.strip():
        raise UnreadableStatute("file.empty")
    if len(document) > MAX_BYTES:
        raise UnreadableStatute("file.too_large", size=len(document), limit=MAX_BYTES)
    if document.startswith(UTF16_SIGNS):
        raise UnreadableStatute("text.utf16")
    text = _as_utf8(document.removeprefix(UTF8_BOM))
    _refuse_twice_encoded(text)
    return text


def _as_utf8(document: bytes) -> str:
    try:
        return document.decode("utf-8")
    except UnicodeDecodeError as error:
        line = document.count(b"\n", 0, error.start) + 1
        raise UnreadableStatute("text.not_utf8", position=error.start, line=line) from None


def _refuse_twice_encoded(text: str) -> None:
    found = TWICE_ENCODED.search(text)
    if not found:
        return
    meant = found[0].encode("cp1252", "ignore").decode("utf-8", "ignore") or found[0].encode(
        "latin-1", "ignore"
    ).decode("utf-8", "ignore")
    raise UnreadableStatute(
        "text.double_encoded", line=_line(text, found.start()), sample=found[0], meant=meant or "ä"
    )


def _refuse_declarations(text: str) -> None:
    declared = DECLARED.match(text)
    if declared and declared[1].lower() not in ("utf-8", "utf8"):
        raise UnreadableStatute("text.declared_encoding", encoding=declared[1])
    for sign, code in (("<!ENTITY", "xml.entity"), ("<!DOCTYPE", "xml.dtd")):
        if sign in text:
            raise UnreadableStatute(code, line=_line(text, text.index(sign)))


def _parsed(text: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, dtd_validation=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise UnreadableStatute("xml.too_deep", limit=MAX_DEPTH) from None
        raise UnreadableStatute("xml.malformed", line=error.lineno, reason=error.msg) from None


def _refuse_excess(root: etree._Element) -> None:
    depth = elements = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > MAX_DEPTH:
            raise UnreadableStatute("xml.too_deep", limit=MAX_DEPTH)
        if elements > MAX_ELEMENTS:
            raise UnreadableStatute("xml.too_many_elements", limit=MAX_ELEMENTS)
        if len(element.text or "") > MAX_TEXT:
            raise UnreadableStatute("xml.text_too_long", line=element.sourceline, limit=MAX_TEXT)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
