"""Mandates given, lent, ended and offered in any order: nobody acts on a day that no mandate of theirs covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.cast import actor, browser_of, person

from samverka.foundation.accounts.models import User
from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.refusals import Refused
from samverka.registers.actors import actions
from samverka.registers.actors.acting import acting_as
from samverka.registers.actors.models import Invitation, Mandate
from samverka.registers.actors.roles import ADMINISTRATOR, COORDINATOR, OFFICER, Role

NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Europe/Helsinki"))
VASA, KORSHOLM = "municipality-905", "municipality-499"
NAMES = ("Karin Keeper", "Kalle Keeper", "Anna Ek", "Bo Berg")
WHO, WHOM, WHERE = st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from((VASA, KORSHOLM))
ROLE = st.sampled_from((ADMINISTRATOR, COORDINATOR, OFFICER))
DAYS = st.integers(-2, 10)


@dataclass
class Held:
    """What the story knows of a mandate, told from the acts alone."""

    user: User
    where: str
    role: str
    begins: date
    ends: date | None
    lent_of: int | None = None

    @property
    def is_in_force(self) -> bool:
        return self.begins <= today() and (self.ends is None or today() < self.ends)


class Mandates(RuleBasedStateMachine):
    """Two municipalities with a keeper of mandates each, and two people more; each has a browser."""

    @initialize()
    def begin(self) -> None:
        self.sid = transaction.savepoint()
        self.travelling = time_machine.travel(NOON, tick=False)
        self.clock = self.travelling.start()
        self.people = {name: person(name) for name in NAMES}
        self.held: dict[int, Held] = {}
        self.browsers: dict[str, Client] = {}
        self.acts = 0
        for name, where in zip(NAMES, (VASA, KORSHOLM), strict=False):
            first = actions.appoint_first(
                user=self.people[name], organisation=actor(where), role=ADMINISTRATOR
            )
            self.note(first)

    def teardown(self) -> None:
        if hasattr(self, "sid"):
            self.travelling.stop()
            transaction.savepoint_rollback(self.sid)

    def note(self, made: Mandate) -> None:
        lent = made.stands_in_for_id
        self.held[made.pk] = Held(
            made.user, made.organisation.slug, made.role, made.valid_from or today(), made.valid_to, lent
        )

    def roles_of(self, name: str, where: str) -> set[str]:
        """What the story says that a person may act as today."""
        mine = (one for one in self.held.values() if one.user == self.people[name] and one.where == where)
        return {one.role for one in mine if one.is_in_force}

    def attempt(self, act: Any, who: str, where: str, **given: Any) -> Any:
        """Try it in the name of an organisation; whoever has no mandate there today cannot even begin."""
        by = acting_as(self.people[who], where)
        assert (by is None) == (not self.roles_of(who, where))
        if by is None:
            return None
        try:
            with transaction.atomic():
                made = act(by=by, **given)
        except Refused:
            return None
        self.acts += 1
        return made

    @rule(who=WHO, where=WHERE, whom=WHOM, role=ROLE, days=DAYS | st.none())
    def gives(self, who: str, where: str, whom: str, role: Role, days: int | None) -> None:
        given = {"user": self.people[whom], "organisation": actor(where), "role": role}
        valid_to = None if days is None else today() + timedelta(days=days)
        keeps = "administrator" in self.roles_of(who, where)
        had = role.code in self.roles_of(whom, where)
        made = self.attempt(actions.give_mandate, who, where, valid_to=valid_to, **given)
        if made:
            assert keeps
            assert not had
            assert days is None or days > 0
            self.note(made)

    @rule(who=WHO, where=WHERE, whom=WHOM, begins=DAYS, length=st.integers(-1, 10), which=st.integers(0, 9))
    def lends(self, who: str, where: str, whom: str, begins: int, length: int, which: int) -> None:
        there = list(Mandate.objects.filter(organisation=actor(where)).order_by("pk"))
        lent = there[which % len(there)]
        start = today() + timedelta(days=begins)
        period = {"valid_from": start, "valid_to": start + timedelta(days=length)}
        keeps = "administrator" in self.roles_of(who, where)
        made = self.attempt(
            actions.appoint_stand_in, who, where, mandate=lent, user=self.people[whom], **period
        )
        if made:
            assert keeps
            assert self.roles_of(whom, where)
            self.note(made)

    @rule(who=WHO, where=WHERE, which=st.integers(0, 9))
    def ends(self, who: str, where: str, which: int) -> None:
        ended = list(Mandate.objects.order_by("pk"))
        one = ended[which % len(ended)]
        keeps = "administrator" in self.roles_of(who, where) and one.organisation.slug == where
        seals = dict(User.objects.values_list("pk", "seal"))
        if self.attempt(actions.end_mandate, who, where, mandate=one):
            assert keeps or one.user == self.people[who]
            for pk, told in self.held.items():
                if one.pk in (pk, told.lent_of) and (told.ends is None or told.ends > today()):
                    told.ends = max(today(), told.begins)
                    assert User.objects.get(pk=told.user.pk).seal != seals[told.user.pk]
                    self.is_signed_out(told.user)

    @rule(who=WHO, where=WHERE, whom=WHOM, role=ROLE, days=DAYS | st.none())
    def invites(self, who: str, where: str, whom: str, role: Role, days: int | None) -> None:
        given = {"email": self.people[whom].email.upper(), "organisation": actor(where), "role": role}
        keeps = "administrator" in self.roles_of(who, where)
        valid_to = None if days is None else today() + timedelta(days=days)
        if self.attempt(actions.invite, who, where, language="sv", valid_to=valid_to, **given):
            assert keeps

    @rule(whom=WHOM, which=st.integers(0, 9))
    def accepts(self, whom: str, which: int) -> None:
        offered = list(Invitation.objects.select_related("organisation").order_by("pk"))
        if not offered:
            return
        one = offered[which % len(offered)]
        was_open = one.is_open and (one.valid_to is None or one.valid_to > today())
        try:
            with transaction.atomic():
                made = actions.accept_invitation(user=self.people[whom], token=one.token)
        except Refused:
            assert not was_open or one.email != self.people[whom].email
            return
        assert was_open
        assert one.email == self.people[whom].email
        if made.pk not in self.held:
            self.acts += 1
            self.note(made)

    @rule(who=WHO, where=WHERE, which=st.integers(0, 9))
    def takes_an_invitation_back(self, who: str, where: str, which: int) -> None:
        offered = list(Invitation.objects.select_related("organisation").order_by("pk"))
        if offered:
            one = offered[which % len(offered)]
            keeps = "administrator" in self.roles_of(who, where) and one.organisation.slug == where
            was_open = one.is_open
            if self.attempt(actions.withdraw_invitation, who, where, invitation=one):
                assert keeps
                assert was_open

    @rule(who=WHO)
    def signs_in(self, who: str) -> None:
        self.browsers[who] = browser_of(User.objects.get(pk=self.people[who].pk))
        assert self.browsers[who].get("/sv/me/").status_code == 200

    @rule(days=st.integers(1, 9))
    def days_go_by(self, days: int) -> None:
        self.clock.shift(timedelta(days=days))

    def is_signed_out(self, user: User) -> None:
        """Whoever signed in before a mandate of theirs ended is asked to sign in again."""
        browser = self.browsers.pop(user.name, None)
        if browser:
            answer = browser.get("/sv/me/")
            assert answer.status_code == 302
            assert "/account/login/" in answer.url

    @invariant()
    def everybody_acts_just_as_their_mandates_of_the_day_say(self) -> None:
        for name, user in self.people.items():
            for where in (VASA, KORSHOLM):
                acting = acting_as(user, where)
                assert (set(acting.roles) if acting else set()) == self.roles_of(name, where)

    @invariant()
    def a_stand_in_stays_within_what_is_stood_in_for(self) -> None:
        for one in Mandate.objects.exclude(stands_in_for=None).select_related("stands_in_for"):
            assert one.valid_from == one.valid_to or one.stands_in_for.period.covers(one.period)

    @invariant()
    def an_invitation_is_answered_once(self) -> None:
        for one in Invitation.objects.exclude(accepted_at=None, withdrawn_at=None):
            assert (one.accepted_at is None) != (one.withdrawn_at is None)
            assert one.accepted_by is None or one.accepted_by.email == one.email

    @invariant()
    def each_act_has_its_entry_in_the_journal(self) -> None:
        entries = Entry.objects.filter(verb__startswith="actors.").exclude(person_key="")
        assert entries.count() >= self.acts


@pytest.mark.django_db
def test_nobody_acts_without_a_mandate_of_the_day() -> None:
    run_state_machine_as_test(
        Mandates,
        settings=settings(
            max_examples=20,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
