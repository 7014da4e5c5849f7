"""Signing in as one of the example's people, without a password: in an example installation, on its own machine."""

from ipaddress import ip_address
from typing import Final

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from samverka.foundation.kernel.clock import today
from samverka.portal.doors import PUBLIC, serves
from samverka.registers.actors.models import Mandate
from samverka.registers.actors.models.mandate import MandateQuerySet

__all__ = ["may_sign_in_as", "people_of_the_example", "sign_in_as"]

_THIS_MACHINE: Final = {"localhost", "127.0.0.1", "[::1]"}
# Whatever passes a request on says so in one of these; then it does not come from this machine.
_PASSED_ON: Final = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
    "HTTP_VIA",
)


def may_sign_in_as(request: HttpRequest) -> bool:
    """Whether the request may take the name of an example person: no, unless all of this is so.

    The installation is marked as an example; the request comes from this machine's own address, was sent to this
    machine's own name (no page elsewhere can bring a browser to do it by a name of its own), and nothing passed it on.
    """
    if not settings.EXAMPLE or settings.BEHIND_TLS or any(name in request.META for name in _PASSED_ON):
        return False
    return _is_own_address(request.META.get("REMOTE_ADDR", "")) and (
        split_domain_port(request.get_host())[0] in _THIS_MACHINE
    )


def people_of_the_example() -> list[tuple[Mandate, str]]:
    """Whom one can sign in as: one mandate in force for each person and organisation, with all the roles in words."""
    found: dict[tuple[int, int], list[Mandate]] = {}
    for mandate in _mandates().order_by("pk"):
        found.setdefault((mandate.user_id, mandate.organisation_id), []).append(mandate)
    return [(held[0], "; ".join(str(one.of_role.label) for one in held)) for held in found.values()]


def _mandates() -> MandateQuerySet:
    mandates = Mandate.objects.with_people().in_force_on(today())
    return mandates.filter(user__is_active=True, stands_in_for=None)


@serves(PUBLIC)
@require_POST
def sign_in_as(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in as a person of the example, acting for the organisation of the mandate that was chosen."""
    if not may_sign_in_as(request):
        raise Http404
    mandate = _mandates().filter(pk=pk).first()
    if mandate is None:
        raise Http404
    login(request, mandate.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session["acting"] = mandate.organisation.slug
    return redirect(settings.LOGIN_REDIRECT_URL)


def _is_own_address(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
