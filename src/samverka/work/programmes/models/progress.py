"""Notes on how measures go: written once, never changed."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.privacy import Privacy
from samverka.foundation.kernel.refusals import Refused
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.work.programmes.enums import MeasureState
from samverka.work.programmes.models.measure import Measure

__all__ = ["ProgressNote"]


class ProgressNoteQuerySet(models.QuerySet["ProgressNote"]):
    def visible_to(self, acting: Acting | None) -> Self:
        return self.filter(measure__in=Measure.objects.visible_to(acting))


class ProgressNote(models.Model):
    """What had happened with a measure by a day, and its state then. `unchanged`: nothing new, said in one act."""

    privacy = Privacy(
        "so that it can be shown who said how a measure goes",
        holds=("written_by",),
        kept="as long as the programme is kept",
    )

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="notes")
    said_on = models.DateField(_("as of"))
    state = models.CharField(_("state then"), max_length=10, choices=MeasureState)
    unchanged = models.BooleanField(_("no change"), default=False)
    text = models.TextField(_("what has happened"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    written_at = models.DateTimeField(_("written"), default=this_moment)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_for = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    objects = ProgressNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note of progress")
        verbose_name_plural = _("notes of progress")
        ordering = ("-said_on", "-pk")
        indexes = [models.Index(fields=("measure", "-said_on"))]
        constraints = [
            models.CheckConstraint(
                name="programmes_note_says_something",
                condition=Q(unchanged=True) | ~Q(text=""),
                violation_error_message=_("Say what has happened, or that nothing has changed."),
            ),
            models.CheckConstraint(
                name="programmes_note_knows_the_state",
                condition=Q(state__in=MeasureState.values),
                violation_error_message=_("Choose the state of the measure."),
            ),
            models.CheckConstraint(
                name="programmes_note_reasons_for_giving_up",
                condition=~Q(state=MeasureState.GIVEN_UP) | ~Q(text=""),
                violation_error_message=_("Say why the measure is given up."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.said_on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the note. Raises `Refused` for one that has been written: the database refuses that, too."""
        if not self._state.adding:
            raise Refused(_("A note is not changed afterwards. Write a new one."))
        super().save(*args, **kwargs)
