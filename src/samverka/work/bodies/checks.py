"""What must hold before an act, and what teaches: a sentence for each thing that is missing, and by which provision."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.languages import Trilingual, in_figures
from samverka.foundation.kernel.refusals import Sentence
from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.registers.law.enums import Bearer
from samverka.work.bodies.enums import BodyKind, Category, MeetingState, Outcome, Place, PostKind
from samverka.work.bodies.models import AgendaItem, Appointment, Body, Decision, Meeting, Seat, Term
from samverka.work.bodies.queries import may_dissent, posts_on, presiding, quorum, standing, voting_seats
from samverka.work.cooperation.queries import languages_of, standings_of

__all__ = [
    "before_appointment",
    "before_call",
    "before_change",
    "before_deciding",
    "before_dissent",
    "before_drafting",
    "before_end_of_appointment",
    "before_ending",
    "before_found",
    "before_planning",
    "before_post",
    "before_publishing",
    "before_secretary",
    "before_start",
    "before_term",
    "composition",
    "gender_balance",
    "without_quorum",
]

_NAMES: Final = {"sv": gettext_lazy("Swedish"), "fi": gettext_lazy("Finnish")}
_NAMED_BY_LAW: Final = (Category.LABOUR_MARKET, Category.ENTREPRENEURS, Category.VOLUNTARY)
_OLD_ACT: Final = (date(2011, 9, 1), date(2025, 1, 1))


def before_found(by: Acting, kind: str, name: Trilingual) -> Iterator[Sentence]:
    """Who sets up what: municipalities their delegation, a State authority in the region its group or board."""
    if not name:
        yield _("Give the body a name in at least one language.")
    municipal = by.organisation.kind == Bearer.MUNICIPALITY
    if (kind == BodyKind.DELEGATION) != municipal:
        yield _(
            "A delegation is set up by a municipality; a regional group or advisory board by the economic development "
            "centre of the region."
        )


def before_start(body: Body, founded_on: date) -> Iterator[Sentence]:
    """What is missing before a body can be started."""
    if founded_on > today():
        yield _("A body is started on the day or afterwards, not before. Choose a day that has come.")
    founders = list(body.founders.select_related("organisation"))
    for founder in founders:
        if not founder.has_decided:
            yield _("The founding decision of %(organisation)s has not been recorded.") % {
                "organisation": founder.organisation.name
            }
    yield from _without_language(body, [founder.organisation for founder in founders])
    term = body.term_on(today())
    if term is None:
        yield _("No term runs today. Begin one, with its seats.")
        return
    if not voting_seats(body, today()):
        yield _("No seat has a vote. Add the seats of the term.")
    yield from _without_posts(body)


def _without_language(body: Body, organisations: list[Actor]) -> Iterator[Sentence]:
    for language in sorted(languages_of(standings_of(organisations, today()))):
        if not getattr(body.name, language):
            yield _(
                "The name is missing in %(language)s, a language of the municipalities that found the body."
            ) % {"language": _NAMES[language]}


def _without_posts(body: Body) -> Iterator[Sentence]:
    held = {post.kind for post in posts_on(body, today())}
    if PostKind.CHAIR not in held:
        yield _("The body has no chair. Name one of its members.")
    if PostKind.SECRETARY not in held:
        yield _("The body has no secretary. Name one.")


def before_ending(body: Body, ended_on: date) -> Iterator[Sentence]:
    """Why a body cannot end, or not on that day."""
    if ended_on > today():
        yield _("A body is ended on the day or afterwards, not before. Choose a day that has come.")
    if body.founded_on and ended_on < body.founded_on:
        yield _("The body cannot end before it was founded, on %(day)s.") % {
            "day": in_figures(body.founded_on)
        }
    for meeting in body.meetings.filter(state=MeetingState.OPEN):
        yield _("The meeting on %(day)s is still open. Close it first.") % {"day": in_figures(meeting.day)}
    for meeting in body.meetings.not_yet_held():
        yield _("The meeting on %(day)s has not been held. Cancel it first.") % {
            "day": in_figures(meeting.day)
        }


def before_term(body: Body, valid_from: date, valid_to: date) -> Iterator[Sentence]:
    """A term ends after it begins, and no two run on the same day."""
    if valid_to <= valid_from:
        yield _("The last day of the term must not be before its first.")
    for term in body.terms.all():
        if term.valid_from < valid_to and valid_from < term.valid_to:
            yield _("Another term runs from %(start)s: two terms cannot run on the same day.") % {
                "start": in_figures(term.valid_from)
            }


def before_appointment(seat: Seat, place: str, valid_from: date, name: str) -> Iterator[Sentence]:
    """Why somebody cannot be appointed to a place in a seat."""
    term = seat.term
    if valid_from not in term.period:
        yield _("The appointment must begin within the term, from %(start)s on.") % {
            "start": in_figures(term.valid_from)
        }
    if not name.strip():
        yield _("Give the name of the person.")
    for other in seat.appointments.filter(place=place):
        if other.valid_to is None:
            yield _("%(name)s sits there. Record first that the appointment ended.") % {"name": other.name}
        elif valid_from < other.valid_to:
            yield _("%(name)s sat there until %(day)s. Choose a later day.") % {
                "name": other.name,
                "day": in_figures(other.valid_to),
            }


def composition(body: Body, term: Term, appointments: list[Appointment]) -> Iterator[Sentence]:
    """What the composition of a term lacks: nothing that hinders an act, but what those who appoint should know."""
    seats = list(term.seats.all())
    taken = {(one.seat_id, one.place) for one in appointments}
    for seat in seats:
        if (seat.pk, Place.MEMBER) not in taken:
            yield _("%(seat)s: no member has been appointed.") % {"seat": seat.label}
        elif seat.has_vote and (seat.pk, Place.SUBSTITUTE) not in taken:
            yield _("%(seat)s: the member has no personal substitute.") % {"seat": seat.label}
    yield from _categories_named_by_law(body, {seat.category for seat in seats})
    yield from gender_balance(body, term)


def _categories_named_by_law(body: Body, categories: set[str]) -> Iterator[Sentence]:
    founded = body.founded_on or today()
    if body.kind != BodyKind.DELEGATION or not _OLD_ACT[0] <= founded < _OLD_ACT[1]:
        return
    for category in _NAMED_BY_LAW:
        if category not in categories:
            yield _(
                "No seat is for: %(category)s. A delegation was set up in cooperation with local labour market, "
                "entrepreneurs' and voluntary organisations (1386/2010, section 31, subsection 2)."
            ) % {"category": category.label}


def gender_balance(body: Body, term: Term) -> Iterator[Sentence]:
    """Whether both women and men are members, and the body's own least share of each."""
    if term.women is None or term.men is None:
        yield _("How many women and men were appointed has not been stated.")
        return
    total, fewer = term.women + term.men, min(term.women, term.men)
    if total and not fewer:
        yield _(
            "All members are of one gender. By the Act on Equality between Women and Men as it was enacted (609/1986, "
            "section 4, subsection 2) there are both women and men in delegations of the State and in municipal "
            "boards; its later wordings are not in the register of law."
        )
    elif total and body.least_share and 100 * fewer < body.least_share * total:
        yield _(
            "The body's own rule is at least %(share)s per cent of each: here it is %(have)s per cent."
        ) % {
            "share": body.least_share,
            "have": 100 * fewer // total,
        }


