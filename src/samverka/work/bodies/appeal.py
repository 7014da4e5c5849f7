"""The last day for appeal, on which names are still shown in published minutes.

A member of the municipality is taken to know of a decision seven days after the minutes can be read on the net, and has
14 days for a request for rectification or 30 for an appeal (410/2015, sections 138 and 140). Where the last day is a
holiday, Independence Day, May Day, Christmas Eve, Midsummer Eve or a Saturday, it is the next working day (150/1930,
section 5, as amended by 358/1966, read in Finlex; the register of law does not hold that act).
"""

from datetime import date, timedelta
from typing import Final

from dateutil.easter import easter

__all__ = ["KNOWN_AFTER", "is_working_day", "last_day_for_appeal"]

KNOWN_AFTER: Final = timedelta(days=7)

_DAY: Final = timedelta(days=1)
_FIXED: Final = {(1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26)}
_FROM_EASTER: Final = (-2, 1, 39)  # Good Friday, Easter Monday, Ascension Day.
_FRIDAY: Final = 4


def last_day_for_appeal(published_on: date, days: int) -> date:
    """The last day on which a decision in minutes published on a day can be appealed against."""
    last = published_on + KNOWN_AFTER + timedelta(days=days)
    while not is_working_day(last):
        last += _DAY
    return last


def is_working_day(day: date) -> bool:
    """Whether offices are open: no Saturday, Sunday, holiday, Christmas Eve or Midsummer Eve."""
    if day.weekday() > _FRIDAY or (day.month, day.day) in _FIXED or _is_midsummer_eve(day):
        return False
    return (day - easter(day.year)).days not in _FROM_EASTER


def _is_midsummer_eve(day: date) -> bool:
    return day.month == 6 and 19 <= day.day <= 25 and day.weekday() == _FRIDAY
