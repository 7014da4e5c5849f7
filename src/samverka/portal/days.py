"""The day that a page shows: today, or the day that the reader chose and the address keeps."""

from datetime import date
from typing import Final

from django.http import HttpRequest
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.clock import today

__all__ = ["EARLIEST", "KEY_DAYS", "day_from", "parse_day"]

# The first days of the acts, the reforms and the present registers; earlier ones could not be answered.
EARLIEST: Final = date(2010, 1, 1)
LATEST: Final = date(2040, 12, 31)

# Days on which much changed, offered as short cuts.
KEY_DAYS: Final = (date(2024, 6, 1), date(2024, 12, 31), date(2025, 1, 1), date(2026, 1, 1))


def day_from(request: HttpRequest, name: str = "on") -> tuple[date, Promise | None]:
    """The day asked for in the address, else today, and a sentence on what is wrong with what was asked."""
    asked = request.GET.get(name, "").strip()
    if not asked:
        return today(), None
    day, problem = parse_day(asked)
    return day or today(), problem


def parse_day(asked: str) -> tuple[date | None, Promise | None]:
    """A day written as 2024-06-01 or 1.6.2024, or a sentence on what is wrong with it."""
    try:
        day = parse_date(asked) or _finnish(asked)
    except (ValueError, OverflowError):
        day = None
    if day is None:
        return None, _("This is not a date. Write it as 1.6.2024 or 2024-06-01.")
    if not EARLIEST <= day <= LATEST:
        return None, _("The registers reach from 2010 to 2040. Choose a date between them.")
    return day, None


def _finnish(asked: str) -> date | None:
    parts = asked.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    day, month, year = map(int, parts)
    return date(year, month, day)
