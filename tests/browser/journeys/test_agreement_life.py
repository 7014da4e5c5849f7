"""The life of an agreement of three, and of the cooperation that it grows from, each person at a desk of their own.

Vasa founds a cooperation with Korsholm, the wellbeing services county joins, Laihia declines. The three negotiate,
approve, sign, begin again after a change, review, amend and end an agreement, while the calendar passes two years.
"""

from __future__ import annotations

import io
import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from playwright.sync_api import Page, expect
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from tests.browser.conftest import ROOT
from tests.browser.journeys.conftest import PASSWORD, Stage, sign_in

VASA, KORSHOLM, LAIHIA, COUNTY = "municipality-905", "municipality-499", "municipality-399", "hva-17"
TITLE = "Tretrappsavtalet"
# What nobody but the parties may ever read.
CANARIES = ("Kommentarkanarie", "bilagekanarie", "Protokollkanarie", "Översynskanarie")
PHRASE = "en fras"


@dataclass
class Person:
    """Somebody with a browser window of their own."""

    stage: Stage
    page: Page
    address: str = ""

    def at(self, path: str) -> Page:
        """Go to a page, and sign in again where the session has run out."""
        self.page.goto(path)
        if self.address and self.page.locator('header a[href*="/account/login/"]').count():
            sign_in(self.page, self.address)
            self.page.goto(path)
        return self.page

    def send(self, **typed: Any) -> None:
        """Fill in the form of the page and send it."""
        fill(self.page, **typed)
        with self.page.expect_navigation():
            self.page.locator(FORM).locator("button[type=submit]").last.click()

    @property
    def path(self) -> str:
        """The path of the page shown."""
        return self.page.url.removeprefix(self.stage.address).partition("#")[0]

    def shown(self, path: str) -> str:
        """What a page says."""
        return self.at(path).locator("main").inner_text()

    def refusals(self) -> list[str]:
        return self.page.locator("main .notice--error li").all_inner_texts()

    def awaited(self) -> list[str]:
        """Where the links of My work lead, for what awaits."""
        self.at("/sv/me/")
        links = self.page.locator("section[aria-labelledby=awaits] .duty__text a").all()
        return [str(link.get_attribute("href")) for link in links]

    def told(self) -> str:
        """What My work has told."""
        self.at("/sv/me/")
        return self.page.locator("section[aria-labelledby=told]").inner_text()

    def follow_what_awaits(self, path: str, times: int = 1) -> None:
        """By the one link of My work to the thing that awaits."""
        assert self.awaited().count(path) == times
        with self.page.expect_navigation():
            self.page.locator(f'section[aria-labelledby=awaits] .duty__text a[href="{path}"]').first.click()

    def press(self, path: str) -> None:
        """Follow the link of the page that leads to a path."""
        with self.page.expect_navigation():
            self.page.locator(f'main a[href="{path}"]').first.click()

    def press_what_ends_with(self, ending: str) -> None:
        """Follow the first link of the page whose address ends so."""
        with self.page.expect_navigation():
            self.page.locator(f'main a[href$="{ending}"]').first.click()

    def read(self, path: str) -> tuple[int, bytes]:
        """Status and content of what an address gives this person, without showing it."""
        answer = self.page.request.get(path, max_redirects=0)
        return answer.status, answer.body()


FORM = 'main form[method="post"]'


def fill(page: Page, **typed: Any) -> None:
    for name, value in typed.items():
        widget = page.locator(f'{FORM} [name="{name}"]')
        kind = widget.first.get_attribute("type")
        if isinstance(value, bool):
            widget.set_checked(value)
        elif kind in ("radio", "checkbox"):
            for one in [value] if isinstance(value, str) else value:
                page.locator(f'{FORM} [name="{name}"][value="{one}"]').check()
        elif kind == "file":
            widget.set_input_files(value)
        elif page.locator(f'{FORM} select[name="{name}"]').count():
            widget.select_option(value)
        else:
            widget.fill(value)


