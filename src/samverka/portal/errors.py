"""Pages for what went wrong: what happened, and what to do now. Never a trace."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samverka.foundation.kernel.refusals import NotAllowed

__all__ = ["bad_request", "forbidden", "form_refused", "not_found", "server_error"]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """There is no such page."""
    return render(request, "portal/errors/not_found.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """The request cannot be understood."""
    return render(request, "portal/errors/bad_request.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page is not open to the one who asks; why, where a rule of ours has said it."""
    cause = getattr(exception, "__cause__", None)
    context = {"why": str(cause) if isinstance(cause, NotAllowed) else ""}
    return render(request, "portal/errors/forbidden.html", context, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """The program failed; the template needs neither database nor context."""
    return render(request, "portal/errors/server_error.html", status=500)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form came without the proof that it was sent from our own page."""
    return render(request, "portal/errors/form_refused.html", status=403)
