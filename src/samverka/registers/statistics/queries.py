"""Reading cells of releases: a series, a year for all municipalities, a whole table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.refusals import Refused
from samverka.registers.statistics.blocks import Packing, blocks_touched, unpacked
from samverka.registers.statistics.enums import Absence
from samverka.registers.statistics.models import Block, Category, Release, Table
from samverka.registers.statistics.readers.cube import Marks, Values

__all__ = ["Cells", "Observation", "UnknownCategory", "cells_of", "latest_release", "series"]


class UnknownCategory(Refused):
    """A dimension or a category was asked for that the release does not have."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One cell: its value, or why there is none. `sign` is what the publisher wrote in its stead or beside it."""

    value: float | None
    absence: Absence | None = None
    sign: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """A part of a release.

    codes: along each dimension of the release, by its code, the categories that were asked for.
    values: shape is their numbers; NaN where there is none. marks: as in the release.
    """

    release: Release
    codes: Mapping[str, Sequence[str]]
    values: Values
    marks: Marks

    def __iter__(self) -> Iterator[Observation]:
        """All cells, the last dimension first."""
        for value, mark in zip(self.values.flat, self.marks.flat, strict=True):
            yield self._observation(float(value), int(mark))

    def _observation(self, value: float, mark: int) -> Observation:
        if not mark:
            return Observation(value)
        text, absence = self.release.signs[mark - 1][:2]
        return Observation(None if absence else value, Absence(absence) if absence else None, text)


def latest_release(table: Table) -> Release | None:
    """The release that was read last."""
    return Release.objects.filter(table=table).order_by("-number").first()


def cells_of(release: Release, wanted: Mapping[str, Sequence[str] | str] | None = None) -> Cells:
    """The cells of the wanted categories, by the codes of dimensions; of a dimension that is not named, all of them.

    Raises `UnknownCategory` where the release has no such dimension or category. One query where the codes of the
    release are remembered, else two.
    """
    places = _places(release)
    _refuse_unknown((wanted or {}).keys() - places.keys(), release)
    codes = {code: _listed((wanted or {}).get(code, list(known))) for code, known in places.items()}
    for code, known in places.items():
        _refuse_unknown(set(codes[code]) - known.keys(), code)
    chosen = [np.array([places[code][one] for one in asked], np.int64) for code, asked in codes.items()]
    packing = Packing(tuple(release.shape), tuple(release.block), release.kind, release.scale)
    values, marks = _gathered(release, chosen, packing)
    values[_absent(release)[marks]] = np.nan
    return Cells(release, codes, values, marks)


def series(release: Release, along: str, **wanted: str) -> dict[str, Observation]:
    """What one dimension says, by its codes, with one category of every other given."""
    cells = cells_of(release, wanted)
    if any(len(codes) != 1 for code, codes in cells.codes.items() if code != along):
        raise UnknownCategory(_("Name one category of every other dimension."))
    return dict(zip(cells.codes[along], cells, strict=True))


def _places(release: Release) -> Mapping[str, Mapping[str, int]]:
    """By the code of each dimension, in order, the position of each category by its code."""
    if sum(release.shape) > _MOST_REMEMBERED:
        return _places_of(release.pk)
    return _remembered_places(release.pk, release.read_at)


@lru_cache(maxsize=64)
def _remembered_places(pk: int, _read_at: datetime) -> Mapping[str, Mapping[str, int]]:
    """What a release says never changes; the time tells it from one that was rolled back and had its key."""
    return _places_of(pk)


def _places_of(pk: int) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, dict[str, int]] = {}
    categories = Category.objects.filter(dimension__release=pk).order_by("dimension__position", "position")
    for dimension, code, position in categories.values_list("dimension__code", "code", "position"):
        found.setdefault(dimension, {})[code] = position
    return found


def _listed(asked: Sequence[str] | str) -> list[str]:
    return [asked] if isinstance(asked, str) else list(asked)


def _refuse_unknown(codes: set[str], place: object) -> None:
    if codes:
        raise UnknownCategory(f"{place}: {', '.join(sorted(codes))}?")


def _gathered(
    release: Release, chosen: Sequence[npt.NDArray[np.int64]], packing: Packing
) -> tuple[Values, Marks]:
    shape = tuple(map(len, chosen))
    values, marks = np.empty(shape), np.zeros(shape, np.uint8)
    touched = {position: places for position, *places in blocks_touched(chosen, packing)}
    stored = Block.objects.filter(release=release)
    if len(touched) <= _MOST_NAMED:
        stored = stored.filter(position__in=touched)
    for position, packed_values, packed_marks in stored.values_list("position", "values", "marks").iterator():
        if position in touched:
            inside, outside = touched[position]
            its_values, its_marks = unpacked(bytes(packed_values), bytes(packed_marks), position, packing)
            values[np.ix_(*outside)] = its_values[np.ix_(*inside)]
            if packed_marks:
                marks[np.ix_(*outside)] = its_marks[np.ix_(*inside)]
    return values, marks


# More blocks than this are faster read with all others than named one by one.
_MOST_NAMED: Final = 900
# Categories of a release that are remembered at most, so that memory stays bounded.
_MOST_REMEMBERED: Final = 20_000


def _absent(release: Release) -> npt.NDArray[np.bool_]:
    return np.array([False, *(bool(sign[1]) for sign in release.signs)])
