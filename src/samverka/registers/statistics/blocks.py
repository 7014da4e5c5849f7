"""Cells as they are stored: the array of a release cut into blocks, each compressed.

A block is a box of neighbouring cells. Time and area are cut last, so a series and a year for all areas each lie in one
or a few of them. Whole numbers of tenths, hundredths and so on are kept as integers, as small as they fit.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, prod
from typing import Final

import numpy as np
import numpy.typing as npt

from samverka.registers.statistics.readers.cube import Marks, Values

__all__ = ["Packing", "blocks_touched", "packed", "packing_of", "unpacked"]

MOST_IN_BLOCK: Final = 8_192
_MOST_DECIMALS: Final = 6
_LEVEL: Final = 1
_INTEGERS: Final = ("<i1", "<i2", "<i4", "<i8")
_LARGEST_EXACT: Final = 2**53


@dataclass(frozen=True, slots=True)
class Packing:
    """How a release is stored.

    shape: cells in each dimension. block: the same of one block. scale: a stored integer is the value times 10**scale;
    -1 where values are stored as they are. kind: NumPy's name of the stored type.
    """

    shape: tuple[int, ...]
    block: tuple[int, ...]
    kind: str
    scale: int

    @property
    def grid(self) -> tuple[int, ...]:
        """The number of blocks along each dimension."""
        return tuple(ceil(cells / step) for cells, step in zip(self.shape, self.block, strict=True))


def packing_of(values: Values, whole: Sequence[int] = ()) -> Packing:
    """The smallest way to store the values that gives back exactly the same.

    whole: the dimensions that are to be cut last, the last of them last of all.
    """
    kind, scale = _kind(values[np.isfinite(values)])
    return Packing(values.shape, _block(values.shape, whole), kind, scale)


def packed(values: Values, marks: Marks, packing: Packing) -> Iterator[tuple[int, bytes, bytes]]:
    """Position, compressed values and compressed marks of each block; marks are empty where there are none."""
    whole = np.nan_to_num(values, copy=True, nan=0.0) if packing.scale >= 0 else values
    if packing.scale >= 0:
        whole = np.rint(whole * 10**packing.scale)
    stored = whole.astype(packing.kind)
    marked = bool(marks.any())
    for position, place in enumerate(product(*map(range, packing.grid))):
        box = _box(place, packing)
        its_marks = marks[box] if marked else None
        yield (
            position,
            zlib.compress(np.ascontiguousarray(stored[box]).tobytes(), _LEVEL),
            zlib.compress(np.ascontiguousarray(its_marks).tobytes(), _LEVEL)
            if its_marks is not None and its_marks.any()
            else b"",
        )


def unpacked(values: bytes, marks: bytes, position: int, packing: Packing) -> tuple[Values, Marks]:
    """One block as it was; marks are all 0 where there are none. Where a mark is an absence the value means nothing."""
    shape = tuple(part.stop - part.start for part in _box(_place(position, packing), packing))
    stored = np.frombuffer(zlib.decompress(values), packing.kind).reshape(shape)
    numbers = stored.astype(np.float64)
    if packing.scale > 0:
        numbers /= 10**packing.scale
    if not marks:
        return numbers, np.zeros(shape, np.uint8)
    return numbers, np.frombuffer(zlib.decompress(marks), np.uint8).reshape(shape)


def blocks_touched(
    chosen: Sequence[npt.NDArray[np.int64]], packing: Packing
) -> Iterator[tuple[int, list[npt.NDArray[np.int64]], list[npt.NDArray[np.int64]]]]:
    """For each block that holds a chosen cell: its position, where in the block they are, and where in the answer.

    chosen: along each dimension the positions wanted, in the order wanted.
    """
    along = []
    for wanted, step in zip(chosen, packing.block, strict=True):
        blocks = wanted // step
        along.append(
            [
                (int(block), wanted[blocks == block] % step, np.flatnonzero(blocks == block))
                for block in np.unique(blocks)
            ]
        )
    for parts in product(*along):
        position = int(np.ravel_multi_index([part[0] for part in parts], packing.grid))
        yield position, [part[1] for part in parts], [part[2] for part in parts]


def _kind(values: Values) -> tuple[str, int]:
    if not values.size:
        return _INTEGERS[0], 0
    for scale in range(_MOST_DECIMALS + 1):
        scaled = np.rint(values * 10**scale)
        if np.abs(scaled).max() >= _LARGEST_EXACT:
            break
        if np.array_equal(scaled / 10**scale, values):
            return _smallest(scaled), scale
    return "<f8", -1


def _smallest(whole: Values) -> str:
    low, high = whole.min(), whole.max()
    return next(kind for kind in _INTEGERS if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max)


def _block(shape: Sequence[int], whole: Sequence[int]) -> tuple[int, ...]:
    """Halve the longest side until a block is small enough; those of `whole` only when all others are one cell."""
    block = list(shape)
    others = [side for side in range(len(block)) if side not in whole]
    for sides in (others, *([side] for side in whole)):
        while (
            prod(block) > MOST_IN_BLOCK
            and (longest := max(sides, key=block.__getitem__, default=None)) is not None
        ):
            if block[longest] == 1:
                break
            block[longest] = ceil(block[longest] / 2)
    return tuple(block)


def _place(position: int, packing: Packing) -> Sequence[int]:
    return [int(place) for place in np.unravel_index(position, packing.grid)]


def _box(place: Sequence[int], packing: Packing) -> tuple[slice, ...]:
    return tuple(
        slice(at * step, min((at + 1) * step, cells))
        for at, step, cells in zip(place, packing.block, packing.shape, strict=True)
    )
