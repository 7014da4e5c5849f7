"""Agreements through the pages: the whole life by separate people, what the public sees, and what nobody loses."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.work.agreements import conftest as cast
from tests.work.agreements.conftest import LATER, SOON, TEXTS, People

from samverka.foundation.documents.signing import checked_signatures
from samverka.registers.actors.acting import Acting
from samverka.work.agreements import actions
from samverka.work.agreements.models import Agreement, Attachment, Signature

# The cast and the states of an agreement, as in the tests of the acts themselves.
city, county, employment, stranger = cast.city, cast.county, cast.employment, cast.stranger
draft, negotiating, approving, signing, agreed = (
    cast.draft,
    cast.negotiating,
    cast.approving,
    cast.signing,
    cast.agreed,
)
approve, sign = cast.approve, cast.sign


@pytest.fixture(autouse=True)
def _own_folders(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES = tmp_path / "files"
    settings.KEYS = tmp_path / "keys"


def session(acting: Acting) -> Client:
    """A browser of one's own in which one person has signed in."""
    client = Client()
    client.force_login(acting.user)
    return client


def send(client: Client, address: str, **typed: Any) -> Any:
    """Open a page, fill in its form as it stands, and send it: without any script."""
    page = html.fromstring(client.get(address).content)
    (form,) = page.xpath("//main//form[@method='post']")
    known: dict[str, Any] = {}
    for name, value in form.form_values():
        known.setdefault(name, []).append(value)
    return client.post(address, known | typed)


def alerts(response: Any) -> str:
    return " ".join(
        " ".join(one.text_content().split())
        for one in html.fromstring(response.content).xpath("//*[@role='alert']")
    )


