"""An organisation's people, for its administrator: who acts as what, who is invited, who stands in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.clock import today
from samverka.overview.access import NotFound, get_invitation, get_organisation
from samverka.portal.doors import only_for, reads, writes
from samverka.portal.forms import Form, attempt, posted
from samverka.portal.people.forms import InviteForm, StandInForm
from samverka.portal.people.letters import write_invitation
from samverka.portal.requests import Request
from samverka.registers.actors.actions import appoint_stand_in, invite, withdraw_invitation
from samverka.registers.actors.models import Actor, Invitation, Mandate
from samverka.registers.actors.roles import ADMINISTRATOR, INSTALLATION

__all__ = ["invite_somebody", "people", "stand_in", "withdraw"]

KEEPERS = only_for(ADMINISTRATOR, INSTALLATION)


@reads(KEEPERS)
def people(request: Request, slug: str) -> HttpResponse:
    """Who acts for an organisation as what, since when, until when, given by whom."""
    organisation = get_organisation(request.acting, slug)
    mandates = Mandate.objects.filter(organisation=organisation).with_people()
    context = {
        "organisation": organisation,
        "mandates": mandates.exclude(valid_to__lte=today()),
        "ended": mandates.filter(valid_to__lte=today()).order_by("-valid_to"),
        "invitations": Invitation.objects.open()
        .filter(organisation=organisation)
        .select_related("invited_by"),
        "entries": Entry.objects.about("actors.actor", organisation.pk)[:20],
    }
    return render(request, "portal/people/people.html", context)


@writes(KEEPERS)
def invite_somebody(request: Request, slug: str) -> HttpResponse:
    """Invite somebody by e-mail to a role."""
    organisation = get_organisation(request.acting, slug)
    form = InviteForm(
        request.acting, organisation, initial={"language": request.user.language}, **posted(request)
    )
    if form.is_bound and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("email", "role", "language", "valid_to")}
        invitation = attempt(form, invite, by=request.acting, organisation=organisation, **given)
        if invitation:
            write_invitation(invitation)
            return redirect("portal:people", slug)
    return render(request, "portal/people/invite.html", {"form": form, "organisation": organisation})


@writes(KEEPERS)
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take an invitation back, after being asked whether to."""
    invitation = get_invitation(request.acting, pk)
    form = Form(**posted(request))
    given = {"by": request.acting, "invitation": invitation}
    if form.is_bound and form.is_valid() and attempt(form, withdraw_invitation, **given):
        return redirect("portal:people", invitation.organisation.slug)
    return render(request, "portal/people/withdraw.html", {"form": form, "invitation": invitation})


@writes(KEEPERS)
def stand_in(request: Request, slug: str, pk: int) -> HttpResponse:
    """Let somebody of the organisation stand in for another for a period."""
    organisation = get_organisation(request.acting, slug)
    mandate = _mandate(organisation, pk)
    form = StandInForm(mandate, initial={"valid_from": today()}, **posted(request))
    if form.is_bound and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("user", "valid_from", "valid_to")}
        if attempt(form, appoint_stand_in, by=request.acting, mandate=mandate, **given):
            return redirect("portal:people", slug)
    return render(
        request,
        "portal/people/stand_in.html",
        {"form": form, "organisation": organisation, "mandate": mandate},
    )


def _mandate(organisation: Actor, pk: int) -> Mandate:
    mandate: Mandate | None = Mandate.objects.filter(organisation=organisation, pk=pk).with_people().first()
    if mandate is None:
        raise NotFound(f"No mandate {pk} of {organisation.slug}.")
    return mandate
