"""Tables for spreadsheets: they open, hold what the registers hold, and run no formula."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from samverka.registers.actors.models import Actor
from samverka.registers.areas.models import Area
from samverka.registers.law.models import Statute

TABLES = ("actors", "duties", "statutes", "municipalities", "responsibility/905")


def table(client: Client, name: str, **query: Any) -> list[dict[str, str]]:
    response = client.get(f"/api/v1/{name}.csv", query)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    content = response.content
    assert content.startswith(b"\xef\xbb\xbf")  # Without the mark, Excel reads å as two letters.
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_opens_with_as_many_cells_in_each_row(client: Client, name: str) -> None:
    rows = table(client, name, on="2024-06-01")

    assert rows
    assert all(None not in row and None not in row.values() for row in rows)


def test_tables_hold_the_registers_of_the_day(client: Client) -> None:
    assert len(table(client, "municipalities", on="2024-06-01")) == 309
    assert len(table(client, "municipalities", on="2026-01-01")) == 308
    assert len(table(client, "statutes")) == Statute.objects.count()
    assert {row["slug"] for row in table(client, "actors", kind="migri")} == {"migri"}


def test_names_are_in_their_own_letters(client: Client) -> None:
    named = {
        row["code"]: (row["name_sv"], row["name_fi"])
        for row in table(client, "municipalities", on="2026-01-01")
    }

    assert named["753"] == ("Sibbo", "Sipoo")
    assert named["946"][0] == "Vörå"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_would_be_a_formula_is_text(client: Client, vasa: Area, start: str) -> None:
    evil = f"{start}HYPERLINK(1)"
    Area.objects.filter(pk=vasa.pk).update(name_sv=evil, name_fi="Vaasa")

    (row,) = [row for row in table(client, "municipalities") if row["code"] == "905"]

    assert (row["name_sv"], row["name_fi"]) == (f"'{evil}", "Vaasa")


def test_no_cell_of_the_real_registers_begins_a_formula(client: Client) -> None:
    cells = [cell for name in TABLES for row in table(client, name) for cell in row.values()]

    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_quotes_and_lines_in_a_name_stay_in_its_cell(client: Client) -> None:
    name = 'Delegationen "för",\nfrågor'
    Actor.objects.filter(slug="migri").update(name_sv=name)

    (row,) = [row for row in table(client, "actors") if row["slug"] == "migri"]

    assert row["name_sv"] == name


@pytest.mark.parametrize("on", ["yesterday", "2024-13-45", "1.6.2024", "\x00", "9" * 5_000])
@pytest.mark.parametrize("name", ["actors", "duties", "municipalities", "responsibility/905"])
def test_a_day_that_cannot_be_read_is_refused_never_taken_for_today(
    client: Client, name: str, on: str
) -> None:
    assert client.get(f"/api/v1/{name}.csv", {"on": on}).status_code == 400


@pytest.mark.parametrize("code", ["999", "nothing", "905%00"])
def test_a_table_of_nothing_is_not_there(client: Client, code: str) -> None:
    assert client.get(f"/api/v1/responsibility/{code}.csv").status_code == 404
