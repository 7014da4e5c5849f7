"""Open data of bodies: who sits in them as Popolo says it, their meetings, decisions and proposals with answers."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from samverka.api.schemas import Problem, Text
from samverka.foundation.kernel.clock import today
from samverka.overview.access import get_body, get_initiative, get_meeting
from samverka.overview.doors import PUBLIC, only_reads
from samverka.work.bodies.marks import redacted
from samverka.work.bodies.models import AgendaItem, Appointment, Body, Founder, Initiative, Meeting
from samverka.work.bodies.queries import serving

__all__ = ["router"]

router = Router(tags=["bodies"])

_MISSING = {404: Problem}


class FoundingOut(Schema):
    """An organisation that founded the body, with the decision of its organ."""

    organisation: str
    organ: str | None
    decided_on: date | None
    section: str | None
    link: str | None

    @classmethod
    def of(cls, founder: Founder) -> "FoundingOut":
        return cls(
            organisation=founder.organisation.slug,
            organ=founder.organ or None,
            decided_on=founder.decided_on,
            section=founder.section or None,
            link=founder.link or None,
        )


class MembershipOut(Schema):
    """A membership as Popolo has it: a person in a post of the organisation, on behalf of another; days as stated."""

    post_id: str
    role: str
    category: str
    person_name: str
    on_behalf_of_id: str | None
    start_date: date
    end_date: date

    @classmethod
    def of(cls, one: Appointment) -> "MembershipOut":
        term = one.seat.term
        return cls(
            post_id=f"seat-{one.seat.number}",
            role=one.place,
            category=one.seat.category,
            person_name=one.name,
            on_behalf_of_id=one.seat.organisation.slug if one.seat.organisation else None,
            start_date=one.valid_from,
            end_date=(one.valid_to or term.valid_to),
        )


class BodyOut(Schema):
    """A body; `ended_on` is the first day on which it no longer exists."""

    id: int
    kind: str
    name: Text
    purpose: Text
    kept_by: str
    founded_on: date | None
    ended_on: date | None
    founders: list[FoundingOut]
    memberships: list[MembershipOut] | None = None

    @classmethod
    def of(cls, body: Body, memberships: list[MembershipOut] | None = None) -> "BodyOut":
        return cls(
            id=body.pk,
            kind=body.kind,
            name=Text.of(body.name),
            purpose=Text.of(body.purpose),
            kept_by=body.host.slug,
            founded_on=body.founded_on,
            ended_on=body.ended_on,
            founders=[FoundingOut.of(one) for one in body.founders.all()],
            memberships=memberships,
        )


class ItemOut(Schema):
    """A public item of an agenda; its outcome once the minutes are published. No person is named."""

    section: int | None
    title: str
    proposal: str | None
    outcome: str | None = None
    decision: str | None = None

    @classmethod
    def of(cls, item: AgendaItem, *, published: bool) -> "ItemOut":
        became = item.decision if published and item.is_settled else None
        return cls(
            section=item.section,
            title=item.title,
            proposal=redacted(item.proposal) or None,
            outcome=became.outcome if became else None,
            decision=(redacted(became.text) or None) if became else None,
        )


class MeetingOut(Schema):
    id: int
    body: int
    number: str
    starts_at: datetime
    place: str
    language: str
    state: str
    minutes_published_at: datetime | None
    items: list[ItemOut] | None = None

    @classmethod
    def of(cls, meeting: Meeting, items: list[AgendaItem] | None = None) -> "MeetingOut":
        published = meeting.is_published
        return cls(
            id=meeting.pk,
            body=meeting.body_id,
            number=f"{meeting.number}/{meeting.year}",
            starts_at=meeting.starts_at,
            place=meeting.place,
            language=meeting.language,
            state=meeting.state,
            minutes_published_at=meeting.published_at,
            items=[ItemOut.of(item, published=published) for item in items] if items is not None else None,
        )


class InitiativeOut(Schema):
    """A proposal to an authority or another organisation, what it answered, and what came of it."""

    id: int
    body: int
    addressee: str
    title: str
    text: str
    language: str
    state: str
    sent_at: datetime
    due: date
    late: bool
    answer_kind: str | None
    answer: str | None
    answered_at: datetime | None
    carried_out: bool | None
    what_came: str | None

    @classmethod
    def of(cls, one: Initiative) -> "InitiativeOut":
        return cls(
            id=one.pk,
            body=one.body_id,
            addressee=one.addressee.slug,
            title=one.title,
            text=redacted(one.text),
            language=one.language,
            state=one.state,
            sent_at=one.sent_at,
            due=one.due,
            late=one.is_late,
            answer_kind=one.answer_kind or None,
            answer=redacted(one.answer) or None,
            answered_at=one.answered_at,
            carried_out=one.is_carried_out,
            what_came=redacted(one.what_came) or None,
        )


@router.get("", response=list[BodyOut], url_name="bodies", summary="Public bodies")
@paginate(LimitOffsetPagination)
@only_reads(PUBLIC)
def bodies(request: HttpRequest) -> Any:  # noqa: ARG001
    found = Body.objects.open_to_all().select_related("host").prefetch_related("founders__organisation")
    return [BodyOut.of(one) for one in found]


@router.get(
    "/meetings/{pk}", response={200: MeetingOut, **_MISSING}, url_name="body_meeting", summary="A meeting"
)
@only_reads(PUBLIC)
def meeting(request: HttpRequest, pk: int) -> Any:  # noqa: ARG001
    chosen = get_meeting(None, pk)
    items = AgendaItem.objects.visible_to(None).filter(meeting=chosen).select_related("decision")
    return MeetingOut.of(chosen, list(items.order_by("place", "pk")))


@router.get(
    "/initiatives/{pk}",
    response={200: InitiativeOut, **_MISSING},
    url_name="body_initiative",
    summary="A proposal",
)
@only_reads(PUBLIC)
def initiative(request: HttpRequest, pk: int) -> Any:  # noqa: ARG001
    return InitiativeOut.of(get_initiative(None, pk))


@router.get(
    "/{pk}", response={200: BodyOut, **_MISSING}, url_name="body", summary="A body with its public members"
)
@only_reads(PUBLIC)
def body(request: HttpRequest, pk: int, on: date | None = None) -> Any:  # noqa: ARG001
    chosen = get_body(None, pk)
    members = serving(chosen, on or today()) if chosen.members_are_public else []
    return BodyOut.of(chosen, [MembershipOut.of(one) for one in members])


@router.get(
    "/{pk}/meetings", response=list[MeetingOut], url_name="body_meetings", summary="Meetings of a body"
)
@paginate(LimitOffsetPagination)
@only_reads(PUBLIC)
def meetings(request: HttpRequest, pk: int) -> Any:  # noqa: ARG001
    found = Meeting.objects.visible_to(None).filter(body=get_body(None, pk))
    return [MeetingOut.of(one) for one in found]


@router.get(
    "/{pk}/initiatives",
    response=list[InitiativeOut],
    url_name="body_initiatives",
    summary="Proposals of a body",
)
@paginate(LimitOffsetPagination)
@only_reads(PUBLIC)
def initiatives(request: HttpRequest, pk: int) -> Any:  # noqa: ARG001
    found = Initiative.objects.visible_to(None).filter(body=get_body(None, pk)).select_related("addressee")
    return [InitiativeOut.of(one) for one in found]
