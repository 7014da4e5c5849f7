"""Cooperation between municipalities and others, in preparation, active or ended."""

from datetime import date
from typing import TYPE_CHECKING, Final, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import Trilingual, trilingual
from samverka.foundation.kernel.periods import Period
from samverka.foundation.kernel.privacy import Privacy
from samverka.foundation.kernel.versions import Versioned
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.registers.areas.models import Area
from samverka.registers.law.enums import Bearer
from samverka.work.cooperation.enums import INSIDE, CooperationState

if TYPE_CHECKING:
    from samverka.work.cooperation.models.party import PartyQuerySet

__all__ = ["Cooperation"]


# What is published can be read once it has been started; what was given up before that never.
_OPEN_TO_ALL: Final = Q(is_public=True, started_at__isnull=False)


class CooperationQuerySet(models.QuerySet["Cooperation"]):
    def of(self, organisation: Actor) -> Self:
        """Those that an organisation is invited to or takes part in; those it has left are no longer its own."""
        return self.filter(pk__in=_parties().open().of(organisation).values("cooperation"))

    def visible_to(self, acting: Acting | None) -> Self:
        """What everybody may read, and what those who act for an organisation are invited to or take part in."""
        if acting is None or not acting.has(*INSIDE):
            return self.filter(_OPEN_TO_ALL)
        inside = _parties().open().of(acting.organisation)
        return self.filter(_OPEN_TO_ALL | Q(pk__in=inside.values("cooperation")))

    def with_parties(self) -> Self:
        """With their parties and the organisations fetched, the founders first."""
        return self.prefetch_related(models.Prefetch("parties", _parties().founders_first()))

    def active_on(self, day: date) -> Self:
        """Those that had been founded and not ended on a day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), founded_on__lte=day)

    def in_area(self, area: Area, on: date) -> Self:
        """Those in which the public sees a municipality which is the area, or belongs to it on a day."""
        within = [area] if area.is_municipality else Area.objects.within(area, on)
        municipal = Actor.objects.of_kind(Bearer.MUNICIPALITY).filter(capacities__area__in=within)
        # Not every party: to be found by its place would tell of one that is not shown.
        seen = _parties().visible_to(None).filter(organisation__in=municipal)
        return self.filter(pk__in=seen.values("cooperation"))


class Cooperation(Versioned):
    """What municipalities found together, and others join, to promote integration.

    It stands in preparation until every founder has accepted and one of them starts it. `ended_on` is the first day on
    which it no longer exists.
    """

    privacy = Privacy(
        "so that it can be shown who founded and ended a cooperation",
        holds=("started_by", "ended_by"),
        kept="as long as the cooperation is kept",
    )

    name_sv = models.CharField(_("name in Swedish"), max_length=200, blank=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    purpose_sv = models.TextField(_("purpose in Swedish"), blank=True)
    purpose_fi = models.TextField(_("purpose in Finnish"), blank=True)
    purpose_en = models.TextField(_("purpose in English"), blank=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=CooperationState,
        default=CooperationState.PREPARING,
        editable=False,
    )
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Everybody can read it, from the day when it is started.")
    )
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    ended_on = models.DateField(
        _("ended on"), null=True, blank=True, help_text=_("The first day on which it no longer exists.")
    )
    started_at = models.DateTimeField(_("started"), null=True, blank=True, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    started_for = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_for = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")

    if TYPE_CHECKING:
        parties: "PartyQuerySet"

    objects = CooperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("cooperation")
        verbose_name_plural = _("cooperations")
        ordering = ("name_sv", "name_fi", "pk")
        constraints = [
            models.CheckConstraint(
                name="cooperation_cooperation_has_a_name",
                condition=~Q(name_sv="", name_fi="", name_en=""),
                violation_error_message=_("Give the cooperation a name."),
            ),
            models.CheckConstraint(
                name="cooperation_cooperation_started_by_somebody",
                condition=Q(started_at=None, started_by=None, started_for=None, founded_on=None)
                | Q(
                    started_at__isnull=False,
                    started_by__isnull=False,
                    started_for__isnull=False,
                    founded_on__isnull=False,
                ),
                violation_error_message=_(
                    "A cooperation is founded on a day, by somebody, for a municipality."
                ),
            ),
            models.CheckConstraint(
                name="cooperation_cooperation_ended_by_somebody",
                condition=Q(ended_at=None, ended_by=None, ended_for=None, ended_on=None)
                | Q(
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                    ended_for__isnull=False,
                    ended_on__isnull=False,
                ),
                violation_error_message=_("A cooperation ends on a day, by somebody, for a municipality."),
            ),
            models.CheckConstraint(
                name="cooperation_cooperation_state_is_that_of_its_acts",
                condition=Q(state=CooperationState.PREPARING, started_at=None, ended_at=None)
                | Q(state=CooperationState.ACTIVE, started_at__isnull=False, ended_at=None)
                | Q(state=CooperationState.ENDED, ended_at__isnull=False),
                violation_error_message=_("The state of a cooperation is that which its acts have led to."),
            ),
            models.CheckConstraint(
                name="cooperation_cooperation_ends_after_it_begins",
                condition=Q(ended_on=None) | Q(founded_on=None) | Q(ended_on__gte=F("founded_on")),
                violation_error_message=_("A cooperation cannot end before it began."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> Trilingual:
        return trilingual(self, "name")

    @property
    def purpose(self) -> Trilingual:
        return trilingual(self, "purpose")

    @property
    def period(self) -> Period:
        """The days on which it existed, once it is founded."""
        return Period(self.founded_on, self.ended_on)

    @property
    def is_open_to_all(self) -> bool:
        """Whether everybody may read it."""
        return self.is_public and self.started_at is not None

    @property
    def is_preparing(self) -> bool:
        return self.state == CooperationState.PREPARING

    @property
    def is_active(self) -> bool:
        return self.state == CooperationState.ACTIVE

    @property
    def is_ended(self) -> bool:
        return self.state == CooperationState.ENDED

    def active_on(self, day: date) -> bool:
        """Whether it existed on a day: the same answer as `Cooperation.objects.active_on`."""
        return self.founded_on is not None and day in self.period

    def parties_on(self, day: date) -> "PartyQuerySet":
        """The organisations that took part on a day, founders first."""
        return self.parties.taking_part_on(day).founders_first()

    def includes(self, organisation: Actor, on: date | None = None) -> bool:
        """Whether an organisation takes part, today or on a day."""
        return self.parties.taking_part_on(on or today()).of(organisation).exists()

    def founders(self) -> list[Actor]:
        """The municipalities that have founded it and not left."""
        return [party.organisation for party in self.parties.all() if party.is_founder and party.is_accepted]


def _parties() -> "PartyQuerySet":
    # The party points to the cooperation, so that its class is known only when both are.
    return apps.get_model("cooperation", "Party").objects.all()
