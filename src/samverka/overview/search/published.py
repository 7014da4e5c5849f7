"""What people have made public: looked for in the tables themselves, since the index is made when a register is read.

Only what everybody may read is looked through, whoever asks: what is found is the same for all.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from django.db.models import QuerySet

from samverka.foundation.kernel.languages import LANGUAGES
from samverka.overview.search.entries import Found, Kind
from samverka.overview.search.words import fold, stems, words_of
from samverka.registers.actors.models import Actor
from samverka.work.agreements.models import Agreement
from samverka.work.bodies.models import Body
from samverka.work.cooperation.models import Cooperation

__all__ = ["published"]

_MOST_OF_A_KIND: Final = 15

Wanted = Sequence[Iterable[str]]


def published(wanted: Wanted) -> list[Found]:
    """What is called by all of some words, each given in the forms that it may stand in; the latest first."""
    return (
        [*_actors(wanted), *_bodies(wanted), *_cooperations(wanted), *_agreements(wanted)] if wanted else []
    )


def _actors(wanted: Wanted) -> Iterator[Found]:
    """Those registered by hand, who may have been confirmed since the index was made."""
    for one in _called(Actor.objects.visible_to(None).exclude(registration=None), "name", wanted):
        yield Found(Kind.ACTOR, one.slug, one.name, one.kind)


def _bodies(wanted: Wanted) -> Iterator[Found]:
    for one in _called(Body.objects.open_to_all().select_related("host"), "name", wanted):
        yield Found(Kind.BODY, str(one.pk), one.name, str(one.host.name))


def _cooperations(wanted: Wanted) -> Iterator[Found]:
    for one in _called(Cooperation.objects.visible_to(None).with_parties(), "name", wanted):
        yield Found(Kind.COOPERATION, str(one.pk), one.name, _listed(one.founders()))


def _agreements(wanted: Wanted) -> Iterator[Found]:
    rows = Agreement.objects.visible_to(None).prefetch_related("parties__organisation")
    for one in _called(rows, "title", wanted):
        parties = _listed(party.organisation for party in one.parties.all())
        yield Found(Kind.AGREEMENT, str(one.pk), one.title, parties)


def _listed(organisations: Iterable[Actor]) -> str:
    return ", ".join(str(one.name) for one in organisations)


def _called(rows: QuerySet[Any], name: str, wanted: Wanted) -> QuerySet[Any]:
    """The rows in whose name, in any language, each word stands in one of its forms."""
    said = rows.order_by("-pk").values_list("pk", *(f"{name}_{language}" for language in LANGUAGES))
    keys = (key for key, *names in said if _holds(" ".join(filter(None, names)), wanted))
    return rows.filter(pk__in=list(islice(keys, _MOST_OF_A_KIND))).order_by("-pk")


def _holds(text: str, wanted: Wanted) -> bool:
    written = {form for word in words_of(text) for form in (fold(word), *stems(word))}
    return all(any(form in word for form in forms for word in written) for forms in wanted)
