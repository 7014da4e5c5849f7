"""Accepting an invitation: by one who has an account, or by one who makes it in the same moment."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from samverka.foundation.accounts.actions import open_account
from samverka.foundation.accounts.models import User
from samverka.overview.access import get_invited
from samverka.portal.doors import PUBLIC, writes
from samverka.portal.forms import Form, attempt, posted
from samverka.portal.people.forms import AccountForm
from samverka.portal.requests import Request
from samverka.registers.actors.actions import accept_invitation
from samverka.registers.actors.models import Invitation

__all__ = ["invitation"]


@writes(PUBLIC)
def invitation(request: Request, token: str) -> HttpResponse:
    """What one is invited to; accept it, sign in first, or make an account."""
    invited = get_invited(token)
    if not invited.is_open:
        return render(request, "portal/people/invitation_over.html", {"invitation": invited}, status=410)
    if request.user.is_authenticated:
        return _accept(request, invited)
    if User.objects.filter(email__iexact=invited.email).exists():
        after = urlencode({"next": request.path})
        context = {"invitation": invited, "sign_in": f"{reverse('account_login')}?{after}"}
        return render(request, "portal/people/invitation_sign_in.html", context)
    return _join(request, invited)


def _accept(request: Request, invited: Invitation) -> HttpResponse:
    """By the one who is signed in, if the invitation was sent to them."""
    theirs = invited.email == request.user.email.lower()
    form = Form(**posted(request))
    if form.is_bound and attempt(form, accept_invitation, user=request.user, token=invited.token):
        request.session["acting"] = invited.organisation.slug
        return redirect("portal:my_work")
    return render(
        request, "portal/people/invitation.html", {"form": form, "invitation": invited, "theirs": theirs}
    )


def _join(request: Request, invited: Invitation) -> HttpResponse:
    """By one who has no account: the link, which only the invited address got, shows that the address is theirs."""
    form = AccountForm(**posted(request))
    if form.is_bound and form.is_valid():
        user = open_account(
            email=invited.email,
            name=form.cleaned_data["name"],
            language=get_language() or invited.language,
            password=form.cleaned_data["password"],
        )
        accept_invitation(user=user, token=invited.token)
        return _signed_in(request, user, invited)
    return render(request, "portal/people/invitation_join.html", {"form": form, "invitation": invited})


def _signed_in(request: Request, user: User, invited: Invitation) -> HttpResponse:
    """The new session, which leads on to the work, or to making the passkey that was chosen."""
    record_authentication(request, user, method="invitation")
    onward = "portal:my_work" if user.has_usable_password() else "mfa_add_webauthn"
    response: HttpResponse = perform_login(request, user, redirect_url=reverse(onward))
    request.session["acting"] = invited.organisation.slug
    return response
