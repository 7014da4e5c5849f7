"""Terms, their seats, and who sits in them from when to when."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.languages import Trilingual, trilingual
from samverka.foundation.kernel.models import InTimeQuerySet, ValidInTime
from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.actors.models import Actor
from samverka.work.bodies.enums import Category, Ending, Place, PostKind
from samverka.work.bodies.models.body import Body

__all__ = ["Appointment", "Post", "Seat", "Term"]


class Term(ValidInTime):
    """A period for which a body's members are appointed.

    `women` and `men` are counts that the one who appoints gives of the members of the term; nobody's gender is kept.
    """

    privacy = Privacy.none("a period, and how many women and men were appointed; no person is told by it")

    body = models.ForeignKey(Body, models.PROTECT, related_name="terms")
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("ended on"), help_text=_("The first day on which it no longer holds."))
    women = models.PositiveSmallIntegerField(_("women among the members"), null=True, blank=True)
    men = models.PositiveSmallIntegerField(_("men among the members"), null=True, blank=True)

    objects = InTimeQuerySet.as_manager()

    class Meta(ValidInTime.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("body", "-valid_from")
        constraints = [
            *ValidInTime.Meta.constraints,
            models.UniqueConstraint(
                fields=("body", "valid_from"),
                name="bodies_term_begins_once",
                violation_error_message=_("A term already begins on this day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.valid_from}–{self.valid_to}"


class Seat(models.Model):
    """A seat in a term: for whom it is, and whether the one who sits there votes."""

    privacy = Privacy.none("whom a seat is for; who sits there is in the appointments")

    term = models.ForeignKey(Term, models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField(_("number"))
    category = models.CharField(_("for"), max_length=20, choices=Category)
    organisation = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("organisation")
    )
    represents_sv = models.CharField(_("represents, in Swedish"), max_length=160, blank=True)
    represents_fi = models.CharField(_("represents, in Finnish"), max_length=160, blank=True)
    represents_en = models.CharField(_("represents, in English"), max_length=160, blank=True)
    has_vote = models.BooleanField(_("has a vote"), default=True)

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ("term", "number")
        constraints = [
            models.UniqueConstraint(
                fields=("term", "number"),
                name="bodies_seat_numbered_once",
                violation_error_message=_("There is already a seat with this number."),
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def represents(self) -> Trilingual:
        """Whom the one who sits there represents: the text given, else the organisation's name."""
        text = trilingual(self, "represents")
        return text or (self.organisation.name if self.organisation else Trilingual())

    @property
    def label(self) -> str:
        """What stands in place of a name: seat 4, Voluntary organisations."""
        return gettext("seat %(number)s, %(category)s") % {
            "number": self.number,
            "category": self.get_category_display(),
        }


class AppointmentQuerySet(InTimeQuerySet):
    def of_members(self) -> Self:
        return self.filter(place=Place.MEMBER)

    def of_body(self, body: Body) -> Self:
        return self.filter(seat__term__body=body)

    def serving_on(self, day: date) -> Self:
        """Those who sit in a seat on a day: appointed, not ended, in a term that has begun and not ended."""
        in_term = Q(seat__term__valid_from__lte=day, seat__term__valid_to__gt=day)
        return self.in_force_on(day).filter(in_term)


class Appointment(ValidInTime):
    """That a person is a member or a personal substitute in a seat. Without a last day: until the term ends.

    The person may have an account (`holder`) or only a name.
    """

    privacy = Privacy(
        "so that it can be seen who is appointed to a body of an authority",
        holds=("name", "holder"),
        kept="as long as the minutes of the body are kept; shown to the public as the body says",
    )

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="appointments")
    place = models.CharField(_("place"), max_length=10, choices=Place)
    name = models.CharField(_("name"), max_length=120)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    in_office = models.BooleanField(
        _("sits by virtue of an office"),
        default=False,
        help_text=_("The name stays in published minutes when the time for appeal has ended."),
    )
    valid_from = models.DateField(_("from"))
    appointed_by = models.CharField(_("appointed by"), max_length=160, blank=True)
    ending = models.CharField(_("why it ended"), max_length=12, choices=Ending, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta(ValidInTime.Meta):
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ("seat", "place", "valid_from", "pk")
        constraints = [
            *ValidInTime.Meta.constraints,
            models.UniqueConstraint(
                fields=("seat", "place"),
                condition=Q(valid_to=None),
                name="bodies_appointment_one_at_a_time",
                violation_error_message=_("Somebody already sits in this place. End that appointment first."),
            ),
            models.CheckConstraint(
                name="bodies_appointment_is_of_somebody",
                condition=~Q(name=""),
                violation_error_message=_("Give the name of the person."),
            ),
            models.CheckConstraint(
                name="bodies_appointment_ends_for_a_reason",
                condition=Q(valid_to=None, ending="") | (Q(valid_to__isnull=False) & ~Q(ending="")),
                violation_error_message=_("Say why the appointment ended."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_substitute(self) -> bool:
        return self.place == Place.SUBSTITUTE

    @property
    def designation(self) -> str:
        """What stands in place of the name where names are not shown."""
        known: dict[str, Any] = {"number": self.seat.number, "category": self.seat.get_category_display()}
        if self.is_substitute:
            return gettext("substitute in seat %(number)s, %(category)s") % known
        return gettext("member in seat %(number)s, %(category)s") % known


class Post(ValidInTime):
    """That a member is the chair or vice chair, or that somebody is the secretary, in a term."""

    privacy = Privacy(
        "so that it can be seen who leads a body and keeps its minutes",
        holds=("name", "holder"),
        kept="as long as the minutes of the body are kept",
    )

    term = models.ForeignKey(Term, models.PROTECT, related_name="posts")
    valid_from = models.DateField(_("from"))
    kind = models.CharField(_("post"), max_length=10, choices=PostKind)
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, blank=True, related_name="posts")
    name = models.CharField(_("name"), max_length=120, blank=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="body_posts"
    )

    objects = InTimeQuerySet.as_manager()

    class Meta(ValidInTime.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ("term", "kind", "valid_from", "pk")
        constraints = [
            *ValidInTime.Meta.constraints,
            models.UniqueConstraint(
                fields=("term", "kind"),
                condition=Q(valid_to=None) & ~Q(kind=PostKind.VICE_CHAIR),
                name="bodies_post_one_at_a_time",
                violation_error_message=_(
                    "Somebody already has this post. It changes hands when another is named."
                ),
            ),
            models.CheckConstraint(
                name="bodies_post_is_held_by_somebody",
                condition=(Q(kind=PostKind.SECRETARY, appointment=None) & ~Q(name=""))
                | (~Q(kind=PostKind.SECRETARY) & Q(appointment__isnull=False, name="", holder=None)),
                violation_error_message=_("The chair is one of the members; the secretary is named."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.held_by}"

    @property
    def held_by(self) -> str:
        return self.appointment.name if self.appointment else self.name
