"""Steps that the pages of bodies share: whose page it is, and a page with one form."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samverka.foundation.kernel.refusals import NotAllowed
from samverka.overview.access import get_body, get_item, get_meeting
from samverka.portal.doors import only_for
from samverka.portal.forms import Form
from samverka.portal.requests import Request
from samverka.registers.actors import roles
from samverka.work.bodies.models import AgendaItem, Body, Meeting
from samverka.work.bodies.rules import keeps, may_prepare

__all__ = [
    "KEEPING",
    "PREPARING",
    "form_page",
    "kept_body",
    "kept_item",
    "kept_meeting",
    "prepared_body",
]

PREPARING: Final = only_for(roles.COORDINATOR, roles.REGIONAL_OFFICER)
KEEPING: Final = only_for(roles.COORDINATOR, roles.REGIONAL_OFFICER, roles.SECRETARY)


def kept_body(request: Request, pk: int) -> Body:
    """A body that one keeps. Raises `NotFound`, or `NotAllowed` where it can only be read."""
    body = get_body(request.acting, pk)
    _require_keeping(request, body)
    return body


def prepared_body(request: Request, pk: int) -> Body:
    """A body that one prepares for the organisation that keeps it."""
    body = get_body(request.acting, pk)
    if not may_prepare(request.acting, body):
        raise NotAllowed(_("Only those who prepare the body for the organisation that keeps it do this."))
    return body


def kept_meeting(request: Request, pk: int) -> Meeting:
    """A meeting of a body that one keeps."""
    meeting = get_meeting(request.acting, pk)
    _require_keeping(request, meeting.body)
    return meeting


def kept_item(request: Request, pk: int) -> AgendaItem:
    """An item of a meeting of a body that one keeps."""
    item = get_item(request.acting, pk)
    _require_keeping(request, item.meeting.body)
    return item


def _require_keeping(request: Request, body: Body) -> None:
    if not keeps(request.acting, body):
        raise NotAllowed(_("Only those who keep the body do this."))


def form_page(
    request: Request, form: Form, *, title: str, button: str, back: str, body: Body | None, lead: str = ""
) -> HttpResponse:
    """A page with one form."""
    context = {"form": form, "title": title, "button": button, "back": back, "body": body, "lead": lead}
    return render(request, "portal/bodies/form.html", context)
