"""The clock: it is now, except for code of the example that says that it is earlier."""

from __future__ import annotations

import re
import threading
from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone
from tests.house.test_layers import PACKAGE

from samverka.foundation.kernel.clock import on_day, this_moment, today

YEAR_AGO = date(2025, 3, 14)


@pytest.fixture
def example(settings: LazySettings) -> None:
    settings.EXAMPLE = True


def test_it_is_now() -> None:
    before = timezone.now()

    assert before <= this_moment() <= timezone.now()
    assert today() == timezone.localdate()


@pytest.mark.usefixtures("example")
def test_it_goes_on_from_the_moment_that_is_named() -> None:
    with on_day(YEAR_AGO, 14, 30):
        local = timezone.localtime(this_moment())
        assert (today(), local.hour, local.minute) == (YEAR_AGO, 14, 30)
        assert this_moment() >= local

    assert today() == timezone.localdate()


@pytest.mark.usefixtures("example")
def test_it_comes_back_even_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), on_day(YEAR_AGO):
        _ = 1 / 0

    assert today() == timezone.localdate()


@pytest.mark.usefixtures("example")
def test_others_keep_their_own_time() -> None:
    seen: list[date] = []
    with on_day(YEAR_AGO):
        other = threading.Thread(target=lambda: seen.append(today()))
        other.start()
        other.join()

    assert seen == [timezone.localdate()]


@pytest.mark.usefixtures("example")
def test_it_is_never_put_forward() -> None:
    with pytest.raises(RuntimeError, match="never put forward"), on_day(today() + timedelta(days=2)):
        pass


def test_in_an_ordinary_installation_it_is_never_put_back() -> None:
    with pytest.raises(RuntimeError, match="example installation only"), on_day(YEAR_AGO):
        pass


def _naming(pattern: str) -> set[str]:
    """The files of the program whose code has the pattern."""
    paths = (path for path in PACKAGE.rglob("*.py") if re.search(pattern, path.read_text()))
    return {str(path.relative_to(PACKAGE)) for path in paths}


def test_only_the_example_puts_it_back() -> None:
    assert _naming(r"\bon_day\b") == {"foundation/kernel/clock.py", "demo/days.py"}


def test_nobody_looks_at_another_clock() -> None:
    assert _naming(r"\btimezone\.now\b|\blocaldate\(\)|\bdate\.today\b") == {"foundation/kernel/clock.py"}
