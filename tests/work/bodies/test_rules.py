"""Who sees and does what: rules and `visible_to` give one answer, for each role, organisation and state."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from tests.work.bodies.cast import KORSHOLM, VASA, Delegation, at, coordinator, delegation, item, person

from samverka.foundation.kernel.refusals import NotAllowed
from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.work.bodies import actions, rules
from samverka.work.bodies.enums import Ending, Place, PostKind
from samverka.work.bodies.models import AgendaItem, Body, Initiative, Meeting, Task
from samverka.work.bodies.phrases import PRESENTERS, Verb

MONDAY = date(2026, 3, 2)
AWAY = "municipality-753"
WHO = (
    "public",
    "host coordinator",
    "secretary with the post",
    "secretary without the post",
    "member with a seat",
    "member without a seat",
    "former member",
    "founder's coordinator",
    "founder's signatory",
    "officer of the host",
    "officer of the one asked",
    "administrator of the host",
    "installation",
    "coordinator elsewhere",
    "officer elsewhere",
)


@pytest.fixture
def cast(rad: Delegation) -> dict[str, Acting | None]:
    korsholm = Actor.objects.get(slug=KORSHOLM)
    rad.body.founders.create(organisation=korsholm)
    secretary = person("s@x.example", "Sara", VASA, roles.SECRETARY)
    member = person("m@x.example", "Mia", KORSHOLM, roles.MEMBER)
    former = person("f@x.example", "Frej", VASA, roles.MEMBER)
    actions.give_post(by=rad.by, term=rad.term, kind=PostKind.SECRETARY, holder=secretary.user)
    for one, (place, seat) in ((member, (Place.SUBSTITUTE, 0)), (former, (Place.SUBSTITUTE, 1))):
        last = {"last_day": date(2026, 3, 2), "why": Ending.REPLACED}
        actions.end_appointment(by=rad.by, appointment=rad.substitutes[seat], **last)
        given = {"place": place, "name": "", "holder": one.user, "valid_from": date(2026, 3, 3)}
        gone = actions.appoint(by=rad.by, seat=rad.seats[seat], **given)
        if one is former:
            actions.end_appointment(
                by=rad.by, appointment=gone, last_day=date(2026, 3, 4), why=Ending.RESIGNED
            )
    return {
        "public": None,
        "host coordinator": rad.by,
        "secretary with the post": secretary,
        "secretary without the post": person("s2@x.example", "Sten", VASA, roles.SECRETARY),
        "member with a seat": member,
        "member without a seat": person("m2@x.example", "Mats", VASA, roles.MEMBER),
        "former member": former,
        "founder's coordinator": coordinator(KORSHOLM),
        "founder's signatory": person("sig@x.example", "Sig", KORSHOLM, roles.SIGNATORY),
        "officer of the host": person("o@x.example", "Ove", VASA, roles.OFFICER),
        "officer of the one asked": person("o2@x.example", "Oda", AWAY, roles.OFFICER),
        "administrator of the host": person("a@x.example", "Ada", VASA, roles.ADMINISTRATOR),
        "installation": person("i@x.example", "Ina", VASA, roles.INSTALLATION),
        "coordinator elsewhere": coordinator("municipality-091"),
        "officer elsewhere": person("o3@x.example", "Olle", "municipality-091", roles.OFFICER),
    }


@pytest.fixture
def things(rad: Delegation, cast: dict[str, Acting | None], clock: time_machine.Coordinates) -> None:
    """A planned and a held meeting, public and closed matters, proposals and a task; seen some days later."""
    planned, held = rad.plan(at(date(2026, 3, 30))), rad.plan(at(date(2026, 3, 16)))
    for meeting in (planned, held):
        item(rad.by, meeting, "Öppet")
        item(rad.by, meeting, "Slutet", is_public=False)
    actions.call(by=rad.by, meeting=held)
    clock.move_to(at(date(2026, 3, 16)))
    actions.open_meeting(by=rad.by, meeting=held)
    for one in rad.members:
        actions.arrive(by=rad.by, meeting=held, appointment=one)
    decision = actions.settle(by=rad.by, item=held.items.get(title="Öppet"))
    asked = Actor.objects.get(slug=AWAY)
    for public in (True, False):
        given = {"addressee": asked, "title": "T", "text": "t", "due": date(2026, 5, 1), "is_public": public}
        actions.send(by=rad.by, body=rad.body, decision=decision, **given)
    actions.give_task(by=rad.by, decision=decision, organisation=asked, title="Gör", due=date(2026, 5, 1))


PAIRS = (
    (Body, rules.may_see),
    (Meeting, rules.may_see_meeting),
    (AgendaItem, rules.may_see_item),
    (Initiative, rules.may_see_initiative),
    (Task, rules.may_see_task),
)


@pytest.mark.parametrize("state", ["public", "not public", "preparing"])
@pytest.mark.parametrize("who", WHO)
def test_the_rule_and_the_queryset_give_one_answer(
    things: None, cast: dict[str, Acting | None], rad: Delegation, who: str, state: str
) -> None:
    if state != "public":
        Body.objects.update(is_public=False)
    if state == "preparing":
        Body.objects.update(state="preparing", started_at=None, started_by=None, founded_on=None)
    for model, rule in PAIRS:
        by_rule = {row.pk for row in model.objects.all() if rule(cast[who], row)}
        assert set(model.objects.visible_to(cast[who]).values_list("pk", flat=True)) == by_rule, model


SEEN = {  # bodies, meetings, items, proposals, tasks of a public body
    "public": (1, 1, 1, 1, 0),
    "host coordinator": (1, 2, 4, 2, 1),
    "secretary with the post": (1, 2, 4, 2, 1),
    "secretary without the post": (1, 1, 1, 1, 0),
    "member with a seat": (1, 2, 4, 2, 1),
    "member without a seat": (1, 1, 1, 1, 0),
    "former member": (1, 1, 1, 1, 0),
    "founder's coordinator": (1, 1, 1, 1, 0),
    "founder's signatory": (1, 1, 1, 1, 0),
    "officer of the host": (1, 1, 1, 1, 0),
    "officer of the one asked": (1, 1, 1, 2, 1),
    "administrator of the host": (1, 1, 1, 1, 0),
    "installation": (1, 1, 1, 1, 0),
    "coordinator elsewhere": (1, 1, 1, 1, 0),
    "officer elsewhere": (1, 1, 1, 1, 0),
}


@pytest.mark.parametrize("who", WHO)
def test_who_sees_how_much(things: None, cast: dict[str, Acting | None], who: str) -> None:
    assert tuple(model.objects.visible_to(cast[who]).count() for model, _rule in PAIRS) == SEEN[who]


KEEPERS = {"host coordinator", "secretary with the post"}


@pytest.mark.parametrize("who", WHO)
def test_who_keeps_and_prepares(cast: dict[str, Acting | None], rad: Delegation, who: str) -> None:
    assert rules.keeps(cast[who], rad.body) == (who in KEEPERS)
    assert rules.may_prepare(cast[who], rad.body) == (who == "host coordinator")


@pytest.mark.parametrize("who", [one for one in WHO if one not in KEEPERS and one != "public"])
def test_nobody_else_plans_a_meeting(cast: dict[str, Acting | None], rad: Delegation, who: str) -> None:
    with pytest.raises(NotAllowed):
        actions.plan(by=cast[who], body=rad.body, starts_at=at(date(2026, 4, 1)), place="X")


def test_every_act_has_a_rule_and_is_told_by_the_journal() -> None:
    by_the_program = {Verb.CHECKED, Verb.REDACTED}

    assert set(rules.VERBS) == set(Verb) - by_the_program
    assert set(PRESENTERS) == set(Verb)


def test_another_bodys_secretary_in_the_same_municipality_sees_nothing_of_this(rad: Delegation) -> None:
    other = delegation(rad.by, on=MONDAY)
    secretary = person("s@x.example", "Sara", VASA, roles.SECRETARY)
    actions.give_post(by=rad.by, term=other.term, kind=PostKind.SECRETARY, holder=secretary.user)
    planned = rad.plan(at(date(2026, 3, 30)))

    assert planned not in Meeting.objects.visible_to(secretary)
    assert rules.keeps(secretary, other.body)
    assert not rules.keeps(secretary, rad.body)
