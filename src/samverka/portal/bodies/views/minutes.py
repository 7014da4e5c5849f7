"""Minutes: reading them, writing in them, choosing checkers, checking, publishing, correcting."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.foundation.kernel.clock import today
from samverka.overview.access import NotFound, get_check, get_meeting
from samverka.portal.bodies.forms import CheckersForm, CheckForm, CorrectForm, MinutesForm
from samverka.portal.bodies.steps import KEEPING, form_page, kept_meeting
from samverka.portal.doors import ACTING, PUBLIC, reads, writes
from samverka.portal.forms import Form, attempt, posted
from samverka.portal.requests import Request
from samverka.work.bodies import actions, checks
from samverka.work.bodies.marks import Block, shown
from samverka.work.bodies.models import Meeting, MinutesCheck, PublishedMinutes
from samverka.work.bodies.rules import has_seat, keeps
from samverka.work.bodies.writing import for_those_within, minutes_blocks

__all__ = ["check", "checkers", "correct", "minutes", "publish", "published_blocks", "send", "write"]


@reads(PUBLIC)
def minutes(request: Request, pk: int) -> HttpResponse:
    """The minutes: what is published for everybody, the work on them for those within the body."""
    meeting = get_meeting(request.acting, pk)
    keeping = keeps(request.acting, meeting.body)
    within = keeping or has_seat(request.acting, meeting.body)
    editions = list(meeting.minutes.editions.all())
    edition = _chosen(editions, request.GET.get("edition"))
    if edition is None and not within:
        raise NotFound("The minutes have not been published.")
    context = {
        "meeting": meeting,
        "body": meeting.body,
        "minutes": meeting.minutes,
        "keeping": keeping,
        "within": within,
        "editions": editions,
        "edition": edition,
        "blocks": published_blocks(edition, within=within) if edition else _in_the_making(meeting),
        "names_shown": within or meeting.minutes.shows_names_on(today()),
        "checks": list(meeting.minutes.checks.select_related("appointment__seat")) if within else [],
        "missing": list(checks.before_drafting(meeting)) if keeping and meeting.is_closed else [],
    }
    return render(request, "portal/bodies/minutes.html", context)


def published_blocks(edition: PublishedMinutes, *, within: bool) -> list[Block]:
    """Published minutes as they are read today; those within the body read names also when their time is over."""
    return shown(edition.content, names=within or edition.minutes.shows_names_on(today()))


def _in_the_making(meeting: Meeting) -> list[Block]:
    """What the checkers read, or what would be sent to them now."""
    made = meeting.minutes.content if meeting.drafted_at else minutes_blocks(meeting.minutes)
    return shown(for_those_within(made), names=True)


def _chosen(editions: list[PublishedMinutes], number: str | None) -> PublishedMinutes | None:
    latest = editions[0] if editions else None
    return next((one for one in editions if str(one.number) == number), latest)


@writes(KEEPING)
def write(request: Request, pk: int) -> HttpResponse:
    """Write around what happened; where somebody else has written meanwhile, both texts are shown."""
    meeting = kept_meeting(request, pk)
    items = meeting.items.order_by("place", "pk")
    form = MinutesForm(**posted(request), items=items, initial=MinutesForm.values_of(meeting))
    if form.is_bound and form.is_valid():
        given = {"meeting": meeting, "version": form.cleaned_data["version"], **form.said}
        if attempt(form, actions.write, lambda: MinutesForm.values_of(meeting), by=request.acting, **given):
            return redirect("portal:body_minutes", pk)
    lead = _(
        "Who was there, what was proposed, voted on and decided is told by itself. You write around it. Put names of "
        "private persons in double brackets, [[Name]]: they leave the published minutes when the time for appeal ends."
    )
    return _page(request, form, meeting, _("Write in the minutes"), _("Save"), lead)


@writes(KEEPING)
def checkers(request: Request, pk: int) -> HttpResponse:
    """Record who is to check the minutes."""
    meeting = kept_meeting(request, pk)
    chosen = [one.appointment_id for one in meeting.minutes.checks.all()]
    form = CheckersForm(**posted(request), meeting=meeting, initial={"appointments": chosen})
    if form.is_bound and form.is_valid():
        given = {"appointments": form.cleaned_data["appointments"]}
        if attempt(form, actions.choose_checkers, by=request.acting, meeting=meeting, **given) is not None:
            return redirect("portal:body_sitting" if meeting.is_open else "portal:body_minutes", pk)
    return _page(request, form, meeting, _("Who checks the minutes"), _("Record"))


@writes(KEEPING)
def send(request: Request, pk: int) -> HttpResponse:
    """Send the minutes to the checkers."""
    meeting = kept_meeting(request, pk)
    form = Form(**posted(request))
    if (
        form.is_bound
        and form.is_valid()
        and attempt(form, actions.send_for_checking, by=request.acting, meeting=meeting)
    ):
        return redirect("portal:body_minutes", pk)
    lead = _("They are put into words as they stand now. The checkers with an account are asked at once.")
    return _page(request, form, meeting, _("Send the minutes for checking"), _("Send"), lead)


@writes(ACTING)
def check(request: Request, pk: int) -> HttpResponse:
    """Check minutes: read them, and approve them or send them back."""
    chosen = get_check(request.acting, pk)
    own = chosen.appointment.holder_id == request.acting.user.pk
    form = CheckForm(**posted(request), own=own)
    if form.is_bound and form.is_valid() and _answered(request, form, chosen):
        return redirect("portal:body_minutes", chosen.minutes.meeting_id)
    meeting = chosen.minutes.meeting
    context = {"form": form, "check": chosen, "meeting": meeting, "body": meeting.body, "own": own}
    return render(request, "portal/bodies/check.html", context | {"blocks": _in_the_making(meeting)})


def _answered(request: Request, form: CheckForm, chosen: MinutesCheck) -> Any:
    typed = form.cleaned_data
    given: dict[str, Any] = {"by": request.acting, "check": chosen, "given_how": typed.get("given_how", "")}
    if typed["answer"] == "approve":
        return attempt(form, actions.approve, **given)
    return attempt(form, actions.send_back, remark=typed["remark"], **given)


@writes(KEEPING)
def publish(request: Request, pk: int) -> HttpResponse:
    """Publish checked minutes."""
    meeting = kept_meeting(request, pk)
    form = Form(**posted(request))
    if (
        form.is_bound
        and form.is_valid()
        and attempt(form, actions.publish, by=request.acting, meeting=meeting)
    ):
        return redirect("portal:body_minutes", pk)
    lead = _(
        "Everybody can read them from now on. Names leave them by themselves after the last day for appeal "
        "(410/2015, section 140)."
    )
    return _page(request, form, meeting, _("Publish the minutes"), _("Publish"), lead)


@writes(KEEPING)
def correct(request: Request, pk: int) -> HttpResponse:
    """Publish a correction as a new edition."""
    meeting = kept_meeting(request, pk)
    form = CorrectForm(**posted(request))
    if form.is_bound and form.is_valid():
        given = {"correction": form.cleaned_data["correction"]}
        if attempt(form, actions.correct, by=request.acting, meeting=meeting, **given):
            return redirect("portal:body_minutes", pk)
    lead = _(
        "Published minutes are never changed. The correction stands first in a new edition; the former stay readable."
    )
    return _page(request, form, meeting, _("Correct the minutes"), _("Publish the correction"), lead)


def _page(
    request: Request, form: Form, meeting: Meeting, title: str, button: str, lead: str = ""
) -> HttpResponse:
    back = reverse("portal:body_minutes", args=[meeting.pk])
    lead = lead or str(meeting.name)
    return form_page(request, form, title=title, button=button, back=back, body=meeting.body, lead=lead)
