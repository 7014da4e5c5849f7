"""A person at the pages, without JavaScript: opens, fills in, presses."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from lxml import html
from tests.portal.reading import Page, words

from samverka.registers.actors.acting import Acting


class Person:
    """Somebody who has signed in and acts for an organisation; `None` is the public."""

    def __init__(self, acting: Acting | None = None) -> None:
        self.client, self.acting = Client(), acting
        self.page: Page = None  # type: ignore[assignment]
        self.address = ""
        self.sign_in()

    def sign_in(self) -> None:
        """Sign in anew, as after some days."""
        if self.acting:
            self.client.force_login(self.acting.user)
            session = self.client.session
            session["acting"] = self.acting.organisation.slug
            session.save()

    def open(self, address: str, status: int = 200) -> Page:
        response = self.client.get(address, follow=True)
        assert response.status_code == status, (address, response.status_code)
        return self._read(response, address)

    def follow(self, words_of_link: str) -> Page:
        """Follow the first link that says so."""
        found = [one.get("href") for one in self.page.tree.iter("a") if words(one).startswith(words_of_link)]
        assert found, (words_of_link, self.address, [words(one) for one in self.page.tree.iter("a")])
        return self.open(found[0])

    def press(self, button: str, within: str = "", **filled: Any) -> Page:
        """Fill in the form whose button begins with these words, and press it; `within`: words in the same form."""
        form, pressed = self._form(button, within)
        typed = dict(self._values(form)) | {
            name: value for name, value in filled.items() if value is not None
        }
        unknown = set(filled) - {one.get("name") for one in form.iter("input", "select", "textarea")}
        assert not unknown, (unknown, self.address)
        typed = {name: value for name, value in typed.items() if value is not False}
        if pressed.get("name"):
            typed[pressed.get("name")] = pressed.get("value")
        place = form.get("action") or self.address
        response = self.client.post(place, typed, follow=True)
        assert response.status_code == 200, (place, response.status_code)
        return self._read(response, place)

    def _form(self, button: str, within: str) -> tuple[Any, Any]:
        for form in self.page.tree.iter("form"):
            if form.get("method") != "post":
                continue
            for one in form.iter("button"):
                if words(one).startswith(button) and within in words(form.getparent()):
                    return form, one
        raise AssertionError(
            (button, within, self.address, [words(b) for b in self.page.tree.iter("button")])
        )

    @staticmethod
    def _values(form: Any) -> list[tuple[str, Any]]:
        kept = []
        for one in form.iter("input", "select", "textarea"):
            name, kind = one.get("name"), one.get("type")
            if not name or kind == "file" or (kind in ("checkbox", "radio") and one.get("checked") is None):
                continue
            if one.tag == "select":
                chosen = one.xpath("./option[@selected]") or one.xpath("./option")[:1]
                kept.append((name, chosen[0].get("value") if chosen else ""))
            elif one.tag == "textarea":
                kept.append((name, (one.text or "").strip("\n")))
            else:
                kept.append((name, one.get("value") or ("on" if kind == "checkbox" else "")))
        return kept

    def choose(self, name: str, label: str) -> str:
        """The value of the choice with a label, in a list or among buttons."""
        for option in self.page.tree.iter("option"):
            if option.getparent().get("name") == name and words(option).startswith(label):
                return str(option.get("value"))
        for one in self.page.tree.iter("input"):
            if one.get("name") == name and label in words(one.getparent()):
                return str(one.get("value"))
        raise AssertionError((name, label, self.address))

    def _read(self, response: Any, address: str) -> Page:
        chain = getattr(response, "redirect_chain", [])
        self.address = urlsplit(chain[-1][0]).path if chain else address
        self.page = Page(response)
        problems = [words(one) for one in self.page.tree.xpath("//*[@role='alert']")]
        self.problems = problems
        return self.page


def text_of(response: Any) -> str:
    return words(html.fromstring(response.content))