@dataclass
class Cast:
    """All who play, the public among them, and where the things lie that they have made."""

    stage: Stage
    folder: Path
    public: Person
    anna: Person
    sven: Person
    kia: Person
    knut: Person
    olga: Person
    oskar: Person
    liisa: Person
    cooperation: str = ""
    agreement: str = ""
    amendment: str = ""

    @property
    def writers(self) -> tuple[Person, ...]:
        return self.anna, self.kia, self.olga

    @property
    def signatories(self) -> tuple[Person, ...]:
        return self.sven, self.knut, self.oskar


# Who is invited by the administrator of which organisation, as what.
INVITED = {
    VASA: (("anna@vasa.example", "coordinator"), ("sven@vasa.example", "signatory")),
    KORSHOLM: (("kia@korsholm.example", "coordinator"), ("knut@korsholm.example", "signatory")),
    COUNTY: (("olga@county.example", "officer"), ("oskar@county.example", "signatory")),
    LAIHIA: (("liisa@laihia.example", "coordinator"),),
}


def people_come_in(stage: Stage, folder: Path, *, javascript: bool) -> Cast:
    """Each comes in by the letter of their own administrator, whom the keeper of the machine has made."""

    def window(address: str = "") -> Person:
        return Person(stage, stage.window(javascript=javascript), address)

    for organisation, invited in INVITED.items():
        keeper = window()
        address = f"keeper@{organisation}.example"
        stage.first_administrator(keeper.page, address, f"Keeper {organisation}", organisation)
        keeper.at(f"/sv/actors/{organisation}/people/")
        for email, role in invited:
            keeper.press(f"/sv/actors/{organisation}/people/invite/")
            keeper.send(email=email, role=role, language="sv")
            expect(keeper.page.locator("main")).to_contain_text(email)
    stage.work()
    people = [join(window(email)) for invited in INVITED.values() for email, _role in invited]
    import_key_of_the_county(stage, folder)
    return Cast(stage, folder, window(), *people)


def join(person: Person) -> Person:
    """Somebody follows the link in the letter, makes an account, and finds that nothing awaits yet."""
    link = person.stage.link_in_letter(person.address, "/sv/invitation/", as_it_is=True)
    name = person.address.partition("@")[0].title()
    person.page.goto(link)
    person.send(name=f"{name} Namn", password=PASSWORD)
    expect(person.page).to_have_url(f"{person.stage.address}/sv/me/")
    assert person.awaited() == []
    return person


def a_cooperation_is_founded(cast: Cast) -> None:
    """Vasa founds it with Korsholm; the county joins, Laihia declines; everybody reads who takes part since when."""
    anna, public = cast.anna, cast.public
    anna.at("/sv/cooperation/")
    anna.press("/sv/cooperation/found/")
    names = {"name_sv": "Kustbygden tillsammans", "name_fi": "Rannikko yhdessä"}
    purpose = {"purpose_sv": "Vi främjar integration.", "purpose_fi": "Edistämme kotoutumista."}
    anna.send(**names, **purpose, is_public=True)
    cast.cooperation = anna.path
    invite_to(anna, cast.cooperation, "Korsholm", KORSHOLM, "founder")
    invite_to(anna, cast.cooperation, "Österbottens välf", COUNTY, "party")
    invite_to(anna, cast.cooperation, "Laihia", LAIHIA, "party")
    assert public.read(cast.cooperation)[0] == 404

    answer(cast.kia, answer="accept")
    answer(cast.olga, answer="accept", is_shown=True)
    answer(cast.liisa, answer="decline", words="Vi deltar i en annan.")
    assert "Laihela" in anna.told()
    anna.at(cast.cooperation)
    anna.press(f"{cast.cooperation}start/")
    anna.send()

    shown = public.shown(cast.cooperation)
    for words in ("Vasa", "Korsholm", "Österbottens välfärdsområde", "7.1.2025"):
        assert words in shown
    assert "Laihela" not in shown


