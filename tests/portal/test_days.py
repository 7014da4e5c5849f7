"""The day in the address: as people write it, and as nobody should."""

from __future__ import annotations

import pytest
import time_machine
from django.utils.translation import gettext, override
from tests.pages import LANGUAGES
from tests.portal.conftest import Open

from samverka.portal.days import parse_day

NOT_A_DATE = "This is not a date. Write it as 1.6.2024 or 2024-06-01."
OUT_OF_REACH = "The registers reach from 2010 to 2040. Choose a date between them."

BAD = {
    "2024-13-45": NOT_A_DATE,
    "2024-02-30": NOT_A_DATE,
    "31.2.2024": NOT_A_DATE,
    "garbage": NOT_A_DATE,
    "2024": NOT_A_DATE,
    "1.6.24x": NOT_A_DATE,
    "²0.6.2024": NOT_A_DATE,
    "2024-06-01T12:00": NOT_A_DATE,
    "0.0.0": NOT_A_DATE,
    "1.6.99999999999999999999": NOT_A_DATE,
    "<script>alert(1)</script>": NOT_A_DATE,
    "%00": NOT_A_DATE,
    "\x00": NOT_A_DATE,
    "9" * 20_000: NOT_A_DATE,
    f"1.1.{'9' * 10_000}": NOT_A_DATE,
    "1999-01-01": OUT_OF_REACH,
    "2009-12-31": OUT_OF_REACH,
    "2041-01-01": OUT_OF_REACH,
    "9999-12-31": OUT_OF_REACH,
}
PAGES = (
    "/sv/municipalities/905/",
    "/sv/municipalities/",
    "/sv/law/2023/681/sec_45/",
    "/sv/duties/",
    "/sv/actors/",
)


@pytest.mark.parametrize("asked", ["2024-06-01", "1.6.2024", "01.06.2024", " 2024-06-01 "])
def test_a_day_may_be_written_both_ways(open_page: Open, asked: str) -> None:
    page = open_page("/sv/municipalities/905/", on=asked)

    assert page.alerts == []
    assert page.tree.xpath("//input[@id='on']/@value") == ["2024-06-01"]


@pytest.mark.parametrize("asked", ["2010-01-01", "2040-12-31"])
def test_the_first_and_the_last_day_are_within_reach(asked: str) -> None:
    day, problem = parse_day(asked)

    assert (day.isoformat(), problem) == (asked, None)


@pytest.mark.parametrize("asked", BAD, ids=lambda asked: repr(asked[:30]))
@time_machine.travel("2026-03-01T12:00:00+02:00", tick=False)
def test_a_bad_day_gives_a_sentence_and_the_page_of_today(open_page: Open, asked: str) -> None:
    page = open_page("/sv/municipalities/905/", on=asked)

    assert page.status == 200
    assert len(page.alerts) == 1
    assert gettext(BAD[asked]) in page.alerts[0]
    assert page.tree.xpath("//input[@id='on']/@value") == ["2026-03-01"]


@pytest.mark.parametrize("address", PAGES)
def test_a_bad_day_gives_a_sentence_on_every_page(open_page: Open, address: str) -> None:
    assert gettext(NOT_A_DATE) in open_page(address, on="2024-13-45").alerts[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_is_in_the_language_of_the_page(open_page: Open, language: str) -> None:
    with override(language):
        assert gettext(NOT_A_DATE) in open_page(f"/{language}/", on="garbage").alerts[0]


@pytest.mark.parametrize("name", ["from", "to"])
def test_a_bad_day_of_a_comparison_is_said_at_its_field(open_page: Open, name: str) -> None:
    page = open_page(
        "/sv/municipalities/905/changes/", **{"from_": "2024-12-31", "to": "2025-01-01", name + "_": "x"}
    )

    assert page.status == 200
    (field,) = page.tree.xpath(f"//input[@id='{name}'][@aria-invalid='true']")
    (said,) = page.tree.xpath(f"//*[@id='{field.get('aria-describedby')}']")
    assert gettext(NOT_A_DATE) in said.text_content()


def test_a_bad_day_on_the_front_page_keeps_what_was_typed(open_page: Open) -> None:
    page = open_page("/sv/choose/", municipality="Vasa", on="2024-13-45")

    assert page.tree.xpath("//input[@id='municipality']/@value") == ["Vasa"]
    assert gettext(NOT_A_DATE) in page.alerts[-1]


def test_a_day_given_twice_is_no_error(open_page: Open) -> None:
    assert open_page("/sv/municipalities/905/?on=2024-06-01&on=2025-01-01").status == 200
