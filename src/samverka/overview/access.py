"""The one door to each row: portal and open data get what they show only from here.

Everything in the registers is public, so each door is open; a row that is not there is `NotFound`, never an empty page.
"""

from typing import TypeVar

from django.db.models import Model

from samverka.registers.actors.models import Actor
from samverka.registers.areas.enums import AreaKind
from samverka.registers.areas.models import Area
from samverka.registers.law.models import Duty, Provision, Statute

__all__ = [
    "NotFound",
    "get_actor",
    "get_area",
    "get_duty",
    "get_municipality",
    "get_provision",
    "get_statute",
]

Row = TypeVar("Row", bound=Model)


class NotFound(LookupError):
    """There is no such row, or the one who asks may not know that there is."""


def get_area(kind: str, code: str) -> Area:
    """The area of a kind by its code. Raises `NotFound`."""
    return _one(Area, kind=kind, code=code)


def get_municipality(code: str) -> Area:
    """The municipality with a three-digit code. Raises `NotFound`."""
    return get_area(AreaKind.MUNICIPALITY, code)


def get_actor(slug: str) -> Actor:
    """The actor with an identifier. Raises `NotFound`."""
    return _one(Actor, slug=slug)


def get_statute(year: int, number: int) -> Statute:
    """The statute of a year with a number. Raises `NotFound`."""
    return _one(Statute, year=year, number=number)


def get_provision(statute: Statute, eid: str) -> Provision:
    """The provision of a statute with an identifier such as `sec_45__subsec_1`. Raises `NotFound`."""
    place = _one(Provision, statute=statute, eid=eid)
    place.statute = statute
    return place


def get_duty(code: str) -> Duty:
    """The duty with a code. Raises `NotFound`."""
    return _one(Duty, code=code)


def _one(model: type[Row], **known: object) -> Row:
    # PostgreSQL has no place for a zero byte and fails on being asked for one; nothing has such a name.
    found = (
        None
        if "\x00" in "".join(map(str, known.values()))
        else model._default_manager.filter(**known).first()
    )
    if found is None:
        raise NotFound(f"No {model.__name__} with {known}.")
    return found
