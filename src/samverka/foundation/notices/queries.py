"""What a person is told, what awaits them and what is coming."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, Min, Q, QuerySet

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.notices.kinds import kinds
from samverka.foundation.notices.models import Letter, Notice, Preference, Reminder, Run

__all__ = ["Due", "Outbox", "awaiting", "coming", "due_things", "how_many_await", "outbox", "told", "wishes"]

# What a calendar still shows of what has passed.
_LOOKING_BACK: Final = timedelta(days=31)
_TRIED_WITHIN: Final = timedelta(minutes=15)


def awaiting(user: User) -> list[Notice]:
    """What awaits a person in all mandates: late first, then by the day on which it is due."""
    return list(Notice.objects.filter(user=user).awaiting().by_urgency())


def how_many_await(user: User) -> int:
    """How many things await a person."""
    return Notice.objects.filter(user=user).awaiting().count()


def coming(user: User, on: date, awaited: Iterable[Notice] = ()) -> list[Reminder]:
    """What a person will be reminded of, each thing once, except what awaits them already."""
    seen = {notice.thing for notice in awaited}
    found = []
    for reminder in Reminder.objects.filter(user=user).coming(on):
        if reminder.thing not in seen:
            seen.add(reminder.thing)
            found.append(reminder)
    return found


def told(user: User) -> QuerySet[Notice]:
    """What a person has been told, except what still awaits them; the latest first."""
    return Notice.objects.filter(user=user).exclude(asks=True, done_at=None)


def wishes(user: User) -> dict[str, str]:
    """How a person wants letters of each kind that there is."""
    default = {
        kind.code: Preference.How.AT_ONCE if kind.at_once else Preference.How.DAILY for kind in kinds()
    }
    chosen = dict(Preference.objects.filter(user=user).values_list("kind", "how"))
    return {kind: chosen.get(kind, str(how)) for kind, how in default.items()}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due for a person on a day. `key` stays the same for as long as it is about the same."""

    key: str
    day: date
    sentence: str
    address: str
    organisation_key: str
    said_at: datetime


def due_things(user: User, on: date) -> list[Due]:
    """What a person's own calendar shows: what awaits on a day, and what they will be or were reminded of lately."""
    asked = Notice.objects.filter(user=user, due__isnull=False).awaiting()
    reminded = Reminder.objects.filter(user=user).coming(on - _LOOKING_BACK)
    found = [*map(_from_reminder, reminded), *map(_from_notice, asked)]
    return sorted({one.key: one for one in found}.values(), key=lambda one: (one.day, one.key))


def _from_reminder(row: Reminder) -> Due:
    return Due("-".join(row.thing), row.due, row.sentence, row.address, row.organisation_key, row.made_at)


def _from_notice(row: Notice) -> Due:
    key = "-".join(row.thing) if row.subject_key else f"{row.kind}-{row.pk}"
    return Due(key, row.due, row.sentence, row.address, row.organisation_key, row.sent_at)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Outbox:
    """The state of the outbox and of the worker, without anything that letters say."""

    waiting: int
    oldest: datetime | None
    in_trouble: QuerySet[Letter]
    runs: list[Run]

    @property
    def is_left_alone(self) -> bool:
        """Whether a letter has waited for so long without being tried that no worker seems to be running."""
        return self.oldest is not None and this_moment() - self.oldest > _TRIED_WITHIN


def outbox() -> Outbox:
    """How delivery goes."""
    waiting = Letter.objects.waiting()
    counted = waiting.aggregate(waiting=Count("pk"), oldest=Min("not_before", filter=Q(attempts=0)))
    in_trouble = Letter.objects.in_trouble().defer("subject", "text", "html").order_by("-written_at", "-pk")
    return Outbox(counted["waiting"], counted["oldest"], in_trouble, list(Run.objects.all()))
