"""The database refuses what the law and the meeting room do not know."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, UniqueConstraint
from django.utils import timezone
from tests.work.bodies.cast import Delegation, at, item

from samverka.registers.actors.models import Actor
from samverka.work.bodies.models import (
    Appointment,
    Attachment,
    Attendance,
    Ballot,
    Body,
    Decision,
    Disqualification,
    Dissent,
    Founder,
    Initiative,
    Meeting,
    MinutesCheck,
    Post,
    Proposal,
    PublishedMinutes,
    Seat,
    Task,
    Term,
    Vote,
)

DAY = date(2026, 3, 16)


@pytest.fixture
def given(rad: Delegation) -> dict[str, Any]:
    """One of everything, as far as it can be written without an act."""
    meeting = rad.plan(at(DAY))
    matter, other = item(rad.by, meeting, "A"), item(rad.by, meeting, "B")
    prepared = Proposal.objects.create(item=matter, text="Ja")
    counter = Proposal.objects.create(item=matter, text="Nej", proposer=rad.members[1])
    vote = Vote.objects.create(item=matter, number=1, yes=prepared, no=counter, presiding=rad.members[0])
    decision = Decision.objects.create(
        item=matter, outcome="unanimous", text="Ja", proposal=prepared, present=3, needed=3
    )
    there = Attendance.objects.create(meeting=meeting, seat=rad.seats[0], appointment=rad.members[0])
    user = rad.by.user
    edition = {"minutes": meeting.minutes, "content": [], "published_by": user}
    return {
        "rad": rad,
        "meeting": meeting,
        "item": matter,
        "other": other,
        "prepared": prepared,
        "counter": counter,
        "vote": vote,
        "decision": decision,
        "there": there,
        "user": user,
        "edition": edition,
        "vasa": Actor.objects.get(slug="municipality-905"),
    }


def change(model: Any, pk: int, **values: Any) -> None:
    model.objects.filter(pk=pk).update(**values)


NOW = timezone.now()
BREAKS: dict[str, Any] = {
    "bodies_body_has_a_name": lambda g: change(Body, g["rad"].body.pk, name_sv="", name_fi="", name_en=""),
    "bodies_body_started_by_somebody": lambda g: change(Body, g["rad"].body.pk, started_by=None),
    "bodies_body_ended_by_somebody": lambda g: change(Body, g["rad"].body.pk, state="ended", ended_at=NOW),
    "bodies_body_state_is_that_of_its_acts": lambda g: change(Body, g["rad"].body.pk, state="preparing"),
    "bodies_body_ends_after_it_begins": lambda g: change(
        Body, g["rad"].body.pk, state="ended", ended_at=NOW, ended_by=g["user"], ended_on=date(2020, 1, 1)
    ),
    "bodies_body_least_share_is_possible": lambda g: change(Body, g["rad"].body.pk, least_share=60),
    "bodies_founder_once": lambda g: Founder.objects.create(body=g["rad"].body, organisation=g["vasa"]),
    "bodies_founder_decided_by_an_organ": lambda _g: Founder.objects.update(organ=""),
    "bodies_term_ends_after_it_begins": lambda g: change(Term, g["rad"].term.pk, valid_to=date(2020, 1, 1)),
    "bodies_term_begins_once": lambda g: Term.objects.create(
        body=g["rad"].body, valid_from=g["rad"].term.valid_from, valid_to=date(2030, 1, 1)
    ),
    "bodies_seat_numbered_once": lambda g: Seat.objects.create(
        term=g["rad"].term, number=1, category="expert"
    ),
    "bodies_appointment_one_at_a_time": lambda g: Appointment.objects.create(
        seat=g["rad"].seats[0], place="member", name="X", valid_from=DAY
    ),
    "bodies_appointment_is_of_somebody": lambda g: change(Appointment, g["rad"].members[0].pk, name=""),
    "bodies_appointment_ends_for_a_reason": lambda g: change(
        Appointment, g["rad"].members[0].pk, valid_to=DAY
    ),
    "bodies_appointment_ends_after_it_begins": lambda g: change(
        Appointment, g["rad"].members[0].pk, valid_to=date(2020, 1, 1), ending="resigned"
    ),
    "bodies_post_one_at_a_time": lambda g: Post.objects.create(
        term=g["rad"].term, kind="secretary", name="X", valid_from=DAY
    ),
    "bodies_post_is_held_by_somebody": lambda _g: Post.objects.filter(kind="chair").update(appointment=None),
    "bodies_post_ends_after_it_begins": lambda _g: Post.objects.update(valid_to=date(2020, 1, 1)),
    "bodies_meeting_numbered_once": lambda g: Meeting.objects.create(
        body=g["rad"].body, year=2026, number=1, starts_at=NOW, place="X"
    ),
    "bodies_meeting_called_by_somebody": lambda g: change(Meeting, g["meeting"].pk, state="called"),
    "bodies_meeting_opened_by_somebody": lambda g: change(
        Meeting, g["meeting"].pk, state="open", called_at=NOW, called_by=g["user"]
    ),
    "bodies_meeting_closed_by_somebody": lambda g: change(Meeting, g["meeting"].pk, closed_at=NOW),
    "bodies_meeting_minutes_in_order": lambda g: change(Meeting, g["meeting"].pk, checked_at=NOW),
    "bodies_meeting_published_by_somebody": lambda g: change(
        Meeting, g["meeting"].pk, published_at=NOW, published_by=g["user"]
    ),
    "bodies_meeting_cancelled_by_somebody": lambda g: change(Meeting, g["meeting"].pk, state="cancelled"),
    "bodies_meeting_ends_after_it_begins": lambda g: change(
        Meeting, g["meeting"].pk, ends_at=g["meeting"].starts_at - timedelta(hours=1)
    ),
    "bodies_item_section_once": lambda g: g["meeting"].items.update(section=1),
    "bodies_item_proposes_what_is_decided": lambda g: g["meeting"].items.update(proposal=""),
    "bodies_item_subject_is_whole": lambda g: g["meeting"].items.update(subject_kind="x"),
    "bodies_attendance_one_in_a_seat": lambda g: Attendance.objects.create(
        meeting=g["meeting"], seat=g["rad"].seats[0], appointment=g["rad"].substitutes[0]
    ),
    "bodies_attendance_in_a_seat_or_as_a_guest": lambda g: Attendance.objects.create(meeting=g["meeting"]),
    "bodies_attendance_leaves_after_coming": lambda g: change(
        Attendance, g["there"].pk, left_at=g["there"].came_at - timedelta(hours=1)
    ),
    "bodies_disqualification_once": lambda g: [
        Disqualification.objects.create(item=g["item"], appointment=g["rad"].members[0], ground="7")
        for _twice in range(2)
    ],
    "bodies_disqualification_not_by_oneself": lambda g: Disqualification.objects.create(
        item=g["item"], appointment=g["rad"].members[0], stands_in=g["rad"].members[0], ground="7"
    ),
    "bodies_proposal_one_on_the_agenda": lambda g: Proposal.objects.create(item=g["item"], text="Igen"),
    "bodies_proposal_seconded_by_another": lambda g: change(
        Proposal, g["counter"].pk, seconder=g["rad"].members[1]
    ),
    "bodies_proposal_says_something": lambda g: change(Proposal, g["counter"].pk, text=""),
    "bodies_vote_numbered_once": lambda g: Vote.objects.create(
        item=g["item"],
        number=1,
        yes=g["prepared"],
        no=g["counter"],
        presiding=g["rad"].members[0],
        closed_at=NOW,
        winner=g["prepared"],
    ),
    "bodies_vote_one_at_a_time": lambda g: Vote.objects.create(
        item=g["item"], number=2, yes=g["prepared"], no=g["counter"], presiding=g["rad"].members[0]
    ),
    "bodies_vote_between_two": lambda g: change(Vote, g["vote"].pk, no=g["prepared"]),
    "bodies_vote_closed_with_a_winner": lambda g: change(Vote, g["vote"].pk, closed_at=NOW),
    "bodies_ballot_one_for_a_seat": lambda g: [
        Ballot.objects.create(vote=g["vote"], seat=g["rad"].seats[0], appointment=one, choice="yes")
        for one in (g["rad"].members[0], g["rad"].substitutes[0])
    ],
    "bodies_decision_needs_a_quorum": lambda g: change(Decision, g["decision"].pk, present=2),
    "bodies_decision_is_a_proposal": lambda g: change(Decision, g["decision"].pk, proposal=None),
    "bodies_dissent_once": lambda g: [
        Dissent.objects.create(decision=g["decision"], appointment=g["rad"].members[1]) for _twice in range(2)
    ],
    "bodies_minutes_redacted_after_a_last_day": lambda g: type(g["meeting"].minutes).objects.update(
        redacted_at=NOW
    ),
    "bodies_check_once": lambda g: [
        MinutesCheck.objects.create(minutes=g["meeting"].minutes, appointment=g["rad"].members[0])
        for _twice in range(2)
    ],
    "bodies_check_answered_by_somebody": lambda g: MinutesCheck.objects.create(
        minutes=g["meeting"].minutes, appointment=g["rad"].members[0], state="approved"
    ),
    "bodies_check_returned_with_a_remark": lambda g: MinutesCheck.objects.create(
        minutes=g["meeting"].minutes,
        appointment=g["rad"].members[0],
        state="returned",
        answered_at=NOW,
        answered_by=g["user"],
    ),
    "bodies_published_numbered_once": lambda g: [
        PublishedMinutes.objects.create(number=1, **g["edition"]) for _twice in range(2)
    ],
    "bodies_published_corrects_an_earlier_one": lambda g: PublishedMinutes.objects.create(
        number=2, **g["edition"]
    ),
    "bodies_initiative_answered_by_somebody": lambda g: initiative(g, state="answered"),
    "bodies_initiative_followed_up_by_somebody": lambda g: initiative(g, followed_up_at=NOW),
    "bodies_initiative_withdrawn_by_somebody": lambda g: initiative(g, state="withdrawn"),
    "bodies_task_done_by_somebody": lambda g: Task.objects.create(
        decision=g["decision"], organisation=g["vasa"], title="T", due=DAY, given_by=g["user"], state="done"
    ),
}


def initiative(g: dict[str, Any], **more: Any) -> Initiative:
    return Initiative.objects.create(
        body=g["rad"].body, addressee=g["vasa"], title="T", text="t", due=DAY, sent_by=g["user"], **more
    )


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_it(given: dict[str, Any], name: str) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BREAKS[name](given)

    assert name in str(refusal.value) or "UNIQUE" in str(refusal.value)


def test_each_constraint_is_tried_and_says_in_words_what_is_wrong() -> None:
    declared = {
        one.name: one
        for model in apps.get_app_config("bodies").get_models()
        for one in model._meta.constraints
        if isinstance(one, CheckConstraint | UniqueConstraint)
    }

    assert set(BREAKS) == set(declared)
    assert all(str(one.violation_error_message).endswith(".") for one in declared.values())


@pytest.mark.parametrize("how", ["update", "delete"])
def test_published_minutes_cannot_be_changed_or_removed(given: dict[str, Any], how: str) -> None:
    edition = PublishedMinutes.objects.create(number=1, **given["edition"])
    rows = PublishedMinutes.objects.filter(pk=edition.pk)

    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
        rows.update(content=["other"]) if how == "update" else rows.delete()


def test_an_attachment_is_not_public_unless_it_is_said() -> None:
    assert not Attachment().is_public
    assert Attachment().holds_personal_data
