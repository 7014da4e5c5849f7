"""The round among ministries: what part of the State programme each is asked for, and where that stands."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.acts import at, by, either, state_follows
from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.privacy import Privacy
from samverka.foundation.kernel.versions import Versioned
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.work.programmes.enums import INSIDE, OPEN_PARTS, PartState
from samverka.work.programmes.models.programme import Programme

__all__ = ["PartRequest"]


class PartRequestQuerySet(models.QuerySet["PartRequest"]):
    def open(self) -> Self:
        """Those that the ministry is still to give."""
        return self.filter(state__in=OPEN_PARTS)

    def late(self, day: date) -> Self:
        """Of those, the ones whose day has passed."""
        return self.open().filter(due__lt=day)

    def visible_to(self, acting: Acting | None) -> Self:
        """Never public: to those who prepare the programme, and to each ministry that was asked."""
        if acting is None or not acting.has(*INSIDE):
            return self.none()
        own = acting.organisation
        asked = self.model._default_manager.filter(ministry=own).values("programme")
        return self.filter(Q(programme__prepared_for=own) | Q(programme__in=asked))


class PartRequest(Versioned):
    """That a ministry is asked for its goals, measures and budget lines by a day.

    Its part are the goals and measures that point to it. `announced_cents` is the sum of all that it plans to spend, as
    the ministry itself says it when it gives its part: the lines must add up to it.
    """

    privacy = Privacy(
        "so that it can be shown who asked for, gave, returned and accepted a ministry's part",
        holds=("asked_by", "answered_by", "returned_by", "accepted_by"),
        kept="as long as the programme is kept",
    )

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="parts")
    ministry = models.ForeignKey(Actor, models.PROTECT, related_name="programme_parts")
    state = models.CharField(
        _("state"), max_length=10, choices=PartState, default=PartState.ASKED, editable=False
    )
    task = models.TextField(_("what is asked for"), blank=True)
    due = models.DateField(_("to be given by"))
    asked_at = models.DateTimeField(_("asked"), default=this_moment, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = at(_("given"))
    answered_by = by()
    announced_cents = models.BigIntegerField(_("planned in all, in cents"), null=True, blank=True)
    returned_at = at(_("returned"))
    returned_by = by()
    returned_because = models.TextField(_("why it was returned"), blank=True)
    accepted_at = at(_("put together"))
    accepted_by = by()

    objects = PartRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a ministry")
        verbose_name_plural = _("parts of ministries")
        ordering = ("programme", "ministry__slug")
        constraints = [
            models.UniqueConstraint(
                fields=("programme", "ministry"),
                name="programmes_part_once_of_each_ministry",
                violation_error_message=_("This ministry has already been asked."),
            ),
            models.CheckConstraint(
                name="programmes_part_answered_by_somebody",
                condition=either("answered_at", "answered_by"),
                violation_error_message=_("A part is given by somebody."),
            ),
            models.CheckConstraint(
                name="programmes_part_returned_by_somebody",
                condition=either("returned_at", "returned_by"),
                violation_error_message=_("A part is returned by somebody."),
            ),
            models.CheckConstraint(
                name="programmes_part_returned_for_a_reason",
                condition=Q(returned_at=None) | ~Q(returned_because=""),
                violation_error_message=_("Say why the part is returned, and what is to be changed."),
            ),
            models.CheckConstraint(
                name="programmes_part_accepted_by_somebody",
                condition=either("accepted_at", "accepted_by"),
                violation_error_message=_("A part is put together with the others by somebody."),
            ),
            models.CheckConstraint(
                name="programmes_part_announces_no_debt",
                condition=Q(announced_cents=None) | Q(announced_cents__gte=0),
                violation_error_message=_("A sum of money cannot be below zero."),
            ),
            models.CheckConstraint(
                name="programmes_part_state_is_that_of_its_acts",
                condition=Q(state__in=PartState.values)
                & state_follows("answered_at", (PartState.ANSWERED, PartState.RETURNED, PartState.ACCEPTED))
                & state_follows(
                    "returned_at", (PartState.RETURNED,), (PartState.ANSWERED, PartState.ACCEPTED)
                )
                & state_follows("accepted_at", (PartState.ACCEPTED,)),
                violation_error_message=_(
                    "The state of a part is that which the acts of the ministries have led to."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.ministry)

    @property
    def name(self) -> Trilingual:
        return self.ministry.name

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_PARTS

    def is_late_on(self, day: date) -> bool:
        """The same answer as `PartRequest.objects.late`."""
        return self.is_open and self.due < day

    @property
    def is_late(self) -> bool:
        return self.is_late_on(today())

    @property
    def announced(self) -> Decimal | None:
        """What the ministry says that its part costs in all, in euros."""
        return None if self.announced_cents is None else Decimal(self.announced_cents) / 100
