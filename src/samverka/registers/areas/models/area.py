"""Areas: municipalities and all that they belong to."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.languages import Trilingual, trilingual
from samverka.foundation.kernel.models import InTimeManager, InTimeQuerySet, ValidInTime
from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.areas.enums import AreaKind, LanguageStatus, MunicipalityType, Scheme

__all__ = ["Area", "AreaName", "Membership", "Standing"]


class AreaQuerySet(InTimeQuerySet):
    def of_kind(self, kind: AreaKind) -> Self:
        return self.filter(kind=kind)

    def municipalities(self) -> Self:
        return self.of_kind(AreaKind.MUNICIPALITY)

    def containing(self, municipality: "Area", on: date) -> Self:
        """The areas that `municipality` belongs to on the day `on`, by what the sources say and nothing else."""
        memberships = Membership.objects.filter(municipality=municipality).in_force_on(on)
        return self.filter(pk__in=memberships.values("area"))

    def within(self, area: "Area", on: date) -> Self:
        """The municipalities that belong to `area` on the day `on`."""
        memberships = Membership.objects.filter(area=area).in_force_on(on)
        return self.filter(pk__in=memberships.values("municipality"))


class Area(ValidInTime):
    """A municipality or an area of another kind, by the code that the official classifications give it."""

    privacy = Privacy.none("public classifications of areas")

    kind = models.CharField(_("kind"), max_length=30, choices=AreaKind)
    code = models.CharField(_("code"), max_length=10)
    name_sv = models.CharField(_("name in Swedish"), max_length=120, blank=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    on_mainland = models.BooleanField(_("on the mainland"), help_text=_("It is there, or a part of it is."))
    on_aland = models.BooleanField(_("on Åland"), help_text=_("It is there, or a part of it is."))

    objects = AreaQuerySet.as_manager()

    class Meta(ValidInTime.Meta):
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ("kind", "code")
        constraints = [
            *ValidInTime.Meta.constraints,
            models.UniqueConstraint(
                fields=("kind", "code"),
                name="areas_area_one_per_code",
                violation_error_message=_("There is already an area of this kind with this code."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> Trilingual:
        return trilingual(self, "name")

    @property
    def is_municipality(self) -> bool:
        return self.kind == AreaKind.MUNICIPALITY


class AreaName(ValidInTime):
    """How the tables of earlier years wrote an area's name, where they wrote it otherwise."""

    privacy = Privacy.none("public classifications of areas")

    area = models.ForeignKey(Area, models.CASCADE, related_name="written")
    name_sv = models.CharField(max_length=120, blank=True)
    name_fi = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)

    objects = InTimeManager()

    class Meta(ValidInTime.Meta):
        ordering = ("area", "valid_from")

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> Trilingual:
        return trilingual(self, "name")


class Membership(ValidInTime):
    """That a municipality belongs to an area of another kind, from one day to another."""

    privacy = Privacy.none("public classifications of areas")

    municipality = models.ForeignKey(Area, models.CASCADE, related_name="memberships")
    area = models.ForeignKey(Area, models.CASCADE, related_name="members")

    objects = InTimeManager()

    class Meta(ValidInTime.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("municipality", "area", "valid_from")
        constraints = [
            *ValidInTime.Meta.constraints,
            models.UniqueConstraint(
                fields=("municipality", "area", "valid_from"), name="areas_membership_begins_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} – {self.area}"


class Standing(ValidInTime):
    """What a municipality is classed as: its language status or its type."""

    privacy = Privacy.none("public classifications of areas")

    municipality = models.ForeignKey(Area, models.CASCADE, related_name="standings")
    scheme = models.CharField(_("classed by"), max_length=10, choices=Scheme)
    value = models.PositiveSmallIntegerField(_("class"))

    objects = InTimeManager()

    class Meta(ValidInTime.Meta):
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering = ("municipality", "scheme", "valid_from")

    def __str__(self) -> str:
        return str(self.label)

    @property
    def label(self) -> str:
        """The class in words."""
        meanings = LanguageStatus if self.scheme == Scheme.LANGUAGE else MunicipalityType
        return str(meanings(self.value).label)
