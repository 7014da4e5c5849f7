"""The present day of the story: what the clock has brought about, and what people have read of it."""

from datetime import timedelta

from samverka.demo.days import StoryDays
from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.jobs import jobs
from samverka.foundation.notices.actions import mark_read
from samverka.foundation.notices.models import Notice

__all__ = ["run_jobs", "wake_up"]

_READ_WITHIN = timedelta(days=10)


def run_jobs() -> None:
    """What the worker does each day: reminders, the daily letters, names that leave minutes, forgetting."""
    for job in jobs():
        job.function(today())


def wake_up(days: StoryDays) -> None:
    """Everybody has read what they were told until ten days ago; the newest is unread."""
    run_jobs()
    for user in User.objects.order_by("pk"):
        mark_read(user, Notice.objects.filter(sent_at__date__lt=days.told_on - _READ_WITHIN))
