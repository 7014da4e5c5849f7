"""What is due for a person, as a calendar that programs read (iCalendar, RFC 5545)."""

from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import today
from samverka.foundation.notices.queries import Due, due_things
from samverka.overview.access import get_calendar_link
from samverka.portal.doors import PUBLIC, reads
from samverka.portal.limits import too_often
from samverka.portal.requests import Request
from samverka.registers.actors.models import Actor

__all__ = ["calendar"]

_AT_MOST: Final = 60
_WITHIN: Final = timedelta(hours=1)


@reads(PUBLIC)
def calendar(request: Request, token: str) -> HttpResponse:  # noqa: ARG001
    """The calendar behind a secret address, without a session, in the language of its person."""
    link = get_calendar_link(token)
    if too_often(f"calendar:{link.pk}", at_most=_AT_MOST, within=_WITHIN):
        return HttpResponse(status=429, headers={"Retry-After": str(int(_WITHIN.total_seconds()))})
    with override(link.user.language):
        content = _calendar_of(link.user).to_ical()
    headers = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _calendar_of(user: User) -> Calendar:
    made = Calendar()
    made.add("prodid", "-//Samverka//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("My work in Samverka"))
    made.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    things = due_things(user, today())
    names = {
        one.slug: str(one.name)
        for one in Actor.objects.filter(slug__in={one.organisation_key for one in things})
    }
    for one in things:
        made.add_component(_event(user, one, names.get(one.organisation_key, "")))
    return made


def _event(user: User, one: Due, organisation: str) -> Event:
    """A thing that is due, on its whole day, which takes up no time of it."""
    event = Event()
    event.add("uid", f"{one.key}-{user.pk}@{urlsplit(settings.SITE_ADDRESS).hostname}")
    event.add("dtstamp", one.said_at)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", one.sentence)
    event.add("transp", "TRANSPARENT")
    event.add("url", f"{settings.SITE_ADDRESS}{one.address}")
    if organisation:
        event.add("description", organisation)
    return event
