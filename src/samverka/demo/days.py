"""The story's days: so and so many days before or after the day on which it is told, so that it never grows old."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from samverka.foundation.kernel.clock import on_day, today

__all__ = ["StoryDays", "at"]

_SATURDAY: Final = 5


class StoryDays:
    """Days counted from the one on which the story is told. Offices are closed on Saturdays and Sundays."""

    def __init__(self) -> None:
        self.told_on = today()

    def ago(self, days: int) -> date:
        """The day so many days ago, or the Friday before it."""
        return _working(self.told_on - timedelta(days=days), -1)

    def ahead(self, days: int) -> date:
        """The day in so many days, or the Monday after it."""
        return _working(self.told_on + timedelta(days=days), 1)

    @contextmanager
    def act(self, days_ago: int, hour: int = 10, minute: int = 0) -> Iterator[date]:
        """Let what the block does be done on a day of the past."""
        day = self.ago(days_ago)
        with on_day(day, hour, minute):
            yield day


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day in Finland."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone.get_default_timezone())


def _working(day: date, step: int) -> date:
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=step)
    return day
