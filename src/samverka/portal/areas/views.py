"""Pages of areas: what they are, what belongs to them, and where they went."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from samverka.overview.access import NotFound, get_area
from samverka.portal.areas.lists import alphabet, municipalities_on, order
from samverka.portal.doors import PUBLIC, reads
from samverka.portal.requests import Request
from samverka.registers.actors.models import Capacity
from samverka.registers.areas.actions import tables_begin
from samverka.registers.areas.enums import AreaKind
from samverka.registers.areas.models import Area, Membership, Merger

__all__ = ["area", "kind_of_area", "municipalities"]


@reads(PUBLIC)
def municipalities(request: Request) -> HttpResponse:
    """All municipalities of the day, on a map and in a list, and the other kinds of area."""
    found = municipalities_on(request.on)
    ended = Merger.objects.select_related("ended", "into").filter(took_effect_on__lte=request.on)
    kinds = [kind for kind in AreaKind if kind not in (AreaKind.MUNICIPALITY, AreaKind.COUNTRY)]
    context = {"letters": alphabet(found), "count": len(found), "ended": ended, "kinds": kinds}
    return render(request, "portal/areas/municipalities.html", context)


@reads(PUBLIC)
def kind_of_area(request: Request, kind: str) -> HttpResponse:
    """All areas of a kind on the day."""
    if kind not in AreaKind.values:
        raise NotFound(kind)
    found = sorted(
        Area.objects.of_kind(AreaKind(kind)).in_force_on(request.on), key=lambda one: order(str(one.name))
    )
    return render(request, "portal/areas/kind.html", {"kind": AreaKind(kind), "areas": found})


@reads(PUBLIC)
def area(request: Request, kind: str, code: str) -> HttpResponse:
    """One area on a day."""
    chosen = get_area(kind, code)
    context: dict[str, Any] = {
        "area": chosen,
        "exists": request.on in chosen.period,
        "begins": tables_begin(),
    }
    context |= _of_municipality(chosen) if chosen.is_municipality else _of_wider_area(request, chosen)
    return render(request, "portal/areas/area.html", context)


def _of_municipality(chosen: Area) -> dict[str, Any]:
    memberships = chosen.memberships.select_related("area").exclude(area__kind=AreaKind.COUNTRY)
    received = chosen.received.select_related("ended")
    return {
        "memberships": _by_kind(memberships),
        "standings": chosen.standings.order_by("scheme", "valid_from"),
        "merger": Merger.objects.filter(ended=chosen).select_related("into").first(),
        "received": received,
        "written": chosen.written.all(),
        "capacities": Capacity.objects.filter(area=chosen).select_related("actor"),
    }


def _of_wider_area(request: Request, chosen: Area) -> dict[str, Any]:
    members = Area.objects.within(chosen, request.on)
    return {
        "members": sorted(members, key=lambda one: order(str(one.name))),
        "written": chosen.written.all(),
        "capacities": Capacity.objects.filter(area=chosen).select_related("actor").order_by("valid_from"),
    }


def _by_kind(memberships: Iterable[Membership]) -> list[tuple[AreaKind, list[Membership]]]:
    position = {kind: place for place, kind in enumerate(AreaKind)}
    ordered = sorted(
        memberships, key=lambda one: (position[AreaKind(one.area.kind)], one.valid_from or tables_begin())
    )
    return [(AreaKind(kind), list(group)) for kind, group in groupby(ordered, key=lambda one: one.area.kind)]
