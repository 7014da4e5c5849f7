"""Maps as drawings: each municipality a shape that leads to its page. The list beside them says the same in words."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from samverka.overview.access import get_area
from samverka.portal.doors import PUBLIC, reads
from samverka.portal.requests import Request
from samverka.registers.areas.enums import AreaKind
from samverka.registers.areas.models import CANVAS, Outline

__all__ = ["area", "country"]


@cache_control(public=True, max_age=3600)
@reads(PUBLIC)
def country(request: Request) -> HttpResponse:
    """Every municipality of the division of 2026."""
    shapes = Outline.objects.filter(area__kind=AreaKind.MUNICIPALITY).select_related("area")
    return _drawn(request, {"shapes": shapes, "marked": set()})


@cache_control(public=True, max_age=3600)
@reads(PUBLIC)
def area(request: Request, kind: str, code: str) -> HttpResponse:
    """The country with one area marked: the municipality, or the municipalities that belong to the area."""
    chosen = get_area(kind, code)
    members = chosen.members.in_force_on(request.on).values_list("municipality", flat=True)
    marked = {chosen.pk} if chosen.is_municipality else set(members)
    shapes = Outline.objects.filter(area__kind=AreaKind.MUNICIPALITY).select_related("area")
    return _drawn(request, {"shapes": shapes, "marked": marked})


def _drawn(request: Request, context: dict[str, object]) -> HttpResponse:
    width, height = CANVAS
    drawing = context | {"width": width, "height": height}
    return render(request, "portal/areas/map.svg", drawing, content_type="image/svg+xml")
