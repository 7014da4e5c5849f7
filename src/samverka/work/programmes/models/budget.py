"""Money for measures, by year and budget item. In cents, so that sums are exact on every database."""

from decimal import Decimal
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.privacy import Privacy
from samverka.foundation.kernel.versions import Versioned
from samverka.work.programmes.models.measure import Measure

__all__ = ["AMOUNTS", "BudgetLine"]

AMOUNTS: Final = ("planned_cents", "granted_cents", "used_cents")
_ITEM: Final = r"^[0-9]{2}\.[0-9]{2}(\.[0-9]{2})?$"


def amount(label: object) -> models.BigIntegerField:
    return models.BigIntegerField(label, null=True, blank=True)  # type: ignore[arg-type]


def euros(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents) / 100


class BudgetLine(Versioned):
    """What a measure costs in a year: as planned, as granted in the budget, as used. Empty: not known.

    `item` names main title, chapter and moment of the State budget (`32.50.30`), a chapter alone (`32.50`), or nothing
    where the money comes from elsewhere: then `source` says from where.
    """

    privacy = Privacy.none("public money")

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="budget_lines")
    year = models.PositiveSmallIntegerField(_("year"))
    item = models.CharField(_("budget item"), max_length=8, blank=True, help_text=_("32.50.30"))
    source = models.CharField(_("other source of money"), max_length=120, blank=True)
    planned_cents = amount(_("planned, in cents"))
    granted_cents = amount(_("in the budget, in cents"))
    used_cents = amount(_("used, in cents"))

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ("measure", "year", "item", "source")
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "year", "item", "source"),
                name="programmes_budgetline_once",
                violation_error_message=_("The measure already has a line for this year and item."),
            ),
            models.CheckConstraint(
                name="programmes_budgetline_item_is_written_as_in_the_budget",
                condition=Q(item="") | Q(item__regex=_ITEM),
                violation_error_message=_(
                    "Write the budget item as main title, chapter and moment: 32.50.30."
                ),
            ),
            models.CheckConstraint(
                name="programmes_budgetline_is_not_below_zero",
                condition=(Q(planned_cents=None) | Q(planned_cents__gte=0))
                & (Q(granted_cents=None) | Q(granted_cents__gte=0))
                & (Q(used_cents=None) | Q(used_cents__gte=0)),
                violation_error_message=_("A sum of money cannot be below zero."),
            ),
            models.CheckConstraint(
                name="programmes_budgetline_says_how_much",
                condition=~Q(planned_cents=None, granted_cents=None, used_cents=None),
                violation_error_message=_("Say how much is planned, granted or used."),
            ),
            models.CheckConstraint(
                name="programmes_budgetline_is_of_our_time",
                condition=Q(year__gte=2010, year__lte=2100),
                violation_error_message=_("Check the year."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.item or self.source}"

    @property
    def planned(self) -> Decimal | None:
        """In euros."""
        return euros(self.planned_cents)

    @property
    def granted(self) -> Decimal | None:
        """In euros."""
        return euros(self.granted_cents)

    @property
    def used(self) -> Decimal | None:
        """In euros."""
        return euros(self.used_cents)

    @property
    def main_title(self) -> str:
        """The number of the main title: `32`; empty outside the State budget."""
        return self.item[:2]

    @property
    def chapter(self) -> str:
        """The chapter with its main title: `32.50`."""
        return self.item[:5]

    @property
    def moment(self) -> str:
        """The number of the moment: `30`; empty where only the chapter is named."""
        return self.item[6:]
