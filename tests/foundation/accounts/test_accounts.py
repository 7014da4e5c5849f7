"""Accounts: an address is one person's, and sessions end at once when they are to."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError
from tests.cast import PASSWORD, browser_of, person

from samverka.foundation.accounts.actions import end_sessions, open_account
from samverka.foundation.accounts.models import User

pytestmark = pytest.mark.django_db


def test_an_account_is_opened_with_its_address_confirmed() -> None:
    user = open_account(email="Anna@Example.org", name="Anna", language="fi", password=PASSWORD)

    assert (user.email, user.language, str(user)) == ("anna@example.org", "fi", "Anna")
    assert list(user.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("anna@example.org", True, True)
    ]


def test_an_account_without_a_password_is_entered_by_none() -> None:
    user = open_account(email="anna@example.org", name="Anna", language="sv")

    assert not user.has_usable_password()
    assert authenticate(email="anna@example.org", password="") is None


def test_an_address_in_other_letters_is_the_same() -> None:
    person("Anna", "anna@example.org")

    with pytest.raises(IntegrityError):
        User.objects.create(email="ANNA@example.org", name="Another")


def test_a_new_seal_ends_the_session_on_every_device() -> None:
    user = person()
    devices = [browser_of(user), browser_of(user)]
    assert [device.get("/sv/me/account/").status_code for device in devices] == [200, 200]

    end_sessions(user)

    assert [device.get("/sv/me/account/").status_code for device in devices] == [302, 302]


def test_a_new_password_ends_the_session_too() -> None:
    user = person(password=PASSWORD)
    device = browser_of(user)

    user.set_password(PASSWORD + "!")
    user.save()

    assert device.get("/sv/me/account/").status_code == 302
