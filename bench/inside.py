"""The rules themselves, asked in this process without a page around them."""

import time
from collections.abc import Callable
from typing import TypeVar

from bench.pages import DAYS, QUESTIONS
from samverka.overview.responsibility import who_is_responsible
from samverka.overview.search import search
from samverka.registers.areas.models import Area

__all__ = ["machine", "responsibility", "searches"]

Asked = TypeVar("Asked")


def responsibility(every: int) -> list[float]:
    """Seconds for who is responsible, in every n-th municipality of the register on each of the days."""
    places = list(Area.objects.municipalities())[::every]
    who_is_responsible(places[0], DAYS[0])  # the catalogue of duties, read once for all
    return [_seconds(who_is_responsible, place, day) for place in places for day in DAYS]


def searches() -> list[float]:
    """Seconds for each of the questions, the second time that it is asked."""
    for question in QUESTIONS:
        search(question)
    return [_seconds(search, question) for question in QUESTIONS]


def machine() -> float:
    """Seconds for a fixed piece of work, by which the figures of two machines or two hours can be compared."""
    return min(_seconds(sum, map(hash, range(1_000_000))) for _again in range(5))


def _seconds(function: Callable, *given: object) -> float:
    begun = time.perf_counter()
    function(*given)
    return time.perf_counter() - begun
