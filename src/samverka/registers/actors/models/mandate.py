"""Mandates: for whom a person acts, as what, from when to when, given by whom; and invitations to them."""

import secrets
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.models import InTimeQuerySet, ValidInTime
from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.actors.models.actor import Actor
from samverka.registers.actors.roles import ROLES, Role, role

__all__ = ["Invitation", "Mandate"]


def role_choices() -> list[tuple[str, object]]:
    return [(role.code, role.label) for role in ROLES.values()]


class MandateQuerySet(InTimeQuerySet):
    def held(self, user: object, organisation: Actor, role: str) -> Self:
        return self.filter(user=user, organisation=organisation, role=role)

    def with_people(self) -> Self:
        """With what a list of mandates shows of each."""
        return self.select_related("user", "organisation", "given_by", "stands_in_for__user")


class Mandate(ValidInTime):
    """That a person acts for an organisation in a role."""

    privacy = Privacy(
        "so that it can always be shown in whose name a person acted",
        holds=("user", "given_by"),
        kept="as long as anything that was done by it is kept",
    )

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mandates")
    organisation = models.ForeignKey(Actor, models.PROTECT, related_name="mandates")
    role = models.CharField(_("role"), max_length=20, choices=role_choices)
    stands_in_for = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stand_ins",
        verbose_name=_("stands in for"),
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="mandates_given"
    )
    given_at = models.DateTimeField(_("given"), default=this_moment)

    objects = MandateQuerySet.as_manager()

    class Meta(ValidInTime.Meta):
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ("organisation", "role", "valid_from")
        constraints = [
            *ValidInTime.Meta.constraints,
            models.UniqueConstraint(
                fields=("user", "organisation", "role"),
                condition=models.Q(valid_to=None),
                name="actors_mandate_once_at_a_time",
                violation_error_message=_("This person already has this role in this organisation."),
            ),
            models.CheckConstraint(
                name="actors_mandate_stand_in_has_an_end",
                condition=models.Q(stands_in_for=None) | models.Q(valid_to__isnull=False),
                violation_error_message=_("Say until when the person stands in."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation} ({self.get_role_display()})"

    @property
    def of_role(self) -> Role:
        return role(self.role)


def new_token() -> str:
    return secrets.token_urlsafe(32)


def in_two_weeks() -> object:
    return this_moment() + timedelta(days=14)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Invitations that can still be accepted."""
        return self.filter(accepted_at=None, withdrawn_at=None, runs_out_at__gt=this_moment())

    def open_for(self, email: str) -> Self:
        return self.open().filter(email=email.lower())


class Invitation(models.Model):
    """That somebody is asked, by e-mail, to act for an organisation in a role."""

    privacy = Privacy(
        "to let a person who has no account take up a mandate",
        holds=("email", "invited_by", "accepted_by", "withdrawn_by"),
        kept="a year after it was answered or ran out",
    )

    email = models.EmailField(_("e-mail address"))
    organisation = models.ForeignKey(Actor, models.PROTECT, related_name="invitations")
    role = models.CharField(_("role"), max_length=20, choices=role_choices)
    valid_to = models.DateField(_("mandate until"), null=True, blank=True)
    language = models.CharField(
        _("language of the letter"), max_length=2, choices=settings.LANGUAGES, default="sv"
    )
    token = models.CharField(max_length=64, unique=True, default=new_token)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations_sent")
    invited_at = models.DateTimeField(_("invited"), default=this_moment)
    runs_out_at = models.DateTimeField(_("runs out"), default=in_two_weeks)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="invitations_accepted"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-invited_at",)
        constraints = [
            models.CheckConstraint(
                name="actors_invitation_accepted_by_somebody",
                condition=models.Q(accepted_at=None, accepted_by=None)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="actors_invitation_withdrawn_by_somebody",
                condition=models.Q(withdrawn_at=None, withdrawn_by=None)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, accepted_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} – {self.organisation}"

    @property
    def of_role(self) -> Role:
        return role(self.role)

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.withdrawn_at is None and this_moment() < self.runs_out_at
