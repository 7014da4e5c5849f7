"""Acts as columns: when something was done, and by whom. Both stand, or neither."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

__all__ = ["at", "by", "either", "state_follows"]


def at(label: Any) -> models.DateTimeField:
    """When an act was done; empty: not yet."""
    return models.DateTimeField(label, null=True, blank=True, editable=False)


def by() -> models.ForeignKey:
    """Who did it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )


def either(*fields: str) -> Q:
    """All of the fields are empty, or none is."""
    return Q(**{f"{field}__isnull": True for field in fields}) | Q(
        **{f"{field}__isnull": False for field in fields}
    )


def state_follows(field: str, states: tuple[str, ...], free: tuple[str, ...] = ()) -> Q:
    """The act is done in just these states; in the free ones it may or may not have been."""
    done, undone = Q(**{f"{field}__isnull": False}), Q(**{f"{field}__isnull": True})
    return Q(state__in=free) | (Q(state__in=states) & done) | (~Q(state__in=(*states, *free)) & undone)
