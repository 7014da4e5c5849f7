"""The one door to each row: portal and open data get what they show only from here.

The registers are public; what people do is seen by whom each row's rule says. A row that is not there, or that the one
who asks may not know of, is `NotFound`, never an empty page.
"""

from datetime import date
from typing import TypeVar

from django.db.models import Model, Prefetch, QuerySet

from samverka.foundation.accounts.models import User
from samverka.foundation.notices.delivery import CannotStop, who_stops_what
from samverka.foundation.notices.models import CalendarLink, Notice
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor, Invitation, Mandate
from samverka.registers.actors.rules import may_end, may_manage
from samverka.registers.areas.enums import AreaKind
from samverka.registers.areas.models import Area
from samverka.registers.law.models import Duty, Provision, Statute
from samverka.work.agreements.models import Agreement, AgreementParty
from samverka.work.agreements.rules import is_inside
from samverka.work.bodies.models import (
    AgendaItem,
    Appointment,
    Attachment,
    Body,
    Founder,
    Initiative,
    Meeting,
    MinutesCheck,
    Seat,
    Task,
    Term,
)
from samverka.work.bodies.rules import keeps, may_check, may_record
from samverka.work.cooperation.models import Cooperation, Party
from samverka.work.cooperation.models.party import PartyQuerySet
from samverka.work.cooperation.rules import may_see_party

__all__ = [
    "NotFound",
    "get_actor",
    "get_agreement",
    "get_agreement_inside",
    "get_appointment",
    "get_area",
    "get_attachment",
    "get_body",
    "get_calendar_link",
    "get_check",
    "get_cooperation",
    "get_duty",
    "get_founder",
    "get_initiative",
    "get_invitation",
    "get_invited",
    "get_item",
    "get_mandate",
    "get_meeting",
    "get_municipality",
    "get_notice",
    "get_organisation",
    "get_party",
    "get_provision",
    "get_seat",
    "get_statute",
    "get_stopped",
    "get_task",
    "get_term",
    "parties_of",
    "parties_seen",
]

Row = TypeVar("Row", bound=Model)


class NotFound(LookupError):
    """There is no such row, or the one who asks may not know that there is."""


def get_area(kind: str, code: str) -> Area:
    """The area of a kind by its code. Raises `NotFound`."""
    return _one(Area, kind=kind, code=code)


def get_municipality(code: str) -> Area:
    """The municipality with a three-digit code. Raises `NotFound`."""
    return get_area(AreaKind.MUNICIPALITY, code)


def get_actor(slug: str, acting: Acting | None = None) -> Actor:
    """The actor with an identifier; one that nobody has confirmed yet only for those who act. Raises `NotFound`."""
    found: Actor = _one(Actor.objects.visible_to(acting), slug=slug)
    return found


def get_organisation(acting: Acting | None, slug: str) -> Actor:
    """The organisation whose people one may see and keep. Raises `NotFound`."""
    organisation = get_actor(slug, acting)
    if not may_manage(acting, organisation):
        raise NotFound(f"{slug} is not kept by the one who asks.")
    return organisation


def get_mandate(acting: Acting | None, pk: int) -> Mandate:
    """A mandate that one may end: one's own, or one of an organisation that one keeps. Raises `NotFound`."""
    mandate: Mandate = _one(Mandate.objects.with_people(), pk=pk)
    if not may_end(acting, mandate):
        raise NotFound(f"Mandate {pk} is not for the one who asks.")
    return mandate


def get_invitation(acting: Acting | None, pk: int) -> Invitation:
    """An invitation of an organisation that one keeps. Raises `NotFound`."""
    invitation = _one(Invitation.objects.select_related("organisation"), pk=pk)
    if not may_manage(acting, invitation.organisation):
        raise NotFound(f"Invitation {pk} is not for the one who asks.")
    return invitation


def get_invited(token: str) -> Invitation:
    """The invitation that the link in a letter leads to, open or not. Raises `NotFound`."""
    return _one(Invitation.objects.select_related("organisation", "invited_by"), token=token)


def get_notice(person: User, pk: int) -> Notice:
    """A notice that one has been sent oneself. Raises `NotFound`."""
    return _one(Notice, pk=pk, user=person)


def get_stopped(token: str) -> tuple[User, str]:
    """Whose letters, and of which kind, the link in a letter stops. Raises `NotFound`."""
    try:
        person, kind = who_stops_what(token)
    except CannotStop as wrong:
        raise NotFound(str(wrong)) from wrong
    return _one(User, pk=person), kind


def get_calendar_link(token: str) -> CalendarLink:
    """The calendar link whose secret address was asked for, unless it has been revoked. Raises `NotFound`."""
    return _one(CalendarLink.objects.by_token(token).select_related("user"))


def get_statute(year: int, number: int) -> Statute:
    """The statute of a year with a number. Raises `NotFound`."""
    return _one(Statute, year=year, number=number)


def get_provision(statute: Statute, eid: str) -> Provision:
    """The provision of a statute with an identifier such as `sec_45__subsec_1`. Raises `NotFound`."""
    place = _one(Provision, statute=statute, eid=eid)
    place.statute = statute
    return place


def get_duty(code: str) -> Duty:
    """The duty with a code. Raises `NotFound`."""
    return _one(Duty, code=code)


def get_cooperation(acting: Acting | None, pk: int) -> Cooperation:
    """A cooperation with its parties, if the one who asks may know of it. Raises `NotFound`."""
    return _one(Cooperation.objects.visible_to(acting).with_parties(), pk=pk)


def parties_seen(acting: Acting | None, cooperation: Cooperation) -> list[Party]:
    """The parties of a cooperation that the one who asks may know of, founders first."""
    return [party for party in cooperation.parties.all() if may_see_party(acting, party)]


