"""The answer read the other way: who bears a duty, and what an actor bears."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Q

from samverka.foundation.documents.queries import registers_version
from samverka.registers.actors.models import Actor, Capacity
from samverka.registers.law.enums import Territory
from samverka.registers.law.models import DutyTerm
from samverka.registers.law.queries import duty_terms

__all__ = ["bearers_of", "duties_of"]


def duties_of(actor: Actor, on: date | None = None) -> list[DutyTerm]:
    """The terms of duties that an actor bears on a day, or has borne and will bear if no day is given."""
    capacities = list(actor.capacities.select_related("area"))
    return [
        term
        for term in duty_terms(registers_version())
        if (on is None or on in term.period) and any(_fits(term, actor, held, on) for held in capacities)
    ]


def _fits(term: DutyTerm, actor: Actor, held: Capacity, on: date | None) -> bool:
    kinds = any(b.kind == held.kind and b.named in ("", actor.slug) for b in term.bearers.all())
    in_time = held.period.overlaps(term.period) if on is None else on in held.period
    return kinds and in_time and _in_territory(term, held)


def _in_territory(term: DutyTerm, held: Capacity) -> bool:
    """A duty of one part of the country is nobody's who acts only in the other."""
    if held.area is None or term.territory == Territory.ALL:
        return True
    return held.area.on_mainland if term.territory == Territory.MAINLAND else held.area.on_aland


def bearers_of(term: DutyTerm, on: date) -> Iterable[Actor]:
    """The actors that bear a duty in this term on a day, in the order of their kinds and identifiers."""
    kinds = {bearing.kind for bearing in term.bearers.all() if not bearing.named}
    named = {bearing.named for bearing in term.bearers.all() if bearing.named}
    acting = Capacity.objects.in_force_on(on).filter(_THERE[Territory(term.territory)], kind__in=kinds)
    chosen = Actor.objects.filter(Q(pk__in=acting.values("actor")) | Q(slug__in=named))
    return chosen.order_by("kind", "slug")


_THERE: Final = {
    Territory.ALL: Q(),
    Territory.MAINLAND: Q(area=None) | Q(area__on_mainland=True),
    Territory.ALAND: Q(area=None) | Q(area__on_aland=True),
}
