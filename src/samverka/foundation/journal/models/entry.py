"""Entries of the journal."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.privacy import Privacy

__all__ = ["Entry"]


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, kind: str, key: object) -> Self:
        """What happened to one thing, the latest first."""
        return self.filter(subject_kind=kind, subject_key=str(key)).order_by("-at", "-pk")


class Entry(models.Model):
    """One act: what, when, by whom, in whose name, to what. Written once, never changed or removed."""

    privacy = Privacy(
        "authorities must be able to show who did what in whose name",
        holds=("person_key", "person_name"),
        kept="as long as the archive plan of the installation says",
    )

    at = models.DateTimeField(_("at"), default=this_moment, editable=False)
    verb = models.CharField(_("act"), max_length=60, help_text=_("app.verb"))
    person_key = models.CharField(max_length=20, blank=True)
    person_name = models.CharField(_("by"), max_length=120, blank=True)
    organisation_key = models.CharField(max_length=60, blank=True)
    organisation_name = models.JSONField(_("in the name of"), default=dict)
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=60)
    subject_label = models.JSONField(_("what"), default=dict)
    details = models.JSONField(_("details"), default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ("-at", "-pk")
        indexes = [
            models.Index(fields=("subject_kind", "subject_key", "-at")),
            models.Index(fields=("organisation_key", "-at")),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_kind} {self.subject_key}"

    @property
    def organisation(self) -> Trilingual:
        return Trilingual(**self.organisation_name)

    @property
    def subject(self) -> Trilingual:
        return Trilingual(**self.subject_label)

    def detail(self, name: str) -> Any:
        """A detail of the act; empty where it has none of that name."""
        return self.details.get(name, "")
