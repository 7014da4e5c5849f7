"""SDMX-CSV, versions 1 and 2: a line for each observation, dimensions before OBS_VALUE, attributes after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from samverka.registers.statistics.enums import Absence, Role
from samverka.registers.statistics.readers.cube import MOST_DIMENSIONS, Axis, Category, Cube, Sign
from samverka.registers.statistics.readers.refusals import Unreadable
from samverka.registers.statistics.readers.rows import Gathered, number_of
from samverka.registers.statistics.readers.text import csv_rows, text_of

__all__ = ["looks_like_sdmx_csv", "read_sdmx_csv"]

_VALUE: Final = "OBS_VALUE"
_STATUS: Final = "OBS_STATUS"
_SECRECY: Final = "CONF_STATUS"
_BEFORE: Final = {"DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION"}
# Actions that give cells (information, append, replace, merge); a message that deletes is no table.
_ACTIONS: Final = {"I", "A", "R", "M", ""}
_ABSENCES: Final = {
    "Q": Absence.SUPPRESSED,
    "M": Absence.IMPOSSIBLE,
    "C": Absence.SUPPRESSED,
    "D": Absence.SUPPRESSED,
    "N": Absence.SUPPRESSED,
    "S": Absence.SUPPRESSED,
}
_PLAIN: Final = {"", "A", "F"}
_ROLES: Final = {
    "TIME_PERIOD": Role.TIME,
    "REF_AREA": Role.AREA,
    "INDICATOR": Role.CONTENT,
    "MEASURE": Role.CONTENT,
}


@dataclass(frozen=True, slots=True)
class _Columns:
    header: Sequence[str]
    dimensions: Sequence[int]
    value: int

    def of(self, row: Sequence[str], name: str) -> str:
        return _code(row[self.header.index(name)])[0] if name in self.header else ""


def looks_like_sdmx_csv(content: bytes) -> bool:
    """Whether the first line names what every SDMX-CSV has."""
    first = content[:4_000].split(b"\n", 1)[0].upper()
    return b"OBS_VALUE" in first and (b"DATAFLOW" in first or b"STRUCTURE" in first)


def read_sdmx_csv(content: bytes, *, language: str = "en") -> Cube:
    """Read SDMX-CSV. Raises `Unreadable` with the line and the column. `language` is that of its labels."""
    rows = csv_rows(text_of(content))
    columns = _columns(next(rows, (1, []))[1])
    names = [_code(columns.header[place])[0] for place in columns.dimensions]
    gathered = Gathered(names)
    labels: list[dict[str, str]] = [{} for _name in names]
    flows: set[str] = set()
    for line, row in rows:
        if len(row) != len(columns.header):
            raise Unreadable(
                _("The line has {found} parts, the first line {wanted}."),
                line=line,
                found=len(row),
                wanted=len(columns.header),
            )
        _one(columns, row, line, gathered, labels)
        flows.add(columns.of(row, "STRUCTURE_ID") or columns.of(row, "DATAFLOW"))
    axes = tuple(_axes(gathered, labels, language))
    values, marks, signs = gathered.cells(axes)
    return Cube(axes, values, marks, signs, code=flows.pop() if len(flows) == 1 else "", language=language)


def _columns(header: Sequence[str]) -> _Columns:
    plain = [_code(name)[0].upper() for name in header]
    if plain.count(_VALUE) != 1:
        raise Unreadable(_("One column must be called {name}."), line=1, keyword=_VALUE, name=_VALUE)
    value = plain.index(_VALUE)
    dimensions = [place for place, name in enumerate(plain[:value]) if name not in _BEFORE]
    if not dimensions or len(dimensions) > MOST_DIMENSIONS:
        raise Unreadable(
            _("The columns before the value are no dimensions of a table."), line=1, keyword=_VALUE
        )
    if len(set(plain)) < len(plain):
        raise Unreadable(_("Two columns have the same name."), line=1)
    return _Columns([_code(name)[0].upper() if ":" in name else name for name in plain], dimensions, value)


def _one(
    columns: _Columns, row: Sequence[str], line: int, gathered: Gathered, labels: Sequence[dict[str, str]]
) -> None:
    if columns.of(row, "ACTION").upper() not in _ACTIONS:
        raise Unreadable(_("A line that deletes is not read."), line=line, keyword="ACTION")
    codes = []
    for place, known in zip(columns.dimensions, labels, strict=True):
        code, label = _code(row[place])
        codes.append(code)
        if label:
            known[code] = label
    written = row[columns.value].strip()
    value = number_of(written, ".", "")
    if value is None and written and written.upper() != "NAN":
        raise Unreadable(_("“{found}” is no number."), line=line, keyword=_VALUE, found=written)
    gathered.put(codes, value, _sign(columns, row, absent=value is None), line)


def _sign(columns: _Columns, row: Sequence[str], *, absent: bool) -> Sign | None:
    said = [columns.of(row, name).upper() for name in (_STATUS, _SECRECY)]
    text = "/".join(part for part in said if part not in _PLAIN)
    if not absent:
        return Sign(text) if text else None
    return Sign(text, next((_ABSENCES[part] for part in said if part in _ABSENCES), Absence.MISSING))


def _axes(gathered: Gathered, labels: Sequence[dict[str, str]], language: str) -> Iterator[Axis]:
    for name, codes, known in zip(gathered.names, gathered.codes, labels, strict=True):
        role = _ROLES.get(name.upper(), Role.OTHER)
        ordered = sorted(codes) if role == Role.TIME else list(codes)
        yield Axis(
            name,
            {language: name},
            tuple(Category(code, {language: known.get(code, code)}) for code in ordered),
            role,
        )


def _code(text: str) -> tuple[str, str]:
    """Code and label of `code: label`, as written with labels=both."""
    code, colon, label = text.partition(": ")
    return (code.strip(), label.strip()) if colon else (text.strip(), "")
