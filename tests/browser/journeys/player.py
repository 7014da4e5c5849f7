"""A person who plays in a story: their own browser, the pages they open and the forms they send."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Locator, Page, Response, expect
from tests.browser.journeys.conftest import PASSWORD, Stage, sign_in


class Player:
    """Somebody with a name and an address who reads in a language. Without a name: the public."""

    def __init__(
        self, stage: Stage, name: str = "", address: str = "", *, javascript: bool, language: str = "sv"
    ) -> None:
        self.stage, self.name, self.address, self.language = stage, name, address, language
        self.page: Page = stage.window(javascript=javascript)

    def join(self) -> None:
        """Follow the link in the latest letter, which the worker has delivered, and make an account."""
        link = self.stage.link_in_letter(self.address, f"/{self.language}/invitation/", as_it_is=True)
        self.page.goto(link)
        self.send(name=self.name, way="password", password=PASSWORD)
        assert "/me/" in self.page.url

    def sign_in(self) -> None:
        """Sign in anew, as on another day."""
        sign_in(self.page, self.address)

    def open(self, path: str, status: int = 200) -> None:
        """Open an address, given without its language."""
        self._arrived(self.page.goto(f"/{self.language}{path}", wait_until="domcontentloaded"), status)

    def follow(self, address: str, near: str = "") -> None:
        """Follow the first link of the page to an address that ends so, in the row or card that holds some words."""
        place = self.page.locator("main")
        if near:
            place = place.locator("li, tr").filter(has_text=near)
        links = place.locator(f"a[href$='{address}']")
        with self.page.expect_navigation(wait_until="domcontentloaded") as arriving:
            links.first.click()
        self._arrived(arriving.value, 200)

    def send(self, act: str = "", near: str = "", refused: str = "", **filled: Any) -> None:
        """Fill in the form with these fields and press its button: that of an act, in the form with some words.

        Where nothing is to be refused, no page that follows may say that something is wrong.
        """
        form = self._form(act, near, filled)
        folded = form.locator("xpath=ancestor::details[not(@open)]/summary")
        if folded.count():
            folded.first.click()
        for name, value in filled.items():
            _fill(form, name, value)
        button = form.locator(f"button[name=act][value={act}]" if act else "button[type=submit]")
        with self.page.expect_navigation(wait_until="domcontentloaded") as arriving:
            button.first.click()
        self._arrived(arriving.value, 200)
        said = " ".join(self.page.locator("main [role=alert]").all_text_contents())
        assert (refused in said) if refused else not said, said

    def _form(self, act: str, near: str, filled: dict[str, Any]) -> Locator:
        forms = self.page.locator("main form[method=post]")
        if act:
            forms = forms.filter(has=self.page.locator(f"button[name=act][value={act}]"))
        for name in filled:
            forms = forms.filter(has=self.page.locator(f"[name={name}]"))
        return (forms.filter(has_text=near) if near else forms).first

    def _arrived(self, response: Response | None, status: int) -> None:
        assert response is not None
        assert response.status == status, (self.name, self.page.url, response.status)

    def reads(self, *words: str) -> None:
        """What stands on the page."""
        for some in words:
            expect(self.page.locator("main")).to_contain_text(some)

    def does_not_read(self, *words: str) -> None:
        text = self.page.locator("main").inner_text()
        assert not [some for some in words if some in text], (self.page.url, words)

    def key(self, pattern: str) -> int:
        """The number in the address of the page, after a part of it."""
        found = re.search(rf"/{pattern}/(\d+)/", self.page.url)
        assert found, self.page.url
        return int(found[1])

    def save(self, address: str) -> Path:
        """Save the file behind a link of the page."""
        with self.page.expect_download() as saving:
            self.page.locator(f"main a[href$='{address}']").first.click()
        saved: Download = saving.value
        place = self.stage.folder / saved.suggested_filename
        saved.save_as(place)
        return place


def _fill(form: Locator, name: str, value: Any) -> None:
    """Fill in a field: words, a day, a choice by its value or its label, several labels, yes or no, a file."""
    fields = form.locator(f"[name={name}]")
    tag, kind = fields.first.evaluate("field => [field.tagName, field.type]")
    if isinstance(value, Path):
        fields.set_input_files(value)
    elif tag == "SELECT":
        fields.select_option(value)
    elif kind == "radio":
        form.locator(f"[name={name}][value={value}]").check()
    elif isinstance(value, bool):
        fields.set_checked(value)
    elif isinstance(value, list):
        for label in value:
            form.locator("label").filter(has_text=label).locator(f"[name={name}]").check()
    else:
        fields.fill(value)
