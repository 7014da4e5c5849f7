"""What the pages of agreements share: whether one may, going back to the agreement, the page of one form."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.refusals import NotAllowed, Sentence
from samverka.overview.access import NotFound, get_agreement_inside
from samverka.portal.forms import Form
from samverka.portal.requests import Request
from samverka.registers.actors.acting import Acting
from samverka.work.agreements import rules
from samverka.work.agreements.models import Agreement

__all__ = ["acting_in", "agreement_for", "back", "form_page", "part_of", "reader_of"]


def acting_in(request: Request) -> Acting:
    """The one who acts, on a page whose door lets nobody else in."""
    acting = reader_of(request)
    if acting is None:
        raise NotAllowed(_("Sign in, and choose for whom you act."))
    return acting


def reader_of(request: Request) -> Acting | None:
    """The one who acts, or `None` for the public."""
    found: Acting | None = getattr(request, "acting", None)
    return found


def agreement_for(request: Request, key: int, verb: str) -> Agreement:
    """The agreement of an address, for those who may do `verb` with it now. Raises `NotFound` or `NotAllowed`."""
    agreement = get_agreement_inside(reader_of(request), key)
    if not rules.FOR_WHOM[verb](reader_of(request), agreement):
        raise NotAllowed(_("Your mandate does not let you do this with the agreement."))
    # What was typed is never lost to a change of state: then the act itself refuses, on the page of the form.
    if request.method != "POST" and not rules.VERBS[verb](reader_of(request), agreement):
        raise NotAllowed(_("You cannot do this with the agreement as it stands now."))
    return agreement


def part_of(agreement: Agreement, rows: str, key: int) -> Any:
    """A clause, a service, a comment of the agreement by its key. Raises `NotFound`."""
    found = getattr(agreement, rows).filter(pk=key).first()
    if found is None:
        raise NotFound(f"Agreement {agreement.pk} has no {rows} {key}.")
    found.agreement = agreement
    return found


def back(request: Request, agreement: Agreement, said: Sentence, place: str = "") -> HttpResponse:
    """Back to the agreement's page, with a sentence on what was done."""
    messages.success(request, str(said))
    response = redirect("portal:agreement", agreement.pk)
    if place:
        response["Location"] += f"#{place}"
    return response


def form_page(
    request: Request, agreement: Agreement, form: Form, heading: Sentence, button: Sentence, **more: Any
) -> HttpResponse:
    """The page of one form that does one act."""
    voids = agreement.edition if more.pop("changes", False) else None
    context = {"agreement": agreement, "form": form, "heading": heading, "button": button, "voids": voids}
    return render(request, "portal/agreements/form.html", context | {"lead": "", "sentences": []} | more)
