"""What a person has been told in the program."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.privacy import Privacy
from samverka.foundation.notices.models.thing import AboutAThing

__all__ = ["Notice"]


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def awaiting(self) -> Self:
        """Notices that ask for an act which has not been done."""
        return self.filter(asks=True, done_at=None)

    def late(self, on: date) -> Self:
        """Of those, the ones whose day has passed."""
        return self.awaiting().filter(due__lt=on)

    def by_urgency(self) -> Self:
        """Late first, then by the day on which they are due; those without a day last."""
        return self.order_by(F("due").asc(nulls_last=True), "sent_at", "pk")


class Notice(AboutAThing):
    """One thing that one person is told, with the address of the page where it can be seen or done."""

    privacy = Privacy(
        "to tell people what awaits them",
        holds=("user", "details", "read_at"),
        kept="a year after it was sent",
    )

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    due = models.DateField(_("due"), null=True, blank=True)
    waits_for_daily = models.BooleanField(_("waits for the daily letter"), default=False)
    sent_at = models.DateTimeField(_("sent"), default=this_moment)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ("-sent_at", "-pk")
        indexes = [
            models.Index(fields=("user", "done_at", "due")),
            models.Index(
                fields=("user",), condition=models.Q(waits_for_daily=True), name="notices_notice_for_daily"
            ),
        ]

    @property
    def is_late(self) -> bool:
        """Whether it asks for something that has not been done by its day."""
        return self.asks and self.done_at is None and self.due is not None and self.due < today()
