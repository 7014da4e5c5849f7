"""Telling people, and how they want to be told."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.notices.delivery import EVERY_DAILY, letter_of, wanted_how
from samverka.foundation.notices.kinds import kinds
from samverka.foundation.notices.models import CalendarLink, Letter, Notice, Preference, Reminder

__all__ = [
    "call_off",
    "choose",
    "done",
    "make_calendar_link",
    "mark_read",
    "remind",
    "revoke_calendar_link",
    "send",
    "stop_letters",
    "tell",
    "try_again",
]


def tell(
    users: Iterable[User],
    kind: str,
    path: str,
    *,
    subject: Any = None,
    organisation_key: str = "",
    asks: bool = False,
    due: date | None = None,
    **details: Any,
) -> list[Notice]:
    """Tell each of `users` one thing, in the program and by a letter as each of them wants letters of this kind.

    Called inside the transaction of the act that it tells of; the letter is sent after it. `path` is the page without
    its language. With `asks`, it stands under what awaits the person until `done` is called for the same subject.
    """
    subject_kind, subject_key = _named(subject)
    return send(
        Notice(
            user=user,
            kind=kind,
            path=path,
            organisation_key=organisation_key,
            asks=asks,
            due=due,
            subject_kind=subject_kind,
            subject_key=subject_key,
            details=details,
        )
        for user in dict.fromkeys(users)
        if user.is_active
    )


@transaction.atomic
def send(notices: Iterable[Notice]) -> list[Notice]:
    """Send notices of one kind that have been made but not saved, with their letters."""
    told = list(notices)
    if not told:
        return told
    how = wanted_how([notice.user for notice in told], told[0].kind)
    for notice in told:
        notice.waits_for_daily = how[notice.user_id] == Preference.How.DAILY
    Notice.objects.bulk_create(told)
    at_once = [notice for notice in told if how[notice.user_id] == Preference.How.AT_ONCE]
    Letter.objects.bulk_create(letter_of(notice) for notice in at_once)
    return told


def done(kind: str, subject: Any, user: User | None = None, *, organisation_key: str = "") -> int:
    """Note that what notices of a kind asked for has been done: for all, one person, or who acts for an organisation.

    Returns how many notices.
    """
    asked = _about(Notice.objects.awaiting(), kind, subject)
    if user is not None:
        asked = asked.filter(user=user)
    if organisation_key:
        asked = asked.filter(organisation_key=organisation_key)
    return int(asked.update(done_at=this_moment(), waits_for_daily=False))


def remind(
    users: Iterable[User],
    kind: str,
    path: str,
    *,
    subject: Any,
    due: date,
    remind_on: Iterable[date],
    organisation_key: str = "",
    asks: bool = False,
    **details: Any,
) -> None:
    """Put reminders of something that is due into the calendar; those that are there already stay as they are.

    One that was called off before it was sent stands again, with what is said now.

    With `asks`, it stands under what awaits the person from the first reminder on, until `call_off` or `done` is
    called for the same subject; without, it is only told, as of a meeting.
    """
    subject_kind, subject_key = _named(subject)
    days, people = list(remind_on), list(dict.fromkeys(users))
    called_off = _about(Reminder.objects.filter(called_off_at__isnull=False, sent_at=None), kind, subject)
    called_off.filter(user__in=people, remind_on__in=days).delete()
    Reminder.objects.bulk_create(
        [
            Reminder(
                user=user,
                kind=kind,
                path=path,
                organisation_key=organisation_key,
                asks=asks,
                subject_kind=subject_kind,
                subject_key=subject_key,
                remind_on=day,
                due=due,
                details=details,
            )
            for user in people
            for day in days
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def call_off(kind: str, subject: Any) -> int:
    """Call off what people are reminded of: it has been done, or is no longer due. Returns how many reminders.

    What reminders that were sent asked for no longer awaits anybody, and it leaves people's calendars.
    """
    done(kind, subject)
    waiting = _about(Reminder.objects.filter(called_off_at=None), kind, subject)
    return int(waiting.update(called_off_at=this_moment()))


def mark_read(user: User, notices: QuerySet[Notice] | None = None) -> int:
    """Note that a person has read some notices, or all. Returns how many had not been read."""
    chosen = Notice.objects.all() if notices is None else notices
    return chosen.filter(user=user, read_at=None).update(read_at=this_moment(), waits_for_daily=False)


@transaction.atomic
def choose(user: User, wishes: Mapping[str, str]) -> None:
    """Keep how a person wants letters of each kind; those that wait for the daily letter follow the new wish."""
    Preference.objects.bulk_create(
        [Preference(user=user, kind=kind, how=how) for kind, how in wishes.items()],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["how"],
    )
    unwanted = [kind for kind, how in wishes.items() if how == Preference.How.NEVER]
    Notice.objects.filter(user=user, kind__in=unwanted).update(waits_for_daily=False)


def stop_letters(user: User, kind: str) -> None:
    """Send a person no more letters of a kind, or no more daily ones. In the program they are told as before."""
    daily = Preference.How.DAILY
    stopped = [kind]
    if kind == EVERY_DAILY:
        stopped = [one.code for one in kinds() if wanted_how([user], one.code)[user.pk] == daily]
    choose(user, dict.fromkeys(stopped, Preference.How.NEVER))


@transaction.atomic
def make_calendar_link(user: User) -> CalendarLink:
    """Make a secret address for a person's calendar; an address made before is dead from now on."""
    revoke_calendar_link(user)
    return CalendarLink.objects.create(user=user)


def revoke_calendar_link(user: User) -> None:
    """Take a person's calendar address away."""
    CalendarLink.objects.filter(user=user).delete()


def try_again() -> int:
    """Let every letter that failed or was refused be tried now. Returns how many."""
    failed = Letter.objects.in_trouble()
    return failed.update(
        not_before=this_moment(), attempts=0, refused_at=None, put_off_since=None, last_problem=""
    )


def _about(rows: Any, kind: str, subject: Any) -> Any:
    subject_kind, subject_key = _named(subject)
    return rows.filter(kind=kind, subject_kind=subject_kind, subject_key=subject_key)


def _named(subject: Any) -> tuple[str, str]:
    return (subject._meta.label_lower, str(subject.pk)) if subject is not None else ("", "")
