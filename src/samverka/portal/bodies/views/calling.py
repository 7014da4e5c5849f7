"""Before a meeting: planning it, its agenda, calling or cancelling it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.foundation.kernel.languages import present_language
from samverka.portal.bodies.forms import AttachForm, ItemForm, MeetingForm, WhyForm
from samverka.portal.bodies.offered import offered
from samverka.portal.bodies.pressing import AGENDA, press
from samverka.portal.bodies.steps import KEEPING, form_page, kept_body, kept_item, kept_meeting
from samverka.portal.doors import writes
from samverka.portal.forms import Form, attempt, posted
from samverka.portal.requests import Request
from samverka.work.bodies import actions, checks
from samverka.work.bodies.enums import Outcome
from samverka.work.bodies.models import AgendaItem, Body, Meeting

__all__ = ["add_item", "agenda", "attach", "call", "cancel", "change_item", "change_meeting", "plan"]


@writes(KEEPING)
def plan(request: Request, pk: int) -> HttpResponse:
    """Plan a meeting."""
    body = kept_body(request, pk)
    form = MeetingForm(**posted(request), initial={"language": _usual_language(body)})
    if form.is_bound and form.is_valid():
        made = attempt(form, actions.plan, by=request.acting, body=body, **form.said)
        if made:
            return redirect("portal:body_agenda", made.pk)
    back = reverse("portal:body_desk", args=[pk])
    return form_page(request, form, title=_("Plan a meeting"), button=_("Plan it"), back=back, body=body)


def _usual_language(body: Body) -> str:
    """That of the latest meeting, else the page's."""
    latest = body.meetings.first()
    return latest.language if latest else present_language()


@writes(KEEPING)
def change_meeting(request: Request, pk: int) -> HttpResponse:
    """Change the time, place or language of a meeting that has not been called."""
    meeting = kept_meeting(request, pk)
    form = MeetingForm(**posted(request), initial=MeetingForm.values_of(meeting))
    if form.is_bound and form.is_valid():
        given = {"meeting": meeting, "version": form.cleaned_data["version"], **form.said}
        saved = lambda: MeetingForm.values_of(meeting)  # noqa: E731
        if attempt(form, actions.change_meeting, saved, by=request.acting, **given):
            return redirect("portal:body_meeting", pk)
    return _page(request, form, meeting, _("Time, place and language"), _("Save"))


@writes(KEEPING)
def agenda(request: Request, pk: int) -> HttpResponse:
    """The agenda editor: items in their order, moved by buttons."""
    meeting = kept_meeting(request, pk)
    problem = press(request, AGENDA, meeting) if request.method == "POST" else None
    if request.method == "POST" and problem is None:
        return redirect("portal:body_agenda", pk)
    items = meeting.items.prefetch_related("attachments__file").order_by("place", "pk")
    context = {
        "meeting": meeting,
        "body": meeting.body,
        "items": items,
        "problem": problem,
        "missing": list(checks.before_call(meeting)) if meeting.is_planned else [],
        "put_off": _put_off(meeting) if meeting.is_planned else [],
        "offered": offered(request.acting, meeting.body) if meeting.is_planned else [],
    }
    return render(request, "portal/bodies/agenda.html", context)


def _put_off(meeting: Meeting) -> list[AgendaItem]:
    """Matters of earlier meetings that were put off or sent back and have not been taken up again."""
    again = (Outcome.TABLED, Outcome.SENT_BACK)
    items = AgendaItem.objects.filter(
        meeting__body=meeting.body, decision__outcome__in=again, taken_up_in=None
    )
    return list(items.select_related("meeting").order_by("meeting__starts_at", "place"))


@writes(KEEPING)
def add_item(request: Request, pk: int) -> HttpResponse:
    """Add a matter to an agenda."""
    meeting = kept_meeting(request, pk)
    form = ItemForm(**posted(request))
    if (
        form.is_bound
        and form.is_valid()
        and attempt(form, actions.add_item, by=request.acting, meeting=meeting, **form.said)
    ):
        return redirect("portal:body_sitting" if meeting.is_open else "portal:body_agenda", pk)
    return _page(request, form, meeting, _("Add a matter"), _("Add"), "portal:body_agenda")


@writes(KEEPING)
def change_item(request: Request, pk: int) -> HttpResponse:
    """Change a matter; where somebody else has changed it meanwhile, both texts are shown."""
    item = kept_item(request, pk)
    form = ItemForm(**posted(request), initial=ItemForm.values_of(item))
    if form.is_bound and form.is_valid():
        given = {"item": item, "version": form.cleaned_data["version"], **form.said}
        if attempt(form, actions.change_item, lambda: ItemForm.values_of(item), by=request.acting, **given):
            return redirect("portal:body_agenda", item.meeting_id)
    return _page(request, form, item.meeting, _("Change the matter"), _("Save"), "portal:body_agenda")


@writes(KEEPING)
def attach(request: Request, pk: int) -> HttpResponse:
    """Attach a file to a matter."""
    item = kept_item(request, pk)
    form = AttachForm(**posted(request))
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        given = {name: typed[name] for name in ("title", "is_public", "holds_personal_data")}
        sent = {"name": typed["file"].name, "content": typed["file"].content}
        if attempt(form, actions.attach, by=request.acting, item=item, **given, **sent):
            return redirect("portal:body_agenda", item.meeting_id)
    title = _("Attach a file to: %(item)s") % {"item": item}
    return _page(request, form, item.meeting, title, _("Attach"), "portal:body_agenda")


@writes(KEEPING)
def call(request: Request, pk: int) -> HttpResponse:
    """Call a meeting: the last look before it is sent."""
    meeting = kept_meeting(request, pk)
    form = Form(**posted(request))
    if form.is_bound and form.is_valid() and attempt(form, actions.call, by=request.acting, meeting=meeting):
        return redirect("portal:body_meeting", pk)
    lead = _(
        "The members with an account are told at once, and everybody can read the public part of the agenda."
    )
    return _page(
        request, form, meeting, _("Call the meeting"), _("Send the call"), "portal:body_agenda", lead
    )


@writes(KEEPING)
def cancel(request: Request, pk: int) -> HttpResponse:
    """Cancel a meeting."""
    meeting = kept_meeting(request, pk)
    form = WhyForm(**posted(request))
    if (
        form.is_bound
        and form.is_valid()
        and attempt(form, actions.cancel, by=request.acting, meeting=meeting, why=form.cleaned_data["why"])
    ):
        return redirect("portal:body_meeting", pk)
    return _page(request, form, meeting, _("Cancel the meeting"), _("Cancel the meeting"))


def _page(
    request: Request,
    form: Form,
    meeting: Meeting,
    title: str,
    button: str,
    back: str = "portal:body_meeting",
    lead: str = "",
) -> HttpResponse:
    place = reverse(back, args=[meeting.pk])
    lead = lead or str(meeting.name)
    return form_page(request, form, title=title, button=button, back=place, body=meeting.body, lead=lead)
