"""CSV and Excel by a mapping of their columns."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

from samverka.registers.statistics.enums import Role
from samverka.registers.statistics.readers.cube import Axis, Category, Cube, Sign, Texts
from samverka.registers.statistics.readers.mapping import ByColumn, Columns, TableMapping
from samverka.registers.statistics.readers.refusals import Unreadable
from samverka.registers.statistics.readers.rows import Gathered, number_of
from samverka.registers.statistics.readers.text import MOST_COLUMNS, csv_rows, text_of

__all__ = ["read_csv", "read_excel"]

Rows = Iterator[tuple[int, list[str]]]
MOST_UNPACKED: Final = 80_000_000
MOST_PARTS: Final = 2_000


def read_csv(content: bytes, mapping: TableMapping) -> Cube:
    """Read a text file with a row for each line. Raises `Unreadable` with the line and the column."""
    return _read(csv_rows(text_of(content, mapping.encoding), mapping.delimiter), mapping)


def read_excel(content: bytes, mapping: TableMapping) -> Cube:
    """Read one sheet of a workbook. Raises `Unreadable` with the row and the column."""
    return _read(_sheet_rows(content, mapping.sheet), mapping)


def _sheet_rows(content: bytes, sheet: str) -> Rows:
    _refuse_bombs(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        if sheet and sheet not in workbook.sheet_names:
            raise Unreadable(_("The workbook has no sheet called “{sheet}”."), sheet=sheet)
        found = workbook.get_sheet_by_name(sheet) if sheet else workbook.get_sheet_by_index(0)
        if found.width > MOST_COLUMNS:
            raise Unreadable(_("The row has more than {most} columns."), most=MOST_COLUMNS)
        rows = found.iter_rows()
        first = found.start[0] if found.start else 0
        yield from (
            (line, written)
            for line, row in enumerate(rows, first + 1)
            if any(written := [_text(cell) for cell in row])
        )
    except (CalamineError, OSError, IndexError, ValueError) as error:
        raise Unreadable(_("The workbook is damaged or locked: {reason}."), reason=error) from None


def _refuse_bombs(content: bytes) -> None:
    """Each part is unpacked once here, since what a part says of its own size need not be true."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Unreadable(_("The workbook unpacks to more than {most} bytes."), most=MOST_UNPACKED)
            damaged = packed.testzip()
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise Unreadable(_("This is no Excel workbook (xlsx). Save it as one.")) from None
    if damaged is not None:
        raise Unreadable(_("The workbook is damaged or locked: {reason}."), reason=damaged)


def _text(cell: object) -> str:
    """A cell as a person would type it: whole numbers without a point, days by ISO 8601."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, (date, datetime)) else str(cell).strip()


def _read(rows: Rows, mapping: TableMapping) -> Cube:
    header = _header(rows, mapping)
    plan = _Plan(header, mapping)
    gathered = Gathered(plan.names)
    labels: list[dict[str, Texts]] = [{} for _dimension in mapping.dimensions]
    for line, row in rows:
        if len(row) != len(header) and any(cell.strip() for cell in row[len(header) :]):
            raise Unreadable(_("The row has more cells than there are headings."), line=line)
        padded = row + [""] * (len(header) - len(row))
        codes = [plan.code(number, padded, line) for number in range(len(labels))]
        for number, known in enumerate(labels):
            known.setdefault(codes[number], plan.label(number, padded, codes[number]))
        for place, category in plan.cells:
            value, sign = plan.value(padded[place], line, header[place])
            gathered.put([*codes, category] if mapping.across else codes, value, sign, line)
    axes = plan.axes(gathered, labels)
    values, marks, signs = gathered.cells(axes)
    return Cube(axes, values, marks, signs)


def _header(rows: Rows, mapping: TableMapping) -> list[str]:
    for line, row in rows:
        if line >= mapping.header:
            return [cell.strip() for cell in row]
    raise Unreadable(
        _("The file ends before line {line}, where the headings should be."), line=mapping.header
    )


class _Plan:
    """The mapping, with its columns found in the headings."""

    def __init__(self, header: Sequence[str], mapping: TableMapping) -> None:
        self.header, self.mapping = header, mapping
        self.places = [self._place(one.column) for one in mapping.dimensions]
        self.labels = [
            {lang: self._place(name) for lang, name in one.labels_in.items()} for one in mapping.dimensions
        ]
        self.across = mapping.across
        self.names = [one.code for one in mapping.dimensions] + ([self.across.code] if self.across else [])
        self.cells = list(self._cells())

    def code(self, number: int, row: Sequence[str], line: int) -> str:
        dimension, written = self.mapping.dimensions[number], row[self.places[number]].strip()
        if dimension.whole_number:
            value = number_of(written, self.mapping.decimal, "")
            if value is None or not value.is_integer():
                raise Unreadable(
                    _("“{found}” is no whole number."), line=line, keyword=dimension.column, found=written
                )
            return str(int(value))
        return written.split(" ", 1)[0] if dimension.split else written

    def label(self, number: int, row: Sequence[str], code: str) -> Texts:
        dimension, written = self.mapping.dimensions[number], row[self.places[number]].strip()
        if dimension.split:
            return {self.mapping.language: written.removeprefix(code).strip() or code}
        in_columns = {language: row[place].strip() for language, place in self.labels[number].items()}
        return in_columns or dimension.labels.get(code) or {self.mapping.language: code}

    def value(self, written: str, line: int, column: str) -> tuple[float | None, Sign | None]:
        plain = written.strip()
        value = number_of(plain, self.mapping.decimal, self.mapping.grouping)
        if value is not None:
            return value, None
        if plain not in self.mapping.signs:
            raise Unreadable(
                _("“{found}” is neither a number nor a sign that the mapping knows."),
                line=line,
                keyword=column,
                found=plain,
            )
        return None, Sign(plain, self.mapping.signs[plain])

    def axes(self, gathered: Gathered, labels: Sequence[dict[str, Texts]]) -> tuple[Axis, ...]:
        by_row = [
            _axis(dimension, list(codes), known)
            for dimension, codes, known in zip(self.mapping.dimensions, gathered.codes, labels, strict=False)
        ]
        return (
            *by_row,
            *([_across(self.across, gathered.codes[-1], self.mapping.language)] if self.across else []),
        )

    def _cells(self) -> Iterator[tuple[int, str]]:
        if not self.across:
            yield self._place(self.mapping.value), ""
            return
        used = {*self.places, *(place for places in self.labels for place in places.values())}
        used |= {self._place(name) for name in self.mapping.ignore}
        rest = [name for place, name in enumerate(self.header) if place not in used]
        for name in self.across.columns or rest:
            yield self._place(name), self.across.codes.get(name, name)

    def _place(self, name: str) -> int:
        if self.header.count(name) != 1:
            raise Unreadable(
                _("There must be one column with this heading, but there are {count}. The headings are: {headings}."),
                line=self.mapping.header, keyword=name, count=self.header.count(name), headings=", ".join(self.header),
            )  # fmt: skip
        return self.header.index(name)


def _axis(dimension: ByColumn, codes: list[str], labels: dict[str, Texts]) -> Axis:
    ordered = sorted(codes) if dimension.role == Role.TIME else codes
    categories = tuple(Category(code, labels[code]) for code in ordered)
    return Axis(dimension.code, dimension.label, categories, dimension.role)


def _across(columns: Columns, codes: dict[str, int], language: str) -> Axis:
    categories = tuple(
        Category(code, columns.labels.get(code, {language: code}), unit=columns.units.get(code, {}))
        for code in codes
    )
    return Axis(columns.code, columns.label, categories, columns.role)