def test_the_whole_life_of_an_agreement_of_three(city: People, county: People, employment: People) -> None:
    anna, sven = session(city.writer), session(city.signatory)
    olga, oskar = session(county.writer), session(county.signatory)
    tor = session(employment.signatory)

    # Anna begins from an outline, says the term, adds the parties and a service.
    began = send(
        anna,
        "/sv/agreements/new/",
        title_sv="Avtal om integration",
        title_fi="Sopimus",
        outline="cooperation",
    )
    agreement = Agreement.objects.get()
    base = f"/sv/agreements/{agreement.pk}/"
    assert began.url == f"{base}terms/"
    assert send(anna, f"{base}terms/", starts_on="2027-01-01", last_day="2029-12-31").status_code == 302
    for name in ("Österbottens välfärdsområde", "tyo-17"):
        assert send(anna, f"{base}parties/", organisation=name).status_code == 302
    arranger = str(agreement.parties.get(organisation=county.organisation).pk)
    written = send(anna, f"{base}services/new/", what_sv="Rådgivning", what_fi="Neuvonta", arranger=arranger)
    assert written.status_code == 302

    # A draft is its drafter's alone.
    assert olga.get(base).status_code == 404
    send(anna, f"{base}open/")
    assert olga.get(base).status_code == 200

    # Olga comments on a clause; a version waits until it is resolved.
    clause = agreement.clauses.all()[2]
    send(olga, f"{base}clauses/{clause.pk}/comment/", text="Tillsammans, tack.")
    assert "1 kommentar är obehandlad" in alerts(send(anna, f"{base}propose/"))
    comment = agreement.comments.get()
    send(olga, f"{base}clauses/{clause.pk}/", text_sv="Parterna följer upp tillsammans.")
    send(anna, f"{base}comments/{comment.pk}/resolve/")
    fixed = send(anna, f"{base}propose/")
    assert fixed.status_code == 302, alerts(fixed)

    # Each party's body approves, with an extract from its minutes.
    extract = io.BytesIO(b"%PDF-1.7 extract")
    extract.name = "protokoll.pdf"
    decided = {"organ": "Stadsstyrelsen", "decided_on": "2026-11-20", "section": "§ 12"}
    assert send(sven, f"{base}approve/", **decided, document=extract).status_code == 302
    for signatory in (oskar, tor):
        send(signatory, f"{base}approve/", **(decided | {"organ": "Direktionen"}))

    # Sven signs; Olga changes a word: all is void, and he is told at his desk.
    assert send(sven, f"{base}sign/", office="stadsdirektör", meant="on").status_code == 302
    page = olga.get(f"{base}clauses/{clause.pk}/").content.decode()
    assert "notice--warning" in page
    send(olga, f"{base}clauses/{clause.pk}/", text_sv="Parterna följer upp tillsammans varje år.")
    agreement.refresh_from_db()
    assert agreement.state == "negotiating"
    compared = anna.get(f"{base}differences/", {"from": "1", "to": "now"}).content.decode()
    assert "<ins> varje år</ins>" in compared

    # The second version is approved and signed by all, in another order.
    send(anna, f"{base}propose/")
    for signatory in (tor, sven, oskar):
        send(signatory, f"{base}approve/", **decided)
    for signatory in (oskar, tor, sven):
        assert send(signatory, f"{base}sign/", office="direktör", meant="on").status_code == 302
    agreement.refresh_from_db()
    assert agreement.state == "agreed"

    # The public reads it, and its document; the signatures hold.
    public = Client()
    assert "varje år" in public.get(base).content.decode()
    document = public.get(f"{base}agreement.pdf")
    assert [one.holds for one in checked_signatures(document.content)] == [True] * 3
    assert public.get(f"{base}signatures/").content.decode().count('<th scope="row">') == 3
    listed = public.get("/api/v1/agreements", {"on": "2027-01-01"}).json()
    assert [one["key"] for one in listed["items"]] == [agreement.pk]

    # It is reviewed, amended and ended by notice.
    send(anna, f"{base}review/", reviewed_on="2026-11-01", conclusion="amend", text="Höj ambitionen.")
    assert agreement.reviews.count() == 1
    assert send(anna, f"{base}amend/").status_code == 302
    assert Agreement.objects.filter(amends=agreement).count() == 1
    assert "notice--error" in send(oskar, f"{base}notice/", last_day="2027-01-02").content.decode()
    assert send(oskar, f"{base}notice/", last_day="2028-01-31").status_code == 302
    agreement.refresh_from_db()
    assert (agreement.state, agreement.ended_on) == ("terminated", date(2028, 2, 1))


# ── What is not public ──

CANARY = "Kanariefågeln"


@pytest.fixture
def secretive(
    negotiating: Agreement, city: People, county: People, employment: People, approve: Any, sign: Any
) -> Agreement:
    """A concluded agreement around which there is much that nobody outside may see."""
    clause = negotiating.clauses.first()
    for said in (clause, None):
        comment = actions.comment(
            by=county.writer, agreement=negotiating, clause=said, text=f"{CANARY} kommentar", language="sv"
        )
        actions.resolve(by=city.writer, comment=comment)
    actions.attach(by=county.writer, agreement=negotiating, name=f"{CANARY}.txt", content=b"hemligt")
    first = actions.write_clause(
        by=city.writer,
        agreement=negotiating,
        heading_sv=CANARY,
        heading_fi=CANARY,
        text_sv=CANARY,
        text_fi=CANARY,
    )
    actions.propose(by=city.writer, agreement=negotiating)
    actions.remove_clause(by=city.writer, clause=first)
    edition = actions.propose(by=city.writer, agreement=negotiating)
    for party in (city, county, employment):
        actions.record_approval(
            by=party.signatory,
            edition=edition,
            decision=cast.decision(extract=(f"{CANARY}.pdf", b"%PDF-1.7 x")),
        )
    sign(negotiating, city, county, employment)
    actions.record_review(
        by=city.writer,
        agreement=negotiating,
        reviewed_on=date(2026, 11, 1),
        conclusion="keep",
        text=CANARY,
        language="sv",
    )
    amendment = actions.amend(by=city.writer, agreement=negotiating)
    actions.describe(by=city.writer, agreement=amendment, title_sv=f"{CANARY} ändring")
    actions.draft(by=city.writer, outline="blank", title_sv=f"{CANARY} utkast")
    return negotiating