def before_planning(body: Body, on: date) -> Iterator[Sentence]:
    """Why no meeting can be on a day."""
    if body.term_on(on) is None:
        yield _("No term runs on %(day)s. Begin one before a meeting is planned for that day.") % {
            "day": in_figures(on)
        }


def before_call(meeting: Meeting) -> Iterator[Sentence]:
    """What is missing before a meeting is called."""
    if not meeting.items.exists():
        yield _("The agenda is empty. Add what the meeting is to deal with.")
    if meeting.starts_at <= this_moment():
        yield _("The meeting would already have begun. Choose a later time.")
    yield from before_planning(meeting.body, meeting.day)


def before_deciding(item: AgendaItem, outcome: str) -> Iterator[Sentence]:
    """Why nothing can be decided in an item now."""
    now = quorum(item.meeting, item)
    if outcome != Outcome.TABLED and not now.is_met:
        yield without_quorum(now.present, now.needed)
        return
    if outcome == Outcome.TABLED:
        return
    if presiding(item.meeting, item) is None:
        yield _(
            "Nobody leads the matter: the chair and vice chair are not there or step aside. Choose a temporary chair."
        )
    if item.votes.filter(closed_at=None).exists():
        yield _("A vote is open. Close it first.")
    if outcome in (Outcome.UNANIMOUS, Outcome.BY_VOTE) and len(standing(item)) > 1:
        yield _("More than one proposal has support. Vote between them first (410/2015, section 104).")


