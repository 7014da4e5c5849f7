"""Periods of validity: half-open, open-ended where nothing says when they end.

Everything in the registers is valid from a day (the first on which it holds) to a day (the first on which it no longer
does). An empty start means that no source says when it began; an empty end means that it still holds.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

__all__ = ["Period", "months_later", "runs"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` up to, but not including, `end`; `None` leaves that side open."""

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"A period cannot end ({self.end}) before it begins ({self.start}).")

    def __contains__(self, on: date) -> bool:
        return (self.start is None or self.start <= on) and (self.end is None or on < self.end)

    @property
    def is_empty(self) -> bool:
        """Whether it holds no day at all, as for a provision repealed before it ever applied."""
        return self.start is not None and self.start == self.end

    def overlaps(self, other: "Period") -> bool:
        """Whether some day lies in both."""
        return not self.intersection(other).is_empty if self._meets(other) else False

    def intersection(self, other: "Period") -> "Period":
        """The days in both. Raises `ValueError` where they lie wholly apart."""
        start = max((day for day in (self.start, other.start) if day), default=None)
        end = min((day for day in (self.end, other.end) if day), default=None)
        return Period(start, end)

    def covers(self, other: "Period") -> bool:
        """Whether every day of `other` is a day of this one."""
        if other.is_empty:
            return True
        starts = self.start is None or (other.start is not None and self.start <= other.start)
        ends = self.end is None or (other.end is not None and other.end <= self.end)
        return starts and ends

    def _meets(self, other: "Period") -> bool:
        apart = (self.end and other.start and self.end < other.start) or (
            other.end and self.start and other.end < self.start
        )
        return not apart


def runs(observations: Iterable[tuple[int, T]], last_year: int) -> Iterator[tuple[T, Period]]:
    """Join yearly observations of one thing into periods in which its value stayed the same.

    Args:
        observations: pairs of year and value, at most one a year, in any order. A value holds for the whole year.
        last_year: the last year that the source covers; a value observed then still holds.

    Yields:
        Each value with its period, in order of time. A year without an observation ends the period.
    """
    ordered = sorted(observations, key=lambda pair: pair[0])
    begun: date | None = None
    for (year, value), following in zip(ordered, [*ordered[1:], None], strict=False):
        begun = begun or date(year, 1, 1)
        if following == (year + 1, value):
            continue
        yield value, Period(begun, None if year == last_year else date(year + 1, 1, 1))
        begun = None


def months_later(day: date, months: int) -> date:
    """The same day of a later (or, below zero, an earlier) month; its last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
