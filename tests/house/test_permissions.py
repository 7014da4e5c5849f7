"""Who may call what: every route of the URLconf, and nothing that is not in the list below.

Run with `-s` to read the matrix.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern
from tests.pages import EXAMPLES, addresses, routes

from samverka.overview.doors import Openness, WritingOnRead
from samverka.portal.doors import reads
from samverka.registers.areas.models import Area

pytestmark = pytest.mark.django_db

# A new address is added here by somebody who has thought of who may call it.
EXPECTED = {
    "plain:choose_language": "public",
    "plain:health": "public",
    "plain:robots": "public",
    "plain:map": "public",
    "plain:map_of": "public",
    "csv:actors": "public",
    "csv:duties": "public",
    "csv:statutes": "public",
    "csv:municipalities": "public",
    "csv:responsibility": "public",
    "open:openapi-json": "public",
    "open:openapi-view": "public",
    "open:municipalities": "public",
    "open:areas": "public",
    "open:area": "public",
    "open:responsibility": "public",
    "open:changes": "public",
    "open:actors": "public",
    "open:actor": "public",
    "open:statutes": "public",
    "open:statute": "public",
    "open:provision": "public",
    "open:duties": "public",
    "open:duty": "public",
    "open:search": "public",
    "open:api-root": "nobody",  # The library's own, to find the root of its addresses: always 404.
    "portal:front": "public",
    "portal:choose": "public",
    "portal:municipalities": "public",
    "portal:areas": "public",
    "portal:area": "public",
    "portal:responsible": "public",
    "portal:changes": "public",
    "portal:actors": "public",
    "portal:actor": "public",
    "portal:statutes": "public",
    "portal:statute": "public",
    "portal:statute_text": "public",
    "portal:provision": "public",
    "portal:duties": "public",
    "portal:duty": "public",
    "portal:duty_law": "public",
    "portal:search": "public",
    "portal:sources": "public",
    "portal:accessibility": "public",
    "portal:data_protection": "public",
    "portal:reading_guide": "public",
    "portal:components": "public",
}
WRITING = ("POST", "PUT", "PATCH", "DELETE")
REDIRECTS = {"plain:choose_language"}


def openness(pattern: URLPattern) -> str:
    """What a route declares of itself; for an operation of the API, what its function declares."""
    if pattern.name == "api-root":
        return "nobody"
    found = {getattr(view, "openness", "undeclared") for view in _views(pattern.callback)}
    return str(found.pop()) if len(found) == 1 else "undeclared"


def _views(callback: Any) -> list[Any]:
    operations = [cell.cell_contents for cell in getattr(callback, "__closure__", None) or ()]
    found = [operation.view_func for one in operations for operation in getattr(one, "operations", [])]
    return found or [callback]


def test_every_route_is_in_the_list() -> None:
    assert {name: openness(pattern) for name, pattern in routes()} == EXPECTED


def test_no_two_routes_have_one_name() -> None:
    names = [name for name, _pattern in routes()]

    assert sorted(set(names)) == sorted(names)


def test_every_variable_address_has_an_example() -> None:
    variable = {name for name, pattern in routes() if pattern.pattern.converters}

    assert set(EXAMPLES) == variable


@pytest.mark.parametrize("name", EXPECTED)
def test_the_public_reads_and_changes_nothing(client: Client, name: str) -> None:
    client.raise_request_exception = True
    wanted = 404 if EXPECTED[name] == "nobody" else 302 if name in REDIRECTS else 200
    answers = {}
    for address in addresses(name):
        for method in ("GET", "HEAD", *WRITING):
            answers.setdefault(method, set()).add(client.generic(method, address).status_code)
    print(f"{name:26}{EXPECTED[name]:10}", *(f"{method} {codes}" for method, codes in answers.items()))  # noqa: T201

    refused = 404 if EXPECTED[name] == "nobody" else 405
    head = 405 if name.startswith("open:") and "openapi" not in name and name != "open:api-root" else wanted
    assert answers == {"GET": {wanted}, "HEAD": {head}} | {method: {refused} for method in WRITING}


@pytest.mark.parametrize("change", ["create", "update", "delete"])
def test_a_page_that_writes_fails(rf: Any, vasa: Area, change: str) -> None:
    writing = {
        "create": lambda: Area.objects.create(kind="region", code="99", on_mainland=True, on_aland=False),
        "update": lambda: Area.objects.filter(pk=vasa.pk).update(name_sv="Wasa"),
        "delete": lambda: Area.objects.filter(pk=vasa.pk).delete(),
    }

    @reads(Openness.PUBLIC)
    def page(_request: HttpRequest) -> HttpResponse:
        writing[change]()
        return HttpResponse()

    with pytest.raises(WritingOnRead), transaction.atomic():
        page(rf.get("/"))

    vasa.refresh_from_db()
    assert vasa.name_sv == "Vasa"


def test_a_page_that_only_reads_answers_no_post(rf: Any) -> None:
    @reads(Openness.PUBLIC)
    def page(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("read")

    assert page(rf.get("/")).content == b"read"
    assert page(rf.post("/")).status_code == 405
