"""Statutes as they read on a day, on pages."""

from __future__ import annotations

import pytest
from tests.portal.conftest import Open


@pytest.mark.parametrize(("language", "text"), [("sv", "sv"), ("fi", "fi"), ("en", "fi")])
def test_law_is_read_in_the_language_of_the_page_else_in_finnish(
    open_page: Open, language: str, text: str
) -> None:
    page = open_page(f"/{language}/law/2023/681/sec_45/", on="2025-06-01")

    assert set(page.tree.xpath("//*[contains(@class, 'law')]/@lang")) == {text}


def test_a_reader_may_ask_for_the_other_language(open_page: Open) -> None:
    page = open_page("/sv/law/2023/681/sec_45/", on="2025-06-01", text="fi")

    assert set(page.tree.xpath("//*[contains(@class, 'law')]/@lang")) == {"fi"}


def test_a_subsection_leads_to_its_place_in_its_section(open_page: Open, client) -> None:
    response = client.get("/sv/law/2023/681/sec_45__subsec_1/", {"on": "2025-06-01"})

    assert (response.status_code, response.url) == (
        302,
        "/sv/law/2023/681/sec_45/?on=2025-06-01#sec_45__subsec_1",
    )
    assert "sec_45__subsec_1" in open_page("/sv/law/2023/681/sec_45/", on="2025-06-01").ids


def test_a_section_read_before_the_act_is_read_on_its_first_day(open_page: Open) -> None:
    page = open_page("/sv/law/2023/681/sec_45/", on="2024-06-01")

    assert page.status == 200
    assert page.tree.xpath("//time[@datetime='2025-01-01']")


def test_the_text_of_a_section_between_two_days(open_page: Open) -> None:
    page = open_page("/sv/law/2023/681/sec_45/", from_="2025-01-01", to="2026-01-01")

    assert page.status == 200
    assert "difference" in page.ids


def test_the_whole_act_can_be_read_on_one_page(open_page: Open) -> None:
    page = open_page("/sv/law/2023/681/text/", on="2025-06-01")

    assert {"sec_1", "sec_45", "sec_45__subsec_1"} <= page.ids


def test_a_duty_leads_to_the_provision_that_it_rests_on(open_page: Open) -> None:
    page = open_page("/sv/duties/A-PROG/", on="2024-06-01")

    assert [link for link in page.links if link.startswith("/sv/law/2010/1386/sec_")]
