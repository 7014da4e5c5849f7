"""The keywords of a PX file: `KEYWORD[language]("of what")="values";`, before the data."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from django.utils.translation import gettext_lazy as _

from samverka.registers.statistics.readers.refusals import Unreadable

__all__ = ["Entry", "encoding_of", "entries_of", "split_at_data"]

MOST_HEADER_BYTES: Final = 16_000_000
MOST_KEYWORDS: Final = 30_000
MOST_PARTS: Final = 100_000

# A text in quotes; a sign of the grammar; a number or a word.
_TOKEN: Final = re.compile(r"\s*(?:\"([^\"]*)\"|([=;,()\[\]:])|([^\s\"=;,()\[\]:]+))")
_DATA: Final = re.compile(rb"(?:^|[;\s])DATA\s*=", re.IGNORECASE)
_CODEPAGE: Final = re.compile(rb"^\s*CODEPAGE\s*=\s*\"([^\"]{1,40})\"", re.IGNORECASE | re.MULTILINE)
_CHARSET: Final = re.compile(rb"^\s*CHARSET\s*=\s*\"([^\"]{1,40})\"", re.IGNORECASE | re.MULTILINE)

# Python has codecs that are no character sets of files, or that are slow on purpose-made input.
_NOT_FOR_FILES: Final = {
    "idna",
    "punycode",
    "undefined",
    "unicode_escape",
    "raw_unicode_escape",
    "mbcs",
    "oem",
}
_KEYWORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")


@dataclass(slots=True)
class Entry:
    """One keyword with what it says.

    values: its parts, between commas; texts that follow one another without a comma are one.
    pairs: parts that are two texts with a colon between them (hierarchies).
    """

    keyword: str
    line: int
    language: str = ""
    of: tuple[str, ...] = ()
    values: list[str] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.values[0] if self.values else ""


def split_at_data(content: bytes) -> tuple[bytes, int]:
    """The header, and where the cells begin. Raises `Unreadable` where there are none."""
    quotes = counted_to = 0
    for found in _DATA.finditer(content, 0, MOST_HEADER_BYTES):
        quotes += content.count(b'"', counted_to, found.start())
        counted_to = found.start()
        if quotes % 2 == 0:
            return content[: found.start() + 1].removesuffix(b"D"), found.end()
    if len(content) > MOST_HEADER_BYTES:
        raise Unreadable(
            _("The cells do not begin within the first {most} bytes."), keyword="DATA", most=MOST_HEADER_BYTES
        )
    raise Unreadable(_("The file has no cells. Fetch it again, whole."), keyword="DATA")


def encoding_of(header: bytes) -> str:
    """The character encoding by a byte order mark, CODEPAGE or CHARSET, in this order, else that of DOS."""
    if header.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if header.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in header[:100]:
        raise Unreadable(_("The file is written in UTF-16. Save it as UTF-8."), line=1)
    if declared := _CODEPAGE.search(header):
        return _known(declared[1], header.count(b"\n", 0, declared.start(1)) + 1)
    if (declared := _CHARSET.search(header)) and declared[1].upper() == b"ANSI":
        return "cp1252"
    return "cp850"


def _known(declared: bytes, line: int) -> str:
    name = declared.decode("ascii", "replace").strip()
    try:
        found = codecs.lookup(name)
        b"a".decode(found.name)  # refuses Python's codecs that are none of texts
    except (LookupError, UnicodeError, ValueError):
        found = None
    if found is None or found.name.replace("-", "_") in _NOT_FOR_FILES:
        raise Unreadable(_("The encoding “{name}” is not known."), line=line, keyword="CODEPAGE", name=name)
    return found.name


def entries_of(header: bytes, encoding: str) -> list[Entry]:
    """All keywords in the order of the file. Raises `Unreadable` with the line and the keyword."""
    try:
        text = header.decode(encoding)
    except UnicodeDecodeError as error:
        line = header.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            _("The letters are not written in {name}, as the file says."), line=line, name=encoding
        ) from None
    entries = list(islice(_Grammar(text).entries(), MOST_KEYWORDS + 1))
    if len(entries) > MOST_KEYWORDS:
        raise Unreadable(
            _("The file has more than {most} keywords."), line=entries[-1].line, most=MOST_KEYWORDS
        )
    return entries


class _Grammar:
    """Reads the tokens one after another and remembers the line."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.line, self._counted = text, 0, 1, 0
        self.kind, self.token = 0, ""

    def entries(self) -> Iterator[Entry]:
        while self._next():
            if self.kind != 3 or not _KEYWORD.fullmatch(self.token):
                raise Unreadable(_("A keyword is expected, not “{found}”."), line=self.line, found=self.token)
            entry = Entry(self.token.upper(), self.line)
            self._before_equals(entry)
            self._values(entry)
            yield entry

    def _next(self) -> bool:
        found = _TOKEN.match(self.text, self.at)
        if not found:
            self._count(self.at)
            if self.text[self.at :].strip():
                raise Unreadable(
                    _("A text that begins here is never ended by a quotation mark."), line=self.line
                )
            return False
        self.kind = found.lastindex or 0
        self.token = found[self.kind]
        self._count(found.start(self.kind))
        self.at = found.end()
        return True

    def _count(self, to: int) -> None:
        self.line += self.text.count("\n", self._counted, to)
        self._counted = to

    def _need(self, entry: Entry) -> str:
        """The next token's sign of the grammar, or empty where it is a text or a word."""
        if not self._next():
            raise Unreadable(
                _("The file ends before this is complete."), line=entry.line, keyword=entry.keyword
            )
        return self.token if self.kind == 2 else ""

    def _before_equals(self, entry: Entry) -> None:
        sign = self._need(entry)
        if sign == "[":
            self._need(entry)
            entry.language = self.token.strip()[:10].lower()
            if self._need(entry) != "]":
                raise self._unexpected(entry)
            sign = self._need(entry)
        if sign == "(":
            entry.of = tuple(self._until(entry, ")"))
            sign = self._need(entry)
        if sign != "=":
            raise self._unexpected(entry)

    def _until(self, entry: Entry, end: str) -> Iterator[str]:
        parts: list[str] = []
        while (sign := self._need(entry)) != end:
            if sign == ",":
                yield "".join(parts)
                parts = []
            elif sign in {"=", ";", "[", "("}:
                raise self._unexpected(entry)
            else:
                parts.append(self.token)
        yield "".join(parts)

    def _values(self, entry: Entry) -> None:
        """Up to the semicolon. `TLIST(A1, "1994"-"1996")` is kept as the word and what stands in its brackets."""
        parts: list[str] = []
        first = ""
        while (sign := self._need(entry)) != ";":
            if sign == ",":
                self._take(entry, first, parts)
                first, parts = "", []
            elif sign == ":" and parts:
                first, parts = "".join(parts), []
            elif sign == "(":
                parts.append(f"({','.join(self._until(entry, ')'))})")
            elif sign in {"=", "[", "]"}:
                raise self._unexpected(entry)
            else:
                parts.append(
                    " ".join(self.token.split("\n")).replace("\r", "") if self.kind == 1 else self.token
                )
        self._take(entry, first, parts)

    @staticmethod
    def _take(entry: Entry, first: str, parts: list[str]) -> None:
        if len(entry.values) + len(entry.pairs) >= MOST_PARTS:
            raise Unreadable(
                _("There are more than {most} values."),
                line=entry.line,
                keyword=entry.keyword,
                most=MOST_PARTS,
            )
        if first:
            entry.pairs.append((first, "".join(parts)))
        elif parts:
            entry.values.append("".join(parts))

    def _unexpected(self, entry: Entry) -> Unreadable:
        return Unreadable(
            _("“{found}” is not expected here. Is a quotation mark or a semicolon missing?"),
            line=self.line, keyword=entry.keyword, found=self.token,
        )  # fmt: skip
