"""Planning, calling, cancelling, opening and closing meetings."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.refusals import Refused, require
from samverka.foundation.notices.actions import call_off, done
from samverka.registers.actors.acting import Acting
from samverka.work.bodies import checks
from samverka.work.bodies.actions.steps import allow, locked_body, locked_meeting, moved, stamped
from samverka.work.bodies.actions.telling import remind_of_meeting, tell_members
from samverka.work.bodies.enums import Outcome
from samverka.work.bodies.models import Body, Decision, Meeting, Minutes, Proposal
from samverka.work.bodies.phrases import Told, Verb
from samverka.work.bodies.queries import next_number, next_section, quorum

__all__ = ["call", "cancel", "change_meeting", "close", "open_meeting", "plan"]


@transaction.atomic
def plan(
    *,
    by: Acting,
    body: Body,
    starts_at: datetime,
    place: str,
    language: str = "sv",
    remote: str = "",
    ends_at: datetime | None = None,
) -> Meeting:
    """Plan a meeting; those within the body see it, the public when it is called."""
    now = locked_body(body)
    allow(Verb.PLANNED, by, now)
    if not now.is_active:
        raise Refused(_("The body has not been started, so it cannot meet."))
    day = timezone.localdate(starts_at)
    require(checks.before_planning(now, day))
    meeting = Meeting.objects.create(
        body=now,
        year=day.year,
        number=next_number(now, day.year),
        starts_at=starts_at,
        ends_at=ends_at,
        place=place.strip(),
        remote=remote.strip(),
        language=language,
    )
    Minutes.objects.create(meeting=meeting)
    record(by, Verb.PLANNED, meeting, day=day.isoformat())
    return meeting


@transaction.atomic
def change_meeting(
    *,
    by: Acting,
    meeting: Meeting,
    version: int | None,
    starts_at: datetime,
    place: str,
    language: str,
    remote: str = "",
    ends_at: datetime | None = None,
) -> Meeting:
    """Change when, where or in which language a meeting is, until it is called. Raises `Conflict`, `Refused`."""
    now = locked_meeting(meeting, version)
    allow(Verb.MEETING_CHANGED, by, now.body)
    if not now.is_planned:
        raise Refused(
            _("The meeting has been called. Cancel it, and plan another, if it is to be another time.")
        )
    require(checks.before_planning(now.body, timezone.localdate(starts_at)))
    if timezone.localdate(starts_at).year != now.year:
        raise Refused(
            _("Meetings are numbered by year. Cancel this one, and plan another in the other year.")
        )
    now.starts_at, now.ends_at, now.place = starts_at, ends_at, place.strip()
    now.remote, now.language = remote.strip(), language
    now.save_changed("starts_at", "ends_at", "place", "remote", "language")
    record(by, Verb.MEETING_CHANGED, now)
    return now


@transaction.atomic
def call(*, by: Acting, meeting: Meeting) -> Meeting:
    """Call a meeting: give its items their sections, tell the members, and let the public see the agenda."""
    now = locked_meeting(meeting)
    allow(Verb.CALLED, by, now.body)
    moved(now, Verb.CALLED)
    require(checks.before_call(now))
    section = next_section(now.body, now.year)
    for number, item in enumerate(now.items.order_by("place", "pk")):
        item.place, item.section = number + 1, section + number
        item.save_changed("place", "section")
    now.save_changed("state", *stamped(now, "called", by))
    record(by, Verb.CALLED, now)
    tell_members(by, Told.CALLED, now)
    remind_of_meeting(now)
    return now


@transaction.atomic
def cancel(*, by: Acting, meeting: Meeting, why: str) -> Meeting:
    """Cancel a meeting that has not been opened; those who were called are told."""
    now = locked_meeting(meeting)
    allow(Verb.CANCELLED, by, now.body)
    moved(now, Verb.CANCELLED)
    now.cancelled_why = why.strip()
    now.save_changed("state", "cancelled_why", *stamped(now, "cancelled", by))
    record(by, Verb.CANCELLED, now)
    call_off(Told.MEETING_NEAR, now)
    if now.called_at:
        tell_members(by, Told.CANCELLED, now)
    return now


@transaction.atomic
def open_meeting(*, by: Acting, meeting: Meeting) -> Meeting:
    """Open a meeting on its day, so that it can be noted who is there."""
    now = locked_meeting(meeting)
    allow(Verb.OPENED, by, now.body)
    moved(now, Verb.OPENED)
    if now.day > today():
        raise Refused(_("The meeting is not today. It can be opened on its day or later."))
    now.save_changed("state", *stamped(now, "opened", by))
    for item in now.items.exclude(proposal=""):
        Proposal.objects.create(item=item, text=item.proposal)
    record(by, Verb.OPENED, now)
    done(Told.CALLED, now)
    call_off(Told.MEETING_NEAR, now)
    return now


@transaction.atomic
def close(*, by: Acting, meeting: Meeting) -> Meeting:
    """Close a meeting: what has not been settled is put off, and those who are there leave."""
    now = locked_meeting(meeting)
    allow(Verb.CLOSED, by, now.body)
    moved(now, Verb.CLOSED)
    _put_off_the_rest(now)
    now.attendances.there().update(left_at=this_moment())
    now.save_changed("state", *stamped(now, "closed", by))
    record(by, Verb.CLOSED, now)
    return now


def _put_off_the_rest(meeting: Meeting) -> None:
    for item in meeting.items.filter(decision=None).select_related("meeting__body"):
        if item.votes.filter(closed_at=None).exists():
            raise Refused(_("A vote is open in § %(section)s. Close it first.") % {"section": item.section})
        counted = quorum(meeting, item)
        Decision.objects.create(
            item=item, outcome=Outcome.TABLED, present=counted.present, needed=counted.needed
        )
