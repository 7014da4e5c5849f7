"""From rows, each one cell with its codes, to a table with one cell for each combination."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Final

import numpy as np
from django.utils.translation import gettext_lazy as _

from samverka.registers.statistics.enums import Absence
from samverka.registers.statistics.readers.cube import (
    MOST_CATEGORIES,
    MOST_CELLS,
    Axis,
    Marks,
    Sign,
    Values,
    checked_size,
)
from samverka.registers.statistics.readers.refusals import Unreadable

__all__ = ["Gathered", "number_of"]

NOT_IN_FILE: Final = Sign("", Absence.MISSING)
MOST_SIGNS: Final = 200


class Gathered:
    """Cells as they come. `codes` are those of each dimension in the order in which they were first met."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.codes: list[dict[str, int]] = [{} for _name in names]
        self.signs: dict[Sign, int] = {}
        self._places = [array("l") for _name in names]
        self._values, self._marks, self._lines = array("d"), array("B"), array("l")

    def put(self, codes: Sequence[str], value: float | None, sign: Sign | None, line: int) -> None:
        """One cell. Without a value its sign says why."""
        if len(self._values) >= MOST_CELLS:
            raise Unreadable(_("The table has more than {most} cells."), line=line, most=MOST_CELLS)
        for known, places, code, name in zip(self.codes, self._places, codes, self.names, strict=True):
            place = known.get(code)
            if place is None:
                place = known[code] = self._new(known, code, name, line)
            places.append(place)
        self._values.append(np.nan if value is None else value)
        self._marks.append(0 if sign is None else self._mark(sign, line))
        self._lines.append(line)

    def cells(self, axes: Sequence[Axis]) -> tuple[Values, Marks, tuple[Sign, ...]]:
        """Values and marks in the shape of `axes`, whose categories may stand in another order than they came in.

        Combinations that no row had are missing. Raises `Unreadable` where two rows are about the same cell.
        """
        count = checked_size(axes)
        shape = tuple(map(len, axes))
        flat = np.zeros(len(self._values), np.int64)
        for axis, known, places in zip(axes, self.codes, self._places, strict=True):
            position = {code: place for place, code in enumerate(axis.codes)}
            order = np.array([position[code] for code in known], np.int64)
            flat = flat * len(axis) + order[np.frombuffer(places, np.int64)]
        self._refuse_twice(flat)
        signs = dict(self.signs)
        values, marks = np.full(count, np.nan), np.zeros(count, np.uint8)
        if len(flat) < count:
            marks[:] = signs.setdefault(NOT_IN_FILE, len(signs) + 1)
        values[flat], marks[flat] = np.frombuffer(self._values), np.frombuffer(self._marks, np.uint8)
        return values.reshape(shape), marks.reshape(shape), tuple(signs)

    def _new(self, known: dict[str, int], code: str, name: str, line: int) -> int:
        if len(known) >= MOST_CATEGORIES:
            raise Unreadable(
                _("There are more than {most} categories."), line=line, keyword=name, most=MOST_CATEGORIES
            )
        if not code:
            raise Unreadable(_("The cell is empty, but a code is expected."), line=line, keyword=name)
        return len(known)

    def _mark(self, sign: Sign, line: int) -> int:
        if sign not in self.signs and len(self.signs) >= MOST_SIGNS:
            raise Unreadable(
                _("More than {most} different signs stand beside values."), line=line, most=MOST_SIGNS
            )
        return self.signs.setdefault(sign, len(self.signs) + 1)

    def _refuse_twice(self, flat: np.ndarray) -> None:
        order = np.argsort(flat, kind="stable")
        again = np.flatnonzero(np.diff(flat[order]) == 0)
        if len(again):
            first, second = (self._lines[int(order[again[0] + step])] for step in (0, 1))
            raise Unreadable(_("The same cell stands already on line {first}."), line=second, first=first)


def number_of(text: str, decimal: str, grouping: str) -> float | None:
    """The number that a text writes, or None where it writes none. Python's own words and underlines are none."""
    plain = text.replace(grouping, "") if grouping else text
    plain = (
        plain.replace("\u2212", "-").replace(decimal, ".") if decimal != "." else plain.replace("\u2212", "-")
    )
    if plain.translate(_DIGITS) or not plain:
        return None
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if np.isfinite(number) else None


_DIGITS: Final = {ord(sign): None for sign in "0123456789.-+eE"}
