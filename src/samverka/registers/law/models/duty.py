"""The versioned catalogue of duties: who must or may do what, since when, by which provisions."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.languages import Trilingual, trilingual
from samverka.foundation.kernel.models import InTimeManager, ValidInTime
from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.law.enums import Bearer, Force, Level, Territory, Theme, level_of
from samverka.registers.law.models.statute import Provision

__all__ = ["Bearing", "Duty", "DutyTerm"]


class Duty(models.Model):
    """One duty through time. What it says, and who bears it, stands in its terms."""

    privacy = Privacy.none("what statutes say of organisations")

    code = models.CharField(_("code"), max_length=20, unique=True)
    theme = models.CharField(_("theme"), max_length=20, choices=Theme)
    order = models.PositiveSmallIntegerField(
        _("order"), help_text=_("In the reviewed files, the weightiest first.")
    )
    detail = models.BooleanField(
        _("a detail"),
        default=False,
        help_text=_("A single step, a payment or an exchange of data: listed after the duties proper."),
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=120)
    title_fi = models.CharField(_("title in Finnish"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ("order", "code")

    def __str__(self) -> str:
        return str(self.title)

    @property
    def title(self) -> Trilingual:
        return trilingual(self, "title")


class DutyTerm(ValidInTime):
    """What a duty was during a period: its bearers, its content and the provisions that it rests on."""

    privacy = Privacy.none("what statutes say of organisations")

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="terms")
    force = models.CharField(_("force"), max_length=12, choices=Force)
    territory = models.CharField(_("where"), max_length=10, choices=Territory)
    what_sv = models.CharField(_("what, in Swedish"), max_length=400)
    what_fi = models.CharField(_("what, in Finnish"), max_length=400)
    what_en = models.CharField(_("what, in English"), max_length=400)
    for_whom_sv = models.CharField(_("for whom, in Swedish"), max_length=300, blank=True)
    for_whom_fi = models.CharField(_("for whom, in Finnish"), max_length=300, blank=True)
    for_whom_en = models.CharField(_("for whom, in English"), max_length=300, blank=True)
    recurrence = models.CharField(
        _("recurrence"), max_length=12, help_text=_("continuous, on_event, once, or a period such as P4Y.")
    )
    recurrence_bound = models.CharField(_("bound"), max_length=10, blank=True)
    within = models.CharField(_("within"), max_length=12, blank=True, help_text=_("A period such as P2M."))
    deadline_sv = models.CharField(_("deadline, in Swedish"), max_length=300, blank=True)
    deadline_fi = models.CharField(_("deadline, in Finnish"), max_length=300, blank=True)
    deadline_en = models.CharField(_("deadline, in English"), max_length=300, blank=True)
    note_sv = models.TextField(_("note in Swedish"), blank=True)
    note_fi = models.TextField(_("note in Finnish"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)
    never_applied = models.BooleanField(_("never applied"), default=False)
    enacted_on = models.DateField(_("enacted on"), null=True, blank=True)
    rests_on = models.ManyToManyField(Provision, related_name="duty_terms", verbose_name=_("rests on"))

    objects = InTimeManager()

    class Meta(ValidInTime.Meta):
        verbose_name = _("term of a duty")
        verbose_name_plural = _("terms of duties")
        ordering = ("duty__order", "duty", "valid_from")
        constraints = [
            *ValidInTime.Meta.constraints,
            models.CheckConstraint(
                name="law_dutyterm_never_applied_has_no_day",
                condition=Q(never_applied=False) | Q(valid_from=F("valid_to")),
                violation_error_message=_("A duty that never applied cannot have a day on which it applies."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.what)

    @property
    def what(self) -> Trilingual:
        return trilingual(self, "what")

    @property
    def for_whom(self) -> Trilingual:
        return trilingual(self, "for_whom")

    @property
    def deadline(self) -> Trilingual:
        return trilingual(self, "deadline")

    @property
    def note(self) -> Trilingual:
        return trilingual(self, "note")


class Bearing(models.Model):
    """That actors of a kind, or one named actor of that kind, bear a duty during its term."""

    privacy = Privacy.none("what statutes say of organisations")

    term = models.ForeignKey(DutyTerm, models.CASCADE, related_name="bearers")
    kind = models.CharField(_("kind of actor"), max_length=30, choices=Bearer)
    named = models.SlugField(
        _("one named actor"),
        max_length=60,
        blank=True,
        help_text=_("The actor's slug. Empty: all of the kind."),
    )

    class Meta:
        verbose_name = _("bearer")
        verbose_name_plural = _("bearers")
        ordering = ("term", "kind", "named")
        constraints = [
            models.UniqueConstraint(fields=("term", "kind", "named"), name="law_bearing_once_per_term")
        ]

    def __str__(self) -> str:
        return self.named or str(Bearer(self.kind).label)

    @property
    def level(self) -> Level:
        return level_of(self.kind)