def without_quorum(present: int, needed: int) -> str:
    """That there is no quorum, and what can be done."""
    return _(
        "There is no quorum: %(present)s of the %(needed)s needed can take part. More than half of the members must be "
        "there (410/2015, section 103, subsection 2), or what the body's own rule asks for. The matter can be put off."
    ) % {"present": present, "needed": needed}


def before_dissent(decision: Decision, appointment: Appointment) -> Iterator[Sentence]:
    """Who may dissent, once: who proposed otherwise, or voted against what was decided."""
    if decision.dissents.filter(appointment=appointment).exists():
        yield _("The dissenting opinion has already been noted.")
    elif appointment not in may_dissent(decision):
        yield _(
            "Only one who made a counter-proposal or voted against the decision can dissent (410/2015, section 106)."
        )


def before_drafting(meeting: Meeting) -> Iterator[Sentence]:
    """What is missing before minutes can be checked."""
    if not meeting.minutes.checks.exists():
        yield _("Nobody is to check the minutes. Choose the checkers first.")


def before_publishing(meeting: Meeting) -> Iterator[Sentence]:
    """Why minutes cannot be published."""
    if not meeting.body.is_public:
        yield _("The body is not public, and so its minutes are not published. Change it first.")


def before_secretary(body: Body, holder: User | None) -> Iterator[Sentence]:
    """A secretary with an account acts by a mandate as secretary in the organisation that keeps the body."""
    if holder is None:
        return
    mandated = body.host.mandates.in_force_on(today()).filter(user=holder, role=roles.SECRETARY.code)
    if not mandated.exists():
        yield _("%(name)s has no mandate as secretary in %(organisation)s.") % {
            "name": holder.name,
            "organisation": body.host.name,
        }


def before_change(
    body: Body, name: Trilingual, least_present: int | None, least_share: int | None
) -> Iterator[Sentence]:
    """What is wrong with what is to be said of a body and with its own rules."""
    if not name:
        yield _("Give the body a name in at least one language.")
    seats = voting_seats(body, today())
    if least_present is not None and seats and least_present > seats:
        yield _("The body has %(seats)s seats with a vote: more cannot be asked to be present.") % {
            "seats": seats
        }
    if least_share is not None and least_share > 50:
        yield _("The least share of each is 50 per cent at most.")


def before_end_of_appointment(appointment: Appointment, ended: date) -> Iterator[Sentence]:
    """Why an appointment cannot end on a day."""
    if appointment.valid_to is not None:
        yield _("The appointment has already ended.")
    if appointment.valid_from and ended < appointment.valid_from:
        yield _("The appointment cannot end before it began, on %(day)s.") % {
            "day": in_figures(appointment.valid_from)
        }
    if ended > appointment.seat.term.valid_to:
        yield _("The appointment ends with the term at the latest.")
    if appointment.attendances.filter(left_at=None).exists():
        yield _("The person is in a meeting that is going on. Record first that the person left it.")


def before_post(
    term: Term, kind: str, appointment: Appointment | None, name: str, valid_from: date
) -> Iterator[Sentence]:
    """Why somebody cannot be given a post."""
    if valid_from not in term.period:
        yield _("The post must begin within the term, from %(start)s on.") % {
            "start": in_figures(term.valid_from)
        }
    if kind == PostKind.SECRETARY:
        if not name.strip():
            yield _("Give the name of the secretary.")
        return
    if appointment is None or appointment.seat.term_id != term.pk or appointment.is_substitute:
        yield _("The chair and the vice chair are members of the term. Choose one of them.")
    elif valid_from not in appointment.period:
        yield _("%(name)s is not a member on that day.") % {"name": appointment.name}
    elif not appointment.seat.has_vote:
        yield _("The chair and the vice chair have a seat with a vote.")
