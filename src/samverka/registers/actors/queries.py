"""Questions to the register of actors that reach over several of its tables."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from django.db.models import F

from samverka.foundation.kernel.periods import Period
from samverka.registers.actors.enums import ChangeKind
from samverka.registers.actors.models import Actor, Capacity, ChangeEvent, Competence

__all__ = ["Ceding", "Roster", "forget_roster", "roster", "similar_to"]

_ALIKE: Final = 0.82

# A transfer of some tasks makes nobody a successor of the whole, but the reader wants to know who did it before.
_FOLLOWING = (ChangeKind.MERGER, ChangeKind.SPLIT, ChangeKind.RENAMING, ChangeKind.TRANSFER)


@dataclass(frozen=True, slots=True)
class Ceding:
    """A competence per task, with those who cede it by their keys; nobody named: all others of the actor's kind."""

    competence: Competence
    ceded_by: frozenset[int]
    period: Period

    def takes_from(self, actor: Actor, on: date) -> bool:
        """Whether, on the day, the task is done by the competent actor in place of `actor`."""
        competent = self.competence.actor
        if on not in self.period or actor.pk == competent.pk or actor.kind != competent.kind:
            return False
        return not self.ceded_by or actor.pk in self.ceded_by


@dataclass(frozen=True, slots=True)
class Roster:
    """Every authority's capacities, competences and succession in memory, for one version of the registers.

    The register is small, every answer reads much of it, and only an import changes it. Organisations that people have
    registered are not in it: no duty is theirs alone, and they may come at any moment.
    """

    by_area: dict[int | None, tuple[tuple[Period, Capacity], ...]]
    areas: dict[int, frozenset[int | None]]
    began: dict[tuple[int, str], Capacity]
    cedings: dict[int, tuple[Ceding, ...]]
    followed: dict[int, tuple[tuple[date, tuple[Actor, ...]], ...]]

    def acting(self, areas: Iterable[int], on: date) -> list[Capacity]:
        """The capacities for any of the areas, by key, that hold on the day."""
        return [capacity for area in areas for period, capacity in self.by_area.get(area, ()) if on in period]

    def kinds_placed(self, on: date) -> set[str]:
        """Kinds of authority whose areas on the day are known, each of them."""
        acting = {area: {c.kind for period, c in held if on in period} for area, held in self.by_area.items()}
        placeless = acting.pop(None, set())
        return set().union(*acting.values()) - placeless

    def acts_placeless(self, actor: Actor, on: date) -> bool:
        """Whether the actor acts on the day, though no source says where."""
        return any(c.actor_id == actor.pk and on in period for period, c in self.by_area.get(None, ()))

    def since(self, capacities: Iterable[Capacity]) -> Capacity | None:
        """The first capacity in which the actor of these took on their kind of task, wherever and by whatever law."""
        return next((self.began[held.actor_id, held.kind] for held in capacities), None)

    def predecessors(self, capacities: Iterable[Capacity], areas: set[int]) -> tuple[Actor, ...]:
        """Whom the actor followed when it took on this kind of task: those who acted in one of the areas, else all."""
        first = self.since(capacities)
        if first is None:
            return ()
        events = self.followed.get(first.actor_id, ())
        found = [other for day, others in events if first.valid_from in (day, None) for other in others]
        near = [other for other in found if self.areas.get(other.pk, frozenset()) & areas]
        return tuple(dict.fromkeys(near or found))


@lru_cache(maxsize=2)
def roster(_version: str) -> Roster:
    """The roster of one version of the registers."""
    by_area: dict[int | None, list[tuple[Period, Capacity]]] = defaultdict(list)
    areas: dict[int, set[int | None]] = defaultdict(set)
    began: dict[tuple[int, str], Capacity] = {}
    for capacity in Capacity.objects.select_related("actor", "area").order_by(
        F("valid_from").asc(nulls_first=True)
    ):
        began.setdefault((capacity.actor_id, capacity.kind), capacity)
        by_area[capacity.area_id].append((capacity.period, capacity))
        areas[capacity.actor_id].add(capacity.area_id)
    return Roster(
        {area: tuple(held) for area, held in by_area.items()},
        {actor: frozenset(places) for actor, places in areas.items()},
        began,
        _cedings(),
        _followed(),
    )


def forget_roster() -> None:
    """Read the roster anew the next time it is asked for."""
    roster.cache_clear()


def similar_to(names: Iterable[str]) -> list[Actor]:
    """Organisations registered by hand whose name in some language is nearly one of `names`, the most alike first."""
    asked = [_folded(name) for name in names if name]
    known = Actor.objects.filter(registration__isnull=False)
    alike = [(max(_likeness(one, asked), default=0.0), one) for one in known]
    return [one for likeness, one in sorted(alike, key=lambda pair: -pair[0]) if likeness >= _ALIKE]


def _likeness(actor: Actor, asked: list[str]) -> Iterator[float]:
    for name in filter(None, (actor.name_sv, actor.name_fi, actor.name_en)):
        yield from (SequenceMatcher(None, _folded(name), other).ratio() for other in asked)


def _folded(name: str) -> str:
    """A name without capitals and without the letters that only say what kind of body it is."""
    kinds = {"rf", "r.f.", "ry", "r.y.", "oy", "ab", "oyj", "abp"}
    return " ".join(word for word in name.casefold().split() if word not in kinds)


def _cedings() -> dict[int, tuple[Ceding, ...]]:
    found: dict[int, list[Ceding]] = defaultdict(list)
    for competence in Competence.objects.select_related("actor").prefetch_related("instead_of"):
        ceded_by = frozenset(actor.pk for actor in competence.instead_of.all())
        found[competence.duty_id].append(Ceding(competence, ceded_by, competence.period))
    return {duty: tuple(cedings) for duty, cedings in found.items()}


def _followed() -> dict[int, tuple[tuple[date, tuple[Actor, ...]], ...]]:
    found: dict[int, list[tuple[date, tuple[Actor, ...]]]] = defaultdict(list)
    events = ChangeEvent.objects.filter(kind__in=_FOLLOWING).prefetch_related("originals", "results")
    for event in events:
        originals = list(event.originals.all())
        for result in event.results.all():
            found[result.pk].append((event.on, tuple(one for one in originals if one.pk != result.pk)))
    return {actor: tuple(followed) for actor, followed in found.items()}