def get_party(acting: Acting | None, pk: int) -> Party:
    """That an organisation is invited or takes part, if the one who asks may know of it. Raises `NotFound`."""
    return _one(
        Party.objects.visible_to(acting).select_related("cooperation", "organisation", "invited_for"), pk=pk
    )


def parties_of(acting: Acting | None, slug: str, on: date) -> PartyQuerySet:
    """What an organisation takes part in on a day, as far as the one who asks may know."""
    seen = Party.objects.visible_to(acting).taking_part_on(on).filter(organisation__slug=slug)
    return seen.select_related("cooperation").order_by("cooperation__name_sv", "cooperation__name_fi", "pk")


def _one(source: type[Row] | QuerySet[Row], **known: object) -> Row:
    rows = source if isinstance(source, QuerySet) else source._default_manager.all()
    # PostgreSQL has no place for a zero byte and fails on being asked for one; nothing has such a name.
    found = None if "\x00" in "".join(map(str, known.values())) else rows.filter(**known).first()
    if found is None:
        raise NotFound(f"No {rows.model.__name__} with {known}.")
    return found


def get_agreement(acting: Acting | None, key: int) -> Agreement:
    """The agreement with a key that is public, or of one's own organisation. Raises `NotFound`."""
    parties = Prefetch("parties", AgreementParty.objects.select_related("organisation"))
    whole = Agreement.objects.with_whether_amended().select_related("drafted_for").prefetch_related(parties)
    return _one(whole.visible_to(acting), pk=key)


def get_agreement_inside(acting: Acting | None, key: int) -> Agreement:
    """The agreement with a key for those who see what is not public. Raises `NotFound`."""
    agreement = get_agreement(acting, key)
    if not is_inside(acting, agreement):
        raise NotFound(f"The inside of agreement {key} is not for the one who asks.")
    return agreement


def get_body(acting: Acting | None, pk: int) -> Body:
    """A body that is public, or that one keeps, sits in or founds. Raises `NotFound`."""
    whole = Body.objects.visible_to(acting).select_related("host", "cooperation")
    founders = Prefetch("founders", Founder.objects.select_related("organisation"))
    return _one(whole.prefetch_related(founders, "terms"), pk=pk)


def get_founder(acting: Acting | None, pk: int) -> Founder:
    """The part of one's own organisation in founding a body. Raises `NotFound`."""
    founder = _one(Founder.objects.select_related("body__host", "organisation"), pk=pk)
    if not may_record(acting, founder):
        raise NotFound(f"Founder {pk} is not for the one who asks.")
    return founder


def get_term(acting: Acting | None, pk: int) -> Term:
    """A term of a body that one keeps. Raises `NotFound`."""
    term = _one(Term.objects.select_related("body__host"), pk=pk)
    return _kept(acting, term.body, term)


def get_seat(acting: Acting | None, pk: int) -> Seat:
    """A seat in a body that one keeps. Raises `NotFound`."""
    seat = _one(Seat.objects.select_related("term__body__host", "organisation"), pk=pk)
    return _kept(acting, seat.term.body, seat)


def get_appointment(acting: Acting | None, pk: int) -> Appointment:
    """An appointment to a body that one keeps. Raises `NotFound`."""
    appointment: Appointment = _one(
        Appointment.objects.select_related("seat__term__body__host", "holder"), pk=pk
    )
    return _kept(acting, appointment.seat.term.body, appointment)


def get_meeting(acting: Acting | None, pk: int) -> Meeting:
    """A meeting that has been called by a public body, or any of a body that one is within. Raises `NotFound`."""
    whole = Meeting.objects.visible_to(acting).select_related("body__host", "minutes", "temporary_chair")
    return _one(whole, pk=pk)


def get_item(acting: Acting | None, pk: int) -> AgendaItem:
    """A public item of a meeting that has been called, or any of a body that one is within. Raises `NotFound`."""
    whole = AgendaItem.objects.visible_to(acting).select_related(
        "meeting__body__host", "meeting__minutes", "decision"
    )
    return _one(whole, pk=pk)


def get_attachment(acting: Acting | None, pk: int, on: date) -> Attachment:
    """A file on an agenda that the one who asks may read on a day. Raises `NotFound`."""
    return _one(
        Attachment.objects.visible_to(acting, on).select_related("file", "item__meeting__body"), pk=pk
    )


def get_check(acting: Acting | None, pk: int) -> MinutesCheck:
    """Minutes that one is asked to check, or keeps. Raises `NotFound`."""
    whole = MinutesCheck.objects.select_related(
        "minutes__meeting__body__host", "appointment__seat__term__body"
    )
    check = _one(whole, pk=pk)
    if not may_check(acting, check):
        raise NotFound(f"Check {pk} is not for the one who asks.")
    return check


def get_initiative(acting: Acting | None, pk: int) -> Initiative:
    """A proposal that is public, was sent to one's organisation, or is of one's own body. Raises `NotFound`."""
    whole = Initiative.objects.visible_to(acting).select_related(
        "body__host", "addressee", "decision__item__meeting"
    )
    return _one(whole, pk=pk)


def get_task(acting: Acting | None, pk: int) -> Task:
    """A task of one's organisation, or of a body that one is within. Raises `NotFound`."""
    whole = Task.objects.visible_to(acting).select_related(
        "decision__item__meeting__body__host", "organisation"
    )
    return _one(whole, pk=pk)


def _kept(acting: Acting | None, body: Body, thing: Row) -> Row:
    if not keeps(acting, body):
        raise NotFound(f"{thing} is not kept by the one who asks.")
    return thing
