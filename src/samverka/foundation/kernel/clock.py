"""The one place that knows what day it is, in Finland."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

__all__ = ["on_day", "this_moment", "today"]

_CLOCK_PUT_BACK: Final[ContextVar[timedelta | None]] = ContextVar("clock_put_back", default=None)


def this_moment() -> datetime:
    """The present moment, with its time zone."""
    put_back = _CLOCK_PUT_BACK.get()
    return timezone.now() - put_back if put_back else timezone.now()


def today() -> date:
    """The present day in the time zone of the installation (Europe/Helsinki)."""
    return timezone.localdate(this_moment())


@contextmanager
def on_day(day: date, hour: int = 12, minute: int = 0) -> Iterator[None]:
    """Let the clock go from an earlier moment on (time of day in Finland), while the block runs.

    The example's story has a past, and acts take their day from the clock: without this, its rows would have to be
    written by other ways than the acts themselves. It is a door to false dates, so it opens in an installation that is
    marked as an example and nowhere else, holds for the code inside the block alone and not for other threads, and a
    test of the house sees to it that only the example calls it: nothing that answers a request can reach it.

    Raises `RuntimeError` in an ordinary installation, and for a moment that has not come.
    """
    if not settings.EXAMPLE:
        raise RuntimeError("The clock is put back in an example installation only.")
    wanted = datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone.get_default_timezone())
    put_back = timezone.now() - wanted
    if put_back < timedelta():
        raise RuntimeError("The clock is never put forward.")
    former = _CLOCK_PUT_BACK.set(put_back)
    try:
        yield
    finally:
        _CLOCK_PUT_BACK.reset(former)
