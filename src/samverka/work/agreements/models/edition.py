"""Fixed versions of an agreement, what each party's body approved, and who signed. A signature rests on an approval."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.documents.models import StoredFile
from samverka.foundation.kernel.acts import either
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.languages import in_figures
from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.actors.models import Actor
from samverka.work.agreements.models.agreement import Agreement
from samverka.work.agreements.models.content import AgreementParty

__all__ = ["Approval", "Edition", "Signature"]


class EditionQuerySet(models.QuerySet["Edition"]):
    def standing(self) -> Self:
        """Versions that nothing has voided: at most one of each agreement."""
        return self.filter(voided_at=None)


class Edition(models.Model):
    """A version of an agreement as it lay before the parties on a day: its content, and the document made of it.

    Voided by any later change. What was approved or signed of it is then void with it, since both belong to it.
    """

    privacy = Privacy(
        "so that it can be shown who put which text before the parties",
        holds=("made_by", "voided_by"),
        kept="as long as the agreement is kept",
    )

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField(_("content"))
    digest = models.CharField(_("checksum of the content"), max_length=64)
    document = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    says_test = models.BooleanField(
        _("says that it is signed with test certificates"), default=False, editable=False
    )
    made_at = models.DateTimeField(_("made"), default=this_moment)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_for = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(_("voided"), null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ("agreement", "-number")
        constraints = [
            models.UniqueConstraint(fields=("agreement", "number"), name="agreements_edition_one_per_number"),
            models.UniqueConstraint(
                fields=("agreement",),
                condition=Q(voided_at=None),
                name="agreements_edition_one_standing",
                violation_error_message=_("Another version already lies before the parties."),
            ),
            models.CheckConstraint(
                name="agreements_edition_voided_by_somebody", condition=either("voided_at", "voided_by")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} {self.number}"

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None

    @property
    def latest_document(self) -> StoredFile:
        """The document with all signatures so far."""
        signatures = Signature.objects.filter(approval__edition=self).select_related("document")
        latest = signatures.order_by("-signed_at", "-pk").first()
        return latest.document if latest else self.document


class Approval(models.Model):
    """That a party's own body has approved a version: which body, when, in which section, by which document."""

    privacy = Privacy(
        "so that it can be shown that a party may sign",
        holds=("recorded_by",),
        kept="as long as the agreement is kept",
    )

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="approvals")
    party = models.ForeignKey(AgreementParty, models.PROTECT, related_name="approvals")
    organ = models.CharField(_("body that decided"), max_length=200)
    decided_on = models.DateField(_("decided on"))
    section = models.CharField(_("section of the minutes"), max_length=60)
    document = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"), default=this_moment)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ("edition", "recorded_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("edition", "party"),
                name="agreements_approval_once_by_each_party",
                violation_error_message=_("This party has already approved this version."),
            ),
            models.CheckConstraint(
                name="agreements_approval_names_the_decision",
                condition=~Q(organ="") & ~Q(section=""),
                violation_error_message=_("Say which body decided, and in which section of its minutes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ} {in_figures(self.decided_on)}, {self.section}"


class Signature(models.Model):
    """That a party has signed what it approved. Without an approval there is nothing that it could belong to."""

    privacy = Privacy(
        "an agreement is signed by persons in the name of organisations",
        holds=("signed_by", "name", "office"),
        kept="as long as the agreement is kept",
    )

    approval = models.OneToOneField(
        Approval,
        models.PROTECT,
        related_name="signature",
        error_messages={"unique": _("This party has already signed this version.")},
    )
    signed_at = models.DateTimeField(_("signed"), default=this_moment)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    office = models.CharField(_("office"), max_length=120, blank=True)
    document = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    fingerprint = models.CharField(_("fingerprint of the certificate"), max_length=64)
    with_test_certificate = models.BooleanField(_("with a test certificate"))

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ("signed_at", "pk")

    def __str__(self) -> str:
        return f"{self.approval.party} {self.signed_at:%Y-%m-%d}"
