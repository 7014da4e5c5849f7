"""Who may do what: role x own, taking part, invited or other organisation; rule and query give one answer."""

from __future__ import annotations

from typing import Any

import pytest
from tests.work.cooperation.cast import (
    KORSHOLM,
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

from samverka.registers.actors.acting import Acting
from samverka.registers.actors.roles import ROLES
from samverka.work.cooperation.enums import INSIDE, Part
from samverka.work.cooperation.lifecycle import COOPERATION, PARTY
from samverka.work.cooperation.models import Cooperation, Party
from samverka.work.cooperation.phrases import PRESENTERS, Told, Verb
from samverka.work.cooperation.rules import VERBS, may_answer, may_found, may_lead, may_see, may_see_party

WHO = [VASA, KORSHOLM, SIPOO, "migri", "svenska-bildning"]


@pytest.fixture
def world(vasas: Acting, bildning: Acting) -> dict[str, Cooperation]:
    """Public and unpublished, in preparation, active; in each an association takes part and Korsholm is invited."""
    made = {
        "prepared": prepared(vasas),
        "prepared-public": prepared(vasas, is_public=True),
        "active": started(vasas),
        "active-public": started(vasas, is_public=True),
    }
    for one in made.values():
        joined(vasas, one, bildning, is_shown=one.is_public)
        invited(vasas, one, [organisation(KORSHOLM)])
    return made


def people() -> list[Acting | None]:
    return [None, *(somebody(slug, role) for slug in WHO for role in ROLES)]


def test_rule_and_query_agree_on_who_sees_a_cooperation(world: dict[str, Cooperation]) -> None:
    for acting in people():
        found = set(Cooperation.objects.visible_to(acting))
        assert found == {one for one in world.values() if may_see(acting, one)}, acting


def test_rule_and_query_agree_on_who_sees_a_party(world: dict[str, Cooperation]) -> None:
    every = list(Party.objects.select_related("cooperation"))
    for acting in people():
        found = set(Party.objects.visible_to(acting))
        assert found == {one for one in every if may_see_party(acting, one)}, acting


def test_the_unpublished_is_seen_by_those_inside_alone(world: dict[str, Cooperation]) -> None:
    inside = {role.code for role in INSIDE}
    for acting in people():
        expected = acting is not None and acting.organisation.slug in (VASA, KORSHOLM, "svenska-bildning")
        expected = expected and bool(acting.roles & inside)
        assert may_see(acting, world["active"]) is expected, acting
        assert may_see(acting, world["prepared-public"]) is expected, acting
        assert may_see(acting, world["active-public"]), acting


def test_only_coordinators_of_founders_lead(world: dict[str, Cooperation]) -> None:
    leading = [acting for acting in people() if may_lead(acting, world["active"])]

    assert [(one.organisation.slug, set(one.roles)) for one in leading if one] == [(VASA, {"coordinator"})]


def test_only_coordinators_of_municipalities_found(db: None) -> None:
    association()
    founding = [acting for acting in people() if may_found(acting)]

    assert [one.organisation.slug for one in founding if one] == [VASA, KORSHOLM, SIPOO]


@pytest.mark.parametrize(
    ("part", "roles"),
    [(Part.PARTY, {"coordinator", "officer", "representative"}), (Part.FOUNDER, {"coordinator"})],
)
def test_who_answers_depends_on_what_is_asked(vasas: Acting, part: Part, roles: set[str]) -> None:
    association()
    (party,) = invited(vasas, prepared(vasas), [organisation(KORSHOLM)], part)
    answering = [acting for acting in people() if may_answer(acting, party)]

    assert {one.organisation.slug for one in answering if one} == {KORSHOLM}
    assert {role for one in answering if one for role in one.roles} == roles


def test_every_act_has_a_rule_and_a_sentence_and_every_step_is_an_act() -> None:
    steps = {transition.verb for life in (COOPERATION, PARTY) for transition in life.transitions}

    assert set(VERBS) == set(PRESENTERS) == set(Verb)
    assert steps < set(Verb)
    assert {kind.value for kind in Told} <= {verb.value for verb in Verb}


@pytest.mark.parametrize("verb", VERBS)
def test_the_public_may_do_nothing(world: dict[str, Cooperation], verb: Verb) -> None:
    cooperation: Any = world["active-public"]
    thing = cooperation if VERBS[verb].__name__ in ("may_found", "may_lead") else cooperation.parties.first()

    assert VERBS[verb](None, thing) is False
