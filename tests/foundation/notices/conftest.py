"""Some people, kinds of notice, and a mail server of the tests' own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.foundation.notices.mail_server import MailServer

from samverka.foundation.accounts.models import User
from samverka.foundation.notices import kinds
from samverka.foundation.notices.kinds import Kind

ASKED = Kind("tests.asked", "Questions to me", lambda details: f"Answer {details['what']}")
TOLD = Kind("tests.told", "News", lambda details: f"News of {details['what']}", at_once=False)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_KINDS", {kind.code: kind for kind in (ASKED, TOLD)})


@pytest.fixture
def aino(db: None) -> User:
    return User.objects.create_user("aino@vasa.example", name="Aino", language="fi")


@pytest.fixture
def bo(db: None) -> User:
    return User.objects.create_user("bo@korsholm.example", name="Bo", language="sv")


@pytest.fixture
def mail_server(settings: Any) -> Iterator[Callable[..., MailServer]]:
    """Start a mail server that answers so, and let letters go to it."""
    started: list[MailServer] = []

    def start(*answers: str) -> MailServer:
        started.append(MailServer(answers).start())
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", started[-1].port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        return started[-1]

    yield start
    for server in started:
        server.stop()
