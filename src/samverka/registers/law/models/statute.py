"""Statutes, their provisions, and what each provision said when."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.languages import LANGUAGES, Trilingual, trilingual
from samverka.foundation.kernel.models import InTimeManager, InTimeQuerySet, ValidInTime
from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.law.enums import StatuteKind, WordingNote

__all__ = ["Provision", "Statute", "Wording"]


class Statute(ValidInTime):
    """An act, decree or decision in the statute book of Finland. Its period is that in which it is in force."""

    privacy = Privacy.none("published statutes")

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=StatuteKind)
    title_sv = models.CharField(_("title in Swedish"), max_length=600, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=600, blank=True)
    title_en = models.CharField(_("title in English"), max_length=600, blank=True)
    short_sv = models.CharField(_("short name in Swedish"), max_length=120, blank=True)
    short_fi = models.CharField(_("short name in Finnish"), max_length=120, blank=True)
    short_en = models.CharField(_("short name in English"), max_length=120, blank=True)
    preparatory_works_sv = models.CharField(_("preparatory works in Swedish"), max_length=300, blank=True)
    preparatory_works_fi = models.CharField(_("preparatory works in Finnish"), max_length=300, blank=True)
    enacted_on = models.DateField(_("given on"), null=True, blank=True)
    amends = models.CharField(
        _("amends"), max_length=60, blank=True, help_text=_("The statutes that it amends.")
    )
    repealed_by = models.CharField(_("repealed by"), max_length=20, blank=True)
    amendments_known = models.BooleanField(
        _("all amendments at hand"),
        default=False,
        help_text=_("False: it may have been amended by statutes that are not in the register."),
    )
    consolidated_as_of = models.DateField(_("consolidated text as of"), null=True, blank=True)
    central = models.BooleanField(_("an act on the promotion of integration"), default=False)

    objects = InTimeManager()

    class Meta(ValidInTime.Meta):
        verbose_name = _("statute")
        verbose_name_plural = _("statutes")
        ordering = ("-year", "-number")
        constraints = [
            *ValidInTime.Meta.constraints,
            models.UniqueConstraint(fields=("year", "number"), name="law_statute_one_per_number"),
        ]

    def __str__(self) -> str:
        return self.citation

    @property
    def citation(self) -> str:
        """Number and year as lawyers write them: `681/2023`."""
        return f"{self.number}/{self.year}"

    @property
    def title(self) -> Trilingual:
        return trilingual(self, "title")

    @property
    def preparatory_works(self) -> Trilingual:
        return Trilingual(self.preparatory_works_sv, self.preparatory_works_fi)

    @property
    def short(self) -> Trilingual:
        """How people call it; the title where it has no shorter name."""
        return Trilingual(*(getattr(self, f"short_{x}") or getattr(self, f"title_{x}") for x in LANGUAGES))

    @property
    def eli(self) -> str:
        """The European Legislation Identifier of the statute as kept up to date by Finlex."""
        return f"http://data.finlex.fi/eli/sd/{self.year}/{self.number}/ajantasa"


class ProvisionQuerySet(models.QuerySet["Provision"]):
    def cited_as(self, citation: str) -> Self:
        """The provision of a citation such as `681/2023#sec_45__subsec_1`."""
        statute, _hash, eid = citation.partition("#")
        number, _slash, year = statute.partition("/")
        return self.filter(statute__year=year, statute__number=number, eid=eid)


class Provision(models.Model):
    """A place in a statute: chapter, section, subsection, item. It has no text of its own; its wordings have."""

    privacy = Privacy.none("published statutes")

    statute = models.ForeignKey(Statute, models.CASCADE, related_name="provisions")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    eid = models.CharField(
        _("identifier"), max_length=80, help_text=_("As in Akoma Ntoso: sec_45__subsec_1.")
    )
    kind = models.CharField(_("kind"), max_length=15)
    order = models.PositiveIntegerField(_("order"))

    objects = ProvisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ("statute", "order")
        constraints = [models.UniqueConstraint(fields=("statute", "eid"), name="law_provision_one_per_eid")]

    def __str__(self) -> str:
        return self.citation

    @property
    def citation(self) -> str:
        """`681/2023#sec_45__subsec_1`."""
        return f"{self.statute.citation}#{self.eid}"

    @property
    def section_eid(self) -> str:
        """The section that it is or lies in: `sec_45`; empty for a chapter."""
        return next((part for part in self.eid.split("__") if part.startswith("sec_")), "")

    @property
    def eli(self) -> str:
        """The statute's ELI with the provision as its anchor, as Finlex links to it."""
        return f"{self.statute.eli}#{self.eid}"


class WordingQuerySet(InTimeQuerySet):
    def in_language(self, language: str) -> Self:
        return self.filter(language=language)

    def of_section(self, statute: Statute, eid: str) -> Self:
        """The wordings of a section and of all that it holds."""
        inside = models.Q(provision__eid=eid) | models.Q(provision__eid__startswith=f"{eid}__")
        return self.filter(inside, provision__statute=statute)

    def as_of(self, on: date) -> Self:
        """What was said on a day, in the order of the statute, repeals included."""
        return self.in_force_on(on).select_related("provision").order_by("provision__order")


class Wording(ValidInTime):
    """What a provision said, in one language, during a period. An empty period: enacted, but never applied."""

    privacy = Privacy.none("published statutes")

    provision = models.ForeignKey(Provision, models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=2, choices=(("sv", "svenska"), ("fi", "suomi")))
    num = models.CharField(_("number"), max_length=40, blank=True)
    heading = models.CharField(_("heading"), max_length=400, blank=True)
    text = models.TextField(_("text"), blank=True, help_text=_("Before items, if there are any."))
    closing = models.TextField(_("closing words"), blank=True, help_text=_("After items, if there are any."))
    enacted_by = models.CharField(_("given by"), max_length=20, blank=True)
    ended_by = models.CharField(_("ended by"), max_length=20, blank=True)
    repealed = models.BooleanField(_("repealed"), default=False)
    end_known = models.BooleanField(
        _("end known"), default=True, help_text=_("False: it had ended by the day given, perhaps earlier.")
    )
    note = models.CharField(_("note"), max_length=40, blank=True, choices=WordingNote)

    objects = WordingQuerySet.as_manager()

    class Meta(ValidInTime.Meta):
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        ordering = ("provision", "language", "valid_from")
        indexes = [models.Index(fields=("provision", "language", "valid_from"))]

    def __str__(self) -> str:
        return f"{self.num} {self.heading}".strip() or self.text[:60]

    @property
    def never_applied(self) -> bool:
        """Whether it was enacted and gone before its first day."""
        return self.period.is_empty
