"""Agreements between organisations, from the first draft to the end."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.acts import either
from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.languages import Trilingual, trilingual
from samverka.foundation.kernel.periods import Period
from samverka.foundation.kernel.privacy import Privacy
from samverka.foundation.kernel.versions import Versioned
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.work.agreements.enums import CONCLUDED, INSIDE, AgreementKind, AgreementState
from samverka.work.cooperation.models import Cooperation

if TYPE_CHECKING:
    from samverka.work.agreements.models.edition import Edition

__all__ = ["Agreement"]


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def public(self) -> Self:
        """What everybody may read: signed by all, and meant to be public."""
        return self.filter(is_public=True, state__in=CONCLUDED)

    def of(self, organisation: Actor) -> Self:
        """Those that an organisation is a party of; a draft only where it is the one that drafts it."""
        party = Q(pk__in=_parties().filter(organisation=organisation).values("agreement"))
        return self.filter(Q(drafted_for=organisation) | (party & ~Q(opened_at=None)))

    def visible_to(self, acting: Acting | None) -> Self:
        """The public ones, and those of one's own organisation for whoever drafts, approves or signs for it."""
        public = Q(pk__in=self.model._default_manager.public().values("pk"))
        if acting is None or not acting.has(*INSIDE):
            return self.filter(public)
        own = self.model._default_manager.of(acting.organisation).values("pk")
        return self.filter(public | Q(pk__in=own))

    def with_whether_amended(self) -> Self:
        """With `is_amended`: whether an amendment of it has been begun."""
        amendments = self.model._default_manager.filter(amends=OuterRef("pk"))
        return self.annotate(is_amended=Exists(amendments))

    def beside(self, one: "Agreement") -> Self:
        """What an agreement amends, and its own amendments."""
        return self.filter(Q(pk=one.amends_id) | Q(amends=one))

    def in_force_on(self, day: date) -> Self:
        """Those that bound their parties on a day."""
        not_run_out = Q(ends_on=None) | Q(ends_on__gt=day)
        not_ended = Q(ended_on=None) | Q(ended_on__gt=day)
        return self.filter(not_run_out, not_ended, state__in=CONCLUDED, starts_on__lte=day)

    def not_over_on(self, day: date) -> Self:
        """Those that are still worked on or bind their parties, or will."""
        over = Q(ends_on__lte=day) | Q(ended_on__lte=day) | Q(state=AgreementState.WITHDRAWN)
        return self.exclude(over)

    def review_due_by(self, day: date) -> Self:
        """Those to be reviewed by a day at the latest."""
        return self.filter(state__in=CONCLUDED, review_due__lte=day)


