"""Cooperation as people meet it: journeys by separate sessions, without scripts; what nobody else may see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries
from tests.portal.reading import Page
from tests.work.cooperation.cast import (
    KORSHOLM,
    NAME,
    PURPOSE,
    SIPOO,
    VASA,
    association,
    invited,
    joined,
    organisation,
    prepared,
    somebody,
    started,
)

from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.notices.models import Letter, Notice
from samverka.registers.actors.acting import Acting
from samverka.work.cooperation import actions
from samverka.work.cooperation.enums import Part
from samverka.work.cooperation.models import Cooperation, Party

YESTERDAY = (today() - timedelta(days=1)).isoformat()
CANARY = "Kanariefink"  # No letter that data would write otherwise.


def session(acting: Acting | None) -> Client:
    """A browser of one's own, signed in or not."""
    client = Client()
    if acting:
        client.force_login(acting.user)
    return client


def read(client: Client, name: str, *args: Any, **query: Any) -> Page:
    return Page(client.get(reverse(f"portal:{name}", args=args), query))


def send(client: Client, acting: Acting, name: str, *args: Any, query: str = "", **typed: Any) -> Any:
    address = reverse(f"portal:{name}", args=args) + query
    return client.post(address, typed | {"in_the_name_of": acting.organisation_key})


@pytest.fixture
def vasas() -> Acting:
    return somebody(VASA, "coordinator")


@pytest.fixture
def korsholms() -> Acting:
    return somebody(KORSHOLM, "coordinator")


@pytest.fixture
def sipoos() -> Acting:
    return somebody(SIPOO, "coordinator")


@pytest.fixture
def bildning() -> Acting:
    return somebody(association().slug, "representative")


def test_two_municipalities_and_an_association_found_a_cooperation(
    vasas: Acting, korsholms: Acting, bildning: Acting
) -> None:
    """Vasa founds and invites, Korsholm and the association answer, Vasa starts it, the public reads it."""
    vasa, korsholm, association_, public = (session(who) for who in (vasas, korsholms, bildning, None))

    names = {"name_sv": NAME.sv, "name_fi": NAME.fi, "purpose_sv": PURPOSE.sv, "purpose_fi": PURPOSE.fi}
    sent = send(vasa, vasas, "found_cooperation", **names, is_public="on")
    cooperation = Cooperation.objects.get()
    assert sent.url == reverse("portal:cooperation", args=[cooperation.pk])

    found = read(vasa, "invite_to_cooperation", cooperation.pk, q="Korsholm")
    assert KORSHOLM in found.tree.xpath("//input[@name='organisations']/@value")
    for slug, part in ((KORSHOLM, "founder"), (bildning.organisation_key, "party")):
        typed = {"organisations": [slug], "part": part, "task": "Råd", "language": "sv"}
        assert send(vasa, vasas, "invite_to_cooperation", cooperation.pk, **typed).status_code == 302
    assert "Korsholm" in " ".join(read(vasa, "cooperation", cooperation.pk).all("notice--warning"))

    for who, client in ((korsholms, korsholm), (bildning, association_)):
        (waiting,) = Notice.objects.awaiting().filter(user=who.user)
        assert Page(client.get(f"/sv/{waiting.path}")).h1
        answer = {"answer": "accept", "joined_on": "", "is_shown": "on"}
        pk = Party.objects.get(organisation=who.organisation).pk
        assert send(client, who, "cooperation_invitation", pk, **answer).status_code == 302

    assert public.get(reverse("portal:cooperation", args=[cooperation.pk])).status_code == 404
    assert send(vasa, vasas, "start_cooperation", cooperation.pk, day="").status_code == 302

    page = read(public, "cooperation", cooperation.pk)
    assert page.h1 == NAME.sv
    for slug in (VASA, KORSHOLM, bildning.organisation_key):
        assert page.leads_to(reverse("portal:actor", args=[slug]))
    assert NAME.sv in read(public, "cooperations", area="municipality/499").text
    assert NAME.sv not in read(public, "cooperations", area="municipality/753").text
    assert NAME.sv in read(public, "responsible", "499").text
    assert NAME.sv in read(public, "actor", bildning.organisation_key).text


