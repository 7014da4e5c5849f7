"""What the law says of programmes: the grounds on which one can rest, and the aims that the law names, each in time.

Both are read from `data/`. Every citation is one of the register of law, except that of the provincial act of Åland,
which the register does not hold.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.periods import Period
from samverka.registers.law.phrases import citation_in_words

__all__ = ["AIMS", "GROUNDS", "Aim", "Ground", "Preparer", "aims_on", "grounds_for", "in_words"]

_DATA: Final = Path(__file__).parent / "data"


def in_words(cites: str) -> str:
    """A citation as lawyers of the reader's language write it; empty where nothing is cited."""
    statute, _hash, eid = cites.partition("#")
    return citation_in_words(eid, statute) if eid else statute


@dataclass(frozen=True, slots=True)
class Aim:
    """Something that an act on the promotion of integration says is to be promoted, while it says so."""

    code: str
    name: Trilingual
    cites: str
    period: Period

    def __str__(self) -> str:
        return str(self.name)


@dataclass(frozen=True, slots=True)
class Preparer:
    """The ministry that prepares the State programme since a day, and by which provision."""

    since: date
    slug: str
    cites: str


@dataclass(frozen=True, slots=True)
class Ground:
    """By what right a programme is made.

    levels: since when it holds for which level; `None`: no source says. months: how long the law lets a programme stand
    without a review or, of the State, how long one is made for. where: on the mainland, on Åland, or in both.
    """

    code: str
    label: Trilingual
    levels: dict[str, date | None]
    ends: date | None
    where: str
    cites: str
    months: int | None
    preparers: tuple[Preparer, ...] = ()

    def holds(self, level: str, on: date) -> bool:
        """Whether a programme of a level can rest on it on a day."""
        return level in self.levels and on in Period(self.levels[level], self.ends)

    def preparer(self, on: date) -> Preparer | None:
        """Which ministry prepares the programme on a day, where the law names one."""
        return next((one for one in reversed(self.preparers) if one.since <= on), None)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _aim(row: dict[str, Any]) -> Aim:
    period = Period(_day(row["starts"]), _day(row["ends"]))
    return Aim(row["code"], Trilingual(**row["name"]), row["cites"], period)


def _ground(row: dict[str, Any]) -> Ground:
    preparers = [
        Preparer(date.fromisoformat(one["since"]), one["slug"], one["cites"])
        for one in row.get("prepared_by", ())
    ]
    return Ground(
        row["code"],
        Trilingual(**row["label"]),
        {level: _day(since) for level, since in row["levels"].items()},
        _day(row["ends"]),
        row["where"],
        row["cites"],
        row["months"],
        tuple(preparers),
    )


def _read(name: str) -> Iterable[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((_DATA / name).read_text(encoding="utf-8"))
    return rows


AIMS: Final[dict[str, Aim]] = {row["code"]: _aim(row) for row in _read("aims.json")}
GROUNDS: Final[dict[str, Ground]] = {row["code"]: _ground(row) for row in _read("grounds.json")}


def aims_on(on: date) -> list[Aim]:
    """The aims that the law names on a day, in its order."""
    return [aim for aim in AIMS.values() if on in aim.period]


def grounds_for(level: str, on: date) -> list[Ground]:
    """The grounds on which a programme of a level can rest on a day."""
    return [ground for ground in GROUNDS.values() if ground.holds(level, on)]
