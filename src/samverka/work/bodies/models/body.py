"""Bodies and those who founded them."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.acts import at, by, either, state_follows
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import Trilingual, trilingual
from samverka.foundation.kernel.models import in_force
from samverka.foundation.kernel.periods import Period
from samverka.foundation.kernel.privacy import Privacy
from samverka.foundation.kernel.versions import Versioned
from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.work.bodies.enums import HOSTING, Appeal, BodyKind, BodyState, PostKind
from samverka.work.cooperation.models import Cooperation

if TYPE_CHECKING:
    from samverka.work.bodies.models.term import Term

__all__ = ["Body", "Founder"]

_OPEN_TO_ALL = Q(is_public=True, started_at__isnull=False)


class BodyQuerySet(models.QuerySet["Body"]):
    def open_to_all(self) -> Self:
        return self.filter(_OPEN_TO_ALL)

    def active(self) -> Self:
        return self.filter(state=BodyState.ACTIVE)

    def visible_to(self, acting: Acting | None) -> Self:
        """What everybody may read, what one keeps or sits in, and what one's municipality founds."""
        within = Body.objects.within(acting).values("pk")
        founded = Body.objects.founded_by(acting).values("pk")
        return self.filter(_OPEN_TO_ALL | Q(pk__in=within) | Q(pk__in=founded))

    def within(self, acting: Acting | None) -> Self:
        """Those of which one sees what is not published: one keeps them, or has a seat."""
        kept, seated = Body.objects.kept_by(acting).values("pk"), Body.objects.seating(acting).values("pk")
        return self.filter(Q(pk__in=kept) | Q(pk__in=seated))

    def kept_by(self, acting: Acting | None) -> Self:
        """Those that one prepares for the organisation that keeps them, or is the secretary of today."""
        if acting is None:
            return self.none()
        keeps = Q(pk__in=[])
        if acting.has(*HOSTING):
            keeps |= Q(host=acting.organisation)
        if acting.has(roles.SECRETARY):
            keeps |= Q(pk__in=self._with_secretary(acting).values("pk"))
        return self.filter(keeps)

    def seating(self, acting: Acting | None) -> Self:
        """Those in which one is a member or a substitute today, for the organisation that one acts for."""
        if acting is None or not acting.has(roles.MEMBER):
            return self.none()
        own = acting.organisation
        held = Q(terms__seats__appointments__holder=acting.user) & in_force(
            today(), "terms__seats__appointments__"
        )
        named = Q(host=own) | Q(founders__organisation=own) | Q(terms__seats__organisation=own)
        seated = Body.objects.filter(held & in_force(today(), "terms__") & named)
        return self.filter(pk__in=seated.values("pk"))

    def founded_by(self, acting: Acting | None) -> Self:
        """Those that one's own organisation founds, for the people who prepare or record its decision."""
        if acting is None or not acting.has(*HOSTING, roles.SIGNATORY):
            return self.none()
        return self.filter(pk__in=Founder.objects.filter(organisation=acting.organisation).values("body"))

    def _with_secretary(self, acting: Acting) -> Self:
        held = Q(terms__posts__holder=acting.user, terms__posts__kind=PostKind.SECRETARY)
        mine = Body.objects.filter(held & in_force(today(), "terms__posts__"))
        return mine.filter(Q(host=acting.organisation) | Q(founders__organisation=acting.organisation))  # type: ignore[return-value]


