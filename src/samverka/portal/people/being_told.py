"""How a person is told: by letters of which kinds, and in their own calendar."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from samverka.foundation.notices.actions import choose, make_calendar_link, revoke_calendar_link, stop_letters
from samverka.foundation.notices.delivery import EVERY_DAILY
from samverka.foundation.notices.kinds import kinds
from samverka.foundation.notices.models import CalendarLink, Preference
from samverka.foundation.notices.queries import wishes
from samverka.overview.access import get_stopped
from samverka.portal.doors import PUBLIC, SIGNED_IN, person_of, writes
from samverka.portal.forms import Form, posted
from samverka.portal.requests import Request

__all__ = ["calendar_address", "choose_letters", "stop"]


class LettersForm(Form):
    """One choice for each kind of notice."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        for kind in kinds():
            select = forms.Select(attrs={"class": "input"})
            self.fields[kind.code] = forms.ChoiceField(
                label=str(kind.label), choices=Preference.How.choices, widget=select
            )

    @property
    def chosen(self) -> dict[str, str]:
        """How each kind is wanted."""
        return {kind.code: self.cleaned_data[kind.code] for kind in kinds()}


@writes(SIGNED_IN)
def choose_letters(request: Request) -> HttpResponse:
    """Choose for each kind whether to be told by e-mail at once, once a day, or not."""
    form = LettersForm(initial=wishes(person_of(request)), **posted(request))
    if form.is_bound and form.is_valid():
        choose(person_of(request), form.chosen)
        messages.success(request, _("You will be told as you chose."))
        return redirect("portal:my_work")
    return render(request, "portal/people/choose_letters.html", {"form": form})


@csrf_exempt  # The mail program that sends it has no cookie; the signed address is what admits it (RFC 8058).
@writes(PUBLIC)
def stop(request: Request, token: str) -> HttpResponse:
    """Stop letters of a kind from the letter itself, without signing in: GET asks, POST does it."""
    user, kind = get_stopped(token)
    if request.method == "POST":
        stop_letters(user, kind)
    label = next((one.label for one in kinds() if one.code == kind), None)
    context = {"label": label, "daily": kind == EVERY_DAILY, "stopped": request.method == "POST"}
    return render(request, "portal/people/stop_letters.html", context)


@writes(SIGNED_IN)
def calendar_address(request: Request) -> HttpResponse:
    """Make, see or take away the secret address by which one's own calendar follows what is due."""
    if request.method == "POST":
        (revoke_calendar_link if "revoke" in request.POST else make_calendar_link)(person_of(request))
        return redirect("portal:calendar_address")
    link = CalendarLink.objects.filter(user=person_of(request)).first()
    path = reverse("plain:calendar", args=[link.token]) if link else ""
    context = {"link": link, "address": f"{settings.SITE_ADDRESS}{path}"}
    return render(request, "portal/people/calendar_address.html", context)
