"""Pages about the program itself: sources, accessibility, protection of data, components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samverka.foundation.documents.models import Source
from samverka.portal.doors import Openness, reads

__all__ = ["accessibility", "components", "data_protection", "reading_guide", "sources"]


@reads(Openness.PUBLIC)
def sources(request: HttpRequest) -> HttpResponse:
    """Where the registers come from, under which licence, and what they lack."""
    return render(request, "portal/about/sources.html", {"imports": Source.objects.all()})


@reads(Openness.PUBLIC)
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about/accessibility.html")


@reads(Openness.PUBLIC)
def data_protection(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about/data_protection.html")


@reads(Openness.PUBLIC)
def reading_guide(request: HttpRequest) -> HttpResponse:
    """How to read the pages: what the marks mean."""
    return render(request, "portal/about/reading_guide.html")


@reads(Openness.PUBLIC)
def components(request: HttpRequest) -> HttpResponse:
    """Every component with its options, for those who build pages."""
    return render(request, "portal/about/components.html")
