"""Organisations of every kind, in what capacity they act where and when."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.languages import Trilingual, trilingual
from samverka.foundation.kernel.models import InTimeManager, InTimeQuerySet, ValidInTime, in_force
from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.actors.business_id import business_id_problem
from samverka.registers.areas.models import Area
from samverka.registers.law.enums import Bearer, Level, level_of

__all__ = ["Actor", "ActorName", "Capacity"]


def require_business_id(value: str) -> None:
    """Refuse a business ID whose form or check digit is wrong, with the sentence that says so."""
    if problem := business_id_problem(value):
        raise ValidationError(str(problem))


class ActorQuerySet(InTimeQuerySet):
    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind) if kind in Bearer.values else self.none()

    def acting_in(self, area: Area, on: date) -> Self:
        """Actors with a capacity for just this area on the day `on`."""
        return self.filter(pk__in=Capacity.objects.filter(area=area).in_force_on(on).values("actor"))

    def visible_to(self, acting: object | None) -> Self:
        """Actors that one who acts, or the public (`None`), may know of: the unconfirmed only by those who act."""
        return (
            self
            if acting is not None
            else self.exclude(registration__confirmed_at=None, registration__pk__gt=0)
        )


class Actor(ValidInTime):
    """An authority, association, company or other organisation."""

    privacy = Privacy.none("organisations; no person is named, nor any contact of one")

    slug = models.SlugField(_("identifier"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=30, choices=Bearer)
    name_sv = models.CharField(_("name in Swedish"), max_length=200, blank=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    described = models.BooleanField(
        _("described"),
        default=False,
        help_text=_("The name is our description; no source gives an official one."),
    )
    abbreviation_sv = models.CharField(_("abbreviation in Swedish"), max_length=60, blank=True)
    abbreviation_fi = models.CharField(_("abbreviation in Finnish"), max_length=60, blank=True)
    abbreviation_en = models.CharField(_("abbreviation in English"), max_length=60, blank=True)
    business_id = models.CharField(
        _("business ID"), max_length=9, blank=True, validators=[require_business_id], help_text=_("1234567-1")
    )
    website = models.URLField(_("website"), blank=True)
    founded_by = models.CharField(_("founded by"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    note_sv = models.TextField(_("note in Swedish"), blank=True)
    note_fi = models.TextField(_("note in Finnish"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)

    objects = ActorQuerySet.as_manager()

    class Meta(ValidInTime.Meta):
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ("kind", "slug")
        constraints = [
            *ValidInTime.Meta.constraints,
            models.UniqueConstraint(
                fields=("business_id",),
                condition=~models.Q(business_id=""),
                name="actors_actor_business_id_once",
                violation_error_message=_(
                    "An organisation with this business ID is already in the register."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> Trilingual:
        return trilingual(self, "name")

    @property
    def abbreviation(self) -> Trilingual:
        return trilingual(self, "abbreviation")

    @property
    def note(self) -> Trilingual:
        return trilingual(self, "note")

    @property
    def level(self) -> Level:
        return level_of(self.kind)


class ActorName(ValidInTime):
    """A name that an actor had during a period, where it changed."""

    privacy = Privacy.none("names of organisations")

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="names")
    name_sv = models.CharField(max_length=200, blank=True)
    name_fi = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = InTimeManager()

    class Meta(ValidInTime.Meta):
        ordering = ("actor", "valid_from")

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> Trilingual:
        return trilingual(self, "name")


class CapacityQuerySet(InTimeQuerySet):
    def reaching(self, municipality: Area, on: date) -> Self:
        """Capacities for the municipality itself or for an area that it belongs to on the day `on`."""
        around = municipality.memberships.filter(in_force(on)).values("area")
        return self.in_force_on(on).filter(models.Q(area=municipality) | models.Q(area__in=around))


class Capacity(ValidInTime):
    """That an actor acts as a kind of authority for an area.

    Usually one, of the actor's own kind; but Helsinki is also a wellbeing services county, and four cities are
    employment authorities. Without an area: it acts somewhere, but no source at hand says where.
    """

    privacy = Privacy.none("where organisations act")

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="capacities")
    kind = models.CharField(_("acts as"), max_length=30, choices=Bearer)
    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="capacities")
    ground = models.CharField(_("ground"), max_length=120, blank=True)
    note_sv = models.TextField(_("note in Swedish"), blank=True)
    note_fi = models.TextField(_("note in Finnish"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)

    objects = CapacityQuerySet.as_manager()

    class Meta(ValidInTime.Meta):
        verbose_name = _("capacity")
        verbose_name_plural = _("capacities")
        ordering = ("actor", "kind", "valid_from", "area")

    def __str__(self) -> str:
        return f"{self.actor} ({self.get_kind_display()}, {self.area})"

    @property
    def note(self) -> Trilingual:
        return trilingual(self, "note")
