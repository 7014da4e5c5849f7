"""The tables of lives, tried in every state: each act leads where the table says, or is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.utils.translation import override
from tests.work.bodies.cast import (
    KORSHOLM,
    MEMBERS,
    VASA,
    Delegation,
    at,
    coordinator,
    delegation,
    item,
    person,
)

from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.lifecycle import Lifecycle
from samverka.foundation.kernel.refusals import Conflict, Refused
from samverka.foundation.notices.models import Notice, Reminder
from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.work.bodies import actions, checks, lifecycle
from samverka.work.bodies.agenda_subjects import Found, Subject, declare, found, subjects
from samverka.work.bodies.appeal import last_day_for_appeal
from samverka.work.bodies.enums import AnswerKind, BodyKind, BodyState, Ending, Place, PostKind
from samverka.work.bodies.marks import mark, redacted, revealed
from samverka.work.bodies.models import AgendaItem, Initiative

TABLES = [lifecycle.BODY, lifecycle.CHECK, lifecycle.INITIATIVE, lifecycle.MEETING, lifecycle.TASK]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_a_table_leads_only_to_states_that_the_model_knows(table: Lifecycle) -> None:
    chosen = {
        "body": "Body",
        "check": "MinutesCheck",
        "initiative": "Initiative",
        "meeting": "Meeting",
        "task": "Task",
    }
    from django.apps import apps

    known = dict(apps.get_model("bodies", chosen[table.name])._meta.get_field("state").choices)
    assert set(table.states) == set(known)
    assert "stateDiagram" in table.as_mermaid()


def sent(rad: Delegation, **more: Any) -> Initiative:
    given = {"title": "Simtider", "text": "Ordna.", "due": date(2026, 4, 1), **more}
    return actions.send(by=rad.by, body=rad.body, addressee=Actor.objects.get(slug=KORSHOLM), **given)


@pytest.fixture
def officer(clock: time_machine.Coordinates) -> Acting:
    return person("o@x.example", "Ove", KORSHOLM, roles.OFFICER)


def test_a_proposal_is_followed_to_what_came_of_it(
    rad: Delegation, officer: Acting, clock: time_machine.Coordinates
) -> None:
    one = sent(rad)
    assert Notice.objects.awaiting().filter(user=officer.user).count() == 1
    assert sorted(Reminder.objects.filter(user=officer.user).values_list("remind_on", flat=True)) == [
        date(2026, 3, 18),
        date(2026, 3, 29),
        date(2026, 4, 2),
    ]
    assert [one.is_late_on(day) for day in (date(2026, 4, 1), date(2026, 4, 2))] == [False, True]
    assert list(Initiative.objects.late(date(2026, 4, 1))) == []
    assert list(Initiative.objects.late(date(2026, 4, 2))) == [one]
    with pytest.raises(Refused):
        actions.follow_up(by=rad.by, initiative=one, what_came="Inget", is_carried_out=False)
    actions.answer(by=officer, initiative=one, kind=AnswerKind.ACCEPTED, text="Ja.")
    assert not Notice.objects.awaiting().filter(user=officer.user).exists()
    assert not Reminder.objects.filter(called_off_at=None, user=officer.user).exists()
    with pytest.raises(Refused):
        actions.answer(by=officer, initiative=one, kind=AnswerKind.REJECTED, text="Nej.")
    done = actions.follow_up(by=rad.by, initiative=one, what_came="Ordnat", is_carried_out=True)
    assert done.is_followed_up
    with pytest.raises(Refused):
        actions.take_back(by=rad.by, initiative=done)


def test_what_is_not_decided_becomes_no_task(rad: Delegation, clock: time_machine.Coordinates) -> None:
    meeting = rad.plan(at(date(2026, 3, 16)))
    matter = item(rad.by, meeting)
    actions.call(by=rad.by, meeting=meeting)
    clock.move_to(at(date(2026, 3, 16)))
    actions.open_meeting(by=rad.by, meeting=meeting)
    actions.close(by=rad.by, meeting=meeting)
    matter = AgendaItem.objects.get(pk=matter.pk)
    with pytest.raises(Refused, match="has decided"):
        actions.give_task(
            by=rad.by, decision=matter.decision, organisation=rad.body.host, title="Gör", due=date(2026, 5, 1)
        )


def test_a_body_is_started_when_all_founders_have_decided(by: Acting) -> None:
    korsholm = coordinator(KORSHOLM)
    two = delegation(by, on=date(2026, 3, 2), with_others=(korsholm.organisation,))
    with pytest.raises(Refused, match="Korsholm"):
        actions.start(by=by, body=two.body)
    assert Notice.objects.awaiting().filter(user=korsholm.user).count() == 1
    theirs = two.body.founders.get(organisation=korsholm.organisation)
    with pytest.raises(Refused):
        actions.record_founding(by=by, founder=theirs, organ="Fullmäktige", decided_on=date(2026, 3, 1))
    actions.record_founding(by=korsholm, founder=theirs, organ="Fullmäktige", decided_on=date(2026, 3, 1))
    assert actions.start(by=by, body=two.body).state == BodyState.ACTIVE
    assert not Notice.objects.awaiting().filter(user=korsholm.user).exists()


@pytest.mark.parametrize("kind", [BodyKind.REGIONAL_GROUP, BodyKind.REGIONAL_ETNO])
def test_a_municipality_sets_up_no_regional_group(by: Acting, kind: BodyKind) -> None:
    with pytest.raises(Refused, match="regional group"):
        actions.found(by=by, kind=kind, name=Trilingual(sv="X"), purpose=Trilingual())


def test_a_development_centre_sets_up_a_regional_group(clock: time_machine.Coordinates) -> None:
    centre = Actor.objects.in_force_on(date(2026, 3, 2)).of_kind("development_centre").first()
    officer = person("r@x.example", "Rita", centre.slug, roles.REGIONAL_OFFICER)
    made = actions.found(
        by=officer,
        kind=BodyKind.REGIONAL_GROUP,
        name=Trilingual(sv="Gruppen", fi="Ryhmä"),
        purpose=Trilingual(),
    )
    assert made.founders.get().organisation == centre


def test_two_who_change_the_same_matter_lose_nothing(rad: Delegation) -> None:
    matter = item(rad.by, rad.plan(at(date(2026, 3, 16))))
    given = {
        "kind": "decision",
        "background": "",
        "proposal": "P",
        "is_public": True,
        "version": matter.version,
    }
    actions.change_item(by=rad.by, item=matter, title="Ett", **given)
    with pytest.raises(Conflict):
        actions.change_item(by=rad.by, item=matter, title="Två", **given)


def test_a_substitute_comes_only_while_the_member_is_away(
    rad: Delegation, clock: time_machine.Coordinates
) -> None:
    meeting = rad.plan(at(date(2026, 3, 16)))
    item(rad.by, meeting)
    actions.call(by=rad.by, meeting=meeting)
    clock.move_to(at(date(2026, 3, 16)))
    actions.open_meeting(by=rad.by, meeting=meeting)
    actions.arrive(by=rad.by, meeting=meeting, appointment=rad.substitutes[0])
    actions.arrive(by=rad.by, meeting=meeting, appointment=rad.members[0])
    assert [one.appointment for one in meeting.attendances.there()] == [rad.members[0]]
    with pytest.raises(Refused, match="only while the member is not"):
        actions.arrive(by=rad.by, meeting=meeting, appointment=rad.substitutes[0])


def test_who_resigned_no_longer_attends_and_the_post_falls(
    rad: Delegation, clock: time_machine.Coordinates
) -> None:
    gone = actions.end_appointment(
        by=rad.by, appointment=rad.members[0], last_day=date(2026, 3, 5), why=Ending.RESIGNED
    )
    assert gone.posts.get().valid_to == date(2026, 3, 6)
    meeting = rad.plan(at(date(2026, 3, 16)))
    item(rad.by, meeting)
    actions.call(by=rad.by, meeting=meeting)
    clock.move_to(at(date(2026, 3, 16)))
    actions.open_meeting(by=rad.by, meeting=meeting)
    with pytest.raises(Refused, match=MEMBERS[0]):
        actions.arrive(by=rad.by, meeting=meeting, appointment=gone)


def test_what_a_composition_lacks_is_told(rad: Delegation) -> None:
    told = [str(one) for one in checks.composition(rad.body, rad.term, [])]
    assert any("no member has been appointed" in one for one in told)
    assert any("has not been stated" in one for one in told)
    term = actions.count(by=rad.by, term=rad.term, women=5, men=0)
    (told_of,) = checks.gender_balance(rad.body, term)
    assert "609/1986" in told_of
    assert "as it was enacted" in told_of
    rad.body.least_share = 40
    term = actions.count(by=rad.by, term=term, women=4, men=1)
    (told_of,) = checks.gender_balance(rad.body, term)
    assert "20 per cent" in told_of


@pytest.mark.django_db
def test_the_act_on_equality_in_the_register_says_what_is_cited() -> None:
    from samverka.registers.law.models import Wording

    cited = Wording.objects.filter(
        provision__statute__year=1986,
        provision__statute__number=609,
        provision__eid="sec_4__subsec_2",
        language="sv",
    )
    assert "delegationer" in cited.get().text
    assert not Wording.objects.filter(
        provision__statute__number=609, provision__eid__startswith="sec_4a"
    ).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("eid", "words"),
    [
        ("sec_103__subsec_2", "enemmän kuin puolet"),
        ("sec_104__subsec_2", "äänten mennessä tasan"),
        ("sec_106", ""),
    ],
)
def test_the_local_government_act_says_what_is_cited(eid: str, words: str) -> None:
    from samverka.registers.law.models import Wording

    cited = Wording.objects.filter(
        provision__statute__year=2015, provision__statute__number=410, language="fi"
    )
    assert words in " ".join(cited.filter(provision__eid__startswith=eid).values_list("text", flat=True))


@pytest.mark.parametrize(
    ("published", "days", "last"),
    [
        (date(2026, 3, 2), 14, date(2026, 3, 23)),
        (date(2026, 3, 16), 14, date(2026, 4, 7)),  # 6 April is Easter Monday
        (date(2026, 3, 13), 14, date(2026, 4, 7)),  # Good Friday to Easter Monday
        (date(2026, 5, 29), 14, date(2026, 6, 22)),  # Midsummer Eve is a Friday
        (date(2026, 11, 15), 14, date(2026, 12, 7)),  # Independence Day is a Sunday
        (date(2026, 12, 3), 14, date(2026, 12, 28)),  # Christmas
        (date(2026, 4, 10), 14, date(2026, 5, 4)),  # May Day is a Friday
        (date(2026, 1, 2), 30, date(2026, 2, 9)),
    ],
)
def test_the_last_day_for_appeal_is_a_working_day(published: date, days: int, last: date) -> None:
    assert last_day_for_appeal(published, days) == last


def test_marked_names_can_leave_a_text() -> None:
    text = f"{mark('Anna [Ask]|', 'member in seat 1')} och [[Olle]] talade."

    assert revealed(text) == "Anna  Ask och Olle talade."
    assert "Anna" not in redacted(text)
    assert "Olle" not in redacted(text)
    assert redacted(text).startswith("[member in seat 1] och [")


def test_a_matter_from_elsewhere_stands_on_an_agenda() -> None:
    matter = Found("7", Trilingual(sv="Avtalet"), "agreements/7/")
    subject = Subject("tests.thing", "Things", lambda _acting, key: matter if key == "7" else None)
    declare(subject)

    assert subject in subjects()
    assert found(None, "tests.thing", "7") == matter
    assert found(None, "tests.thing", "8") is None
    assert found(None, "nothing", "7") is None
    with pytest.raises(ValueError, match="twice"):
        declare(Subject("tests.thing", "Others", lambda _acting, _key: None))


def test_a_new_term_has_the_seats_of_the_old_one(rad: Delegation) -> None:
    later = actions.begin_term(
        by=rad.by, body=rad.body, valid_from=date(2028, 3, 1), last_day=date(2030, 2, 28), like=rad.term
    )
    assert [(s.number, s.category) for s in later.seats.all()] == [(s.number, s.category) for s in rad.seats]
    with pytest.raises(Refused, match="two terms"):
        actions.begin_term(by=rad.by, body=rad.body, valid_from=date(2029, 3, 1), last_day=date(2031, 2, 28))


def test_a_substitute_is_no_chair(rad: Delegation) -> None:
    with pytest.raises(Refused, match="Choose one of them"):
        actions.give_post(by=rad.by, term=rad.term, kind=PostKind.CHAIR, appointment=rad.substitutes[0])


def test_an_appointment_begins_in_its_term_and_when_the_place_is_free(rad: Delegation) -> None:
    given = {"by": rad.by, "seat": rad.seats[0], "name": "Ny"}
    with pytest.raises(Refused, match="sits there"):
        actions.appoint(place=Place.MEMBER, valid_from=date(2026, 4, 1), **given)
    with pytest.raises(Refused, match="within the term"):
        actions.appoint(place=Place.MEMBER, valid_from=date(2020, 4, 1), **given)


def test_a_secretary_with_an_account_has_a_mandate_for_it(rad: Delegation) -> None:
    other = person("x@x.example", "Xenia", VASA, roles.OFFICER)
    with pytest.raises(Refused, match="no mandate as secretary"):
        actions.give_post(by=rad.by, term=rad.term, kind=PostKind.SECRETARY, holder=other.user)