class Body(Versioned):
    """A delegation of one or several municipalities, or a regional group or advisory board of a State authority.

    `host` is the organisation that keeps it: that calls it together and archives its minutes. `ended_on` is the first
    day on which it no longer exists.
    """

    privacy = Privacy(
        "so that it can be shown who started and ended a body",
        holds=("started_by", "ended_by"),
        kept="as long as the body is kept",
    )

    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind)
    host = models.ForeignKey(Actor, models.PROTECT, related_name="bodies_kept", verbose_name=_("kept by"))
    cooperation = models.ForeignKey(
        Cooperation, models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name=_("rests on")
    )
    name_sv = models.CharField(_("name in Swedish"), max_length=200, blank=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    purpose_sv = models.TextField(_("task in Swedish"), blank=True)
    purpose_fi = models.TextField(_("task in Finnish"), blank=True)
    purpose_en = models.TextField(_("task in English"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=BodyState, default=BodyState.PREPARING, editable=False
    )
    is_public = models.BooleanField(_("public"), default=True)
    members_are_public = models.BooleanField(_("names of members public"), default=True)
    least_present = models.PositiveSmallIntegerField(
        _("fewest present for a decision"), null=True, blank=True
    )
    least_share = models.PositiveSmallIntegerField(
        _("least share of women and of men, per cent"), null=True, blank=True
    )
    appeal = models.CharField(
        _("against its decisions"), max_length=15, choices=Appeal, default=Appeal.RECTIFICATION
    )
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    started_at, started_by = at(_("started")), by()
    ended_at, ended_by = at(_("ended")), by()

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ("name_sv", "name_fi", "pk")
        constraints = [
            models.CheckConstraint(
                name="bodies_body_has_a_name",
                condition=~Q(name_sv="", name_fi="", name_en=""),
                violation_error_message=_("Give the body a name."),
            ),
            models.CheckConstraint(
                name="bodies_body_started_by_somebody",
                condition=either("started_at", "started_by", "founded_on"),
                violation_error_message=_("A body is founded on a day, and started by somebody."),
            ),
            models.CheckConstraint(
                name="bodies_body_ended_by_somebody",
                condition=either("ended_at", "ended_by", "ended_on"),
                violation_error_message=_("A body ends on a day, by somebody's act."),
            ),
            models.CheckConstraint(
                name="bodies_body_state_is_that_of_its_acts",
                condition=state_follows("started_at", (BodyState.ACTIVE,), free=(BodyState.ENDED,))
                & state_follows("ended_at", (BodyState.ENDED,)),
                violation_error_message=_("The state of a body is that which its acts have led to."),
            ),
            models.CheckConstraint(
                name="bodies_body_ends_after_it_begins",
                condition=Q(ended_on=None) | Q(founded_on=None) | Q(ended_on__gte=F("founded_on")),
                violation_error_message=_("A body cannot end before it began."),
            ),
            models.CheckConstraint(
                name="bodies_body_least_share_is_possible",
                condition=Q(least_share=None) | Q(least_share__lte=50),
                violation_error_message=_("The least share of each is 50 per cent at most."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> Trilingual:
        return trilingual(self, "name")

    @property
    def purpose(self) -> Trilingual:
        return trilingual(self, "purpose")

    @property
    def period(self) -> Period:
        return Period(self.founded_on, self.ended_on)

    @property
    def is_open_to_all(self) -> bool:
        return self.is_public and self.started_at is not None

    @property
    def is_preparing(self) -> bool:
        return self.state == BodyState.PREPARING

    @property
    def is_active(self) -> bool:
        return self.state == BodyState.ACTIVE

    @property
    def is_ended(self) -> bool:
        return self.state == BodyState.ENDED

    def term_on(self, day: date) -> "Term | None":
        """The term that a day lies in."""
        return next((term for term in self.terms.all() if day in term.period), None)


class Founder(models.Model):
    """An organisation that founds a body, with the decision of its own organ: which, when, under what number."""

    privacy = Privacy(
        "so that it can be shown who recorded a founding decision",
        holds=("recorded_by",),
        kept="with the body",
    )

    body = models.ForeignKey(Body, models.PROTECT, related_name="founders")
    organisation = models.ForeignKey(Actor, models.PROTECT, related_name="bodies_founded")
    organ = models.CharField(_("organ that decided"), max_length=120, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    section = models.CharField(_("section"), max_length=20, blank=True, help_text=_("§ 123"))
    link = models.URLField(_("address of the decision"), max_length=300, blank=True)
    recorded_at, recorded_by = at(_("recorded")), by()

    class Meta:
        verbose_name = _("founder")
        verbose_name_plural = _("founders")
        ordering = ("body", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("body", "organisation"),
                name="bodies_founder_once",
                violation_error_message=_("This organisation already founds the body."),
            ),
            models.CheckConstraint(
                name="bodies_founder_decided_by_an_organ",
                condition=Q(decided_on=None, organ="", recorded_at=None, recorded_by=None)
                | (
                    Q(decided_on__isnull=False, recorded_at__isnull=False, recorded_by__isnull=False)
                    & ~Q(organ="")
                ),
                violation_error_message=_("Say which organ decided, and when."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.body}"

    @property
    def has_decided(self) -> bool:
        return self.decided_on is not None
