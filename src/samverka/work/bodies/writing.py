"""Calls and minutes in words: from what is stored to blocks of text, in the language of the meeting.

Minutes are made of what happened; the secretary adds words around it and cannot change it. Names of those who do not
sit by virtue of an office are marked, so that they can leave what has been published. Blocks of matters that are not
public are for those within the body only; in their place the public reads that there was such a matter.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from samverka.foundation.kernel.languages import in_figures
from samverka.work.bodies.enums import Choice, Outcome, PostKind
from samverka.work.bodies.marks import Block, mark
from samverka.work.bodies.models import (
    AgendaItem,
    Appointment,
    Attendance,
    Decision,
    Disqualification,
    Meeting,
    Minutes,
    Proposal,
    Vote,
)
from samverka.work.bodies.phrases import hour_in_figures
from samverka.work.bodies.queries import posts_on, quorum, serving

__all__ = ["call_blocks", "for_public", "for_those_within", "minutes_blocks"]

_FOLLOWED: Final = ("disqualifications", "proposals", "votes", "attachments")


def call_blocks(meeting: Meeting) -> list[Block]:
    """The call to a meeting: when and where, and what it is to deal with."""
    with override(meeting.language):
        return [*_time_and_place(meeting), *_from_afar(meeting), *_agenda(meeting)]


def minutes_blocks(minutes: Minutes) -> list[Block]:
    """The minutes of a meeting, from what happened in it and what the secretary has written."""
    meeting = minutes.meeting
    with override(meeting.language):
        return [
            *_time_and_place(meeting),
            *_those_there(meeting),
            *_written(minutes.introduction),
            _heading(_("Matters")),
            *(block for item in _items(meeting) for block in _matter(item)),
            *_written(minutes.ending),
            *_closing(meeting, minutes),
        ]


def for_public(blocks: list[Block]) -> list[Block]:
    """What the public reads: of matters that are not public only that there were such."""
    return [block for block in blocks if block.get("for") != "within"]


def for_those_within(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if block.get("for") != "public"]


def _time_and_place(meeting: Meeting) -> Iterator[Block]:
    yield _rows(
        _("Time and place"),
        [
            [_("Body"), str(meeting.body.name.in_language(meeting.language))],
            [_("Meeting"), f"{meeting.number}/{meeting.year}"],
            [_("Time"), _moment(meeting.opened_at or meeting.starts_at)],
            [_("Place"), meeting.place],
        ],
    )


def _from_afar(meeting: Meeting) -> Iterator[Block]:
    if meeting.remote:
        yield _paragraph(_("How to take part from afar: %(how)s") % {"how": meeting.remote}) | {
            "for": "within"
        }


def _agenda(meeting: Meeting) -> Iterator[Block]:
    yield _heading(_("Agenda"))
    for item in _items(meeting):
        told = [_heading(str(item), 2), *_written(item.background), *_proposed(item), *_attached(item)]
        yield from _as_open(item, told)


def _those_there(meeting: Meeting) -> Iterator[Block]:
    attended = list(
        meeting.attendances.select_related("appointment__seat").order_by("seat__number", "came_at")
    )
    seated = [one for one in attended if one.appointment]
    posts = {post.appointment_id: PostKind(post.kind) for post in posts_on(meeting.body, meeting.day)}
    if seated:
        rows = [
            [_name(one.appointment), _how_there(one, posts.get(one.appointment_id))]
            for one in seated
            if one.appointment
        ]
        yield _rows(_("Present"), rows)
    was_there = {one.seat_id for one in seated}
    absent = [
        one
        for one in serving(meeting.body, meeting.day)
        if not one.is_substitute and one.seat_id not in was_there
    ]
    if absent:
        yield _rows(_("Absent"), [[_name(one), one.seat.get_category_display()] for one in absent])
    if guests := [one for one in attended if not one.appointment]:
        yield _rows(_("Others present"), [[mark(one.guest, one.guest_as), _how_there(one)] for one in guests])
    counted = quorum(meeting)
    yield _paragraph(
        _("The body has %(seats)s seats with a vote; %(needed)s must be taken for a decision.")
        % {"seats": counted.seats, "needed": counted.needed}
    )


def _how_there(one: Attendance, post: PostKind | None = None) -> str:
    seat = one.appointment.seat.get_category_display() if one.appointment else one.guest_as
    as_what = _("substitute") if one.appointment and one.appointment.is_substitute else ""
    afar = _("from afar") if one.from_afar else ""
    left = one.left_at or one.came_at
    hours = _("%(from)s–%(to)s") % {"from": hour_in_figures(one.came_at), "to": hour_in_figures(left)}
    leads = str(post.label).lower() if post else ""
    return ", ".join(part for part in (seat, as_what, leads, afar, hours) if part)


def _matter(item: AgendaItem) -> Iterator[Block]:
    told = [
        _heading(str(item), 2),
        *_written(item.background),
        *_proposed(item),
        *(
            _stepped_aside(one)
            for one in item.disqualifications.select_related("appointment__seat", "stands_in__seat")
        ),
        *(_counter_proposal(one) for one in item.proposals.exclude(proposer=None).select_related(*_MADE)),
        *(block for vote in _votes(item) for block in _voted(vote)),
        *_written(item.handling),
        *(_became(item.decision) if item.is_settled else ()),
    ]
    return _as_open(item, told)


_MADE: Final = ("proposer__seat", "seconder__seat")


def _as_open(item: AgendaItem, told: list[Block]) -> Iterator[Block]:
    if item.is_public:
        yield from told
        return
    section = f"§ {item.section} " if item.section else ""
    yield _heading(f"{section}{_('A matter that is not public')}", 2) | {"for": "public"}
    yield from (block | {"for": "within"} for block in told)


def _proposed(item: AgendaItem) -> Iterator[Block]:
    if item.proposal:
        yield _paragraph(_("Proposed decision: %(text)s") % {"text": item.proposal})


def _attached(item: AgendaItem) -> Iterator[Block]:
    if titles := [one.title for one in item.attachments.all()]:
        yield _paragraph(_("Attached: %(titles)s") % {"titles": "; ".join(titles)})


def _stepped_aside(one: Disqualification) -> Block:
    said = {"name": _name(one.appointment), "item": one.ground, "ground": one.get_ground_display()}
    text = _("%(name)s stepped aside (434/2003, section 28, item %(item)s: %(ground)s).") % said
    if one.stands_in:
        text += " " + _("%(name)s took the seat meanwhile.") % {"name": _name(one.stands_in)}
    return _paragraph(text)


def _counter_proposal(one: Proposal) -> Block:
    if one.proposer is None:
        raise ValueError("The proposal on the agenda is no counter-proposal.")
    said = {"name": _name(one.proposer), "text": one.text}
    if one.withdrawn_at:
        return _paragraph(_("%(name)s proposed, and took back: %(text)s") % said)
    if one.seconder is None:
        return _paragraph(_("%(name)s proposed, without support: %(text)s") % said)
    said["seconder"] = _name(one.seconder)
    return _paragraph(_("%(name)s proposed, supported by %(seconder)s: %(text)s") % said)


def _votes(item: AgendaItem) -> list[Vote]:
    closed = item.votes.exclude(closed_at=None).select_related("yes", "no", "winner", "presiding__seat")
    return list(closed.prefetch_related("ballots__appointment__seat"))


def _voted(vote: Vote) -> Iterator[Block]:
    rows = [
        [
            label,
            str(vote.cast(choice)),
            ", ".join(_name(one.appointment) for one in _cast(vote, choice)) or "–",
        ]
        for choice, label in (
            (Choice.YES, _("Yes: %(text)s") % {"text": vote.yes.text}),
            (Choice.NO, _("No: %(text)s") % {"text": vote.no.text}),
            (Choice.EMPTY, _("Empty")),
        )
    ]
    yield _rows(_("Vote %(number)s") % {"number": vote.number}, rows, level=3)
    if vote.cast(Choice.YES) == vote.cast(Choice.NO):
        yield _paragraph(
            _("The votes were even, and the vote of the one who led decided: %(name)s.")
            % {"name": _name(vote.presiding)}
        )


def _cast(vote: Vote, choice: Choice) -> list[Any]:
    return [ballot for ballot in vote.ballots.all() if ballot.choice == choice]


def _became(decision: Decision) -> Iterator[Block]:
    said = {"present": decision.present, "needed": decision.needed}
    if decision.decides:
        yield {"kind": "decision", "text": _("Decision: %(text)s") % {"text": decision.text}}
    yield _paragraph(
        f"{_OUTCOMES[Outcome(decision.outcome)]()} {_('%(present)s took part, %(needed)s were needed.') % said}"
    )
    if decision.text and not decision.decides:
        yield _paragraph(decision.text)
    for dissent in decision.dissents.select_related("appointment__seat"):
        yield _paragraph(
            _("Dissenting opinion of %(name)s. %(grounds)s")
            % {"name": _name(dissent.appointment), "grounds": dissent.grounds}
        )


_OUTCOMES: Final = {
    Outcome.UNANIMOUS: lambda: _("Decided unanimously."),
    Outcome.BY_VOTE: lambda: _("Decided by vote."),
    Outcome.NOTED: lambda: _("Noted for information."),
    Outcome.TABLED: lambda: _("Put off to a later meeting."),
    Outcome.SENT_BACK: lambda: _("Sent back to be prepared anew."),
}


def _closing(meeting: Meeting, minutes: Minutes) -> Iterator[Block]:
    if meeting.closed_at:
        yield _paragraph(
            _("The meeting was closed at %(hour)s.") % {"hour": hour_in_figures(meeting.closed_at)}
        )
    for post in posts_on(meeting.body, meeting.day):
        if post.kind == PostKind.SECRETARY:
            label = str(PostKind.SECRETARY.label)
            yield _paragraph(f"{label}: {mark(post.name, label.lower())}")
    if checkers := [one.appointment for one in minutes.checks.select_related("appointment__seat")]:
        yield _paragraph(_("Checked by: %(names)s") % {"names": ", ".join(_name(one) for one in checkers)})


def _items(meeting: Meeting) -> list[AgendaItem]:
    found = meeting.items.select_related("decision").prefetch_related(*_FOLLOWED)
    return list(found.order_by("place", "pk"))


def _name(one: Appointment) -> str:
    return one.name if one.in_office else mark(one.name, one.designation)


def _moment(moment: datetime) -> str:
    return f"{in_figures(timezone.localdate(moment))} {hour_in_figures(moment)}"


def _heading(text: str, level: int = 1) -> Block:
    return {"kind": "heading", "level": level, "text": text}


def _paragraph(text: str) -> Block:
    return {"kind": "paragraph", "text": text}


def _rows(title: str, rows: list[list[str]], level: int = 1) -> Block:
    return {"kind": "rows", "title": title, "rows": rows, "level": level}


def _written(text: str) -> Iterator[Block]:
    for part in text.replace("\r\n", "\n").split("\n\n"):
        if part.strip():
            yield _paragraph(part.strip())
