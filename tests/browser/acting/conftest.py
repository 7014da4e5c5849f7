"""People who act, in the server's own database, and one of them signed in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.browser.conftest import ROOT, _heard
from tests.browser.test_every_page import findings

PASSWORD = "en lång mening som ingen gissar"
PEOPLE = f"""
from datetime import timedelta
from samverka.foundation.accounts.actions import open_account
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import Trilingual
from samverka.registers.actors.acting import acting_as
from samverka.registers.actors.actions import appoint_stand_in, invite, register_organisation
from samverka.registers.actors.models import Actor, Mandate
from samverka.registers.actors.roles import role
from samverka.registers.areas.models import Area
vasa = Actor.objects.get(slug="municipality-905")
anna, bo = (
    open_account(email=f"{{name}}@vasa.example", name=name.title(), language="sv", password="{PASSWORD}")
    for name in ("anna", "bo")
)
for user, code in ((anna, "administrator"), (anna, "coordinator"), (bo, "officer")):
    held = Mandate.objects.create(user=user, organisation=vasa, role=code, valid_from=today())
korsholm = Actor.objects.get(slug="municipality-499")
Mandate.objects.create(user=anna, organisation=korsholm, role="officer", valid_from=today())
acting = acting_as(anna, vasa.slug)
appoint_stand_in(by=acting, mandate=held, user=anna, valid_from=today(), valid_to=today() + timedelta(days=9))
sent = invite(by=acting, email="ny@vasa.example", organisation=vasa, role=role("officer"), language="sv")
home = Area.objects.municipalities().get(code="905")
register_organisation(by=acting, kind="association", name=Trilingual(sv="Vasa Vänner rf"), home=home)
print("RESULT", held.pk, sent.token, sent.pk)
"""


@pytest.fixture(scope="session")
def people(site: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """People, a stand-in, an invitation and an organisation in the server's own database."""
    folder = next(tmp_path_factory.getbasetemp().glob("installation*"))
    environment = os.environ | {"SAMVERKA_DATA": str(folder), "PYTHONPATH": str(ROOT / "src")}
    environment |= {"DJANGO_SETTINGS_MODULE": "samverka.config.settings"}
    command = [sys.executable, "-m", "samverka", "manage", "shell", "-v0", "-c", PEOPLE]
    run = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, cwd=Path(folder)
    )
    assert run.returncode == 0, run.stderr
    mandate, token, invitation = run.stdout.split("RESULT ")[1].split()
    return {"mandate": mandate, "token": token, "invitation": invitation}


def window(browser: Browser, site: str, said: list[str], **options: Any) -> tuple[BrowserContext, Page]:
    context = browser.new_context(base_url=site.replace("127.0.0.1", "localhost"), locale="sv-FI", **options)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.on("console", lambda message: _heard(message, page, said))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    return context, page


def sign_in(page: Page) -> None:
    page.goto("/sv/account/login/")
    page.locator("input[name=login]").fill("anna@vasa.example")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/sv/me/")


@pytest.fixture(scope="session")
def state(browser: Browser, site: str, people: dict[str, str]) -> Iterator[Any]:
    """Anna signed in once, since signing in may not be tried too often."""
    context, page = window(browser, site, [])
    sign_in(page)
    page.goto("/sv/account/reauthenticate/")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.goto("/sv/me/mandates/")
    page.get_by_role("button", name="Vasa").click()
    page.wait_for_url("**/me/")
    yield context.storage_state()
    context.close()


def pages_for_all(people: dict[str, str]) -> list[str]:
    names = (
        "login",
        "signup",
        "password/reset",
        "password/reset/done",
        "password/reset/key/1-nothing",
        "inactive",
    )
    more = ("confirm-email", "confirm-email/nothing", "providers/cancelled", "password/reset/key/done")
    return [*(f"account/{name}/" for name in (*names, *more)), f"invitation/{people['token']}/"]


def pages_of_a_person(people: dict[str, str]) -> list[str]:
    names = (
        "logout",
        "reauthenticate",
        "email",
        "password/change",
        "safety",
        "safety/app",
        "passkeys",
        "passkeys/add",
    )
    own = ("me/account/", "me/mandates/", f"me/mandates/{people['mandate']}/end/", "me/")
    kept = "actors/municipality-905/people/"
    organisation = (
        kept,
        f"{kept}invite/",
        f"{kept}{people['mandate']}/stand-in/",
        "actors/register/",
        "actors/unconfirmed/",
    )
    more = (
        "actors/association-vasa-vanner-rf/",
        "actors/association-vasa-vanner-rf/confirm/",
        "account/providers/",
    )
    return [
        *(f"account/{name}/" for name in names),
        *own,
        *organisation,
        *more,
        f"people/invitations/{people['invitation']}/withdraw/",
        f"invitation/{people['token']}/",
    ]


def problems(page: Page, language: str, names: list[str]) -> dict[str, list[str]]:
    """What the checker finds, and which page must be scrolled sideways."""
    found = {}
    for name in names:
        answer = page.goto(f"/{language}/{name}")
        assert answer.status in (200, 401), f"{name}: {answer.status}"
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        if here := [*findings(page), *(["It must be scrolled sideways."] if wide else [])]:
            found[name] = here
    return found