def an_agreement_is_drafted(cast: Cast) -> None:
    """Term, parties, services, clauses and the law that they rest on; a draft is its drafter's alone."""
    anna = cast.anna
    anna.at("/sv/agreements/")
    anna.press("/sv/agreements/new/")
    rests_on = cast.cooperation.strip("/").rpartition("/")[2]
    anna.send(title_sv=TITLE, title_fi="Kolmiporrassopimus", outline="cooperation", cooperation=rests_on)
    cast.agreement = base = anna.path.removesuffix("terms/")
    anna.send(starts_on="2025-03-01", last_day="2026-12-31", notice_months="6", review_months="12")
    anna.press(f"{base}parties/")
    for slug in (COUNTY, KORSHOLM):
        anna.send(organisation=slug)
        assert anna.refusals() == []
    anna.at(base)
    anna.press(f"{base}services/new/")
    arranger = anna.page.locator("select[name=arranger] option", has_text="Österbotten")
    service = {"what_sv": "Rådgivning på flera språk", "what_fi": "Monikielinen neuvonta"}
    service |= {"for_whom_sv": "Nyinflyttade", "for_whom_fi": "Uudet asukkaat"}
    anna.send(**service, arranger=str(arranger.get_attribute("value")))
    anna.press(f"{base}clauses/new/")
    clause = {"heading_sv": "Dataskydd", "heading_fi": "Tietosuoja"}
    clause |= {"text_sv": "Inga personuppgifter.", "text_fi": "Ei henkilötietoja."}
    anna.send(**clause, rests_on="45 § 1 mom., 681/2023")
    expect(anna.page.locator("article.clause").last).to_contain_text("681/2023")
    assert shown_to_others(base, cast.public, cast.liisa, cast.kia, cast.olga, cast.knut) == set()


def it_is_negotiated(cast: Cast) -> None:
    """Whoever drafts for a party is asked, comments clause by clause, and writes; a file is for the parties alone."""
    anna, base = cast.anna, cast.agreement
    anna.at(base)
    anna.press(f"{base}open/")
    anna.send()
    assert (cast.knut.awaited(), anna.awaited()) == ([], [])
    for who, clause, words in ((cast.olga, 2, "Kommentarkanarie ett"), (cast.kia, 3, "Kommentarkanarie två")):
        who.follow_what_awaits(base)
        who.press(f"{clause_address(who, clause)}comment/")
        who.send(text=words)
        assert who.awaited() == []
    secret = cast.folder / "bilagekanarie.txt"
    secret.write_text("bilagekanarie inuti")
    anna.at(base)
    anna.press(f"{base}attachments/new/")
    anna.send(file=secret)
    expect(anna.page.locator("main")).to_contain_text("bilagekanarie.txt")
    assert shown_to_others(base, cast.public, cast.liisa) == set()
    resolve_comments(anna, base)
    two_write_the_same_clause(cast.kia, cast.olga, base)


def a_change_makes_the_first_version_void(cast: Cast) -> None:
    """All approve, the first signs, then a word is changed: the page and a notice say that all of it is void."""
    anna, knut, olga, base = cast.anna, cast.knut, cast.olga, cast.agreement
    propose(anna, base)
    approve_all(cast, base, cast.oskar, cast.sven, knut)
    sign(knut, base)
    assert knut.awaited() == []
    olga.at(base)
    olga.press(clause_address(olga, 2))
    expect(olga.page.locator("main .notice--warning")).to_be_visible()
    olga.send(text_sv="Tabellen visar vem som ordnar vad, varje månad.")
    assert cast.sven.awaited() == cast.oskar.awaited() == []
    for who in (cast.sven, knut, anna, olga):
        if who is not olga:
            assert TITLE in who.told()
        assert who.at(base).locator("main .notice--warning").count() == 1
    assert cast.sven.read(f"{base}sign/")[0] == 403


