"""What goals and measures are tied to: the aims of the law, goals of higher programmes, what is to be reached."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.languages import Trilingual, trilingual
from samverka.foundation.kernel.privacy import Privacy
from samverka.work.programmes.grounds import AIMS, Aim
from samverka.work.programmes.models.goal import Goal
from samverka.work.programmes.models.measure import Measure

__all__ = ["Alignment", "ServedAim", "Target"]


def aim_choices() -> list[tuple[str, str]]:
    return [(aim.code, str(aim.name)) for aim in AIMS.values()]


def of_goal_or_measure(name: str, sentence: Any) -> models.CheckConstraint:
    """That a row belongs to a goal or to a measure, and to one of them only."""
    one = Q(goal__isnull=False, measure__isnull=True) | Q(goal__isnull=True, measure__isnull=False)
    return models.CheckConstraint(name=name, condition=one, violation_error_message=sentence)


class ServedAim(models.Model):
    """That a goal or a measure serves an aim of the law. A measure also serves those of the goals above it."""

    privacy = Privacy.none("what organisations plan")

    goal = models.ForeignKey(Goal, models.CASCADE, null=True, blank=True, related_name="served_aims")
    measure = models.ForeignKey(Measure, models.CASCADE, null=True, blank=True, related_name="served_aims")
    code = models.CharField(_("aim of the law"), max_length=40, choices=aim_choices)

    class Meta:
        verbose_name = _("served aim")
        verbose_name_plural = _("served aims")
        ordering = ("pk",)
        constraints = [
            of_goal_or_measure(
                "programmes_servedaim_of_a_goal_or_a_measure",
                _("An aim is served by a goal or by a measure."),
            ),
            models.UniqueConstraint(
                fields=("goal", "code"),
                name="programmes_servedaim_once_by_a_goal",
                violation_error_message=_("The goal already serves this aim."),
            ),
            models.UniqueConstraint(
                fields=("measure", "code"),
                name="programmes_servedaim_once_by_a_measure",
                violation_error_message=_("The measure already serves this aim."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def aim(self) -> Aim:
        return AIMS[self.code]


class Alignment(models.Model):
    """That a goal or a measure serves a goal of a higher programme: of the region, of the State. Stored once, here."""

    privacy = Privacy.none("what organisations plan")

    goal = models.ForeignKey(Goal, models.CASCADE, null=True, blank=True, related_name="alignments")
    measure = models.ForeignKey(Measure, models.CASCADE, null=True, blank=True, related_name="alignments")
    serves = models.ForeignKey(Goal, models.PROTECT, related_name="aligned", verbose_name=_("serves"))

    class Meta:
        verbose_name = _("alignment")
        verbose_name_plural = _("alignments")
        ordering = ("pk",)
        constraints = [
            of_goal_or_measure(
                "programmes_alignment_of_a_goal_or_a_measure",
                _("A goal of a higher programme is served by a goal or by a measure."),
            ),
            models.UniqueConstraint(
                fields=("goal", "serves"),
                name="programmes_alignment_once_of_a_goal",
                violation_error_message=_("The goal already serves this goal."),
            ),
            models.UniqueConstraint(
                fields=("measure", "serves"),
                name="programmes_alignment_once_of_a_measure",
                violation_error_message=_("The measure already serves this goal."),
            ),
            models.CheckConstraint(
                name="programmes_alignment_leads_elsewhere",
                condition=Q(goal=None) | ~Q(goal=F("serves")),
                violation_error_message=_("A goal does not serve itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal or self.measure} – {self.serves}"


class Target(models.Model):
    """By what a goal or a measure is followed, and what is to be reached by when. Figures themselves lie elsewhere."""

    privacy = Privacy.none("what organisations plan")

    goal = models.ForeignKey(Goal, models.CASCADE, null=True, blank=True, related_name="targets")
    measure = models.ForeignKey(Measure, models.CASCADE, null=True, blank=True, related_name="targets")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    indicator_sv = models.CharField(_("indicator in Swedish"), max_length=300, blank=True)
    indicator_fi = models.CharField(_("indicator in Finnish"), max_length=300, blank=True)
    indicator_en = models.CharField(_("indicator in English"), max_length=300, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    value = models.DecimalField(_("to be reached"), max_digits=14, decimal_places=3, null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("by the end of"), null=True, blank=True)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ("order", "pk")
        constraints = [
            of_goal_or_measure(
                "programmes_target_of_a_goal_or_a_measure", _("A target is that of a goal or of a measure.")
            ),
            models.CheckConstraint(
                name="programmes_target_names_its_indicator",
                condition=~Q(indicator_sv="", indicator_fi="", indicator_en=""),
                violation_error_message=_("Say by what it is followed."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.indicator)

    @property
    def indicator(self) -> Trilingual:
        return trilingual(self, "indicator")

    @property
    def in_figures(self) -> Decimal | None:
        """What is to be reached, without zeros that say nothing."""
        return None if self.value is None else self.value.normalize() + 0
