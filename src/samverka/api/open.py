"""Open data: the same registers and rules as the pages, as JSON, described by OpenAPI 3.1."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Query, Schema
from ninja.openapi.docs import DocsBase
from ninja.pagination import LimitOffsetPagination, paginate

from samverka.api.agreements import router as agreements
from samverka.api.bodies import router as bodies
from samverka.api.cooperation import router as cooperation_router
from samverka.api.schemas import (
    ActorOut,
    AnswerOut,
    AreaOut,
    CapacityOut,
    DutyOut,
    FoundOut,
    MembershipOut,
    PassageOut,
    Problem,
    StatuteOut,
    Text,
)
from samverka.foundation.documents.queries import registers_version
from samverka.foundation.kernel.clock import today
from samverka.overview.access import (
    NotFound,
    get_actor,
    get_area,
    get_duty,
    get_municipality,
    get_provision,
    get_statute,
)
from samverka.overview.doors import PUBLIC, only_reads
from samverka.overview.responsibility import duties_of, what_changed, who_is_responsible
from samverka.overview.search import search
from samverka.registers.actors.models import Actor
from samverka.registers.areas.models import Area
from samverka.registers.law.models import Duty, Statute, Wording
from samverka.registers.law.queries import duty_terms, passages

__all__ = ["api"]


class OwnDocumentation(DocsBase):
    """The description of the interface on a page of ours, without any file from elsewhere."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **_kwargs: Any) -> HttpResponse:
        schema = api.get_openapi_schema()
        return render(request, "api/documentation.html", {"schema": schema, "paths": schema["paths"]})


api = NinjaAPI(
    title="Samverka",
    version="1",
    description="Who must do what by law to promote integration in Finland, from registers valid in time.",
    urls_namespace="open",
    docs=OwnDocumentation(),
    docs_decorator=lambda view: require_safe(only_reads(PUBLIC)(view)),
)

api.add_router("/cooperations", cooperation_router)

On = Annotated[date | None, Query(description="The day that the answer is about; today if it is not given.")]


@api.exception_handler(NotFound)
def not_found(request: HttpRequest, _missing: NotFound) -> HttpResponse:
    """There is no such thing: say so as data, too."""
    return api.create_response(request, {"detail": "There is no such thing in the registers."}, status=404)


_MISSING = {404: Problem}


@api.get(
    "/municipalities", response=list[AreaOut], url_name="municipalities", summary="Municipalities of a day"
)
@paginate(LimitOffsetPagination)
@only_reads(PUBLIC)
def municipalities(request: HttpRequest, on: On = None) -> Any:  # noqa: ARG001
    return [AreaOut.of(area) for area in Area.objects.municipalities().in_force_on(on or today())]


class AreaWithMemberships(AreaOut):
    memberships: list[MembershipOut] = []
    members: list[str] = []


@api.get(
    "/areas/{kind}/{code}",
    response={200: AreaWithMemberships, **_MISSING},
    url_name="area",
    summary="An area: what it belongs to through time, or which municipalities belong to it on a day",
)
@only_reads(PUBLIC)
def area(request: HttpRequest, kind: str, code: str, on: On = None) -> Any:  # noqa: ARG001
    chosen = get_area(kind, code)
    members = Area.objects.within(chosen, on or today()).values_list("code", flat=True)
    memberships = chosen.memberships.select_related("area")
    return AreaWithMemberships(
        **AreaOut.of(chosen).dict(),
        memberships=[MembershipOut.of(membership) for membership in memberships],
        members=sorted(members),
    )


@api.get(
    "/responsibility/{code}",
    response={200: AnswerOut, **_MISSING},
    url_name="responsibility",
    summary="Who is responsible for what in a municipality on a day",
)
@only_reads(PUBLIC)
def responsibility(request: HttpRequest, code: str, on: On = None) -> Any:  # noqa: ARG001
    return AnswerOut.of(who_is_responsible(get_municipality(code), on or today()))


@api.get("/areas/{kind}", response=list[AreaOut], url_name="areas", summary="Areas of a kind on a day")
@paginate(LimitOffsetPagination)
@only_reads(PUBLIC)
def areas(request: HttpRequest, kind: str, on: On = None) -> Any:  # noqa: ARG001
    return [AreaOut.of(area) for area in Area.objects.filter(kind=kind).in_force_on(on or today())]


class ComparisonOut(Schema):
    """What changed in a municipality between two days: actors gone and come, duties ended, begun and altered."""

    before: date
    after: date
    gone: list[str]
    come: list[str]
    ended: list[str]
    begun: list[str]
    altered: list[str]


@api.get(
    "/responsibility/{code}/changes",
    response={200: ComparisonOut, **_MISSING},
    url_name="changes",
    summary="What changed in a municipality between two days",
)
@only_reads(PUBLIC)
@only_reads(PUBLIC)
def changes(request: HttpRequest, code: str, before: date, after: date) -> Any:  # noqa: ARG001
    compared = what_changed(get_municipality(code), before, after)
    return ComparisonOut(
        before=compared.before.on,
        after=compared.after.on,
        gone=[one.actor.slug for one in compared.gone if one.actor],
        come=[one.actor.slug for one in compared.come if one.actor],
        ended=[duty.code for _one, duty in compared.ended],
        begun=[duty.code for _one, duty in compared.begun],
        altered=[change.code for change in compared.altered],
    )


