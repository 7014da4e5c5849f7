"""Long lists in pages."""

from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from samverka.portal.requests import Request

__all__ = ["page_of"]

_A_PAGE: Final = 50


def page_of(request: Request, rows: QuerySet[Any]) -> Page[Any]:
    """The page of `rows` that the address asks for; the nearest one where there is no such page."""
    return Paginator(rows, _A_PAGE).get_page(request.GET.get("page"))
