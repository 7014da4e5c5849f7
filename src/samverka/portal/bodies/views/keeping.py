"""Keeping a body: setting it up, its founders' decisions, its rules, start and end; the secretary's desk."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.refusals import NotAllowed
from samverka.overview.access import get_founder
from samverka.portal.bodies.forms import BodyForm, DayForm, FoundForm, FoundingForm
from samverka.portal.bodies.steps import KEEPING, PREPARING, form_page, kept_body, prepared_body
from samverka.portal.doors import ACTING, reads, writes
from samverka.portal.forms import attempt, posted
from samverka.portal.requests import Request
from samverka.registers.law.enums import Bearer
from samverka.work.bodies import actions, checks
from samverka.work.bodies.enums import BodyKind, MeetingState
from samverka.work.bodies.models import Initiative, Meeting, Task
from samverka.work.bodies.queries import serving
from samverka.work.bodies.rules import may_found, may_prepare

__all__ = ["change", "desk", "end", "found", "founding_decision", "start"]


@writes(PREPARING)
def found(request: Request) -> HttpResponse:
    """Begin to set up a body."""
    if not may_found(request.acting):
        raise NotAllowed(_("A body is set up by a municipality or by a State authority in the region."))
    municipal = request.acting.organisation.kind == Bearer.MUNICIPALITY
    kinds = [BodyKind.DELEGATION] if municipal else [BodyKind.REGIONAL_GROUP, BodyKind.REGIONAL_ETNO]
    form = FoundForm(**posted(request), kinds=kinds)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        given: dict[str, Any] = form.texts | {
            "kind": BodyKind(typed["kind"]),
            "with_others": typed["with_others"],
        }
        made = attempt(form, actions.found, by=request.acting, **given)
        if made:
            return redirect("portal:body", made.pk)
    title, lead = (
        _("Set up a body"),
        _("Next you record its founding decision, its term and seats, and then start it."),
    )
    back = reverse("portal:bodies")
    return form_page(request, form, title=title, button=_("Begin"), back=back, body=None, lead=lead)


@writes(PREPARING)
def change(request: Request, pk: int) -> HttpResponse:
    """Change what is said of a body and its rules; where somebody else has changed it meanwhile, both are shown."""
    body = prepared_body(request, pk)
    form = BodyForm(**posted(request), initial=BodyForm.values_of(body))
    if form.is_bound and form.is_valid():
        given = {"body": body, "version": form.cleaned_data["version"], **form.said}
        if attempt(form, actions.change, lambda: BodyForm.values_of(body), by=request.acting, **given):
            return redirect("portal:body", pk)
    title, back = _("What is said of the body, and its rules"), reverse("portal:body", args=[pk])
    return form_page(request, form, title=title, button=_("Save"), back=back, body=body)


@writes(ACTING)
def founding_decision(request: Request, pk: int) -> HttpResponse:
    """Record the decision of one's own organisation to found a body."""
    founder = get_founder(request.acting, pk)
    saved = {name: getattr(founder, name) for name in ("organ", "decided_on", "section", "link")}
    form = FoundingForm(**posted(request), initial=saved)
    if form.is_bound and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        if attempt(form, actions.record_founding, by=request.acting, founder=founder, **given):
            return redirect("portal:body", founder.body_id)
    lead = _("%(organisation)s founds %(body)s. Its own organ decides; you record what it decided.") % {
        "organisation": founder.organisation.name,
        "body": founder.body.name,
    }
    title, back = _("Founding decision"), reverse("portal:body", args=[founder.body_id])
    return form_page(request, form, title=title, button=_("Record"), back=back, body=founder.body, lead=lead)


@writes(PREPARING)
def start(request: Request, pk: int) -> HttpResponse:
    """Start a body, on a day."""
    return _on_a_day(
        request, pk, actions.start, "founded_on", (_("Start the body"), _("Founded on"), _("Let it start"))
    )


@writes(PREPARING)
def end(request: Request, pk: int) -> HttpResponse:
    """End a body, on a day."""
    words = (_("End the body"), _("First day on which it no longer exists"), _("End it"))
    return _on_a_day(request, pk, actions.end, "ended_on", words)


def _on_a_day(
    request: Request, pk: int, act: Callable[..., Any], field: str, words: tuple[str, str, str]
) -> HttpResponse:
    body, (title, label, button) = prepared_body(request, pk), words
    form = DayForm(**posted(request), label=label)
    if form.is_bound and form.is_valid():
        given = {"body": body, field: form.cleaned_data["day"]}
        if attempt(form, act, by=request.acting, **given):
            return redirect("portal:body", pk)
    return form_page(
        request, form, title=title, button=button, back=reverse("portal:body", args=[pk]), body=body
    )


@reads(KEEPING)
def desk(request: Request, pk: int) -> HttpResponse:
    """The secretary's desk: what is to be done next, in the order in which it is due."""
    body = kept_body(request, pk)
    term = body.term_on(today())
    meetings = list(Meeting.objects.filter(body=body).order_by("starts_at", "pk"))
    context = {
        "body": body,
        "term": term,
        "preparing": may_prepare(request.acting, body),
        "under_way": [
            one for one in meetings if one.state not in (MeetingState.PUBLISHED, MeetingState.CANCELLED)
        ],
        "initiatives": Initiative.objects.filter(body=body)
        .exclude(state__in=("followed_up", "withdrawn"))
        .select_related("addressee"),
        "tasks": Task.objects.filter(decision__item__meeting__body=body)
        .to_do()
        .select_related("organisation"),
        "lacks": list(checks.composition(body, term, serving(body, today()))) if term else [],
        "now": this_moment(),
    }
    return render(request, "portal/bodies/desk.html", context)
