"""Where tables come from, and the tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.languages import Trilingual, trilingual
from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.statistics.enums import Format

__all__ = ["Publisher", "Table"]


class Publisher(models.Model):
    """Who publishes tables, under which licence, and where that is said."""

    privacy = Privacy.none("authorities and organisations that publish statistics")

    slug = models.SlugField(_("identifier"), max_length=40, unique=True)
    name_sv = models.CharField(_("name in Swedish"), max_length=200, blank=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=60)
    licence_url = models.URLField(_("address of the licence"), blank=True)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("publisher of statistics")
        verbose_name_plural = _("publishers of statistics")
        ordering = ("slug",)
        constraints = [
            models.CheckConstraint(
                name="statistics_publisher_has_a_licence",
                condition=~models.Q(licence=""),
                violation_error_message=_("Say under which licence the statistics may be used."),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> Trilingual:
        return trilingual(self, "name")


class Table(models.Model):
    """A table that its publisher publishes again and again. What it says is in its releases."""

    privacy = Privacy.none("published statistics")

    publisher = models.ForeignKey(
        Publisher, models.PROTECT, related_name="tables", verbose_name=_("publisher")
    )
    slug = models.SlugField(_("identifier"), max_length=80, unique=True)
    code = models.CharField(
        _("the publisher's identifier"),
        max_length=120,
        blank=True,
        help_text=_("As the publisher writes it today."),
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=300, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=300, blank=True)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    unit_sv = models.CharField(_("unit in Swedish"), max_length=200, blank=True)
    unit_fi = models.CharField(_("unit in Finnish"), max_length=200, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=200, blank=True)
    about_sv = models.TextField(_("what to know of it, in Swedish"), blank=True)
    about_fi = models.TextField(_("what to know of it, in Finnish"), blank=True)
    about_en = models.TextField(_("what to know of it, in English"), blank=True)
    licence = models.CharField(
        _("licence"), max_length=60, blank=True, help_text=_("Where it is another than the publisher's.")
    )
    format = models.CharField(_("format"), max_length=10, choices=Format, blank=True)
    mapping = models.JSONField(
        _("mapping of columns"),
        null=True,
        blank=True,
        help_text=_("How the columns of a CSV or Excel file are read."),
    )
    address = models.JSONField(
        _("where it is fetched"),
        null=True,
        blank=True,
        help_text=_("Interface, path and selection; empty: from files."),
    )

    class Meta:
        verbose_name = _("statistical table")
        verbose_name_plural = _("statistical tables")
        ordering = ("slug",)

    def __str__(self) -> str:
        return str(self.title) or self.slug

    @property
    def title(self) -> Trilingual:
        return trilingual(self, "title")

    @property
    def unit(self) -> Trilingual:
        return trilingual(self, "unit")

    @property
    def about(self) -> Trilingual:
        return trilingual(self, "about")

    @property
    def licensed_as(self) -> str:
        """The licence of this table; needs its publisher."""
        return self.licence or self.publisher.licence
