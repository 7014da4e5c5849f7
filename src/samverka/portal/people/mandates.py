"""In whose name a person acts: the person's own mandates, choosing among them, ending one."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from samverka.foundation.kernel.clock import today
from samverka.overview.access import get_mandate
from samverka.portal.doors import ACTING, SIGNED_IN, reads, writes
from samverka.portal.forms import Form, attempt, posted
from samverka.portal.requests import Request
from samverka.registers.actors.acting import acting_as
from samverka.registers.actors.actions import end_mandate
from samverka.registers.actors.models import Invitation, Mandate

__all__ = ["account", "act_for", "end", "my_mandates"]


@reads(SIGNED_IN)
def account(request: Request) -> HttpResponse:
    """What a person can change of their own account, with a way to each."""
    return render(request, "portal/people/account.html", {"has_password": request.user.has_usable_password()})


@reads(SIGNED_IN)
def my_mandates(request: Request) -> HttpResponse:
    """For whom a person acts as what, since when, until when; and what they are invited to."""
    mine = Mandate.objects.filter(user=request.user).with_people()
    context = {
        "held": mine.in_force_on(today()),
        "coming": mine.filter(valid_from__gt=today()).exclude(valid_to__lte=today()),
        "ended": mine.filter(valid_to__lte=today()).order_by("-valid_to"),
        "invitations": Invitation.objects.open_for(request.user.email).select_related(
            "organisation", "invited_by"
        ),
    }
    return render(request, "portal/people/my_mandates.html", context)


@writes(SIGNED_IN)
def act_for(request: Request) -> HttpResponse:
    """Choose in whose name one acts from now on, in this session."""
    if request.method == "POST":
        chosen = acting_as(request.user, request.POST.get("organisation") or "-")
        if chosen:
            request.session["acting"] = chosen.organisation_key
            return redirect(_back(request))
    return redirect("portal:my_mandates")


@writes(ACTING)
def end(request: Request, pk: int) -> HttpResponse:
    """End one's own mandate, or one of an organisation that one keeps, after being asked whether to."""
    mandate = get_mandate(request.acting, pk)
    form = Form(**posted(request))
    if form.is_bound and form.is_valid() and attempt(form, end_mandate, by=request.acting, mandate=mandate):
        return _after_end(request, mandate)
    return render(
        request,
        "portal/people/end_mandate.html",
        {"form": form, "mandate": mandate, "back": _from(request, mandate)},
    )


def _after_end(request: Request, mandate: Mandate) -> HttpResponse:
    """The session in which one's own mandate is ended goes on, acting for nobody; all others have ended."""
    if mandate.user_id != request.user.pk:
        return redirect("portal:people", mandate.organisation.slug)
    request.user.refresh_from_db()
    update_session_auth_hash(request, request.user)
    request.session.pop("acting", None)
    return redirect("portal:my_mandates")


def _from(request: Request, mandate: Mandate) -> Any:
    own = mandate.user_id == request.user.pk
    return redirect(
        "portal:my_mandates" if own else "portal:people", *([] if own else [mandate.organisation.slug])
    ).url


def _back(request: Request) -> str:
    """The page from which the choice was made, if it is ours; else one's own work."""
    asked = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if ours and asked.startswith("/") else "portal:my_work"
