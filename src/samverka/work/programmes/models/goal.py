"""Goals in a tree, and which goal of a higher programme a goal or a measure serves."""

from typing import Final, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.languages import Trilingual, trilingual
from samverka.foundation.kernel.privacy import Privacy
from samverka.foundation.kernel.versions import Versioned
from samverka.registers.actors.acting import Acting
from samverka.work.programmes.models.part import PartRequest
from samverka.work.programmes.models.programme import Programme

__all__ = ["DEPTH", "Goal"]

DEPTH: Final = 3
"""How deep the tree of goals can be."""


class GoalQuerySet(models.QuerySet["Goal"]):
    def visible_to(self, acting: Acting | None) -> Self:
        return self.filter(programme__in=Programme.objects.visible_to(acting))

    def inside(self, goal: "Goal") -> Self:
        """A goal and all goals below it."""
        return self.filter(Q(pk=goal.pk) | Q(parent=goal) | Q(parent__parent=goal))


class Goal(Versioned):
    """What a programme wants to reach. `lineage` is the same in each period to which the goal is carried over."""

    privacy = Privacy.none("what organisations plan")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="goals")
    part = models.ForeignKey(
        PartRequest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name=_("part of a ministry"),
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    lineage = models.UUIDField(default=uuid4, editable=False, db_index=True)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    title_sv = models.CharField(_("goal in Swedish"), max_length=300, blank=True)
    title_fi = models.CharField(_("goal in Finnish"), max_length=300, blank=True)
    title_en = models.CharField(_("goal in English"), max_length=300, blank=True)
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_fi = models.TextField(_("text in Finnish"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ("programme", "order", "pk")
        constraints = [
            models.CheckConstraint(
                name="programmes_goal_says_something",
                condition=~Q(title_sv="", title_fi="", title_en=""),
                violation_error_message=_("Say what the goal is."),
            ),
            models.CheckConstraint(
                name="programmes_goal_is_not_below_itself",
                condition=Q(parent=None) | ~Q(parent=F("id")),
                violation_error_message=_("A goal cannot lie below itself."),
            ),
            models.UniqueConstraint(
                fields=("programme", "lineage"),
                name="programmes_goal_carried_over_once",
                violation_error_message=_("This goal is already in the programme."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def title(self) -> Trilingual:
        return trilingual(self, "title")

    @property
    def text(self) -> Trilingual:
        return trilingual(self, "text")
