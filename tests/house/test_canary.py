"""A word of each organisation's own in all that it has not published: nobody else ever meets it, at any address.

A canary is a word that stands in every text of an unpublished cooperation, body with a meeting, and draft of an
agreement. Whatever others ask for, it must not come; to its own people it does come, so that this test can fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import models
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from tests.cast import actor, browser_of, mandate, of_kind, person
from tests.pages import routes

from samverka.foundation.accounts.models import User
from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import today
from samverka.foundation.notices.actions import make_calendar_link
from samverka.foundation.notices.models import Letter, Notice
from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting, acting_as
from samverka.registers.actors.models import Actor
from samverka.work.agreements import actions as agreeing
from samverka.work.bodies import actions as meeting_acts
from samverka.work.bodies.enums import BodyKind, BodyState, Category, Place
from samverka.work.bodies.models import Body
from samverka.work.cooperation.enums import Part, PartyState
from samverka.work.cooperation.models import Cooperation, Party

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

STEM = "Kanarieord"
ROLES = {"administrator": roles.ADMINISTRATOR, "coordinator": roles.COORDINATOR, "member": roles.MEMBER}
# What is written by a machine for machines, or is chosen from a list.
NOT_SAID = {"subject_kind", "subject_key", "digest", "token", "language", "answer_language", "appointed_by"}
# What ends the session.
LEFT_OUT = {"account_logout"}


@dataclass
class House:
    """One organisation with its people, its word, and the keys of what it has not published."""

    organisation: Actor
    word: str
    people: dict[str, User] = field(default_factory=dict)
    keys: set[int] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    pages: dict[str, str] = field(default_factory=dict)

    def acting(self) -> Acting:
        acting = acting_as(self.people["coordinator"], self.organisation.slug)
        assert acting is not None
        return acting

    def say(self, *things: models.Model) -> None:
        """Put the word into every text of the things."""
        for one in things:
            texts = {
                column.name: self.word
                for column in one._meta.fields
                if isinstance(column, models.CharField | models.TextField)
                and not column.choices
                and column.name not in NOT_SAID
                and not isinstance(column, models.URLField)
            }
            type(one)._default_manager.filter(pk=one.pk).update(**texts)
            one.refresh_from_db()
            self.keys.add(one.pk)


def house(organisation: Actor, number: int) -> House:
    made = House(organisation, f"{STEM}{'abc'[number]}{'xyz'[number]}")
    for code, role in ROLES.items():
        made.people[code] = person(f"{code} {number}", f"{code}{number}@example.org")
        mandate(made.people[code], organisation, role)
    cooperation(made)
    body(made)
    agreement(made)
    return made


def cooperation(made: House) -> None:
    by, now = made.acting(), timezone.now()
    found = Cooperation.objects.create(name_sv="x", is_public=False)
    party = Party.objects.create(
        cooperation=found,
        organisation=made.organisation,
        part=Part.FOUNDER,
        state=PartyState.ACCEPTED,
        joined_on=today(),
        invited_by=by.user,
        invited_for=made.organisation,
        answered_at=now,
        answered_by=by.user,
    )
    made.say(found, party)
    record(by, "cooperation.founded", found)
    made.pages["cooperation"] = reverse("portal:cooperation", args=[found.pk])


def body(made: House) -> None:
    by, now = made.acting(), timezone.now()
    started = {"state": BodyState.ACTIVE, "started_at": now, "started_by": by.user, "founded_on": today()}
    rad = Body.objects.create(
        kind=BodyKind.DELEGATION, host=made.organisation, name_sv="x", is_public=False, **started
    )
    founder = rad.founders.create(organisation=made.organisation)
    term = rad.terms.create(valid_from=today(), valid_to=today() + timedelta(days=700))
    seat = term.seats.create(number=1, category=Category.EXPERT, organisation=made.organisation)
    sits = seat.appointments.create(
        place=Place.MEMBER, name="x", holder=made.people["member"], valid_from=today()
    )
    made.say(rad, seat, sits)
    made.keys |= {founder.pk, term.pk}
    starts_at = now + timedelta(days=9)
    meeting = meeting_acts.plan(by=by, body=rad, starts_at=starts_at, place=made.word, remote=made.word)
    matter = meeting_acts.add_item(by=by, meeting=meeting, title=made.word, proposal=made.word)
    attached = meeting_acts.attach(
        by=by, item=matter, title="x", name=f"{made.word}.txt", content=made.word.encode(), is_public=True
    )
    made.say(matter, attached, meeting.minutes)
    meeting_acts.call(by=by, meeting=meeting)
    sent = meeting_acts.send(
        by=by,
        body=rad,
        addressee=made.organisation,
        title=made.word,
        text=made.word,
        due=today() + timedelta(days=9),
    )
    made.keys |= {meeting.pk, sent.pk}
    made.pages |= {
        "body": reverse("portal:body", args=[rad.pk]),
        "meeting": reverse("portal:body_meeting", args=[meeting.pk]),
        "proposal": reverse("portal:body_initiative", args=[sent.pk]),
    }


def agreement(made: House) -> None:
    by = made.acting()
    draft = agreeing.draft(by=by, outline="cooperation", title_sv=made.word, title_fi=made.word)
    remark = agreeing.comment(by=by, agreement=draft, text=made.word, language="sv")
    file = agreeing.attach(by=by, agreement=draft, name=f"{made.word}.txt", content=made.word.encode())
    made.say(draft)
    first = draft.clauses.first()
    parts = [one for one in (remark, first) if one is not None]
    kept = set(made.keys)
    made.say(*parts)
    made.keys = kept
    made.rows |= {file.pk, *(one.pk for one in parts)}
    made.pages["agreement"] = reverse("portal:agreement", args=[draft.pk])


@pytest.fixture
def houses(settings: LazySettings, tmp_path: Path) -> list[House]:
    settings.FILES, settings.KEYS = tmp_path / "files", tmp_path / "keys"
    organisations = (actor("municipality-905"), actor("municipality-499"), of_kind("association"))
    return [house(organisation, number) for number, organisation in enumerate(organisations)]


def addresses_of(houses: list[House]) -> Iterator[str]:
    """Every route, with the keys of all that is not published wherever a key stands, and a search for the stem."""
    keys = sorted(set().union(*(one.keys for one in houses)))
    rows = set().union(*(one.rows for one in houses))
    for name, pattern in routes():
        converters = pattern.pattern.converters
        if name in LEFT_OUT:
            continue
        choices = [_choices(key, converter, keys, rows, houses) for key, converter in converters.items()]
        for values in product(*choices):
            try:
                address = reverse(name, kwargs=dict(zip(converters, values, strict=True)))
            except NoReverseMatch:
                continue
            yield f"{address}?q={STEM}"


def _choices(key: str, converter: Any, keys: list[int], rows: set[int], houses: list[House]) -> list[Any]:
    if key in ("row", "number"):
        return sorted(rows)
    if key in ("pk", "key"):
        return keys
    if key == "slug":
        return [one.organisation.slug for one in houses]
    if key == "code":
        return ["905"]
    words = converter.regex.split("|")
    return words if len(words) > 1 else ["x"]


def heard(client: Client, address: str) -> str:
    """All that an answer says: its text or bytes, and its headers."""
    answer = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers} {content.decode(errors='replace')}"


# Each organisation reads once as another, and each role once.
READERS = [None, *zip((0, 1, 2), ROLES, strict=True)]


@pytest.mark.parametrize("reader", READERS, ids=lambda one: "public" if one is None else f"{one[1]}-{one[0]}")
def test_nobody_else_meets_what_an_organisation_has_not_published(
    houses: list[House], reader: tuple[int, str] | None
) -> None:
    own = houses[reader[0]] if reader else None
    client = browser_of(own.people[reader[1]]) if own and reader else Client()
    words = [one.word for one in houses if one is not own]
    every = list(addresses_of(houses))

    said = {address: heard(client, address) for address in every}

    assert len(every) > 300
    assert [(address, word) for address, text in said.items() for word in words if word in text] == []


def test_its_own_people_meet_it(houses: list[House]) -> None:
    for one in houses:
        client = browser_of(one.people["coordinator"])
        unheard = [name for name, address in one.pages.items() if one.word not in heard(client, address)]
        assert unheard == []
        member = browser_of(one.people["member"])
        assert one.word in heard(member, one.pages["meeting"])
        assert one.word not in heard(Client(), one.pages["meeting"])


def test_letters_notices_and_calendars_go_to_its_own_people(houses: list[House]) -> None:
    for one in houses:
        own = {user.pk for user in one.people.values()}
        addresses = {user.email for user in one.people.values()}
        told = Notice.objects.filter(details__icontains=one.word)
        assert set(told.values_list("user", flat=True)) <= own
        letters = Letter.objects.filter(text__contains=one.word)
        assert letters.exists()
        assert set(letters.values_list("to", flat=True)) <= addresses
        for other in houses:
            link = make_calendar_link(other.people["member"])
            due = heard(Client(), reverse("plain:calendar", args=[link.token]))
            assert (one.word in due) == (one is other)
