"""Minutes: who checks them, what the secretary writes, checking, publishing, correcting, and when names leave them."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.refusals import Refused, require
from samverka.foundation.kernel.versions import locked
from samverka.foundation.notices.actions import done
from samverka.registers.actors.acting import Acting
from samverka.work.bodies import checks, lifecycle
from samverka.work.bodies.actions.steps import allow, locked_meeting, moved, stamped
from samverka.work.bodies.actions.telling import ask_checker, tell_keepers
from samverka.work.bodies.appeal import last_day_for_appeal
from samverka.work.bodies.enums import Appeal, CheckState, MeetingState
from samverka.work.bodies.models import (
    AgendaItem,
    Appointment,
    Meeting,
    Minutes,
    MinutesCheck,
    PublishedMinutes,
)
from samverka.work.bodies.phrases import Told, Verb
from samverka.work.bodies.writing import for_public, minutes_blocks

__all__ = [
    "approve",
    "choose_checkers",
    "correct",
    "publish",
    "redact_due",
    "send_back",
    "send_for_checking",
    "write",
]


@transaction.atomic
def choose_checkers(
    *, by: Acting, meeting: Meeting, appointments: Iterable[Appointment]
) -> list[MinutesCheck]:
    """Record who is to check the minutes: those chosen by the meeting of those who were there."""
    now = locked_meeting(meeting)
    allow(Verb.CHECKERS, by, now.body)
    if now.state not in (MeetingState.OPEN, MeetingState.CLOSED):
        raise Refused(
            _("Checkers are chosen while the meeting goes on, or before its minutes are sent to them.")
        )
    chosen = list(dict.fromkeys(appointments))
    there = set(now.attendances.seated().values_list("appointment", flat=True))
    for one in chosen:
        if one.pk not in there:
            raise Refused(
                _("%(name)s was not at the meeting and cannot check its minutes.") % {"name": one.name}
            )
    now.minutes.checks.exclude(appointment__in=chosen).delete()
    made = [MinutesCheck.objects.get_or_create(minutes=now.minutes, appointment=one)[0] for one in chosen]
    record(by, Verb.CHECKERS, now)
    return made


@transaction.atomic
def write(
    *,
    by: Acting,
    meeting: Meeting,
    version: int | None,
    introduction: str,
    ending: str,
    handling: Mapping[AgendaItem, str],
) -> Minutes:
    """Write in the minutes, around what happened. Raises `Conflict` where somebody else has written meanwhile."""
    now = locked_meeting(meeting)
    allow(Verb.WRITTEN, by, now.body)
    if now.state not in (MeetingState.OPEN, MeetingState.CLOSED):
        raise Refused(
            _("The minutes have been sent for checking. They can be changed when a checker sends them back.")
        )
    minutes = locked(Minutes.objects.all(), now.minutes.pk, version)
    minutes.introduction, minutes.ending = introduction, ending
    minutes.save_changed("introduction", "ending")
    for item, text in handling.items():
        now.items.filter(pk=item.pk).update(handling=text)
    record(by, Verb.WRITTEN, now)
    return minutes


@transaction.atomic
def send_for_checking(*, by: Acting, meeting: Meeting) -> Minutes:
    """Put the minutes into words as they stand, and ask the checkers."""
    now = locked_meeting(meeting)
    allow(Verb.DRAFTED, by, now.body)
    moved(now, Verb.DRAFTED)
    require(checks.before_drafting(now))
    minutes = locked(Minutes.objects.all(), now.minutes.pk)
    minutes.meeting = now
    minutes.content = minutes_blocks(minutes)
    minutes.save_changed("content")
    now.save_changed("state", *stamped(now, "drafted", by))
    record(by, Verb.DRAFTED, now)
    done(Told.CHECK_RETURNED, now)
    for check in minutes.checks.select_related("appointment__holder"):
        _ask_anew(check, minutes)
    return minutes


@transaction.atomic
def approve(*, by: Acting, check: MinutesCheck, given_how: str = "") -> MinutesCheck:
    """Approve minutes as a checker, or record how the checker did. With the last one they are checked."""
    now = _answering(by, check, Verb.APPROVED, given_how)
    now.save(update_fields=["state", "given_how", *stamped(now, "answered", by)])
    meeting = now.minutes.meeting
    record(by, Verb.APPROVED, meeting, how=given_how)
    if not now.minutes.checks.exclude(state=CheckState.APPROVED).exists():
        moved(meeting, Verb.CHECKED)
        meeting.checked_at = this_moment()
        meeting.save_changed("state", "checked_at")
        record(None, Verb.CHECKED, meeting)
        tell_keepers(Told.MINUTES_CHECKED, meeting, asks=True)
    return now


@transaction.atomic
def send_back(*, by: Acting, check: MinutesCheck, remark: str, given_how: str = "") -> MinutesCheck:
    """Send minutes back to the secretary, saying what is to be put right."""
    if not remark.strip():
        raise Refused(_("Say what is to be put right in the minutes."))
    now = _answering(by, check, Verb.SENT_BACK, given_how)
    now.remark = remark.strip()
    now.save(update_fields=["state", "remark", "given_how", *stamped(now, "answered", by)])
    meeting = moved(now.minutes.meeting, Verb.SENT_BACK)
    meeting.drafted_at, meeting.drafted_by = None, None
    meeting.save_changed("state", "drafted_at", "drafted_by")
    record(by, Verb.SENT_BACK, meeting)
    for other in now.minutes.checks.all():
        done(Told.CHECK_ASKED, other)
    tell_keepers(Told.CHECK_RETURNED, meeting, asks=True)
    return now


@transaction.atomic
def publish(*, by: Acting, meeting: Meeting) -> PublishedMinutes:
    """Publish checked minutes. From this day the time for appeal is counted, at whose end names leave them."""
    now = locked_meeting(meeting)
    allow(Verb.PUBLISHED, by, now.body)
    moved(now, Verb.PUBLISHED)
    require(checks.before_publishing(now))
    minutes = locked(Minutes.objects.all(), now.minutes.pk)
    edition = PublishedMinutes.objects.create(
        minutes=minutes, number=1, content=for_public(minutes.content), published_by=by.user
    )
    published_on = timezone.localdate(edition.published_at)
    minutes.names_until = last_day_for_appeal(published_on, Appeal(now.body.appeal).days)
    minutes.save_changed("names_until")
    now.save_changed("state", *stamped(now, "published", by))
    record(by, Verb.PUBLISHED, now, day=minutes.names_until.isoformat())
    done(Told.MINUTES_CHECKED, now)
    return edition


@transaction.atomic
def correct(*, by: Acting, meeting: Meeting, correction: str) -> PublishedMinutes:
    """Publish a correction as a new edition that begins with what it corrects; former editions stay."""
    now = locked_meeting(meeting)
    allow(Verb.CORRECTED, by, now.body)
    moved(now, Verb.CORRECTED)
    if not correction.strip():
        raise Refused(_("Say what is corrected."))
    former = now.minutes.editions.latest("number")
    with override(now.language):
        heading = {
            "kind": "heading",
            "level": 1,
            "text": _("Correction %(number)s") % {"number": former.number},
        }
    content = [heading, {"kind": "paragraph", "text": correction.strip()}, *former.content]
    edition = PublishedMinutes.objects.create(
        minutes=now.minutes,
        number=former.number + 1,
        content=content,
        corrects=correction.strip(),
        published_by=by.user,
    )
    record(by, Verb.CORRECTED, now, edition=edition.number)
    return edition


def redact_due(today: date) -> int:
    """Remove names from the published minutes whose last day for appeal is over. Returns how many.

    The public reads no name after that day even if this has not been run: see `Minutes.shows_names_on`.
    """
    return sum(_redact(minutes.pk, today) for minutes in Minutes.objects.to_redact(today))


@transaction.atomic
def _redact(pk: int, today: date) -> bool:
    minutes = Minutes.objects.to_redact(today).select_for_update(of=("self",)).filter(pk=pk).first()
    if minutes is None:
        return False
    minutes.redacted_at = this_moment()
    minutes.save_changed("redacted_at")
    record(None, Verb.REDACTED, minutes.meeting)
    return True


def _answering(by: Acting, check: MinutesCheck, verb: Verb, given_how: str) -> MinutesCheck:
    """The check of a meeting, both locked, in its new state, not yet saved."""
    meeting = locked_meeting(check.minutes.meeting)
    now = locked(MinutesCheck.objects.select_related("minutes", "appointment__seat__term__body"), check.pk)
    now.minutes.meeting = meeting
    allow(verb, by, now)
    if not meeting.is_drafted:
        raise Refused(_("The minutes are not being checked now."))
    if now.appointment.holder_id != by.user.pk and not given_how.strip():
        raise Refused(_("Say how the checker let you know: on paper, at the meeting, by letter."))
    now.state, now.given_how = lifecycle.CHECK.after(now.state, verb), given_how.strip()
    done(Told.CHECK_ASKED, now)
    return now


def _ask_anew(check: MinutesCheck, minutes: Minutes) -> None:
    check.minutes = minutes
    check.state = lifecycle.CHECK.after(check.state, Verb.DRAFTED)
    check.answered_at, check.answered_by, check.remark, check.given_how = None, None, "", ""
    check.save(update_fields=["state", "answered_at", "answered_by", "remark", "given_how"])
    ask_checker(check)
