"""The page of search."""

from django.http import HttpResponse
from django.shortcuts import render

from samverka.overview.search import Kind, search
from samverka.portal.doors import PUBLIC, reads
from samverka.portal.requests import Request
from samverka.portal.search.found import shown

__all__ = ["results"]


@reads(PUBLIC)
def results(request: Request) -> HttpResponse:
    """What was found, by kind."""
    found = search(request.GET.get("q", ""))
    groups = [(kind, shown(kind, some)) for kind, some in found.by_kind.items()]
    context = {"results": found, "groups": groups, "near": shown(Kind.AREA, found.near)}
    return render(request, "portal/search/results.html", context)
