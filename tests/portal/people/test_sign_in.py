"""Signing in: what it takes, what it tells to strangers, how often one may try, where it leads."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from tests.cast import PASSWORD, actor, browser_of, mandate, person

from samverka.config.first_admin import UnknownOrganisation, first_admin
from samverka.foundation.accounts.models import User
from samverka.foundation.notices.models import Letter
from samverka.registers.actors.acting import acting_as
from samverka.registers.actors.roles import OFFICER

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    user = person("Anna Ek", "anna@vasa.example", password=PASSWORD, language="fi")
    mandate(user, actor("municipality-905"), OFFICER)
    return user


def sign_in(
    client: Client, password: str = PASSWORD, email: str = "anna@vasa.example", after: str = ""
) -> Any:
    address = "/sv/account/login/" + (f"?next={after}" if after else "")
    return client.post(address, {"login": email, "password": password})


def said(response: Any) -> str:
    return re.sub(r'value="[^"]*"', "", response.content.decode())


def test_one_signs_in_and_comes_to_one_s_work_in_one_s_own_language(client: Client, anna: User) -> None:
    assert sign_in(client).url == "/fi/me/"
    assert client.get("/fi/me/").status_code == 200


def test_the_session_is_a_new_one_after_signing_in(client: Client, anna: User) -> None:
    client.get("/sv/account/password/reset/key/1-nothing/")
    client.session.save()
    session = client.session
    session["planted"] = "by a stranger"
    session.save()
    before = session.session_key

    sign_in(client)

    assert client.session.session_key != before


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_else(client: Client, anna: User, elsewhere: str) -> None:
    assert sign_in(client, after=elsewhere).url == "/fi/me/"


def test_signing_in_leads_back_to_the_page_one_came_from(client: Client, anna: User) -> None:
    assert client.get("/sv/me/mandates/").url == "/sv/account/login/?next=/sv/me/mandates/"
    assert sign_in(client, after="/sv/me/mandates/").url == "/sv/me/mandates/"


def test_a_stranger_does_not_learn_who_has_an_account(client: Client, anna: User) -> None:
    known, unknown = sign_in(client, "fel"), sign_in(client, "fel", "ingen@vasa.example")

    assert (known.status_code, said(known)) == (unknown.status_code, said(unknown))


def test_a_forgotten_password_tells_a_stranger_nothing(client: Client, anna: User) -> None:
    answers = [
        client.post("/sv/account/password/reset/", {"email": email})
        for email in ("anna@vasa.example", "ingen@vasa.example")
    ]

    assert [(one.status_code, one.url) for one in answers] == [(302, "/sv/account/password/reset/done/")] * 2
    assert list(Letter.objects.values_list("to", flat=True)) == ["anna@vasa.example"]


def test_a_forgotten_password_is_changed_by_a_letter_in_one_s_own_language(
    client: Client, anna: User
) -> None:
    elsewhere = browser_of(anna)
    client.post("/sv/account/password/reset/", {"email": "anna@vasa.example"})
    letter = Letter.objects.get()
    link = re.search(r"http://127\.0\.0\.1:8000(/fi/account/password/reset/key/\S+/)", letter.text)[1]
    assert letter.language == "fi"
    assert link in letter.html

    form = client.get(link).url
    assert client.get(form).status_code == 200
    done = client.post(form, {"password1": PASSWORD + "!", "password2": PASSWORD + "!"})
    assert done.url == "/fi/account/password/reset/key/done/"

    assert elsewhere.get("/sv/me/").status_code == 302
    assert sign_in(client, PASSWORD + "!").url == "/fi/me/"
    assert "notice--error" in said(Client().get(link))


def test_five_wrong_passwords_lock_the_address_for_a_while(client: Client, anna: User) -> None:
    for _attempt in range(5):
        assert sign_in(client, "fel").status_code == 200

    locked = sign_in(client)

    assert locked.status_code == 200
    assert "_auth_user_id" not in client.session


def test_signing_out_needs_a_form(client: Client, anna: User) -> None:
    sign_in(client)

    assert client.get("/sv/account/logout/").status_code == 200
    assert client.get("/sv/me/").status_code == 200
    assert client.post("/sv/account/logout/").url == "/sv/"
    assert client.get("/sv/me/").status_code == 302


def test_nobody_signs_up_by_themselves(client: Client) -> None:
    sent = {"email": "ny@vasa.example", "password1": PASSWORD}

    answers = [client.get("/sv/account/signup/"), client.post("/sv/account/signup/", sent)]

    assert [one.status_code for one in answers] == [200, 200]
    assert not User.objects.exists()


def test_an_authenticator_app_is_a_second_step_and_a_recovery_code_opens_once(
    client: Client, anna: User, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(client)
    client.post("/sv/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/sv/account/safety/app/")
    assert b"<svg" in page.content
    secret = client.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        assert (
            client.post("/sv/account/safety/app/", {"code": _code(secret)}).url == "/sv/account/safety/codes/"
        )
    codes = re.findall(r"<code>(\w+)</code>", client.get("/sv/account/safety/codes/").content.decode())
    assert len(codes) == 10
    assert Letter.objects.filter(to="anna@vasa.example", language="fi").exists()

    other = Client()
    assert sign_in(other).url == "/sv/account/second-step/"
    assert other.get("/sv/me/").status_code == 302
    assert other.post("/sv/account/second-step/", {"code": "000000"}).status_code == 200
    assert other.post("/sv/account/second-step/", {"code": codes[0]}).url == "/fi/me/"
    again = Client()
    sign_in(again)
    assert again.post("/sv/account/second-step/", {"code": codes[0]}).status_code == 200
    assert Authenticator.objects.filter(user=anna).count() == 2


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_a_new_address_holds_once_it_is_confirmed(client: Client, anna: User) -> None:
    sign_in(client)
    client.post("/sv/account/reauthenticate/", {"password": PASSWORD})
    client.post("/sv/account/email/", {"email": "anna.ek@vasa.example", "action_add": ""})
    letter = Letter.objects.get(to="anna.ek@vasa.example")
    anna.refresh_from_db()
    assert anna.email == "anna@vasa.example"

    link = re.search(r"http://127\.0\.0\.1:8000(/fi/account/confirm-email/\S+/)", letter.text)[1]
    assert client.get(link).status_code == 200
    client.post(link)

    anna.refresh_from_db()
    assert anna.email == "anna.ek@vasa.example"


def test_cookies_are_for_us_alone(client: Client, anna: User) -> None:
    cookie = sign_in(client).cookies["sessionid"]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_behind_tls_cookies_go_over_tls_only(tmp_path: Path) -> None:
    names = "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_NAME"
    asked = f"from samverka.config import settings as s; print({names})"
    environment = {
        "BEHIND_TLS": "true",
        "PYTHONPATH": "src",
        "SAMVERKA_DATA": str(tmp_path),
        "SECRET_KEY": "x",
    }
    run = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
    )

    assert run.stdout.split() == ["True", "True", "__Host-session"]


def test_the_first_administrator_is_made_from_the_command_line(client: Client) -> None:
    address = first_admin("chief@vasa.example", "Chief", "municipality-905", "administrator", "fi")
    path = address.removeprefix("http://127.0.0.1:8000")

    form = client.get(path).url
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})

    assert sign_in(client, email="chief@vasa.example").url == "/fi/me/"
    assert acting_as(User.objects.get()).roles == {"administrator"}
    assert client.get("/sv/actors/municipality-905/people/").status_code == 200
    assert Client().get(path).status_code == 200  # A page that says that the link is used.


@pytest.mark.parametrize("number", [7, 36, 4711])
def test_the_link_is_that_of_the_account_whatever_its_number(client: Client, number: int) -> None:
    User.objects.create(pk=number, email="chief@vasa.example", name="Chief", language="fi")

    address = first_admin("chief@vasa.example", "Chief", "municipality-905", "administrator", "fi")

    assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 302


@pytest.mark.parametrize(
    ("email", "slug"), [("chief@vasa.example", "nowhere"), ("no address", "municipality-905")]
)
def test_a_first_administrator_of_nothing_is_refused(email: str, slug: str) -> None:
    with pytest.raises(UnknownOrganisation):
        first_admin(email, "Chief", slug, "administrator", "sv")
    assert not User.objects.exists()
