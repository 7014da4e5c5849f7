"""Who is there while a meeting is open: coming, leaving, stepping aside, leading."""

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.refusals import Refused
from samverka.registers.actors.acting import Acting
from samverka.work.bodies.actions.steps import allow, locked_item, locked_meeting, require_open
from samverka.work.bodies.enums import Ground
from samverka.work.bodies.models import AgendaItem, Appointment, Attendance, Disqualification, Meeting
from samverka.work.bodies.phrases import Verb
from samverka.work.bodies.queries import serving, voters

__all__ = ["arrive", "choose_temporary_chair", "leave", "return_to", "step_aside", "welcome"]


@transaction.atomic
def arrive(*, by: Acting, meeting: Meeting, appointment: Appointment, from_afar: bool = False) -> Attendance:
    """Note that a member has come, or a substitute in the member's place while the member is not there."""
    now = locked_meeting(meeting)
    allow(Verb.ATTENDANCE, by, now.body)
    require_open(now)
    if appointment not in serving(now.body, now.day):
        raise Refused(
            _("%(name)s is not appointed to the body on the day of the meeting.") % {"name": appointment.name}
        )
    _give_way(now, appointment)
    there = Attendance.objects.create(
        meeting=now, seat=appointment.seat, appointment=appointment, from_afar=from_afar
    )
    record(by, Verb.ATTENDANCE, now, seat=appointment.seat.number, came=True)
    return there


@transaction.atomic
def leave(*, by: Acting, attendance: Attendance) -> Attendance:
    """Note that somebody has left the meeting."""
    meeting = locked_meeting(attendance.meeting)
    allow(Verb.ATTENDANCE, by, meeting.body)
    require_open(meeting)
    now = meeting.attendances.there().filter(pk=attendance.pk).select_related("seat").first()
    if now is None:
        raise Refused(_("It has already been noted that the person left."))
    _refuse_during_vote(meeting, now.appointment)
    now.left_at = this_moment()
    now.save(update_fields=["left_at"])
    record(by, Verb.ATTENDANCE, meeting, seat=now.seat.number if now.seat else 0, came=False)
    return now


@transaction.atomic
def welcome(
    *, by: Acting, meeting: Meeting, guest: str, guest_as: str, from_afar: bool = False
) -> Attendance:
    """Note that somebody without a seat is there: the secretary, somebody who presents a matter, an expert."""
    now = locked_meeting(meeting)
    allow(Verb.ATTENDANCE, by, now.body)
    require_open(now)
    if not (guest.strip() and guest_as.strip()):
        raise Refused(_("Say who the guest is, and as what the guest is there."))
    there = Attendance.objects.create(
        meeting=now, guest=guest.strip(), guest_as=guest_as.strip(), from_afar=from_afar
    )
    record(by, Verb.ATTENDANCE, now, seat=0, came=True)
    return there


@transaction.atomic
def choose_temporary_chair(*, by: Acting, meeting: Meeting, appointment: Appointment) -> Meeting:
    """Let one of those who are there lead while the chair and vice chair are not there or step aside."""
    now = locked_meeting(meeting)
    allow(Verb.ATTENDANCE, by, now.body)
    require_open(now)
    if appointment not in voters(now):
        raise Refused(_("Choose somebody who is there and has a vote."))
    now.temporary_chair = appointment
    now.save_changed("temporary_chair")
    record(by, Verb.ATTENDANCE, now, leads=appointment.seat.number)
    return now


@transaction.atomic
def step_aside(*, by: Acting, item: AgendaItem, appointment: Appointment, ground: Ground) -> Disqualification:
    """Note that somebody who is there is disqualified in a matter; the personal substitute takes the seat meanwhile."""
    now = _undecided(by, item)
    there = now.meeting.attendances.there().filter(appointment=appointment)
    if not there.exists() and not now.disqualifications.filter(stands_in=appointment).exists():
        raise Refused(
            _("%(name)s is not there, so there is nothing to step aside from.") % {"name": appointment.name}
        )
    if now.votes.exists():
        raise Refused(_("A vote has been taken in the matter. Who steps aside does so before it."))
    now.proposals.filter(proposer=appointment, withdrawn_at=None).update(withdrawn_at=this_moment())
    now.proposals.filter(seconder=appointment).update(seconder=None)
    made = Disqualification.objects.create(
        item=now, appointment=appointment, ground=ground, stands_in=_stand_in(now, appointment)
    )
    record(by, Verb.DISQUALIFIED, now.meeting, section=now.section, aside=True)
    return made


@transaction.atomic
def return_to(*, by: Acting, disqualification: Disqualification) -> None:
    """Take back that somebody steps aside, before anything has been voted on or decided."""
    now = _undecided(by, disqualification.item)
    if now.votes.exists():
        raise Refused(_("A vote has been taken in the matter. It stays as it was."))
    now.proposals.filter(proposer=disqualification.stands_in).exclude(proposer=None).update(
        withdrawn_at=this_moment()
    )
    disqualification.delete()
    record(by, Verb.DISQUALIFIED, now.meeting, section=now.section, aside=False)


def _give_way(meeting: Meeting, appointment: Appointment) -> None:
    """A member who comes takes the seat from the substitute; a substitute only takes a seat that is free."""
    taken = meeting.attendances.there().filter(seat=appointment.seat).select_related("appointment").first()
    if taken is None:
        return
    if appointment.is_substitute or taken.appointment_id == appointment.pk:
        raise Refused(_("The seat is taken: the substitute is there only while the member is not."))
    _refuse_during_vote(meeting, taken.appointment)
    taken.left_at = this_moment()
    taken.save(update_fields=["left_at"])


def _refuse_during_vote(meeting: Meeting, appointment: Appointment | None) -> None:
    votes = meeting.items.filter(votes__closed_at=None, votes__isnull=False)
    if appointment is not None and votes.exists():
        raise Refused(_("A vote is open. Those who vote stay until it is closed."))


def _stand_in(item: AgendaItem, appointment: Appointment) -> Appointment | None:
    """The personal substitute of the day, unless that person steps aside, too."""
    if appointment.is_substitute:
        return None
    aside = set(item.disqualifications.values_list("appointment", flat=True))
    candidates = serving(item.meeting.body, item.meeting.day)
    able = [one for one in candidates if one.is_substitute and one.seat_id == appointment.seat_id]
    return next((one for one in able if one.pk not in aside), None)


def _undecided(by: Acting, item: AgendaItem) -> AgendaItem:
    now = locked_item(item)
    allow(Verb.DISQUALIFIED, by, now.meeting.body)
    require_open(now.meeting)
    if now.is_settled:
        raise Refused(_("The matter has been settled."))
    return now
