"""Jobs that fall due by the clock: each run when it is due, by one worker, and again if it failed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from samverka.foundation.kernel import jobs
from samverka.foundation.kernel.jobs import DAILY, Job, declare_job
from samverka.foundation.notices.models import Run
from samverka.foundation.notices.tasks import run_due, work

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")
NOON = datetime(2026, 3, 2, 12, tzinfo=HELSINKI)
HOURLY = timedelta(hours=1)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, date]]:
    """Two jobs, and what they were run for."""
    ran: list[tuple[str, date]] = []
    monkeypatch.setattr(jobs, "_JOBS", {})
    declare_job("a.hourly", lambda today: ran.append(("hourly", today)), HOURLY)
    declare_job("b.daily", lambda today: ran.append(("daily", today)), DAILY, at=time(7))
    return ran


def test_the_program_declares_what_it_does_every_day() -> None:
    assert {"notices.forget", "notices.gather", "notices.send_reminders"} <= {job.name for job in jobs.jobs()}


def test_a_job_is_run_when_it_is_due(done: list[Any]) -> None:
    ran = [run_due(NOON + timedelta(minutes=minutes)) for minutes in (0, 1, 59, 60, 61, 19 * 60 - 1, 19 * 60)]

    assert ran == [["a.hourly", "b.daily"], [], [], ["a.hourly"], [], ["a.hourly"], ["b.daily"]]
    assert done[-1] == ("daily", date(2026, 3, 3))


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, "2026-03-02 06:59", True),
        ("2026-03-01 07:00", "2026-03-02 06:59", False),
        ("2026-03-01 07:00", "2026-03-02 07:00", True),
        ("2026-03-02 07:00", "2026-03-02 23:59", False),
        ("2026-03-02 06:59", "2026-03-02 12:00", True),
        ("2026-03-28 07:00", "2026-03-29 06:59", False),  # The night in which summer time begins.
        ("2026-03-28 07:00", "2026-03-29 07:00", True),
        ("2026-10-24 07:00", "2026-10-25 06:59", False),  # The night in which it ends.
        ("2026-10-24 07:00", "2026-10-25 07:00", True),
    ],
)
def test_a_daily_job_keeps_to_the_clock_in_finland(last: str | None, now: str, due: bool) -> None:
    def moment(said: str) -> datetime:
        return datetime.fromisoformat(said).replace(tzinfo=HELSINKI)

    assert Job("a", print, DAILY, time(7)).is_due(moment(last) if last else None, moment(now)) == due


def test_a_job_that_fails_is_tried_again_and_stops_no_other(done: list[Any]) -> None:
    def fail(_today: date) -> None:
        raise RuntimeError("the disk is full")

    declare_job("a.failing", fail, HOURLY)

    assert run_due(NOON) == ["a.hourly", "b.daily"]
    assert Run.objects.get(name="a.failing").problem == "RuntimeError: the disk is full"
    assert Run.objects.get(name="a.failing").finished_at is None
    jobs._JOBS["a.failing"] = Job("a.failing", lambda _today: None, HOURLY)
    assert run_due(NOON + timedelta(minutes=4)) == []
    assert run_due(NOON + timedelta(minutes=5)) == ["a.failing"]
    assert Run.objects.get(name="a.failing").problem == ""


def test_a_job_that_another_worker_has_in_hand_is_left_to_it_for_an_hour(done: list[Any]) -> None:
    Run.objects.create(name="a.hourly", busy_until=NOON + HOURLY)

    assert run_due(NOON) == ["b.daily"]
    assert run_due(NOON + HOURLY) == ["a.hourly"]


def test_a_name_is_given_once_and_an_hour_only_to_a_daily_job(done: list[Any]) -> None:
    with pytest.raises(ValueError, match="twice"):
        declare_job("a.hourly", print, HOURLY)
    with pytest.raises(ValueError, match="not run daily"):
        declare_job("c", print, HOURLY, at=time(7))


def test_a_worker_stops_when_told_to_and_waits_longer_when_the_mail_server_is_away(
    done: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = iter([True, False, True])
    monkeypatch.setattr("samverka.foundation.notices.tasks.worker.deliver", lambda **_stop: next(reached))
    # It would take the transaction of the test for one that was left behind.
    monkeypatch.setattr("samverka.foundation.notices.tasks.worker.close_old_connections", lambda: None)
    pauses: list[float] = []

    work(lambda: len(pauses) == 3, pauses.append)

    assert pauses == [5.0, 60.0, 5.0]
    assert [name for name, _today in done] == ["hourly", "daily"]
