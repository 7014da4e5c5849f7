"""Who may do what in a body. Each rule that says who sees something is the same answer as its `visible_to`."""

from collections.abc import Callable
from typing import Any, Final

from samverka.foundation.kernel.clock import today
from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting
from samverka.registers.law.enums import Bearer
from samverka.work.bodies.enums import ANSWERING, HOSTING
from samverka.work.bodies.models import (
    AgendaItem,
    Appointment,
    Body,
    Founder,
    Initiative,
    Meeting,
    MinutesCheck,
    Task,
)
from samverka.work.bodies.phrases import Verb

__all__ = [
    "VERBS",
    "has_seat",
    "is_within",
    "keeps",
    "may_answer",
    "may_check",
    "may_do",
    "may_found",
    "may_prepare",
    "may_record",
    "may_see",
    "may_see_initiative",
    "may_see_item",
    "may_see_meeting",
    "may_see_task",
    "may_vote_as",
]

Rule = Callable[[Acting | None, Any], bool]


def may_found(acting: Acting | None, _nothing: object = None) -> bool:
    """Who sets up a body: the coordinator of a municipality, or a regional officer of a State authority."""
    if acting is None or today() not in acting.organisation.period:
        return False
    municipal = acting.has(roles.COORDINATOR) and acting.organisation.kind == Bearer.MUNICIPALITY
    regional = acting.has(roles.REGIONAL_OFFICER) and acting.organisation.kind != Bearer.REGIONAL_COUNCIL
    return municipal or regional


def may_prepare(acting: Acting | None, body: Body) -> bool:
    """Who sets its rules, starts and ends it: those who prepare bodies for the organisation that keeps it."""
    return acting is not None and acting.has(*HOSTING) and acting.organisation.pk == body.host_id


def keeps(acting: Acting | None, body: Body) -> bool:
    """Who keeps it: those who prepare it, and its secretary of today."""
    return Body.objects.kept_by(acting).filter(pk=body.pk).exists()


def has_seat(acting: Acting | None, body: Body) -> bool:
    """Who is a member or a substitute today."""
    return Body.objects.seating(acting).filter(pk=body.pk).exists()


def is_within(acting: Acting | None, body: Body) -> bool:
    """Who sees what is not published."""
    return keeps(acting, body) or has_seat(acting, body)


def founds(acting: Acting | None, body: Body) -> bool:
    """Who prepares or records a founding decision of an organisation that founds it."""
    return Body.objects.founded_by(acting).filter(pk=body.pk).exists()


def may_see(acting: Acting | None, body: Body) -> bool:
    return body.is_open_to_all or is_within(acting, body) or founds(acting, body)


def may_see_meeting(acting: Acting | None, meeting: Meeting) -> bool:
    return (meeting.body.is_open_to_all and meeting.called_at is not None) or is_within(acting, meeting.body)


def may_see_item(acting: Acting | None, item: AgendaItem) -> bool:
    meeting = item.meeting
    return (item.is_public and may_see_meeting(None, meeting)) or is_within(acting, meeting.body)


def may_see_initiative(acting: Acting | None, initiative: Initiative) -> bool:
    public = initiative.is_public and initiative.body.is_open_to_all
    return public or may_answer(acting, initiative) or is_within(acting, initiative.body)


def may_see_task(acting: Acting | None, task: Task) -> bool:
    return _acts_for(acting, task.organisation_id) or is_within(acting, task.body)


def may_record(acting: Acting | None, founder: Founder) -> bool:
    """Who records a founding decision: the coordinator or signatory of the very organisation that decided."""
    if acting is None or acting.organisation.pk != founder.organisation_id:
        return False
    return acting.has(*HOSTING, roles.SIGNATORY)


def may_vote_as(acting: Acting | None, appointment: Appointment) -> bool:
    """Who proposes and votes in a seat: the person who sits there."""
    if acting is None or appointment.holder_id != acting.user.pk:
        return False
    return has_seat(acting, appointment.seat.term.body)


def may_check(acting: Acting | None, check: MinutesCheck) -> bool:
    """Who approves minutes or sends them back: the checker, or the one who keeps the body, noting how it was given."""
    body = check.minutes.meeting.body
    return may_vote_as(acting, check.appointment) or keeps(acting, body)


def may_answer(acting: Acting | None, initiative: Initiative) -> bool:
    """Who answers a proposal: those who take part for the organisation that it was sent to."""
    return _acts_for(acting, initiative.addressee_id)


def may_do(acting: Acting | None, task: Task) -> bool:
    """Who says that a task is done: those who take part for its organisation, and those who keep the body."""
    return _acts_for(acting, task.organisation_id) or keeps(acting, task.body)


def _acts_for(acting: Acting | None, organisation: int) -> bool:
    return acting is not None and acting.has(*ANSWERING) and acting.organisation.pk == organisation


# Every act and who may do it, to the body or to one of its things. What is done in a meeting is recorded by those who
# keep the body; members propose, support, vote and dissent for themselves besides, by `may_vote_as`.
VERBS: Final[dict[Verb, Rule]] = {
    Verb.FOUNDED: may_found,
    Verb.CHANGED: may_prepare,
    Verb.DECIDED: may_record,
    Verb.STARTED: may_prepare,
    Verb.ENDED: may_prepare,
    Verb.TERM_BEGUN: may_prepare,
    Verb.TERM_COUNTED: keeps,
    Verb.SEAT_ADDED: keeps,
    Verb.SEAT_REMOVED: keeps,
    Verb.APPOINTED: keeps,
    Verb.APPOINTMENT_ENDED: keeps,
    Verb.POST_GIVEN: keeps,
    Verb.PLANNED: keeps,
    Verb.MEETING_CHANGED: keeps,
    Verb.AGENDA_CHANGED: keeps,
    Verb.CALLED: keeps,
    Verb.CANCELLED: keeps,
    Verb.OPENED: keeps,
    Verb.ATTENDANCE: keeps,
    Verb.DISQUALIFIED: keeps,
    Verb.PROPOSED: keeps,
    Verb.SECONDED: keeps,
    Verb.WITHDRAWN: keeps,
    Verb.VOTE_OPENED: keeps,
    Verb.VOTED: keeps,
    Verb.VOTE_CLOSED: keeps,
    Verb.SETTLED: keeps,
    Verb.DISSENTED: keeps,
    Verb.CLOSED: keeps,
    Verb.CHECKERS: keeps,
    Verb.WRITTEN: keeps,
    Verb.DRAFTED: keeps,
    Verb.APPROVED: may_check,
    Verb.SENT_BACK: may_check,
    Verb.PUBLISHED: keeps,
    Verb.CORRECTED: keeps,
    Verb.INITIATIVE_SENT: keeps,
    Verb.ANSWERED: may_answer,
    Verb.FOLLOWED_UP: keeps,
    Verb.INITIATIVE_WITHDRAWN: keeps,
    Verb.TASK_GIVEN: keeps,
    Verb.TASK_DONE: may_do,
}
