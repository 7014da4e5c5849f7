"""The authorities of a municipality on a day, level by level, each with its duties."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from samverka.foundation.documents.queries import registers_version
from samverka.registers.actors.models import Actor, Capacity, Competence
from samverka.registers.actors.queries import Ceding, Roster, roster
from samverka.registers.areas.actions import tables_begin
from samverka.registers.areas.models import Area
from samverka.registers.law.enums import Bearer, Level, Territory, Theme, level_of
from samverka.registers.law.models import DutyTerm
from samverka.registers.law.queries import duty_terms

__all__ = ["Answer", "DutyHere", "LevelHere", "Responsible", "who_is_responsible"]

# Kinds that no register lists by name: law expects them to take part, whoever they are.
UNLISTED: Final = {
    Bearer.ASSOCIATION,
    Bearer.COMPANY,
    Bearer.RELIGIOUS_COMMUNITY,
    Bearer.EDUCATION_PROVIDER,
    Bearer.RECEPTION_CENTRE,
    Bearer.OTHER_AUTHORITY,
    Bearer.MINISTRY,
}
# Terms of duties by the kind of actor that bears them and, where law names one, its identifier.
ByBearer = dict[tuple[str, str], list[DutyTerm]]

_ORDER: Final = {kind: position for position, kind in enumerate(Bearer)}
_THEMES: Final = {theme.value: position for position, theme in enumerate(Theme)}


@dataclass(frozen=True, slots=True)
class DutyHere:
    """A duty as it applies here on the day. `competence` says why this authority bears it for another one's area."""

    term: DutyTerm
    competence: Competence | None = None

    @property
    def code(self) -> str:
        return self.term.duty.code


@dataclass(frozen=True, slots=True)
class Responsible:
    """An authority and what it must, may or takes part in here.

    `actor` is empty where law names a kind of actor of which no register lists the members (associations), or where
    no source says which one of them acts here.
    """

    kind: Bearer
    actor: Actor | None
    capacities: tuple[Capacity, ...]
    duties: tuple[DutyHere, ...]
    first: Capacity | None = None
    predecessors: tuple[Actor, ...] = ()

    @property
    def proper(self) -> list[DutyHere]:
        """The duties proper."""
        return [duty for duty in self.duties if not duty.term.duty.detail]

    @property
    def details(self) -> list[DutyHere]:
        """Single steps, payments and exchanges of data."""
        return [duty for duty in self.duties if duty.term.duty.detail]

    @property
    def unlisted(self) -> bool:
        return self.actor is None and self.kind in UNLISTED

    @property
    def since(self) -> date | None:
        """When it took on this kind of task; empty where no source says."""
        return self.first.valid_from if self.first else None

    @property
    def since_known(self) -> bool:
        return self.first is not None and self.first.start_known


