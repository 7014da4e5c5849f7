"""What everybody reads of bodies, in how many questions to the database; and what nobody outside does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from tests.portal.bodies.browsing import Person, text_of
from tests.work.bodies.cast import (
    MEMBERS,
    SUBSTITUTES,
    VASA,
    Delegation,
    at,
    coordinator,
    delegation,
    item,
    person,
)

from samverka.registers.actors import roles
from samverka.registers.actors.models import Actor
from samverka.work.bodies import actions
from samverka.work.bodies.enums import Choice, Ending, Place
from samverka.work.bodies.models import Meeting, Task

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 16)
CANARY = "Kanariefågel"


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(at(date(2026, 3, 2), 9), tick=False) as travelling, translation.override("en"):
        yield travelling


@pytest.fixture
def rad(clock: time_machine.Coordinates) -> Delegation:
    return delegation(coordinator(), on=date(2026, 3, 2))


def held(rad: Delegation, clock: time_machine.Coordinates, day: date, *, publish: bool = True) -> Meeting:
    """A meeting held and published, with a secret matter and a name in it."""
    by = rad.by
    meeting = rad.plan(at(day), remote=f"{CANARY} länk")
    first = item(by, meeting, "Öppet ärende", background="Av [[Anna Ask]].")
    secret = item(by, meeting, f"{CANARY} titel", proposal=f"{CANARY} förslag", is_public=False)
    for public, name in ((True, "bilaga"), (False, f"{CANARY}-bilaga")):
        given = {"title": name, "name": f"{name}.txt", "content": name.encode(), "is_public": public}
        actions.attach(by=by, item=first, holds_personal_data=public, **given)
    actions.call(by=by, meeting=meeting)
    clock.move_to(at(day))
    actions.open_meeting(by=by, meeting=meeting)
    for one in rad.members:
        actions.arrive(by=by, meeting=meeting, appointment=one)
    decision = actions.settle(by=by, item=first)
    actions.settle(by=by, item=secret)
    asked = {"addressee": Actor.objects.get(slug="municipality-499"), "due": day + timedelta(days=30)}
    actions.send(by=by, body=rad.body, decision=decision, title="Öppet", text="Av [[Anna Ask]].", **asked)
    actions.send(by=by, body=rad.body, title=f"{CANARY} f", text=f"{CANARY}", is_public=False, **asked)
    actions.give_task(
        by=by, decision=decision, organisation=rad.body.host, title=f"{CANARY} uppgift", due=asked["due"]
    )
    actions.choose_checkers(by=by, meeting=meeting, appointments=rad.members[:1])
    actions.close(by=by, meeting=meeting)
    minutes = actions.send_for_checking(by=by, meeting=meeting)
    actions.approve(by=by, check=minutes.checks.get(), given_how="på papper")
    if publish:
        actions.publish(by=by, meeting=meeting)
    return Meeting.objects.get(pk=meeting.pk)


def addresses(rad: Delegation, *meetings: Meeting) -> list[str]:
    """Every address of bodies that could tell something, whoever it is for."""
    found = [
        "/sv/bodies/",
        f"/sv/bodies/{rad.body.pk}/",
        f"/bodies/{rad.body.pk}/meetings.ics",
        "/api/v1/bodies",
    ]
    found += [f"/api/v1/bodies/{rad.body.pk}{rest}" for rest in ("", "/meetings", "/initiatives")]
    found += [
        f"/sv/bodies/{rad.body.pk}/{page}/" for page in ("desk", "composition", "change", "meetings/plan")
    ]
    found.append("/sv/search/?q=Kanarie")
    for one in meetings:
        place = f"/sv/bodies/meetings/{one.pk}/"
        pages = (
            "",
            "agenda/",
            "sitting/",
            "minutes/",
            "minutes/write/",
            "call.pdf",
            "call.docx",
            "minutes.pdf",
        )
        found += [place + page for page in pages] + [f"/api/v1/bodies/meetings/{one.pk}"]
        for matter in one.items.all():
            found += [f"/sv/bodies/items/{matter.pk}/", f"/sv/bodies/items/{matter.pk}/change/"]
            found += [f"/sv/bodies/attachments/{file.pk}/" for file in matter.attachments.all()]
        found += [f"/sv/bodies/checks/{check.pk}/" for check in one.minutes.checks.all()]
    for one in rad.body.initiatives.all():
        found += [f"/sv/bodies/initiatives/{one.pk}/", f"/api/v1/bodies/initiatives/{one.pk}"]
        found += [f"/sv/bodies/tasks/{task.pk}/" for task in one.decision.tasks.all()] if one.decision else []
    return found


OUTSIDERS = {
    "the public": None,
    "a coordinator elsewhere": lambda: coordinator("municipality-091"),
    "a member without a seat": lambda: person("m@x.example", "M", VASA, roles.MEMBER),
    "an administrator of the host": lambda: person("a@x.example", "A", VASA, roles.ADMINISTRATOR),
    "the installation's administrator": lambda: person("i@x.example", "I", VASA, roles.INSTALLATION),
    "a secretary without the post": lambda: person("s@x.example", "S", VASA, roles.SECRETARY),
}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_what_is_not_published_reaches_nobody_outside(
    rad: Delegation, clock: time_machine.Coordinates, who: str
) -> None:
    planned = rad.plan(at(date(2026, 4, 20)), remote=CANARY)
    item(rad.by, planned, f"{CANARY} planerat")
    published = held(rad, clock, DAY)
    checked = held(rad, clock, date(2026, 3, 23), publish=False)
    made = OUTSIDERS[who]
    somebody = Person(made() if made else None)

    for address in addresses(rad, planned, published, checked):
        response = somebody.client.get(address, follow=True)
        body = response.getvalue() if response.streaming else response.content
        assert CANARY.encode() not in body, address
        assert response.status_code in (200, 302, 403, 404), address


def test_those_within_read_it_all(rad: Delegation, clock: time_machine.Coordinates) -> None:
    published = held(rad, clock, DAY)
    keeper = Person(rad.by)

    for address in (f"/sv/bodies/meetings/{published.pk}/", f"/sv/bodies/meetings/{published.pk}/agenda/"):
        assert CANARY in keeper.open(address).text


def test_names_leave_all_that_the_public_reads_after_the_last_day(
    rad: Delegation, clock: time_machine.Coordinates
) -> None:
    meeting = held(rad, clock, DAY)
    public, last = Person(), meeting.minutes.names_until
    places = [one for one in addresses(rad, meeting) if "/minutes" in one or "/attachments/" in one]
    clock.move_to(at(last, 23, 59))
    assert "Nils Nyström" in public.open(f"/en/bodies/meetings/{meeting.pk}/minutes/").text
    assert (
        public.client.get(
            f"/sv/bodies/attachments/{meeting.items.first().attachments.first().pk}/"
        ).status_code
        == 200
    )

    clock.move_to(at(last + timedelta(days=1), 0, 0))
    for address in places:
        response = public.client.get(address, follow=True)
        told = response.content.decode(errors="replace")
        assert not [name for name in (*MEMBERS, *SUBSTITUTES, "Anna Ask") if name in told], address
    assert (
        public.client.get(
            f"/sv/bodies/attachments/{meeting.items.first().attachments.first().pk}/"
        ).status_code
        == 404
    )


def test_members_are_named_only_as_the_body_says(rad: Delegation) -> None:
    public = Person()
    place, data = f"/en/bodies/{rad.body.pk}/", f"/api/v1/bodies/{rad.body.pk}"
    assert MEMBERS[0] in public.open(place).text
    (first, *_rest) = public.client.get(data).json()["memberships"]
    assert (first["person_name"], first["role"], first["post_id"]) == (MEMBERS[0], "member", "seat-1")

    rad.body.members_are_public = False
    rad.body.save()
    assert MEMBERS[0] not in public.open(place).text
    assert public.client.get(data).json()["memberships"] == []


def test_a_call_and_minutes_are_files_that_one_can_read(
    rad: Delegation, clock: time_machine.Coordinates
) -> None:
    import io

    from docx import Document
    from pypdf import PdfReader

    meeting = held(rad, clock, DAY)
    place = f"/sv/bodies/meetings/{meeting.pk}/"
    for name, told in (("call", "Öppet ärende"), ("minutes", "Nils Nyström")):
        pdf = Person().client.get(f"{place}{name}.pdf")
        assert pdf["Content-Type"] == "application/pdf"
        reader = PdfReader(io.BytesIO(pdf.content))
        assert "/StructTreeRoot" in reader.trailer["/Root"]
        assert told in " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
        word = Document(io.BytesIO(Person().client.get(f"{place}{name}.docx").content))
        assert told in " ".join(one.text for one in word.paragraphs)


PAGES = (
    "/sv/bodies/",
    "/sv/bodies/{body}/",
    "/sv/bodies/meetings/{meeting}/",
    "/sv/bodies/meetings/{meeting}/minutes/",
)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_few_questions_however_much_there_is(
    rad: Delegation, clock: time_machine.Coordinates, page: str
) -> None:
    counts = []
    for weeks in range(3):
        meeting = held(rad, clock, DAY + timedelta(weeks=weeks))
        for number in range(weeks):
            delegation(rad.by, on=date(2026, 3, 2) + timedelta(days=number))
        address = page.format(body=rad.body.pk, meeting=meeting.pk)
        client = Client()
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))

    assert len(set(counts)) == 1, counts
    assert counts[0] <= 10


KEPT = (
    "/sv/bodies/{body}/",
    "/sv/bodies/{body}/desk/",
    "/sv/bodies/{body}/composition/",
    "/sv/bodies/mine/",
    "/sv/bodies/meetings/{meeting}/agenda/",
    "/sv/bodies/meetings/{meeting}/sitting/",
    "/sv/bodies/items/{item}/",
)


@pytest.mark.parametrize("page", KEPT)
def test_a_keepers_page_asks_as_many_questions_with_three_matters_as_with_one(
    rad: Delegation, clock: time_machine.Coordinates, page: str
) -> None:
    keeper, counts = Person(rad.by), []
    meeting = rad.plan(at(date(2026, 3, 3)))
    item(rad.by, meeting)
    actions.call(by=rad.by, meeting=meeting)
    clock.move_to(at(date(2026, 3, 3)))
    actions.open_meeting(by=rad.by, meeting=meeting)
    keeper.sign_in()
    for number in range(3):
        actions.arrive(by=rad.by, meeting=meeting, appointment=rad.members[number])
        item(rad.by, meeting, f"Ärende {number}")
        known: dict[str, Any] = {"body": rad.body.pk, "meeting": meeting.pk, "item": meeting.items.first().pk}
        keeper.client.get(page.format(**known))
        with CaptureQueriesContext(connection) as asked:
            assert keeper.client.get(page.format(**known)).status_code == 200
        counts.append(len(asked))

    assert len(set(counts)) == 1, counts


@pytest.mark.parametrize("name", ["text", "appointment", "ballot_1"])
def test_a_button_pressed_with_nonsense_is_refused_in_words(
    rad: Delegation, clock: time_machine.Coordinates, name: str
) -> None:
    meeting = rad.plan(at(date(2026, 3, 3)))
    matter = item(rad.by, meeting)
    actions.call(by=rad.by, meeting=meeting)
    clock.move_to(at(date(2026, 3, 3)))
    actions.open_meeting(by=rad.by, meeting=meeting)
    keeper = Person(rad.by)
    acts = (
        "aside",
        "return",
        "propose",
        "second",
        "withdraw",
        "vote",
        "cast",
        "close_vote",
        "dissent",
        "xyz",
        "",
    )
    for act in acts:
        response = keeper.client.post(
            f"/sv/bodies/items/{matter.pk}/", {"act": act, name: "999999999999999999999"}
        )
        assert response.status_code == 200, act
        assert b'role="alert"' in response.content
    for act in ("arrive", "afar", "leave", "lead", "welcome", "xyz"):
        response = keeper.client.post(f"/sv/bodies/meetings/{meeting.pk}/sitting/", {"act": act, name: "x"})
        assert response.status_code == 200, act


def test_a_button_that_is_not_for_oneself_is_refused_with_a_sentence(
    rad: Delegation, clock: time_machine.Coordinates
) -> None:
    meeting = held(rad, clock, DAY)
    own = actions.end_appointment(by=rad.by, appointment=rad.members[0], last_day=DAY, why=Ending.REPLACED)
    clock.move_to(at(DAY + timedelta(days=1)))
    member = person("maria@vasa.example", "Maria Mård", VASA, roles.MEMBER)
    given = {"place": Place.MEMBER, "name": "", "holder": member.user, "valid_from": DAY + timedelta(days=1)}
    own = actions.appoint(by=rad.by, seat=own.seat, **given)
    matter, task = meeting.items.first(), Task.objects.get()
    pressed = (
        (f"/en/bodies/items/{matter.pk}/", {"act": "dissent", "appointment": rad.members[1].pk}),
        (f"/en/bodies/tasks/{task.pk}/", {"why": "Gjort."}),
    )

    for address, sent in pressed:
        response = Person(member).client.post(address, sent)

        assert response.status_code == 403, address
        assert "Your mandate does not let you do this" in text_of(response)
    assert own.dissents.count() == Task.objects.filter(done_at__isnull=False).count() == 0


def test_those_may_dissent_who_voted_against_and_once(
    rad: Delegation, clock: time_machine.Coordinates
) -> None:
    by, meeting = rad.by, rad.plan(at(date(2026, 3, 3)))
    matter = item(by, meeting)
    actions.call(by=by, meeting=meeting)
    clock.move_to(at(date(2026, 3, 3)))
    actions.open_meeting(by=by, meeting=meeting)
    for one in rad.members:
        actions.arrive(by=by, meeting=meeting, appointment=one)
    other = actions.propose(by=by, item=matter, proposer=rad.members[2], text="Nej.")
    actions.second(by=by, proposal=other, seconder=rad.members[3])
    vote = actions.open_vote(by=by, item=matter, yes=matter.proposals.get(proposer=None), no=other)
    against = {one: Choice.NO if one in rad.members[2:4] else Choice.YES for one in rad.members}
    actions.cast(by=by, vote=vote, ballots=against)
    actions.close_vote(by=by, vote=vote)
    actions.settle(by=by, item=matter)
    keeper, place = Person(by), f"/en/bodies/items/{matter.pk}/"
    keeper.open(place)
    offered = keeper.page.tree.xpath("//*[@id='dissenter']/option/text()")
    assert offered == [MEMBERS[2], MEMBERS[3]]

    sent = {"act": "dissent", "appointment": rad.members[2].pk, "text": "Nej."}
    keeper.press("Note it", appointment=str(rad.members[2].pk), text="Nej.")
    again = keeper.client.post(place, sent)

    assert "The dissenting opinion has already been noted." in text_of(again)
    assert keeper.page.tree.xpath("//*[@id='dissenter']/option/text()") == [MEMBERS[3]]


def test_the_keeper_is_told_where_nobody_can_answer_a_proposal(
    rad: Delegation, clock: time_machine.Coordinates
) -> None:
    held(rad, clock, DAY)
    place, told = f"/en/bodies/initiatives/{rad.body.initiatives.last().pk}/", "Nobody there has been told"
    keeper = Person(rad.by)
    assert told in keeper.open(place).text
    assert told not in Person().open(f"/en/bodies/initiatives/{rad.body.initiatives.last().pk}/").text

    person("olle@korsholm.example", "Olle", "municipality-499", roles.OFFICER)

    assert told not in keeper.open(place).text