def the_second_version_is_signed_by_all(cast: Cast) -> None:
    """It stands beside the first one; each body approves anew, and each signs in its own name, in another order."""
    anna, base = cast.anna, cast.agreement
    anna.at(base)
    anna.press(f"{base}differences/")
    expect(anna.page.locator(".versions td", has=anna.page.locator("ins"))).to_contain_text("varje månad")
    propose(anna, base)
    expect(anna.at(f"{base}differences/?from=1&to=2").locator(".versions tbody tr")).to_have_count(1)
    approve_all(cast, base, cast.sven, cast.knut, cast.oskar)
    assert shown_to_others(base, cast.public, cast.liisa) == set()
    for signatory in (cast.oskar, cast.knut, cast.sven):
        sign(signatory, base)
    for who in (*cast.writers, *cast.signatories):
        assert who.awaited() == []


def everybody_reads_it(cast: Cast) -> None:
    """Found from the list, without a word of what is never public; other readers of PDF find that it holds."""
    public, base = cast.public, cast.agreement
    public.at("/sv/agreements/?show=all")
    public.press(base)
    shown = public.page.locator("main").inner_text()
    assert "varje månad" in shown
    assert "Rådgivning på flera språk" in shown
    assert shown_to_others(base, public, cast.liisa, published=True) == set()
    link = public.page.locator(f'main a[href="{base}agreement.pdf"]').first
    status, document = public.read(str(link.get_attribute("href")))
    assert status == 200
    words = words_of(document)
    for one in ("Rådgivning på flera språk", "Monikielinen neuvonta", "varje månad", "Ei henkilötietoja."):
        assert one in words
    check_with_other_readers(cast.stage, document, cast.folder)


def it_is_reviewed(cast: Cast) -> None:
    """It comes into force; six months before the review is due those who record it are reminded by letter."""
    stage, base = cast.stage, cast.agreement
    stage.go_to("2025-03-01")
    cast.public.at("/sv/agreements/")
    cast.public.press(base)
    expect(cast.public.page.locator(".page-head__kind .badge--must")).to_have_count(1)
    stage.go_to("2025-09-01")
    stage.work()
    for who in cast.writers:
        (reminder,) = letters_of(who, "1.3.2026")
        assert TITLE in reminder
        assert base in reminder
    assert letters_of(cast.oskar, "1.3.2026") == []
    cast.olga.follow_what_awaits(base)
    cast.olga.press(f"{base}review/")
    cast.olga.send(conclusion="amend", text="Översynskanarie: rådgivningen räcker inte.")
    for who in cast.writers:
        assert who.awaited() == []
    assert shown_to_others(base, cast.public, cast.liisa, published=True) == set()


def it_is_amended(cast: Cast) -> None:
    """A copy is changed, approved and signed by all, and takes the place of the first on its first day."""
    anna = cast.anna
    anna.at(cast.agreement)
    anna.press(f"{cast.agreement}amend/")
    anna.send()
    cast.amendment = second = anna.path.removesuffix("terms/")
    anna.send(starts_on="2026-03-01", notice_months="3")
    anna.press(clause_address(anna, 2))
    anna.send(text_sv="Tabellen visar vem som ordnar vad, varje vecka.")
    anna.press(f"{second}open/")
    anna.send()
    propose(anna, second)
    approve_all(cast, second, cast.knut, cast.oskar, cast.sven)
    for signatory in (cast.sven, cast.oskar, cast.knut):
        sign(signatory, second)
    cast.stage.go_to("2026-03-01")
    for address, badge in ((cast.agreement, ".badge--ended"), (second, ".badge--must")):
        expect(cast.public.at(address).locator(f".page-head__kind {badge}")).to_have_count(1)


def notice_is_given_and_it_ends(cast: Cast) -> None:
    """All are reminded before it runs out; Korsholm gives notice, not too short; it ends after the last day."""
    stage, knut, second = cast.stage, cast.knut, cast.amendment
    stage.go_to("2026-06-30")
    stage.work()
    for who in (*cast.writers, *cast.signatories):
        assert letters_of(who, "31.12.2026")
    knut.at(second)
    knut.press(f"{second}notice/")
    knut.send(last_day="2026-08-31")
    assert "30.9.2026" in " ".join(knut.refusals())
    knut.send(last_day="2026-09-30")
    assert knut.refusals() == []
    assert "30.9.2026" in cast.anna.told()
    stage.go_to("2026-09-30")
    expect(cast.public.at(second).locator("main .notice--warning")).to_contain_text("30.9.2026")
    stage.go_to("2026-10-01")
    expect(cast.public.at(second).locator(".page-head__kind .badge--ended")).to_have_count(1)
    for who in (cast.anna, cast.olga, knut):
        assert who.awaited() == []


