"""The cells of a PX file: numbers and signs, in the order of stub and heading, or row by row with keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from django.utils.translation import gettext_lazy as _

from samverka.registers.statistics.readers.cube import Marks, Values
from samverka.registers.statistics.readers.refusals import Unreadable

__all__ = ["NIL", "SIGNS", "read_dense", "read_keyed"]

# What may stand in a cell instead of a number. A hyphen is nothing at all of it, that is, zero.
NIL: Final = b"-"
SIGNS: Final = (b".", b"..", b"...", b"....", b".....", b"......", NIL, b".......")

_BLOCK: Final = 1_000_000
_LONGEST: Final = 40
_BETWEEN: Final = bytes.maketrans(b'",;\t', b"    ")
_IN_NUMBERS: Final = b'0123456789.-+eE \r\n\t,;"'
_END: Final = re.compile(rb"[\s,;]")
_TOKEN: Final = re.compile(rb"\"([^\"]*)\"|([^\s,;\"]+)")
_CODES: Final = {sign: position + 1 for position, sign in enumerate(SIGNS)}


def read_dense(content: bytes, start: int, cells: int) -> tuple[Values, Marks]:
    """All cells as two flat arrays: values with NaN where there is none, and 1 + the position in `SIGNS`.

    Raises `Unreadable` with the line where a cell is no number and no sign, or where there are too few or too many.
    """
    if len(content) - start < 2 * cells - 1:
        raise _wrong_count(content, cells, None)
    values, marks = np.empty(cells, np.float64), np.zeros(cells, np.uint8)
    filled = 0
    for at, block in _blocks(content, start):
        tokens = _tokens(content, at, block)
        if filled + len(tokens) > cells:
            raise _wrong_count(content, cells, filled + len(tokens))
        part = slice(filled, filled + len(tokens))
        values[part], marks[part] = _numbers(content, at, tokens)
        filled += len(tokens)
    if filled < cells:
        raise _wrong_count(content, cells, filled)
    return values, marks


def read_keyed(
    content: bytes, start: int, keys: Sequence[Mapping[bytes, int]], heading: int
) -> tuple[Values, Marks]:
    """Cells whose rows begin with their keys; rows that are left out hold zeros, as the format says.

    Args:
        keys: for each variable of the stub, the position of each key as it is written.
        heading: the number of cells in a row.
    """
    lengths = [len(set(key.values())) for key in keys]
    rows = int(np.prod(lengths, dtype=np.int64))
    values, marks = np.zeros((rows, heading)), np.zeros((rows, heading), np.uint8)
    seen = np.zeros(rows, bool)
    tokens = _TOKEN.finditer(content, start)
    for first in tokens:
        row = _row(content, first, tokens, keys, lengths)
        line = content.count(b"\n", 0, first.start()) + 1
        if seen[row]:
            raise Unreadable(_("The row with these keys stands twice."), line=line, keyword="DATA")
        seen[row] = True
        cells = [found[1] or found[2] for _cell, found in zip(range(heading), tokens, strict=False)]
        if len(cells) < heading:
            raise Unreadable(
                _("The row has fewer than {count} cells."), line=line, keyword="DATA", count=heading
            )
        values[row], marks[row] = _numbers(content, first.start(), cells)
    return values.ravel(), marks.ravel()


def _row(
    content: bytes,
    first: re.Match[bytes],
    tokens: Iterator[re.Match[bytes]],
    keys: Sequence[Mapping[bytes, int]],
    lengths: Sequence[int],
) -> int:
    row = 0
    found: re.Match[bytes] | None = first
    for key, length in zip(keys, lengths, strict=True):
        written = (found[1] or found[2]) if found else b""
        if written not in key:
            raise Unreadable(
                _("The row begins with “{key}”, which is no category of its variable."),
                line=content.count(b"\n", 0, first.start()) + 1, keyword="KEYS", key=written.decode("latin-1"),
            )  # fmt: skip
        row = row * length + key[written]
        found = next(tokens, None) if key is not keys[-1] else None
    return row


def _blocks(content: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Pieces that end between two cells, with the place where they begin."""
    while start < len(content):
        end = start + _BLOCK
        if end < len(content):
            cut = _END.search(content, end, end + 2 * _LONGEST)
            if not cut:
                raise _no_number(content, end, content[end : end + _LONGEST])
            end = cut.start()
        yield start, content[start:end]
        start = end


def _tokens(content: bytes, at: int, block: bytes) -> list[bytes]:
    if strange := block.translate(None, _IN_NUMBERS):
        raise _no_number(content, at + block.index(strange[:1]), strange)
    return block.translate(_BETWEEN).split()


def _numbers(content: bytes, at: int, tokens: list[bytes]) -> tuple[Values, Marks]:
    if max(map(len, tokens), default=0) > _LONGEST:
        longest = max(tokens, key=len)
        raise _no_number(content, max(content.find(longest, at), at), longest)
    code = _CODES.get
    marks = np.fromiter((code(token, 0) for token in tokens), np.uint8, len(tokens))
    written = np.array(tokens, dtype=np.bytes_)
    written[marks > 0] = b"0"
    try:
        values = written.astype(np.float64)
    except ValueError:
        raise _first_wrong(content, at, tokens) from None
    if not np.isfinite(values).all():
        raise _first_wrong(content, at, tokens)
    values[(marks > 0) & (marks != _CODES[NIL])] = np.nan
    return values, marks


def _first_wrong(content: bytes, at: int, tokens: list[bytes]) -> Unreadable:
    for token in tokens:
        at = max(content.find(token, at), at)
        if token not in _CODES and not _is_number(token):
            return _no_number(content, at, token)
        at += len(token)
    return _no_number(content, at, b"")


def _is_number(token: bytes) -> bool:
    try:
        return bool(np.isfinite(float(token)))
    except ValueError:
        return False


def _no_number(content: bytes, at: int, found: bytes) -> Unreadable:
    return Unreadable(
        _("“{found}” is neither a number nor a sign that the format knows."),
        line=content.count(b"\n", 0, at) + 1, keyword="DATA", found=found[:_LONGEST].decode("latin-1"),
    )  # fmt: skip


def _wrong_count(content: bytes, wanted: int, found: int | None) -> Unreadable:
    line = content.count(b"\n") + 1
    if found is None or found < wanted:
        return Unreadable(
            _("There are fewer cells than the {wanted} that the dimensions ask for. Fetch the file again, whole."),
            line=line, keyword="DATA", wanted=wanted,
        )  # fmt: skip
    return Unreadable(
        _("There are more cells than the {wanted} that the dimensions ask for."),
        line=line,
        keyword="DATA",
        wanted=wanted,
    )
