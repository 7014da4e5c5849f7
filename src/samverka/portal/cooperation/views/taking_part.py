"""Taking part: inviting, answering, being shown, leaving, removing."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import present_language
from samverka.foundation.kernel.refusals import NotAllowed
from samverka.overview.access import get_party
from samverka.portal.areas.lists import municipalities_on
from samverka.portal.cooperation.forms import AnswerForm, InviteForm, LastDayForm, SearchForm, ShownForm
from samverka.portal.cooperation.views.founding import led
from samverka.portal.doors import ACTING, only_for, writes
from samverka.portal.forms import attempt, posted
from samverka.portal.requests import Request
from samverka.registers.actors import roles
from samverka.registers.actors.models import Actor, Capacity
from samverka.registers.areas.models import Area
from samverka.registers.law.enums import Bearer
from samverka.work.cooperation import actions
from samverka.work.cooperation.enums import Part
from samverka.work.cooperation.models import Cooperation, Party
from samverka.work.cooperation.queries import invitable
from samverka.work.cooperation.rules import may_answer, may_remove, may_withdraw

__all__ = ["invitation", "invite", "leave", "remove", "shown"]

_SHOWN = 40


@writes(only_for(roles.COORDINATOR))
def invite(request: Request, pk: int) -> HttpResponse:
    """Look for organisations, choose some of those found, and invite them all at once."""
    chosen = led(request, pk)
    asked = invitable(chosen, today())
    search = SearchForm(request.GET or None, kinds=Bearer, municipalities=municipalities_on(today()))
    found = list(_found(asked, search)[: _SHOWN + 1])
    options: dict[str, Any] = {"invitable": asked, "found": found[:_SHOWN], "founding": chosen.is_preparing}
    form = InviteForm(
        **posted(request), **options, initial={"part": Part.PARTY, "language": present_language()}
    )
    if form.is_bound and form.is_valid() and _invited(request, form, chosen):
        return redirect("portal:cooperation", pk)
    context = {"cooperation": chosen, "search": search, "form": form, "found": found[:_SHOWN]}
    return render(request, "portal/cooperation/invite.html", context | {"more": len(found) > _SHOWN})


@writes(ACTING)
def invitation(request: Request, pk: int) -> HttpResponse:
    """Answer an invitation in the name of one's organisation."""
    party = _answered_for(request, pk)
    form = AnswerForm(**posted(request), founding=party.is_founder)
    if form.is_bound and form.is_valid() and _answer(request, form, party):
        return redirect("portal:our_cooperations")
    context = {"form": form, "party": party, "cooperation": party.cooperation}
    return render(request, "portal/cooperation/invitation.html", context)


@writes(ACTING)
def leave(request: Request, pk: int) -> HttpResponse:
    """Leave a cooperation in the name of one's organisation."""
    party = _answered_for(request, pk)
    form = LastDayForm(**posted(request))
    if form.is_bound and form.is_valid():
        given: dict[str, Any] = {"party": party, "left_on": form.first_day_after}
        if attempt(form, actions.leave, by=request.acting, **given):
            return redirect("portal:our_cooperations")
    return render(request, "portal/cooperation/leave.html", {"form": form, "party": party})


@writes(ACTING)
def shown(request: Request, pk: int) -> HttpResponse:
    """Decide whether the public sees that one's organisation takes part."""
    party = _answered_for(request, pk)
    form = ShownForm(**posted(request), initial={"is_shown": party.is_shown})
    if form.is_bound and form.is_valid():
        given = {"party": party, "is_shown": form.cleaned_data["is_shown"]}
        if attempt(form, actions.show, by=request.acting, **given):
            return redirect("portal:cooperation", party.cooperation_id)
    return render(request, "portal/cooperation/shown.html", {"form": form, "party": party})


@writes(only_for(roles.COORDINATOR))
def remove(request: Request, pk: int) -> HttpResponse:
    """Take an invitation back, or remove a party."""
    party = get_party(request.acting, pk)
    may, act = (may_withdraw, actions.withdraw) if party.is_invited else (may_remove, actions.remove)
    if not may(request.acting, party):
        raise NotAllowed(_("Only the coordinators of the founding municipalities do this."))
    form = LastDayForm(**posted(request), asked=not party.is_invited)
    if form.is_bound and form.is_valid():
        given: dict[str, Any] = {"party": party}
        given |= {} if party.is_invited else {"left_on": form.first_day_after}
        if attempt(form, act, by=request.acting, **given):
            return redirect("portal:cooperation", party.cooperation_id)
    return render(request, "portal/cooperation/remove.html", {"form": form, "party": party})


def _answered_for(request: Request, pk: int) -> Party:
    party = get_party(request.acting, pk)
    if not may_answer(request.acting, party):
        raise NotAllowed(_("Only those who act for the organisation in this matter do this."))
    return party


def _answer(request: Request, form: AnswerForm, party: Party) -> bool:
    """Whether the answer was taken."""
    typed = form.cleaned_data
    given = {"by": request.acting, "party": party, "answer": typed["words"]}
    if typed["answer"] == "decline":
        return bool(attempt(form, actions.decline, **given))
    joining = {"joined_on": typed["joined_on"], "is_shown": typed.get("is_shown", False)}
    return bool(attempt(form, actions.accept, **given, **joining))


def _invited(request: Request, form: InviteForm, chosen: Cooperation) -> bool:
    """Whether those chosen have been invited."""
    given: dict[str, Any] = {name: form.cleaned_data[name] for name in ("organisations", "task", "language")}
    given |= {"cooperation": chosen, "part": Part(form.cleaned_data["part"])}
    return bool(attempt(form, actions.invite, by=request.acting, **given))


def _found(asked: Any, search: SearchForm) -> Any:
    """The organisations that a search finds; without any search none."""
    if not search.is_bound or not search.is_valid():
        return Actor.objects.none()
    wanted = search.cleaned_data
    if wanted["q"]:
        named = [Q(**{f"name_{language}__icontains": wanted["q"]}) for language in ("sv", "fi", "en")]
        asked = asked.filter(named[0] | named[1] | named[2])
    if wanted["kind"]:
        asked = asked.of_kind(wanted["kind"])
    if area := Area.objects.municipalities().filter(code=wanted["municipality"] or "-").first():
        reaching = Capacity.objects.reaching(area, today())
        asked = asked.filter(Q(pk__in=reaching.values("actor")) | Q(registration__home=area))
    return asked.order_by("kind", "name_sv", "name_fi", "slug")
