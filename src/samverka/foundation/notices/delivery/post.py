"""Handing the outbox to the mail server: each letter once, later if it fails, never again if it is refused for good."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction

from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.notices.models import Letter

__all__ = ["deliver", "message_of"]

# How long to wait after each attempt that failed; after those listed, as long as after the last.
_WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
# A server that is down is nobody's fault: when it is back, nothing waits longer than this.
_DOWN_AT_MOST: Final = timedelta(hours=2)
# A letter that the receiver's server has put off for so long is refused. A server that is down puts off nothing.
_PUT_OFF_FOR: Final = timedelta(days=3)
# A worker that died with a letter in hand leaves it to others after this.
_IN_HAND: Final = timedelta(minutes=10)
# Answers that tell of our own settings or of the server, not of the letter: it must not pay for them.
_OURS: Final = (421, 503, 530, 534, 535, 538)


def deliver(clock: Callable[[], datetime] = this_moment, stop: Callable[[], bool] = lambda: False) -> bool:
    """Deliver the letters that are due, until `stop` says so. Returns whether the mail server could be reached.

    Several workers may do this at the same time: each letter is taken by one. One that dies between the server's
    answer and the note of it lets that single letter be sent again, with the same Message-ID.
    """
    connection = get_connection()
    try:
        while not stop() and (letter := _take(clock())):
            if not _hand_over(letter, connection, clock):
                return False
    finally:
        with suppress(OSError):
            connection.close()
    return True


def _take(now: datetime) -> Letter | None:
    """Take the letter that has been due longest, so that nobody else takes it while it is in hand."""
    due = Letter.objects.due(now)
    if not due.exists():
        return None
    with transaction.atomic():
        letter = due.select_for_update(skip_locked=True).first()
        if letter:
            letter.attempts += 1
            letter.not_before = now + _IN_HAND
            letter.save(update_fields=["attempts", "not_before"])
    return letter


def _hand_over(letter: Letter, connection: Any, clock: Callable[[], datetime]) -> bool:
    """Send a letter, and note how it went. Returns whether the server will take more."""
    try:
        connection.open()
        connection.send_messages([message_of(letter)])
    except (OSError, ValueError) as problem:  # What smtplib raises, and what cannot be made a message at all.
        return _failed(letter, problem, clock())
    letter.delivered_at, letter.last_problem = clock(), ""
    letter.save(update_fields=["delivered_at", "last_problem"])
    return True


def _failed(letter: Letter, problem: Exception, now: datetime) -> bool:
    """Note why a letter was not taken, and when to try again, if ever. Returns whether the server will take others."""
    answer = _answer(problem)
    if answer is not None:
        letter.put_off_since = letter.put_off_since or now
        if answer >= 500 or now - letter.put_off_since >= _PUT_OFF_FOR:
            letter.refused_at = now
    letter.not_before = now + _wait(letter.attempts, down=answer is None)
    letter.last_problem = _said(problem)[:300]
    letter.save(update_fields=["refused_at", "put_off_since", "not_before", "last_problem"])
    return answer is not None


def _wait(attempts: int, *, down: bool) -> timedelta:
    wait = _WAITS[min(attempts, len(_WAITS)) - 1]
    return min(wait, _DOWN_AT_MOST) if down else wait


def _answer(problem: Exception) -> int | None:
    """What the server answered to this letter; `None` where it, or the way to it, failed for all."""
    if isinstance(problem, ValueError):
        return 500
    if isinstance(problem, SMTPRecipientsRefused):
        code = next(iter(problem.recipients.values()))[0]
    elif isinstance(problem, SMTPDataError):
        code = problem.smtp_code
    else:
        return None
    return None if code in _OURS else code


def _said(problem: Exception) -> str:
    """The server's own words, else those of the failure; never the letter's."""
    if isinstance(problem, SMTPRecipientsRefused):
        code, words = next(iter(problem.recipients.values()))
        return f"{code} {_decoded(words)}"
    if isinstance(problem, SMTPResponseException):
        return f"{problem.smtp_code} {_decoded(problem.smtp_error)}"
    return (
        type(problem).__name__ if isinstance(problem, ValueError) else f"{type(problem).__name__}: {problem}"
    )


def _decoded(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The letter as the mail server gets it."""
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.to], headers=_headers(letter))
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _headers(letter: Letter) -> dict[str, str]:
    headers = {
        "Message-ID": f"<{letter.pk}.{letter.written_at:%Y%m%d%H%M%S%f}@{_our_domain()}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    if letter.stop_path:
        headers["List-Unsubscribe"] = f"<{settings.SITE_ADDRESS}/{letter.language}/{letter.stop_path}>"
        if settings.SITE_ADDRESS.startswith("https://"):  # As RFC 8058 wants it.
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _our_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
