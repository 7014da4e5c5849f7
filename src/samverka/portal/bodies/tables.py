"""Rows as pages show them: seats with who sits in them, and who is where in a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samverka.work.bodies.enums import PostKind
from samverka.work.bodies.models import Appointment, Attendance, Body, Meeting, Post, Seat, Term
from samverka.work.bodies.queries import serving

__all__ = ["Chair", "SeatRow", "chairs", "rows_of_seats", "rows_of_term"]


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat of a day: its member and the member's personal substitute."""

    seat: Seat
    member: Appointment | None
    substitute: Appointment | None
    posts: tuple[str, ...] = ()

    @property
    def sitting(self) -> list[Appointment]:
        return [one for one in (self.member, self.substitute) if one]


@dataclass(frozen=True, slots=True)
class Chair:
    """A seat in a meeting that goes on: who is there, and who could come."""

    row: SeatRow
    there: Attendance | None

    @property
    def member_is_there(self) -> bool:
        return bool(self.there and self.row.member and self.there.appointment_id == self.row.member.pk)

    @property
    def can_come(self) -> list[Appointment]:
        """Whoever may take the seat now: the member always, the substitute where it is free."""
        if self.there is None:
            return self.row.sitting
        return [] if self.member_is_there or self.row.member is None else [self.row.member]


def rows_of_seats(body: Body, on: date, posts: Iterable[Post] = ()) -> list[SeatRow]:
    """The seats of the term of a day, with who sits in them on that day."""
    term = body.term_on(on)
    return rows_of_term(body, term, on, posts) if term else []


def rows_of_term(body: Body, term: Term, on: date, posts: Iterable[Post]) -> list[SeatRow]:
    """The seats of a term, with who sits in them on a day."""
    seats = list(term.seats.select_related("organisation"))
    sitting = serving(body, on)
    held = [(post.appointment_id, str(PostKind(post.kind).label)) for post in posts]
    return [_row(seat, [one for one in sitting if one.seat_id == seat.pk], held) for seat in seats]


def _row(seat: Seat, sitting: list[Appointment], posts: list[tuple[int | None, str]]) -> SeatRow:
    member = next((one for one in sitting if not one.is_substitute), None)
    substitute = next((one for one in sitting if one.is_substitute), None)
    held = tuple(label for holder, label in posts if member and holder == member.pk)
    return SeatRow(seat, member, substitute, held)


def chairs(meeting: Meeting) -> list[Chair]:
    """The seats of a meeting, with who is there in each."""
    there = {one.seat_id: one for one in meeting.attendances.there().seated().select_related("appointment")}
    return [Chair(row, there.get(row.seat.pk)) for row in rows_of_seats(meeting.body, meeting.day)]
