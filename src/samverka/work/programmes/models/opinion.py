"""Opinions on a version that was sent out: who was asked, what they said, what came of it."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.acts import at, by, either
from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.work.programmes.enums import Handling
from samverka.work.programmes.models.edition import Edition
from samverka.work.programmes.models.programme import Programme

__all__ = ["Opinion"]


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def awaited(self) -> Self:
        return self.filter(given_at=None)

    def late(self, day: date) -> Self:
        """Those that were to be given before a day and are not."""
        return self.awaited().filter(due__lt=day)

    def unhandled(self) -> Self:
        """Those that were given, and of which nobody has said what came of them."""
        return self.filter(given_at__isnull=False, handled_at=None)

    def visible_to(self, acting: Acting | None) -> Self:
        """Given opinions of programmes that one may see; one's own also while it is being awaited."""
        programmes = Programme.objects.visible_to(acting)
        shown = Q(given_at__isnull=False)
        if acting is not None:
            preparing = Programme.objects.filter(prepared_for=acting.organisation)
            shown |= Q(organisation=acting.organisation) | Q(edition__programme__in=preparing)
        return self.filter(shown, edition__programme__in=programmes)


class Opinion(models.Model):
    """That an organisation, or one of its bodies (`organ`), is asked what it says of a version."""

    privacy = Privacy(
        "so that it can be shown who gave and who handled an opinion",
        holds=("asked_by", "given_by", "handled_by"),
        kept="as long as the programme is kept",
    )

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="opinions")
    organisation = models.ForeignKey(Actor, models.PROTECT, related_name="opinions_on_programmes")
    organ = models.CharField(_("body"), max_length=200, blank=True)
    due = models.DateField(_("to be given by"))
    asked_at = models.DateTimeField(_("asked"), default=this_moment)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = at(_("given"))
    given_by = by()
    text = models.TextField(_("opinion"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="sv")
    handled_at = at(_("handled"))
    handled_by = by()
    handling = models.CharField(_("what came of it"), max_length=12, choices=Handling, blank=True)
    answer_sv = models.TextField(_("answer in Swedish"), blank=True)
    answer_fi = models.TextField(_("answer in Finnish"), blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ("edition", "organisation__slug", "organ", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("edition", "organisation", "organ"),
                name="programmes_opinion_asked_once",
                violation_error_message=_("This organisation has already been asked."),
            ),
            models.CheckConstraint(
                name="programmes_opinion_given_by_somebody",
                condition=either("given_at", "given_by"),
                violation_error_message=_("An opinion is given by somebody."),
            ),
            models.CheckConstraint(
                name="programmes_opinion_says_something",
                condition=Q(given_at=None) | ~Q(text=""),
                violation_error_message=_("Write the opinion."),
            ),
            models.CheckConstraint(
                name="programmes_opinion_handled_by_somebody",
                condition=either("handled_at", "handled_by"),
                violation_error_message=_("An opinion is handled by somebody."),
            ),
            models.CheckConstraint(
                name="programmes_opinion_handled_once_given",
                condition=Q(handled_at=None, handling="")
                | Q(handled_at__isnull=False, given_at__isnull=False, handling__in=Handling.values),
                violation_error_message=_("Say what came of an opinion once it has been given."),
            ),
        ]

    def __str__(self) -> str:
        return self.organ or str(self.organisation)

    @property
    def is_given(self) -> bool:
        return self.given_at is not None

    def is_late_on(self, day: date) -> bool:
        """The same answer as `Opinion.objects.late`."""
        return self.given_at is None and self.due < day

    @property
    def is_late(self) -> bool:
        return self.is_late_on(today())
