"""From files to plain values. No reader knows the database."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from samverka.registers.statistics.enums import Format
from samverka.registers.statistics.readers.cube import Cube
from samverka.registers.statistics.readers.jsonstat import read_json_stat
from samverka.registers.statistics.readers.mapping import TableMapping
from samverka.registers.statistics.readers.px import read_px
from samverka.registers.statistics.readers.refusals import Unreadable
from samverka.registers.statistics.readers.sdmx_csv import looks_like_sdmx_csv, read_sdmx_csv
from samverka.registers.statistics.readers.tables import read_csv, read_excel

__all__ = ["Cube", "TableMapping", "Unreadable", "format_of", "read_table"]

MOST_BYTES: Final = 400_000_000


def format_of(content: bytes) -> Format:
    """The format of a file by what is in it. Raises `Unreadable` where it is empty or too large."""
    if not content.strip():
        raise Unreadable(_("The file is empty. Choose another one."))
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file has more than {most} bytes."), most=MOST_BYTES)
    if content.startswith(b"PK\x03\x04"):
        return Format.EXCEL
    start = content[:4_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"{", b"[")):
        return Format.JSON_STAT
    if looks_like_sdmx_csv(start):
        return Format.SDMX_CSV
    upper = start.upper()
    return Format.PX if b"=" in start and any(word in upper for word in _PX_WORDS) else Format.CSV


_PX_WORDS: Final = (
    b"CHARSET",
    b"AXIS-VERSION",
    b"MATRIX",
    b"STUB",
    b"HEADING",
    b"CREATION-DATE",
    b"CODEPAGE",
    b"SUBJECT-",
)


def read_table(content: bytes, *, mapping: TableMapping | None = None, language: str = "") -> Cube:
    """Read a table of any format. Raises `Unreadable` with line and keyword.

    Args:
        mapping: how the columns of CSV and Excel make a table; other formats say it themselves.
        language: that of the texts, where the file does not say it.
    """
    found = format_of(content)
    if found == Format.PX:
        return read_px(content)
    if found == Format.JSON_STAT:
        return read_json_stat(content, language=language)
    if found == Format.SDMX_CSV and mapping is None:
        return read_sdmx_csv(content, language=language or "en")
    if mapping is None:
        raise Unreadable(_("Say first what the columns of the file are."))
    return read_excel(content, mapping) if found == Format.EXCEL else read_csv(content, mapping)
