"""What happens every day: reminders, the daily letter, and forgetting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from samverka.foundation.accounts.models import User
from samverka.foundation.notices.actions import call_off, choose, done, remind, tell
from samverka.foundation.notices.models import CalendarLink, Letter, Notice, Reminder
from samverka.foundation.notices.queries import awaiting
from samverka.foundation.notices.tasks import forget, gather, send_reminders

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
DUE = TODAY + timedelta(days=14)


def remember(user: User, *days: int, kind: str = "tests.told", asks: bool = False) -> None:
    remind_on = [TODAY + timedelta(day) for day in days]
    remind(
        [user],
        kind,
        "x/",
        subject=user,
        due=DUE,
        remind_on=remind_on,
        asks=asks,
        what="it",
        organisation_key="o",
    )


def test_a_reminder_becomes_a_notice_on_its_day_and_once(aino: User) -> None:
    remember(aino, 0, 7)

    assert [send_reminders(TODAY + timedelta(day)) for day in (-1, 0, 0, 1, 7, 8)] == [0, 1, 0, 0, 1, 0]
    notice = Notice.objects.last()
    assert (notice.user, notice.due, notice.organisation_key, notice.details) == (
        aino,
        DUE,
        "o",
        {"what": "it"},
    )


def test_of_several_reminders_that_were_missed_the_latest_is_sent(aino: User) -> None:
    remember(aino, -9, -2, 0)

    assert send_reminders(TODAY) == 1
    assert not Reminder.objects.filter(sent_at=None).exists()


def test_what_was_called_off_is_not_sent(aino: User) -> None:
    remember(aino, 0)
    call_off("tests.told", aino)

    assert send_reminders(TODAY) == 0


def test_one_who_has_left_is_not_reminded(aino: User) -> None:
    remember(aino, 0)
    User.objects.update(is_active=False)

    assert (send_reminders(TODAY), send_reminders(TODAY)) == (0, 0)


def test_a_reminder_that_asks_awaits_once_until_it_is_called_off(aino: User) -> None:
    remember(aino, 0, 7, asks=True)
    send_reminders(TODAY)
    send_reminders(TODAY + timedelta(7))

    assert len(awaiting(aino)) == 1
    assert Notice.objects.count() == 2
    call_off("tests.told", aino)
    assert awaiting(aino) == []


def test_a_reminder_follows_the_wish_for_its_kind(aino: User) -> None:
    remember(aino, 0, kind="tests.asked")

    send_reminders(TODAY)

    assert Letter.objects.get().to == aino.email


def test_the_daily_letter_gathers_what_each_person_was_told(aino: User, bo: User) -> None:
    for what in "abc":
        tell([aino, bo], "tests.told", f"{what}/", what=what)
    tell([bo], "tests.asked", "d/", what="d")
    Letter.objects.all().delete()

    assert [gather(TODAY), gather(TODAY)] == [2, 0]
    texts = dict(Letter.objects.values_list("to", "text"))
    assert {to: [what for what in "abcd" if f"/{what}/" in text] for to, text in texts.items()} == {
        aino.email: ["a", "b", "c"],
        bo.email: ["a", "b", "c"],
    }


def test_a_day_on_which_nothing_was_told_has_no_letter(aino: User) -> None:
    assert gather(TODAY) == 0


def test_what_was_done_meanwhile_or_is_no_longer_wanted_is_left_out(aino: User, bo: User) -> None:
    tell([aino, bo], "tests.told", "a/", subject=aino, asks=True, what="a")
    done("tests.told", aino, user=aino)
    choose(bo, {"tests.told": "never"})

    assert gather(TODAY) == 0


def test_what_has_been_kept_long_enough_is_forgotten_and_nothing_else(aino: User) -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def letter(**given: Any) -> None:
        Letter.objects.create(to=aino.email, subject=str(given), **given)

    for days in (30, 31):
        letter(delivered_at=noon - timedelta(days))
        letter(refused_at=noon - timedelta(days))
    letter(written_at=noon - timedelta(3000))
    for days in (365, 366):
        Notice.objects.create(user=aino, kind="k", sent_at=noon - timedelta(days))
        Reminder.objects.create(
            user=aino,
            kind="k",
            subject_key=str(days),
            remind_on=TODAY,
            due=TODAY - timedelta(days),
            made_at=noon,
        )
    CalendarLink.objects.create(user=aino)

    assert forget(TODAY) == 4
    assert Letter.objects.count() == 3
    assert [one.sent_at for one in Notice.objects.all()] == [noon - timedelta(365)]
    assert [one.due for one in Reminder.objects.all()] == [TODAY - timedelta(365)]
    assert CalendarLink.objects.count() == 1
