"""Telling people: in the program, by letters as each wants them, and in their calendars."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from samverka.foundation.accounts.models import User
from samverka.foundation.notices.actions import call_off, choose, done, mark_read, remind, stop_letters, tell
from samverka.foundation.notices.delivery import EVERY_DAILY, CannotStop, stop_path, who_stops_what
from samverka.foundation.notices.models import CalendarLink, Letter, Notice, Preference, Reminder
from samverka.foundation.notices.queries import awaiting, coming, due_things, told, wishes

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def ask(*users: User, **given: Any) -> list[Notice]:
    return tell(users, "tests.asked", "cooperation/3/", what="this", asks=True, **given)


def news(*users: User, **given: Any) -> list[Notice]:
    return tell(users, "tests.told", "cooperation/3/", what="that", **given)


def test_a_notice_of_an_urgent_kind_is_followed_by_a_letter_at_once(aino: User, bo: User) -> None:
    ask(aino, bo)

    assert [notice.user for notice in Notice.objects.order_by("pk")] == [aino, bo]
    assert list(Letter.objects.values_list("to", "language")) == [(aino.email, "fi"), (bo.email, "sv")]


def test_a_notice_of_another_kind_waits_for_the_daily_letter(aino: User) -> None:
    (notice,) = news(aino)

    assert notice.waits_for_daily
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("how", "letters", "waits"),
    [(Preference.How.AT_ONCE, 1, False), (Preference.How.DAILY, 0, True), (Preference.How.NEVER, 0, False)],
)
@pytest.mark.parametrize("say", [ask, news])
def test_a_persons_own_wish_decides_for_each_kind(
    aino: User, how: str, letters: int, waits: bool, say: Any
) -> None:
    choose(aino, {"tests.asked": how, "tests.told": how})

    (notice,) = say(aino)

    assert (Letter.objects.count(), notice.waits_for_daily) == (letters, waits)


def test_a_wish_is_replaced_by_a_later_one(aino: User) -> None:
    choose(aino, {"tests.asked": "never"})
    choose(aino, {"tests.asked": "daily"})

    assert wishes(aino) == {"tests.asked": "daily", "tests.told": "daily"}


def test_telling_many_asks_the_database_no_more_often(aino: User, django_assert_num_queries: Any) -> None:
    many = [User.objects.create_user(f"{n}@vasa.example", name=str(n)) for n in range(30)]

    with django_assert_num_queries(5):
        ask(*many)


def test_somebody_named_twice_is_told_once_and_one_who_left_not_at_all(aino: User, bo: User) -> None:
    bo.is_active = False

    assert [notice.user for notice in ask(aino, aino, bo)] == [aino]


def test_neither_notice_nor_letter_stands_if_the_act_fails(aino: User) -> None:
    with transaction.atomic():
        ask(aino)
        transaction.set_rollback(True)

    assert (Notice.objects.count(), Letter.objects.count()) == (0, 0)


def test_what_was_asked_awaits_until_it_is_done(aino: User, bo: User) -> None:
    ask(aino, bo, subject=aino)

    assert done("tests.asked", aino, user=bo) == 1
    assert [len(awaiting(user)) for user in (aino, bo)] == [1, 0]
    assert done("tests.asked", aino) == 1
    assert awaiting(aino) == []


def test_late_comes_first_and_what_has_no_day_last(aino: User) -> None:
    for day in (None, TODAY + timedelta(days=1), TODAY - timedelta(days=1), TODAY):
        ask(aino, due=day)

    with time_machine.travel(TODAY):
        found = awaiting(aino)
        assert [notice.due for notice in found] == [TODAY - timedelta(1), TODAY, TODAY + timedelta(1), None]
        assert [notice.is_late for notice in found] == [True, False, False, False]
        assert list(Notice.objects.late(TODAY)) == [notice for notice in found if notice.is_late]


def test_what_one_is_told_does_not_repeat_what_awaits(aino: User) -> None:
    ask(aino, subject=aino)
    news(aino)

    assert [notice.kind for notice in told(aino)] == ["tests.told"]
    done("tests.asked", aino)
    assert {notice.kind for notice in told(aino)} == {"tests.told", "tests.asked"}


def test_what_was_read_is_not_put_into_the_daily_letter(aino: User, bo: User) -> None:
    news(aino, bo)

    assert mark_read(aino) == 1
    assert [notice.user for notice in Notice.objects.filter(waits_for_daily=True)] == [bo]
    assert Notice.objects.unread().get().user == bo


def remember(user: User, *days: int, **given: Any) -> None:
    due = TODAY + timedelta(days=30)
    remind(
        [user],
        "tests.told",
        "x/",
        subject=user,
        due=due,
        remind_on=[TODAY + timedelta(d) for d in days],
        **given,
    )


def test_a_reminder_is_put_in_once_however_often_it_is_asked_for(aino: User) -> None:
    remember(aino, 1, 2, what="it")
    remember(aino, 2, 3, what="it")

    assert Reminder.objects.count() == 3
    assert len(coming(aino, TODAY)) == 1


def test_what_is_called_off_leaves_the_calendar(aino: User) -> None:
    remember(aino, 1, 2, what="it")

    assert call_off("tests.told", aino) == 2
    assert call_off("tests.told", aino) == 0
    assert coming(aino, TODAY) == []
    assert due_things(aino, TODAY) == []


def test_what_was_called_off_and_is_asked_for_again_stands_again(aino: User) -> None:
    remember(aino, 1, 2, what="it")
    call_off("tests.told", aino)

    remember(aino, 2, 3, what="that")

    standing = Reminder.objects.filter(called_off_at=None).order_by("remind_on")
    assert [(one.remind_on, one.details) for one in standing] == [
        (TODAY + timedelta(days), {"what": "that"}) for days in (2, 3)
    ]


def test_what_awaits_already_is_not_coming(aino: User) -> None:
    remember(aino, 1, what="it")
    tell([aino], "tests.told", "x/", subject=aino, asks=True, due=TODAY, what="it")

    assert coming(aino, TODAY, awaiting(aino)) == []
    assert [one.day for one in due_things(aino, TODAY)] == [TODAY]


def test_what_cannot_be_said_cannot_be_told_but_what_was_told_before_can_be_shown(aino: User) -> None:
    translation.activate("en")
    with pytest.raises(KeyError):
        tell([aino], "tests.unknown", "x/")

    with pytest.raises(KeyError):
        tell([aino], "tests.asked", "x/")

    for kind in ("tests.unknown", "tests.asked"):
        assert Notice(user=aino, kind=kind).sentence == "Something happened that this version cannot tell."


def test_letters_of_a_kind_are_stopped_by_the_address_in_one(aino: User, bo: User) -> None:
    ask(aino)
    token = Letter.objects.get().stop_path.split("/")[-2]

    user, kind = who_stops_what(token)
    stop_letters(User.objects.get(pk=user), kind)

    assert (user, kind) == (aino.pk, "tests.asked")
    assert wishes(aino) == {"tests.asked": "never", "tests.told": "daily"}
    assert wishes(bo) == {"tests.asked": "at_once", "tests.told": "daily"}


def test_the_daily_letter_is_stopped_for_all_kinds_that_come_in_it(aino: User) -> None:
    news(aino)

    stop_letters(aino, EVERY_DAILY)

    assert wishes(aino) == {"tests.asked": "at_once", "tests.told": "never"}
    assert not Notice.objects.filter(waits_for_daily=True).exists()


SPOILT = {
    "cut": lambda token: token[:-1],
    "another's": lambda token: f"9{token}",
    "capitals": str.upper,
    "empty": lambda _token: "",
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_an_address_that_we_did_not_make_stops_nothing(aino: User, spoil: Any) -> None:
    token = stop_path(aino.pk, "tests.asked").split("/")[-2]

    with pytest.raises(CannotStop):
        who_stops_what(spoil(token))


def test_a_calendar_token_is_not_in_the_database_and_dies_with_its_row(aino: User, settings: Any) -> None:
    link = CalendarLink.objects.create(user=aino)

    assert CalendarLink.objects.by_token(link.token).get() == link
    assert link.token not in str(CalendarLink.objects.values().get())
    assert not CalendarLink.objects.by_token(f"{link.seal}.{'a' * 43}").exists()
    token = link.token
    link.delete()
    assert not CalendarLink.objects.by_token(token).exists()


IMPOSSIBLE = {
    "a letter delivered and refused": lambda user: Letter.objects.create(
        to=user.email, delivered_at=timezone.now(), refused_at=timezone.now()
    ),
    "two wishes for a kind": lambda user: [
        Preference.objects.create(user=user, kind="k", how=h) for h in ("daily", "never")
    ],
    "a reminder twice": lambda user: [
        Reminder.objects.create(
            user=user, kind="k", subject_kind="s", subject_key="1", remind_on=TODAY, due=TODAY
        )
        for _twice in range(2)
    ],
    "two calendar addresses": lambda user: [CalendarLink.objects.create(user=user) for _twice in range(2)],
}


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_the_impossible_cannot_be_written(aino: User, what: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        IMPOSSIBLE[what](aino)
