"""Abstract models that every app shares. The kernel has no tables of its own."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.periods import Period

__all__ = ["InTimeManager", "InTimeQuerySet", "ValidInTime"]


class InTimeQuerySet(models.QuerySet[Any]):
    """Rows that are valid in time."""

    def in_force_on(self, on: date) -> Self:
        """Rows that hold on the day `on`."""
        return self.filter(in_force(on))

    def in_force_within(self, period: Period) -> Self:
        """Rows that hold on some day of `period`."""
        begins = Q() if period.end is None else Q(valid_from=None) | Q(valid_from__lt=period.end)
        ends = Q() if period.start is None else Q(valid_to=None) | Q(valid_to__gt=period.start)
        return self.filter(begins, ends).exclude(valid_from=F("valid_to"))


# For rows with no questions of their own. Not `as_manager()`, which mypy cannot follow across files.
InTimeManager = models.Manager.from_queryset(InTimeQuerySet)


def in_force(on: date, prefix: str = "") -> Q:
    """The condition that a row, or the row that `prefix` leads to, holds on the day `on`."""
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": on})
    not_ended = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": on})
    return begun & not_ended


class ValidInTime(models.Model):
    """A row that holds from one day to another (half-open)."""

    valid_from = models.DateField(
        _("valid from"), null=True, blank=True, help_text=_("The first day. Empty: not known when it began.")
    )
    valid_to = models.DateField(
        _("valid to"),
        null=True,
        blank=True,
        help_text=_("The first day on which it no longer holds. Empty: still."),
    )
    start_known = models.BooleanField(
        _("beginning known"),
        default=True,
        help_text=_("False: it held on the first day given, but may have begun earlier."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The last day must not be before the first."),
            )
        ]

    @property
    def period(self) -> Period:
        """The days on which the row holds."""
        return Period(self.valid_from, self.valid_to)
