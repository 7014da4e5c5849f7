"""Who is there while a meeting is open, and who steps aside."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.privacy import Privacy
from samverka.work.bodies.enums import Ground
from samverka.work.bodies.models.meeting import AgendaItem, Meeting
from samverka.work.bodies.models.term import Appointment, Seat

__all__ = ["Attendance", "Disqualification"]


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def there(self) -> Self:
        """Those who have come and not left."""
        return self.filter(left_at=None)

    def seated(self) -> Self:
        return self.exclude(seat=None)


class Attendance(models.Model):
    """That somebody was at a meeting from one moment to another: in a seat, or as a guest with a word on as what.

    A seat is taken by one person at a time, so that a substitute is there only while the member is not.
    """

    privacy = Privacy(
        "minutes tell who was there", holds=("appointment", "guest"), kept="as long as the minutes are kept"
    )

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    appointment = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    guest = models.CharField(_("name of the guest"), max_length=120, blank=True)
    guest_as = models.CharField(_("there as"), max_length=120, blank=True)
    from_afar = models.BooleanField(_("from afar"), default=False)
    came_at = models.DateTimeField(_("came"), default=this_moment)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ("meeting", "came_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("meeting", "seat"),
                condition=Q(left_at=None, seat__isnull=False),
                name="bodies_attendance_one_in_a_seat",
                violation_error_message=_(
                    "The seat is taken: the substitute is there only while the member is not."
                ),
            ),
            models.CheckConstraint(
                name="bodies_attendance_in_a_seat_or_as_a_guest",
                condition=Q(seat__isnull=False, appointment__isnull=False, guest="", guest_as="")
                | (Q(seat=None, appointment=None) & ~Q(guest="") & ~Q(guest_as="")),
                violation_error_message=_("Say who the guest is, and as what the guest is there."),
            ),
            models.CheckConstraint(
                name="bodies_attendance_leaves_after_coming",
                condition=Q(left_at=None) | Q(left_at__gte=F("came_at")),
                violation_error_message=_("Nobody leaves before coming."),
            ),
        ]

    def __str__(self) -> str:
        return self.appointment.name if self.appointment else self.guest

    @property
    def is_there(self) -> bool:
        return self.left_at is None


class Disqualification(models.Model):
    """That a person steps aside while an item is dealt with, on which ground, and who takes the seat meanwhile."""

    privacy = Privacy(
        "minutes tell who stepped aside",
        holds=("appointment", "stands_in"),
        kept="as long as the minutes are kept",
    )

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="disqualifications")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="disqualifications")
    ground = models.CharField(_("ground"), max_length=1, choices=Ground)
    stands_in = models.ForeignKey(
        Appointment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stood_in",
        verbose_name=_("stands in"),
    )

    class Meta:
        verbose_name = _("disqualification")
        verbose_name_plural = _("disqualifications")
        ordering = ("item", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("item", "appointment"),
                name="bodies_disqualification_once",
                violation_error_message=_("This person already steps aside in the matter."),
            ),
            models.CheckConstraint(
                name="bodies_disqualification_not_by_oneself",
                condition=Q(stands_in=None) | ~Q(stands_in=F("appointment")),
                violation_error_message=_("Nobody stands in for oneself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment} – {self.item}"
