"""What must hold of the register of actors, with a sentence for each thing that does not."""

from collections.abc import Iterator

from samverka.registers.actors.models import Actor
from samverka.registers.law.models import Bearing

__all__ = ["actor_problems"]


def actor_problems() -> Iterator[str]:
    """A sentence for each duty that names an actor nobody knows, and for each name that no language has."""
    named = set(Bearing.objects.exclude(named="").values_list("named", flat=True))
    for slug in sorted(named - set(Actor.objects.values_list("slug", flat=True))):
        yield f"A duty names {slug} as its bearer, but no actor has that identifier."
    for actor in Actor.objects.filter(name_sv="", name_fi="", name_en=""):
        yield f"{actor.slug} has no name in any language."
