"""Every day: reminders, the daily letter, and forgetting."""

from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.notices.actions import send
from samverka.foundation.notices.delivery import daily_letter
from samverka.foundation.notices.models import Letter, Notice, Reminder

__all__ = ["forget", "gather", "send_reminders"]

# As the models declare in their `privacy`.
_LETTERS_KEPT: Final = timedelta(days=30)
_NOTICES_KEPT: Final = timedelta(days=365)


def send_reminders(today: date) -> int:
    """Tell people of what they are to be reminded of by today, each reminder once. Returns how many notices."""
    waiting = Reminder.objects.to_send(today)
    return sum(_remind(user, today) for user in _people(waiting.values("user")))


@transaction.atomic
def _remind(user: User, today: date) -> int:
    waiting = Reminder.objects.to_send(today).filter(user=user)
    due = list(waiting.select_for_update(skip_locked=True).order_by("remind_on", "pk"))
    Reminder.objects.filter(pk__in=[one.pk for one in due]).update(sent_at=this_moment())
    # Several reminders of one thing may have come due at once: the latest says all.
    latest = {one.thing: one for one in due}
    for reminder in latest.values() if user.is_active else ():
        _tell(reminder, user)
    return len(latest) if user.is_active else 0


def _tell(reminder: Reminder, user: User) -> None:
    """Send a reminder as a notice; it takes the place of an earlier one that still awaits the person."""
    kind, subject_kind, subject_key = reminder.thing
    about = {"kind": kind, "subject_kind": subject_kind, "subject_key": subject_key}
    if reminder.asks:
        Notice.objects.awaiting().filter(user=user, **about).update(asks=False, waits_for_daily=False)
    notice = Notice(
        user=user,
        path=reminder.path,
        organisation_key=reminder.organisation_key,
        asks=reminder.asks,
        due=reminder.due,
        details=reminder.details,
        **about,
    )
    send([notice])


def gather(today: date) -> int:
    """Write the daily letters. What was read or done meanwhile is left out. Returns how many letters."""
    waiting = Notice.objects.filter(waits_for_daily=True)
    return sum(_gather(user, today) for user in _people(waiting.values("user")))


@transaction.atomic
def _gather(user: User, today: date) -> int:
    waiting = Notice.objects.filter(user=user, waits_for_daily=True)
    gathered = list(waiting.select_for_update(skip_locked=True).by_urgency())
    Notice.objects.filter(pk__in=[notice.pk for notice in gathered]).update(waits_for_daily=False)
    if not gathered or not user.is_active:
        return 0
    daily_letter(user, gathered, today).save()
    return 1


def forget(today: date) -> int:
    """Delete what is no longer to be kept. Returns how many rows."""
    old = (
        Letter.objects.ended_before(today - _LETTERS_KEPT),
        Notice.objects.filter(sent_at__date__lt=today - _NOTICES_KEPT),
        Reminder.objects.filter(due__lt=today - _NOTICES_KEPT),
    )
    return sum(rows.delete()[0] for rows in old)


def _people(keys: Any) -> list[User]:
    return list(User.objects.filter(pk__in=keys).order_by("pk"))
