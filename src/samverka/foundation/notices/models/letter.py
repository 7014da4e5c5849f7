"""The outbox of e-mail, and what each person wants to be told by it."""

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.privacy import Privacy

__all__ = ["Letter", "Preference"]


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> Self:
        """Letters that are still to be delivered."""
        return self.filter(delivered_at=None, refused_at=None)

    def due(self, now: datetime) -> Self:
        """Of those, the ones that may be tried now, the longest due first."""
        return self.waiting().filter(not_before__lte=now).order_by("not_before", "pk")

    def in_trouble(self) -> Self:
        """Letters that have been tried in vain, whether they will be tried again or have been refused for good."""
        return self.filter(delivered_at=None).exclude(last_problem="")

    def ended_before(self, day: date) -> Self:
        """Letters whose delivery ended, well or not, before a day."""
        return self.filter(Q(delivered_at__date__lt=day) | Q(refused_at__date__lt=day))


class Letter(models.Model):
    """An e-mail that is to be sent, has been sent, could not yet be sent, or has been refused for good."""

    privacy = Privacy(
        "to deliver what people are told",
        holds=("to", "subject", "text", "html"),
        kept="thirty days after it was delivered or refused",
    )

    to = models.EmailField(_("to"))
    language = models.CharField(_("language"), max_length=2)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    stop_path = models.CharField(_("page to stop letters of this kind"), max_length=200, blank=True)
    written_at = models.DateTimeField(_("written"), default=this_moment)
    not_before = models.DateTimeField(_("not before"), default=this_moment)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    put_off_since = models.DateTimeField(
        _("put off since"),
        null=True,
        blank=True,
        help_text=_("When the receiver's server first asked to try later."),
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_problem = models.CharField(_("last problem"), max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("not_before", "pk")
        indexes = [
            models.Index(
                fields=("not_before",),
                condition=Q(delivered_at=None, refused_at=None),
                name="notices_letter_waiting",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="notices_letter_ends_one_way",
                condition=Q(delivered_at=None) | Q(refused_at=None),
                violation_error_message=_("A letter that was delivered was not refused."),
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Preference(models.Model):
    """How a person wants letters of one kind: at once, once a day, or not at all."""

    privacy = Privacy(
        "to tell people in the way that they choose",
        holds=("user", "kind", "how"),
        kept="with the account",
    )

    class How(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day")
        NEVER = "never", _("not by e-mail")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(_("kind"), max_length=60)
    how = models.CharField(_("how"), max_length=10, choices=How)

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        ordering = ("user", "kind")
        constraints = [
            models.UniqueConstraint(fields=("user", "kind"), name="notices_preference_one_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.how}"
