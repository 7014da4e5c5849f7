"""Questions that reach over several things: who votes, whether there is a quorum, what law says, what awaits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Max, Q

from samverka.foundation.accounts.models import User
from samverka.foundation.documents.queries import registers_version
from samverka.foundation.kernel.clock import today
from samverka.registers.actors import roles
from samverka.registers.actors.acting import people_of
from samverka.registers.law.models import DutyTerm
from samverka.registers.law.queries import duty_terms
from samverka.work.bodies.enums import HOSTING, BodyKind, Choice, PostKind
from samverka.work.bodies.models import (
    AgendaItem,
    Appointment,
    Ballot,
    Body,
    Decision,
    Meeting,
    Post,
    Proposal,
    Seat,
    Term,
)

__all__ = [
    "Quorum",
    "accounts_for",
    "keepers_of",
    "may_dissent",
    "next_number",
    "next_place",
    "next_section",
    "people_in",
    "posts_on",
    "presiding",
    "provisions_behind",
    "quorum",
    "serving",
    "standing",
    "voters",
    "voting_seats",
]

# What the register of law says of such bodies. Of the advisory boards for ethnic relations it holds no statute.
_DUTIES: Final = {
    BodyKind.DELEGATION: ("K-DELEG",),
    BodyKind.REGIONAL_GROUP: ("E-GRP",),
    BodyKind.REGIONAL_ETNO: (),
}


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many of the voting seats are taken, and how many must be."""

    seats: int
    needed: int
    present: int

    @property
    def is_met(self) -> bool:
        return self.present >= self.needed

    @property
    def lacking(self) -> int:
        return max(self.needed - self.present, 0)


def provisions_behind(kind: str, on: date) -> list[DutyTerm]:
    """What the acts in the register say on a day of a kind of body; none where it is the founders' own decision."""
    codes = _DUTIES[BodyKind(kind)]
    terms = duty_terms(registers_version()) if codes else ()
    return [
        term for term in terms if term.duty.code in codes and on in term.period and not term.never_applied
    ]


def voting_seats(body: Body, on: date) -> int:
    """How many seats with a vote the body has on a day."""
    return Seat.objects.filter(term__in=body.terms.in_force_on(on), has_vote=True).count()


def quorum(meeting: Meeting, item: AgendaItem | None = None) -> Quorum:
    """Whether enough are there, in the meeting or in an item: more than half of the members, or what the body's own
    rule asks for."""
    seats = voting_seats(meeting.body, meeting.day)
    needed = max(seats // 2 + 1, meeting.body.least_present or 0)
    return Quorum(seats, needed, len(voters(meeting, item)))


def voters(meeting: Meeting, item: AgendaItem | None = None) -> list[Appointment]:
    """Those who can vote now, one for each seat: who is there and does not step aside, or who stands in meanwhile."""
    there = meeting.attendances.there().filter(seat__has_vote=True)
    seated = [
        one.appointment
        for one in there.select_related("appointment__seat").order_by("seat__number")
        if one.appointment
    ]
    if item is None:
        return seated
    aside = {
        one.appointment_id: one.stands_in for one in item.disqualifications.select_related("stands_in__seat")
    }
    taking = [aside.get(one.pk, one) for one in seated]
    return [one for one in taking if one is not None and one.pk not in aside]


def presiding(meeting: Meeting, item: AgendaItem | None = None) -> Appointment | None:
    """Who leads: the chair, else the vice chair, else the temporary chair, of those who can take part."""
    able = {one.pk: one for one in voters(meeting, item)}
    posts: dict[str, list[int | None]] = {kind: [] for kind in PostKind}
    for post in posts_on(meeting.body, meeting.day):
        posts[post.kind].append(post.appointment_id)
    order = [*posts[PostKind.CHAIR], *posts[PostKind.VICE_CHAIR], meeting.temporary_chair_id]
    return next((able[key] for key in order if key in able), None)


def posts_on(body: Body, on: date) -> list[Post]:
    """The posts of a day."""
    held = Post.objects.in_force_on(on).filter(term__in=Term.objects.in_force_on(on).filter(body=body))
    return list(held.select_related("appointment", "holder"))


def serving(body: Body, on: date) -> list[Appointment]:
    """The members and substitutes of a day, by seat, the member first."""
    found = Appointment.objects.serving_on(on).of_body(body).order_by("seat__number", "place", "pk")
    return list(found.select_related("seat__organisation", "seat__term", "holder"))


def standing(item: AgendaItem) -> list[Proposal]:
    """The proposals that can still become the decision."""
    return list(item.proposals.standing().order_by("pk"))


def may_dissent(decision: Decision) -> list[Appointment]:
    """Those who proposed otherwise or voted against what was decided, and have not dissented yet, by seat."""
    item = decision.item
    proposed = [one for one in item.proposals.all() if one.pk != decision.proposal_id]
    ballots = Ballot.objects.filter(vote__item=item).select_related("vote")
    against = [one.appointment_id for one in ballots if _against(one, decision)]
    noted = decision.dissents.values("appointment")
    able = Appointment.objects.filter(Q(pk__in=against) | Q(proposals__in=proposed)).exclude(pk__in=noted)
    return list(able.distinct().select_related("seat").order_by("seat__number", "pk"))


def _against(ballot: Ballot, decision: Decision) -> bool:
    vote = ballot.vote
    chosen = {Choice.YES: vote.yes_id, Choice.NO: vote.no_id}.get(Choice(ballot.choice))
    both = (vote.yes_id, vote.no_id)
    return chosen is not None and decision.proposal_id in both and chosen != decision.proposal_id


def next_number(body: Body, year: int) -> int:
    """The number of the next meeting in a year."""
    return (body.meetings.filter(year=year).aggregate(last=Max("number"))["last"] or 0) + 1


def next_section(body: Body, year: int) -> int:
    """The next section of the minutes, running through the year."""
    items = AgendaItem.objects.filter(meeting__body=body, meeting__year=year)
    return (items.aggregate(last=Max("section"))["last"] or 0) + 1


def next_place(meeting: Meeting) -> int:
    """The place after the last item of an agenda."""
    return (meeting.items.aggregate(last=Max("place"))["last"] or 0) + 1


def people_in(body: Body, on: date) -> list[User]:
    """The members and substitutes of a day who have an account."""
    return _active(one.holder for one in serving(body, on) if one.holder)


def keepers_of(body: Body) -> list[User]:
    """The secretary of today, or those who prepare the body where it has none with an account."""
    posts = posts_on(body, today())
    secretaries = _active(post.holder for post in posts if post.kind == PostKind.SECRETARY and post.holder)
    return secretaries or people_of([body.host], *HOSTING)


def accounts_for(body: Body, seat: Seat | None = None) -> list[User]:
    """The people who can be given a seat, or the secretary's post where no seat is given, with their account."""
    if seat is None:
        return people_of([body.host], roles.SECRETARY)
    around = [body.host, *(one.organisation for one in body.founders.select_related("organisation"))]
    return people_of([*around, *([seat.organisation] if seat.organisation else [])], roles.MEMBER)


def _active(people: Iterable[User | None]) -> list[User]:
    return [person for person in dict.fromkeys(people) if person and person.is_active]
