"""Things found, with the address and the words that a page shows for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.foundation.kernel.languages import Trilingual
from samverka.overview.search import Found, Kind
from samverka.registers.areas.enums import AreaKind
from samverka.registers.law.enums import Bearer, Theme

__all__ = ["Shown", "shown"]


@dataclass(frozen=True, slots=True)
class Shown:
    """`number` stands before the title: that of a section."""

    number: str
    title: Trilingual
    detail: str
    address: str


def shown(kind: Kind, found: Iterable[Found]) -> list[Shown]:
    """What was found of a kind, ready to be read and followed."""
    return [Shown(_number(one), one.title, str(_DETAILS[kind](one)), _ADDRESSES[kind](one)) for one in found]


def _number(found: Found) -> str:
    return found.detail.partition("|")[0] if found.kind == Kind.SECTION else ""


def _area(found: Found) -> str:
    kind, _slash, code = found.key.partition("/")
    if kind == AreaKind.MUNICIPALITY:
        return reverse("portal:responsible", args=[code])
    return reverse("portal:area", args=[kind, code])


def _statute(found: Found) -> str:
    number, _slash, year = found.key.partition("/")
    return reverse("portal:statute", args=[year, number])


def _section(found: Found) -> str:
    statute, _hash, eid = found.key.partition("#")
    number, _slash, year = statute.partition("/")
    return reverse("portal:provision", args=[year, number, eid])


def _section_detail(found: Found) -> str:
    return _("Statute %(citation)s") % {"citation": found.detail.partition("|")[2]}


_ADDRESSES: dict[Kind, Any] = {
    Kind.AREA: _area,
    Kind.ACTOR: lambda found: reverse("portal:actor", args=[found.key]),
    Kind.BODY: lambda found: reverse("portal:body", args=[found.key]),
    Kind.COOPERATION: lambda found: reverse("portal:cooperation", args=[found.key]),
    Kind.AGREEMENT: lambda found: reverse("portal:agreement", args=[found.key]),
    Kind.DUTY: lambda found: reverse("portal:duty", args=[found.key]),
    Kind.STATUTE: _statute,
    Kind.SECTION: _section,
}
_DETAILS: dict[Kind, Any] = {
    Kind.AREA: lambda found: AreaKind(found.detail).label,
    Kind.ACTOR: lambda found: Bearer(found.detail).label,
    Kind.BODY: lambda found: found.detail,
    Kind.COOPERATION: lambda found: found.detail,
    Kind.AGREEMENT: lambda found: found.detail,
    Kind.DUTY: lambda found: Theme(found.detail).label,
    Kind.STATUTE: lambda found: found.detail,
    Kind.SECTION: _section_detail,
}