def every_address(agreement: Agreement) -> list[str]:
    base = f"/sv/agreements/{agreement.pk}/"
    found = [
        "",
        "differences/",
        "differences/?from=1",
        "history/",
        "signatures/",
        "agreement.pdf",
        "agreement.docx",
    ]
    found += [
        "versions/1.pdf",
        "versions/2.pdf",
        "terms/",
        "parties/",
        "clauses/new/",
        "comment/",
        "attachments/new/",
    ]
    found += [f"attachments/{one.pk}/" for one in agreement.attachments.all()]
    for edition in agreement.editions.all():
        found += [f"approvals/{one.pk}/" for one in edition.approvals.all()]
    lists = [
        "/sv/agreements/",
        "/sv/agreements/?show=all",
        "/api/v1/agreements",
        f"/api/v1/agreements/{agreement.pk}",
    ]
    return [*(f"{base}{one}" for one in found), *lists, "/sv/search/?q=Kanarie"]


def test_the_public_sees_nothing_of_what_is_around(secretive: Agreement, stranger: People) -> None:
    for client in (Client(), session(stranger.writer)):
        for address in every_address(secretive):
            response = client.get(address)
            content = response.content.decode("utf-8", "ignore")

            assert CANARY not in content or "search" in address, address
            if re.search(
                r"differences|history|versions|terms|parties|new|comment|attachments|approvals", address
            ):
                assert response.status_code in (302, 404), address
    words = Client().get(f"/sv/agreements/{secretive.pk}/").content.decode()
    assert secretive.drafted_by.name not in words


def test_those_inside_see_it_all(secretive: Agreement, county: People) -> None:
    client = session(county.writer)
    page = client.get(f"/sv/agreements/{secretive.pk}/").content.decode()

    assert page.count(f"{CANARY} kommentar") >= 2
    for address in every_address(secretive)[:7]:
        assert client.get(address).status_code == 200


def test_what_is_concluded_but_not_public_is_nobody_elses(agreed: Agreement, stranger: People) -> None:
    Agreement.objects.filter(pk=agreed.pk).update(is_public=False)

    for client in (Client(), session(stranger.writer)):
        for address in ("", "agreement.pdf", "agreement.docx", "signatures/"):
            assert client.get(f"/sv/agreements/{agreed.pk}/{address}").status_code == 404
    assert Client().get(f"/api/v1/agreements/{agreed.pk}").status_code == 404


# ── Files ──


def test_a_file_is_only_to_be_saved(negotiating: Agreement, county: People) -> None:
    evil = b"<html><script>alert(1)</script></html>"
    made = actions.attach(by=county.writer, agreement=negotiating, name="x.html\r\nX: y", content=evil)
    response = session(county.writer).get(f"/sv/agreements/{negotiating.pk}/attachments/{made.pk}/")

    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response.content == evil


def test_a_bad_file_is_refused_at_the_field(negotiating: Agreement, county: People) -> None:
    program = io.BytesIO(b"MZ\x90\x00\x03")
    program.name = "rapport.pdf"
    response = send(session(county.writer), f"/sv/agreements/{negotiating.pk}/attachments/new/", file=program)

    assert response.status_code == 200
    assert html.fromstring(response.content).xpath("//*[@class='field__error']")
    assert Attachment.objects.count() == 0


# ── Two at once ──


