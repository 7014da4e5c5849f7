"""Each page in each language, on a wide and a narrow screen: the checker finds nothing, the console is silent."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils.translation import override
from tests.browser.conftest import Look
from tests.pages import LANGUAGES, addresses, page_names

WIDTHS = (1280, 360)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}

# A page also in the states that it takes on when something is asked of it.
STATES = {
    "portal:front": [""],
    "portal:choose": ["?municipality=Vsaa&on=2024-13-45", "?municipality="],
    "portal:municipalities": ["", "?on=2024-06-01"],
    "portal:responsible": ["", "?on=2024-06-01", "?on=garbage"],
    "portal:changes": ["", "?from=2024-06-01&to=2026-01-01", "?from=x&to=y"],
    "portal:actors": ["", "?kind=county&on=2024-06-01", "?page=2"],
    "portal:duties": ["", "?bearer=municipality&on=2024-06-01", "?never="],
    "portal:provision": ["", "?on=2024-06-01", "?from=2025-01-01&to=2026-01-01"],
    "portal:search": ["", "?q=Vasa", "?q=kotoutumissuunnitelma", "?q=Mirgationsverket", "?q=qqqqwwww"],
}


def states(name: str, language: str) -> list[str]:
    """The addresses of a page: each example as it is, the first in each state."""
    with override(language):
        first, *others = addresses(name)
    return [*(f"{first}{query}" for query in STATES.get(name, ["", "?on=2024-06-01"])), *others]


def findings(page) -> list[str]:
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in found
        for node in one["nodes"]
    ]


# In every run each language and each width; with `make thorough` each language in each width.
GRID = [
    pytest.param(
        language,
        width,
        marks=[] if (language, width) in {("sv", 1280), ("fi", 360), ("en", 360)} else pytest.mark.thorough,
    )
    for language in LANGUAGES
    for width in WIDTHS
]


@pytest.mark.parametrize(("language", "width"), GRID)
@pytest.mark.parametrize("name", page_names())
def test_the_checker_finds_nothing(look: Look, name: str, language: str, width: int) -> None:
    page = look(width=width)
    found = {}
    for address in states(name, language):
        page.goto(address)
        if problems := findings(page):
            found[address] = problems

    assert found == {}


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_checker_finds_nothing_in_either_colour_scheme(look: Look, scheme: str) -> None:
    page = look(color_scheme=scheme)
    page.goto("/sv/municipalities/905/?on=2024-06-01")

    assert findings(page) == []


@pytest.mark.parametrize("address", ["/sv/nothing/", "/fi/nothing/", "/en/nothing/", "/api/v1/docs"])
def test_the_checker_finds_nothing_on_other_pages(look: Look, address: str) -> None:
    page = look()
    page.goto(address)

    assert findings(page) == []


@pytest.mark.parametrize("name", page_names())
def test_nothing_has_to_be_scrolled_sideways(look: Look, name: str) -> None:
    page = look(width=320, height=640)
    wide = {}
    for language in LANGUAGES:
        for address in states(name, language):
            page.goto(address)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                wide[address] = width

    assert wide == {}
