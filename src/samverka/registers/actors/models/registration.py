"""Organisations that people have registered: by whom, and who else has confirmed that they are there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.actors.models.actor import Actor
from samverka.registers.areas.models import Area

__all__ = ["Registration"]


class Registration(models.Model):
    """That a person has registered an organisation which no register of ours held, and whether another confirmed it."""

    privacy = Privacy(
        "so that somebody answers for each organisation that is not read from an official source",
        holds=("registered_by", "confirmed_by"),
        kept="as long as the organisation is in the register",
    )

    actor = models.OneToOneField(
        Actor, models.CASCADE, related_name="registration", verbose_name=_("organisation")
    )
    home = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("home municipality"))
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_for = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(_("registered"), default=this_moment)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_for = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ("-registered_at",)
        constraints = [
            models.CheckConstraint(
                name="actors_registration_confirmed_by_somebody",
                condition=Q(confirmed_at=None, confirmed_by=None, confirmed_for=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, confirmed_for__isnull=False),
                violation_error_message=_("A confirmation needs somebody who confirms, and a day."),
            ),
            models.CheckConstraint(
                name="actors_registration_confirmed_by_another",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("registered_by")),
                violation_error_message=_("Somebody else than the one who registered it must confirm it."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.actor)
