"""The meetings of a public body as a calendar that other programs follow."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from icalendar import Calendar, Event

from samverka.overview.access import get_body
from samverka.portal.doors import PUBLIC, reads
from samverka.work.bodies.models import Body, Meeting

__all__ = ["calendar"]

_USUAL_LENGTH: Final = timedelta(hours=2)


@reads(PUBLIC)
def calendar(_request: HttpRequest, pk: int) -> HttpResponse:
    """The meetings that have been called, the cancelled ones marked so; what everybody may read, whoever asks."""
    body = get_body(None, pk)
    made = Calendar()
    made.add("prodid", "-//Samverka//bodies//")
    made.add("version", "2.0")
    made.add("x-wr-calname", str(body.name))
    for meeting in Meeting.objects.visible_to(None).filter(body=body).select_related("body"):
        made.add_component(_event(body, meeting))
    return HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")


def _event(body: Body, meeting: Meeting) -> Event:
    event = Event()
    event.add("uid", f"body-{body.pk}-meeting-{meeting.pk}@samverka")
    event.add("sequence", meeting.version)
    event.add("dtstamp", meeting.cancelled_at or meeting.called_at)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at or meeting.starts_at + _USUAL_LENGTH)
    event.add("summary", str(meeting.name.in_language(meeting.language)))
    event.add("location", meeting.place)
    event.add("url", f"{settings.SITE_ADDRESS}/{meeting.language}/bodies/meetings/{meeting.pk}/")
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    return event
