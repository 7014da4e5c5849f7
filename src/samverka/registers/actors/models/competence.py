"""Tasks that law gives to one authority for a wider area than its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.languages import Trilingual, trilingual
from samverka.foundation.kernel.models import InTimeManager, ValidInTime
from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.actors.models.actor import Actor
from samverka.registers.law.models import Duty

__all__ = ["Competence"]


class Competence(ValidInTime):
    """That `actor` does what `duty` asks also in the areas of other authorities of its kind.

    Empty `instead_of`: in the areas of all of them.
    """

    privacy = Privacy.none("what statutes say of organisations")

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="competences")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="competences")
    instead_of = models.ManyToManyField(Actor, blank=True, related_name="ceded_competences")
    ground = models.CharField(_("ground"), max_length=120)
    note_sv = models.TextField(_("note in Swedish"), blank=True)
    note_fi = models.TextField(_("note in Finnish"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)

    objects = InTimeManager()

    class Meta(ValidInTime.Meta):
        verbose_name = _("competence per task")
        verbose_name_plural = _("competences per task")
        ordering = ("duty", "valid_from", "actor")

    def __str__(self) -> str:
        return f"{self.duty} – {self.actor}"

    @property
    def note(self) -> Trilingual:
        return trilingual(self, "note")
