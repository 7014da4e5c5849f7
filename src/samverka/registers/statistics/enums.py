"""The words of statistics: how a cell can be without a value, what a dimension is for, in what format a table comes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

__all__ = ["Absence", "Format", "Role"]


class Absence(TextChoices):
    """Why a cell has no value. None of them is zero."""

    MISSING = "missing", _("Not available")
    SUPPRESSED = "suppressed", _("Not shown, to protect those it is about")
    IMPOSSIBLE = "impossible", _("Cannot exist")


class Role(TextChoices):
    """What a dimension is for, where its source says so."""

    TIME = "time", _("Time")
    AREA = "area", _("Area")
    CONTENT = "content", _("What is measured")
    OTHER = "other", _("Grouping")


class Format(TextChoices):
    """The format that a table is published in."""

    PX = "px", "PX"
    JSON_STAT = "json-stat", "JSON-stat"
    SDMX_CSV = "sdmx-csv", "SDMX-CSV"
    CSV = "csv", "CSV"
    EXCEL = "excel", "Excel"
