"""What a view of the portal declares of itself: to whom it is open, and whether it only reads. Each does."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.refusals import NotAllowed
from samverka.overview.access import NotFound
from samverka.overview.doors import (
    ACTING,
    PUBLIC,
    SIGNED_IN,
    Openness,
    WritingOnRead,
    only_for,
    only_reads,
    writes_whole,
)

__all__ = [
    "ACTING",
    "PUBLIC",
    "SIGNED_IN",
    "Openness",
    "WritingOnRead",
    "only_for",
    "person_of",
    "reads",
    "serves",
    "writes",
]

View = Callable[..., HttpResponse]


def reads(openness: Openness) -> Callable[[View], View]:
    """Declare that a view answers GET and HEAD, changes nothing, and is open to whom `openness` says."""

    def declare(view: View) -> View:
        guarded = require_safe(only_reads(openness)(_through_the_door(openness, view)))
        guarded.openness, guarded.writes = openness, False  # type: ignore[attr-defined]
        return guarded if openness is PUBLIC else never_cache(guarded)

    return declare


def writes(openness: Openness) -> Callable[[View], View]:
    """Declare that a view shows a form on GET and does an act on POST, wholly or not at all."""

    def declare(view: View) -> View:
        through = _through_the_door(openness, view)
        reading, writing = only_reads(openness)(through), writes_whole(openness)(through)

        @never_cache
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                _refuse_another_name(request)
            answer: HttpResponse = (writing if request.method == "POST" else reading)(
                request, *args, **kwargs
            )
            return answer

        guarded.openness, guarded.writes = openness, True  # type: ignore[attr-defined]
        return guarded

    return declare


def serves(openness: Openness) -> Callable[[View], View]:
    """Declare to whom a view of a library is open, which reads, writes and refuses by itself."""

    def declare(view: View) -> View:
        guarded = never_cache(_through_the_door(openness, view))
        guarded.openness, guarded.writes = openness, None  # type: ignore[attr-defined]
        return guarded

    return declare


def _refuse_another_name(request: HttpRequest) -> None:
    """Refuse a form that was shown while one acted for another organisation: what it says is not said in this name."""
    shown, acting = request.POST.get("in_the_name_of"), request.acting  # type: ignore[attr-defined]
    if shown and (acting is None or acting.organisation_key != shown):
        raise PermissionDenied from NotAllowed(
            _(
                "The page was shown while you acted for another organisation. Choose again in whose name you act, "
                "and open the page anew. Nothing was changed."
            )
        )


def _through_the_door(openness: Openness, view: View) -> View:
    """The view behind its door: who is not admitted is led to sign in, or told that the page is not theirs."""

    @wraps(view)
    def behind(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if openness is not PUBLIC:
            signed_in = request.user.is_authenticated
            if not openness.admits(request.acting, signed_in=signed_in):  # type: ignore[attr-defined]
                if not signed_in:
                    return redirect_to_login(request.get_full_path())
                raise PermissionDenied
        try:
            return view(request, *args, **kwargs)
        except NotFound as missing:
            raise Http404(str(missing)) from missing
        except NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal

    return behind


def person_of(request: HttpRequest) -> User:
    """Who has signed in, behind a door that only such people pass."""
    return cast("User", request.user)
