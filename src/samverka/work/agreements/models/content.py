"""What an agreement says: between whom, which services and measures, in which clauses."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.languages import Trilingual, trilingual
from samverka.foundation.kernel.privacy import Privacy
from samverka.foundation.kernel.versions import Versioned
from samverka.registers.actors.models import Actor
from samverka.registers.law.models import Provision
from samverka.work.agreements.models.agreement import Agreement
from samverka.work.cooperation.models import Party

__all__ = ["AgreementParty", "Clause", "Service"]


class AgreementParty(models.Model):
    """That an organisation is a party of an agreement; through a cooperation where it takes part in one."""

    privacy = Privacy.none("which organisations agree")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Actor, models.PROTECT, related_name="agreement_parties")
    through = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="agreement_parties"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ("agreement", "order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("agreement", "organisation"),
                name="agreements_party_once",
                violation_error_message=_("This organisation is already a party of the agreement."),
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def name(self) -> Trilingual:
        return self.organisation.name


class Clause(Versioned):
    """A numbered clause, in each language of the agreement, with the provisions of law that it rests on."""

    privacy = Privacy.none("what organisations agree")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="clauses")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    heading_sv = models.CharField(_("heading in Swedish"), max_length=200, blank=True)
    heading_fi = models.CharField(_("heading in Finnish"), max_length=200, blank=True)
    heading_en = models.CharField(_("heading in English"), max_length=200, blank=True)
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_fi = models.TextField(_("text in Finnish"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    rests_on = models.ManyToManyField(
        Provision, blank=True, related_name="clauses", verbose_name=_("rests on")
    )

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ("agreement", "order", "pk")
        constraints = [
            models.CheckConstraint(
                name="agreements_clause_says_something",
                condition=~Q(heading_sv="", heading_fi="", heading_en=""),
                violation_error_message=_("Give the clause a heading."),
            )
        ]

    def __str__(self) -> str:
        return str(self.heading)

    @property
    def heading(self) -> Trilingual:
        return trilingual(self, "heading")

    @property
    def text(self) -> Trilingual:
        return trilingual(self, "text")


class Service(Versioned):
    """A service or measure: who arranges it, for whom, where, and how it is paid."""

    privacy = Privacy.none("what organisations agree")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="services")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    arranger = models.ForeignKey(
        AgreementParty, models.PROTECT, related_name="services", verbose_name=_("who arranges it")
    )
    what_sv = models.CharField(_("what, in Swedish"), max_length=300, blank=True)
    what_fi = models.CharField(_("what, in Finnish"), max_length=300, blank=True)
    what_en = models.CharField(_("what, in English"), max_length=300, blank=True)
    for_whom_sv = models.CharField(_("for whom, in Swedish"), max_length=300, blank=True)
    for_whom_fi = models.CharField(_("for whom, in Finnish"), max_length=300, blank=True)
    for_whom_en = models.CharField(_("for whom, in English"), max_length=300, blank=True)
    where_sv = models.CharField(_("where, in Swedish"), max_length=300, blank=True)
    where_fi = models.CharField(_("where, in Finnish"), max_length=300, blank=True)
    where_en = models.CharField(_("where, in English"), max_length=300, blank=True)
    paid_sv = models.CharField(_("how it is paid, in Swedish"), max_length=300, blank=True)
    paid_fi = models.CharField(_("how it is paid, in Finnish"), max_length=300, blank=True)
    paid_en = models.CharField(_("how it is paid, in English"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("service or measure")
        verbose_name_plural = _("services and measures")
        ordering = ("agreement", "order", "pk")
        constraints = [
            models.CheckConstraint(
                name="agreements_service_says_what",
                condition=~Q(what_sv="", what_fi="", what_en=""),
                violation_error_message=_("Say what is arranged."),
            )
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
    def where(self) -> Trilingual:
        return trilingual(self, "where")

    @property
    def paid(self) -> Trilingual:
        return trilingual(self, "paid")
