"""Who is responsible for what, here, on this date: the answer composed from areas, actors and law."""

from samverka.overview.responsibility.answer import (
    Answer,
    DutyHere,
    LevelHere,
    Responsible,
    who_is_responsible,
)
from samverka.overview.responsibility.bearers import bearers_of, duties_of
from samverka.overview.responsibility.comparison import Comparison, DutyChange, what_changed

__all__ = [
    "Answer",
    "Comparison",
    "DutyChange",
    "DutyHere",
    "LevelHere",
    "Responsible",
    "bearers_of",
    "duties_of",
    "what_changed",
    "who_is_responsible",
]
