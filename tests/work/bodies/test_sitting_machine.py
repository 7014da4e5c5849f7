"""A meeting in which anything is tried: whatever happens, the rules of the meeting room hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
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
from tests.work.bodies.cast import Delegation, at, coordinator, delegation, item

from samverka.foundation.kernel.refusals import Refused
from samverka.work.bodies import actions
from samverka.work.bodies.enums import DECIDING, Choice, Ground, ItemKind, MeetingState, Outcome
from samverka.work.bodies.marks import revealed
from samverka.work.bodies.models import AgendaItem, Appointment, Ballot, Decision, Meeting
from samverka.work.bodies.queries import presiding, quorum, voters
from samverka.work.bodies.writing import minutes_blocks

DAY = date(2026, 3, 16)
SEAT = st.integers(0, 4)


class Sitting(RuleBasedStateMachine):
    """Five seats, each with a member and a substitute; two matters for decision and one for information."""

    rad: Delegation
    meeting: Meeting
    items: list[AgendaItem]
    clock: time_machine.Coordinates

    @initialize()
    def begin(self) -> None:
        self.sid = transaction.savepoint()
        self.travelling = time_machine.travel(at(date(2026, 3, 2)), tick=False)
        self.clock = self.travelling.start()
        self.rad = delegation(coordinator(), on=date(2026, 3, 2))
        by = self.rad.by
        self.meeting = self.rad.plan(at(DAY))
        self.items = [
            item(by, self.meeting, "Första"),
            item(by, self.meeting, "Andra"),
            item(by, self.meeting, "Tredje", kind=ItemKind.INFORMATION, proposal=""),
        ]
        actions.call(by=by, meeting=self.meeting)
        self.clock.move_to(at(DAY))
        actions.open_meeting(by=by, meeting=self.meeting)
        for one in (*self.rad.members[:3], self.rad.substitutes[3]):
            actions.arrive(by=by, meeting=self.meeting, appointment=one)

    def teardown(self) -> None:
        if hasattr(self, "sid"):
            self.travelling.stop()
            transaction.savepoint_rollback(self.sid)

    def attempt(self, act: Any, **given: Any) -> Any:
        """Do an act; that it is refused is fine, that it breaks something is not."""
        self.clock.shift(60)
        try:
            with transaction.atomic():
                return act(by=self.rad.by, **given)
        except Refused:
            return None

    def person(self, seat: int, substitute: bool) -> Appointment:
        return (self.rad.substitutes if substitute else self.rad.members)[seat]

    def is_open(self) -> bool:
        self.meeting.refresh_from_db()
        return self.meeting.state == MeetingState.OPEN

    @rule(seat=SEAT, substitute=st.booleans())
    def arrives(self, seat: int, substitute: bool) -> None:
        self.attempt(actions.arrive, meeting=self.meeting, appointment=self.person(seat, substitute))

    @rule(seat=SEAT)
    def leaves(self, seat: int) -> None:
        there = self.meeting.attendances.there().filter(seat=self.rad.seats[seat]).first()
        if there:
            self.attempt(actions.leave, attendance=there)

    @rule(seat=SEAT)
    def leads(self, seat: int) -> None:
        self.attempt(actions.choose_temporary_chair, meeting=self.meeting, appointment=self.rad.members[seat])

    @rule(seat=SEAT, substitute=st.booleans(), which=st.integers(0, 1))
    def steps_aside(self, seat: int, substitute: bool, which: int) -> None:
        given = {"appointment": self.person(seat, substitute), "ground": Ground.SERVICE}
        self.attempt(actions.step_aside, item=self.items[which], **given)

    @rule(which=st.integers(0, 1))
    def does_not_step_aside(self, which: int) -> None:
        if one := self.items[which].disqualifications.first():
            self.attempt(actions.return_to, disqualification=one)

    @rule(seat=SEAT, substitute=st.booleans(), which=st.integers(0, 2))
    def proposes(self, seat: int, substitute: bool, which: int) -> None:
        text = f"Motförslag {self.items[which].proposals.count()}"
        given = {"proposer": self.person(seat, substitute), "text": text}
        self.attempt(actions.propose, item=self.items[which], **given)

    @rule(seat=SEAT, which=st.integers(0, 2))
    def supports(self, seat: int, which: int) -> None:
        for proposal in self.items[which].proposals.filter(seconder=None).exclude(proposer=None):
            self.attempt(actions.second, proposal=proposal, seconder=self.rad.members[seat])

    @rule(which=st.integers(0, 2))
    def opens_a_vote(self, which: int) -> None:
        standing = list(self.items[which].proposals.standing()[:2])
        if len(standing) == 2:
            self.attempt(actions.open_vote, item=self.items[which], yes=standing[0], no=standing[1])

    @rule(which=st.integers(0, 2), choices=st.lists(st.sampled_from(Choice), min_size=5, max_size=5))
    def all_vote(self, which: int, choices: list[Choice]) -> None:
        vote = self.items[which].votes.filter(closed_at=None).first()
        if vote:
            able = voters(Meeting.objects.get(pk=self.meeting.pk), self.items[which])
            self.attempt(actions.cast, vote=vote, ballots=dict(zip(able, choices, strict=False)))
            self.attempt(actions.close_vote, vote=vote)

    @rule(seat=SEAT, substitute=st.booleans(), which=st.integers(0, 2))
    def anybody_votes(self, seat: int, substitute: bool, which: int) -> None:
        """Somebody who may or may not take part tries to vote; it is recorded just where the person may."""
        vote = self.items[which].votes.filter(closed_at=None).first()
        if vote:
            person = self.person(seat, substitute)
            able = person in voters(self.meeting, self.items[which])
            made = self.attempt(actions.cast, vote=vote, ballots={person: Choice.YES})
            assert (made is not None) == able

    @rule(which=st.integers(0, 2), outcome=st.sampled_from([None, *Outcome]))
    def settles(self, which: int, outcome: Outcome | None) -> None:
        chosen = AgendaItem.objects.get(pk=self.items[which].pk)
        before = quorum(self.meeting, chosen)
        made = self.attempt(actions.settle, item=chosen, outcome=outcome)
        if made and made.outcome in DECIDING:
            assert before.is_met

    @rule(seat=SEAT, substitute=st.booleans())
    def dissents(self, seat: int, substitute: bool) -> None:
        for decision in Decision.objects.all():
            given = {"appointment": self.person(seat, substitute), "grounds": "Nej"}
            if not decision.dissents.filter(appointment=given["appointment"]).exists():
                self.attempt(actions.dissent, decision=decision, **given)

    @precondition(lambda self: self.meeting.attendances.count() > 4)
    @rule()
    def closes(self) -> None:
        self.attempt(actions.close, meeting=self.meeting)

    @invariant()
    def nothing_is_decided_without_a_quorum(self) -> None:
        for decision in Decision.objects.filter(outcome__in=DECIDING):
            assert decision.present >= decision.needed == 3

    @invariant()
    def only_those_who_can_take_part_have_voted(self) -> None:
        for ballot in Ballot.objects.select_related("vote__item", "appointment"):
            aside = ballot.vote.item.disqualifications
            assert not aside.filter(appointment=ballot.appointment).exists()
            there = self.meeting.attendances.filter(seat=ballot.seat, came_at__lte=ballot.vote.opened_at)
            assert there.exists()

    @invariant()
    def a_seat_has_one_person_and_one_vote(self) -> None:
        there = list(self.meeting.attendances.there().values_list("seat", flat=True))
        assert len(there) == len(set(there))
        able = voters(self.meeting)
        assert len({one.seat_id for one in able}) == len(able)

    @invariant()
    def the_winner_has_most_votes_or_the_vote_of_the_one_who_leads(self) -> None:
        for matter in self.items:
            for vote in matter.votes.exclude(closed_at=None).prefetch_related("ballots"):
                yes, no = vote.cast(Choice.YES), vote.cast(Choice.NO)
                leading = vote.ballots.get(appointment=vote.presiding).choice
                won = Choice.YES if vote.winner_id == vote.yes_id else Choice.NO
                assert won == (leading if yes == no else Choice.YES if yes > no else Choice.NO)

    @invariant()
    def what_is_decided_is_the_one_proposal_that_stands(self) -> None:
        for decision in Decision.objects.exclude(proposal=None):
            (standing,) = decision.item.proposals.standing()
            assert decision.proposal == standing
            assert decision.text == standing.text

    @invariant()
    def nobody_leads_who_cannot_take_part(self) -> None:
        if self.is_open():
            for matter in self.items:
                leads = presiding(self.meeting, matter)
                assert leads is None or leads in voters(self.meeting, matter)

    @invariant()
    def minutes_tell_what_happened_and_nothing_else(self) -> None:
        self.meeting.refresh_from_db()
        written = revealed(str(minutes_blocks(self.meeting.minutes)))
        for decision in Decision.objects.filter(item__meeting=self.meeting):
            assert decision.text in written
        for matter in self.items:
            counters = matter.proposals.exclude(proposer=None)
            assert all(one.text in written for one in counters)
        assert written.count("'Vote ") == sum(m.votes.exclude(closed_at=None).count() for m in self.items)
        absent = [p for p in (*self.rad.members, *self.rad.substitutes) if not self._appears(p)]
        rows = [block for block in minutes_blocks(self.meeting.minutes) if block.get("title") == "Present"]
        assert not any(revealed(str(rows)).count(one.name) for one in absent)

    def _appears(self, person: Appointment) -> bool:
        return self.meeting.attendances.filter(appointment=person).exists()


@pytest.mark.django_db
def test_whatever_happens_in_a_meeting_its_rules_hold() -> None:
    from django.utils import translation

    with translation.override("en"):
        run_state_machine_as_test(
            Sitting,
            settings=settings(
                max_examples=12,
                stateful_step_count=18,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
