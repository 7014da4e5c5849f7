"""Programmes, and the organisations that make them their own."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.documents.models import StoredFile
from samverka.foundation.kernel.acts import at, by, either, state_follows
from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.languages import LANGUAGES, Trilingual, trilingual
from samverka.foundation.kernel.periods import Period
from samverka.foundation.kernel.privacy import Privacy
from samverka.foundation.kernel.versions import Versioned
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.work.programmes.enums import (
    BEFORE_ADOPTION,
    INSIDE,
    RANK,
    RUNNING,
    OwnerState,
    ProgrammeLevel,
    ProgrammeState,
)
from samverka.work.programmes.grounds import GROUNDS, Ground

if TYPE_CHECKING:
    from samverka.work.programmes.models.edition import Edition

__all__ = ["Programme", "ProgrammeOwner"]

_OUT: tuple[str, ...] = (ProgrammeState.CONSULTED, ProgrammeState.PROPOSED)


def ground_choices() -> list[tuple[str, str]]:
    return [(ground.code, str(ground.label)) for ground in GROUNDS.values()]


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def public(self) -> Self:
        """What everybody may read: adopted ones, and drafts out for opinions that are open to all."""
        draft = Q(draft_is_open=True, consulted_at__isnull=False, state__in=_OUT)
        return self.filter(Q(state__in=RUNNING) | draft)

    def owned_by(self, *organisations: Actor) -> Self:
        """Those that any of the organisations makes its own."""
        return self.owned_by_any(organisations)

    def owned_by_any(self, organisations: "Iterable[Actor] | models.QuerySet[Any, Any]") -> Self:
        owners = ProgrammeOwner.objects.taking_part().filter(organisation__in=organisations)
        return self.filter(pk__in=owners.values("programme"))

    def of(self, organisation: Actor) -> Self:
        """Those that an organisation prepares, owns, is invited to, has a part in, is asked on, or has measures in."""
        owns = ProgrammeOwner.objects.filter(organisation=organisation).exclude(state=OwnerState.DECLINED)
        parts = _all("PartRequest").filter(ministry=organisation)
        asked = _all("Opinion").filter(organisation=organisation)
        answers = _all("Measure").filter(Q(responsible=organisation) | Q(contributors=organisation))
        return self.filter(
            Q(prepared_for=organisation)
            | Q(pk__in=owns.values("programme"))
            | Q(pk__in=parts.values("programme"))
            | Q(pk__in=asked.values("edition__programme"))
            | Q(pk__in=answers.values("goal__programme"))
        )

    def visible_to(self, acting: Acting | None) -> Self:
        """The public ones, and those on which one's own organisation works."""
        public = Q(pk__in=self.model._default_manager.public().values("pk"))
        if acting is None or not acting.has(*INSIDE):
            return self.filter(public)
        own = self.model._default_manager.of(acting.organisation).values("pk")
        return self.filter(public | Q(pk__in=own))

    def in_force_on(self, day: date) -> Self:
        """Those that all their owners had adopted by a day of their period."""
        return self.filter(state__in=RUNNING, adopted_on__lte=day, starts_on__lte=day, ends_on__gt=day)

    def of_level(self, *levels: ProgrammeLevel) -> Self:
        return self.filter(level__in=levels)

    def with_owners(self) -> Self:
        return self.select_related("prepared_for", "previous").prefetch_related("owners__organisation")