class Agreement(Versioned):
    """What two or more organisations agree. Its text lies in clauses and services, its fixed versions in editions.

    `ends_on` and `ended_on` are the first days on which it no longer binds: the one agreed from the beginning, the
    other brought about by a notice or by an amendment that takes its place.
    """

    privacy = Privacy(
        "so that it can be shown in whose name an agreement was opened, ended or given up",
        holds=("drafted_by", "opened_by", "terminated_by", "withdrawn_by"),
        kept="as long as the agreement is kept",
    )

    kind = models.CharField(
        _("kind"), max_length=12, choices=AgreementKind, default=AgreementKind.COOPERATION
    )
    state = models.CharField(
        _("state"), max_length=12, choices=AgreementState, default=AgreementState.DRAFT, editable=False
    )
    cooperation = models.ForeignKey(
        Cooperation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("cooperation"),
    )
    amends = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amendments")
    drafted_for = models.ForeignKey(Actor, models.PROTECT, related_name="agreements_drafted")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("drafted"), default=this_moment, editable=False)
    title_sv = models.CharField(_("title in Swedish"), max_length=200, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=200, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    in_sv = models.BooleanField(_("in Swedish"), default=True)
    in_fi = models.BooleanField(_("in Finnish"), default=True)
    in_en = models.BooleanField(_("in English"), default=False)
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    ends_on = models.DateField(_("no longer in force from"), null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(_("months of notice"), null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(_("months between reviews"), null=True, blank=True)
    review_due = models.DateField(_("to be reviewed by"), null=True, blank=True, editable=False)
    county_heard_on = models.DateField(_("the wellbeing services county was heard on"), null=True, blank=True)
    is_public = models.BooleanField(_("public once signed by all"), default=True)
    opened_at = models.DateTimeField(_("opened for negotiation"), null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(_("signed by all"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("ended from"), null=True, blank=True, editable=False)
    terminated_at = models.DateTimeField(_("notice given"), null=True, blank=True, editable=False)
    terminated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    terminated_for = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("given up"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_for = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ("-drafted_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="agreements_agreement_has_a_title",
                condition=~Q(title_sv="", title_fi="", title_en=""),
                violation_error_message=_("Give the agreement a title."),
            ),
            models.CheckConstraint(
                name="agreements_agreement_is_in_a_language_of_authorities",
                condition=Q(in_sv=True) | Q(in_fi=True),
                violation_error_message=_("An agreement is written in Swedish, in Finnish, or in both."),
            ),
            models.CheckConstraint(
                name="agreements_agreement_ends_after_it_begins",
                condition=(Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gt=F("starts_on")))
                & (Q(ended_on=None) | Q(ended_on__gte=F("starts_on"))),
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                name="agreements_agreement_opened_by_somebody",
                condition=either("opened_at", "opened_by"),
                violation_error_message=_("Negotiations are opened by somebody."),
            ),
            models.CheckConstraint(
                name="agreements_agreement_terminated_by_somebody",
                condition=either("terminated_at", "terminated_by", "terminated_for"),
                violation_error_message=_("Notice is given by somebody, for a party."),
            ),
            models.CheckConstraint(
                name="agreements_agreement_withdrawn_by_somebody",
                condition=either("withdrawn_at", "withdrawn_by", "withdrawn_for"),
                violation_error_message=_("An agreement is given up by somebody, for a party."),
            ),
            models.CheckConstraint(
                name="agreements_agreement_state_is_that_of_its_acts",
                condition=Q(state="draft", opened_at=None, agreed_at=None, withdrawn_at=None)
                | Q(
                    state__in=("negotiating", "approving", "signing"),
                    opened_at__isnull=False,
                    agreed_at=None,
                    withdrawn_at=None,
                )
                | Q(state="agreed", agreed_at__isnull=False, terminated_at=None, starts_on__isnull=False)
                | Q(
                    state="terminated",
                    agreed_at__isnull=False,
                    terminated_at__isnull=False,
                    ended_on__isnull=False,
                )
                | Q(state="withdrawn", withdrawn_at__isnull=False, agreed_at=None),
                violation_error_message=_(
                    "The state of an agreement is that which the acts of its parties have led to."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def title(self) -> Trilingual:
        return trilingual(self, "title")

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it is written."""
        return tuple(one for one in ("sv", "fi", "en") if getattr(self, f"in_{one}"))

    @property
    def period(self) -> Period:
        """The days on which it binds, as far as its text and what happened later say."""
        ends = min((day for day in (self.ends_on, self.ended_on) if day), default=None)
        start = self.starts_on if ends is None or self.starts_on is None else min(self.starts_on, ends)
        return Period(start, ends)

    @property
    def is_concluded(self) -> bool:
        return self.state in CONCLUDED

    def in_force_on(self, day: date) -> bool:
        """Whether it bound its parties on a day: the same answer as `Agreement.objects.in_force_on`."""
        return self.is_concluded and self.starts_on is not None and day in self.period

    @property
    def is_in_force(self) -> bool:
        return self.in_force_on(today())

    @property
    def is_over(self) -> bool:
        """Whether it has bound its parties and no longer does."""
        ends = self.period.end
        return self.is_concluded and ends is not None and ends <= today()

    @property
    def edition(self) -> "Edition | None":
        """The fixed version that lies before the parties, or that they have signed."""
        return self.editions.standing().first()

    def includes(self, organisation: Actor) -> bool:
        """Whether an organisation is a party; read from memory where the parties are there."""
        return any(party.organisation_id == organisation.pk for party in self.parties.all())


def _parties() -> models.QuerySet:
    # The party points to the agreement, so that its class is known only when both are.
    return apps.get_model("agreements", "AgreementParty")._default_manager.all()