def a_party_leaves(cast: Cast) -> None:
    """The county leaves the cooperation: its last day is shown as people say it, and the past stays."""
    olga = cast.olga
    olga.at("/sv/cooperation/ours/")
    olga.press(cast.cooperation)
    olga.press_what_ends_with("/leave/")
    olga.send(last_day="2026-09-30")
    assert olga.refusals() == []
    name = "Österbottens välfärdsområde"
    assert name in cast.anna.told()
    former = cast.anna.at(cast.cooperation).locator("section[aria-labelledby=former]")
    expect(former).to_contain_text("7.1.2025 – 30.9.2026")
    assert name not in cast.public.shown(cast.cooperation)
    assert name in cast.public.shown(f"{cast.cooperation}?on=2026-09-30")


CHAPTERS = (
    a_cooperation_is_founded,
    an_agreement_is_drafted,
    it_is_negotiated,
    a_change_makes_the_first_version_void,
    the_second_version_is_signed_by_all,
    everybody_reads_it,
    it_is_reviewed,
    it_is_amended,
    notice_is_given_and_it_ends,
    a_party_leaves,
)


# With scripts it is told until all have signed: what follows are more of the same forms, and both take their time.
@pytest.mark.parametrize(
    ("javascript", "chapters"),
    [
        pytest.param(False, CHAPTERS, id="without-javascript"),
        pytest.param(True, CHAPTERS[:5], id="with-javascript", marks=pytest.mark.thorough),
    ],
)
def test_an_agreement_lives_from_the_first_invitation_to_its_end(
    stage: Stage, tmp_path: Path, javascript: bool, chapters: tuple[Callable[[Cast], None], ...]
) -> None:
    cast = people_come_in(stage, tmp_path, javascript=javascript)
    for chapter in chapters:
        chapter(cast)


def invite_to(leader: Person, cooperation: str, name: str, slug: str, part: str) -> None:
    """Look for an organisation by name, and invite it."""
    leader.at(cooperation)
    leader.press(f"{cooperation}invite/")
    search = leader.page.locator('main form[method="get"]')
    search.locator("[name=q]").fill(name)
    with leader.page.expect_navigation():
        search.locator("button").click()
    leader.send(organisations=[slug], part=part, task="Att ordna och följa upp.")
    assert leader.refusals() == []


def answer(who: Person, **typed: Any) -> None:
    """Answer the one invitation that awaits, by the link of My work."""
    (invitation,) = who.awaited()
    who.follow_what_awaits(invitation)
    who.send(**typed)
    assert who.refusals() == []
    assert who.awaited() == []


def clause_address(who: Person, number: int) -> str:
    """The path of a clause of the agreement on the page, by its number."""
    clause = str(who.page.locator("article.clause").nth(number - 1).get_attribute("id"))
    return f"{who.path}clauses/{clause.removeprefix('clause-')}/"


def resolve_comments(who: Person, base: str) -> None:
    """Resolve each comment; while one is open, no version can be fixed."""
    who.at(base)
    who.press(f"{base}propose/")
    who.send()
    assert who.refusals()
    while who.at(base).locator('main a[href$="/resolve/"]').count():
        who.press_what_ends_with("/resolve/")
        who.send()


def two_write_the_same_clause(first: Person, then: Person, base: str) -> None:
    """Both open a clause; the second to save sees both texts, loses neither, and saves what they agree on."""
    first.at(base)
    address = clause_address(first, 3)
    first.press(address)
    then.at(address)
    first.send(text_sv="Vi följer upp i mars.")
    then.send(text_sv="Vi följer upp i oktober.")
    assert then.refusals()
    assert then.page.locator("[name=text_sv]").input_value() == "Vi följer upp i oktober."
    expect(then.page.locator(".notice--warning", has_text="Vi följer upp i mars.")).to_be_visible()
    then.send(text_sv="Vi följer upp i mars och i oktober.")
    expect(then.page.locator("article.clause").nth(2)).to_contain_text("i mars och i oktober")


