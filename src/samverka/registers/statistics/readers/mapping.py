"""How the columns of a CSV or Excel file make a table. A mapping is data: it is saved, and used for the next file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from django.utils.translation import gettext_lazy as _

from samverka.registers.statistics.enums import Absence, Role
from samverka.registers.statistics.readers.cube import Texts
from samverka.registers.statistics.readers.refusals import Unreadable

__all__ = ["ByColumn", "Columns", "TableMapping"]

# What is written instead of values where a mapping does not say otherwise: the signs of Statistics Finland.
_SIGNS: Final = {
    "": Absence.MISSING,
    ".": Absence.IMPOSSIBLE,
    "..": Absence.MISSING,
    "...": Absence.SUPPRESSED,
}


@dataclass(frozen=True, slots=True)
class ByColumn:
    """A dimension whose codes stand in one column, and their labels in others by language.

    labels: labels by code, where no column has them. split: the column writes the code, a blank and the label.
    whole_number: the column writes a whole number in some other way ("2024.0" for a year).
    """

    column: str
    code: str
    label: Texts
    role: Role = Role.OTHER
    labels_in: Texts = field(default_factory=dict)
    labels: Mapping[str, Texts] = field(default_factory=dict)
    split: bool = False
    whole_number: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """A dimension whose categories are columns. Without `columns` all that no other part of the mapping uses."""

    code: str
    label: Texts
    role: Role = Role.CONTENT
    columns: Sequence[str] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Texts] = field(default_factory=dict)
    units: Mapping[str, Texts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableMapping:
    """All that must be known of a file to read it.

    header: the line of the headings, counted from 1. value: the column of the values, or empty where `across` has them.
    signs: what is written instead of a value, with what it means ("" where a cell is empty). language: that of labels
    which the file gives and the mapping does not.
    """

    dimensions: Sequence[ByColumn]
    across: Columns | None = None
    value: str = ""
    header: int = 1
    encoding: str = "utf-8"
    delimiter: str = ""
    decimal: str = "."
    grouping: str = ""
    sheet: str = ""
    language: str = ""
    ignore: Sequence[str] = ()
    signs: Mapping[str, Absence] = field(default_factory=lambda: dict(_SIGNS))

    @classmethod
    def from_data(cls, data: Any) -> Self:
        """From what JSON or YAML gives. Raises `Unreadable` where something is missing or unknown."""
        try:
            given = dict(data)
            given["dimensions"] = tuple(_with_role(ByColumn, one) for one in given.get("dimensions", ()))
            if given.get("across") is not None:
                given["across"] = _with_role(Columns, given["across"])
            if "signs" in given:
                given["signs"] = {str(sign): Absence(absence) for sign, absence in given["signs"].items()}
            mapping = cls(**given)
        except (TypeError, ValueError, AttributeError) as error:
            raise Unreadable(
                _("The mapping of the columns is not understood: {reason}."), reason=error
            ) from None
        mapping.check()
        return mapping

    def check(self) -> None:
        """Raise `Unreadable` where the mapping cannot be of any table."""
        if bool(self.value) == bool(self.across):
            raise Unreadable(_("Say either which column has the values, or which columns."))
        if not 1 <= self.header <= 1_000:
            raise Unreadable(_("The line of the headings must be a number from 1 to 1000."))
        if len(self.delimiter) > 1 or len(self.decimal) != 1 or len(self.grouping) > 1:
            raise Unreadable(_("A separator is one sign."))


def _with_role(kind: Any, data: Any) -> Any:
    given = dict(data)
    if "role" in given:
        given["role"] = Role(given["role"])
    return kind(**given)