@api.get("/actors", response=list[ActorOut], url_name="actors", summary="Actors of a day, all or of one kind")
@paginate(LimitOffsetPagination)
@only_reads(PUBLIC)
def actors(request: HttpRequest, on: On = None, kind: str = "") -> Any:  # noqa: ARG001
    found = Actor.objects.visible_to(None).in_force_on(on or today())
    return [ActorOut.of(actor) for actor in (found.of_kind(kind) if kind else found)]


@api.get(
    "/actors/{slug}",
    response={200: ActorOut, **_MISSING},
    url_name="actor",
    summary="An actor with its duties of a day",
)
@only_reads(PUBLIC)
def actor(request: HttpRequest, slug: str, on: On = None) -> Any:  # noqa: ARG001
    chosen = get_actor(slug)
    capacities = [CapacityOut.of(one) for one in chosen.capacities.select_related("area")]
    codes = sorted({term.duty.code for term in duties_of(chosen, on or today())})
    return ActorOut.of(chosen, capacities=capacities, duties=codes)


@api.get("/statutes", response=list[StatuteOut], url_name="statutes", summary="Statutes in the register")
@paginate(LimitOffsetPagination)
@only_reads(PUBLIC)
def statutes(request: HttpRequest) -> Any:  # noqa: ARG001
    return [StatuteOut.of(statute) for statute in Statute.objects.all()]


class StatuteRead(StatuteOut):
    on: date
    contents: list[PassageOut] = []


@api.get(
    "/statutes/{year}/{number}",
    response={200: StatuteRead, **_MISSING},
    url_name="statute",
    summary="The whole text of a statute as it read on a day",
)
@only_reads(PUBLIC)
def statute(request: HttpRequest, year: int, number: int, on: On = None, language: str = "fi") -> Any:  # noqa: ARG001
    chosen = get_statute(_bounded(year), _bounded(number))
    day = on or today()
    wordings = Wording.objects.filter(provision__statute=chosen).select_related("provision")
    found = passages(wordings.order_by("provision__order", "provision__eid"), day, language)
    return StatuteRead(**StatuteOut.of(chosen).dict(), on=day, contents=[PassageOut.of(one) for one in found])


@api.get(
    "/statutes/{year}/{number}/{eid}",
    response={200: list[PassageOut], **_MISSING},
    url_name="provision",
    summary="A section or another provision as it read on a day",
)
@only_reads(PUBLIC)
def provision(
    request: HttpRequest,  # noqa: ARG001
    year: int,
    number: int,
    eid: str,
    on: On = None,
    language: str = "fi",
) -> Any:
    chosen = get_statute(_bounded(year), _bounded(number))
    place = get_provision(chosen, eid)
    wordings = Wording.objects.of_section(chosen, place.eid).select_related("provision")
    found = passages(wordings.order_by("provision__order", "provision__eid"), on or today(), language)
    return [PassageOut.of(one) for one in found]


@api.get(
    "/duties", response=list[DutyOut], url_name="duties", summary="The catalogue of duties, or that of a day"
)
@paginate(LimitOffsetPagination)
@only_reads(PUBLIC)
def duties(request: HttpRequest, on: On = None) -> Any:  # noqa: ARG001
    by_duty: dict[Any, list[Any]] = {}
    for term in duty_terms(registers_version()):
        if on is None or on in term.period:
            by_duty.setdefault(term.duty, []).append(term)
    return [DutyOut.of(duty, terms) for duty, terms in by_duty.items()]


@api.get(
    "/duties/{code}", response={200: DutyOut, **_MISSING}, url_name="duty", summary="A duty through time"
)
@only_reads(PUBLIC)
def duty(request: HttpRequest, code: str) -> Any:  # noqa: ARG001
    chosen: Duty = get_duty(code)
    return DutyOut.of(chosen, [term for term in duty_terms(registers_version()) if term.duty_id == chosen.pk])


class ResultsOut(Schema):
    asked: str
    corrected: str
    found: list[FoundOut]


@api.get(
    "/search",
    response=ResultsOut,
    url_name="search",
    summary="Find areas, actors, bodies, cooperations, agreements, duties, statutes and sections",
)
@only_reads(PUBLIC)
def find(request: HttpRequest, q: str = "") -> Any:  # noqa: ARG001
    results = search(q)
    found = [
        FoundOut(kind=one.kind.value, key=one.key, title=Text.of(one.title), detail=one.detail)
        for one in results.found
    ]
    return ResultsOut(asked=results.asked, corrected=results.corrected, found=found)


def _bounded(number: int) -> int:
    """Numbers that no database column can hold name nothing. Raises `NotFound`."""
    if not 0 <= number < 2**31:
        raise NotFound(str(number))
    return number


api.add_router("/agreements", agreements)
api.add_router("/bodies", bodies)