def propose(who: Person, base: str) -> None:
    """Fix a version and put it before the parties."""
    who.at(base)
    who.press(f"{base}propose/")
    who.send()
    assert who.refusals() == []


def approve_all(cast: Cast, base: str, *signatories: Person) -> None:
    """Each party's signatory records what its own body decided, by the link of My work."""
    extract = cast.folder / "Protokollkanarie.txt"
    extract.write_text("Protokollkanarie")
    today = cast.stage.calendar.read_text().partition("T")[0]
    for number, who in enumerate(signatories, start=1):
        who.follow_what_awaits(base)
        who.press(f"{base}approve/")
        who.send(organ="Styrelsen", decided_on=today, section=f"§ {number}", document=extract)
        assert who.refusals() == []
        assert who.page.locator(f'main a[href="{base}approve/"]').count() == 0


def sign(who: Person, base: str) -> None:
    """Sign by the link of My work, once."""
    who.follow_what_awaits(base)
    who.press(f"{base}sign/")
    who.send(office="direktör", meant=True)
    assert who.refusals() == []
    assert who.page.locator(f'main a[href="{base}sign/"]').count() == 0


def letters_of(who: Person, words: str) -> list[str]:
    """The letters to somebody that say these words."""
    return [letter for letter in who.stage.letters_to(who.address, as_it_is=True) if words in letter]


def shown_to_others(base: str, *people: Person, published: bool = False) -> set[str]:
    """The addresses that show these people what is not for them: the agreement, or what is never public in it."""
    key = base.strip("/").rpartition("/")[2]
    own = (base, f"{base}agreement.pdf", f"{base}agreement.docx", f"/api/v1/agreements/{key}")
    inside = (f"{base}differences/", f"{base}history/", f"{base}attachments/1/", f"{base}approvals/1/")
    lists = ("/sv/agreements/", "/sv/agreements/?show=all", "/api/v1/agreements", "/sv/search/?q=Tretrapps")
    more = ("/sv/cooperation/", "/sv/cooperation/1/", f"/sv/actors/{VASA}/", f"/sv/actors/{COUNTY}/")
    hidden = CANARIES if published else (TITLE, *CANARIES)
    shown = set()
    for who, path in itertools.product(people, (*own, *inside, *lists, *more)):
        status, content = who.read(path)
        words = content.decode(errors="replace")
        closed = path in inside or (path in own and not published)
        if any(one in words for one in hidden) or (closed and status not in (302, 404)):
            shown.add(f"{who.address} {status} {path}")
    return shown


