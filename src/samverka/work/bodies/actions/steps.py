"""Steps that acts share."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.refusals import NotAllowed, Refused
from samverka.foundation.kernel.versions import locked
from samverka.registers.actors.acting import Acting
from samverka.work.bodies import lifecycle
from samverka.work.bodies.models import AgendaItem, Body, Meeting
from samverka.work.bodies.phrases import Verb
from samverka.work.bodies.rules import VERBS, may_vote_as

__all__ = [
    "allow",
    "allow_or_oneself",
    "locked_body",
    "locked_item",
    "locked_meeting",
    "moved",
    "require_open",
    "stamped",
]


def allow(verb: Verb, by: Acting, thing: Any) -> None:
    """Raises `NotAllowed` where the one who acts may not do the act to the thing."""
    if not VERBS[verb](by, thing):
        raise NotAllowed(_("Your mandate does not let you do this: %(act)s.") % {"act": verb.label})


def allow_or_oneself(verb: Verb, by: Acting, body: Body, appointment: Any) -> None:
    """The same, where a member may do it for the own seat."""
    if not may_vote_as(by, appointment):
        allow(verb, by, body)


def locked_body(body: Body, version: int | None = None) -> Body:
    """The body, locked. Raises `Refused` where it has ended."""
    now = locked(Body.objects.all(), body.pk, version)
    if now.is_ended:
        raise Refused(_("The body has ended. What is said of it stays as it was."))
    return now


def locked_meeting(meeting: Meeting, version: int | None = None) -> Meeting:
    """The meeting, locked."""
    return locked(Meeting.objects.select_related("body"), meeting.pk, version)


def locked_item(item: AgendaItem, version: int | None = None) -> AgendaItem:
    """An item, locked after its meeting, so that two things in one meeting are never done at the same time."""
    meeting = locked_meeting(item.meeting)
    now = locked(AgendaItem.objects.all(), item.pk, version)
    now.meeting = meeting
    return now


def require_open(meeting: Meeting) -> None:
    """Raises `Refused` where the meeting is not going on."""
    if not meeting.is_open:
        raise Refused(_("The meeting is not open. This is done while it goes on."))


def moved(meeting: Meeting, verb: Verb) -> Meeting:
    """The meeting in the state that an act leads to, not yet saved."""
    meeting.state = lifecycle.MEETING.after(meeting.state, verb)
    return meeting


def stamped(row: models.Model, act: str, by: Acting) -> tuple[str, str]:
    """Note on a row who did an act, and when; the names of the columns that it changed."""
    at_field, by_field = f"{act}_at", f"{act}_by"
    setattr(row, at_field, this_moment())
    setattr(row, by_field, by.user)
    return at_field, by_field
