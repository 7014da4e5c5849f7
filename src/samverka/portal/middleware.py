"""What every request and every answer carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from samverka.portal.days import day_from

__all__ = ["day_shown", "permissions_policy"]

Handler = Callable[[HttpRequest], HttpResponse]


def permissions_policy(get_response: Handler) -> Handler:
    """Tell the browser that no page here needs a camera, a microphone or a position."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()"
        return response

    return handle


def day_shown(get_response: Handler) -> Handler:
    """Give each request the day that it asks about as `request.on`."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.on, request.day_problem = day_from(request)  # type: ignore[attr-defined]
        request.on_given = "on" in request.GET and request.day_problem is None  # type: ignore[attr-defined]
        return get_response(request)

    return handle
