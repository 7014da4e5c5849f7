"""The pages of cooperation and agreements, as those see them who act in them, in each state that they take on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.browser.acting.conftest import problems, window
from tests.browser.conftest import ROOT
from tests.browser.test_every_page import WIDTHS
from tests.pages import LANGUAGES

# Anna of Vasa founds and drafts, approves and signs; others answer, comment and sign for the other parties.
WORK = """
import json
from datetime import timedelta
from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import Trilingual
from samverka.registers.actors.acting import acting_as
from samverka.registers.actors.models import Actor, Mandate
from samverka.work.agreements import actions as agreements
from samverka.work.agreements.actions.concluding import Decision
from samverka.work.cooperation import actions as cooperation
from samverka.work.cooperation.enums import Part

def somebody(user, slug, *held):
    organisation = Actor.objects.get(slug=slug)
    for role in held:
        Mandate.objects.create(user=user, organisation=organisation, role=role, valid_from=today())
    return acting_as(user, slug)

def made(name):
    return User.objects.create_user(f"{name}@together.example", name=name.title(), language="sv")

anna = somebody(User.objects.get(email="anna@vasa.example"), "municipality-905", "signatory")
kia = somebody(made("kia"), "municipality-499", "coordinator", "signatory")
olga = somebody(made("olga"), "hva-17", "officer", "signatory")
name = Trilingual(sv="Kusten tillsammans", fi="Rannikko yhdessä", en="The coast together")
purpose = Trilingual(sv="Vi främjar integration.", fi="Edistämme kotoutumista.")
given = {"name": name, "purpose": purpose, "is_public": True}

def asked(by, one, who, part=Part.PARTY):
    return cooperation.invite(by=by, cooperation=one, organisations=[who], part=part, task="Råd")[0]

preparing = cooperation.found(by=anna, **given)
to_found = asked(anna, preparing, kia.organisation, Part.FOUNDER)
active = cooperation.start(by=anna, cooperation=cooperation.found(by=anna, **given))
county = cooperation.accept(by=olga, party=asked(anna, active, olga.organisation), is_shown=True)
declined = cooperation.decline(by=kia, party=asked(anna, active, kia.organisation), answer="Inte nu.")
own = active.parties.get(organisation=anna.organisation)
theirs = cooperation.start(by=kia, cooperation=cooperation.found(by=kia, **given))
to_answer = asked(kia, theirs, anna.organisation)
others = cooperation.start(by=kia, cooperation=cooperation.found(by=kia, **given))
joined = cooperation.accept(by=anna, party=asked(kia, others, anna.organisation))

def drafted():
    titles = {"title_sv": "Avtal", "title_fi": "Sopimus"}
    days = {"starts_on": today(), "ends_on": today() + timedelta(days=700)}
    one = agreements.draft(by=anna, outline="cooperation", cooperation=active, **titles, **days)
    for who in (olga, kia):
        party = agreements.add_party(by=anna, agreement=one, organisation=who.organisation)
    what = {"what_sv": "Rådgivning", "what_fi": "Neuvonta"}
    agreements.write_service(by=anna, agreement=one, arranger=party, **what)
    return one

def approving():
    one = agreements.open_negotiations(by=anna, agreement=drafted())
    agreements.propose(by=anna, agreement=one)
    return one

def signing():
    one, decision = approving(), Decision("Styrelsen", today(), "§ 1", ("beslut.txt", b"Beslut"))
    for who in (anna, olga, kia):
        agreements.record_approval(by=who, edition=one.edition, decision=decision)
    return one

def agreed():
    one = signing()
    for who in (olga, kia, anna):
        agreements.sign(by=who, edition=one.edition, office="direktör")
    return one

draft, waiting, to_sign, running = drafted(), approving(), signing(), agreed()
agreements.sign(by=olga, edition=to_sign.edition)
reviewed = {"reviewed_on": today(), "conclusion": "amend", "text": "Mer tid.", "language": "sv"}
agreements.record_review(by=olga, agreement=running, **reviewed)
amendment = agreements.amend(by=anna, agreement=running)
void = signing()
clause, service = void.clauses.all()[1], void.services.get()
agreements.write_clause(by=olga, agreement=void, clause=clause, text_sv="Ny text.")
said = agreements.comment(by=olga, agreement=void, clause=clause, text="Varför?", language="sv")
agreements.resolve(by=anna, comment=agreements.comment(by=kia, agreement=void, text="Bra.", language="fi"))
file = agreements.attach(by=anna, agreement=void, name="plan.txt", content=b"Plan")
ended = agreed()
agreements.terminate(by=kia, agreement=ended, last_day=today() + timedelta(days=200))

pages = ["cooperation/", "cooperation/ours/", "cooperation/found/"]
for one, acts in (
    (preparing, ("", "change/", "invite/", "invite/?q=Vasa", "start/", "end/")),
    (active, ("", "end/")),
    (others, ("",)),
):
    pages += [f"cooperation/{one.pk}/{act}" for act in acts]
pages += [f"cooperation/invitations/{to_answer.pk}/", f"cooperation/parties/{joined.pk}/shown/"]
pages += [f"cooperation/parties/{joined.pk}/leave/", f"cooperation/parties/{own.pk}/leave/"]
pages += [f"cooperation/parties/{one.pk}/remove/" for one in (to_found, county)]
pages += ["agreements/", "agreements/?show=all", "agreements/new/"]
row = f"clauses/{clause.pk}/"
writing = ("terms/", "parties/", f"parties/{void.parties.last().pk}/remove/", "clauses/new/", row)
writing += (f"{row}up/", f"{row}remove/", f"{row}comment/", "comment/", f"comments/{said.pk}/resolve/")
writing += ("services/new/", f"services/{service.pk}/", f"services/{service.pk}/remove/")
writing += ("attachments/new/", f"attachments/{file.pk}/remove/", "differences/", "history/")
for one, acts in (
    (draft, ("", "open/")),
    (void, ("", *writing, "propose/", "withdraw/")),
    (waiting, ("", "approve/", "terms/")),
    (to_sign, ("", "sign/", "signatures/")),
    (running, ("", "review/", "amend/", "notice/", "signatures/", "history/")),
    (amendment, ("",)),
    (ended, ("",)),
):
    pages += [f"agreements/{one.pk}/{act}" for act in acts]
print("RESULT", json.dumps([*pages, "me/"]))
"""


@pytest.fixture(scope="module")
def pages(people: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The pages of what has been done together, in the server's own database."""
    folder = next(tmp_path_factory.getbasetemp().glob("installation*"))
    environment = os.environ | {"SAMVERKA_DATA": str(folder), "PYTHONPATH": str(ROOT / "src")}
    environment |= {"DJANGO_SETTINGS_MODULE": "samverka.config.settings"}
    command = [sys.executable, "-m", "samverka", "manage", "shell", "-v0", "-c", WORK]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=folder)
    assert run.returncode == 0, run.stderr
    found: list[str] = json.loads(run.stdout.split("RESULT ")[1])
    return found


# Each language once and each width: the widths have one style sheet, and words of one length or another.
@pytest.mark.parametrize(("language", "width"), list(zip(LANGUAGES, [*WIDTHS, WIDTHS[1]], strict=True)))
def test_the_checker_finds_nothing_where_people_work_together(
    browser: Browser, site: str, pages: list[str], state: Any, language: str, width: int
) -> None:
    said: list[str] = []
    context, page = window(browser, site, said, viewport={"width": width, "height": 900}, storage_state=state)

    found = problems(page, language, pages)

    context.close()
    assert (found, said) == ({}, [])
