"""A stage for stories: an installation of its own, whose days pass as the story says, and the people who play in it."""

from __future__ import annotations

import email
import email.policy
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page
from tests.browser.conftest import ROOT, _heard, _wait
from tests.kept import copy_registers

PASSWORD = "en lång mening som ingen gissar"


class Stage:
    """The installation of a story."""

    def __init__(self, folder: Path, browser: Browser, day: str) -> None:
        self.folder, self._browser = folder, browser
        self.calendar, self._letters = folder / "calendar", folder / "letters"
        self.said: list[str] = []
        self._open = ExitStack()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.address = f"http://localhost:{self._port}"
        self.environment = os.environ | {
            "SAMVERKA_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "samverka.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "EMAIL_URL": f"filemail:///{self._letters}",
            "SITE_ADDRESS": self.address,
            "STORY_CALENDAR": str(self.calendar),
        }
        self.environment.pop("DATABASE_URL", None)
        self.go_to(day)

    def go_to(self, day: str, hour: str = "09:00") -> None:
        """Let it be a day and hour in Finland. Sessions run out meanwhile: whoever comes back signs in again."""
        self.calendar.write_text(f"{day}T{hour}:00+02:00")

    def work(self) -> None:
        """What the worker does on this day: jobs that are due, reminders, letters."""
        self._process("work")

    def command(self, *words: str) -> str:
        """What a `samverka` command of the installation's keeper says on this day."""
        return self._process("command", *words)

    def _process(self, *words: str) -> str:
        command = [sys.executable, "-m", "tests.browser.journeys.serving", *words]
        run = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    def letters_to(self, address: str, *, as_it_is: bool = False) -> list[str]:
        """The words of the letters that were sent to an address, oldest first, subject on top.

        `as_it_is`: without letting the worker deliver first, which takes a second or two.
        """
        if not as_it_is:
            self.work()
        written = sorted(self._letters.glob("*.log"), key=lambda path: path.stat().st_mtime)
        parts = [part for path in written for part in re.split(rb"\n-{70,}\n", path.read_bytes())]
        found = [email.message_from_bytes(part.strip(), policy=email.policy.default) for part in parts]
        return [
            f"{letter['Subject']}\n{letter.get_body(('plain',)).get_content()}"
            for letter in found
            if letter["To"] == address
        ]

    def link_in_letter(self, address: str, beginning: str, *, as_it_is: bool = False) -> str:
        """The latest link with a path that begins so, in the letters to an address."""
        words = "\n".join(self.letters_to(address, as_it_is=as_it_is))
        return re.findall(rf"{re.escape(self.address)}({re.escape(beginning)}\S*)", words)[-1]

    def window(self, *, javascript: bool = True) -> Page:
        """A browser of somebody's own. What its console says fails the story."""
        context = self._browser.new_context(
            base_url=self.address, java_script_enabled=javascript, locale="sv-FI", accept_downloads=True
        )
        self._open.callback(context.close)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: self._heard(message, page))
        page.on("pageerror", lambda error: self.said.append(f"{page.url}: {error}"))
        return page

    def _heard(self, message: ConsoleMessage, page: Page) -> None:
        # The browser's own advice to a developer is no fault, nor is a page that somebody may not see.
        refused = message.location.get("url") == page.url and "403" in message.text
        if message.type != "verbose" and not refused:
            _heard(message, page, self.said)

    def first_administrator(self, page: Page, address: str, name: str, organisation: str, *more: str) -> None:
        """Somebody is made administrator on the machine, sets a password by the link, and signs in."""
        said = self.command("admin", address, "--name", name, "--organisation", organisation, *more)
        page.goto(re.findall(r"http\S+", said)[-1])
        for field in page.locator("main input[type=password]").all():
            field.fill(PASSWORD)
        page.locator("main form button").first.click()
        sign_in(page, address)

    def __enter__(self) -> Self:
        with (self.folder / "log").open("w") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", "tests.browser.journeys.serving", "serve", str(self._port)],
                env=self.environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )
        self._open.callback(server.wait, 30)
        self._open.callback(server.terminate)
        _wait(f"http://127.0.0.1:{self._port}/health", server, self.folder / "log")
        return self

    def __exit__(self, *_raised: object) -> None:
        self._open.close()


def sign_in(page: Page, address: str) -> None:
    """Sign in with the password of all who play."""
    page.goto("/sv/account/login/")
    page.locator("input[name=login]").fill(address)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form:has(input[type=password]) button").first.click()
    page.wait_for_url("**/me/**", wait_until="domcontentloaded")


@pytest.fixture
def stage(browser: Browser, kept: Path, tmp_path: Path) -> Iterator[Stage]:
    """A stage on 7 January 2025, a Tuesday."""
    copy_registers(kept, tmp_path / "samverka.sqlite3", tmp_path / "search.sqlite3")
    shutil.copytree(kept / "static", tmp_path / "static")
    with Stage(tmp_path, browser, "2025-01-07") as stage:
        yield stage
    assert stage.said == []