class Programme(Versioned):
    """What is to be done during a period to promote integration: goals, measures, who answers, what it costs.

    `ends_on` is the first day after the period. `adopted_on` is the day on which the last owner adopted it. While a
    version lies before its owners, `proposed_at` is filled in, in a running programme too, and nothing is changed.
    """

    privacy = Privacy(
        "so that it can be shown who prepared, proposed and evaluated a programme",
        holds=("prepared_by", "consulted_by", "proposed_by", "adopted_by", "evaluated_by", "withdrawn_by"),
        kept="as long as the programme is kept",
    )

    level = models.CharField(_("level"), max_length=12, choices=ProgrammeLevel)
    ground = models.CharField(_("legal ground"), max_length=20, choices=ground_choices)
    state = models.CharField(
        _("state"), max_length=10, choices=ProgrammeState, default=ProgrammeState.PREPARING, editable=False
    )
    previous = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="following",
        verbose_name=_("the period before"),
    )
    name_sv = models.CharField(_("name in Swedish"), max_length=200, blank=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    foundations_sv = models.TextField(_("foundations in Swedish"), blank=True)
    foundations_fi = models.TextField(_("foundations in Finnish"), blank=True)
    foundations_en = models.TextField(_("foundations in English"), blank=True)
    in_sv = models.BooleanField(_("in Swedish"), default=True)
    in_fi = models.BooleanField(_("in Finnish"), default=True)
    in_en = models.BooleanField(_("in English"), default=False)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("first day after it"))
    rhythm_months = models.PositiveSmallIntegerField(_("months between notes on a measure"), default=6)
    draft_is_open = models.BooleanField(_("everybody may read it once it is out for opinions"), default=True)
    prepared_for = models.ForeignKey(Actor, models.PROTECT, related_name="programmes_prepared")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(_("begun"), default=this_moment, editable=False)
    consulted_at = at(_("sent out for opinions"))
    consulted_by = by()
    proposed_at = at(_("put before those who adopt it"))
    proposed_by = by()
    adopted_at = at(_("adopted by all"))
    adopted_by = by()
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True, editable=False)
    evaluated_at = at(_("evaluated"))
    evaluated_by = by()
    evaluation_sv = models.TextField(_("evaluation in Swedish"), blank=True)
    evaluation_fi = models.TextField(_("evaluation in Finnish"), blank=True)
    evaluation_en = models.TextField(_("evaluation in English"), blank=True)
    evaluation_document = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = at(_("given up"))
    withdrawn_by = by()

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("-starts_on", "-pk")
        indexes = [models.Index(fields=("level", "state", "starts_on"))]
        constraints = [
            models.CheckConstraint(
                name="programmes_programme_has_a_name",
                condition=~Q(name_sv="", name_fi="", name_en=""),
                violation_error_message=_("Give the programme a name."),
            ),
            models.CheckConstraint(
                name="programmes_programme_is_in_a_language_of_authorities",
                condition=Q(in_sv=True) | Q(in_fi=True),
                violation_error_message=_("A programme is written in Swedish, in Finnish, or in both."),
            ),
            models.CheckConstraint(
                name="programmes_programme_ends_after_it_begins",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                name="programmes_programme_is_reported_on",
                condition=Q(rhythm_months__gte=1, rhythm_months__lte=24),
                violation_error_message=_("Ask for notes on measures at least every second year."),
            ),
            models.CheckConstraint(
                name="programmes_programme_level_is_known",
                condition=Q(level__in=ProgrammeLevel.values),
                violation_error_message=_("Choose for whom the programme is made."),
            ),
            models.CheckConstraint(
                name="programmes_programme_consulted_by_somebody",
                condition=either("consulted_at", "consulted_by"),
                violation_error_message=_("A programme is sent out for opinions by somebody."),
            ),
            models.CheckConstraint(
                name="programmes_programme_proposed_by_somebody",
                condition=either("proposed_at", "proposed_by"),
                violation_error_message=_("A programme is put before its owners by somebody."),
            ),
            models.CheckConstraint(
                name="programmes_programme_adopted_by_somebody",
                condition=either("adopted_at", "adopted_by", "adopted_on"),
                violation_error_message=_("A programme is adopted on a day, and somebody records it."),
            ),
            models.CheckConstraint(
                name="programmes_programme_evaluated_by_somebody",
                condition=either("evaluated_at", "evaluated_by"),
                violation_error_message=_("A programme is evaluated by somebody."),
            ),
            models.CheckConstraint(
                name="programmes_programme_evaluation_says_something",
                condition=Q(evaluated_at=None) | ~Q(evaluation_sv="", evaluation_fi="", evaluation_en=""),
                violation_error_message=_("Say what came of the programme."),
            ),
            models.CheckConstraint(
                name="programmes_programme_withdrawn_by_somebody",
                condition=either("withdrawn_at", "withdrawn_by"),
                violation_error_message=_("A programme is given up by somebody."),
            ),
            models.CheckConstraint(
                name="programmes_programme_state_is_that_of_its_acts",
                condition=Q(state__in=ProgrammeState.values)
                & (~Q(state=ProgrammeState.CONSULTED) | Q(consulted_at__isnull=False))
                & state_follows("proposed_at", (ProgrammeState.PROPOSED,), (ProgrammeState.ADOPTED,))
                & state_follows("adopted_at", RUNNING)
                & state_follows("evaluated_at", (ProgrammeState.EVALUATED,))
                & state_follows("withdrawn_at", (ProgrammeState.WITHDRAWN,)),
                violation_error_message=_(
                    "The state of a programme is that which the acts of its owners have led to."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> Trilingual:
        return trilingual(self, "name")

    @property
    def foundations(self) -> Trilingual:
        return trilingual(self, "foundations")

    @property
    def evaluation(self) -> Trilingual:
        return trilingual(self, "evaluation")

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it is to be complete."""
        return tuple(one for one in LANGUAGES if getattr(self, f"in_{one}"))

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def rests_on(self) -> Ground:
        return GROUNDS[self.ground]

    @property
    def rank(self) -> int:
        """How high its level is; goals serve those of higher ones."""
        return RANK[ProgrammeLevel(self.level)]

    @property
    def is_of_state(self) -> bool:
        return self.level == ProgrammeLevel.STATE

    @property
    def is_running(self) -> bool:
        """Whether it has been adopted, so that its measures are reported on."""
        return self.state in RUNNING

    @property
    def is_before_owners(self) -> bool:
        """Whether a version lies before its owners, so that nothing in it is changed."""
        return self.proposed_at is not None

    @property
    def is_public(self) -> bool:
        """The same answer as `Programme.objects.public`."""
        is_out = self.draft_is_open and self.consulted_at is not None and self.state in _OUT
        return self.is_running or is_out

    @property
    def can_be_given_up(self) -> bool:
        return self.state in BEFORE_ADOPTION

    def in_force_on(self, day: date) -> bool:
        """Whether it was in force on a day: the same answer as `Programme.objects.in_force_on`."""
        return (
            self.is_running and self.adopted_on is not None and self.adopted_on <= day and day in self.period
        )

    @property
    def is_in_force(self) -> bool:
        return self.in_force_on(today())

    @property
    def is_over(self) -> bool:
        """Whether its period has passed."""
        return self.is_running and self.ends_on <= today()

    @property
    def pending_edition(self) -> "Edition | None":
        """The version that lies before its owners."""
        return self.editions.pending().first()

    @property
    def adopted_edition(self) -> "Edition | None":
        """The version that all owners adopted last."""
        return self.editions.adopted().first()

    def includes(self, organisation: Actor) -> bool:
        """Whether an organisation makes it its own; read from memory where the owners are there."""
        return any(
            owner.organisation_id == organisation.pk and owner.state == OwnerState.TAKES_PART
            for owner in self.owners.all()
        )


class ProgrammeOwnerQuerySet(models.QuerySet["ProgrammeOwner"]):
    def taking_part(self) -> Self:
        return self.filter(state=OwnerState.TAKES_PART)

    def invited(self) -> Self:
        return self.filter(state=OwnerState.INVITED)


class ProgrammeOwner(models.Model):
    """That an organisation makes a programme its own: it is asked, takes part, and decides in its own body."""

    privacy = Privacy(
        "so that it can be shown who asked and who answered for an organisation",
        holds=("invited_by", "answered_by"),
        kept="as long as the programme is kept",
    )

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="owners")
    organisation = models.ForeignKey(Actor, models.PROTECT, related_name="programmes_owned")
    state = models.CharField(_("state"), max_length=10, choices=OwnerState, default=OwnerState.INVITED)
    invited_at = models.DateTimeField(_("invited"), default=this_moment, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = at(_("answered"))
    answered_by = by()

    objects = ProgrammeOwnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("owner")
        verbose_name_plural = _("owners")
        ordering = ("programme", "invited_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("programme", "organisation"),
                name="programmes_owner_once",
                violation_error_message=_("This organisation is already asked or takes part."),
            ),
            models.CheckConstraint(
                name="programmes_owner_answered_by_somebody",
                condition=either("answered_at", "answered_by"),
                violation_error_message=_("Somebody answers for the organisation."),
            ),
            models.CheckConstraint(
                name="programmes_owner_state_is_that_of_its_acts",
                condition=Q(state__in=OwnerState.values)
                & state_follows("answered_at", (OwnerState.TAKES_PART, OwnerState.DECLINED)),
                violation_error_message=_("An organisation takes part or declines by an answer."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def name(self) -> Trilingual:
        return self.organisation.name


def _all(model: str) -> models.QuerySet:
    # These point to the programme, so that their classes are known only when all are.
    rows: models.QuerySet = apps.get_model("programmes", model)._default_manager.all()
    return rows
