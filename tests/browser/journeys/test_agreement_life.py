"""The life of an agreement of three, and of the cooperation that it grows from, each person at a desk of their own.

Vasa founds a cooperation with Korsholm, the wellbeing services county joins, Laihia declines. The three negotiate,
approve, sign, begin again after a change, review, amend and end an agreement, while the calendar passes two years.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
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
        if "/account/login/" in self.page.url:
            sign_in(self.page, self.address)
            self.page.goto(path)
        return self.page

    def send(self, **typed: Any) -> None:
        """Fill in the form of the page and send it."""
        fill(self.page, **typed)
        with self.page.expect_navigation():
            self.page.locator(FORM).locator("button[type=submit]").last.click()

    def do(self, path: str, **typed: Any) -> None:
        """Send the form of a page, and find nothing wrong with it."""
        self.at(path)
        self.send(**typed)
        assert self.refusals() == []

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
class Company:
    """All who play, by organisation."""

    stage: Stage
    javascript: bool
    public: Person
    keepers: dict[str, Person] = field(default_factory=dict)

    def window(self, address: str = "") -> Person:
        return Person(self.stage, self.stage.window(javascript=self.javascript), address)

    def keeper(self, organisation: str, address: str, name: str) -> Person:
        """The administrator of an organisation, made on the machine."""
        keeper = self.window(address)
        self.stage.first_administrator(keeper.page, address, name, organisation)
        self.keepers[organisation] = keeper
        return keeper

    def invite(self, organisation: str, invited: Iterable[tuple[str, str]]) -> None:
        """The administrator invites people to roles by e-mail."""
        keeper = self.keepers[organisation]
        keeper.at(f"/sv/actors/{organisation}/people/")
        for address, role in invited:
            keeper.press(f"/sv/actors/{organisation}/people/invite/")
            keeper.send(email=address, role=role, language="sv")
            expect(keeper.page.locator("main")).to_contain_text(address)

    def join(self, address: str, name: str) -> Person:
        """Somebody follows the link in the letter and makes an account."""
        words = "\n".join(self.stage.letters_to(address, as_it_is=True))
        person = self.window(address)
        (link,) = re.findall(rf"{re.escape(self.stage.address)}(/sv/invitation/\S+)", words)
        person.do(link, name=name, password=PASSWORD)
        expect(person.page).to_have_url(f"{self.stage.address}/sv/me/")
        return person


@pytest.mark.parametrize("javascript", [False, True], ids=["without-javascript", "with-javascript"])
def test_an_agreement_lives_from_the_first_invitation_to_its_end(
    stage: Stage, javascript: bool, tmp_path: Path
) -> None:
    company = Company(stage, javascript, Person(stage, stage.window(javascript=javascript)))
    public = company.public

    # ── 7 January 2025: people come in, each by the letter of their own administrator. ──
    company.keeper(VASA, "asa@vasa.example", "Åsa Admin")
    company.keeper(KORSHOLM, "karl@korsholm.example", "Karl Admin")
    company.keeper(COUNTY, "harriet@county.example", "Harriet Admin")
    company.keeper(LAIHIA, "lea@laihia.example", "Lea Admin")
    company.invite(VASA, [("anna@vasa.example", "coordinator"), ("sven@vasa.example", "signatory")])
    company.invite(
        KORSHOLM, [("kia@korsholm.example", "coordinator"), ("knut@korsholm.example", "signatory")]
    )
    company.invite(COUNTY, [("olga@county.example", "officer"), ("oskar@county.example", "signatory")])
    company.invite(LAIHIA, [("liisa@laihia.example", "coordinator")])
    stage.work()
    anna, sven = company.join("anna@vasa.example", "Anna Ek"), company.join("sven@vasa.example", "Sven Ö")
    kia, knut = (
        company.join("kia@korsholm.example", "Kia Kil"),
        company.join("knut@korsholm.example", "Knut K"),
    )
    olga, oskar = (
        company.join("olga@county.example", "Olga Os"),
        company.join("oskar@county.example", "Oskar O"),
    )
    liisa = company.join("liisa@laihia.example", "Liisa Lampi")
    assert anna.awaited() == []
    import_key_of_the_county(stage, tmp_path)

    # ── A cooperation is founded: Korsholm founds it, too, the county joins, Laihia declines. ──
    anna.at("/sv/cooperation/")
    anna.press("/sv/cooperation/found/")
    names = {"name_sv": "Kustbygden tillsammans", "name_fi": "Rannikko yhdessä"}
    purpose = {"purpose_sv": "Vi främjar integration.", "purpose_fi": "Edistämme kotoutumista."}
    anna.send(**names, **purpose, is_public=True)
    cooperation = anna.page.url.removeprefix(stage.address)
    for name, slug, part in (
        ("Korsholm", KORSHOLM, "founder"),
        ("Österbottens välf", COUNTY, "party"),
        ("Laihia", LAIHIA, "party"),
    ):
        invite_to(anna, cooperation, name, slug, part)
    assert public.read(cooperation)[0] == 404

    answer(kia, answer="accept")
    answer(olga, answer="accept", is_shown=True)
    answer(liisa, answer="decline", words="Vi deltar i en annan.")
    assert "Laihia" in anna.told()
    anna.at(cooperation)
    anna.press(f"{cooperation}start/")
    anna.send()
    shown = public.at(cooperation).locator("main").inner_text()
    assert all(name in shown for name in ("Vasa", "Korsholm", "Österbottens välfärdsområde", "7.1.2025"))
    assert "Laihia" not in shown
    assert liisa.awaited() == []

    # ── An agreement is drafted in it: term, parties, services, clauses, legal ground. ──
    anna.at("/sv/agreements/")
    anna.press("/sv/agreements/new/")
    rests_on = cooperation.strip("/").rpartition("/")[2]
    anna.send(title_sv=TITLE, title_fi="Kolmiporrassopimus", outline="cooperation", cooperation=rests_on)
    base = anna.page.url.removeprefix(stage.address).removesuffix("terms/")
    anna.send(starts_on="2025-03-01", last_day="2026-12-31", notice_months="6", review_months="12")
    anna.press(f"{base}parties/")
    for slug in (COUNTY, KORSHOLM):
        anna.send(organisation=slug)
    anna.at(base)
    anna.press(f"{base}services/new/")
    county_party = anna.page.locator("select[name=arranger] option", has_text="Österbotten")
    anna.send(
        what_sv="Rådgivning på flera språk",
        what_fi="Monikielinen neuvonta",
        for_whom_sv="Nyinflyttade",
        for_whom_fi="Uudet asukkaat",
        arranger=str(county_party.get_attribute("value")),
    )
    anna.press(f"{base}clauses/new/")
    ground = {"rests_on": "45 § 1 mom., 681/2023"}
    anna.send(
        heading_sv="Dataskydd",
        heading_fi="Tietosuoja",
        text_sv="Inga personuppgifter.",
        text_fi="Ei henkilötietoja.",
        **ground,
    )
    expect(anna.page.locator(".clause").last).to_contain_text("681/2023")
    assert nobody_else_reads(base, public, liisa, kia, olga, knut) == set()

    # ── Negotiations: whoever drafts for a party is asked, comments clause by clause, and writes. ──
    anna.press(f"{base}open/")
    anna.send()
    assert (knut.awaited(), anna.awaited()) == ([], [])
    for who, clause, words in ((olga, 2, "Kommentarkanarie ett"), (kia, 3, "Kommentarkanarie två")):
        who.follow_what_awaits(base)
        address = clause_address(who.page, clause)
        who.press(f"{address}comment/")
        who.send(text=words)
        assert who.awaited() == []
    secret = tmp_path / "bilagekanarie.txt"
    secret.write_text("bilagekanarie inuti")
    anna.at(base)
    anna.press(f"{base}attachments/new/")
    anna.send(file=secret)
    expect(anna.page.locator("main")).to_contain_text("bilagekanarie.txt")
    assert nobody_else_reads(base, public, liisa) == set()
    resolve_comments(anna, base)
    two_write_the_same_clause(kia, olga, base)

    # ── Version 1: approved by all in free order; the first signs; then a word is changed. ──
    anna.at(base)
    anna.press(f"{base}propose/")
    anna.send()
    approve_all(base, tmp_path, oskar, sven, knut)
    knut.follow_what_awaits(base)
    knut.press(f"{base}sign/")
    knut.send(office="kommundirektör", meant=True)
    assert knut.awaited() == []
    olga.at(base)
    olga.press(clause_address(olga.page, 2))
    expect(olga.page.locator("main .notice--warning")).to_be_visible()
    olga.send(text_sv="Tabellen visar vem som ordnar vad, varje månad.")
    expect(olga.page.locator("main .notice--warning")).to_contain_text("1")
    assert sven.awaited() == oskar.awaited() == []
    for who in (sven, knut, anna):
        assert TITLE in who.told()
        assert who.at(base).locator("main .notice--warning").count() == 1
    assert sven.read(f"{base}sign/")[0] == 403

    # ── Version 2 beside version 1, approved anew, signed by each in its own name, in another order. ──
    anna.press(f"{base}differences/")
    expect(anna.page.locator(".versions ins").first).to_contain_text("varje månad")
    anna.at(base)
    anna.press(f"{base}propose/")
    anna.send()
    differing = anna.at(f"{base}differences/?from=1&to=2").locator(".versions tbody tr")
    expect(differing).to_have_count(1)
    approve_all(base, tmp_path, sven, knut, oskar)
    assert nobody_else_reads(base, public, liisa) == set()
    for signatory in (oskar, knut, sven):
        signatory.follow_what_awaits(base)
        signatory.press(f"{base}sign/")
        signatory.send(office="direktör", meant=True)
        assert signatory.refusals() == []
    for who in (anna, kia, olga, sven, knut, oskar):
        assert who.awaited() == []

    # ── The public reads it, without what is not public; the document holds for readers of other makes. ──
    document = published(base, public, liisa)
    words = words_of(document)
    assert "Rådgivning på flera språk" in words and "Monikielinen neuvonta" in words
    assert "varje månad" in words and "Ei henkilötietoja." in words
    check_with_other_readers(stage, document, tmp_path)

    # ── 1 March 2025 it is in force; six months before the review is due, letters remind of it. ──
    stage.go_to("2025-03-01")
    public.at("/sv/agreements/")
    public.press(base)
    in_force = public.page.locator(".page-head__kind .badge--must")
    expect(in_force).to_have_count(1)
    stage.go_to("2025-09-01")
    stage.work()
    for who in (anna, kia, olga):
        (reminder,) = [one for one in stage.letters_to(who.address, as_it_is=True) if "1.3.2026" in one]
        assert TITLE in reminder and base in reminder
    assert not [one for one in stage.letters_to(oskar.address, as_it_is=True) if "1.3.2026" in one]
    olga.follow_what_awaits(base)
    olga.press(f"{base}review/")
    olga.send(conclusion="amend", text="Översynskanarie: rådgivningen räcker inte.")
    assert olga.awaited() == anna.awaited() == kia.awaited() == []
    assert nobody_else_reads(base, public, liisa, published=True) == set()

    # ── The amendment is agreed and signed by all, and takes the place of the first. ──
    anna.at(base)
    anna.press(f"{base}amend/")
    anna.send()
    second = anna.page.url.removeprefix(stage.address).removesuffix("terms/")
    anna.send(starts_on="2026-03-01", notice_months="3")
    anna.press(clause_address(anna.page, 2))
    anna.send(text_sv="Tabellen visar vem som ordnar vad, varje vecka.")
    anna.press(f"{second}open/")
    anna.send()
    anna.press(f"{second}propose/")
    anna.send()
    approve_all(second, tmp_path, knut, oskar, sven)
    for signatory in (sven, oskar, knut):
        signatory.follow_what_awaits(second)
        signatory.press(f"{second}sign/")
        signatory.send(meant=True)
    stage.go_to("2026-03-01")
    for address, badge in ((base, ".badge--ended"), (second, ".badge--must")):
        expect(public.at(address).locator(f".page-head__kind {badge}")).to_have_count(1)

    # ── Reminders before it runs out; Korsholm gives notice; it ends on the last day of the notice. ──
    stage.go_to("2026-06-30")
    stage.work()
    for who in (anna, sven, kia, knut, olga, oskar):
        assert [one for one in stage.letters_to(who.address, as_it_is=True) if "31.12.2026" in one]
    knut.at(second)
    knut.press(f"{second}notice/")
    knut.send(last_day="2026-08-31")
    assert "30.9.2026" in " ".join(knut.refusals())
    knut.send(last_day="2026-09-30")
    assert knut.refusals() == []
    assert "30.9.2026" in anna.told()
    stage.go_to("2026-09-30")
    expect(public.at(second).locator("main .notice--warning")).to_contain_text("30.9.2026")
    stage.go_to("2026-10-01")
    expect(public.at(second).locator(".page-head__kind .badge--ended")).to_have_count(1)
    for who in (anna, kia, olga, sven, knut, oskar):
        assert who.awaited() == []

    # ── The county leaves the cooperation; its last day is shown as people say it. ──
    olga.at("/sv/cooperation/ours/")
    olga.press(cooperation)
    leave = olga.page.locator("main a[href$='/leave/']")
    with olga.page.expect_navigation():
        leave.click()
    olga.send(last_day="2026-09-30")
    assert olga.refusals() == []
    assert "Österbottens välfärdsområde" in anna.told()
    inside = anna.at(cooperation).locator("section[aria-labelledby=former]").inner_text()
    assert "7.1.2025 – 30.9.2026" in inside
    shown = public.at(cooperation).locator("main").inner_text()
    assert "Korsholm" in shown and "Österbottens välfärdsområde" not in shown
    back_then = public.at(f"{cooperation}?on=2026-09-30").locator("main").inner_text()
    assert "Österbottens välfärdsområde" in back_then


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


def clause_address(page: Page, number: int) -> str:
    """The path of a clause of the agreement shown, by its number."""
    clause = str(page.locator("article.clause").nth(number - 1).get_attribute("id"))
    path = page.url.split("://", 1)[1].partition("/")[2].partition("#")[0]
    return f"/{path}clauses/{clause.removeprefix('clause-')}/"


def resolve_comments(who: Person, base: str) -> None:
    """Resolve each comment; while one is open, no version can be fixed."""
    who.at(base)
    who.press(f"{base}propose/")
    who.send()
    assert who.refusals()
    while who.at(base).locator('main a[href$="/resolve/"]').count():
        with who.page.expect_navigation():
            who.page.locator('main a[href$="/resolve/"]').first.click()
        who.send()


def two_write_the_same_clause(first: Person, then: Person, base: str) -> None:
    """Both open a clause; the second to save sees both texts, loses neither, and saves what they agree on."""
    address = clause_address(first.at(base), 3)
    first.at(address)
    then.at(address)
    first.send(text_sv="Vi följer upp i mars.")
    then.send(text_sv="Vi följer upp i oktober.")
    assert then.refusals()
    assert then.page.locator("[name=text_sv]").input_value() == "Vi följer upp i oktober."
    expect(then.page.locator(".notice--warning", has_text="Vi följer upp i mars.")).to_be_visible()
    then.send(text_sv="Vi följer upp i mars och i oktober.")
    expect(then.page.locator("article.clause").nth(2)).to_contain_text("i mars och i oktober")


def approve_all(base: str, folder: Path, *signatories: Person) -> None:
    """Each party's signatory records what its own body decided, by the link of My work."""
    extract = folder / "Protokollkanarie.txt"
    extract.write_text("Protokollkanarie")
    for number, who in enumerate(signatories, start=1):
        today = datetime.fromisoformat(who.stage.calendar.read_text()).date().isoformat()
        who.follow_what_awaits(base)
        who.press(f"{base}approve/")
        who.send(organ="Styrelsen", decided_on=today, section=f"§ {number}", document=extract)
        assert who.refusals() == []
        assert who.page.locator(f'main a[href="{base}approve/"]').count() == 0


