"""What is not there, and what cannot be understood: a page that says so and leads on, never a trace."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import gettext, override
from tests.pages import LANGUAGES
from tests.portal.conftest import Open

MISSING = (
    "nothing/",
    "municipalities/999/",
    "municipalities/nothing/",
    "municipalities/905%00/",
    "municipalities/999/changes/",
    "areas/nothing/",
    "areas/region/999/",
    "areas/nothing/905/",
    "actors/nothing/",
    "law/1900/1/",
    "law/2023/99999999999999999999/",
    "law/99999999999999999999/681/",
    "law/2023/681/sec_999/",
    "law/2023/681/nothing/",
    "law/1900/1/text/",
    "duties/nothing/",
    "duties/nothing/law/",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", MISSING)
def test_what_is_not_there_gets_a_page_that_leads_on(open_page: Open, address: str, language: str) -> None:
    page = open_page(f"/{language}/{address}")

    assert page.status == 404
    assert page.lang == language
    with override(language):
        assert page.h1 == gettext("There is no such page")
    assert page.leads_to(f"/{language}/")


def test_what_is_not_there_and_has_no_language_gets_a_page(open_page: Open) -> None:
    page = open_page("/nothing")

    assert (page.status, page.lang) == (404, "sv")


@pytest.mark.parametrize("address", ["/map/municipality/999.svg", "/map/nothing/905.svg"])
def test_a_map_of_nothing_is_not_there(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "", "9" * 5_000])
def test_a_page_of_a_list_that_is_not_there_is_the_nearest(open_page: Open, page: str) -> None:
    assert open_page("/sv/actors/", page=page).status == 200


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("actors/", {"kind": "nothing"}),
        ("actors/", {"kind": "\x00"}),
        ("duties/", {"bearer": "nothing"}),
        ("duties/", {"never": ""}),
        ("municipalities/905/", {"open": "nothing"}),
        ("municipalities/905/", {"text": "xx"}),
        ("law/2023/681/", {"text": "de"}),
        ("law/2023/681/text/", {"text": "\x00"}),
        ("law/2023/681/sec_45/", {"from": ""}),
        ("law/2023/681/sec_45/", {"from": "2024-12-31", "to": "garbage"}),
    ],
)
def test_a_query_that_means_nothing_is_no_error(open_page: Open, address: str, query: dict[str, str]) -> None:
    assert (
        open_page(f"/sv/{address}?" + "&".join(f"{name}={value}" for name, value in query.items())).status
        == 200
    )


def test_what_was_asked_for_is_never_markup(client: Client) -> None:
    evil = '"><script>alert(1)</script>'
    for address in (
        "/sv/search/?q=",
        "/sv/choose/?municipality=",
        "/sv/municipalities/905/?on=",
        "/sv/actors/?kind=",
    ):
        assert "<script>alert" not in client.get(address + evil).content.decode()
