"""The program as it is served, seen through a real browser.

Not Django's live server but our own: the same process, static files and headers as in an installation.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from tests.kept import copy_registers

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ROOT = Path(__file__).resolve().parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder drives a browser, and is skipped only where none is there or promised."""
    missing = not CHROMIUM.exists() and not os.environ.get("CI")
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(
                    pytest.mark.skip(reason=f"No browser at {CHROMIUM}; CHROMIUM says where it is.")
                )


@pytest.fixture(scope="session")
def site(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the real registers."""
    folder = tmp_path_factory.mktemp("installation")
    copy_registers(kept, folder / "samverka.sqlite3", folder / "search.sqlite3")
    shutil.copytree(kept / "static", folder / "static")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "SAMVERKA_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "samverka.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "samverka", "run", "--port", str(port), "--workers", "1"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}/health", server, folder / "log")
        _publish(environment)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _publish(environment: dict[str, str]) -> None:
    """Put an example of each thing that people have made public into the installation."""
    code = "import django; django.setup(); from tests.published import publish; publish()"
    paths = os.pathsep.join([environment["PYTHONPATH"], str(ROOT)])
    subprocess.run([sys.executable, "-c", code], env=environment | {"PYTHONPATH": paths}, check=True)


def _wait(address: str, server: subprocess.Popen, log: Path) -> None:
    for _attempt in range(300):
        if server.poll() is not None:
            raise RuntimeError(f"The server ended:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(address):
                return
        except urllib.error.URLError:
            time.sleep(0.2)
    raise RuntimeError(f"The server does not answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


Look = Callable[..., Page]


@pytest.fixture
def look(browser: Browser, site: str) -> Iterator[Look]:
    """Open a new window: `look(width=360, javascript=False)`. Whatever the console says in it fails the test."""
    opened: list[BrowserContext] = []
    said: list[str] = []

    def look(*, width: int = 1280, height: int = 900, javascript: bool = True, **more: Any) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="sv-FI",
            **more,
        )
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: _heard(message, page, said))
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        page.on("request", lambda request: _own(request.url, site, said))
        return page

    yield look
    for context in opened:
        assert context.cookies() == []
        context.close()
    assert said == []


def _heard(message: ConsoleMessage, page: Page, said: list[str]) -> None:
    # The browser itself remarks on a page that is not there; a test that asks for one knows.
    if message.location.get("url") != page.url or "404" not in message.text:
        said.append(f"{page.url}: {message.type}: {message.text}")


def _own(address: str, site: str, said: list[str]) -> None:
    if not address.startswith(site):
        said.append(f"Something was asked of another server: {address}")
