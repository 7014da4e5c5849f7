"""The life of a body, with its meetings, proposals and tasks: whatever the order, no act goes beyond its mandate."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.db.models import Model
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.work.bodies.cast import KORSHOLM, SIPOO, VASA, Delegation, at, coordinator, delegation, person

from samverka.foundation.accounts.models import User
from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.refusals import Refused
from samverka.foundation.notices.models import Notice, Reminder
from samverka.registers.actors import roles
from samverka.registers.actors.acting import acting_as
from samverka.registers.actors.actions import end_mandate
from samverka.registers.actors.models import Actor, Mandate
from samverka.work.bodies import actions
from samverka.work.bodies.enums import DECIDING, AnswerKind, Ending, InitiativeState, TaskState
from samverka.work.bodies.enums import MeetingState as S
from samverka.work.bodies.lifecycle import BODY, INITIATIVE, MEETING, TASK
from samverka.work.bodies.models import (
    AgendaItem,
    Appointment,
    Body,
    Decision,
    Founder,
    Initiative,
    Meeting,
    Post,
    Seat,
    Task,
    Term,
)
from samverka.work.bodies.phrases import Told

MONDAY = date(2026, 3, 2)
# Vasa keeps the body, Korsholm founds it with Vasa; Korsholm's officer answers, Sipoo has nothing to do with it.
WHO = st.sampled_from(("vasa", "korsholm", "officer", "sipoo"))
WHERE = {"vasa": VASA, "korsholm": KORSHOLM, "officer": KORSHOLM, "sipoo": SIPOO}
N = st.integers(0, 5)
# What does not change once a body has ended. Its minutes, proposals and tasks still reach their own end.
SETTLED: tuple[type[Model], ...] = (Body, Founder, Term, Seat, Appointment, Post, AgendaItem, Decision)


class Life(RuleBasedStateMachine):
    """A delegation of two municipalities, from before its start to after its end."""

    rad: Delegation

    @initialize(far=st.sampled_from(("prepared", "started", "ended")))
    def begin(self, far: str) -> None:
        self.sid = transaction.savepoint()
        self.travelling = time_machine.travel(at(MONDAY), tick=False)
        self.clock = self.travelling.start()
        self.users: dict[str, User] = {
            "vasa": coordinator(VASA).user,
            "korsholm": coordinator(KORSHOLM).user,
            "officer": person("o@x.example", "Ove", KORSHOLM, roles.OFFICER).user,
            "sipoo": coordinator(SIPOO).user,
        }
        by = acting_as(self.users["vasa"], VASA)
        assert by is not None
        self.rad = delegation(by, on=MONDAY, with_others=(Actor.objects.get(slug=KORSHOLM),))
        self.body = self.rad.body
        self.after_the_end: dict[type[Model], list[Any]] | None = None
        self.gone: set[str] = set()
        if far != "prepared":
            self.records_the_founding("korsholm")
            self.starts("vasa")
        if far == "ended":
            self.is_at_work()
            self.ends("vasa", 0)
            assert not self.body.is_ended  # A meeting has not been held.
            self.cancels("vasa", 1)
            self.ends("vasa", 0)
            assert self.body.is_ended

    def is_at_work(self) -> None:
        """A meeting has been held, another is planned; a proposal and a task await Korsholm."""
        self.a_meeting_is_held(4)
        self.sends_a_proposal("vasa", 3, decided=True)
        self.gives_a_task("vasa", 0)
        self.plans_a_meeting("vasa", 5)
        self.adds_a_matter("vasa", 1)

    def teardown(self) -> None:
        if hasattr(self, "sid"):
            self.travelling.stop()
            transaction.savepoint_rollback(self.sid)

    def attempt(self, act: Any, who: str, *, by_right: tuple[str, ...], **given: Any) -> Any:
        """Try it as somebody; only those who may by right get it done, and only while their mandate holds."""
        by = acting_as(self.users[who], WHERE[who])
        assert (by is None) == (who in self.gone)
        if by is None:
            return None
        entries, made = Entry.objects.count(), None
        try:
            with transaction.atomic():
                made = act(by=by, **given)
        except Refused:
            assert Entry.objects.count() == entries
            return None
        assert who in by_right
        assert Entry.objects.count() > entries
        self.body.refresh_from_db()
        return made

    def pick(self, model: type[Model], n: int) -> Any:
        rows = list(model._default_manager.order_by("pk"))
        return rows[n % len(rows)] if rows else None

    @rule(who=WHO)
    def records_the_founding(self, who: str) -> None:
        theirs = self.body.founders.get(organisation__slug=KORSHOLM)
        given = {"founder": theirs, "organ": "Kommunfullmäktige", "decided_on": today()}
        self.attempt(actions.record_founding, who, by_right=("korsholm",), **given)

    @rule(who=WHO)
    def starts(self, who: str) -> None:
        self.attempt(actions.start, who, by_right=("vasa",), body=self.body)

    @rule(who=WHO, dice=st.integers(0, 3))
    def ends(self, who: str, dice: int) -> None:
        if dice == 0:
            self.attempt(actions.end, who, by_right=("vasa",), body=self.body)

    @rule(who=WHO, n=N)
    def a_member_resigns(self, who: str, n: int) -> None:
        given = {"appointment": self.pick(Appointment, n), "last_day": today(), "why": Ending.RESIGNED}
        self.attempt(actions.end_appointment, who, by_right=("vasa",), **given)

    @rule(who=WHO)
    def adds_a_seat(self, who: str) -> None:
        self.attempt(actions.add_seat, who, by_right=("vasa",), term=self.rad.term, category="expert")

    @rule(who=WHO, days=st.integers(0, 9))
    def plans_a_meeting(self, who: str, days: int) -> None:
        starts_at = at(today() + timedelta(days=days), 16)
        given = {"body": self.body, "starts_at": starts_at, "place": "Stadshuset"}
        self.attempt(actions.plan, who, by_right=("vasa",), **given)

    @rule(who=WHO, n=N)
    def adds_a_matter(self, who: str, n: int) -> None:
        if meeting := self.pick(Meeting, n):
            given = {"meeting": meeting, "title": "Programmet", "proposal": "Det antecknas."}
            self.attempt(actions.add_item, who, by_right=("vasa",), **given)

    @rule(who=WHO, n=N)
    def calls(self, who: str, n: int) -> None:
        if meeting := self.pick(Meeting, n):
            self.attempt(actions.call, who, by_right=("vasa",), meeting=meeting)

    @rule(who=WHO, n=N)
    def cancels(self, who: str, n: int) -> None:
        if meeting := self.pick(Meeting, n):
            self.attempt(actions.cancel, who, by_right=("vasa",), meeting=meeting, why="Sjukdom")

    @rule(who=WHO, n=N)
    def opens(self, who: str, n: int) -> None:
        if meeting := self.pick(Meeting, n):
            self.attempt(actions.open_meeting, who, by_right=("vasa",), meeting=meeting)

    @rule(who=WHO, n=N, there=st.integers(1, 5))
    def members_come(self, who: str, n: int, there: int) -> None:
        if meeting := self.pick(Meeting, n):
            for one in self.rad.members[:there]:
                self.attempt(actions.arrive, who, by_right=("vasa",), meeting=meeting, appointment=one)

    @rule(who=WHO, n=N)
    def settles(self, who: str, n: int) -> None:
        if matter := self.pick(AgendaItem, n):
            self.attempt(actions.settle, who, by_right=("vasa",), item=matter)

    @rule(who=WHO, n=N)
    def closes(self, who: str, n: int) -> None:
        if meeting := self.pick(Meeting, n):
            self.attempt(actions.close, who, by_right=("vasa",), meeting=meeting)

    @rule(there=st.integers(1, 5))
    def a_meeting_is_held(self, there: int) -> None:
        """From the plan to the end in one go, as far as it goes: so that most histories decide something."""
        before = Meeting.objects.count()
        self.plans_a_meeting("vasa", 0)
        if Meeting.objects.count() > before:
            last = before
            self.adds_a_matter("vasa", last)
            self.calls("vasa", last)
            self.opens("vasa", last)
            self.members_come("vasa", last, there)
            self.settles("vasa", AgendaItem.objects.count() - 1)
            self.closes("vasa", last)

    @rule(who=WHO, n=N, decided=st.booleans())
    def sends_a_proposal(self, who: str, n: int, decided: bool) -> None:
        given: dict[str, Any] = {"addressee": Actor.objects.get(slug=KORSHOLM), "title": "Simtider"}
        given |= {"decision": self.pick(Decision, n)} if decided else {}
        due = today() + timedelta(days=n)
        self.attempt(actions.send, who, by_right=("vasa",), body=self.body, text="Ordna.", due=due, **given)

    @rule(who=WHO, n=N, text=st.sampled_from(["Ja.", " "]))
    def answers(self, who: str, n: int, text: str) -> None:
        if one := self.pick(Initiative, n):
            given = {"initiative": one, "kind": AnswerKind.ACCEPTED, "text": text}
            self.attempt(actions.answer, who, by_right=("korsholm", "officer"), **given)

    @rule(who=WHO, n=N)
    def follows_up(self, who: str, n: int) -> None:
        if one := self.pick(Initiative, n):
            given = {"initiative": one, "what_came": "Ordnat", "is_carried_out": True}
            self.attempt(actions.follow_up, who, by_right=("vasa",), **given)

    @rule(who=WHO, n=N)
    def takes_a_proposal_back(self, who: str, n: int) -> None:
        if one := self.pick(Initiative, n):
            self.attempt(actions.take_back, who, by_right=("vasa",), initiative=one)

    @rule(who=WHO, n=N)
    def gives_a_task(self, who: str, n: int) -> None:
        if decision := self.pick(Decision, n):
            given = {"organisation": Actor.objects.get(slug=KORSHOLM), "title": "Gör", "decision": decision}
            due = today() + timedelta(days=7)
            self.attempt(actions.give_task, who, by_right=("vasa",), due=due, **given)

    @rule(who=WHO, n=N)
    def does_a_task(self, who: str, n: int) -> None:
        if task := self.pick(Task, n):
            right = ("vasa", "korsholm", "officer")
            self.attempt(actions.report_done, who, by_right=right, task=task, note="Gjort")

    @rule(who=st.sampled_from(("korsholm", "officer", "vasa")), dice=st.integers(0, 5))
    def a_mandate_ends(self, who: str, dice: int) -> None:
        by = acting_as(self.users[who], WHERE[who])
        if dice == 0 and by:
            for held in Mandate.objects.filter(user=self.users[who]).in_force_on(today()):
                end_mandate(by=by, mandate=held)
            self.gone.add(who)

    @rule(days=st.integers(1, 5))
    def days_go_by(self, days: int) -> None:
        self.clock.shift(timedelta(days=days))

    @invariant()
    def nothing_is_decided_without_a_quorum(self) -> None:
        for decision in Decision.objects.filter(outcome__in=DECIDING).select_related("item__meeting"):
            meeting = decision.item.meeting
            assert decision.present >= decision.needed >= 3
            assert meeting.attendances.seated().count() >= decision.present
            assert meeting.opened_at is not None

    @invariant()
    def nothing_changes_after_the_end_of_the_body(self) -> None:
        if self.body.is_ended:
            now = {model: list(model._default_manager.order_by("pk").values()) for model in SETTLED}
            self.after_the_end = self.after_the_end or now
            assert now == self.after_the_end
            assert not self.body.meetings.filter(state__in=(S.PLANNED, S.CALLED, S.OPEN)).exists()
            assert not Reminder.objects.filter(kind=Told.TERM_ENDS, called_off_at=None).exists()

    @invariant()
    def a_body_that_has_not_started_does_not_meet(self) -> None:
        if self.body.is_preparing:
            assert not self.body.meetings.exists()

    @invariant()
    def a_body_that_has_started_was_decided_by_all_its_founders(self) -> None:
        if self.body.started_at:
            assert not self.body.founders.filter(decided_on=None).exists()

    @invariant()
    def an_answered_proposal_has_an_answer_a_day_and_somebody_of_the_one_asked(self) -> None:
        theirs = {self.users["korsholm"].pk, self.users["officer"].pk}
        for one in Initiative.objects.all():
            assert one.is_answered == bool(one.answer and one.answer_kind and one.answered_at)
            assert (one.answered_by_id in theirs) == one.is_answered
            assert one.is_followed_up == (one.followed_up_by == self.users["vasa"])
            assert (one.state == InitiativeState.WITHDRAWN) == (one.withdrawn_by == self.users["vasa"])

    @invariant()
    def a_proposal_or_task_follows_from_something_decided(self) -> None:
        resting = [*Initiative.objects.exclude(decision=None), *Task.objects.all()]
        assert all(one.decision.decides for one in resting)

    @invariant()
    def people_are_asked_for_just_what_can_still_be_done(self) -> None:
        awaiting = Notice.objects.awaiting()
        asked = set(awaiting.filter(kind=Told.ANSWER_ASKED).values_list("subject_key", flat=True))
        assert asked <= {str(one.pk) for one in Initiative.objects.awaiting()}
        tasks = set(awaiting.filter(kind=Told.TASK_GIVEN).values_list("subject_key", flat=True))
        assert tasks <= {str(one.pk) for one in Task.objects.filter(state=TaskState.GIVEN)}

    @invariant()
    def each_state_is_one_of_its_table(self) -> None:
        assert self.body.state in BODY.states
        for model, table in ((Meeting, MEETING), (Initiative, INITIATIVE), (Task, TASK)):
            assert set(model._default_manager.values_list("state", flat=True)) <= set(table.states)


@pytest.mark.slow
@pytest.mark.django_db
def test_whatever_is_tried_a_body_keeps_to_its_mandates_and_its_end() -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=25,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
