"""Terms, seats, appointments and posts."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samverka.foundation.accounts.models import User
from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.refusals import Refused, require
from samverka.foundation.kernel.versions import locked
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.work.bodies import checks
from samverka.work.bodies.actions.steps import allow, locked_body
from samverka.work.bodies.actions.telling import remind_of_term
from samverka.work.bodies.enums import Category, Ending, Place, PostKind
from samverka.work.bodies.models import Appointment, Body, Post, Seat, Term
from samverka.work.bodies.phrases import Verb

__all__ = ["add_seat", "appoint", "begin_term", "count", "end_appointment", "give_post", "remove_seat"]


@transaction.atomic
def begin_term(*, by: Acting, body: Body, valid_from: date, last_day: date, like: Term | None = None) -> Term:
    """Begin a term, with seats as in an earlier one if `like` is given. `last_day` is its last."""
    now = locked_body(body)
    allow(Verb.TERM_BEGUN, by, now)
    valid_to = last_day + timedelta(days=1)
    require(checks.before_term(now, valid_from, valid_to))
    term = Term.objects.create(body=now, valid_from=valid_from, valid_to=valid_to)
    for seat in like.seats.all() if like else ():
        seat.pk, seat.term = None, term
        seat.save()
    record(by, Verb.TERM_BEGUN, now, start=valid_from.isoformat(), end=last_day.isoformat())
    remind_of_term(term, last_day)
    return term


@transaction.atomic
def add_seat(
    *,
    by: Acting,
    term: Term,
    category: Category,
    organisation: Actor | None = None,
    represents: Trilingual | None = None,
    has_vote: bool = True,
) -> Seat:
    """Add a seat to a term."""
    body = locked_body(term.body)
    allow(Verb.SEAT_ADDED, by, body)
    said = represents or Trilingual()
    number = (term.seats.aggregate(last=Max("number"))["last"] or 0) + 1
    seat = Seat.objects.create(
        term=term,
        number=number,
        category=category,
        organisation=organisation,
        represents_sv=said.sv,
        represents_fi=said.fi,
        represents_en=said.en,
        has_vote=has_vote,
    )
    record(by, Verb.SEAT_ADDED, body, seat=number)
    return seat


@transaction.atomic
def remove_seat(*, by: Acting, seat: Seat) -> None:
    """Take away a seat in which nobody has ever sat."""
    body = locked_body(seat.term.body)
    allow(Verb.SEAT_REMOVED, by, body)
    if seat.appointments.exists():
        raise Refused(_("Somebody has been appointed to the seat, so it stays."))
    number = seat.number
    seat.delete()
    record(by, Verb.SEAT_REMOVED, body, seat=number)


@transaction.atomic
def count(*, by: Acting, term: Term, women: int, men: int) -> Term:
    """State how many women and men were appointed as members; nobody's gender is kept."""
    body = locked_body(term.body)
    allow(Verb.TERM_COUNTED, by, body)
    now = locked(Term.objects.all(), term.pk)
    now.women, now.men = women, men
    now.save(update_fields=["women", "men"])
    record(by, Verb.TERM_COUNTED, body)
    return now


@transaction.atomic
def appoint(
    *,
    by: Acting,
    seat: Seat,
    place: Place,
    name: str,
    valid_from: date,
    holder: User | None = None,
    in_office: bool = False,
    appointed_by: str = "",
) -> Appointment:
    """Record that a person was appointed as member or personal substitute in a seat."""
    body = locked_body(seat.term.body)
    allow(Verb.APPOINTED, by, body)
    said = name.strip() or (holder.name if holder else "")
    require(checks.before_appointment(seat, place, valid_from, said))
    appointment = Appointment.objects.create(
        seat=seat,
        place=place,
        name=said,
        holder=holder,
        in_office=in_office,
        appointed_by=appointed_by.strip(),
        valid_from=valid_from,
    )
    record(by, Verb.APPOINTED, body, seat=seat.number, place=str(place), day=valid_from.isoformat())
    return appointment


@transaction.atomic
def end_appointment(*, by: Acting, appointment: Appointment, last_day: date, why: Ending) -> Appointment:
    """Record that somebody has resigned, been replaced, or left the office. A post ends with it."""
    body = locked_body(appointment.seat.term.body)
    allow(Verb.APPOINTMENT_ENDED, by, body)
    now: Appointment = locked(Appointment.objects.select_related("seat__term"), appointment.pk)
    ended = last_day + timedelta(days=1)
    require(checks.before_end_of_appointment(now, ended))
    now.valid_to, now.ending = ended, why
    now.save(update_fields=["valid_to", "ending"])
    for post in now.posts.filter(valid_to=None):
        post.valid_to = max(ended, post.valid_from)
        post.save(update_fields=["valid_to"])
    record(by, Verb.APPOINTMENT_ENDED, body, seat=now.seat.number, day=ended.isoformat())
    return now


@transaction.atomic
def give_post(
    *,
    by: Acting,
    term: Term,
    kind: PostKind,
    appointment: Appointment | None = None,
    name: str = "",
    holder: User | None = None,
    valid_from: date | None = None,
) -> Post:
    """Name the chair or a vice chair of the members, or the secretary. Who had the post before has it no longer."""
    body = locked_body(term.body)
    allow(Verb.POST_GIVEN, by, body)
    day = valid_from or max(today(), term.valid_from)
    is_secretary = kind == PostKind.SECRETARY
    require(checks.before_post(term, kind, appointment, name or (holder.name if holder else ""), day))
    if is_secretary:
        require(checks.before_secretary(body, holder))
    _hand_over(term, kind, day)
    post = Post.objects.create(
        term=term,
        kind=kind,
        appointment=None if is_secretary else appointment,
        name=(name.strip() or (holder.name if holder else "")) if is_secretary else "",
        holder=holder if is_secretary else None,
        valid_from=day,
    )
    record(by, Verb.POST_GIVEN, body, post=str(kind), day=day.isoformat())
    return post


def _hand_over(term: Term, kind: PostKind, day: date) -> None:
    for held in term.posts.filter(kind=kind, valid_to=None):
        held.valid_to = max(day, held.valid_from)
        held.save(update_fields=["valid_to"])
