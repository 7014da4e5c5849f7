"""Pages of law: the list of statutes, a statute's contents, its text, one section through time."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samverka.overview.access import NotFound, get_provision, get_statute
from samverka.portal.days import day_from
from samverka.portal.doors import PUBLIC, reads
from samverka.portal.law.differences import differences
from samverka.portal.law.text import text_language
from samverka.portal.requests import Request
from samverka.registers.law.models import DutyTerm, Provision, Statute, Wording
from samverka.registers.law.queries import Passage, passages, turning_points

__all__ = ["contents", "provision", "statutes", "text"]


@reads(PUBLIC)
def statutes(request: Request) -> HttpResponse:
    """Every statute in the register: the acts on integration first, then the others, then those that amend."""
    found = list(Statute.objects.all())
    context = {
        "central": [one for one in found if one.central],
        "others": [one for one in found if not one.central and not one.amends],
        "amending": [one for one in found if one.amends],
    }
    return render(request, "portal/law/statutes.html", context)


@reads(PUBLIC)
def contents(request: Request, year: int, number: int) -> HttpResponse:
    """A statute: what it is, and its chapters and sections as in force on the day."""
    return _reading(request, year, number, "portal/law/contents.html", whole=False)


@reads(PUBLIC)
def text(request: Request, year: int, number: int) -> HttpResponse:
    """The whole text of a statute as in force on the day."""
    return _reading(request, year, number, "portal/law/text.html", whole=True)


def _reading(request: Request, year: int, number: int, template: str, *, whole: bool) -> HttpResponse:
    statute = get_statute(year, number)
    day = _readable_day(statute, request.on)
    language = text_language(request)
    wordings = Wording.objects.filter(provision__statute=statute).select_related("provision")
    if not whole:
        wordings = wordings.exclude(provision__eid__contains="__subsec").defer("text", "closing")
    found = passages(wordings.order_by("provision__order", "provision__eid"), day, language)
    context = {
        "statute": statute,
        "day": day,
        "passages": found,
        "text_language": language,
        "only_other": [one for one in _flat(found) if not one.exact],
        "amending": _amending(statute),
    }
    return render(request, template, context)


@reads(PUBLIC)
def provision(request: Request, year: int, number: int, eid: str) -> HttpResponse:
    """One chapter or section: its text on the day, its wordings through time, the duties that rest on it."""
    statute = get_statute(year, number)
    place = get_provision(statute, eid)
    if "__subsec_" in eid:
        section = eid.split("__subsec_", 1)[0]
        address = reverse("portal:provision", args=[year, number, section])
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(f"{address}{query}#{eid}")
    day = _readable_day(statute, request.on)
    language = text_language(request)
    wordings = list(_wordings_in(place))
    if not wordings:
        raise NotFound(eid)
    found = passages(wordings, day, language)
    context = {
        "statute": statute,
        "place": place,
        "day": day,
        "passages": found,
        "title": _title(wordings, day, language),
        "text_language": language,
        "only_other": [one for one in _flat(found) if not one.exact],
        "former_day": _last_day_in(found),
        "versions": list(_versions(wordings)),
        "never_applied": _never_applied(wordings, language),
        "duties": _duties_on(place, request.on),
        "neighbours": _neighbours(place),
        "is_section": place.kind == "section",
    }
    context |= _comparison(request, wordings, day, language)
    return render(request, "portal/law/provision.html", context)


def _readable_day(statute: Statute, on: date) -> date:
    """The day asked for, or the nearest on which the statute was in force."""
    if statute.valid_from and on < statute.valid_from:
        return statute.valid_from
    if statute.valid_to and on >= statute.valid_to and statute.valid_to != statute.valid_from:
        return statute.valid_to - timedelta(days=1)
    return on


def _flat(found: Iterable[Passage]) -> Iterable[Passage]:
    for passage in found:
        yield passage
        yield from _flat(passage.children)


def _last_day_in(found: Iterable[Passage]) -> date | None:
    """The last day on which a passage that is now only in the other language could be read in the one asked for."""
    ends = [passage.former.valid_to for passage in _flat(found) if passage.former and passage.former.valid_to]
    return max(ends) - timedelta(days=1) if ends else None


def _never_applied(wordings: list[Wording], language: str) -> list[Wording]:
    never = [
        wording
        for wording in wordings
        if wording.never_applied and wording.language == language and wording.text
    ]
    return sorted(never, key=lambda wording: wording.enacted_by)


def _amending(statute: Statute) -> QuerySet[Statute]:
    return Statute.objects.filter(amends__contains=statute.citation).order_by("valid_from", "year", "number")


def _wordings_in(place: Provision) -> QuerySet[Wording]:
    """The wordings of a section and all in it, or of a chapter, its sections and all in them."""
    inside = Q(provision=place) | Q(provision__eid__startswith=f"{place.eid}__") | Q(provision__parent=place)
    if place.kind != "section":
        sections = place.children.values_list("eid", flat=True)
        for section in sections:
            inside |= Q(provision__eid__startswith=f"{section}__")
    wordings = Wording.objects.filter(inside, provision__statute=place.statute_id).select_related("provision")
    return wordings.order_by("provision__order", "provision__eid", "valid_from")


def _title(wordings: list[Wording], day: date, language: str) -> Wording:
    """The wording that names the place: of the day and the language if there is one, else the nearest."""
    own = [wording for wording in wordings if wording.provision_id == wordings[0].provision_id]

    def distance(wording: Wording) -> tuple[bool, bool, bool, int]:
        begun = wording.valid_from or day
        return day not in wording.period, wording.language != language, wording.repealed, -begun.toordinal()

    return min(own, key=distance)


def _versions(wordings: list[Wording]) -> Iterable[dict[str, Any]]:
    """The periods between the days on which some part of the section changed, with the statutes that changed it."""
    applied = [wording for wording in wordings if not wording.never_applied]
    days = turning_points(applied)
    for begun, ended in zip(days, [*days[1:], None], strict=True):
        standing = [wording for wording in applied if begun in wording.period]
        if standing:
            yield {
                "begun": begun,
                "ended": ended,
                "by": sorted({w.enacted_by for w in standing if w.valid_from == begun and w.enacted_by}),
                "repealed": all(wording.repealed for wording in standing),
                "start_known": all(w.start_known for w in standing if w.valid_from == begun),
            }


def _duties_on(place: Provision, on: date) -> list[DutyTerm]:
    inside = Q(rests_on=place) | Q(
        rests_on__statute=place.statute_id, rests_on__eid__startswith=f"{place.eid}__"
    )
    terms = DutyTerm.objects.in_force_on(on).filter(inside).select_related("duty").distinct()
    ground = Provision.objects.filter(
        Q(pk=place.pk) | Q(statute=place.statute_id, eid__startswith=f"{place.eid}__")
    )
    return list(
        terms.prefetch_related("bearers", Prefetch("rests_on", ground, to_attr="here")).order_by("duty__code")
    )


def _neighbours(place: Provision) -> dict[str, Provision | None]:
    same = Provision.objects.filter(statute=place.statute_id, kind=place.kind)
    return {
        "before": same.filter(order__lt=place.order).order_by("-order").first(),
        "after": same.filter(order__gt=place.order).order_by("order").first(),
    }


def _comparison(request: Request, wordings: list[Wording], day: date, language: str) -> dict[str, Any]:
    """The difference between two days, if the address asks for one."""
    if "from" not in request.GET:
        return {"changes": None}
    one, problem_from = day_from(request, "from")
    other, problem_to = day_from(request, "to") if "to" in request.GET else (day, None)
    earlier, later = sorted((one, other))
    before, after = (passages(wordings, moment, language) for moment in (earlier, later))
    return {
        "changes": differences(before, after),
        "earlier": earlier,
        "later": later,
        "problem_from": problem_from,
        "problem_to": problem_to,
    }
