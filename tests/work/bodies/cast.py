"""The recurring cast of bodies: two municipalities, their people, a delegation with its members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.languages import Trilingual
from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting, acting_as
from samverka.registers.actors.models import Actor, Mandate
from samverka.registers.actors.roles import Role
from samverka.work.bodies import actions
from samverka.work.bodies.enums import BodyKind, Category, Place, PostKind
from samverka.work.bodies.models import AgendaItem, Appointment, Body, Meeting, Seat, Term

HELSINKI = ZoneInfo("Europe/Helsinki")
NAME = Trilingual(sv="Rådet för kulturell mångfald", fi="Kulttuurisen moninaisuuden neuvosto", en="")
PURPOSE = Trilingual(sv="Följer programmet.", fi="Seuraa ohjelmaa.", en="")

VASA, KORSHOLM, SIPOO = "municipality-905", "municipality-499", "municipality-753"


def person(email: str, name: str, organisation: str, *held: Role) -> Acting:
    """A person who acts for an organisation in some roles."""
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, name=name)
    for role in held:
        Mandate.objects.create(
            user=user,
            organisation=Actor.objects.get(slug=organisation),
            role=role.code,
            valid_from=date(2020, 1, 1),
        )
    acting = acting_as(user, organisation)
    assert acting is not None
    return acting


def coordinator(slug: str = VASA) -> Acting:
    return person(f"coordinator@{slug}.example", f"Coordinator {slug}", slug, roles.COORDINATOR)


@dataclass
class Delegation:
    """A started delegation: who keeps it, who sits in it."""

    body: Body
    term: Term
    by: Acting
    seats: list[Seat]
    members: list[Appointment]
    substitutes: list[Appointment]

    def plan(self, starts_at: datetime, **more: Any) -> Meeting:
        return actions.plan(
            by=self.by, body=self.body, starts_at=starts_at, place="Stadshuset", **{"language": "sv", **more}
        )


CATEGORIES = (
    Category.MUNICIPALITY,
    Category.LABOUR_MARKET,
    Category.ENTREPRENEURS,
    Category.VOLUNTARY,
    Category.IMMIGRANTS,
)
MEMBERS = ("Maria Mård", "Nils Nyström", "Olga Oksanen", "Pekka Palo", "Ravza Rahimi")
SUBSTITUTES = ("Stig Sund", "Tua Tall", "Ulf Udd", "Viola Vik", "Yusuf Yar")


def delegation(by: Acting, *, on: date, seats: int = 5, with_others: tuple[Actor, ...] = ()) -> Delegation:
    """A delegation set up, appointed and started on a day, for two years; the first member leads it."""
    body = actions.found(by=by, kind=BodyKind.DELEGATION, name=NAME, purpose=PURPOSE, with_others=with_others)
    own = body.founders.get(organisation=by.organisation)
    actions.record_founding(by=by, founder=own, organ="Stadsstyrelsen", decided_on=on, section="§ 12")
    term = actions.begin_term(by=by, body=body, valid_from=on, last_day=on + timedelta(days=729))
    made = [actions.add_seat(by=by, term=term, category=CATEGORIES[n % 5]) for n in range(seats)]
    members = [_sits(by, seat, Place.MEMBER, MEMBERS[n % 5], on) for n, seat in enumerate(made)]
    substitutes = [_sits(by, seat, Place.SUBSTITUTE, SUBSTITUTES[n % 5], on) for n, seat in enumerate(made)]
    actions.give_post(by=by, term=term, kind=PostKind.CHAIR, appointment=members[0], valid_from=on)
    actions.give_post(by=by, term=term, kind=PostKind.SECRETARY, name="Sara Sekreterare", valid_from=on)
    if not with_others:
        body = actions.start(by=by, body=body, founded_on=on)
    return Delegation(body, term, by, made, members, substitutes)


def _sits(by: Acting, seat: Seat, place: Place, name: str, on: date) -> Appointment:
    return actions.appoint(
        by=by, seat=seat, place=place, name=name, valid_from=on, appointed_by="Stadsstyrelsen"
    )


def item(by: Acting, meeting: Meeting, title: str = "Programmet", **more: Any) -> AgendaItem:
    return actions.add_item(
        by=by, meeting=meeting, title=title, **{"proposal": "Programmet antecknas.", **more}
    )


def at(day: date, hour: int = 14, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HELSINKI)
