"""What follows from decisions: proposals to authorities and their answers, and tasks."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import plain
from samverka.foundation.kernel.refusals import Refused
from samverka.foundation.kernel.versions import locked
from samverka.foundation.notices.actions import call_off
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.work.bodies import lifecycle
from samverka.work.bodies.actions.steps import allow, locked_body, stamped
from samverka.work.bodies.actions.telling import ask_for_answer, tell_answered, tell_task, tell_task_done
from samverka.work.bodies.enums import AnswerKind
from samverka.work.bodies.models import Body, Decision, Initiative, Task
from samverka.work.bodies.phrases import Told, Verb

__all__ = ["answer", "follow_up", "give_task", "report_done", "send", "take_back"]


@transaction.atomic
def send(
    *,
    by: Acting,
    body: Body,
    addressee: Actor,
    title: str,
    text: str,
    due: date,
    decision: Decision | None = None,
    language: str = "sv",
    is_public: bool = True,
) -> Initiative:
    """Send a proposal to an authority or another organisation, which is asked to answer by a day."""
    now = locked_body(body)
    allow(Verb.INITIATIVE_SENT, by, now)
    _require_due(due)
    _require_decided(now, decision)
    if not (title.strip() and text.strip()):
        raise Refused(_("Write what is proposed, with a title."))
    initiative = Initiative.objects.create(
        body=now,
        decision=decision,
        addressee=addressee,
        title=title.strip(),
        text=text.strip(),
        due=due,
        language=language,
        is_public=is_public and (decision is None or decision.item.is_public),
        sent_by=by.user,
    )
    record(by, Verb.INITIATIVE_SENT, initiative, addressee=plain(addressee.name))
    ask_for_answer(initiative)
    return initiative


@transaction.atomic
def answer(
    *, by: Acting, initiative: Initiative, kind: AnswerKind, text: str, language: str = "sv"
) -> Initiative:
    """Answer a proposal in the name of the organisation that it was sent to."""
    now = _locked(initiative)
    allow(Verb.ANSWERED, by, now)
    now.state = lifecycle.INITIATIVE.after(now.state, Verb.ANSWERED)
    if not text.strip():
        raise Refused(_("Write the answer."))
    now.answer_kind, now.answer, now.answer_language = kind, text.strip(), language
    now.save_changed("state", "answer_kind", "answer", "answer_language", *stamped(now, "answered", by))
    record(by, Verb.ANSWERED, now, kind=str(kind))
    _nothing_awaits(now)
    tell_answered(now)
    return now


@transaction.atomic
def follow_up(*, by: Acting, initiative: Initiative, what_came: str, is_carried_out: bool) -> Initiative:
    """Record what came of a proposal that has been answered."""
    now = _locked(initiative)
    allow(Verb.FOLLOWED_UP, by, now.body)
    now.state = lifecycle.INITIATIVE.after(now.state, Verb.FOLLOWED_UP)
    now.what_came, now.is_carried_out = what_came.strip(), is_carried_out
    now.save_changed("state", "what_came", "is_carried_out", *stamped(now, "followed_up", by))
    record(by, Verb.FOLLOWED_UP, now, carried_out=is_carried_out)
    return now


@transaction.atomic
def take_back(*, by: Acting, initiative: Initiative) -> Initiative:
    """Take a proposal back before it is answered."""
    now = _locked(initiative)
    allow(Verb.INITIATIVE_WITHDRAWN, by, now.body)
    now.state = lifecycle.INITIATIVE.after(now.state, Verb.INITIATIVE_WITHDRAWN)
    now.save_changed("state", *stamped(now, "withdrawn", by))
    record(by, Verb.INITIATIVE_WITHDRAWN, now)
    _nothing_awaits(now)
    return now


@transaction.atomic
def give_task(*, by: Acting, decision: Decision, organisation: Actor, title: str, due: date) -> Task:
    """Let a decision become a task of an organisation, to be done by a day."""
    body = locked_body(decision.item.meeting.body)
    allow(Verb.TASK_GIVEN, by, body)
    _require_due(due)
    _require_decided(body, decision)
    if not title.strip():
        raise Refused(_("Write what is to be done."))
    task = Task.objects.create(
        decision=decision, organisation=organisation, title=title.strip(), due=due, given_by=by.user
    )
    record(by, Verb.TASK_GIVEN, task, organisation=plain(organisation.name))
    tell_task(by, task)
    return task


@transaction.atomic
def report_done(*, by: Acting, task: Task, note: str = "") -> Task:
    """Record that a task is done, with a word on what was done."""
    now = locked(Task.objects.select_related("decision__item__meeting__body", "organisation"), task.pk)
    allow(Verb.TASK_DONE, by, now)
    now.state, now.note = lifecycle.TASK.after(now.state, Verb.TASK_DONE), note.strip()
    now.save_changed("state", "note", *stamped(now, "done", by))
    record(by, Verb.TASK_DONE, now)
    call_off(Told.TASK_GIVEN, now)
    tell_task_done(by, now)
    return now


def _locked(initiative: Initiative) -> Initiative:
    return locked(Initiative.objects.select_related("body", "addressee"), initiative.pk)


def _nothing_awaits(initiative: Initiative) -> None:
    call_off(Told.ANSWER_ASKED, initiative)
    call_off(Told.ANSWER_LATE, initiative)


def _require_due(due: date) -> None:
    if due <= today():
        raise Refused(_("Choose a day that is still to come."))


def _require_decided(body: Body, decision: Decision | None) -> None:
    if decision is None:
        return
    if decision.item.meeting.body_id != body.pk or not decision.decides:
        raise Refused(_("It must follow from something that this body has decided."))
