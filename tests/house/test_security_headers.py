"""What every answer carries, whatever it is and whether it went well or not."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, path
from tests.pages import examples, is_public, routes
from tests.strictness import POLICY, policy_of

from samverka.config import urls

pytestmark = pytest.mark.django_db

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}

KINDS = {
    "page": "/sv/",
    "redirect": "/",
    "drawing": "/map.svg",
    "text": "/health",
    "data": "/api/v1/municipalities",
    "data that is not there": "/api/v1/duties/nothing",
    "data asked for wrongly": "/api/v1/municipalities?on=yesterday",
    "table": "/api/v1/actors.csv",
    "table asked for wrongly": "/api/v1/actors.csv?on=yesterday",
    "description of the data": "/api/v1/openapi.json",
    "style sheet": "/static/portal/css/samverka.css",
    "script": "/static/portal/js/map.js",
    "picture": "/static/portal/img/favicon.svg",
    "no such page": "/sv/nothing/",
    "no such address": "/nothing",
}


def check(response: Any, *, takes_forms: bool = False) -> None:
    assert policy_of(response) == POLICY
    assert {name: response.get(name) for name in HEADERS} == HEADERS
    assert takes_forms or not response.cookies
    assert "Server" not in response
    response.close()


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_of_any_kind_carries_them(client: Client, kind: str) -> None:
    check(client.get(KINDS[kind]))


@pytest.mark.parametrize(("name", "found"), list(routes()))
def test_an_answer_of_every_route_carries_them(client: Client, name: str, found: URLPattern) -> None:
    takes_forms = hasattr(found.callback, "writes") and not is_public(found)

    check(client.get(examples(name)[0]), takes_forms=takes_forms)


def test_a_refused_method_carries_them(client: Client) -> None:
    response = client.post("/sv/")

    assert response.status_code == 405
    check(response)


def _broken(_request: Any) -> Any:
    raise RuntimeError("as a test wants it")


class BrokenUrls:
    urlpatterns = [path("broken", _broken), *urls.urlpatterns]
    handler500 = urls.handler500


def test_a_failure_carries_them_and_shows_no_trace(client: Client, settings: Any) -> None:
    settings.ROOT_URLCONF = BrokenUrls
    client.raise_request_exception = False

    response = client.get("/broken")

    assert response.status_code == 500
    check(response)
    assert b"RuntimeError" not in response.content
    assert b"<h1>" in response.content


def test_an_unknown_host_is_refused(client: Client) -> None:
    assert client.get("/health", headers={"host": "elsewhere.example"}).status_code == 400


def test_the_policy_allows_nothing_unsafe(client: Client) -> None:
    policy = client.get("/sv/")["Content-Security-Policy"]

    assert not [word for word in ("unsafe-", "http:", "https:", "data:", "blob:", "*") if word in policy]
