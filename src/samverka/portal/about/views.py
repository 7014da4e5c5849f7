"""Pages about the program itself: sources, accessibility, protection of data, components."""

from django.http import HttpResponse
from django.shortcuts import render

from samverka.foundation.documents.models import Source
from samverka.portal.doors import PUBLIC, reads
from samverka.portal.requests import Request

__all__ = ["accessibility", "components", "data_protection", "reading_guide", "sources"]


@reads(PUBLIC)
def sources(request: Request) -> HttpResponse:
    """Where the registers come from, under which licence, and what they lack."""
    return render(request, "portal/about/sources.html", {"imports": Source.objects.all()})


@reads(PUBLIC)
def accessibility(request: Request) -> HttpResponse:
    return render(request, "portal/about/accessibility.html")


@reads(PUBLIC)
def data_protection(request: Request) -> HttpResponse:
    return render(request, "portal/about/data_protection.html")


@reads(PUBLIC)
def reading_guide(request: Request) -> HttpResponse:
    """How to read the pages: what the marks mean."""
    return render(request, "portal/about/reading_guide.html")


@reads(PUBLIC)
def components(request: Request) -> HttpResponse:
    """Every component with its options, for those who build pages."""
    return render(request, "portal/about/components.html")
