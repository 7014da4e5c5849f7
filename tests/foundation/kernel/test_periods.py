"""Periods: half-open, open-ended, and yearly observations joined into them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.foundation.kernel.periods import Period, runs

DAYS = st.dates(date(2009, 1, 1), date(2031, 1, 1))
SIDES = st.one_of(st.none(), DAYS)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start, end = draw(SIDES), draw(SIDES)
    if start and end and end < start:
        start, end = end, start
    return Period(start, end)


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2025, 1, 1), date(2024, 12, 31))


def test_the_first_day_belongs_and_the_end_does_not() -> None:
    period = Period(date(2025, 1, 1), date(2026, 1, 1))

    assert [day in period for day in _around(period)] == [False, True, True, False]


def _around(period: Period) -> list[date]:
    assert period.start
    assert period.end
    day = timedelta(days=1)
    return [period.start - day, period.start, period.end - day, period.end]


def test_a_period_that_begins_as_it_ends_holds_no_day() -> None:
    never = Period(date(2025, 1, 1), date(2025, 1, 1))

    assert never.is_empty
    assert date(2025, 1, 1) not in never


@given(periods(), DAYS)
def test_a_day_lies_in_an_intersection_only_if_it_lies_in_both(one: Period, day: date) -> None:
    other = Period(date(2015, 1, 1), date(2020, 1, 1))
    if one.overlaps(other):
        assert (day in one.intersection(other)) == (day in one and day in other)
    else:
        assert not (day in one and day in other)


@given(periods(), periods())
def test_overlapping_is_mutual(one: Period, other: Period) -> None:
    assert one.overlaps(other) == other.overlaps(one)


@given(periods(), periods(), DAYS)
def test_what_covers_holds_every_day_of_what_it_covers(one: Period, other: Period, day: date) -> None:
    if one.covers(other) and day in other:
        assert day in one


@given(periods())
def test_every_period_covers_itself(one: Period) -> None:
    assert one.covers(one)


OBSERVATIONS = st.dictionaries(st.integers(2013, 2026), st.sampled_from(["15", "16"]))


@given(OBSERVATIONS)
def test_runs_say_of_each_year_what_was_observed(observed: dict[int, str]) -> None:
    joined = list(runs(observed.items(), 2026))

    for year in range(2013, 2027):
        said = [value for value, period in joined if date(year, 6, 30) in period]
        assert said == [observed[year]] if year in observed else said == []


@given(OBSERVATIONS)
def test_runs_are_as_long_as_they_can_be(observed: dict[int, str]) -> None:
    joined = list(runs(observed.items(), 2026))

    for (value, period), (later_value, later) in pairwise(joined):
        assert period.end
        assert later.start
        assert period.end <= later.start
        assert value != later_value or period.end < later.start


def test_what_is_observed_in_the_last_year_still_holds() -> None:
    assert list(runs([(2025, "26"), (2026, "26")], 2026)) == [("26", Period(date(2025, 1, 1), None))]


def test_a_year_without_observation_ends_a_run() -> None:
    joined = list(runs([(2013, "1"), (2015, "1")], 2026))

    assert [period for _value, period in joined] == [
        Period(date(2013, 1, 1), date(2014, 1, 1)),
        Period(date(2015, 1, 1), date(2016, 1, 1)),
    ]
