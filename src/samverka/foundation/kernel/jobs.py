"""Jobs that fall due by the clock. Apps declare theirs in `AppConfig.ready()`; `samverka work` runs them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

__all__ = ["DAILY", "Job", "declare_job", "jobs"]

DAILY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Job:
    """A function of the present day that is to be run again and again.

    name: `app.verb`. every: how long after one run the next is due. at: for a daily job, the time of day in Finland
    from which it is due. A job must do no harm when it is run once more than needed: a worker may die in the middle.
    """

    name: str
    function: Callable[[date], object]
    every: timedelta
    at: time | None = None

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        """Whether a run is due, when the last one that succeeded ended at `last`; `None`: there was none."""
        if last is None:
            return True
        return last < self._latest_hour(now) if self.at else now - last >= self.every

    def _latest_hour(self, now: datetime) -> datetime:
        """The latest moment, not after `now`, at which the clock in Finland showed `at`."""
        local = timezone.localtime(now)
        hour = datetime.combine(local.date(), self.at or time(), local.tzinfo)
        return (
            hour if hour <= local else datetime.combine(local.date() - DAILY, self.at or time(), local.tzinfo)
        )


_JOBS: dict[str, Job] = {}


def declare_job(
    name: str, function: Callable[[date], object], every: timedelta, at: time | None = None
) -> None:
    """Make a job known. Raises `ValueError` where another has the name, or where one with an hour is not daily."""
    if at is not None and every != DAILY:
        raise ValueError(f"{name} has an hour of the day, but is not run daily.")
    job = Job(name, function, every, at)
    if _JOBS.setdefault(name, job) != job:
        raise ValueError(f"The job {name} is declared twice.")


def jobs() -> list[Job]:
    """The declared jobs, by name."""
    return [_JOBS[name] for name in sorted(_JOBS)]
