"""Versions of a programme as they were sent out or put before its owners, and what each owner decided of one."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from samverka.foundation.documents.models import StoredFile
from samverka.foundation.kernel.acts import at
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.actors.acting import Acting
from samverka.work.programmes.enums import INSIDE, EditionPurpose, Outcome
from samverka.work.programmes.models.programme import Programme, ProgrammeOwner

__all__ = ["Decision", "Edition"]


class EditionQuerySet(models.QuerySet["Edition"]):
    def pending(self) -> Self:
        """Before the owners now: at most one of each programme."""
        return self.filter(purpose=EditionPurpose.ADOPTION, adopted_at=None, withdrawn_at=None)

    def adopted(self) -> Self:
        """Adopted by all owners, the latest first."""
        return self.filter(adopted_at__isnull=False).order_by("-number")

    def visible_to(self, acting: Acting | None) -> Self:
        """All to those inside; to everybody what was adopted, and what is out while the draft is open."""
        public = Programme.objects.public()
        shown = Q(adopted_at__isnull=False, programme__in=public) | Q(
            programme__in=public.filter(draft_is_open=True), withdrawn_at=None
        )
        if acting is not None and acting.has(*INSIDE):
            shown |= Q(programme__in=Programme.objects.of(acting.organisation))
        return self.filter(shown)


class Edition(models.Model):
    """A programme as it read on a day: its content as plain data, with a checksum. Readable for ever."""

    privacy = Privacy(
        "so that it can be shown who sent out or proposed which text",
        holds=("made_by",),
        kept="as long as the programme is kept",
    )

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField(_("number"))
    purpose = models.CharField(_("purpose"), max_length=12, choices=EditionPurpose)
    content: Any = models.JSONField(_("content"))
    digest = models.CharField(_("checksum of the content"), max_length=64)
    made_at = models.DateTimeField(_("made"), default=this_moment)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    adopted_at = at(_("adopted by all"))
    withdrawn_at = at(_("taken back or referred back"))

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ("programme", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=("programme", "number"),
                name="programmes_edition_one_per_number",
                violation_error_message=_("Somebody else has just made a version. Load the page again."),
            ),
            models.UniqueConstraint(
                fields=("programme",),
                condition=Q(purpose=EditionPurpose.ADOPTION, adopted_at=None, withdrawn_at=None),
                name="programmes_edition_one_pending",
                violation_error_message=_("A version already lies before those who adopt it."),
            ),
            models.CheckConstraint(
                name="programmes_edition_ends_one_way",
                condition=Q(adopted_at=None) | Q(withdrawn_at=None),
                violation_error_message=_("A version that was adopted was not taken back."),
            ),
            models.CheckConstraint(
                name="programmes_edition_adopted_for_adoption",
                condition=Q(adopted_at=None) | Q(purpose=EditionPurpose.ADOPTION),
                violation_error_message=_("What was sent out for opinions is not adopted."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.number}"

    @property
    def is_pending(self) -> bool:
        return (
            self.purpose == EditionPurpose.ADOPTION and self.adopted_at is None and self.withdrawn_at is None
        )


class Decision(models.Model):
    """What an owner's own body decided of a version: which body, when, in which section, by which document."""

    privacy = Privacy(
        "so that it can be shown who recorded a decision",
        holds=("recorded_by",),
        kept="as long as the programme is kept",
    )

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="decisions")
    owner = models.ForeignKey(ProgrammeOwner, models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("outcome"), max_length=14, choices=Outcome)
    organ = models.CharField(_("body that decided"), max_length=200)
    decided_on = models.DateField(_("decided on"))
    section = models.CharField(_("section of the minutes, or number"), max_length=60, blank=True)
    reason = models.TextField(_("why it was referred back"), blank=True)
    document = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"), default=this_moment)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("edition", "decided_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("edition", "owner"),
                name="programmes_decision_once_by_each_owner",
                violation_error_message=_("This owner has already decided on this version."),
            ),
            models.CheckConstraint(
                name="programmes_decision_names_the_body",
                condition=~Q(organ=""),
                violation_error_message=_("Say which body decided."),
            ),
            models.CheckConstraint(
                name="programmes_decision_is_one_or_the_other",
                condition=Q(outcome__in=Outcome.values),
                violation_error_message=_("Say whether it was adopted or referred back."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ} {date_format(self.decided_on, 'SHORT_DATE_FORMAT')} {self.section}".strip()
