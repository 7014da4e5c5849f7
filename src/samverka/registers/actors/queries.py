"""Questions to the register of actors that reach over several of its tables."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from samverka.registers.actors.enums import ChangeKind
from samverka.registers.actors.models import Actor, ChangeEvent

__all__ = ["predecessors_of", "successors_of"]

# A transfer of some tasks makes nobody a successor of the whole, but the reader wants to know who did it before.
_FOLLOWING = (ChangeKind.MERGER, ChangeKind.SPLIT, ChangeKind.RENAMING, ChangeKind.TRANSFER)


def predecessors_of(actors: Iterable[int], on: date) -> dict[int, list[Actor]]:
    """For each of the actors that followed on others by the day `on`, those others."""
    chosen = set(actors)
    events = ChangeEvent.objects.filter(on__lte=on, kind__in=_FOLLOWING, results__in=chosen).distinct()
    found: dict[int, list[Actor]] = defaultdict(list)
    for event in events.prefetch_related("originals", "results"):
        for result in event.results.all():
            if result.pk in chosen:
                found[result.pk] += [a for a in event.originals.all() if a.pk != result.pk]
    return {actor: list(dict.fromkeys(others)) for actor, others in found.items()}


def successors_of(actor: Actor) -> list[tuple[ChangeEvent, list[Actor]]]:
    """What the actor became: each change after which it was no longer the same, with those that followed."""
    events = actor.changes_after.filter(kind__in=_FOLLOWING).prefetch_related("results")
    return [(event, [other for other in event.results.all() if other.pk != actor.pk]) for event in events]