def test_two_editors_of_a_clause_see_both_texts(negotiating: Agreement, city: People, county: People) -> None:
    clause = negotiating.clauses.first()
    assert clause is not None
    address = f"/sv/agreements/{negotiating.pk}/clauses/{clause.pk}/"
    mine, theirs = (dict(TEXTS, version="1", text_sv=text) for text in ("Min text", "Deras text"))
    session(city.writer).post(address, theirs)

    response = session(county.writer).post(address, mine)

    page = html.fromstring(response.content)
    clause.refresh_from_db()
    assert (response.status_code, clause.text_sv) == (200, "Deras text")
    assert page.xpath("//textarea[@name='text_sv']")[0].text_content().strip() == "Min text"
    assert "Deras text" in page.text_content()
    # Sent once more, having read both, it is saved.
    again = dict(page.xpath("//main//form[@method='post']")[0].form_values())
    assert session(county.writer).post(address, again).status_code == 302
    clause.refresh_from_db()
    assert clause.text_sv == "Min text"


def test_a_text_is_not_lost_when_its_clause_is_removed(
    negotiating: Agreement, city: People, county: People
) -> None:
    clause = negotiating.clauses.first()
    assert clause is not None
    actions.remove_clause(by=city.writer, clause=negotiating.clauses.get(pk=clause.pk))

    response = session(county.writer).post(
        f"/sv/agreements/{negotiating.pk}/clauses/{clause.pk}/", dict(TEXTS, version="1", text_sv="Min text")
    )

    assert response.status_code == 200
    assert "Min text" in response.content.decode()
    assert alerts(response)


def test_signing_a_version_that_was_changed_meanwhile_is_refused(
    signing: Agreement, city: People, county: People
) -> None:
    client = session(city.signatory)
    address = f"/sv/agreements/{signing.pk}/sign/"
    form = html.fromstring(client.get(address).content).xpath("//main//form[@method='post']")[0]
    typed = dict(form.form_values()) | {"meant": "on", "office": "stadsdirektör"}
    actions.write_clause(by=county.writer, agreement=signing, **TEXTS)

    response = client.post(address, typed)

    assert response.status_code == 200
    assert alerts(response)
    assert "stadsdirektör" in response.content.decode()


# ── Forms ──

LINES: dict[str, list[str]] = {
    "45 § 1 mom., 681/2023": ["681/2023#sec_45__subsec_1"],
    "section 45(1), 681/2023": ["681/2023#sec_45__subsec_1"],
    "681/2023 42 §\n1386/2010 31 § 3 mom.": ["1386/2010#sec_31__subsec_3", "681/2023#sec_42"],
    "681/2023#sec_47__subsec_1": ["681/2023#sec_47__subsec_1"],
}


@pytest.mark.parametrize("typed", LINES)
def test_provisions_are_typed_as_lawyers_write_them(negotiating: Agreement, city: People, typed: str) -> None:
    send(session(city.writer), f"/sv/agreements/{negotiating.pk}/clauses/new/", rests_on=typed, **TEXTS)
    clause = negotiating.clauses.order_by("-pk").first()
    assert clause is not None

    assert sorted(one.citation for one in clause.rests_on.all()) == LINES[typed]


@pytest.mark.parametrize("typed", ["nonsens", "999 §, 681/2023", "45 §", "#", "1/1#x", "<b>"])
def test_a_provision_that_is_not_there_is_said_at_the_field(
    negotiating: Agreement, city: People, typed: str
) -> None:
    response = send(
        session(city.writer), f"/sv/agreements/{negotiating.pk}/clauses/new/", rests_on=typed, **TEXTS
    )

    assert response.status_code == 200
    assert html.fromstring(response.content).xpath("//*[@id='id_rests_on_error']")


@pytest.mark.parametrize("name", ["", "Finns inte", "x" * 300, "Vasa'; DROP TABLE"])
def test_a_party_that_is_not_there_is_said_at_the_field(
    negotiating: Agreement, city: People, name: str
) -> None:
    response = send(session(city.writer), f"/sv/agreements/{negotiating.pk}/parties/", organisation=name)

    assert response.status_code == 200
    assert alerts(response)


