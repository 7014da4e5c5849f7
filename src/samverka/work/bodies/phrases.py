"""Acts of bodies: how the journal says them, and what people are told."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.languages import Trilingual, in_figures
from samverka.foundation.notices.kinds import Kind

__all__ = ["KINDS", "PRESENTERS", "Told", "Verb", "hour_in_figures"]


class Verb(TextChoices):
    FOUNDED = "bodies.founded", gettext_lazy("set up a body")
    CHANGED = "bodies.changed", gettext_lazy("change what is said of the body and its rules")
    DECIDED = "bodies.founding_decided", gettext_lazy("record the founding decision of one's organisation")
    STARTED = "bodies.started", gettext_lazy("start the body")
    ENDED = "bodies.ended", gettext_lazy("end the body")
    TERM_BEGUN = "bodies.term_begun", gettext_lazy("begin a term")
    TERM_COUNTED = "bodies.term_counted", gettext_lazy("state how many women and men were appointed")
    SEAT_ADDED = "bodies.seat_added", gettext_lazy("add a seat")
    SEAT_REMOVED = "bodies.seat_removed", gettext_lazy("remove a seat")
    APPOINTED = "bodies.appointed", gettext_lazy("record an appointment")
    APPOINTMENT_ENDED = "bodies.appointment_ended", gettext_lazy("record that an appointment ended")
    POST_GIVEN = "bodies.post_given", gettext_lazy("record who is chair, vice chair or secretary")
    PLANNED = "bodies.meeting_planned", gettext_lazy("plan a meeting")
    MEETING_CHANGED = "bodies.meeting_changed", gettext_lazy("change a meeting")
    AGENDA_CHANGED = "bodies.agenda_changed", gettext_lazy("change the agenda")
    CALLED = "bodies.meeting_called", gettext_lazy("call a meeting")
    CANCELLED = "bodies.meeting_cancelled", gettext_lazy("cancel a meeting")
    OPENED = "bodies.meeting_opened", gettext_lazy("open a meeting")
    ATTENDANCE = "bodies.attendance", gettext_lazy("note who is there")
    DISQUALIFIED = "bodies.disqualified", gettext_lazy("note who steps aside")
    PROPOSED = "bodies.proposed", gettext_lazy("propose")
    SECONDED = "bodies.seconded", gettext_lazy("support a proposal")
    WITHDRAWN = "bodies.proposal_withdrawn", gettext_lazy("take a proposal back")
    VOTE_OPENED = "bodies.vote_opened", gettext_lazy("open a vote")
    VOTED = "bodies.voted", gettext_lazy("vote in a matter")
    VOTE_CLOSED = "bodies.vote_closed", gettext_lazy("close a vote")
    SETTLED = "bodies.settled", gettext_lazy("record what became of a matter")
    DISSENTED = "bodies.dissented", gettext_lazy("dissent")
    CLOSED = "bodies.meeting_closed", gettext_lazy("close a meeting")
    CHECKERS = "bodies.checkers", gettext_lazy("record who checks the minutes")
    WRITTEN = "bodies.minutes_written", gettext_lazy("write the minutes")
    DRAFTED = "bodies.minutes_drafted", gettext_lazy("send the minutes for checking")
    APPROVED = "bodies.minutes_approved", gettext_lazy("approve the minutes")
    SENT_BACK = "bodies.minutes_sent_back", gettext_lazy("send the minutes back")
    CHECKED = "bodies.minutes_checked", gettext_lazy("have the minutes checked")
    PUBLISHED = "bodies.minutes_published", gettext_lazy("publish the minutes")
    CORRECTED = "bodies.minutes_corrected", gettext_lazy("publish a correction of the minutes")
    REDACTED = "bodies.minutes_redacted", gettext_lazy("remove names from published minutes")
    INITIATIVE_SENT = "bodies.initiative_sent", gettext_lazy("send a proposal to an authority")
    ANSWERED = "bodies.initiative_answered", gettext_lazy("answer a proposal")
    FOLLOWED_UP = "bodies.initiative_followed_up", gettext_lazy("record what came of a proposal")
    INITIATIVE_WITHDRAWN = "bodies.initiative_withdrawn", gettext_lazy("take back a proposal to an authority")
    TASK_GIVEN = "bodies.task_given", gettext_lazy("give a task")
    TASK_DONE = "bodies.task_done", gettext_lazy("record that a task is done")


class Told(TextChoices):
    """Kinds of notice."""

    DECISION_ASKED = "bodies.decision_asked"
    CALLED = "bodies.called"
    CANCELLED = "bodies.cancelled"
    MEETING_NEAR = "bodies.meeting_near"
    CHECK_ASKED = "bodies.check_asked"
    CHECK_RETURNED = "bodies.check_returned"
    MINUTES_CHECKED = "bodies.minutes_checked"
    ANSWER_ASKED = "bodies.answer_asked"
    ANSWER_LATE = "bodies.answer_late"
    ANSWERED = "bodies.answered"
    TASK_GIVEN = "bodies.task_given"
    TASK_DONE = "bodies.task_done"
    TERM_ENDS = "bodies.term_ends"


def hour_in_figures(moment: datetime) -> str:
    """The hour of a moment in Finland: 14:05."""
    return timezone.localtime(moment).strftime("%H:%M")


def _of(entry: Entry, *names: str) -> dict[str, Any]:
    """Details as sentences need them: texts in three languages as one, days in figures."""
    return {name: _spoken(entry.detail(name)) for name in names}


def _spoken(value: Any) -> Any:
    if isinstance(value, dict):
        return Trilingual(**value)
    try:
        return in_figures(date.fromisoformat(value))
    except (TypeError, ValueError):
        return value


def _matter(entry: Entry) -> dict[str, Any]:
    return {"section": entry.detail("section") or "–"}


PRESENTERS: Final[dict[str, Callable[[Entry], str]]] = {
    Verb.FOUNDED: lambda e: _("began to set up %(name)s") % {"name": e.subject},
    Verb.CHANGED: lambda _e: _("changed what is said of the body and its rules"),
    Verb.DECIDED: lambda e: (
        _("recorded the decision of %(organ)s on %(day)s to found the body") % _of(e, "organ", "day")
    ),
    Verb.STARTED: lambda e: _("started the body, founded on %(day)s") % _of(e, "day"),
    Verb.ENDED: lambda e: _("ended the body on %(day)s") % _of(e, "day"),
    Verb.TERM_BEGUN: lambda e: _("began the term from %(start)s to %(end)s") % _of(e, "start", "end"),
    Verb.TERM_COUNTED: lambda _e: _("stated how many women and men were appointed"),
    Verb.SEAT_ADDED: lambda e: _("added seat %(seat)s") % _of(e, "seat"),
    Verb.SEAT_REMOVED: lambda e: _("removed seat %(seat)s") % _of(e, "seat"),
    Verb.APPOINTED: lambda e: (
        _("recorded an appointment to seat %(seat)s from %(day)s") % _of(e, "seat", "day")
    ),
    Verb.APPOINTMENT_ENDED: lambda e: (
        _("recorded that an appointment to seat %(seat)s ended on %(day)s") % _of(e, "seat", "day")
    ),
    Verb.POST_GIVEN: lambda e: (
        _("recorded who leads the body or keeps its minutes from %(day)s") % _of(e, "day")
    ),
    Verb.PLANNED: lambda e: _("planned the meeting for %(day)s") % _of(e, "day"),
    Verb.MEETING_CHANGED: lambda _e: _("changed the time, place or language of the meeting"),
    Verb.AGENDA_CHANGED: lambda _e: _("changed the agenda"),
    Verb.CALLED: lambda _e: _("called the meeting"),
    Verb.CANCELLED: lambda _e: _("cancelled the meeting"),
    Verb.OPENED: lambda _e: _("opened the meeting"),
    Verb.ATTENDANCE: lambda _e: _("noted who is there"),
    Verb.DISQUALIFIED: lambda e: _("noted who steps aside in § %(section)s") % _matter(e),
    Verb.PROPOSED: lambda e: _("recorded a counter-proposal in § %(section)s") % _matter(e),
    Verb.SECONDED: lambda e: _("recorded support for a proposal in § %(section)s") % _matter(e),
    Verb.WITHDRAWN: lambda e: _("recorded that a proposal in § %(section)s was taken back") % _matter(e),
    Verb.VOTE_OPENED: lambda e: _("opened a vote in § %(section)s") % _matter(e),
    Verb.VOTED: lambda e: _("recorded a vote in § %(section)s") % _matter(e),
    Verb.VOTE_CLOSED: lambda e: _("closed a vote in § %(section)s") % _matter(e),
    Verb.SETTLED: lambda e: _("recorded what became of § %(section)s") % _matter(e),
    Verb.DISSENTED: lambda e: _("recorded a dissenting opinion in § %(section)s") % _matter(e),
    Verb.CLOSED: lambda _e: _("closed the meeting"),
    Verb.CHECKERS: lambda _e: _("recorded who checks the minutes"),
    Verb.WRITTEN: lambda _e: _("wrote in the minutes"),
    Verb.DRAFTED: lambda _e: _("sent the minutes for checking"),
    Verb.APPROVED: lambda _e: _("approved the minutes"),
    Verb.SENT_BACK: lambda _e: _("sent the minutes back to be put right"),
    Verb.CHECKED: lambda _e: _("the minutes have been checked by all"),
    Verb.PUBLISHED: lambda e: _("published the minutes; names are shown until %(day)s") % _of(e, "day"),
    Verb.CORRECTED: lambda _e: _("published a correction of the minutes"),
    Verb.REDACTED: lambda _e: _(
        "names were removed from the published minutes, since the time for appeal has ended"
    ),
    Verb.INITIATIVE_SENT: lambda e: _("sent a proposal to %(addressee)s") % _of(e, "addressee"),
    Verb.ANSWERED: lambda _e: _("answered the proposal"),
    Verb.FOLLOWED_UP: lambda _e: _("recorded what came of the proposal"),
    Verb.INITIATIVE_WITHDRAWN: lambda _e: _("took the proposal back"),
    Verb.TASK_GIVEN: lambda e: _("gave a task to %(organisation)s") % _of(e, "organisation"),
    Verb.TASK_DONE: lambda _e: _("recorded that the task is done"),
}


def _said(details: dict[str, Any]) -> dict[str, Any]:
    return {name: _spoken(value) for name, value in details.items()}


def _kind(code: Told, label: Any, said: Callable[[], str], *, at_once: bool = True) -> Kind:
    return Kind(code, label, lambda details: said() % _said(details), at_once=at_once)


KINDS: Final = (
    _kind(
        Told.DECISION_ASKED,
        gettext_lazy("A body that your organisation is asked to found"),
        lambda: _("%(organisation)s is asked to found %(body)s. Record the decision of its organ."),
    ),
    _kind(
        Told.CALLED,
        gettext_lazy("Calls to meetings"),
        lambda: _("You are called to a meeting of %(body)s on %(day)s at %(hour)s."),
    ),
    _kind(
        Told.CANCELLED,
        gettext_lazy("Cancelled meetings"),
        lambda: _("The meeting of %(body)s on %(day)s has been cancelled."),
    ),
    _kind(
        Told.MEETING_NEAR,
        gettext_lazy("Reminders of meetings"),
        lambda: _("%(body)s meets on %(day)s at %(hour)s."),
    ),
    _kind(
        Told.CHECK_ASKED,
        gettext_lazy("Minutes to check"),
        lambda: _("You are asked to check the minutes of the meeting of %(body)s on %(day)s."),
    ),
    _kind(
        Told.CHECK_RETURNED,
        gettext_lazy("Minutes sent back"),
        lambda: _("The minutes of the meeting of %(body)s on %(day)s have been sent back to be put right."),
    ),
    _kind(
        Told.MINUTES_CHECKED,
        gettext_lazy("Minutes that have been checked"),
        lambda: _("The minutes of the meeting of %(body)s on %(day)s have been checked. Publish them."),
    ),
    _kind(
        Told.ANSWER_ASKED,
        gettext_lazy("Proposals that await an answer"),
        lambda: _(
            "%(body)s has sent a proposal to %(addressee)s: %(title)s. It awaits an answer by %(day)s."
        ),
    ),
    _kind(
        Told.ANSWER_LATE,
        gettext_lazy("Proposals without an answer in time"),
        lambda: _("The proposal of %(body)s to %(addressee)s has not been answered in time: %(title)s."),
    ),
    _kind(
        Told.ANSWERED,
        gettext_lazy("Answers to proposals"),
        lambda: _("%(addressee)s has answered the proposal of %(body)s: %(title)s."),
    ),
    _kind(
        Told.TASK_GIVEN,
        gettext_lazy("Tasks that follow from decisions"),
        lambda: _("%(body)s has given a task to %(organisation)s, to be done by %(day)s: %(title)s."),
    ),
    _kind(
        Told.TASK_DONE,
        gettext_lazy("Tasks that are done"),
        lambda: _("%(organisation)s has done what %(body)s gave as a task: %(title)s."),
        at_once=False,
    ),
    _kind(
        Told.TERM_ENDS,
        gettext_lazy("Terms that end"),
        lambda: _("The term of %(body)s ends on %(day)s. Prepare the next one."),
        at_once=False,
    ),
)
