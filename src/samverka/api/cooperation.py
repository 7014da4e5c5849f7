"""Open data of cooperation: what founders have made public, with the parties that agreed to be shown."""

from datetime import date
from typing import Annotated, Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from ninja import Query, Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from samverka.api.schemas import Problem, Text
from samverka.api.tables import day_asked, written
from samverka.foundation.kernel.clock import today
from samverka.overview.access import get_cooperation, parties_seen
from samverka.overview.doors import PUBLIC, only_reads
from samverka.work.cooperation.models import Cooperation, Party

__all__ = ["router", "table"]

router = Router(tags=["cooperation"])

On = Annotated[date | None, Query(description="The day that the answer is about; today if it is not given.")]


class PartyOut(Schema):
    """Who takes part as what; `left_on` is the first day on which it no longer does."""

    organisation: str
    name: Text
    part: str
    joined_on: date | None
    left_on: date | None

    @classmethod
    def of(cls, party: Party) -> "PartyOut":
        return cls(
            organisation=party.organisation.slug,
            name=Text.of(party.organisation.name),
            part=party.part,
            joined_on=party.joined_on,
            left_on=party.left_on,
        )


class CooperationOut(Schema):
    """A cooperation; `ended_on` is the first day on which it no longer exists."""

    id: int
    name: Text
    purpose: Text
    founded_on: date | None
    ended_on: date | None
    parties: list[PartyOut]

    @classmethod
    def of(cls, cooperation: Cooperation) -> "CooperationOut":
        return cls(
            id=cooperation.pk,
            name=Text.of(cooperation.name),
            purpose=Text.of(cooperation.purpose),
            founded_on=cooperation.founded_on,
            ended_on=cooperation.ended_on,
            parties=[PartyOut.of(party) for party in parties_seen(None, cooperation)],
        )


@router.get(
    "", response=list[CooperationOut], url_name="cooperations", summary="Public cooperations of a day"
)
@paginate(LimitOffsetPagination)
@only_reads(PUBLIC)
def cooperations(request: HttpRequest, on: On = None) -> Any:  # noqa: ARG001
    return [CooperationOut.of(one) for one in _public_on(on or today())]


@router.get(
    "/{pk}",
    response={200: CooperationOut, 404: Problem},
    url_name="cooperation",
    summary="One public cooperation",
)
@only_reads(PUBLIC)
def cooperation(request: HttpRequest, pk: int) -> Any:  # noqa: ARG001
    return CooperationOut.of(get_cooperation(None, pk))


@require_safe
@only_reads(PUBLIC)
def table(request: HttpRequest) -> HttpResponse:
    """A row for each party of each public cooperation of a day."""
    columns = ("cooperation", "name_sv", "name_fi", "name_en", "founded_on", "ended_on")
    return written(
        "cooperations", (*columns, "organisation", "part", "joined_on", "left_on"), _rows(day_asked(request))
    )


_COLUMNS: Final = (
    "cooperation",
    "name_sv",
    "name_fi",
    "name_en",
    "founded_on",
    "ended_on",
    "organisation",
    "part",
    "joined_on",
    "left_on",
)


def _rows(day: date) -> Any:
    for one in _public_on(day):
        said = [one.pk, one.name_sv, one.name_fi, one.name_en, one.founded_on, one.ended_on]
        for party in parties_seen(None, one):
            yield [*said, party.organisation.slug, party.part, party.joined_on, party.left_on]


def _public_on(day: date) -> Any:
    return Cooperation.objects.visible_to(None).active_on(day).with_parties()
