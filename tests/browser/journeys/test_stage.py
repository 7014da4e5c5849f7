"""The stage itself: a person comes in by an invitation, and the days pass."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.journeys.conftest import Stage


def test_the_first_administrator_comes_in_and_the_days_pass(stage: Stage) -> None:
    page = stage.window(javascript=False)
    stage.first_administrator(page, "anna@vasa.example", "Anna Ek", "municipality-905")
    page.goto("/sv/me/")
    expect(page.locator(".acting")).to_contain_text("Vasa")

    stage.go_to("2025-06-10")
    page.goto("/sv/me/")

    expect(page).to_have_url(f"{stage.address}/sv/account/login/?next=/sv/me/")
