"""An example says on everything that it is one; an ordinary installation never does."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from docx import Document
from pypdf import PdfReader
from tests.demo.test_story import sign_in
from tests.pages import addresses, page_names

from samverka.demo.people import PEOPLE
from samverka.foundation.documents.pdf import example_mark
from samverka.foundation.notices.models import Letter
from samverka.work.agreements.models import Agreement
from samverka.work.bodies.models import Body, Initiative, Meeting
from samverka.work.cooperation.models import Cooperation

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db, pytest.mark.usefixtures("example")]

BANNER = '<aside class="example"'
MINE = ("my_work", "my_mandates", "my_bodies", "choose_letters", "calendar_address", "account")


def told_pages() -> list[str]:
    """The pages of everything that the story tells of."""
    rows: dict[str, Any] = {
        "portal:cooperation": Cooperation,
        "portal:body": Body,
        "portal:body_meeting": Meeting,
        "portal:body_minutes": Meeting,
        "portal:body_initiative": Initiative,
        "portal:agreement": Agreement,
    }
    return [reverse(name, args=[pk]) for name, model in rows.items() for pk in keys(model)]


def keys(model: Any) -> list[int]:
    return list(model.objects.order_by("pk").values_list("pk", flat=True))


def held_meeting() -> Meeting:
    return Meeting.objects.filter(state="published").order_by("pk")[0]


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_every_public_page_says_so(client: Client, language: str) -> None:
    with translation.override(language):
        every = [address for name in page_names() for address in addresses(name)] + told_pages()
    silent = [address for address in every if client.get(address).content.decode().count(BANNER) != 1]

    assert silent == []


@pytest.mark.parametrize("person", PEOPLE[:6], ids=lambda person: person.key)
def test_the_pages_of_those_who_act_say_so(at_home: Client, person: Any) -> None:
    sign_in(at_home, person)
    every = [*(reverse(f"portal:{name}") for name in MINE), *told_pages()]
    silent = [address for address in every if BANNER not in at_home.get(address).content.decode()]

    assert silent == []


@pytest.mark.parametrize("address", ["/sv/nothing/", "/sv/account/login/", "/api/v1/docs"])
def test_pages_beside_the_way_say_so(client: Client, address: str) -> None:
    assert BANNER in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/api/v1/bodies", "/api/v1/actors.csv", "/health", "/map.svg"])
def test_data_says_so_in_a_header(client: Client, address: str) -> None:
    assert client.get(address).headers["Samverka-Example"] == "Nothing here is true."


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_a_pdf_says_so(client: Client, language: str) -> None:
    meeting = Meeting.objects.filter(state="published", language=language).order_by("pk")[0]
    answer = client.get(reverse("portal:body_minutes_file", args=[meeting.pk, "pdf"]))

    text = " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())

    assert example_mark(language) in text


def test_a_word_file_says_so_on_each_page_and_in_its_text(client: Client) -> None:
    answer = client.get(reverse("portal:body_minutes_file", args=[held_meeting().pk, "docx"]))
    document = Document(io.BytesIO(answer.content))

    mark = example_mark("sv")

    assert document.paragraphs[0].text == mark
    assert {section.header.paragraphs[0].text for section in document.sections} == {mark}


def test_a_signed_agreement_says_so() -> None:
    edition = Agreement.objects.get(state="agreed").editions.get()

    text = PdfReader(io.BytesIO(edition.latest_document.read())).pages[0].extract_text()

    assert example_mark("sv") in " ".join(text.split())


def test_letters_of_what_happened_say_so() -> None:
    letter = Letter.objects.exclude(stop_path="").order_by("-pk")[0]
    mark = example_mark(letter.language)

    assert letter.text.startswith(mark)
    assert mark in letter.html


def test_the_description_of_the_data_can_still_be_read(client: Client) -> None:
    assert json.loads(client.get("/api/v1/openapi.json").content)["openapi"].startswith("3.")