def nobody_else_reads(base: str, *people: Person, published: bool = False) -> set[str]:
    """The addresses that show these people what is not for them: the agreement, or what is never public in it."""
    key = base.strip("/").rpartition("/")[2]
    own = (base, f"{base}agreement.pdf", f"{base}agreement.docx", f"/api/v1/agreements/{key}")
    inside = (f"{base}differences/", f"{base}history/", f"{base}attachments/1/", f"{base}approvals/1/")
    lists = ("/sv/agreements/", "/sv/agreements/?show=all", "/api/v1/agreements", f"/sv/search/?q={TITLE}")
    more = ("/sv/cooperation/", "/sv/cooperation/1/", f"/sv/actors/{VASA}/", f"/sv/actors/{COUNTY}/")
    shown = set()
    for who in people:
        if who.address:
            who.at("/sv/me/")
        for path in (*own, *inside, *lists, *more):
            status, content = who.read(path)
            words = content.decode(errors="replace").replace(f"q={TITLE}", "").replace(f'"{TITLE}"', "")
            hidden = CANARIES if published else (TITLE, *CANARIES)
            closed = path in inside or (path in own and not published)
            if any(one in words for one in hidden) or (closed and status not in (302, 404)):
                shown.add(f"{who.address} {status} {path}")
    return shown


def published(base: str, public: Person, stranger: Person) -> bytes:
    """What everybody reads of the signed agreement: found from the list, without a word of what is never public."""
    public.at("/sv/agreements/?show=all")
    public.press(base)
    shown = public.page.locator("main").inner_text()
    assert "varje månad" in shown and "Rådgivning på flera språk" in shown
    assert nobody_else_reads(base, public, stranger, published=True) == set()
    link = public.page.locator(f'main a[href="{base}agreement.pdf"]').first
    status, document = public.read(str(link.get_attribute("href")))
    assert status == 200
    return document


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
    found = [validate_pdf_signature(one, signer_validation_context=context) for one in embedded]
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
