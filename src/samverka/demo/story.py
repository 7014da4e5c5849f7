"""The story as a whole, told once, wholly or not at all, by the same acts by which people work."""

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction

from samverka.demo.agreements import agree, negotiate
from samverka.demo.cooperation import cooperate, go_separate_ways
from samverka.demo.days import StoryDays
from samverka.demo.delegation import set_up
from samverka.demo.meetings import meet
from samverka.demo.people import arrive, stand_in
from samverka.demo.today import wake_up
from samverka.foundation.accounts.models import User

__all__ = ["NotForAnExample", "is_told", "tell"]


class NotForAnExample(Exception):
    """The installation is no example, or holds what people have written; the message says which."""


def is_told() -> bool:
    """Whether the story is there: it is told whole, so its people are enough of a sign."""
    return bool(settings.EXAMPLE) and User.objects.exists()


@transaction.atomic
def tell() -> None:
    """Tell the story. Raises `NotForAnExample` before anything is written."""
    for sentence in _refusals():
        raise NotForAnExample(sentence)
    days = StoryDays()
    arrive(days)
    cooperation = cooperate(days)
    delegation = set_up(days, cooperation)
    agree(days, cooperation)
    meet(days, delegation)
    go_separate_ways(days, cooperation)
    negotiate(days, cooperation)
    stand_in(days)
    wake_up(days)


def _refusals() -> Iterator[str]:
    if not settings.EXAMPLE:
        yield "This installation is not marked as an example, so nothing is told in it. See: samverka demo --help"
    if User.objects.exists():
        yield "People have accounts in this installation already. An example is told in an empty one."
