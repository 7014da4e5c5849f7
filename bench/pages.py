"""Which addresses are asked for, how many queries each makes, and what a first view weighs."""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from tests.pages import EXAMPLES, LANGUAGES, addresses, routes

from bench.program import connected
from samverka.registers.areas.models import Area

__all__ = ["DAYS", "QUESTIONS", "answer_pages", "first_view", "page_kinds", "queries"]

# Before and after each reform, and days on which nothing happened.
DAYS = tuple(
    date(*day)
    for day in ((2013, 1, 1), (2022, 12, 31), (2023, 1, 1), (2024, 6, 1), (2025, 1, 1), (2026, 1, 1))
)

QUESTIONS = (
    "Vasa", "vaasa", "integrationsprogram", "kotoutumissuunnitelma", "ensamkommande barn", "kommunens uppgifter",
    "työvoimaviranomainen", "Närpiö", "681/2023", "45 § 681/2023", "Migrationsverket", "hyvinvointialue",
    "etno", "språkkurs",
)  # fmt: skip


def page_kinds() -> dict[str, list[str]]:
    """For each route that everybody may read, the addresses of its examples, in three languages where it has them."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, pattern in routes():
        if pattern.pattern.converters and name not in EXAMPLES:
            continue  # What people make: nothing of it is in the registers.
        for language in LANGUAGES if name.startswith("portal:") else ("sv",):
            with override(language):
                found[name] += [address + _question(name) for address in addresses(name)]
    return {name: [address for address in asked if _answers(address)] for name, asked in found.items()}


def answer_pages() -> Iterator[str]:
    """Who is responsible in each municipality of the register, each on one of the days and in one of the languages."""
    for place, area in enumerate(Area.objects.municipalities()):
        with override(LANGUAGES[place % 3]):
            yield reverse("portal:responsible", args=[area.code]) + f"?on={DAYS[place % len(DAYS)]}"


def queries(address: str) -> int:
    """How many queries a page makes when it has been read before."""
    client = Client(SERVER_NAME="localhost")
    client.get(address)
    with CaptureQueriesContext(connection) as made:
        client.get(address)
    return len(made)


def first_view(port: int, address: str) -> dict[str, tuple[int, int]]:
    """Of each kind of file that a first view fetches: how many, and their bytes compressed."""
    page = _fetched(port, address)
    html = gzip.decompress(page) if page[:2] == b"\x1f\x8b" else page
    weights: dict[str, tuple[int, int]] = {"html": (1, len(page))}
    for kind, pattern in _LINKED.items():
        files = set(re.findall(pattern, html.decode()))
        weights[kind] = (len(files), sum(len(_fetched(port, file)) for file in files))
    return weights


_LINKED = {
    "css": r'<link[^>]+href="([^"]+\.css)"',
    "js": r'<script[^>]+src="([^"]+\.js)"',
    "pictures": r'<(?:img|link)[^>]+(?:src|href)="([^"]+\.(?:svg|png))"',
}


def _fetched(port: int, address: str) -> bytes:
    with connected(port) as connection:
        connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        return connection.getresponse().read()


def _question(name: str) -> str:
    return f"?q={quote('kotoutuminen')}" if name in {"portal:search", "open:search"} else ""


def _answers(address: str) -> bool:
    return Client(SERVER_NAME="localhost").get(address).status_code == 200
