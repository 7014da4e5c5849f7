"""Open data on agreements: those that are concluded and public, with nothing of what is around them."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from samverka.api.schemas import Problem, Text
from samverka.overview.access import get_agreement
from samverka.overview.doors import PUBLIC, only_reads
from samverka.work.agreements.models import Agreement
from samverka.work.agreements.queries import content_of

__all__ = ["router"]

router = Router()


class PartyOut(Schema):
    """An organisation that agrees."""

    slug: str
    name: Text


class AgreementOut(Schema):
    """An agreement: between whom, from when to when. `valid_to` is the first day on which it no longer binds."""

    key: int
    kind: str
    title: Text
    parties: list[PartyOut]
    valid_from: date | None = None
    valid_to: date | None = None
    review_due: date | None = None
    amends: int | None = None

    @classmethod
    def of(cls, agreement: Agreement, **more: Any) -> "AgreementOut":
        period = agreement.period
        return cls(
            key=agreement.pk,
            kind=agreement.kind,
            title=Text.of(agreement.title),
            parties=[
                PartyOut(slug=one.organisation.slug, name=Text.of(one.name))
                for one in agreement.parties.all()
            ],
            valid_from=period.start,
            valid_to=period.end,
            review_due=agreement.review_due,
            amends=agreement.amends_id,
            **more,
        )


class ServiceOut(Schema):
    """A service or measure: who arranges what, for whom, where, how it is paid."""

    what: Text
    arranger: Text
    for_whom: Text
    where: Text
    paid: Text


class ClauseOut(Schema):
    """A clause with the provisions that it rests on."""

    heading: Text
    text: Text
    rests_on: list[str]


class WholeAgreementOut(AgreementOut):
    services: list[ServiceOut] = []
    clauses: list[ClauseOut] = []


On = Annotated[date | None, Query(description="Only those in force on this day.")]


@router.get(
    "", response=list[AgreementOut], url_name="agreements", summary="Public agreements, all or those of a day"
)
@paginate(LimitOffsetPagination)
@only_reads(PUBLIC)
def agreements(request: HttpRequest, on: On = None) -> Any:  # noqa: ARG001
    found = Agreement.objects.public().prefetch_related("parties__organisation")
    if on:
        found = found.filter(pk__in=Agreement.objects.in_force_on(on).values("pk"))
    return [AgreementOut.of(one) for one in found]


@router.get(
    "/{key}",
    response={200: WholeAgreementOut, 404: Problem},
    url_name="agreement",
    summary="A public agreement with its services, measures and clauses",
)
@only_reads(PUBLIC)
def agreement(request: HttpRequest, key: int) -> Any:  # noqa: ARG001
    found = get_agreement(None, key)
    content = content_of(found)
    services = [
        ServiceOut(**{name: _text(one[name]) for name in ServiceOut.model_fields})
        for one in content["services"]
    ]
    clauses = [
        ClauseOut(heading=_text(one["heading"]), text=_text(one["text"]), rests_on=one["rests_on"])
        for one in content["clauses"]
    ]
    return WholeAgreementOut(**AgreementOut.of(found).dict(), services=services, clauses=clauses)


def _text(said: dict[str, str]) -> Text:
    return Text(**{language: words or None for language, words in said.items()})
