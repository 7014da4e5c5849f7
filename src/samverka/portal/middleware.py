"""What every request and every answer carries."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from samverka.portal.days import day_from
from samverka.registers.actors.acting import acting_as

__all__ = ["acting", "careful_headers", "day_shown"]

Handler = Callable[[HttpRequest], HttpResponse]


_HEADERS: Final = {
    # No page here needs a camera, a microphone or a position.
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    # Django's own middleware gives these, but not to an answer that it makes itself, such as that to a wrong host.
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def careful_headers(get_response: Handler) -> Handler:
    """Give every answer, whatever it is, the headers that tell the browser to be careful."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.EXAMPLE:
            # On data, files and refusals, too, which have no page to say it on.
            response.headers["Samverka-Example"] = "Nothing here is true."
            response.headers["X-Robots-Tag"] = "noindex"
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return handle


def day_shown(get_response: Handler) -> Handler:
    """Give each request the day that it asks about as `request.on`."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.on, request.day_problem = day_from(request)  # type: ignore[attr-defined]
        request.on_given = "on" in request.GET and request.day_problem is None  # type: ignore[attr-defined]
        return get_response(request)

    return handle


def acting(get_response: Handler) -> Handler:
    """Give each request the one who acts, in whose name, as `request.acting`; `None` is the public."""

    def handle(request: HttpRequest) -> HttpResponse:
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        chosen = request.session.get("acting") if signed_in else None
        request.person = request.user if signed_in else None  # type: ignore[attr-defined]
        request.acting = acting_as(request.user, chosen) if signed_in else None  # type: ignore[attr-defined, arg-type]
        return get_response(request)

    return handle
