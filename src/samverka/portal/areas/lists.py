"""Municipalities in the order of the reader's alphabet, and by the name that a reader types."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from itertools import groupby
from typing import Final

from samverka.foundation.kernel.languages import LANGUAGES
from samverka.registers.areas.actions import tables_begin
from samverka.registers.areas.models import Area

__all__ = ["LONGEST", "alphabet", "municipalities_on", "named", "nearest"]

LONGEST: Final = 100

# In Swedish and Finnish å, ä and ö are letters of their own after z; other accents only mark a letter.
_LAST: Final = {"å": "z1", "ä": "z2", "æ": "z2", "ö": "z3", "ø": "z3"}


def municipalities_on(on: date) -> list[Area]:
    """The municipalities of a day by name; those of the tables' first day for an earlier one."""
    areas = Area.objects.municipalities().in_force_on(max(on, tables_begin()))
    return sorted(areas, key=lambda area: order(str(area.name)))


def alphabet(areas: Iterable[Area]) -> list[tuple[str, list[Area]]]:
    """Areas under the first letter of their names."""
    return [
        (letter, list(group)) for letter, group in groupby(areas, key=lambda area: str(area.name)[:1].upper())
    ]


def named(areas: Iterable[Area], asked: str) -> Area | None:
    """The area whose name, in any language, or code is just what was typed."""
    return next((area for area in areas if asked.casefold() in _names(area)), None)


def nearest(areas: Iterable[Area], asked: str) -> list[Area]:
    """Areas whose names are much like what was typed, the most like first."""
    by_name = {name: area for area in areas for name in _names(area)}
    close = get_close_matches(asked.casefold(), by_name, n=5, cutoff=0.6)
    return list(dict.fromkeys(by_name[name] for name in close))


def _names(area: Area) -> set[str]:
    return {area.code, *(getattr(area.name, language).casefold() for language in LANGUAGES)} - {""}


def order(name: str) -> str:
    """A key that sorts names by the Swedish and Finnish alphabet."""
    return "".join(_LAST.get(letter) or _plain(letter) for letter in name.casefold())


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter)[0]