@dataclass(frozen=True, slots=True)
class LevelHere:
    level: Level
    responsible: tuple[Responsible, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that the law lays on somebody for this municipality on this day, by one version of the registers."""

    municipality: Area
    on: date
    levels: tuple[LevelHere, ...]
    version: str

    @property
    def responsible(self) -> list[Responsible]:
        return [one for level in self.levels for one in level.responsible]

    @property
    def duties(self) -> int:
        """How many different duties apply here."""
        return len({duty.code for one in self.responsible for duty in one.duties})


def who_is_responsible(municipality: Area, on: date) -> Answer:
    """Who must, may or takes part in what here on the day, by the law in force that day."""
    version = registers_version()
    known = roster(version)
    memberships = list(municipality.memberships.all())
    areas = {municipality.pk, *(one.area_id for one in memberships if on in one.period)}
    ever = {municipality.pk, *(one.area_id for one in memberships)}
    capacities = known.acting(areas, on)
    terms = terms_on(on, Territory.ALAND if municipality.on_aland else Territory.MAINLAND, version)
    by_bearer = terms_by_bearer(terms)
    elsewhere = known.kinds_placed(on) if on >= tables_begin() else set()
    found = [
        *_named(capacities, by_bearer, known, on),
        *_nameless(capacities, by_bearer, elsewhere, municipality),
    ]
    found = [
        replace(one, first=known.since(one.capacities), predecessors=known.predecessors(one.capacities, ever))
        for one in found
    ]
    return Answer(municipality, on, tuple(_levels(found)), version)


def terms_on(on: date, territory: Territory, version: str) -> list[DutyTerm]:
    """The terms of duties in force on a day in a part of the country."""
    reaching = {Territory.ALL, territory}
    return [term for term in duty_terms(version) if on in term.period and term.territory in reaching]


def terms_by_bearer(terms: Iterable[DutyTerm]) -> ByBearer:
    """Terms by the kind of actor that bears them and, where law names one, its identifier."""
    found: dict[tuple[str, str], list[DutyTerm]] = defaultdict(list)
    for term in terms:
        for bearing in term.bearers.all():
            found[bearing.kind, bearing.named].append(term)
    return found


def _named(capacities: list[Capacity], by_bearer: ByBearer, known: Roster, on: date) -> Iterable[Responsible]:
    """The authorities that act here, and those of other areas that law gives some duties here in their place."""
    acting: dict[tuple[int, str], list[Capacity]] = defaultdict(list)
    for capacity in capacities:
        acting[capacity.actor_id, capacity.kind].append(capacity)
    taken: dict[Actor, list[DutyHere]] = defaultdict(list)
    for (_actor, kind), held in acting.items():
        actor = held[0].actor
        kept = []
        for term in _borne(by_bearer, kind, actor):
            if ceding := _taken_over(known, term, actor, on):
                taken[ceding.competence.actor].append(DutyHere(term, ceding.competence))
            else:
                kept.append(DutyHere(term))
        if kept or kind != Bearer.MINISTRY:
            yield Responsible(Bearer(kind), actor, tuple(held), _ordered(kept))
    for actor, duties in taken.items():
        yield Responsible(Bearer(actor.kind), actor, (), _ordered(duties))


def _borne(by_bearer: ByBearer, kind: str, actor: Actor) -> list[DutyTerm]:
    """What an actor of a kind bears; duties that all ministries share are said once for all of them, elsewhere."""
    shared = [] if kind == Bearer.MINISTRY else by_bearer.get((kind, ""), [])
    return [*shared, *by_bearer.get((kind, actor.slug), [])]


def _taken_over(known: Roster, term: DutyTerm, actor: Actor, on: date) -> Ceding | None:
    cedings = known.cedings.get(term.duty_id, ())
    return next((ceding for ceding in cedings if ceding.takes_from(actor, on)), None)


def _nameless(
    capacities: list[Capacity], by_bearer: ByBearer, elsewhere: set[str], municipality: Area
) -> Iterable[Responsible]:
    """Kinds that nobody known by name stands for here.

    These are kinds that no register lists, kinds of which no source says who acts where, and the duties that all
    ministries share, said once. A kind whose members are all known to act `elsewhere` has nothing to do here.
    """
    present = {capacity.kind for capacity in capacities} - {Bearer.MINISTRY}
    foreign = set() if municipality.on_aland else {kind for kind in Bearer if kind.startswith("aland_")}
    absent = (elsewhere - UNLISTED) | foreign | present
    for (kind, named), borne in by_bearer.items():
        if not named and kind not in absent:
            yield Responsible(Bearer(kind), None, (), _ordered(map(DutyHere, borne)))


def _ordered(duties: Iterable[DutyHere]) -> tuple[DutyHere, ...]:
    return tuple(sorted(duties, key=lambda duty: (_THEMES[duty.term.duty.theme], duty.term.duty.order)))


def _levels(found: list[Responsible]) -> Iterable[LevelHere]:
    ordered = sorted(
        found, key=lambda one: (_ORDER[one.kind], one.actor is None, one.actor.slug if one.actor else "")
    )
    for level in Level:
        here = tuple(one for one in ordered if level_of(one.kind) == level)
        yield LevelHere(level, here)
