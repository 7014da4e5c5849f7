"""Statutes in the formats they come in: `read_statutes` looks at the file and chooses the reader."""

from __future__ import annotations

from lxml import etree

from samverka.registers.law.readers import akoma_ntoso, consolidated_markdown, finlex_xml
from samverka.registers.law.readers.refusals import Refusal, UnreadableStatute
from samverka.registers.law.readers.safe_xml import root_of
from samverka.registers.law.texts import StatuteText


def read_statutes(document: bytes, name: str) -> tuple[StatuteText, ...]:
    """All Swedish and Finnish texts in a file; `name` tells Markdown (.md) from XML (.xml).

    Raises `UnreadableStatute` with what is wrong and what to do.
    """
    if name.endswith(".md"):
        return (consolidated_markdown.read(document),)
    if not name.endswith((".xml", ".akn")):
        raise UnreadableStatute("file.unknown_format", name=name)
    root = root_of(document)
    if etree.QName(root).localname in akoma_ntoso.ROOTS:
        return akoma_ntoso.statute_texts(root)
    return (finlex_xml.statute_text(root),)


__all__ = ["Refusal", "UnreadableStatute", "read_statutes"]
