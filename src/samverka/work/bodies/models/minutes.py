"""Minutes: written, checked, published; and published versions, which never change."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.acts import at, by, either
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.privacy import Privacy
from samverka.foundation.kernel.versions import Versioned
from samverka.registers.actors.acting import Acting
from samverka.work.bodies.enums import CheckState
from samverka.work.bodies.models.body import Body
from samverka.work.bodies.models.meeting import Meeting
from samverka.work.bodies.models.term import Appointment

__all__ = ["Minutes", "MinutesCheck", "PublishedMinutes"]


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def to_redact(self, today: date) -> Self:
        """Those whose names are still marked as shown, although the last day for appeal is over."""
        return self.filter(names_until__lt=today, redacted_at=None)


class Minutes(Versioned):
    """The minutes of a meeting, with the words that the secretary adds to what happened.

    `content` are the blocks that the checkers read, made from what happened when the minutes were sent to them.
    `names_until` is the last day for appeal, on which personal data are still shown in the published minutes.
    """

    privacy = Privacy(
        "a body of an authority keeps minutes",
        holds=("content", "introduction", "ending"),
        kept="permanently",
    )

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    introduction = models.TextField(_("opening of the meeting"), blank=True)
    ending = models.TextField(_("end of the meeting"), blank=True)
    content = models.JSONField(default=list, editable=False)
    names_until = models.DateField(_("names shown until"), null=True, blank=True, editable=False)
    redacted_at = at(_("names removed"))

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        ordering = ("meeting",)
        constraints = [
            models.CheckConstraint(
                name="bodies_minutes_redacted_after_a_last_day",
                condition=Q(redacted_at=None) | Q(names_until__isnull=False),
                violation_error_message=_(
                    "Names leave minutes that have been published, after the last day for appeal."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.meeting)

    def shows_names_on(self, day: date) -> bool:
        """Whether the public still reads names on a day."""
        return self.redacted_at is None and self.names_until is not None and day <= self.names_until


class MinutesCheck(models.Model):
    """That a member who was at the meeting is asked to check the minutes, and what came of it."""

    privacy = Privacy(
        "minutes tell who checked them",
        holds=("appointment", "answered_by"),
        kept="as long as the minutes are kept",
    )

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="checks")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="checks")
    state = models.CharField(_("state"), max_length=10, choices=CheckState, default=CheckState.ASKED)
    answered_at, answered_by = at(_("answered")), by()
    remark = models.TextField(_("remark"), blank=True)
    given_how = models.CharField(
        _("how it was given"),
        max_length=120,
        blank=True,
        help_text=_("Where the secretary records it: on paper, say."),
    )

    class Meta:
        verbose_name = _("checking of minutes")
        verbose_name_plural = _("checkings of minutes")
        ordering = ("minutes", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("minutes", "appointment"),
                name="bodies_check_once",
                violation_error_message=_("This member is already asked to check."),
            ),
            models.CheckConstraint(
                name="bodies_check_answered_by_somebody",
                condition=either("answered_at", "answered_by")
                & (
                    Q(state=CheckState.ASKED, answered_at=None)
                    | (~Q(state=CheckState.ASKED) & Q(answered_at__isnull=False))
                ),
                violation_error_message=_("Minutes are approved or sent back by somebody."),
            ),
            models.CheckConstraint(
                name="bodies_check_returned_with_a_remark",
                condition=~Q(state=CheckState.RETURNED) | ~Q(remark=""),
                violation_error_message=_("Say what is to be put right in the minutes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment}: {self.get_state_display()}"

    @property
    def is_asked(self) -> bool:
        return self.state == CheckState.ASKED

    @property
    def is_approved(self) -> bool:
        return self.state == CheckState.APPROVED


class PublishedQuerySet(models.QuerySet["PublishedMinutes"]):
    def visible_to(self, acting: Acting | None) -> Self:
        """Everybody reads the minutes of a public body; those within another read its own."""
        public, within = Body.objects.open_to_all(), Body.objects.within(acting)
        return self.filter(Q(minutes__meeting__body__in=public) | Q(minutes__meeting__body__in=within))


class PublishedMinutes(models.Model):
    """Minutes as they were published. Never changed: a correction is a new one, which says what it corrects.

    Names are marked in the content; who may read them is answered each time it is shown.
    """

    privacy = Privacy(
        "decisions of a body of an authority are made known",
        holds=("content", "published_by"),
        kept="permanently; without names to the public after the last day for appeal",
    )

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField()
    corrects = models.TextField(_("what it corrects"), blank=True)
    published_at = models.DateTimeField(_("published"), default=this_moment)
    published_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("published minutes")
        verbose_name_plural = _("published minutes")
        ordering = ("minutes", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=("minutes", "number"),
                name="bodies_published_numbered_once",
                violation_error_message=_("There is already an edition with this number."),
            ),
            models.CheckConstraint(
                name="bodies_published_corrects_an_earlier_one",
                condition=Q(number=1, corrects="") | (Q(number__gt=1) & ~Q(corrects="")),
                violation_error_message=_("Say what is corrected."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} ({self.number})"
