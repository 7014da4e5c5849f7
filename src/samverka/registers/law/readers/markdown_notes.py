"""The editors' notes in Finlex's consolidated Finnish text: what they say of former wordings and of repeals.

L:lla 721/2025 muutettu 2 momentti tulee voimaan 1.1.2026. Aiempi sanamuoto kuuluu:
3 momentti on kumottu L:lla 30.12.2024/1100.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from samverka.registers.law.clauses.dates import date_in
from samverka.registers.law.clauses.targets import UnreadableTargets, targets

DAY = r"\d{1,2}\.\d{1,2}\.\d{4}"
AMENDED = re.compile(
    rf"(?:L|A|VNA|VNp):l+a (?P<by>\d+/\d{{4}}) (?:väliaikaisesti )?muutet(?:tu|ut) (?P<places>.+?) "
    rf"(?:tulee|tuli|tulevat|tulivat) voimaan (?P<on>{DAY})\. Aiempi sanamuoto kuuluu:"
)
REPEALED = re.compile(
    rf"(?P<places>.+?) (?:on|ovat) kumot(?:tu|ut) (?:L|A|VNA|VNp):l+a (?P<given>{DAY})/(?P<number>\d+)\.?"
)


@dataclass(frozen=True, slots=True)
class FormerFollows:
    """After this note comes the wording that applied until `on`. `places` are addresses within the section,
    or the section's own.
    """

    places: tuple[str, ...]
    by: str
    on: date | None


@dataclass(frozen=True, slots=True)
class RepealedHere:
    """The places stand empty; the repealing act was given on `given_on`."""

    places: tuple[str, ...]
    by: str
    given_on: date | None


def note_in(text: str) -> FormerFollows | RepealedHere | None:
    """What a note orders, or None for a remark without consequence for the wordings.

    Raises `UnreadableTargets` when the places it names are not understood.
    """
    amended = AMENDED.fullmatch(text)
    if amended:
        return FormerFollows(_places(amended["places"]), amended["by"], date_in(amended["on"]))
    repealed = REPEALED.fullmatch(text)
    if repealed:
        given = date_in(repealed["given"])
        year = given.year if given else 0
        return RepealedHere(_places(repealed["places"]), f"{repealed['number']}/{year}", given)
    if "Aiempi sanamuoto" in text or "kumottu" in text:
        raise UnreadableTargets(text)
    return None


def _places(said: str) -> tuple[str, ...]:
    return tuple(target.eid for target in targets(said))
