"""Which cooperations the public list shows, and what it can be narrowed to."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import QuerySet

from samverka.portal.areas.lists import order
from samverka.portal.requests import Request
from samverka.registers.areas.enums import AreaKind
from samverka.registers.areas.models import Area, Membership
from samverka.work.cooperation.models import Cooperation, Party
from samverka.work.cooperation.models.cooperation import CooperationQuerySet

__all__ = ["Narrowed", "choices"]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a reader asked to see of the public list: a municipality or a region, and whether what has ended."""

    area: Area | None
    ended: bool
    day: date

    @classmethod
    def asked(cls, request: Request) -> Self:
        """As the address says; an area that is none of those to choose from narrows nothing."""
        kind, _slash, code = request.GET.get("area", "").partition("/")
        known = Area.objects.filter(kind__in=(AreaKind.MUNICIPALITY, AreaKind.REGION))
        area = known.filter(kind=kind, code=code).first() if code else None
        return cls(area, "ended" in request.GET, request.on)

    @property
    def found(self) -> CooperationQuerySet:
        """Public cooperations only, whoever asks: the list and its count are the same for all."""
        rows = Cooperation.objects.visible_to(None)
        rows = rows.filter(ended_on__lte=self.day) if self.ended else rows.active_on(self.day)
        return rows.in_area(self.area, self.day) if self.area else rows


def choices(day: date) -> list[tuple[AreaKind, list[Area]]]:
    """The municipalities that take part in a public cooperation, and their regions, to choose from."""
    seen = Party.objects.visible_to(None)
    municipalities = Area.objects.municipalities().filter(capacities__actor__parties__in=seen).distinct()
    regions = (
        Area.objects.of_kind(AreaKind.REGION).filter(members__in=_memberships(municipalities, day)).distinct()
    )
    both = ((AreaKind.MUNICIPALITY, municipalities), (AreaKind.REGION, regions))
    return [(kind, sorted(areas, key=lambda one: order(str(one.name)))) for kind, areas in both]


def _memberships(municipalities: QuerySet[Area], day: date) -> QuerySet[Membership]:
    return Membership.objects.in_force_on(day).filter(municipality__in=municipalities)
