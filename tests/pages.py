"""Every address of the program with real examples of what stands in it: one list for all matrices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

LANGUAGES = ("sv", "fi", "en")

# For each route, the arguments of its examples; none needed where the address holds no variable.
EXAMPLES: dict[str, list[tuple[Any, ...]]] = {
    "plain:map_of": [("municipality", "905"), ("wellbeing-county", "15")],
    "portal:responsible": [("905",), ("478",), ("588",)],
    "portal:changes": [("905",), ("478",)],
    "portal:areas": [("region",), ("wellbeing-county",), ("employment-area",)],
    "portal:area": [("municipality", "905"), ("municipality", "588"), ("region", "15"), ("country", "FI")],
    "portal:actor": [("municipality-905",), ("migri",), ("te-offices",)],
    "portal:statute": [(2023, 681), (2010, 1386)],
    "portal:statute_text": [(2023, 681), (2010, 1386)],
    "portal:provision": [(2023, 681, "sec_45"), (2010, 1386, "sec_27"), (2023, 681, "chp_2")],
    "portal:duty": [("A-PROG",)],
    "portal:duty_law": [("A-PROG",)],
    "csv:responsibility": [("905",)],
    "open:areas": [("region",)],
    "open:area": [("municipality", "905")],
    "open:responsibility": [("905",)],
    "open:changes": [("905",)],
    "open:actor": [("municipality-905",)],
    "open:statute": [(2023, 681)],
    "open:provision": [(2023, 681, "sec_45")],
    "open:duty": [("A-PROG",)],
}

# What must be asked for besides.
QUERY = {"open:changes": "?before=2024-12-31&after=2025-01-01"}

# Pieces of page, put where a reader opens them: no page of their own.
PIECES = {"portal:duty_law"}


def routes() -> Iterator[tuple[str, URLPattern]]:
    """Every route of the URLconf by its full name."""
    yield from _routes(get_resolver(), ())


def _routes(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join((*spaces, str(entry.name))), entry
        else:
            yield from _routes(entry, (*spaces, entry.namespace) if entry.namespace else spaces)


def addresses(name: str) -> list[str]:
    """The example addresses of a route, in the language that is active."""
    return [reverse(name, args=args) + QUERY.get(name, "") for args in EXAMPLES.get(name, [()])]


def page_names() -> list[str]:
    """The routes of the portal that are pages in three languages."""
    return [name for name, _pattern in routes() if name.startswith("portal:") and name not in PIECES]
