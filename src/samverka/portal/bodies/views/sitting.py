"""While a meeting goes on: who is there, each matter with its proposals and votes, the end of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.foundation.kernel.refusals import NotAllowed
from samverka.overview.access import get_item
from samverka.portal.bodies.forms import GuestForm
from samverka.portal.bodies.pressing import ATTENDANCE, MATTER, MEMBERS_OWN, press
from samverka.portal.bodies.steps import KEEPING, form_page, kept_meeting
from samverka.portal.bodies.tables import chairs
from samverka.portal.doors import ACTING, writes
from samverka.portal.forms import Form, attempt, posted
from samverka.portal.requests import Request
from samverka.work.bodies import actions
from samverka.work.bodies.enums import Choice, Ground
from samverka.work.bodies.models import AgendaItem, Appointment
from samverka.work.bodies.queries import may_dissent, presiding, quorum, voters
from samverka.work.bodies.rules import is_within, keeps

__all__ = ["close", "matter", "open_meeting", "sitting"]


@writes(KEEPING)
def open_meeting(request: Request, pk: int) -> HttpResponse:
    """Open a meeting."""
    meeting = kept_meeting(request, pk)
    form = Form(**posted(request))
    if (
        form.is_bound
        and form.is_valid()
        and attempt(form, actions.open_meeting, by=request.acting, meeting=meeting)
    ):
        return redirect("portal:body_sitting", pk)
    back = reverse("portal:body_meeting", args=[pk])
    title, lead = _("Open the meeting"), str(meeting.name)
    return form_page(request, form, title=title, button=_("Open it"), back=back, body=meeting.body, lead=lead)


@writes(KEEPING)
def sitting(request: Request, pk: int) -> HttpResponse:
    """Who is there: a button for each who comes or leaves, with the quorum as it stands."""
    meeting = kept_meeting(request, pk)
    problem = press(request, ATTENDANCE, meeting) if request.method == "POST" else None
    if request.method == "POST" and problem is None:
        return redirect("portal:body_sitting", pk)
    context = {
        "meeting": meeting,
        "body": meeting.body,
        "chairs": chairs(meeting),
        "guests": meeting.attendances.there().filter(seat=None),
        "guest_form": GuestForm(),
        "quorum": quorum(meeting),
        "leads": presiding(meeting),
        "voters": voters(meeting),
        "items": meeting.items.select_related("decision").order_by("place", "pk"),
        "problem": problem,
    }
    return render(request, "portal/bodies/sitting.html", context)


@writes(ACTING)
def matter(request: Request, pk: int) -> HttpResponse:
    """One matter while it is dealt with: who steps aside, proposals, votes, the decision."""
    item = get_item(request.acting, pk)
    if not is_within(request.acting, item.meeting.body):
        raise NotAllowed(_("Only those within the body see how a matter is dealt with."))
    keeping = keeps(request.acting, item.meeting.body)
    acts = MATTER if keeping else MEMBERS_OWN
    problem = press(request, acts, item.meeting, item) if request.method == "POST" else None
    if request.method == "POST" and problem is None:
        return redirect("portal:body_matter", pk)
    return render(
        request, "portal/bodies/matter.html", _of_matter(request, item, keeping) | {"problem": problem}
    )


def _of_matter(request: Request, item: AgendaItem, keeping: bool) -> dict[str, Any]:  # noqa: FBT001
    meeting = item.meeting
    able = voters(meeting, item) if meeting.is_open else []
    votes = list(item.votes.select_related("yes", "no", "winner").prefetch_related("ballots"))
    proposals = list(item.proposals.select_related("proposer__seat", "seconder__seat"))
    return {
        "item": item,
        "meeting": meeting,
        "body": meeting.body,
        "keeping": keeping,
        "going_on": meeting.is_open and not item.is_settled,
        "quorum": quorum(meeting, item) if meeting.is_open else None,
        "leads": presiding(meeting, item) if meeting.is_open else None,
        "voters": able,
        "own": next((one for one in able if one.holder_id == request.acting.user.pk), None),
        "aside": item.disqualifications.select_related("appointment", "stands_in"),
        "grounds": Ground,
        "proposals": proposals,
        "standing": [one for one in proposals if _stands(one)],
        "votes": votes,
        "voting": next((vote for vote in votes if vote.is_open), None),
        "choices": Choice,
        "dissents": item.decision.dissents.select_related("appointment") if item.is_settled else (),
        "dissenters": _dissenters(request, item, keeping),
    }


def _dissenters(request: Request, item: AgendaItem, keeping: bool) -> list[Appointment]:  # noqa: FBT001
    """Those whose dissenting opinion can be noted now: by the one who keeps the body, of all; else one's own."""
    meeting = item.meeting
    if not item.is_settled or not (meeting.is_open or meeting.is_closed):
        return []
    able = may_dissent(item.decision)
    return able if keeping else [one for one in able if one.holder_id == request.acting.user.pk]


def _stands(proposal: Any) -> bool:
    return proposal.is_supported and not proposal.withdrawn_at and proposal.lost_in_id is None


@writes(KEEPING)
def close(request: Request, pk: int) -> HttpResponse:
    """Close a meeting."""
    meeting = kept_meeting(request, pk)
    form = Form(**posted(request))
    if form.is_bound and form.is_valid() and attempt(form, actions.close, by=request.acting, meeting=meeting):
        return redirect("portal:body_minutes", pk)
    back = reverse("portal:body_sitting", args=[pk])
    lead = _("What has not been settled is put off to a later meeting, and everybody leaves.")
    title = _("Close the meeting")
    return form_page(request, form, title=title, button=title, back=back, body=meeting.body, lead=lead)
