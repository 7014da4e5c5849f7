"""A cooperation in which anybody tries anything: whatever the order, it says what its parties have done."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.work.cooperation.cast import (
    KORSHOLM,
    NAME,
    PURPOSE,
    SIPOO,
    VASA,
    association,
    organisation,
    somebody,
)

from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.refusals import Refused
from samverka.foundation.notices.models import Notice
from samverka.registers.actors.acting import Acting, acting_as
from samverka.work.cooperation import actions
from samverka.work.cooperation.enums import CooperationState, Part, PartyState
from samverka.work.cooperation.lifecycle import COOPERATION, PARTY
from samverka.work.cooperation.models import Cooperation, Party
from samverka.work.cooperation.phrases import Told

NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Europe/Helsinki"))
ASSOCIATION = "svenska-bildning"
SLUGS = (VASA, KORSHOLM, SIPOO, ASSOCIATION)
WHO, WHOM = st.sampled_from(SLUGS), st.sampled_from(SLUGS)
DAYS = st.integers(-40, 5)
CLOSED = (PartyState.DECLINED, PartyState.WITHDRAWN, PartyState.LEFT, PartyState.REMOVED)


class Together(RuleBasedStateMachine):
    """Vasa founds; its neighbour, another municipality and an association may be asked, in any order, at any time."""

    @initialize(far=st.sampled_from(("founded", "started", "ended")))
    def begin(self, far: str) -> None:
        self.sid = transaction.savepoint()
        self.travelling = time_machine.travel(NOON, tick=False)
        self.clock = self.travelling.start()
        association(ASSOCIATION)
        self.people = {
            slug: somebody(slug, "representative" if slug == ASSOCIATION else "coordinator").user
            for slug in SLUGS
        }
        self.cooperation = actions.found(by=self.acting(VASA), name=NAME, purpose=PURPOSE, is_public=True)
        self.closed: dict[int, dict[str, Any]] = {}
        self.ended: list[Any] | None = None
        if far != "founded":
            self.is_under_way()
        if far == "ended":
            self.ends(VASA, 0, 0)
            assert self.cooperation.is_ended

    def is_under_way(self) -> None:
        """Started, with Vasa's neighbour in it and the association invited."""
        self.vasa_invites_a_party(KORSHOLM)
        self.accepts_for_itself(KORSHOLM)
        self.starts(VASA, -1)
        self.vasa_invites_a_party(ASSOCIATION)

    def teardown(self) -> None:
        if hasattr(self, "sid"):
            self.travelling.stop()
            transaction.savepoint_rollback(self.sid)

    def acting(self, slug: str) -> Acting:
        acting = acting_as(self.people[slug], slug)
        assert acting is not None
        return acting

    def attempt(self, act: Any, who: str, **given: Any) -> None:
        """Do it, or be refused with a sentence, and then nothing has happened."""
        before, refused = self.fingerprint(), None
        try:
            with transaction.atomic():
                act(by=self.acting(who), **given)
        except Refused as refusal:
            refused = refusal
        if refused:
            assert str(refused)
            assert self.fingerprint() == before
        self.cooperation.refresh_from_db()

    def fingerprint(self) -> list[Any]:
        """All that is said of the cooperation and its parties."""
        rows = Party.objects.filter(cooperation=self.cooperation).order_by("pk").values()
        return [Cooperation.objects.filter(pk=self.cooperation.pk).values().get(), *rows]

    def some_party(self, slug: str) -> Party | None:
        """The party that is open, else any former one."""
        parties = self.cooperation.parties.of(organisation(slug))
        return parties.open().first() or parties.last()

    @rule(who=WHO, whom=st.sets(WHOM, max_size=2), part=st.sampled_from(Part))
    def invites(self, who: str, whom: set[str], part: Part) -> None:
        asked = [organisation(slug) for slug in sorted(whom)]
        self.attempt(actions.invite, who, cooperation=self.cooperation, organisations=asked, part=part)

    @rule(whom=st.sampled_from(SLUGS[1:]))
    def vasa_invites_a_party(self, whom: str) -> None:
        given = {"cooperation": self.cooperation, "organisations": [organisation(whom)], "part": Part.PARTY}
        self.attempt(actions.invite, VASA, **given)

    @rule(who=WHO, whom=WHOM, since=DAYS, shown=st.booleans())
    def accepts(self, who: str, whom: str, since: int, shown: bool) -> None:
        if party := self.some_party(whom):
            joined_on = today() + timedelta(days=since)
            self.attempt(actions.accept, who, party=party, joined_on=joined_on, is_shown=shown)

    @rule(whom=st.sampled_from(SLUGS[1:]))
    def accepts_for_itself(self, whom: str) -> None:
        if party := self.some_party(whom):
            self.attempt(actions.accept, whom, party=party)

    @rule(who=WHO, whom=WHOM)
    def declines(self, who: str, whom: str) -> None:
        if party := self.some_party(whom):
            self.attempt(actions.decline, who, party=party, answer="Inte nu.")

    @rule(who=WHO, whom=WHOM)
    def takes_an_invitation_back(self, who: str, whom: str) -> None:
        if party := self.some_party(whom):
            self.attempt(actions.withdraw, who, party=party)

    @rule(who=WHO, whom=WHOM, on=DAYS)
    def leaves(self, who: str, whom: str, on: int) -> None:
        if party := self.some_party(whom):
            self.attempt(actions.leave, who, party=party, left_on=today() + timedelta(days=on))

    @rule(who=WHO, whom=WHOM)
    def removes(self, who: str, whom: str) -> None:
        if party := self.some_party(whom):
            self.attempt(actions.remove, who, party=party)

    @rule(who=WHO, whom=WHOM, shown=st.booleans())
    def shows(self, who: str, whom: str, shown: bool) -> None:
        if party := self.some_party(whom):
            self.attempt(actions.show, who, party=party, is_shown=shown)

    @rule(who=WHO, on=DAYS)
    def starts(self, who: str, on: int) -> None:
        founded_on = today() + timedelta(days=on)
        self.attempt(actions.start, who, cooperation=self.cooperation, founded_on=founded_on)

    @rule(who=WHO, name=st.sampled_from(["Nätverket", ""]), public=st.booleans())
    def changes(self, who: str, name: str, public: bool) -> None:
        said = {"name": Trilingual(sv=name, fi=name), "purpose": PURPOSE, "is_public": public}
        self.attempt(actions.change, who, cooperation=self.cooperation, version=None, **said)

    @rule(who=WHO, on=DAYS, dice=st.integers(0, 4))
    def ends(self, who: str, on: int, dice: int) -> None:
        if dice == 0:
            ended_on = today() + timedelta(days=on)
            self.attempt(actions.end, who, cooperation=self.cooperation, ended_on=ended_on)

    @rule(days=st.integers(1, 30))
    def days_go_by(self, days: int) -> None:
        self.clock.shift(timedelta(days=days))

    @invariant()
    def nothing_changes_after_the_end(self) -> None:
        if self.cooperation.is_ended:
            self.ended = self.ended or self.fingerprint()
            assert self.fingerprint() == self.ended

    @invariant()
    def what_is_closed_stays_as_it_was(self) -> None:
        now = {row["id"]: row for row in self.cooperation.parties.filter(state__in=CLOSED).values()}
        for pk, row in self.closed.items():
            assert now[pk] == row
        self.closed |= now

    @invariant()
    def an_organisation_is_in_it_once_at_most(self) -> None:
        for slug in SLUGS:
            ours = self.cooperation.parties.of(organisation(slug))
            assert ours.open().count() <= 1
            periods = [one.period for one in ours.exclude(joined_on=None)]
            for day in {p.start for p in periods} | {today()}:
                assert sum(day in period for period in periods if day) <= 1

    @invariant()
    def nobody_takes_part_whose_own_people_have_not_said_so(self) -> None:
        for party in self.cooperation.parties.exclude(joined_on=None).select_related("organisation"):
            assert party.answered_by == self.people[party.organisation.slug]

    @invariant()
    def a_founder_that_has_not_answered_keeps_it_from_starting(self) -> None:
        founders = self.cooperation.parties.founders()
        assert self.cooperation.is_preparing or not founders.invited().exists()
        if self.cooperation.is_active:
            assert founders.accepted().exists()

    @invariant()
    def the_days_are_in_order(self) -> None:
        cooperation = self.cooperation
        for party in cooperation.parties.exclude(joined_on=None):
            assert party.joined_on <= today()
            if cooperation.founded_on and party.is_open:
                assert party.joined_on >= cooperation.founded_on

    @invariant()
    def nobody_is_asked_for_what_cannot_be_answered(self) -> None:
        awaiting = Notice.objects.awaiting().filter(kind=Told.INVITED)
        open_ones = {str(pk) for pk in self.cooperation.parties.invited().values_list("pk", flat=True)}
        assert set(awaiting.values_list("subject_key", flat=True)) == open_ones

    @invariant()
    def each_state_is_one_of_its_table_and_has_an_entry_in_the_journal(self) -> None:
        assert self.cooperation.state in COOPERATION.states
        assert {party.state for party in self.cooperation.parties.all()} <= set(PARTY.states)
        about = Entry.objects.about("cooperation.cooperation", self.cooperation.pk)
        verbs = list(about.values_list("verb", flat=True))
        assert verbs.count("cooperation.ended") == (self.cooperation.state == CooperationState.ENDED)
        left = self.cooperation.parties.filter(state__in=(PartyState.LEFT, PartyState.REMOVED)).count()
        assert verbs.count("cooperation.left") + verbs.count("cooperation.removed") == left

    @invariant()
    def whoever_acted_acted_for_the_organisation_whose_people_they_are(self) -> None:
        keys = {str(user.pk): slug for slug, user in self.people.items()}
        for entry in Entry.objects.exclude(person_key="").filter(verb__startswith="cooperation."):
            assert keys[entry.person_key] == entry.organisation_key


@pytest.mark.django_db
def test_whatever_parties_do_the_cooperation_says_what_they_did() -> None:
    run_state_machine_as_test(
        Together,
        settings=settings(
            max_examples=20,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