def test_a_party_leaves_and_the_founders_are_told(vasas: Acting, bildning: Acting) -> None:
    party = joined(vasas, started(vasas, is_public=True), bildning, is_shown=True)
    sent = send(session(bildning), bildning, "leave_cooperation", party.pk, last_day=YESTERDAY)

    assert sent.url == reverse("portal:our_cooperations")
    assert bildning.organisation.name.sv not in read(session(None), "cooperation", party.cooperation_id).text
    assert Notice.objects.filter(user=vasas.user, kind="cooperation.left").exists()
    assert bildning.organisation.name.sv in read(session(vasas), "cooperation", party.cooperation_id).text


def test_an_association_declines_with_a_word(vasas: Acting, bildning: Acting) -> None:
    cooperation = started(vasas)
    (party,) = invited(vasas, cooperation, [bildning.organisation])
    assert read(session(bildning), "our_cooperations").leads_to(
        reverse("portal:cooperation_invitation", args=[party.pk])
    )
    send(
        session(bildning), bildning, "cooperation_invitation", party.pk, answer="decline", words="Inte i år."
    )

    assert "Inte i år." in read(session(vasas), "cooperation", cooperation.pk).text
    assert session(bildning).get(reverse("portal:cooperation", args=[cooperation.pk])).status_code == 404


def test_what_was_typed_stays_where_something_is_wrong(vasas: Acting, bildning: Acting) -> None:
    client, cooperation = session(vasas), started(vasas)
    empty = Page(send(client, vasas, "found_cooperation", purpose_sv="Ett syfte"))
    assert (len(empty.alerts), "Ett syfte" in empty.text) == (1, True)

    typed = {"part": "party", "task": "En uppgift", "language": "sv"}
    nobody = Page(send(client, vasas, "invite_to_cooperation", cooperation.pk, query="?q=svenska", **typed))
    assert (bool(nobody.alerts), "En uppgift" in nobody.text) == (True, True)

    (party,) = invited(vasas, cooperation, [bildning.organisation])
    late = {"answer": "accept", "joined_on": "1.1.2039", "words": "Gärna"}
    page = Page(send(session(bildning), bildning, "cooperation_invitation", party.pk, **late))
    assert (bool(page.alerts), "Gärna" in page.text) == (True, True)


def test_two_who_edit_at_once_see_both_texts(vasas: Acting) -> None:
    cooperation = prepared(vasas)
    other = somebody(VASA, "coordinator", "officer")
    typed = {"version": cooperation.version, "name_sv": "Mitt namn", "name_fi": NAME.fi}
    assert send(session(other), other, "change_cooperation", cooperation.pk, **typed).status_code == 302

    mine = typed | {"name_sv": "Ett annat namn"}
    page = Page(send(session(vasas), vasas, "change_cooperation", cooperation.pk, **mine))
    assert page.tree.xpath("//input[@name='name_sv']/@value") == ["Ett annat namn"]
    assert any("Mitt namn" in notice for notice in page.all("notice--warning"))

    again = mine | {"version": page.tree.xpath("//input[@name='version']/@value")[0]}
    assert send(session(vasas), vasas, "change_cooperation", cooperation.pk, **again).status_code == 302


def test_a_last_day_is_asked_for_and_shown(vasas: Acting, bildning: Acting) -> None:
    """Half-open periods are the database's business: who leaves today takes part today, and reads today's day."""
    party = joined(vasas, started(vasas, is_public=True), bildning, is_shown=True)
    page = read(session(bildning), "leave_cooperation", party.pk)
    assert page.tree.xpath("//input[@name='last_day']/@value") == [today().isoformat()]

    send(session(bildning), bildning, "leave_cooperation", party.pk, last_day=today().isoformat())

    party.refresh_from_db()
    assert (party.left_on, party.takes_part_on(today())) == (today() + timedelta(days=1), True)
    shown = read(session(vasas), "cooperation", party.cooperation_id).text
    said = date_format(today(), "SHORT_DATE_FORMAT")
    assert f"{said} – {said}" in shown


