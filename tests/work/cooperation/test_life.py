"""Any sequence of acts, by anybody: what always holds."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.work.cooperation.cast import KORSHOLM, NAME, PURPOSE, SIPOO, VASA, association, prepared, somebody

from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.refusals import Refused
from samverka.foundation.notices.models import Notice
from samverka.registers.actors.acting import Acting
from samverka.work.cooperation import actions
from samverka.work.cooperation.enums import Part
from samverka.work.cooperation.models import Cooperation, Party

PEOPLE = st.integers(0, 5)
# Mostly those who may, so that lives are long; else anybody.
FOUNDERS = st.one_of(st.integers(0, 1), PEOPLE)
FITTING = st.one_of(st.none(), st.none(), PEOPLE)
TRIED = settings(
    max_examples=50, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)


class LifeOfCooperation(RuleBasedStateMachine):
    """Six people of four organisations try every act on one cooperation; most are refused."""

    def __init__(self) -> None:
        super().__init__()
        self.own = transaction.atomic()  # Each life begins in the world as the test found it.
        self.own.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.own.__exit__(None, None, None)

    @initialize(begun=st.booleans())
    def begin(self, begun: bool) -> None:
        slug = association().slug
        roles = [(VASA, "coordinator"), (KORSHOLM, "coordinator"), (SIPOO, "coordinator")]
        roles += [(slug, "representative"), (KORSHOLM, "officer"), (slug, "administrator")]
        self.people = [somebody(one, role) for one, role in roles]
        self.cooperation = prepared(self.people[0])
        self.acts = 1
        if begun:
            self.start(0)

    def attempt(self, act: Any, times: int = 1, **given: Any) -> Any:
        try:
            with transaction.atomic():
                done = act(**given)
        except Refused:
            return None
        self.acts += times
        return done

    def party(self, number: int) -> Party:
        parties = list(self.cooperation.parties.order_by("pk"))
        return parties[number % len(parties)]

    @rule(who=FOUNDERS, whom=st.sets(PEOPLE, min_size=1, max_size=3), part=st.sampled_from(Part))
    def invite(self, who: int, whom: set[int], part: Part) -> None:
        asked = {self.people[one].organisation for one in whom}
        given = {
            "by": self.people[who],
            "cooperation": self.cooperation,
            "organisations": asked,
            "part": part,
        }
        self.attempt(actions.invite, times=len(asked), **given)

    @rule(
        who=FITTING,
        number=st.integers(0, 4),
        act=st.sampled_from(["accept", "decline", "withdraw", "leave", "remove"]),
    )
    def do_to_a_party(self, who: int | None, number: int, act: str) -> None:
        party = self.party(number)
        by = self.people[who] if who is not None else self.fitting(party, act)
        done = self.attempt(getattr(actions, act), by=by, party=party)
        if done and act in ("accept", "decline", "leave"):
            assert done.organisation == by.organisation

    def fitting(self, party: Party, act: str) -> Acting:
        """Who may do the act to the party, most likely."""
        founding = act in ("withdraw", "remove")
        return next(one for one in self.people if founding or one.organisation.pk == party.organisation_id)

    @rule(who=FITTING, number=st.integers(0, 4), shown=st.booleans())
    def show(self, who: int | None, number: int, shown: bool) -> None:
        party = self.party(number)
        by = self.people[who] if who is not None else self.fitting(party, "show")
        self.attempt(actions.show, by=by, party=party, is_shown=shown)

    @rule(who=FOUNDERS)
    def start(self, who: int) -> None:
        self.attempt(actions.start, by=self.people[who], cooperation=self.cooperation)

    @precondition(lambda self: self.acts > 9)
    @rule(who=FOUNDERS)
    def end(self, who: int) -> None:
        self.attempt(actions.end, by=self.people[who], cooperation=self.cooperation)

    @rule(who=FOUNDERS, public=st.booleans())
    def change(self, who: int, public: bool) -> None:
        given = {"version": None, "name": NAME, "purpose": PURPOSE, "is_public": public}
        self.attempt(actions.change, by=self.people[who], cooperation=self.cooperation, **given)

    @invariant()
    def an_active_cooperation_has_a_founder(self) -> None:
        now = Cooperation.objects.get(pk=self.cooperation.pk)
        if now.is_active:
            assert now.parties.founders().accepted().exists()
            assert not now.parties.founders().invited().exists()

    @invariant()
    def periods_of_one_organisation_do_not_overlap(self) -> None:
        for one, other in combinations(Party.objects.exclude(joined_on=None), 2):
            if one.organisation_id == other.organisation_id:
                assert not one.period.overlaps(other.period)

    @invariant()
    def each_act_is_written_once(self) -> None:
        assert Entry.objects.filter(subject_kind="cooperation.cooperation").count() == self.acts

    @invariant()
    def what_is_asked_of_people_is_still_to_be_done(self) -> None:
        asked = {notice.subject_key for notice in Notice.objects.awaiting()}
        assert asked <= {str(pk) for pk in Party.objects.invited().values_list("pk", flat=True)}

    @invariant()
    def nobody_is_told_of_what_is_not_theirs(self) -> None:
        for acting in self.people:
            self._told_only_of_own(acting)

    def _told_only_of_own(self, acting: Acting) -> None:
        keys = set(Notice.objects.filter(user=acting.user).values_list("organisation_key", flat=True))
        assert keys <= {acting.organisation_key}
        if keys:
            assert Party.objects.of(acting.organisation).exists()


def test_whatever_is_tried_the_invariants_hold(db: None) -> None:
    run_state_machine_as_test(LifeOfCooperation, settings=TRIED)
