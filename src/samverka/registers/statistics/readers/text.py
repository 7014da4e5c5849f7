"""Text files from outside: their encoding, and rows with the lines on which they begin."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from samverka.registers.statistics.readers.refusals import Unreadable

__all__ = ["MOST_COLUMNS", "csv_rows", "text_of"]

MOST_BYTES: Final = 400_000_000
MOST_COLUMNS: Final = 2_000
LONGEST_FIELD: Final = 10_000


def text_of(content: bytes, encoding: str = "utf-8") -> io.TextIOWrapper:
    """The text, decoded while it is read. Raises `Unreadable` where the file is empty or its encoding unknown."""
    if not content.strip():
        raise Unreadable(_("The file is empty. Choose another one."))
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file has more than {most} bytes."), most=MOST_BYTES)
    try:
        return io.TextIOWrapper(
            io.BytesIO(content), "utf-8-sig" if encoding == "utf-8" else encoding, newline=""
        )
    except LookupError:
        raise Unreadable(_("The encoding “{name}” is not known."), name=encoding) from None


def csv_rows(text: io.TextIOWrapper, delimiter: str = "") -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each ends; empty ones are left out. Without a delimiter the first line shows it."""
    if not delimiter:
        first = _first_line(text)
        delimiter = max(",;\t", key=first.count)
        text.seek(0)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    former = csv.field_size_limit(LONGEST_FIELD)
    try:
        yield from ((reader.line_num, row) for row in reader if any(row) and _narrow(row, reader.line_num))
    except csv.Error as error:
        raise Unreadable(
            _("This is no row of a table: {reason}."), line=reader.line_num + 1, reason=error
        ) from None
    except UnicodeError:
        raise Unreadable(
            _("The letters are not in the encoding {name}."), line=reader.line_num + 1, name=text.encoding
        ) from None
    finally:
        csv.field_size_limit(former)


def _narrow(row: list[str], line: int) -> bool:
    if len(row) > MOST_COLUMNS:
        raise Unreadable(_("The row has more than {most} columns."), line=line, most=MOST_COLUMNS)
    return True


def _first_line(text: io.TextIOWrapper) -> str:
    try:
        return text.readline(1_000_000)
    except UnicodeError:
        raise Unreadable(
            _("The letters are not in the encoding {name}."), line=1, name=text.encoding
        ) from None
