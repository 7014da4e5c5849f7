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
    "portal:cooperation": [(1,)],
    "open:cooperation": [(1,)],
    "portal:agreement": [(1,)],
    "portal:agreement_signatures": [(1,)],
    "portal:agreement_pdf": [(1,)],
    "portal:agreement_word": [(1,)],
    "open:agreement": [(1,)],
    "plain:body_calendar": [(1,)],
    "portal:body": [(1,)],
    "portal:body_meeting": [(1,)],
    "portal:body_minutes": [(1,)],
    "portal:body_initiative": [(1,)],
    "portal:body_call_file": [(1, "pdf"), (1, "docx")],
    "portal:body_minutes_file": [(1, "pdf"), (1, "docx")],
    "portal:body_attachment": [(1,)],
    "open:body": [(1,)],
    "open:body_meetings": [(1,)],
    "open:body_meeting": [(1,)],
    "open:body_initiatives": [(1,)],
    "open:body_initiative": [(1,)],
    "account_confirm_email": [("nothing",)],
    "account_reset_password_from_key": [("1", "nothing")],
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
PIECES = {
    "portal:agreement_pdf",
    "portal:agreement_word",
    "portal:body_attachment",
    "portal:body_call_file",
    "portal:body_minutes_file",
    "portal:duty_law",
}


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


def examples(name: str) -> list[str]:
    """Addresses of a route; where nobody gave an example, one of something that is not there."""
    if name in EXAMPLES or not (converters := dict(routes())[name].pattern.converters):
        return addresses(name)
    return [reverse(name, kwargs={key: _nothing(key, converter) for key, converter in converters.items()})]


def _nothing(key: str, converter: Any) -> Any:
    """What leads nowhere, in the form that a converter takes."""
    known = {"IntConverter": 999_999, "UUIDConverter": "00000000-0000-0000-0000-000000000000"}
    words = converter.regex.split("|")
    return known.get(type(converter).__name__, words[0] if len(words) > 1 else "nothing")


def page_names() -> list[str]:
    """The routes of the portal that are pages in three languages, for everybody to read."""
    return [
        name
        for name, found in routes()
        if name.startswith("portal:") and name not in PIECES and is_public(found)
    ]


def is_public(pattern: URLPattern) -> bool:
    """Whether everybody may read a page, and nobody changes anything by it."""
    view = pattern.callback
    return bool(view.openness.code == "public" and view.writes is False)
