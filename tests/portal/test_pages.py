"""What holds of each page in each language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext, override
from tests.pages import LANGUAGES, addresses, page_names
from tests.portal.conftest import Open
from tests.portal.reading import Page

from samverka.registers.actors.models import Actor
from samverka.registers.areas.models import Area
from samverka.registers.law.enums import Bearer
from samverka.registers.law.models import Duty, Provision, Statute

pytestmark = pytest.mark.usefixtures("published")

PAGES = [(name, language) for name in page_names() for language in LANGUAGES]


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_a_page_is_whole(open_page: Open, name: str, language: str) -> None:
    with override(language):
        places = addresses(name)
    for place in places:
        page = open_page(place)

        assert page.status == 200
        assert page.lang == language
        assert page.h1
        assert page.title.endswith(" – Samverka")
        assert len(page.title) > len(" – Samverka")
        assert page.tree.xpath("//a[@class='skip']/@href") == ["#content"]
        assert not broken_links(page)


def broken_links(page: Page) -> list[str]:
    """Links of a page that lead to no address of ours, or to no place in the page."""
    found = []
    for link in page.links:
        parts = urlsplit(link)
        if parts.netloc:
            continue
        try:
            if parts.path:
                resolve_in_its_language(parts.path)
            elif parts.fragment and parts.fragment not in page.ids:
                found.append(link)
        except Resolver404:
            found.append(link)
    return found


def resolve_in_its_language(path: str) -> None:
    first = path.split("/")[1]
    with override(first if first in LANGUAGES else "sv"):
        resolve(path)


@pytest.mark.parametrize("name", page_names())
def test_the_language_switch_keeps_page_and_query(open_page: Open, name: str) -> None:
    for place in addresses(name):
        page = open_page(place, on="2024-06-01", q="a b", page="2")
        query = "?on=2024-06-01&q=a+b&page=2"

        for language in LANGUAGES:
            assert page.link_in(language) == place.replace("/sv/", f"/{language}/", 1) + query
        assert page.tree.xpath("//link[@rel='alternate']/@href") == [page.link_in(one) for one in LANGUAGES]


@pytest.mark.parametrize("name", page_names())
def test_a_page_links_to_the_same_things_in_each_language(open_page: Open, name: str) -> None:
    found = []
    for language in LANGUAGES:
        with override(language):
            page = open_page(addresses(name)[0], on="2024-06-01")
        links = {urlsplit(link).path.replace(f"/{language}/", "/", 1) for link in page.links}
        switches = {f"/{other}/" for other in LANGUAGES}
        found.append({link for link in links if not link.startswith(tuple(switches))})

    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("name", page_names())
def test_a_page_keeps_the_day_in_its_links(open_page: Open, name: str) -> None:
    page = open_page(addresses(name)[0], on="2024-06-01")

    main_menu = page.tree.xpath("//nav[@class='site-nav']//a/@href")
    assert main_menu
    assert [link for link in main_menu if not link.endswith("?on=2024-06-01")] == []


HEADINGS = {
    "portal:municipalities": "Municipalities",
    "portal:statutes": "Law",
    "portal:search": "Search",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HEADINGS)
def test_a_list_is_headed_by_what_it_lists(open_page: Open, name: str, language: str) -> None:
    with override(language):
        assert open_page(reverse(name)).h1.startswith(gettext(HEADINGS[name]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thing_is_headed_by_its_name(open_page: Open, vasa: Area, language: str) -> None:
    county = Area.objects.get(kind="wellbeing-county", code="17")
    ministry = Actor.objects.get(slug="ministry-tem")
    act = Statute.objects.get(year=2023, number=681)
    with override(language):
        assert str(vasa.name) in open_page(reverse("portal:responsible", args=["905"])).h1
        assert str(vasa.name) in open_page(reverse("portal:changes", args=["905"])).h1
        assert open_page(reverse("portal:area", args=["municipality", "905"])).h1 == str(vasa.name)
        assert open_page(reverse("portal:area", args=["wellbeing-county", "17"])).h1 == str(county.name)
        assert open_page(reverse("portal:actor", args=["ministry-tem"])).h1 == str(ministry.name)
        assert str(act.title) in open_page(reverse("portal:statute", args=[2023, 681])).h1


def test_the_names_of_one_area_in_three_languages(open_page: Open) -> None:
    found = [open_page(f"/{language}/areas/municipality/905/").h1 for language in LANGUAGES]

    assert found == ["Vasa", "Vaasa", "Vaasa"]


def test_the_front_leads_to_the_language_that_the_browser_prefers(client: Client) -> None:
    asked = {"fi": "/fi/", "en-GB,en;q=0.8": "/en/", "sv-FI": "/sv/", "ar": "/sv/"}

    found = {header: client.get("/", headers={"accept-language": header}).url for header in asked}

    assert found == asked


# Everything in the registers has a page that can be written without an error, an undefined name or a broken id.
EVERY = {
    "municipality": lambda: [("portal:responsible", one.code) for one in Area.objects.municipalities()],
    "area": lambda: [
        ("portal:area", one.kind, one.code) for one in Area.objects.exclude(kind="municipality")
    ],
    "actor": lambda: [("portal:actor", one.slug) for one in Actor.objects.exclude(kind=Bearer.MUNICIPALITY)],
    "duty": lambda: [("portal:duty", one.code) for one in Duty.objects.all()],
    "statute": lambda: [("portal:statute", one.year, one.number) for one in Statute.objects.all()],
}


@pytest.mark.parametrize("kind", EVERY)
def test_everything_has_a_page(open_page: Open, kind: str) -> None:
    for name, *args in EVERY[kind]():
        page = open_page(reverse(name, args=args))

        assert page.status == 200
        assert not broken_links(page)


def _answers(open_page: Open, municipalities: Iterable[Area]) -> None:
    for municipality in municipalities:
        page = open_page(reverse("portal:responsible", args=[municipality.code]))

        assert page.status == 200
        assert not broken_links(page)


def test_one_municipality_of_each_region_has_an_answer(open_page: Open) -> None:
    regions = Area.objects.filter(kind="region").in_force_on(date(2026, 1, 1))
    members = [Area.objects.within(region, date(2026, 1, 1)).first() for region in regions]

    assert None not in members
    _answers(open_page, members)


@pytest.mark.thorough
def test_every_municipality_has_an_answer(open_page: Open) -> None:
    _answers(open_page, Area.objects.municipalities())


@pytest.mark.parametrize("citation", [(2023, 681), (2010, 1386)])
def test_every_section_of_the_acts_on_integration_has_a_page(
    open_page: Open, citation: tuple[int, int]
) -> None:
    year, number = citation
    sections: Any = Provision.objects.filter(statute__year=year, statute__number=number, kind="section")
    for section in sections:
        assert open_page(reverse("portal:provision", args=[year, number, section.eid])).status == 200
