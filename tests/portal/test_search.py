"""Finding: from what a person types to what they mean."""

from __future__ import annotations

import pytest
from tests.portal.conftest import Open

FINDS = {
    "Vasa": "/sv/municipalities/905/",
    "Vaasa": "/sv/municipalities/905/",
    "vasas": "/sv/municipalities/905/",
    "österbottens välfärdsområde": "/sv/areas/wellbeing-county/17/",
    "osterbottens valfardsomrade": "/sv/areas/wellbeing-county/17/",
    "Migri": "/sv/actors/migri/",
    "Migrationsverket": "/sv/actors/migri/",
    "Maahanmuuttovirasto": "/sv/actors/migri/",
    "45 § 681/2023": "/sv/law/2023/681/sec_45/",
    "§ 45 681/2023": "/sv/law/2023/681/sec_45/",
    "681/2023": "/sv/law/2023/681/",
    "1386/2010": "/sv/law/2010/1386/",
    "Mirgationsverket": "/sv/actors/migri/",
}


@pytest.mark.parametrize("asked", FINDS)
def test_search_finds(open_page: Open, asked: str) -> None:
    page = open_page("/sv/search/", q=asked)

    assert page.leads_to(FINDS[asked])


def test_a_name_that_is_just_what_was_typed_comes_first(open_page: Open) -> None:
    page = open_page("/sv/search/", q="Vasa")

    assert page.tree.xpath("//li[@class='result']//a/@href")[0] == "/sv/municipalities/905/"


def test_what_is_found_keeps_the_day(open_page: Open) -> None:
    page = open_page("/sv/search/", q="Vasa", on="2024-06-01")

    assert "/sv/municipalities/905/?on=2024-06-01" in page.links


def test_a_correction_is_said(open_page: Open) -> None:
    (said,) = open_page("/sv/search/", q="Mirgationsverket").all("search-sum")

    assert "Mirgationsverket" in said
    assert "migrationsverket" in said


ODD = ["", " ", "a", "§", "*", '"', "AND OR NOT", "NEAR(a b)", "'; --", "\x00", "%", "_", "🙂", "عربي"]


@pytest.mark.parametrize("asked", [*ODD, "x" * 50_000, "45 §" * 400], ids=lambda asked: repr(asked[:12]))
def test_nothing_that_can_be_typed_is_an_error(open_page: Open, asked: str) -> None:
    assert open_page("/sv/search/", q=asked).status == 200


def test_what_is_not_found_is_said_with_advice(open_page: Open) -> None:
    page = open_page("/sv/search/", q="qqqqwwwwzzzz")

    assert page.all("result") == []
    assert "qqqqwwwwzzzz" in page.all("search-sum")[0]
