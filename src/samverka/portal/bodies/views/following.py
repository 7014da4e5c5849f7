"""What follows from decisions: proposals to authorities with their answers, and tasks."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import present_language
from samverka.foundation.kernel.refusals import NotAllowed
from samverka.overview.access import NotFound, get_initiative, get_task
from samverka.portal.bodies.forms import AnswerForm, FollowUpForm, InitiativeForm, TaskForm, WhyForm
from samverka.portal.bodies.steps import KEEPING, form_page, kept_body, kept_item
from samverka.portal.doors import ACTING, PUBLIC, reads, writes
from samverka.portal.forms import Form, attempt, posted
from samverka.portal.requests import Request
from samverka.registers.actors.acting import people_of
from samverka.work.bodies import actions
from samverka.work.bodies.enums import ANSWERING, AnswerKind
from samverka.work.bodies.models import Decision, Initiative
from samverka.work.bodies.rules import is_within, keeps, may_answer, may_do

__all__ = ["answer", "follow_up", "give_task", "initiative", "send", "send_for_body", "take_back", "task"]

_USUAL_TIME = timedelta(days=60)


@reads(PUBLIC)
def initiative(request: Request, pk: int) -> HttpResponse:
    """One proposal: to whom, since when, what was answered, what came of it."""
    chosen = get_initiative(request.acting, pk)
    within, keeping = is_within(request.acting, chosen.body), keeps(request.acting, chosen.body)
    context = {
        "initiative": chosen,
        "body": chosen.body,
        "keeping": keeping,
        "nobody_told": keeping and chosen.awaits and not people_of([chosen.addressee], *ANSWERING),
        "answering": may_answer(request.acting, chosen) and chosen.awaits,
        "journal": Entry.objects.about(chosen._meta.label_lower, chosen.pk) if within else (),
        "within": within,
    }
    return render(request, "portal/bodies/initiative.html", context)


@writes(KEEPING)
def send(request: Request, pk: int) -> HttpResponse:
    """Send what a decision proposes to an authority."""
    item = kept_item(request, pk)
    decision = _decided(item)
    initial = {"title": item.title, "text": decision.text, "language": item.meeting.language}
    form = InitiativeForm(**posted(request), initial=_usual(initial | {"is_public": item.is_public}))
    if form.is_bound and form.is_valid() and (made := _sent(request, form, item.meeting.body_id, decision)):
        return redirect("portal:body_initiative", made.pk)
    back, title = reverse("portal:body_matter", args=[pk]), _("Send a proposal to an authority")
    return form_page(
        request, form, title=title, button=_("Send"), back=back, body=item.meeting.body, lead=str(item)
    )


@writes(KEEPING)
def send_for_body(request: Request, pk: int) -> HttpResponse:
    """Send a proposal that does not follow from a decision recorded here."""
    body = kept_body(request, pk)
    form = InitiativeForm(**posted(request), initial=_usual({"language": present_language()}))
    if form.is_bound and form.is_valid() and (made := _sent(request, form, pk, None)):
        return redirect("portal:body_initiative", made.pk)
    back, title = reverse("portal:body_desk", args=[pk]), _("Send a proposal to an authority")
    return form_page(request, form, title=title, button=_("Send"), back=back, body=body)


def _usual(initial: dict[str, object]) -> dict[str, object]:
    return {"due": today() + _USUAL_TIME, "is_public": True} | initial


def _sent(request: Request, form: InitiativeForm, body: int, decision: Decision | None) -> Initiative | None:
    given = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    kept = kept_body(request, body)
    made: Initiative | None = attempt(
        form, actions.send, by=request.acting, body=kept, decision=decision, **given
    )
    return made


def _decided(item: object) -> Decision:
    decision: Decision | None = getattr(item, "decision", None)
    if decision is None or not decision.decides:
        raise NotFound("Nothing has been decided in the matter.")
    return decision


@writes(ACTING)
def answer(request: Request, pk: int) -> HttpResponse:
    """Answer a proposal in the name of one's organisation."""
    chosen = get_initiative(request.acting, pk)
    if not may_answer(request.acting, chosen):
        raise NotAllowed(_("Only those who act for the organisation that it was sent to answer it."))
    form = AnswerForm(**posted(request), initial={"language": present_language()})
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        given = {"kind": AnswerKind(typed["kind"]), "text": typed["text"], "language": typed["language"]}
        if attempt(form, actions.answer, by=request.acting, initiative=chosen, **given):
            return redirect("portal:body_initiative", pk)
    context = {"form": form, "initiative": chosen, "body": chosen.body}
    return render(request, "portal/bodies/answer.html", context)


@writes(KEEPING)
def follow_up(request: Request, pk: int) -> HttpResponse:
    """Record what came of a proposal."""
    chosen = _kept(request, pk)
    form = FollowUpForm(**posted(request))
    if form.is_bound and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("what_came", "is_carried_out")}
        if attempt(form, actions.follow_up, by=request.acting, initiative=chosen, **given):
            return redirect("portal:body_initiative", pk)
    return _page(request, form, chosen, _("What came of it"), _("Record"))


@writes(KEEPING)
def take_back(request: Request, pk: int) -> HttpResponse:
    """Take a proposal back."""
    chosen = _kept(request, pk)
    form = Form(**posted(request))
    if (
        form.is_bound
        and form.is_valid()
        and attempt(form, actions.take_back, by=request.acting, initiative=chosen)
    ):
        return redirect("portal:body_initiative", pk)
    return _page(request, form, chosen, _("Take the proposal back"), _("Take it back"))


def _kept(request: Request, pk: int) -> Initiative:
    chosen = get_initiative(request.acting, pk)
    if not keeps(request.acting, chosen.body):
        raise NotAllowed(_("Only those who keep the body do this."))
    return chosen


def _page(request: Request, form: Form, chosen: Initiative, title: str, button: str) -> HttpResponse:
    back = reverse("portal:body_initiative", args=[chosen.pk])
    return form_page(
        request, form, title=title, button=button, back=back, body=chosen.body, lead=chosen.title
    )


@writes(KEEPING)
def give_task(request: Request, pk: int) -> HttpResponse:
    """Let a decision become a task."""
    item = kept_item(request, pk)
    form = TaskForm(**posted(request), initial={"title": item.title, "due": today() + _USUAL_TIME})
    decision = _decided(item)
    if form.is_bound and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("organisation", "title", "due")}
        made = attempt(form, actions.give_task, by=request.acting, decision=decision, **given)
        if made:
            return redirect("portal:body_task", made.pk)
    back, body = reverse("portal:body_matter", args=[pk]), item.meeting.body
    return form_page(
        request, form, title=_("Give a task"), button=_("Give it"), back=back, body=body, lead=str(item)
    )


@writes(ACTING)
def task(request: Request, pk: int) -> HttpResponse:
    """A task: what is to be done by whom and when, and that it is done."""
    chosen = get_task(request.acting, pk)
    doing = may_do(request.acting, chosen) and not chosen.is_done
    form = WhyForm(**posted(request))
    form.fields["why"].label = _("What was done")
    if form.is_bound and form.is_valid():
        given = {"note": form.cleaned_data["why"]}
        if attempt(form, actions.report_done, by=request.acting, task=chosen, **given):
            return redirect("portal:body_task", pk)
    context = {"form": form, "task": chosen, "body": chosen.body, "doing": doing}
    return render(request, "portal/bodies/task.html", context)
