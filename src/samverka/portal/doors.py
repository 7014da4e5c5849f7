"""What a view of the portal declares of itself: that it only reads, and to whom it is open."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from samverka.overview.access import NotFound
from samverka.overview.doors import Openness, WritingOnRead, only_reads

__all__ = ["Openness", "WritingOnRead", "reads"]

View = Callable[..., HttpResponse]


def reads(openness: Openness) -> Callable[[View], View]:
    """Declare that a view answers GET and HEAD, changes nothing, and is open to whom `openness` says."""

    def declare(view: View) -> View:
        @require_safe
        @only_reads(openness)
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except NotFound as missing:
                raise Http404(str(missing)) from missing

        return guarded

    return declare
