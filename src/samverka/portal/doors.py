"""What a view declares of itself: that it only reads, and to whom it is open. A view without it is not served."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from samverka.overview.access import NotFound

__all__ = ["Openness", "WritingOnRead", "reads"]

View = Callable[..., HttpResponse]


class Openness(StrEnum):
    """Who may call an address."""

    PUBLIC = "public"


class WritingOnRead(Exception):
    """A page that only reads tried to change the database."""


def reads(openness: Openness) -> Callable[[View], View]:
    """Declare that a view answers GET and HEAD, changes nothing, and is open to whom `openness` says."""

    def declare(view: View) -> View:
        @require_safe
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                with connection.execute_wrapper(_refuse_writing):
                    return view(request, *args, **kwargs)
            except NotFound as missing:
                raise Http404(str(missing)) from missing

        guarded.openness = openness  # type: ignore[attr-defined]
        return guarded

    return declare


def _refuse_writing(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
    if sql.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}:
        raise WritingOnRead(sql)
    return execute(sql, params, many, context)
