"""Reading: the public list, a body, a meeting, what one sits in oneself."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.clock import this_moment, today
from samverka.overview.access import get_body, get_meeting
from samverka.portal.bodies.tables import rows_of_seats
from samverka.portal.doors import ACTING, PUBLIC, reads
from samverka.portal.pages import page_of
from samverka.portal.requests import Request
from samverka.registers.actors.models import Actor
from samverka.work.bodies import checks
from samverka.work.bodies.agenda_subjects import found as found_subject
from samverka.work.bodies.enums import CheckState
from samverka.work.bodies.models import (
    Attachment,
    Body,
    Initiative,
    Meeting,
    MinutesCheck,
    PublishedMinutes,
    Task,
)
from samverka.work.bodies.queries import posts_on, provisions_behind
from samverka.work.bodies.rules import has_seat, keeps, may_found, may_prepare, may_record

__all__ = ["bodies", "body", "meeting", "mine"]


@reads(PUBLIC)
def bodies(request: Request) -> HttpResponse:
    """The public bodies, all or those of one founder."""
    rows = (
        Body.objects.open_to_all().select_related("host").prefetch_related("founders__organisation", "terms")
    )
    founder = Actor.objects.filter(slug=request.GET.get("founder", "")).first()
    if founder:
        rows = rows.filter(founders__organisation=founder)
    context = {
        "page": page_of(request, rows),
        "founder": founder,
        "founding": Actor.objects.filter(bodies_founded__body__in=Body.objects.open_to_all()).distinct(),
        "may_found": may_found(request.acting),
    }
    return render(request, "portal/bodies/bodies.html", context)


@reads(PUBLIC)
def body(request: Request, pk: int) -> HttpResponse:
    """One body: who founded it, who sits in it, when it meets, what it has proposed and what came of it."""
    chosen = get_body(request.acting, pk)
    keeping = keeps(request.acting, chosen)
    within = keeping or has_seat(request.acting, chosen)
    named = within or chosen.members_are_public
    posts = posts_on(chosen, request.on) if named else []
    context = {
        "body": chosen,
        "term": chosen.term_on(request.on),
        "within": within,
        "keeping": keeping,
        "preparing": may_prepare(request.acting, chosen) and not chosen.is_ended,
        "seats": rows_of_seats(chosen, request.on, posts) if named else (),
        "posts": posts,
        "meetings": Meeting.objects.visible_to(request.acting).filter(body=chosen)[:12],
        "initiatives": Initiative.objects.visible_to(request.acting)
        .filter(body=chosen)
        .select_related("addressee"),
        "provisions": provisions_behind(chosen.kind, request.on),
    }
    return render(
        request, "portal/bodies/body.html", context | _of_those_within(request, chosen, keeping, within)
    )


def _of_those_within(request: Request, chosen: Body, keeping: bool, within: bool) -> dict[str, Any]:  # noqa: FBT001
    founders = chosen.founders.all() if request.acting and not chosen.is_ended else ()
    return {
        "own": next((one for one in founders if may_record(request.acting, one)), None),
        "missing": list(checks.before_start(chosen, today())) if keeping and chosen.is_preparing else [],
        "journal": Entry.objects.about(chosen._meta.label_lower, chosen.pk)[:20] if within else (),
    }


@reads(PUBLIC)
def meeting(request: Request, pk: int) -> HttpResponse:
    """One meeting: when and where, its agenda, and its minutes when they are published."""
    chosen = get_meeting(request.acting, pk)
    keeping = keeps(request.acting, chosen.body)
    within = keeping or has_seat(request.acting, chosen.body)
    items = list(chosen.items.select_related("decision").order_by("place", "pk"))
    context = {
        "meeting": chosen,
        "body": chosen.body,
        "keeping": keeping,
        "within": within,
        "items": items,
        "attachments": _by_item(request, chosen),
        "subjects": {
            item.pk: found_subject(request.acting, item.subject_kind, item.subject_key) for item in items
        },
        "edition": PublishedMinutes.objects.filter(minutes__meeting=chosen).first(),
        "journal": Entry.objects.about(chosen._meta.label_lower, chosen.pk) if within else (),
        "missing": list(checks.before_call(chosen)) if keeping and chosen.is_planned else [],
    }
    return render(request, "portal/bodies/meeting.html", context)


def _by_item(request: Request, chosen: Meeting) -> dict[int, list[Attachment]]:
    seen = Attachment.objects.visible_to(request.acting, today()).filter(item__meeting=chosen)
    found: dict[int, list[Attachment]] = {}
    for one in seen.select_related("file"):
        found.setdefault(one.item_id, []).append(one)
    return found


@reads(ACTING)
def mine(request: Request) -> HttpResponse:
    """What one keeps, sits in and founds, and what awaits one there."""
    acting = request.acting
    context = {
        "kept": Body.objects.kept_by(acting),
        "seating": Body.objects.seating(acting),
        "founded": Body.objects.founded_by(acting).exclude(pk__in=Body.objects.kept_by(acting).values("pk")),
        "upcoming": Meeting.objects.filter(body__in=Body.objects.within(acting))
        .upcoming(this_moment())
        .select_related("body")[:10],
        "checks": MinutesCheck.objects.filter(
            appointment__holder=acting.user, state=CheckState.ASKED, minutes__meeting__state="minutes_drafted"
        ).select_related("minutes__meeting__body"),
        "asked": Initiative.objects.addressed_to(acting).awaiting().select_related("body"),
        "tasks": Task.objects.given_to(acting).to_do().select_related("decision__item__meeting__body"),
        "may_found": may_found(acting),
    }
    return render(request, "portal/bodies/mine.html", context)
