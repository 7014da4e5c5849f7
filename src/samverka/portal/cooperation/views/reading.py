"""Reading: the public list, the page of one cooperation, those of one's own organisation."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.clock import today
from samverka.overview.access import get_cooperation, parties_seen
from samverka.overview.resting import what_rests_on
from samverka.portal.cooperation.lists import Narrowed, choices
from samverka.portal.doors import ACTING, PUBLIC, reads
from samverka.portal.pages import page_of
from samverka.portal.requests import Request
from samverka.registers.actors.acting import Acting
from samverka.work.cooperation.checks import before_start
from samverka.work.cooperation.enums import PartyState
from samverka.work.cooperation.models import Cooperation, Party
from samverka.work.cooperation.queries import on_aland, provisions_behind, standings_of
from samverka.work.cooperation.rules import is_inside, may_answer, may_found, may_lead, may_remove

__all__ = ["cooperation", "cooperations", "ours"]


@reads(PUBLIC)
def cooperations(request: Request) -> HttpResponse:
    """The public cooperations of the day, all or those of a municipality or a region."""
    narrowed = Narrowed.asked(request)
    context = {
        "page": page_of(request, narrowed.found.with_parties()),
        "narrowed": narrowed,
        "choices": choices(request.on),
        "may_found": may_found(request.acting),
    }
    return render(request, "portal/cooperation/cooperations.html", context)


@reads(PUBLIC)
def cooperation(request: Request, pk: int) -> HttpResponse:
    """One cooperation: its purpose, who takes part as what since when, what rests on it, what may be done."""
    chosen = get_cooperation(request.acting, pk)
    seen = parties_seen(request.acting, chosen)
    inside = is_inside(request.acting, chosen)
    leads = may_lead(request.acting, chosen) and not chosen.is_ended
    context = {
        "cooperation": chosen,
        "inside": inside,
        "leads": leads,
        "own": _own(request.acting, chosen),
        "missing": list(before_start(chosen, today())) if leads and chosen.is_preparing else [],
        "taking_part": [party for party in seen if _took_part(party, request.on)],
        "removable": [
            party for party in seen if leads and party.is_accepted and may_remove(request.acting, party)
        ],
        "asked": [party for party in seen if party.is_invited],
        "former": [party for party in seen if inside and not party.is_open],
        "aland": on_aland(standings_of(chosen.founders(), today())),
        "resting": what_rests_on(request.acting, chosen),
        "provisions": provisions_behind(request.on),
        "journal": Entry.objects.about(chosen._meta.label_lower, chosen.pk) if inside else (),
    }
    return render(request, "portal/cooperation/cooperation.html", context)


@reads(ACTING)
def ours(request: Request) -> HttpResponse:
    """What one's own organisation is invited to, and what it takes part in."""
    organisation = request.acting.organisation
    seen = Party.objects.visible_to(request.acting).of(organisation)
    rows = list(seen.select_related("cooperation", "invited_for").order_by("-invited_at", "-pk"))
    context = {
        "invitations": [party for party in rows if party.is_invited],
        "taking_part": [party for party in rows if party.is_accepted],
        "may_found": may_found(request.acting),
    }
    return render(request, "portal/cooperation/ours.html", context)


def _took_part(party: Party, on: date) -> bool:
    """Whether it takes part on the day shown; in what is being prepared, whether it takes part now."""
    if party.cooperation.founded_on is None:
        return party.state == PartyState.ACCEPTED
    return party.takes_part_on(on)


def _own(acting: Acting | None, chosen: Cooperation) -> Party | None:
    """The participation that the one who acts answers for."""
    return next(
        (party for party in chosen.parties.all() if party.is_open and may_answer(acting, party)), None
    )