BAD_TERMS: list[dict[str, Any]] = [
    {"starts_on": "x"},
    {"last_day": "2026-01-01", "starts_on": "2027-01-01"},
    {"notice_months": "-1"},
    {"review_months": "999999999999"},
    {"title_sv": "", "title_fi": ""},
    {"languages": []},
    {"languages": ["en"]},
    {"kind": "other thing"},
    {"version": "x"},
]


@pytest.mark.parametrize("typed", BAD_TERMS, ids=str)
def test_bad_terms_get_a_sentence(negotiating: Agreement, city: People, typed: dict[str, Any]) -> None:
    address = f"/sv/agreements/{negotiating.pk}/terms/"
    good = {
        "title_sv": "A",
        "title_fi": "B",
        "kind": "cooperation",
        "languages": ["sv", "fi"],
        "version": negotiating.version,
    }
    response = session(city.writer).post(address, good | typed)

    assert response.status_code == 200
    assert alerts(response)


# ── Doors ──

WRITING = ("terms", "parties", "clauses/new", "services/new", "comment", "attachments/new", "open", "propose")
LATER_ACTS = ("approve", "sign", "review", "amend", "notice", "withdraw")


@pytest.mark.parametrize("act", [*WRITING, *LATER_ACTS])
def test_an_act_is_not_for_the_public_nor_for_strangers(
    negotiating: Agreement, stranger: People, act: str
) -> None:
    address = f"/sv/agreements/{negotiating.pk}/{act}/"

    for method in ("get", "post"):
        assert getattr(Client(), method)(address).status_code == 302
        assert getattr(session(stranger.writer), method)(address).status_code == 404


def test_a_writer_neither_approves_nor_signs(signing: Agreement, approving: Agreement, city: People) -> None:
    client = session(city.writer)

    assert client.get(f"/sv/agreements/{signing.pk}/sign/").status_code == 403
    for typed in ({"meant": "on"}, {}):
        assert client.post(f"/sv/agreements/{signing.pk}/sign/", typed).status_code == 403
    assert Signature.objects.count() == 0


# ── How much is asked of the database ──


@pytest.fixture
def counted() -> Callable[[Client, str], int]:
    def counted(client: Client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    return counted


def test_pages_ask_as_much_of_many_as_of_one(
    agreed: Agreement, county: People, city: People, counted: Any
) -> None:
    base = f"/sv/agreements/{agreed.pk}/"
    places = ("/sv/agreements/?show=all", base)
    clients = (Client(), session(county.writer))
    before = [counted(client, place) for client in clients for place in places]

    clause = agreed.clauses.first()
    for number in range(12):
        agreed.clauses.create(order=20 + number, **TEXTS).rests_on.set(
            clause.rests_on.all() if clause else []
        )
        agreed.services.create(order=20, arranger=agreed.parties.first(), what_sv="x", what_fi="x")
        other = actions.draft(
            by=city.writer,
            outline="cooperation",
            title_sv=f"A{number}",
            title_fi="B",
            starts_on=SOON,
            ends_on=LATER,
        )
        actions.add_party(by=city.writer, agreement=other, organisation=county.organisation)
        actions.open_negotiations(by=city.writer, agreement=other)

    after = [counted(client, place) for client in clients for place in places]
    assert before == after
    assert before == [3, 7, 7, 14]


def test_an_agreement_and_its_amendment_lead_to_each_other(
    agreed: Agreement, county: People, counted: Any
) -> None:
    amendment = actions.amend(by=county.writer, agreement=agreed)
    old, new = (f"/sv/agreements/{one.pk}/" for one in (agreed, amendment))
    client = session(county.writer)

    assert f'href="{new}"' in client.get(old).content.decode()
    assert f'href="{old}"' in client.get(new).content.decode()
    assert f'href="{new}"' not in Client().get(old).content.decode()  # It is a draft, for its drafter only.
    assert counted(client, old) == 15
