"""Open data as tables: CSV in UTF-8 with a heading row, for spreadsheets."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from typing import Any, Final

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from samverka.foundation.documents.queries import registers_version
from samverka.foundation.kernel.clock import today
from samverka.overview.access import NotFound, get_municipality
from samverka.overview.doors import PUBLIC, only_reads
from samverka.overview.responsibility import who_is_responsible
from samverka.registers.actors.models import Actor
from samverka.registers.areas.models import Area
from samverka.registers.law.models import DutyTerm, Statute
from samverka.registers.law.queries import duty_terms

__all__ = ["actors", "day_asked", "duties", "municipalities", "responsibility", "statutes", "written"]

_NAMES: Final = ("name_sv", "name_fi", "name_en")
# A cell that a spreadsheet would take for a formula is written as text.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@require_safe
@only_reads(PUBLIC)
def municipalities(request: HttpRequest) -> HttpResponse:
    found = Area.objects.municipalities().in_force_on(day_asked(request))
    return _csv("municipalities", ("code", *_NAMES, "valid_from", "valid_to"), found)


@require_safe
@only_reads(PUBLIC)
def actors(request: HttpRequest) -> HttpResponse:
    found = Actor.objects.visible_to(None).in_force_on(day_asked(request))
    if kind := request.GET.get("kind"):
        found = found.of_kind(kind)
    return _csv("actors", ("slug", "kind", *_NAMES, "business_id", "valid_from", "valid_to"), found)


@require_safe
@only_reads(PUBLIC)
def statutes(_request: HttpRequest) -> HttpResponse:
    columns = ("citation", "kind", "title_sv", "title_fi", "valid_from", "valid_to", "amends", "eli")
    return _csv("statutes", columns, Statute.objects.all())


@require_safe
@only_reads(PUBLIC)
def duties(request: HttpRequest) -> HttpResponse:
    day = day_asked(request)
    terms = [term for term in duty_terms(registers_version()) if day in term.period]
    return written(
        "duties", ("code", "theme", *_DUTY), ([t.duty.code, t.duty.theme, *_duty(t)] for t in terms)
    )


@require_safe
@only_reads(PUBLIC)
def responsibility(request: HttpRequest, code: str) -> HttpResponse:
    try:
        municipality = get_municipality(code)
    except NotFound:
        return HttpResponse(
            "There is no municipality with this code.\n", status=404, content_type="text/plain"
        )
    answer = who_is_responsible(municipality, day_asked(request))
    rows = (
        [level.level.value, one.kind.value, one.actor.slug if one.actor else "", duty.code, *_duty(duty.term)]
        for level in answer.levels
        for one in level.responsible
        for duty in one.duties
    )
    return written(f"responsibility-{code}", ("level", "kind", "actor", "duty", *_DUTY), rows)


_DUTY: Final = ("force", "what_sv", "what_fi", "what_en", "recurrence", "rests_on", "valid_from", "valid_to")


def _duty(term: DutyTerm) -> list[Any]:
    grounds = " ".join(provision.citation for provision in term.rests_on.all())
    said = (term.what_sv, term.what_fi, term.what_en)
    return [term.force, *said, term.recurrence, grounds, term.valid_from, term.valid_to]


def day_asked(request: HttpRequest) -> date:
    """The day asked for, today if none is. A day that cannot be read is refused, never taken for today."""
    asked = request.GET.get("on", "")
    if not asked:
        return today()
    try:
        day = parse_date(asked)
    except ValueError:
        day = None
    if day is None:
        raise BadRequest("A day is written as 2024-06-01.")
    return day


def _csv(name: str, columns: Sequence[str], rows: Iterable[Any]) -> HttpResponse:
    return written(name, columns, ([getattr(row, column) for column in columns] for row in rows))


def written(name: str, columns: Sequence[str], rows: Iterable[list[Any]]) -> HttpResponse:
    sheet = StringIO()
    writer = csv.writer(sheet)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    response = HttpResponse(sheet.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _cell(value: Any) -> Any:
    return (
        f"'{value}"
        if isinstance(value, str) and value.startswith(_FORMULA)
        else ""
        if value is None
        else value
    )
