"""My work: what awaits a person, what is coming and what they were told, in all mandates."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import redirect, render

from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.notices.actions import mark_read
from samverka.foundation.notices.models import Notice, Reminder
from samverka.foundation.notices.queries import awaiting, coming, told
from samverka.overview.access import get_notice
from samverka.portal.doors import SIGNED_IN, person_of, reads, writes
from samverka.portal.pages import page_of
from samverka.portal.requests import Request
from samverka.registers.actors.models import Actor

__all__ = ["my_work", "read", "read_all"]


@reads(SIGNED_IN)
def my_work(request: Request) -> HttpResponse:
    """What awaits me, late first; what is coming; what I was told. With one link to do each."""
    person = person_of(request)
    awaited = awaiting(person)
    ahead = coming(person, today(), awaited)
    page = page_of(request, told(person))
    context = {
        "awaited": awaited,
        "late": sum(notice.is_late for notice in awaited),
        "coming": ahead,
        "page": page,
        "unread": any(notice.read_at is None for notice in page),
        "organisations": _organisations([*awaited, *ahead, *page]),
    }
    return render(request, "portal/people/my_work.html", context)


@writes(SIGNED_IN)
def read(request: Request, pk: int) -> HttpResponse:
    """Note that one thing has been read."""
    notice = get_notice(person_of(request), pk)
    if request.method == "POST":
        mark_read(person_of(request), Notice.objects.filter(pk=notice.pk))
    return redirect("portal:my_work")


@writes(SIGNED_IN)
def read_all(request: Request) -> HttpResponse:
    """Note that everything has been read."""
    if request.method == "POST":
        mark_read(person_of(request))
    return redirect("portal:my_work")


def _organisations(rows: Iterable[Notice | Reminder]) -> dict[str, Trilingual]:
    """The names of the organisations in whose name the person is told, by their slugs."""
    slugs = {row.organisation_key for row in rows if row.organisation_key}
    return {actor.slug: actor.name for actor in Actor.objects.filter(slug__in=slugs)}
