"""A page as one reads it: its heading, its links, its notices."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from lxml import html


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


class Page:
    """An answer in HTML."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.status = response.status_code
        self.tree = html.fromstring(response.content)

    @property
    def lang(self) -> str:
        return self.tree.get("lang")

    @property
    def title(self) -> str:
        return words(self.tree.find(".//title"))

    @property
    def headings(self) -> list[str]:
        """The texts of the headings of the first level; a good page has one."""
        return [words(one) for one in self.tree.iter("h1")]

    @property
    def h1(self) -> str:
        (only,) = self.headings
        return only

    @property
    def text(self) -> str:
        return words(self.tree.find(".//main"))

    @property
    def links(self) -> list[str]:
        return [one.get("href") for one in self.tree.iter("a")]

    @property
    def ids(self) -> set[str]:
        return set(self.tree.xpath("//@id"))

    @property
    def alerts(self) -> list[str]:
        """What the page says is wrong: of the address, or at a field of a form."""
        return [
            words(one)
            for one in self.tree.xpath("//*[@role='alert'] | //*[contains(@class, 'field__error')]")
        ]

    def link_in(self, language: str) -> str:
        """Where the language switch leads."""
        (address,) = self.tree.xpath(f"//ul[@class='langs']//a[@hreflang='{language}']/@href")
        return address

    def all(self, selector: str) -> list[str]:
        """The texts of the elements with a class."""
        return [words(one) for one in self.tree.find_class(selector)]

    def leads_to(self, path: str) -> bool:
        return any(urlsplit(link).path == path for link in self.links)
