"""From setting up to published minutes, once through all of it by its actions."""

from __future__ import annotations

from datetime import date, timedelta

import time_machine
from tests.work.bodies.cast import Delegation, at, item

from samverka.work.bodies import actions
from samverka.work.bodies.enums import Choice, Ground, MeetingState, Outcome


def test_a_meeting_from_its_plan_to_its_published_minutes(
    rad: Delegation, clock: time_machine.Coordinates
) -> None:
    by, day = rad.by, date(2026, 3, 16)
    meeting = rad.plan(at(day))
    first = item(by, meeting, "Programmets uppföljning")
    second = item(by, meeting, "Utlåtande om hallen", proposal="Hallen byggs.")
    meeting = actions.call(by=by, meeting=meeting)
    clock.move_to(at(day))
    meeting = actions.open_meeting(by=by, meeting=meeting)
    for one in rad.members[:3]:
        actions.arrive(by=by, meeting=meeting, appointment=one)
    actions.arrive(by=by, meeting=meeting, appointment=rad.substitutes[3])
    actions.welcome(by=by, meeting=meeting, guest="Sara Sekreterare", guest_as="sekreterare")
    decided = actions.settle(by=by, item=first)
    assert decided.outcome == Outcome.UNANIMOUS

    actions.step_aside(by=by, item=second, appointment=rad.members[1], ground=Ground.SERVICE)
    other = actions.propose(by=by, item=second, proposer=rad.members[2], text="Hallen byggs inte.")
    actions.second(by=by, proposal=other, seconder=rad.substitutes[3])
    vote = actions.open_vote(by=by, item=second, yes=second.proposals.get(proposer=None), no=other)
    ballots = {
        rad.members[0]: Choice.NO,
        rad.substitutes[1]: Choice.YES,
        rad.members[2]: Choice.NO,
        rad.substitutes[3]: Choice.YES,
    }
    actions.cast(by=by, vote=vote, ballots=ballots)
    closed = actions.close_vote(by=by, vote=vote)
    assert closed.winner == other
    decision = actions.settle(by=by, item=second)
    assert (decision.outcome, decision.text) == (Outcome.BY_VOTE, "Hallen byggs inte.")
    actions.dissent(by=by, decision=decision, appointment=rad.substitutes[1], grounds="Behövs.")
    actions.choose_checkers(by=by, meeting=meeting, appointments=rad.members[:2])
    meeting = actions.close(by=by, meeting=meeting)
    minutes = actions.send_for_checking(by=by, meeting=meeting)
    for check in minutes.checks.all():
        actions.approve(by=by, check=check, given_how="på papper")
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CHECKED
    actions.publish(by=by, meeting=meeting)
    minutes.refresh_from_db()
    assert minutes.names_until == date(2026, 3, 16) + timedelta(days=22)  # 6.4.2026 is Easter Monday
