"""Who is responsible here on a day, and what changed between two days."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from samverka.overview.access import get_municipality, parties_of
from samverka.overview.responsibility import what_changed, who_is_responsible
from samverka.portal.days import day_from
from samverka.portal.doors import PUBLIC, reads
from samverka.portal.law.text import opened_provisions, text_language
from samverka.portal.requests import Request
from samverka.registers.areas.actions import tables_begin
from samverka.registers.areas.models import Area, Merger
from samverka.registers.law.queries import act_in_force

__all__ = ["changes", "responsible"]


@reads(PUBLIC)
def responsible(request: Request, code: str) -> HttpResponse:
    """The answer for a municipality and a day; `open` names the duties whose provisions are shown in place."""
    municipality = get_municipality(code)
    exists = request.on in municipality.period
    answer = who_is_responsible(municipality, request.on)
    asked = set(request.GET.getlist("open"))
    shown = [d.term for one in answer.responsible for d in one.duties if d.code in asked or "all" in asked]
    context = {
        "municipality": municipality,
        "answer": answer,
        "opened": opened_provisions(shown, request.on, text_language(request)),
        "details": "details" in request.GET or bool(asked),
        "act": act_in_force(request.on, answer.version),
        "exists": exists,
        "takes_part_in": parties_of(request.acting, f"municipality-{code}", request.on),
        "before_tables": request.on < tables_begin(),
        "merger": None if exists else _merger_of(municipality),
    }
    return render(request, "portal/responsibility/answer.html", context)


@reads(PUBLIC)
def changes(request: Request, code: str) -> HttpResponse:
    """What changed here between two days."""
    municipality = get_municipality(code)
    one, problem_from = day_from(request, "from")
    other, problem_to = day_from(request, "to")
    if "from" not in request.GET:
        one = date(2024, 12, 31)
    exists = max(one, other) in municipality.period or max(one, other) < tables_begin()
    context = {
        "municipality": municipality,
        "comparison": what_changed(municipality, one, other),
        "merger": None if exists else _merger_of(municipality),
        "exists": exists,
        "problem_from": problem_from,
        "problem_to": problem_to,
        "reforms": _REFORMS,
    }
    return render(request, "portal/responsibility/changes.html", context)


def _merger_of(municipality: Area) -> Merger | None:
    return Merger.objects.filter(ended=municipality).select_related("into").first()


# The reforms that changed most: the day before and the day itself.
_REFORMS = tuple((date(year - 1, 12, 31), date(year, 1, 1)) for year in (2023, 2025, 2026))
