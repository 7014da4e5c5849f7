"""Signing in by an identity provider: only for those invited, or who have an account with a verified address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import environ
import pytest
from django.test import Client
from tests.cast import actor, mandate, one_who_acts, person
from tests.portal.people.providers import SAML_ENTITY, SAML_SSO, Oidc, Saml, oidc_provider, self_signed

from samverka.config.sign_in import origins, providers
from samverka.foundation.accounts.models import User
from samverka.registers.actors.models import Invitation
from samverka.registers.actors.roles import ADMINISTRATOR, OFFICER

pytestmark = pytest.mark.django_db

IDENTITY = {"mail": ["anna@vasa.example"], "givenName": ["Anna"], "sn": ["Ek"]}


def configured(**named: str) -> dict[str, Any]:
    env = environ.Env()
    env.ENVIRON = named
    return providers(env)


def invite(email: str = "anna@vasa.example") -> Invitation:
    keeper = one_who_acts(ADMINISTRATOR, actor("municipality-905"), "Karin Keeper")
    return Invitation.objects.create(
        email=email, organisation=keeper.organisation, role="officer", invited_by=keeper.user
    )


def signed_in(client: Client) -> User | None:
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key) if key else None


@pytest.fixture
def oidc(settings: Any) -> Iterator[Oidc]:
    with oidc_provider() as provider:
        settings.SOCIALACCOUNT_PROVIDERS = configured(
            OIDC_SERVER=provider.address,
            OIDC_CLIENT_ID="samverka",
            OIDC_CLIENT_SECRET="secret",
            OIDC_NAME="Vasa stad",
        )
        yield provider


def by_oidc(client: Client) -> Any:
    """Press the button, be signed in at the provider, come back."""
    page = client.get("/sv/account/login/").content.decode()
    button = re.search(r'action="(/account/oidc/oidc/login/[^"]*)"', page)[1].replace("&amp;", "&")
    assert "Vasa stad" in page
    sent = client.post(button)
    asked = parse_qs(urlsplit(sent.url).query)
    assert asked["redirect_uri"] == ["http://testserver/account/oidc/oidc/login/callback/"]
    assert asked["code_challenge_method"] == ["S256"]
    return client.get("/account/oidc/oidc/login/callback/", {"code": "code", "state": asked["state"][0]})


def test_oidc_opens_an_account_for_somebody_invited(client: Client, oidc: Oidc) -> None:
    invitation = invite()

    assert by_oidc(client).url == "/sv/me/"

    anna = signed_in(client)
    assert (anna.name, anna.email, anna.has_usable_password()) == ("Anna Ek", "anna@vasa.example", False)
    assert oidc.verifier
    assert client.post(f"/sv/invitation/{invitation.token}/").url == "/sv/me/"


def test_oidc_opens_none_for_a_stranger(client: Client, oidc: Oidc) -> None:
    answer = by_oidc(client)

    assert answer.status_code == 200
    assert not User.objects.exists()
    assert signed_in(client) is None


def test_oidc_opens_none_under_an_address_that_is_not_verified(client: Client, oidc: Oidc) -> None:
    invite()
    oidc.claims["email_verified"] = False

    by_oidc(client)

    assert signed_in(client) is None
    assert not User.objects.filter(email="anna@vasa.example").exists()


def test_oidc_signs_in_one_who_has_an_account_with_that_address(client: Client, oidc: Oidc) -> None:
    anna = person("Anna Ek", "anna@vasa.example")
    mandate(anna, actor("municipality-905"), OFFICER)

    by_oidc(client)
    assert signed_in(client) == anna

    again = Client()
    oidc.claims |= {
        "email": "changed@elsewhere.example"
    }  # The same person at the provider, known again by `sub`.
    by_oidc(again)
    assert signed_in(again) == anna


def test_oidc_signs_in_nobody_under_another_s_unverified_address(client: Client, oidc: Oidc) -> None:
    person("Anna Ek", "anna@vasa.example")
    oidc.claims["email_verified"] = False

    by_oidc(client)

    assert signed_in(client) is None


def test_oidc_with_a_state_that_is_not_ours_fails(client: Client, oidc: Oidc) -> None:
    invite()
    by_oidc_page = client.get("/account/oidc/oidc/login/callback/", {"code": "code", "state": "planted"})

    assert by_oidc_page.status_code in (200, 401, 403)
    assert signed_in(client) is None


@pytest.fixture
def saml(client: Client, settings: Any, tmp_path: Path) -> Saml:
    key, certificate = self_signed()
    (tmp_path / "idp.pem").write_text(certificate)
    settings.SOCIALACCOUNT_PROVIDERS = configured(
        SAML_ENTITY_ID=SAML_ENTITY,
        SAML_SSO_URL=SAML_SSO,
        SAML_CERTIFICATE=str(tmp_path / "idp.pem"),
        SAML_NAME="Virtu",
        SAML_TRUSTS_EMAIL="true",
    )
    metadata = client.get("/account/saml/saml/metadata/", headers={"host": "localhost"})
    assert metadata.status_code == 200
    provider = Saml(metadata.content)
    provider.key, provider.certificate = key, certificate
    return provider


def by_saml(client: Client, saml: Saml, identity: dict[str, Any] = IDENTITY, **options: Any) -> Any:
    sent = client.post("/account/saml/saml/login/?process=login", headers={"host": "localhost"})
    assert sent.url.startswith(SAML_SSO)
    response = saml.answer(sent.url, identity, **options)
    posted = client.post("/account/saml/saml/acs/", {"SAMLResponse": response}, headers={"host": "localhost"})
    return client.get(posted.url, headers={"host": "localhost"})


def test_saml_opens_an_account_for_somebody_invited(client: Client, saml: Saml) -> None:
    invite()

    assert by_saml(client, saml).url == "/sv/me/"

    anna = signed_in(client)
    assert (anna.name, anna.email) == ("Anna Ek", "anna@vasa.example")


def test_saml_signs_in_one_who_has_an_account(client: Client, saml: Saml) -> None:
    anna = person("Anna Ek", "anna@vasa.example")

    by_saml(client, saml)

    assert signed_in(client) == anna


def test_saml_opens_none_for_a_stranger(client: Client, saml: Saml) -> None:
    assert by_saml(client, saml).status_code == 200
    assert not User.objects.exists()


@pytest.mark.parametrize("how", ["not signed", "signed by another"])
def test_saml_that_the_provider_has_not_signed_is_refused(client: Client, saml: Saml, how: str) -> None:
    invite()
    if how == "signed by another":
        saml.key, saml.certificate = self_signed()

    answer = by_saml(client, saml, sign=how != "not signed")

    assert answer.status_code in (200, 401)
    assert signed_in(client) is None
    assert not User.objects.filter(email="anna@vasa.example").exists()


def test_saml_for_a_request_that_was_not_ours_is_refused(client: Client, saml: Saml) -> None:
    invite()
    stranger = Client()
    sent = stranger.post("/account/saml/saml/login/?process=login", headers={"host": "localhost"})
    response = saml.answer(sent.url, IDENTITY)

    posted = client.post("/account/saml/saml/acs/", {"SAMLResponse": response}, headers={"host": "localhost"})
    client.get(posted.url, headers={"host": "localhost"})

    assert signed_in(client) is None


def test_nothing_configured_leaves_only_local_accounts(client: Client) -> None:
    assert configured() == {"openid_connect": {"APPS": [], "OAUTH_PKCE_ENABLED": True}, "saml": {"APPS": []}}
    assert b"/account/oidc/" not in client.get("/sv/account/login/").content
    assert client.post("/account/oidc/oidc/login/").status_code == 404
    assert client.post("/account/saml/saml/login/").status_code == 404


def test_a_form_may_lead_to_the_providers_that_are_named_and_nowhere_else() -> None:
    named = configured(
        OIDC_SERVER="https://login.example/realms/x",
        OIDC_CLIENT_ID="a",
        OIDC_CLIENT_SECRET="b",
        SAML_ENTITY_ID="e",
        SAML_METADATA_URL="https://saml.example/metadata",
    )

    assert origins(named) == ["https://login.example", "https://saml.example"]
    assert origins(configured()) == []
