"""What pages of bodies say with: texts with or without the names marked in them, and how votes were cast."""

from typing import Any

from django import template

from samverka.foundation.kernel.clock import today
from samverka.work.bodies.enums import Choice
from samverka.work.bodies.marks import redacted, revealed

register = template.Library()


@register.filter
def names(text: str, are_shown: Any) -> str:
    """A text with the names marked in it, or with what stands in their place."""
    return revealed(text) if are_shown else redacted(text)


@register.filter
def ballot_of(vote: Any, appointment: Any) -> str:
    """How somebody has voted; empty where not yet."""
    return next((one.choice for one in vote.ballots.all() if one.appointment_id == appointment.pk), "")


@register.filter
def cast_so(vote: Any, choice: str) -> int:
    """How many voted so."""
    return int(vote.cast(Choice(choice)))


@register.filter
def is_to_come(day: Any) -> bool:
    """Whether a day is today or later."""
    return bool(day >= today())
