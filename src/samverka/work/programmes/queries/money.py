"""Sums of money, always computed from the lines: by year, item, ministry, goal or measure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Substr

from samverka.work.programmes.models import BudgetLine, PartRequest, Programme

__all__ = ["BY", "Amounts", "lines_of", "planned_in", "sums_by", "total"]


@dataclass(frozen=True, slots=True)
class Amounts:
    """Sums in euros. Lines of which nothing is known add nothing; with none known at all, the sum is `None`."""

    planned: Decimal | None
    granted: Decimal | None
    used: Decimal | None

    @property
    def share_used(self) -> Decimal | None:
        """How much of what was granted has been used, as a share of one."""
        if not self.granted or self.used is None:
            return None
        return self.used / self.granted


BY: Final = {
    "year": F("year"),
    "main_title": Substr("item", 1, 2),
    "chapter": Substr("item", 1, 5),
    "item": F("item"),
    "organisation": F("measure__responsible"),
    "ministry": F("measure__part__ministry"),
    "goal": F("measure__goal"),
    "measure": F("measure"),
}
"""By what lines can be summed, and the key of each sum. A measure is summed under the one goal in which it stands."""


def lines_of(programmes: "QuerySet[Programme]") -> "QuerySet[BudgetLine]":
    """The budget lines of some programmes."""
    return BudgetLine.objects.filter(measure__goal__programme__in=programmes.values("pk"))


def sums_by(lines: "QuerySet[BudgetLine]", by: str) -> dict[object, Amounts]:
    """Sums of budget lines by one of the keys of `BY`, in order of the keys. Raises `KeyError` for another."""
    rows = lines.order_by().annotate(key=BY[by]).values("key").annotate(**_SUMS).order_by("key")
    return {row["key"]: _amounts(row) for row in rows}


def total(lines: "QuerySet[BudgetLine]") -> Amounts:
    """The sum of budget lines."""
    return _amounts(lines.aggregate(**_SUMS))


def planned_in(part: PartRequest) -> Decimal:
    """What the lines of a ministry's part add up to."""
    lines = BudgetLine.objects.filter(measure__part=part)
    return total(lines).planned or Decimal(0)


_SUMS: Final = {f"sum_{name}": Sum(f"{name}_cents") for name in ("planned", "granted", "used")}


def _amounts(row: Mapping[str, Any]) -> Amounts:
    return Amounts(*_euros(row))


def _euros(row: Mapping[str, Any]) -> Iterator[Decimal | None]:
    for name in ("planned", "granted", "used"):
        cents = row[f"sum_{name}"]
        yield None if cents is None else Decimal(cents) / 100
