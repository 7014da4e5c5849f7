"""Law text on pages: in which language it is read, and single provisions shown in place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils.translation import get_language

from samverka.portal.requests import Request
from samverka.registers.law.models import DutyTerm, Provision, Wording
from samverka.registers.law.queries import Passage, passages

__all__ = ["OpenedProvision", "opened_provisions", "text_language"]

_LAW_LANGUAGES: Final = ("sv", "fi")


@dataclass(frozen=True, slots=True)
class OpenedProvision:
    """A provision that a duty rests on, with what it said on the day. No passage: nothing was in force that day."""

    provision: Provision
    passage: Passage | None


def text_language(request: Request) -> str:
    """The language in which the law is read: the one asked for, else the page's, else Finnish."""
    asked = request.GET.get("text", "")
    if asked in _LAW_LANGUAGES:
        return asked
    language = get_language() or ""
    return language if language in _LAW_LANGUAGES else "fi"


def opened_provisions(terms: Iterable[DutyTerm], on: date, language: str) -> dict[int, list[OpenedProvision]]:
    """For each term of a duty, by its key, the provisions that it rests on as they read on the day."""
    terms = list(terms)
    cited = {provision for term in terms for provision in term.rests_on.all()}
    if not cited:
        return {}
    inside = Q()
    for provision in cited:
        inside |= Q(provision=provision) | Q(
            provision__statute=provision.statute_id, provision__eid__startswith=f"{provision.eid}__"
        )
    wordings = Wording.objects.filter(inside).select_related("provision").order_by("provision__order")
    by_place = _by_place(passages(wordings, on, language))
    return {
        term.pk: [OpenedProvision(provision, by_place.get(provision.pk)) for provision in term.rests_on.all()]
        for term in terms
    }


def _by_place(found: Iterable[Passage]) -> dict[int, Passage]:
    places: dict[int, Passage] = {}
    for passage in found:
        places[passage.provision.pk] = passage
        places |= _by_place(passage.children)
    return places
