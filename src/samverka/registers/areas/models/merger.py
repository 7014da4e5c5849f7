"""Where a municipality went when it ended."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.areas.models.area import Area

__all__ = ["Merger"]


class Merger(models.Model):
    """That a municipality became a part of another on a day, by a decision of the Government."""

    privacy = Privacy.none("decisions of the Government on municipalities")

    ended = models.OneToOneField(Area, models.CASCADE, related_name="merged_into", verbose_name=_("ended"))
    into = models.ForeignKey(
        Area, models.CASCADE, related_name="received", verbose_name=_("became a part of")
    )
    took_effect_on = models.DateField(_("took effect on"))
    decision = models.CharField(_("decision"), max_length=20, help_text=_("Number in the statute book."))

    class Meta:
        verbose_name = _("merger")
        verbose_name_plural = _("mergers")
        ordering = ("took_effect_on", "ended")
        constraints = [
            models.CheckConstraint(
                name="areas_merger_into_another",
                condition=~models.Q(ended=models.F("into")),
                violation_error_message=_("A municipality cannot merge into itself."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.ended} → {self.into}"
