"""The pages of signing in and of people, as somebody sees them who acts; a passkey made and used."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.browser.acting.conftest import (
    PASSWORD,
    pages_for_all,
    pages_of_a_person,
    problems,
    window,
)
from tests.browser.test_every_page import WIDTHS
from tests.pages import LANGUAGES


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_checker_finds_nothing_on_the_way_in(
    browser: Browser, site: str, people: dict[str, str], language: str, width: int
) -> None:
    said: list[str] = []
    context, page = window(browser, site, said, viewport={"width": width, "height": 900})

    found = problems(page, language, pages_for_all(people))

    context.close()
    assert (found, said) == ({}, [])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_checker_finds_nothing_for_one_who_acts(
    browser: Browser, site: str, people: dict[str, str], state: Any, language: str, width: int
) -> None:
    said: list[str] = []
    context, page = window(browser, site, said, viewport={"width": width, "height": 900}, storage_state=state)

    found = problems(page, language, pages_of_a_person(people))

    context.close()
    assert (found, said) == ({}, [])


def test_a_passkey_is_made_and_used_instead_of_a_password(
    browser: Browser, site: str, people: dict[str, str], state: Any
) -> None:
    said: list[str] = []
    context, page = window(browser, site, said, storage_state=state)
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    able = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    able |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": able})

    page.goto("/sv/account/passkeys/add/")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url("**/account/safety/codes/")
    context.clear_cookies()
    page.goto("/sv/account/login/")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url("**/sv/me/")

    assert "Anna" in page.locator(".acting").inner_text()
    context.close()
    assert said == []


def test_signing_in_works_without_javascript(browser: Browser, site: str, people: dict[str, str]) -> None:
    context, page = window(browser, site, [], java_script_enabled=False)
    page.goto("/sv/account/login/")
    page.locator("input[name=login]").fill("bo@vasa.example")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form button").first.click()

    assert page.url.endswith("/sv/me/")
    context.close()
