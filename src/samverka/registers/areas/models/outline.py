"""The shapes of areas, for overview maps."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.areas.models.area import Area

__all__ = ["CANVAS", "DIVISION_YEAR", "Outline"]

# The drawing's width and height; all outlines are drawn on the same one.
CANVAS: Final = (560, 1000)
DIVISION_YEAR: Final = 2026


class Outline(models.Model):
    """The shape of an area in the division of 2026, as the path of a drawing; coordinates are those of `CANVAS`."""

    privacy = Privacy.none("public boundaries of areas")

    area = models.OneToOneField(Area, models.CASCADE, related_name="outline")
    path = models.TextField(_("path"))
    x = models.FloatField(help_text=_("Where a label or a mark stands, from the left."))
    y = models.FloatField(help_text=_("Where a label or a mark stands, from the top."))

    class Meta:
        verbose_name = _("outline")
        verbose_name_plural = _("outlines")
        ordering = ("area",)

    def __str__(self) -> str:
        return f"{self.area}"