def test_founders_remove_a_party_and_take_an_invitation_back(vasas: Acting, bildning: Acting) -> None:
    cooperation, client = started(vasas), session(vasas)
    party = joined(vasas, cooperation, bildning)
    (asked,) = invited(vasas, cooperation, [organisation(KORSHOLM)])
    assert read(client, "remove_from_cooperation", asked.pk).status == 200
    for one in (party, asked):
        assert send(client, vasas, "remove_from_cooperation", one.pk, last_day="").status_code == 302

    assert [one.state for one in cooperation.parties.exclude(part=Part.FOUNDER)] == ["removed", "withdrawn"]


def test_a_party_changes_whether_it_is_shown(vasas: Acting, bildning: Acting) -> None:
    party = joined(vasas, started(vasas, is_public=True), bildning)
    assert bildning.organisation.name.sv not in read(session(None), "cooperation", party.cooperation_id).text
    send(session(bildning), bildning, "shown_in_cooperation", party.pk, is_shown="on")

    assert bildning.organisation.name.sv in read(session(None), "cooperation", party.cooperation_id).text


def test_a_cooperation_is_ended_on_its_page(vasas: Acting) -> None:
    cooperation = started(vasas, is_public=True)
    send(session(vasas), vasas, "end_cooperation", cooperation.pk, last_day=YESTERDAY)

    assert NAME.sv not in read(session(None), "cooperations").text
    assert NAME.sv in read(session(None), "cooperations", ended="on").text


FORMS = ("change_cooperation", "invite_to_cooperation", "start_cooperation", "end_cooperation")
OF_PARTY = ("cooperation_invitation", "leave_cooperation", "shown_in_cooperation", "remove_from_cooperation")


@pytest.mark.parametrize("name", [*FORMS, *OF_PARTY, "found_cooperation", "our_cooperations"])
def test_the_public_is_led_to_sign_in(vasas: Acting, name: str) -> None:
    cooperation = started(vasas, is_public=True)
    args = [] if name in ("found_cooperation", "our_cooperations") else [cooperation.pk]

    assert "login" in session(None).get(reverse(f"portal:{name}", args=args)).url


@pytest.mark.parametrize("is_public", [True, False])
@pytest.mark.parametrize("name", [*FORMS, *OF_PARTY])
def test_another_municipality_is_refused_what_it_sees_and_knows_of_nothing_else(
    vasas: Acting, sipoos: Acting, bildning: Acting, name: str, is_public: bool
) -> None:
    party = joined(vasas, started(vasas, is_public=is_public), bildning, is_shown=is_public)
    args = [party.pk] if name in OF_PARTY else [party.cooperation_id]
    client = session(sipoos)

    assert client.get(reverse(f"portal:{name}", args=args)).status_code == (403 if is_public else 404)
    assert send(client, sipoos, name, *args, day="", name_sv="x").status_code == (403 if is_public else 404)


def test_the_unpublished_appears_nowhere(vasas: Acting, sipoos: Acting, bildning: Acting) -> None:
    """A name that is in no public text: not in a page, a count, a search, data, a notice or a letter."""
    name = Trilingual(sv=CANARY, fi=CANARY, en=CANARY)
    cooperation = started(vasas, name=name)
    party = joined(vasas, cooperation, bildning, is_shown=True)
    actions.end(by=vasas, cooperation=prepared(vasas, is_public=True, name=name))
    actions.change(
        by=vasas,
        cooperation=cooperation,
        version=None,
        name=name,
        purpose=Trilingual(sv=CANARY),
        is_public=False,
    )
    pages = [reverse(f"portal:{one}") for one in ("cooperations", "front", "actors")]
    pages += [
        reverse("portal:cooperations") + "?area=municipality/905",
        reverse("portal:search") + f"?q={CANARY}",
    ]
    pages += [reverse("portal:cooperations") + "?ended=on", reverse("portal:responsible", args=["905"])]
    pages += [reverse("portal:actor", args=[slug]) for slug in (VASA, bildning.organisation_key)]
    pages += [reverse("open:cooperations"), reverse("csv:cooperations"), f"/api/v1/search?q={CANARY}"]
    hidden = [
        reverse("portal:cooperation", args=[cooperation.pk]),
        reverse("open:cooperation", args=[cooperation.pk]),
    ]
    hidden += [reverse(f"portal:{one}", args=[party.pk]) for one in OF_PARTY]

    for who in (None, sipoos, somebody(VASA, "administrator"), somebody(SIPOO, "officer")):
        client = session(who)
        mine = [*pages, *([reverse("portal:our_cooperations"), reverse("portal:my_work")] if who else [])]
        for address in mine:
            answer = client.get(address)
            text = answer.content.decode().replace(f'value="{CANARY}"', "").replace(f"q={CANARY}", "")
            assert (answer.status_code, text.count(CANARY) - _asked(address, text)) == (200, 0), address
        for address in hidden[: 2 if who is None else None]:
            assert client.get(address).status_code in ({404, 403} if "remove" in address else {404}), address
    assert not read(session(None), "cooperations").tree.xpath("//select[@id='area']//option[@value!='']")
    assert {notice.user for notice in Notice.objects.all()} <= {vasas.user, bildning.user}
    assert {letter.to for letter in Letter.objects.all()} <= {vasas.user.email, bildning.user.email}
    assert mail.outbox == []


