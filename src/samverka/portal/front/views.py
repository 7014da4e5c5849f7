"""The front page, and the addresses without a language."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override

from samverka.portal.areas.lists import LONGEST, alphabet, municipalities_on, named, nearest
from samverka.portal.doors import PUBLIC, reads
from samverka.portal.requests import Request
from samverka.registers.actors.models import Actor
from samverka.registers.areas.models import Area
from samverka.registers.law.models import Duty, Statute

__all__ = ["choose", "choose_language", "front", "health", "robots"]


@reads(PUBLIC)
def front(request: Request) -> HttpResponse:
    return render(request, "portal/front/front.html", _context(request, municipalities_on(request.on)))


@reads(PUBLIC)
def choose(request: Request) -> HttpResponse:
    """Lead from the form on the front page to the answer, or back with what is wrong and what was typed."""
    asked = " ".join(request.GET.get("municipality", "").split())[:LONGEST]
    municipalities = municipalities_on(request.on)
    chosen = named(municipalities, asked)
    if chosen and not request.day_problem:
        page = reverse("portal:responsible", args=[chosen.code])
        return redirect(f"{page}?on={request.on.isoformat()}")
    problems = {"asked": asked, "unknown": chosen is None, "near": nearest(municipalities, asked)}
    return render(request, "portal/front/front.html", _context(request, municipalities) | problems)


def _context(request: Request, municipalities: list[Area]) -> dict[str, Any]:
    return {
        "letters": alphabet(municipalities),
        "municipalities": municipalities,
        "statutes": Statute.objects.count(),
        "duties": Duty.objects.count(),
        "actors": Actor.objects.visible_to(None).in_force_on(request.on).count(),
        "asked": "",
        "unknown": False,
        "near": [],
    }


@reads(PUBLIC)
def choose_language(request: Request) -> HttpResponse:
    """Lead to the front page in the language that the browser prefers."""
    with override(get_language_from_request(request)):
        response = redirect(reverse("portal:front"))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@reads(PUBLIC)
def health(_request: Request) -> HttpResponse:
    """For those who watch over the installation: it answers, and so do its database and its search index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if not settings.SEARCH_INDEX.exists():
        return HttpResponse("no search index: samverka prepare\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


@reads(PUBLIC)
def robots(_request: Request) -> HttpResponse:
    return HttpResponse("User-agent: *\nAllow: /\n", content_type="text/plain")
