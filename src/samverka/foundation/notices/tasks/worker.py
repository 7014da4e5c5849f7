"""The worker: delivers the outbox and runs the jobs that are due, until it is told to stop."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import Error, close_old_connections
from django.db.models import Q
from django.utils import timezone

from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.jobs import Job, jobs
from samverka.foundation.notices.delivery import deliver
from samverka.foundation.notices.models import Run

__all__ = ["run_due", "work"]

_LOG = logging.getLogger(__name__)

# A worker that died with a job in hand leaves it to others after this; a job that failed is tried again after that.
_IN_HAND: Final = timedelta(hours=1)
_AFTER_FAILURE: Final = timedelta(minutes=5)

# Seconds between two turns; more where the mail server or the database could not be reached.
_PAUSE: Final = 5.0
_LONG_PAUSE: Final = 60.0


def work(stop: Callable[[], bool], pause: Callable[[float], object]) -> None:
    """Work until `stop` says so. `pause` waits for some seconds, or until there is reason to stop."""
    while not stop():
        pause(_PAUSE if _turn(stop) else _LONG_PAUSE)


def _turn(stop: Callable[[], bool]) -> bool:
    """Do what is due now. Returns whether all that it needs could be reached."""
    close_old_connections()
    try:
        run_due(this_moment(), stop)
        return deliver(stop=stop)
    except Error as problem:
        _LOG.warning("The database could not be reached, or is not ready: %s", problem)
        return False
    finally:
        close_old_connections()


def run_due(now: datetime, stop: Callable[[], bool] = lambda: False) -> list[str]:
    """Run the jobs that are due and that no other worker has in hand. Returns the names of those that went well."""
    known = Run.objects.in_bulk(field_name="name")
    due = [
        job for job in jobs() if job.is_due(known[job.name].finished_at if job.name in known else None, now)
    ]
    return [job.name for job in due if not stop() and _take(job, now) and _run(job, now)]


def _take(job: Job, now: datetime) -> bool:
    """Take a job in hand, unless another worker has it or has done it meanwhile."""
    run, _made = Run.objects.get_or_create(name=job.name)
    free = Q(busy_until=None) | Q(busy_until__lte=now)
    taken = Run.objects.filter(free, pk=run.pk, finished_at=run.finished_at)
    return job.is_due(run.finished_at, now) and taken.update(busy_until=now + _IN_HAND) == 1


def _run(job: Job, now: datetime) -> bool:
    run = Run.objects.filter(name=job.name)
    try:
        job.function(timezone.localdate(now))
    except Exception as problem:  # noqa: BLE001  A job that fails must not keep the others from being done.
        _LOG.warning("The job %s failed and will be tried again.", job.name, exc_info=True)
        run.update(busy_until=now + _AFTER_FAILURE, problem=f"{type(problem).__name__}: {problem}"[:300])
        return False
    run.update(finished_at=now, busy_until=None, problem="")
    return True