def _asked(address: str, text: str) -> int:
    """How often a search page repeats what was asked."""
    return text.count(CANARY) if "search" in address and "cooperation/" not in text.split("<main")[-1] else 0


@pytest.mark.parametrize("name", ["cooperation", "cooperations", "responsible", "actor", "our_cooperations"])
def test_a_page_asks_as_much_for_many_as_for_one(
    vasas: Acting, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = session(vasas)
    asked = []
    cooperation = started(vasas, is_public=True)
    args = {"cooperation": [cooperation.pk], "responsible": ["905"], "actor": [VASA]}.get(name, [])
    read(client, name, *args)
    for more in (0, 2, 12):
        for number in range(more):
            joined(
                vasas,
                cooperation,
                somebody(association(f"f{more}{number}").slug, "representative"),
                is_shown=True,
            )
            started(vasas, is_public=True)
        with django_assert_max_num_queries(40) as captured:
            read(client, name, *args)
        asked.append(len(captured))

    assert len(set(asked)) == 1, asked
    assert asked[0] <= {"responsible": 12, "actor": 18}.get(name, 12), asked


def test_a_municipality_that_is_not_shown_is_not_found_by_its_place(vasas: Acting, korsholms: Acting) -> None:
    party = joined(vasas, started(vasas, is_public=True), korsholms)

    assert NAME.sv not in read(session(None), "cooperations", area="municipality/499").text
    actions.show(by=korsholms, party=party, is_shown=True)
    assert NAME.sv in read(session(None), "cooperations", area="municipality/499").text


def test_open_data_holds_what_the_public_page_holds(vasas: Acting, bildning: Acting) -> None:
    cooperation = started(vasas, is_public=True)
    joined(vasas, cooperation, bildning)
    data = Client().get(reverse("open:cooperation", args=[cooperation.pk])).json()

    assert (data["name"]["sv"], [party["organisation"] for party in data["parties"]]) == (NAME.sv, [VASA])
    assert Client().get(reverse("open:cooperations")).json()["count"] == 1
    rows = Client().get(reverse("csv:cooperations")).content.decode("utf-8-sig").splitlines()
    assert [row.split(",")[6] for row in rows[1:]] == [VASA]
    assert Client().get(reverse("open:cooperation", args=[cooperation.pk + 1])).status_code == 404


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_every_page_of_it_can_be_read_in_each_language(
    vasas: Acting, bildning: Acting, language: str
) -> None:
    cooperation = started(vasas, is_public=True)
    party, client = joined(vasas, cooperation, bildning), session(vasas)
    (asked,) = invited(vasas, cooperation, [organisation(KORSHOLM)])
    addresses = [f"/{language}/cooperation/{part}" for part in ("", "ours/", "found/", f"{cooperation.pk}/")]
    addresses += [
        f"/{language}/cooperation/{cooperation.pk}/{one}/" for one in ("change", "invite", "start", "end")
    ]
    addresses += [f"/{language}/cooperation/parties/{one.pk}/remove/" for one in (party, asked)]

    for address in addresses:
        page = Page(client.get(address))
        assert (page.status, page.lang, len(page.headings)) == (200, language, 1), address
