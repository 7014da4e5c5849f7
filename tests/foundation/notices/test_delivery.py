"""Delivery: whatever the mail server does, no letter is lost, and none is sent again once it was accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.foundation.notices.mail_server import ANSWERS, AT_CONTENT, AT_RECIPIENT, MailServer

from samverka.foundation.notices.actions import try_again
from samverka.foundation.notices.delivery import deliver
from samverka.foundation.notices.delivery.post import message_of
from samverka.foundation.notices.models import Letter

pytestmark = pytest.mark.django_db
Start = Callable[..., MailServer]

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
REFUSALS = {"refused", "content refused"}
OF_ALL = {"closing", "dropped", "answer lost"}


def letters(count: int = 1) -> list[Letter]:
    return [
        Letter.objects.create(
            to=f"{n}@vasa.example",
            language="sv",
            subject=f"{n}",
            text="secret",
            written_at=NOON,
            not_before=NOON,
        )
        for n in range(count)
    ]


def at(hours: float) -> Callable[[], datetime]:
    return lambda: NOON + timedelta(hours=hours)


def test_a_letter_is_delivered_once(mail_server: Start) -> None:
    server = mail_server()
    (letter,) = letters()

    assert deliver(at(0))
    assert deliver(at(1))

    letter.refresh_from_db()
    assert letter.delivered_at == NOON
    assert [message["To"] for message in server.received] == ["0@vasa.example"]


def test_many_letters_go_through_one_connection_in_order(mail_server: Start) -> None:
    server = mail_server()
    letters(20)

    deliver(at(0))

    assert [message["Subject"] for message in server.received] == [str(n) for n in range(20)]


@pytest.mark.parametrize("answer", sorted({*AT_RECIPIENT, *AT_CONTENT} - REFUSALS - OF_ALL))
def test_a_letter_that_is_put_off_is_tried_later_and_the_others_go(mail_server: Start, answer: str) -> None:
    server = mail_server(answer)
    first, _second = letters(2)

    assert deliver(at(0))

    first.refresh_from_db()
    assert first.not_before == NOON + timedelta(minutes=1)
    assert (first.delivered_at, first.refused_at) == (None, None)
    assert first.last_problem == {**AT_RECIPIENT, **AT_CONTENT}[answer]
    assert len(server.received) == 1
    deliver(at(0.02))
    assert len(server.received) == 2


@pytest.mark.parametrize("answer", sorted(REFUSALS))
def test_a_letter_that_is_refused_is_marked_and_not_tried_again(mail_server: Start, answer: str) -> None:
    server = mail_server(answer)
    (letter,) = letters()

    deliver(at(0))
    deliver(at(1000))

    letter.refresh_from_db()
    assert letter.refused_at == NOON
    assert letter.last_problem.startswith(("550 5.1.1", "554 5.7.1"))
    assert server.received == []


@pytest.mark.parametrize("answer", sorted(OF_ALL))
def test_a_server_that_breaks_ends_the_round_and_nothing_is_lost(mail_server: Start, answer: str) -> None:
    server = mail_server(answer)
    letters(3)

    assert not deliver(at(0))
    assert Letter.objects.waiting().count() == 3
    assert deliver(at(1))

    assert not Letter.objects.waiting().exists()
    assert set(server.times.values()) <= {1, 2}
    assert sum(server.times.values()) == 3 + (answer == "answer lost")


def test_a_server_that_is_not_there_for_a_week_loses_nothing(mail_server: Start) -> None:
    server = mail_server()
    letters(3)
    server.stop()
    for hour in range(7 * 24):
        assert not deliver(at(hour)) or not Letter.objects.due(at(hour)()).exists()
    mail_server()

    deliver(at(7 * 24 + 2))

    assert not Letter.objects.waiting().exists()
    assert not Letter.objects.exclude(refused_at=None).exists()


def test_the_first_putting_off_after_a_long_silence_is_not_the_last(mail_server: Start) -> None:
    mail_server("put off")
    letters()

    deliver(at(24 * 10))

    assert Letter.objects.waiting().count() == 1


def test_a_letter_that_is_put_off_for_three_days_is_refused(mail_server: Start) -> None:
    mail_server(*["put off"] * 100)
    letters()
    tried = []
    for minute in range(5 * 24 * 60):
        now = NOON + timedelta(minutes=minute)
        if Letter.objects.due(now).exists():
            deliver(lambda now=now: now)
            tried.append(minute)

    assert tried == [0, 1, 6, 36, 156, 516, 1236, 2676, 4116, 5556]
    assert Letter.objects.get().refused_at == NOON + timedelta(minutes=5556)


def test_what_cannot_be_made_a_message_is_refused_and_says_nothing_of_its_content(mail_server: Start) -> None:
    mail_server()
    Letter.objects.create(
        to="a@vasa.example", language="sv", subject="secret\nBcc: x", text="secret", not_before=NOON
    )

    assert deliver(at(0))

    letter = Letter.objects.get()
    assert letter.refused_at == NOON
    assert letter.last_problem == "BadHeaderError"


def test_refused_letters_can_be_tried_again(mail_server: Start) -> None:
    server = mail_server("refused", "put off")
    letters(3)
    deliver(at(0))

    assert try_again() == 2
    deliver()

    assert len(server.received) == 3
    assert not Letter.objects.waiting().exists()


def test_delivery_stops_between_two_letters(mail_server: Start) -> None:
    server = mail_server()
    letters(3)

    deliver(at(0), stop=lambda: len(server.received) == 2)

    assert Letter.objects.waiting().count() == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(st.sampled_from(ANSWERS), max_size=25), count=st.integers(1, 6))
def test_no_letter_is_lost_or_sent_twice_whatever_the_server_answers(
    mail_server: Start, answers: list[str], count: int
) -> None:
    with transaction.atomic():
        server = mail_server(*answers)
        names = [message_of(letter).extra_headers["Message-ID"] for letter in letters(count)]
        for hour in range(0, 24 * 30, 6):
            deliver(at(hour))

        ended: Any = Counter("refused" if one.refused_at else "delivered" for one in Letter.objects.all())
        assert not Letter.objects.waiting().exists()
        assert set(server.times) <= set(names)
        assert len(server.times) >= ended["delivered"]
        assert sum(server.times.values()) - len(server.times) <= answers.count("answer lost")
        for letter in Letter.objects.filter(refused_at=None):
            assert server.times[message_of(letter).extra_headers["Message-ID"]] >= 1
        server.stop()
        transaction.set_rollback(True)
