"""A table as its publisher gives it, whatever the format: dimensions, and one cell for each combination."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import repeat
from math import prod
from typing import Final

import numpy as np
import numpy.typing as npt
from django.utils.translation import gettext_lazy as _

from samverka.registers.statistics.enums import Absence, Role
from samverka.registers.statistics.readers.refusals import Unreadable

__all__ = [
    "MOST_CELLS",
    "Axis",
    "Category",
    "Cube",
    "Marks",
    "Note",
    "Sign",
    "Texts",
    "Values",
    "checked_size",
]

MOST_CELLS: Final = 12_000_000
MOST_CATEGORIES: Final = 100_000
MOST_DIMENSIONS: Final = 30
LONGEST_CODE: Final = 200

Values = npt.NDArray[np.float64]
Marks = npt.NDArray[np.uint8]

# The same text in several languages; "" is the language where the file does not say which.
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Category:
    """One of the values of a dimension. `parent` is the code of the one above it, or empty."""

    code: str
    label: Texts
    parent: str = ""
    unit: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension with its categories in the order of the cells."""

    code: str
    label: Texts
    categories: tuple[Category, ...]
    role: Role = Role.OTHER

    @property
    def codes(self) -> list[str]:
        return [category.code for category in self.categories]

    def __len__(self) -> int:
        return len(self.categories)


@dataclass(frozen=True, slots=True)
class Sign:
    """What the publisher writes in or beside a cell. With an `absence` it stands instead of a value."""

    text: str
    absence: Absence | None = None
    label: Texts = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader must know of the whole (`at` is empty), of a dimension, a category or cells.

    at: codes of categories by the code of their dimension; the empty code is the dimension itself.
    """

    text: Texts
    at: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Cube:
    """A table.

    values: shape is the lengths of `axes`; NaN exactly where a sign with an absence stands.
    marks: same shape; 0 where nothing stands beside the value, else 1 + the position of the sign in `signs`.
    published: when the publisher says that it was updated, with a time zone.
    """

    axes: tuple[Axis, ...]
    values: Values
    marks: Marks
    signs: tuple[Sign, ...] = ()
    title: Texts = field(default_factory=dict)
    code: str = ""
    source: Texts = field(default_factory=dict)
    unit: Texts = field(default_factory=dict)
    published: datetime | None = None
    decimals: int | None = None
    notes: tuple[Note, ...] = ()
    language: str = ""

    def __post_init__(self) -> None:
        shape = tuple(map(len, self.axes))
        if self.values.shape != shape or self.marks.shape != shape:
            raise ValueError(f"The cells have the shape {self.values.shape}, the dimensions {shape}.")

    def absences(self) -> npt.NDArray[np.bool_]:
        """Where there is no value."""
        without = np.array([False, *(sign.absence is not None for sign in self.signs)])
        return without[self.marks]


def checked_size(axes: Sequence[Axis], lines: Iterable[int] = ()) -> int:
    """The number of cells. Raises `Unreadable` where the dimensions are not those of a table that can be held."""
    if not axes:
        raise Unreadable(_("The table has no dimensions."))
    if len(axes) > MOST_DIMENSIONS:
        raise Unreadable(
            _("The table has {count} dimensions; at most {most} are read."),
            count=len(axes),
            most=MOST_DIMENSIONS,
        )
    if repeated := _repeated([axis.code for axis in axes]):
        raise Unreadable(_("Two dimensions are called “{code}”."), code=repeated)
    for axis, line in zip(axes, [*lines] or repeat(0), strict=False):
        _check_categories(axis, line)
    cells = prod(map(len, axes))
    if cells > MOST_CELLS:
        raise Unreadable(
            _("The table has {count} cells; at most {most} are read. Take fewer categories."),
            count=cells,
            most=MOST_CELLS,
        )
    return cells


def _check_categories(axis: Axis, line: int) -> None:
    if not axis.categories:
        raise Unreadable(_("The dimension has no categories."), line=line, keyword=axis.code)
    if len(axis) > MOST_CATEGORIES:
        raise Unreadable(
            _("The dimension has {count} categories; at most {most} are read."),
            line=line, keyword=axis.code, count=len(axis), most=MOST_CATEGORIES,
        )  # fmt: skip
    if repeated := _repeated(axis.codes):
        raise Unreadable(
            _("Two categories have the code “{code}”."), line=line, keyword=axis.code, code=repeated
        )
    if longest := next((code for code in axis.codes if len(code) > LONGEST_CODE), ""):
        raise Unreadable(_("The code “{code}” is too long."), line=line, keyword=axis.code, code=longest)


def _repeated(codes: Sequence[str]) -> str:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            return code or "–"
        seen.add(code)
    return ""
