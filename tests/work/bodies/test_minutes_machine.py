"""Minutes on their way: whatever order people press in, what is published stands, and names leave it in time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.work.bodies.cast import Delegation, at, coordinator, delegation, item

from samverka.foundation.kernel.refusals import Refused
from samverka.work.bodies import actions
from samverka.work.bodies.appeal import is_working_day
from samverka.work.bodies.enums import Appeal
from samverka.work.bodies.enums import MeetingState as S
from samverka.work.bodies.models import Meeting, Minutes, PublishedMinutes

DAY = date(2026, 3, 16)


class OnTheirWay(RuleBasedStateMachine):
    rad: Delegation
    meeting: Meeting

    @initialize(appeal=st.sampled_from(Appeal))
    def begin(self, appeal: Appeal) -> None:
        self.sid = transaction.savepoint()
        self.travelling = time_machine.travel(at(date(2026, 3, 2)), tick=False)
        self.clock = self.travelling.start()
        self.rad = delegation(coordinator(), on=date(2026, 3, 2))
        self.rad.body.appeal = appeal
        self.rad.body.save()
        self.meeting = self.rad.plan(at(DAY))
        matter = item(self.rad.by, self.meeting)
        actions.call(by=self.rad.by, meeting=self.meeting)
        self.clock.move_to(at(DAY))
        actions.open_meeting(by=self.rad.by, meeting=self.meeting)
        for one in self.rad.members[:4]:
            actions.arrive(by=self.rad.by, meeting=self.meeting, appointment=one)
        actions.settle(by=self.rad.by, item=matter)
        actions.close(by=self.rad.by, meeting=self.meeting)
        self.editions: dict[int, Any] = {}
        self.approved: set[int] = set()

    def teardown(self) -> None:
        if hasattr(self, "sid"):
            self.travelling.stop()
            transaction.savepoint_rollback(self.sid)

    def attempt(self, act: Any, **given: Any) -> Any:
        try:
            with transaction.atomic():
                return act(by=self.rad.by, **given)
        except Refused:
            return None

    @rule(who=st.sets(st.integers(0, 4), min_size=1, max_size=2))
    def chooses_checkers(self, who: set[int]) -> None:
        self.attempt(
            actions.choose_checkers, meeting=self.meeting, appointments=[self.rad.members[n] for n in who]
        )

    @rule(words=st.sampled_from(["Mötet öppnades.", "Mötet öppnades av [[Anna Ask]]."]))
    def writes(self, words: str) -> None:
        given = {"version": None, "introduction": words, "ending": "", "handling": {}}
        self.attempt(actions.write, meeting=self.meeting, **given)

    @rule()
    def sends(self) -> None:
        self.attempt(actions.send_for_checking, meeting=self.meeting)

    @rule(approves=st.booleans())
    def a_checker_answers(self, approves: bool) -> None:
        for check in self.meeting.minutes.checks.filter(state="asked")[:1]:
            if approves:
                self.attempt(actions.approve, check=check, given_how="på papper")
            else:
                self.attempt(actions.send_back, check=check, remark="Rätta.", given_how="på papper")

    @rule()
    def publishes(self) -> None:
        if made := self.attempt(actions.publish, meeting=self.meeting):
            assert not self.meeting.minutes.checks.exclude(state="approved").exists()
            self.editions[made.number] = made.content

    @rule()
    def corrects(self) -> None:
        if made := self.attempt(actions.correct, meeting=self.meeting, correction="Rätt år är 2026."):
            self.editions[made.number] = made.content

    @rule(days=st.integers(1, 20))
    def days_go_by(self, days: int) -> None:
        self.clock.shift(timedelta(days=days))

    @rule()
    def the_worker_runs(self) -> None:
        actions.redact_due(timezone.localdate())

    @invariant()
    def what_was_published_stands(self) -> None:
        kept = dict(PublishedMinutes.objects.values_list("number", "content"))
        assert kept == self.editions

    @invariant()
    def names_are_shown_until_the_last_day_for_appeal_and_not_after(self) -> None:
        minutes, now = Minutes.objects.get(meeting=self.meeting), timezone.localdate()
        if minutes.names_until is None:
            assert not self.editions
            return
        published = timezone.localdate(minutes.editions.get(number=1).published_at)
        least = published + timedelta(days=7 + Appeal(self.rad.body.appeal).days)
        assert is_working_day(minutes.names_until)
        assert least <= minutes.names_until <= least + timedelta(days=5)
        assert minutes.shows_names_on(now) == (now <= minutes.names_until)
        if minutes.redacted_at:
            assert timezone.localdate(minutes.redacted_at) > minutes.names_until

    @invariant()
    def the_state_is_that_of_its_acts(self) -> None:
        meeting = Meeting.objects.get(pk=self.meeting.pk)
        assert (meeting.state == S.PUBLISHED) == bool(self.editions)
        if meeting.state in (S.CHECKED, S.PUBLISHED):
            assert not meeting.minutes.checks.exclude(state="approved").exists()

    @invariant()
    def checked_minutes_are_no_longer_written_in(self) -> None:
        meeting = Meeting.objects.get(pk=self.meeting.pk)
        if meeting.state in (S.CHECKED, S.PUBLISHED):
            assert meeting.minutes.introduction.replace("[[", "").replace("]]", "") in (
                str(meeting.minutes.content).replace("[[", "").replace("]]", "")
            )


@pytest.mark.django_db
def test_minutes_stand_and_names_leave_them_in_time() -> None:
    run_state_machine_as_test(
        OnTheirWay,
        settings=settings(
            max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
