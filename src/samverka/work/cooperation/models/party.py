"""Parties: which organisation takes part, as what, with what task, from when to when."""

from datetime import date
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.periods import Period
from samverka.foundation.kernel.privacy import Privacy
from samverka.foundation.kernel.versions import Versioned
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.work.cooperation.enums import INSIDE, Part, PartyState
from samverka.work.cooperation.models.cooperation import Cooperation

__all__ = ["Party"]

# States in which the organisation is in the cooperation, or has a say on whether it will be.
_OPEN: Final = (PartyState.INVITED, PartyState.ACCEPTED)
_GONE: Final = (PartyState.LEFT, PartyState.REMOVED)


class PartyQuerySet(models.QuerySet["Party"]):
    def founders(self) -> Self:
        return self.filter(part=Part.FOUNDER)

    def invited(self) -> Self:
        """Invitations that nobody has answered or taken back."""
        return self.filter(state=PartyState.INVITED)

    def accepted(self) -> Self:
        """Organisations that have joined and not left."""
        return self.filter(state=PartyState.ACCEPTED)

    def open(self) -> Self:
        """Organisations that are invited or take part."""
        return self.filter(state__in=_OPEN)

    def taking_part_on(self, day: date) -> Self:
        """Organisations that took part on a day, whatever they did later."""
        joined = Q(joined_on__lte=day) & (Q(left_on=None) | Q(left_on__gt=day))
        return self.filter(joined).filter(Q(cooperation__ended_on=None) | Q(cooperation__ended_on__gt=day))

    def founders_first(self) -> Self:
        """In the order in which parties are read, with their organisations."""
        founders_first = models.Case(models.When(part=Part.FOUNDER, then=0), default=1)
        return self.select_related("organisation").order_by(founders_first, "pk")

    def of(self, organisation: Actor) -> Self:
        return self.filter(organisation=organisation)

    def visible_to(self, acting: Acting | None) -> Self:
        """What the public sees are founders, and parties that agreed to be shown; those inside see each row."""
        open_to_all = Q(cooperation__is_public=True, cooperation__started_at__isnull=False)
        took_part = Q(joined_on__isnull=False) & (
            Q(left_on=None) | Q(left_on__gt=F("cooperation__founded_on"))
        )
        shown = open_to_all & took_part & (Q(part=Part.FOUNDER) | Q(is_shown=True))
        if acting is None or not acting.has(*INSIDE):
            return self.filter(shown)
        return self.filter(shown | Q(cooperation__in=Cooperation.objects.of(acting.organisation)))


class Party(Versioned):
    """That an organisation was asked to take part in a cooperation, what it answered, and when it was in it.

    `left_on` is the first day on which it no longer takes part. An organisation that comes back gets a new row.
    """

    privacy = Privacy(
        "so that it can be shown who joined or left in the name of an organisation",
        holds=("invited_by", "answered_by", "closed_by"),
        kept="as long as the cooperation is kept",
    )

    cooperation = models.ForeignKey(Cooperation, models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(Actor, models.PROTECT, related_name="parties")
    part = models.CharField(_("takes part as"), max_length=10, choices=Part)
    state = models.CharField(_("state"), max_length=10, choices=PartyState, default=PartyState.INVITED)
    task = models.TextField(_("task in the cooperation"), blank=True)
    language = models.CharField(
        _("language of the task"), max_length=2, choices=settings.LANGUAGES, default="sv"
    )
    is_shown = models.BooleanField(
        _("shown to the public"), default=False, help_text=_("A founding municipality is always shown.")
    )
    joined_on = models.DateField(_("takes part since"), null=True, blank=True)
    left_on = models.DateField(
        _("took part until"),
        null=True,
        blank=True,
        help_text=_("The first day on which it no longer takes part."),
    )
    invited_at = models.DateTimeField(_("invited"), default=this_moment)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_for = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(_("what was answered"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_for = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ("cooperation", "organisation", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("cooperation", "organisation"),
                condition=Q(state__in=_OPEN),
                name="cooperation_party_once_at_a_time",
                violation_error_message=_("This organisation is already invited or takes part."),
            ),
            models.CheckConstraint(
                name="cooperation_party_answered_by_somebody",
                condition=Q(
                    answered_at=None, answered_by=None, state__in=(PartyState.INVITED, PartyState.WITHDRAWN)
                )
                | Q(
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                    state__in=(PartyState.ACCEPTED, PartyState.DECLINED, *_GONE),
                ),
                violation_error_message=_(
                    "An organisation that joined or declined has been answered for by somebody."
                ),
            ),
            models.CheckConstraint(
                name="cooperation_party_joined_when_accepted",
                condition=Q(joined_on__isnull=False, state__in=(PartyState.ACCEPTED, *_GONE))
                | Q(
                    joined_on=None, state__in=(PartyState.INVITED, PartyState.WITHDRAWN, PartyState.DECLINED)
                ),
                violation_error_message=_(
                    "Say since when the organisation takes part; one that does not, has no day."
                ),
            ),
            models.CheckConstraint(
                name="cooperation_party_left_when_gone",
                condition=Q(left_on__isnull=False, state__in=_GONE) | (Q(left_on=None) & ~Q(state__in=_GONE)),
                violation_error_message=_(
                    "Say until when the organisation took part; one that still does has no day."
                ),
            ),
            models.CheckConstraint(
                name="cooperation_party_closed_by_somebody",
                condition=Q(
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                    closed_for__isnull=False,
                    state__in=(PartyState.WITHDRAWN, *_GONE),
                )
                | (
                    Q(closed_at=None, closed_by=None, closed_for=None)
                    & ~Q(state__in=(PartyState.WITHDRAWN, *_GONE))
                ),
                violation_error_message=_(
                    "Who left, was removed or is no longer invited, was so by somebody's act."
                ),
            ),
            models.CheckConstraint(
                name="cooperation_party_leaves_after_it_joins",
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                violation_error_message=_("An organisation cannot leave before it joined."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.cooperation}"

    @property
    def period(self) -> Period:
        """The days on which it took part, as far as its own acts say."""
        return Period(self.joined_on, self.left_on)

    @property
    def is_founder(self) -> bool:
        return self.part == Part.FOUNDER

    @property
    def is_seen_by_all(self) -> bool:
        """Whether the public may know of it, where it may know of the cooperation; not if it left before the start."""
        founded = self.cooperation.founded_on
        took_part = self.joined_on and (self.left_on is None or founded is None or self.left_on > founded)
        return bool(took_part) and (self.is_founder or self.is_shown)

    @property
    def is_open(self) -> bool:
        """Whether the organisation is in the cooperation, or has a say on whether it will be."""
        return self.state in _OPEN

    @property
    def is_invited(self) -> bool:
        return self.state == PartyState.INVITED

    @property
    def is_accepted(self) -> bool:
        return self.state == PartyState.ACCEPTED

    def takes_part_on(self, day: date) -> bool:
        """Whether it took part on a day: the same answer as `taking_part_on`."""
        ended = self.cooperation.ended_on
        return self.joined_on is not None and day in self.period and (ended is None or day < ended)