def words_of(document: bytes) -> str:
    """The text of a document as another reader of PDF takes it."""
    pages = pypdf.PdfReader(io.BytesIO(document)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# ── Keys and readers of other makes ──


def import_key_of_the_county(stage: Stage, folder: Path) -> None:
    """The county has a key from an authority of its own; the keeper of the installation imports it."""
    issued = folder / "county.p12"
    issued.write_bytes(key_from_an_authority(folder / "authority.pem"))
    command = [sys.executable, "-m", "tests.browser.journeys.serving", "command", "keys", "import"]
    # Without a terminal, so that the phrase is read from where we write it.
    run = subprocess.run(
        [*command, COUNTY, str(issued)],
        env=stage.environment,
        cwd=ROOT,
        input=f"{PHRASE}\n",
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    assert run.returncode == 0, run.stderr


def key_from_an_authority(root: Path) -> bytes:
    """A PKCS#12 file with key and certificate of the county, and the certificate of who issued it, also in `root`."""
    begun = datetime(2025, 1, 1, tzinfo=UTC)
    authority, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())

    def certificate(name: str, key: Any, *, ca: bool) -> x509.Certificate:
        issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Provutfärdaren")])
        organisation = x509.NameAttribute(NameOID.ORGANIZATION_NAME, name)
        subject = issuer if ca else x509.Name([organisation, x509.NameAttribute(NameOID.COMMON_NAME, name)])
        usage = dict.fromkeys(
            ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"),
            False,
        )
        usage |= {"digital_signature": not ca, "content_commitment": not ca}
        usage |= {"key_cert_sign": ca, "crl_sign": ca}
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(begun)
        builder = builder.not_valid_after(begun + timedelta(days=3650))
        builder = builder.add_extension(x509.BasicConstraints(ca, None), critical=True)
        return builder.add_extension(x509.KeyUsage(**usage), critical=True).sign(authority, hashes.SHA256())

    issuer = certificate("Provutfärdaren", authority.public_key(), ca=True)
    holder = certificate("Österbottens välfärdsområde", own.public_key(), ca=False)
    root.write_bytes(issuer.public_bytes(Encoding.PEM))
    sealing = BestAvailableEncryption(PHRASE.encode())
    return pkcs12.serialize_key_and_certificates(b"county", own, holder, [issuer], sealing)


def check_with_other_readers(stage: Stage, document: bytes, folder: Path) -> None:
    """Three signatures hold: by openssl from the bytes that each covers, by pyHanko, and by our own command."""
    printed = stage.command(
        "manage",
        "shell",
        "-v0",
        "-c",
        "from samverka.foundation.documents.keys import test_authority as t;"
        "from cryptography.hazmat.primitives.serialization import Encoding as E;"
        "print(t().public_bytes(E.PEM).decode())",
    )
    test_root = folder / "test-authority.pem"
    test_root.write_text(printed[printed.index("-----BEGIN") :])
    trusted = folder / "trusted.pem"
    trusted.write_text(test_root.read_text() + (folder / "authority.pem").read_text())

    embedded = PdfFileReader(io.BytesIO(document)).embedded_signatures
    assert len(embedded) == 3
    for number, signature in enumerate(embedded):
        covered, cms = folder / f"covered-{number}", folder / f"signature-{number}.der"
        first, length, again, rest = (int(one) for one in signature.byte_range)
        covered.write_bytes(document[first : first + length] + document[again : again + rest])
        cms.write_bytes(signature.pkcs7_content)
        assert openssl_holds(covered, cms, trusted)
    covered.write_bytes(covered.read_bytes().replace(b"%%EOF", b"%%EOX", 1))
    assert not openssl_holds(covered, cms, trusted)

    roots = [Certificate.load(one) for one in map(_der, (test_root, folder / "authority.pem"))]
    when = datetime(2025, 1, 8, tzinfo=UTC)
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=when)
    # In a thread of its own, since the browser's loop runs in this one.
    with ThreadPoolExecutor(1) as beside:
        found = list(beside.map(lambda one: validate_pdf_signature(one, context), embedded))
    assert [(one.intact, one.valid, one.trusted) for one in found] == [(True, True, True)] * 3
    assert all(one.modification_level.name in ("NONE", "FORM_FILLING", "LTA_UPDATES") for one in found)

    file = folder / "signed.pdf"
    file.write_bytes(document)
    said = stage.command("keys", "check", str(file))
    assert said.count("test certificate") == 2
    assert "3 signatures" in said


def _der(pem: Path) -> bytes:
    return x509.load_pem_x509_certificate(pem.read_bytes()).public_bytes(Encoding.DER)


def openssl_holds(covered: Path, cms: Path, trusted: Path) -> bool:
    """Whether openssl finds that a detached signature is that of the bytes covered, by somebody who is trusted."""
    when = str(int(datetime(2025, 1, 8, tzinfo=UTC).timestamp()))
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", str(cms)]
    command += ["-content", str(covered), "-CAfile", str(trusted), "-purpose", "any", "-attime", when]
    run = subprocess.run([*command, "-out", os.devnull], capture_output=True, text=True, check=False)
    return run.returncode == 0
