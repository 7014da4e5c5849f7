"""One calendar of what is due, and the secret address by which a person's own calendar follows it."""

import secrets
from datetime import date
from typing import Self

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.privacy import Privacy
from samverka.foundation.notices.models.thing import AboutAThing

__all__ = ["CalendarLink", "Reminder"]


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def to_send(self, on: date) -> Self:
        """Reminders whose day has come, and which have neither been sent nor called off."""
        return self.filter(remind_on__lte=on, sent_at=None, called_off_at=None)

    def coming(self, on: date) -> Self:
        """Reminders of what is still to come on a day, whether they have been sent or not.

        Not those that are to say, after the day, that nothing has been done: nobody is late before that.
        """
        ahead = self.filter(due__gte=on, called_off_at=None).exclude(remind_on__gt=F("due"))
        return ahead.order_by("due", "remind_on", "pk")


class Reminder(AboutAThing):
    """That a person is to be reminded on a day of something that is due, unless it is done or called off before."""

    privacy = Privacy("to remind people in time", holds=("user", "details"), kept="a year after the due day")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders")
    remind_on = models.DateField(_("remind on"))
    due = models.DateField(_("due"))
    made_at = models.DateTimeField(_("made"), default=this_moment)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    called_off_at = models.DateTimeField(_("called off"), null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ("remind_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("user", "kind", "subject_kind", "subject_key", "remind_on"),
                name="notices_reminder_once",
            )
        ]
        indexes = [
            models.Index(
                fields=("remind_on",),
                condition=models.Q(sent_at=None, called_off_at=None),
                name="notices_reminder_to_send",
            )
        ]


def new_seal() -> str:
    return secrets.token_hex(12)


_SIGNER = Signer(salt="samverka.notices.calendar", sep=".")


class CalendarLinkQuerySet(models.QuerySet["CalendarLink"]):
    def by_token(self, token: str) -> Self:
        """The link whose token this is; none where the token was not made by us, or where the link has been revoked.

        The token is compared with what it should be in the same time however much of it is right, before the database
        is asked for anything.
        """
        try:
            seal = _SIGNER.unsign(token)
        except BadSignature:
            return self.none()
        return self.filter(seal=seal, user__is_active=True)


class CalendarLink(models.Model):
    """A secret address by which a calendar program reads what is due for a person. Revoked, it is not there any more.

    The address needs both this row and the secret key of the installation: a copy of the database alone opens none.
    """

    privacy = Privacy(
        "so that a person's own calendar can follow", holds=("user", "seal"), kept="until revoked"
    )

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_link")
    seal = models.CharField(max_length=24, unique=True, default=new_seal, editable=False)
    made_at = models.DateTimeField(_("made"), default=this_moment)

    objects = CalendarLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar link")
        verbose_name_plural = _("calendar links")
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.user} {self.made_at:%Y-%m-%d}"

    @property
    def token(self) -> str:
        """The secret part of the address."""
        return _SIGNER.sign(self.seal)
