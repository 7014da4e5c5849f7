"""Open data says what the pages say, and says what nobody knows as null."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.api.conftest import Ask
from tests.portal.test_answer import ON_THE_DAY

from samverka.registers.actors.models import Actor
from samverka.registers.areas.models import Area


def test_the_answer_for_vasa_is_that_of_the_page(ask: Ask) -> None:
    answer = ask("responsibility/905", on="2024-06-01")

    names = [
        one["actor"]["name"]["sv"]
        for level in answer["levels"].values()
        for one in level
        if one["actor"] is not None
    ]
    assert answer["on"] == "2024-06-01"
    assert [name for name in names if name in ON_THE_DAY] == ON_THE_DAY


def test_a_kind_that_no_register_lists_has_no_actor(ask: Ask) -> None:
    answer = ask("responsibility/905", on="2024-06-01")

    nameless = {one["kind"] for level in answer["levels"].values() for one in level if one["actor"] is None}
    assert "association" in nameless


def test_a_name_that_no_source_gives_is_null(ask: Ask) -> None:
    without = Actor.objects.filter(name_en="").exclude(name_sv="").first()

    name = ask(f"actors/{without.slug}")["name"]

    assert name == {"sv": without.name_sv, "fi": without.name_fi or None, "en": None}


def test_a_municipality_that_ended_says_when(ask: Ask) -> None:
    ended = ask("areas/municipality/588")

    assert ended["valid_to"] == "2025-01-01"
    assert ask("areas/municipality/905")["valid_to"] is None


def test_the_municipalities_of_a_day_are_those_of_the_register(ask: Ask) -> None:
    first = ask("municipalities", on="2024-06-01", limit=1000)
    later = ask("municipalities", on="2026-01-01", limit=1000)

    assert first["count"] - later["count"] == 1
    assert {one["code"] for one in first["items"]} - {one["code"] for one in later["items"]} == {"588"}


def test_pages_of_a_list_join_to_the_whole(ask: Ask) -> None:
    whole = [one["slug"] for one in ask("actors", on="2026-01-01", limit=1000)["items"]]

    pages = [ask("actors", on="2026-01-01", limit=100, offset=start) for start in range(0, len(whole), 100)]

    assert [one["slug"] for page in pages for one in page["items"]] == whole
    assert len(set(whole)) == len(whole)


def test_a_section_reads_as_on_its_day(ask: Ask) -> None:
    (section,) = ask("statutes/2023/681/sec_45", on="2025-06-01", language="sv")

    assert (section["eid"], section["language"]) == ("sec_45", "sv")
    assert section["children"]


def test_before_the_act_there_is_no_section(ask: Ask) -> None:
    assert ask("statutes/2023/681/sec_45", on="2024-06-01") == []


@pytest.mark.parametrize(
    "path",
    [
        "areas/municipality/999",
        "areas/nothing/905",
        "responsibility/999",
        "actors/nothing",
        "statutes/1900/1",
        "statutes/-1/681",
        "statutes/2023/99999999999999999999",
        "statutes/2023/681/nothing",
        "duties/nothing",
    ],
)
def test_what_is_not_there_is_said_as_data(ask: Ask, path: str) -> None:
    assert "detail" in ask(path, status=404)


@pytest.mark.parametrize("on", ["yesterday", "2024-13-45", "1.6.2024", "null", "\x00", "9" * 5_000])
def test_a_day_that_cannot_be_read_is_refused(ask: Ask, on: str) -> None:
    assert ask("responsibility/905", status=422, on=on)["detail"]


@pytest.mark.parametrize("on", ["0001-01-01", "1900-01-01", "9999-12-31"])
def test_a_day_beyond_the_registers_is_answered(ask: Ask, on: str) -> None:
    assert ask("municipalities", on=on)["count"] >= 0


@pytest.mark.parametrize("value", [-1, "x", 10**30])
@pytest.mark.parametrize("name", ["limit", "offset"])
def test_a_page_that_cannot_be_is_refused_or_empty(client: Client, name: str, value: object) -> None:
    assert client.get("/api/v1/actors", {name: value}).status_code in {200, 422}


@pytest.mark.parametrize("q", ["", "\x00", '"', "*", "x" * 10_000])
def test_any_search_is_answered(ask: Ask, q: str) -> None:
    assert ask("search", q=q)["found"] == []


def test_the_description_names_every_operation_and_no_other_host(client: Client) -> None:
    described = client.get("/api/v1/openapi.json")

    assert described.json()["openapi"].startswith("3.1")
    assert all(operation["get"]["summary"] for operation in described.json()["paths"].values())
    assert all(set(operation) == {"get"} for operation in described.json()["paths"].values())


def test_names_are_plain_text(ask: Ask, vasa: Area) -> None:
    Area.objects.filter(pk=vasa.pk).update(name_sv="<b>Vasa</b>")

    assert ask("areas/municipality/905")["name"]["sv"] == "<b>Vasa</b>"
