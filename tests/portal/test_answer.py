"""Who is responsible in Vasa on 1 June 2024, and today: the picture that the whole program is for."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from tests.portal.conftest import Open

from samverka.registers.areas.models import Area

ON_THE_DAY = [
    "Vasa",
    "Österbottens välfärdsområde",
    "Arbets- och näringsbyrån",
    "Polisinrättningen i Österbotten",
    "Närings-, trafik- och miljöcentralen i Österbotten",
    "Regionförvaltningsverket i Västra och Inre Finland",
    "Landskapsförbundet i Österbotten",
    "Arbets- och näringsministeriet",
    "Statsrådet",
]
IN_2026 = [
    "Vasa",
    "Österbottens välfärdsområde",
    "Arbetskraftsmyndigheten i sysselsättningsområdet Österbotten",
    "Polisinrättningen i Österbotten",
    "Livskraftscentralen i Österbotten",
    "Landskapsförbundet i Österbotten",
    "Tillstånds- och tillsynsverket",
    "Arbets- och näringsministeriet",
    "Statsrådet",
]
GONE = set(ON_THE_DAY) - set(IN_2026)
COME = set(IN_2026) - set(ON_THE_DAY)


def authorities(page: Any) -> list[str]:
    return page.all("authority__name")


def test_the_authorities_of_vasa_on_1_june_2024(open_page: Open) -> None:
    found = authorities(open_page("/sv/municipalities/905/", on="2024-06-01"))

    assert [name for name in found if name in ON_THE_DAY] == ON_THE_DAY
    assert not COME & set(found)


@time_machine.travel("2026-03-01T12:00:00+02:00", tick=False)
def test_the_authorities_of_vasa_today(open_page: Open) -> None:
    found = authorities(open_page("/sv/municipalities/905/"))

    assert [name for name in found if name in IN_2026] == IN_2026
    assert not GONE & set(found)


def test_the_act_of_the_day_is_named(open_page: Open) -> None:
    before = open_page("/sv/municipalities/905/", on="2024-12-31")
    after = open_page("/sv/municipalities/905/", on="2025-01-01")

    assert before.leads_to("/sv/law/2010/1386/")
    assert after.leads_to("/sv/law/2023/681/")


def test_neighbours_of_one_region_have_the_same_authorities_but_one(
    open_page: Open, vasa: Area, korsholm: Area
) -> None:
    here = authorities(open_page(f"/sv/municipalities/{vasa.code}/", on="2024-06-01"))
    there = authorities(open_page(f"/sv/municipalities/{korsholm.code}/", on="2024-06-01"))

    assert set(here) ^ set(there) == {"Vasa", "Korsholm"}


def test_helsinki_is_its_own_county_and_employment_authority(open_page: Open, helsinki: Area) -> None:
    found = authorities(open_page(f"/sv/municipalities/{helsinki.code}/", on="2026-03-01"))

    assert found.count("Helsingfors") == 3


def test_the_law_of_the_mainland_does_not_reach_mariehamn(open_page: Open, mariehamn: Area) -> None:
    found = authorities(open_page(f"/sv/municipalities/{mariehamn.code}/", on="2024-06-01"))

    assert "Ålands landskapsregering" in found
    assert "Statens ämbetsverk på Åland" in found
    assert not {"Arbets- och näringsbyrån", "Landskapsförbundet i Österbotten"} & set(found)


def test_a_municipality_that_ended_leads_to_what_it_became(open_page: Open, pertunmaa: Area) -> None:
    before = open_page(f"/sv/municipalities/{pertunmaa.code}/", on="2024-12-31")
    after = open_page(f"/sv/municipalities/{pertunmaa.code}/", on="2025-01-01")

    assert "Pertunmaa" in authorities(before)
    assert not before.leads_to("/sv/municipalities/507/")
    assert "Pertunmaa" not in authorities(after)
    assert after.leads_to("/sv/municipalities/507/")


def test_before_the_tables_no_authority_is_guessed(open_page: Open) -> None:
    page = open_page("/sv/municipalities/905/", on="2012-06-01")

    assert page.status == 200
    assert "Österbottens välfärdsområde" not in authorities(page)


def test_the_change_of_2025_in_vasa(open_page: Open) -> None:
    page = open_page("/sv/municipalities/905/changes/", from_="2024-12-31", to="2025-01-01")

    assert "Arbets- och näringsbyrån" in page.all("succession__old")[0]
    assert "Arbetskraftsmyndigheten i sysselsättningsområdet Österbotten" in page.all("succession__new")[0]
    assert page.all("badge--ended")
    assert page.all("badge--new")


def test_a_comparison_reads_the_same_whichever_day_is_given_first(client: Client) -> None:
    one, other = (
        client.get("/sv/municipalities/905/changes/", {"from": start, "to": end}).content.decode()
        for start, end in (("2024-12-31", "2025-01-01"), ("2025-01-01", "2024-12-31"))
    )
    main = slice(one.index("<main"), one.index("</main"))

    assert one[main] == other[other.index("<main") : other.index("</main")]


def test_a_day_compared_with_itself_has_no_change(open_page: Open) -> None:
    page = open_page("/sv/municipalities/905/changes/", from_="2024-06-01", to="2024-06-01")

    assert page.all("change") == []


@pytest.mark.parametrize("asked", ["Vasa", "vasa", " VAASA ", "905", "Vaasa"])
def test_the_form_leads_to_the_answer(client: Client, asked: str) -> None:
    response = client.get("/sv/choose/", {"municipality": asked, "on": "1.6.2024"})

    assert (response.status_code, response.url) == (302, "/sv/municipalities/905/?on=2024-06-01")


@pytest.mark.parametrize("asked", ["Vsaa", "Vassa"])
def test_the_form_forgives_a_typing_error_by_asking(open_page: Open, asked: str) -> None:
    page = open_page("/sv/choose/", municipality=asked, on="2024-06-01")

    assert "/sv/municipalities/905/?on=2024-06-01" in page.links
    assert page.tree.xpath("//input[@id='municipality']/@value") == [asked]


@pytest.mark.parametrize(
    "asked", ["", "  ", "Atlantis", "<b>", "x" * 10_000, "\x00", "'; DROP TABLE areas_area; --"]
)
def test_the_form_says_what_is_wrong(open_page: Open, asked: str) -> None:
    page = open_page("/sv/choose/", municipality=asked)

    assert page.status == 200
    assert len(page.alerts) == 1


def test_the_law_of_a_duty_opens_in_place(open_page: Open, client: Client) -> None:
    whole = open_page("/sv/municipalities/905/", on="2024-06-01", open="all")
    piece = client.get("/sv/duties/A-PROG/law/", {"on": "2024-06-01"}).content.decode()

    assert whole.status == 200
    assert "<html" not in piece
    assert 'lang="sv"' in piece
