"""The delegation of the story: two municipalities set it up, seven seats, personal substitutes, chair and secretary."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from samverka.demo.days import StoryDays
from samverka.demo.people import ASSOCIATION, BAY, COUNTY, RIDGE, organisation, who
from samverka.foundation.kernel.languages import Trilingual
from samverka.work.bodies import actions
from samverka.work.bodies.enums import BodyKind, Category, Place, PostKind
from samverka.work.bodies.models import Appointment, Body
from samverka.work.cooperation.models import Cooperation

__all__ = ["Delegation", "set_up"]

_NAME: Final = Trilingual(
    sv="Delegationen för integration i Exempelnejden", fi="Esimerkkiseudun kotoutumisneuvottelukunta"
)
_PURPOSE: Final = Trilingual(
    sv=(
        "Delegationen följer hur integrationen framskrider i Exempelnejden, för samman dem som arbetar med den och dem "
        "som den gäller, och lämnar förslag till kommunerna och andra myndigheter."
    ),
    fi=(
        "Neuvottelukunta seuraa kotoutumisen edistymistä Esimerkkiseudulla, tuo yhteen sen parissa työskentelevät ja "
        "ne, joita se koskee, sekä tekee esityksiä kunnille ja muille viranomaisille."
    ),
)


@dataclass(frozen=True, slots=True)
class _Seat:
    category: Category
    member: str
    substitute: str
    organisation: str = ""
    represents: Trilingual | None = None


_SEATS: Final = (
    _Seat(Category.MUNICIPALITY, "Marianne Exempelstam", "Kaj Mallros", BAY),
    _Seat(Category.MUNICIPALITY, "Olavi Esimerkkiaho", "Hodan Mallila", RIDGE),
    _Seat(Category.COUNTY, "Riitta Näytepuro", "Samuel Mallbäck", COUNTY),
    _Seat(
        Category.LABOUR_MARKET,
        "Tomasz Exempelski",
        "Annika Mallhed",
        represents=Trilingual(sv="Löntagarna i Exempelnejden", fi="Esimerkkiseudun palkansaajat"),
    ),
    _Seat(
        Category.ENTREPRENEURS,
        "Leena Esimerkkivuori",
        "Mikael Exempelby",
        represents=Trilingual(sv="Företagarna i Exempelnejden", fi="Esimerkkiseudun yrittäjät"),
    ),
    _Seat(Category.VOLUNTARY, "", "Agnes Exempellund", ASSOCIATION),
    _Seat(
        Category.IMMIGRANTS,
        "Grace Mallangi",
        "Reza Exempelpour",
        represents=Trilingual(sv="Invånarna som har flyttat hit", fi="Seudulle muuttaneet asukkaat"),
    ),
)


_APPOINTED_BY: Final = {RIDGE: "Kaupunginhallitus § 87", COUNTY: "Välfärdsområdesstyrelsen § 31"}


@dataclass(frozen=True, slots=True)
class Delegation:
    """The delegation and those who sit in it, seat by seat."""

    body: Body
    members: list[Appointment]
    substitutes: list[Appointment]


def set_up(days: StoryDays, cooperation: Cooperation) -> Delegation:
    """Each municipality decides, the seats are filled for two years, and the delegation starts."""
    with days.act(510):
        body = actions.found(
            by=who("sanna"),
            kind=BodyKind.DELEGATION,
            name=_NAME,
            purpose=_PURPOSE,
            with_others=[organisation(RIDGE)],
            cooperation=cooperation,
        )
    with days.act(496):
        _decided(body, "sanna", "Stadsstyrelsen", "§ 112", days.ago(497))
    with days.act(489):
        _decided(body, "pekka", "Kaupunginhallitus", "§ 87", days.ago(490))
    with days.act(480):
        return _started(days, body)


def _decided(body: Body, key: str, organ: str, section: str, on: date) -> None:
    by = who(key)
    founder = body.founders.get(organisation=by.organisation)
    actions.record_founding(by=by, founder=founder, organ=organ, decided_on=on, section=section)


def _started(days: StoryDays, body: Body) -> Delegation:
    by, begins = who("sanna"), days.ago(480)
    term = actions.begin_term(by=by, body=body, valid_from=begins, last_day=begins + timedelta(days=729))
    members: list[Appointment] = []
    substitutes: list[Appointment] = []
    for one in _SEATS:
        seat = actions.add_seat(
            by=by,
            term=term,
            category=one.category,
            organisation=organisation(one.organisation) if one.organisation else None,
            represents=one.represents,
        )
        named: dict[str, Any] = {
            "by": by,
            "seat": seat,
            "valid_from": begins,
            "appointed_by": _APPOINTED_BY.get(one.organisation, "Stadsstyrelsen § 112"),
        }
        holder = None if one.member else who("dmitri").user
        members.append(actions.appoint(place=Place.MEMBER, name=one.member, holder=holder, **named))
        substitutes.append(actions.appoint(place=Place.SUBSTITUTE, name=one.substitute, **named))
    for kind, post in ((PostKind.CHAIR, members[0]), (PostKind.VICE_CHAIR, members[1])):
        actions.give_post(by=by, term=term, kind=kind, appointment=post, valid_from=begins)
    actions.give_post(by=by, term=term, kind=PostKind.SECRETARY, holder=who("fatima").user, valid_from=begins)
    actions.count(by=by, term=term, women=3, men=4)
    return Delegation(actions.start(by=by, body=body), members, substitutes)
