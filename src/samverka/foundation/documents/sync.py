"""Bringing a register into agreement with the files it is read from, and saying what changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

__all__ = ["Changes", "ImportReport", "sync"]

Row = Mapping[str, Any]
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Changes:
    """How many rows of a table an import added, changed, removed and left as they were."""

    table: str
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def __str__(self) -> str:
        if not self.any:
            return f"{self.table}: {self.unchanged} unchanged"
        return (
            f"{self.table}: {self.added} added, {self.changed} changed, {self.removed} removed, "
            f"{self.unchanged} unchanged"
        )


@dataclass(slots=True)
class ImportReport:
    """What an import did, table by table, with remarks for those who keep the register."""

    register: str
    tables: list[Changes] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return any(table.any for table in self.tables)


def sync(rows: models.QuerySet[Any], wanted: Iterable[Row], key: tuple[str, ...], table: str = "") -> Changes:
    """Make the rows of a queryset equal to the wanted ones.

    Args:
        rows: all rows that the import governs; those that are not wanted are deleted.
        wanted: one mapping of column names (`area_id`, not `area`) to values for each row, all with the same columns.
        key: the columns by which a row is known again. No two wanted rows may agree in all of them.
        table: what the report calls the rows; without it, the model's own name for them.

    Returns:
        The count of rows added, changed, removed and unchanged.
    """
    model = rows.model
    wanted_by_key = _by_key(wanted, key, model.__name__)
    columns = tuple(next(iter(wanted_by_key.values()), {}))
    present = {tuple(row[column] for column in key): row for row in rows.values("pk", *columns).iterator()}

    added = [model(**row) for found, row in wanted_by_key.items() if found not in present]
    removed = [row["pk"] for found, row in present.items() if found not in wanted_by_key]
    changed = [
        model(pk=present[found]["pk"], **row)
        for found, row in wanted_by_key.items()
        if found in present and any(present[found][column] != value for column, value in row.items())
    ]
    for start in range(0, len(removed), _BATCH):
        rows.filter(pk__in=removed[start : start + _BATCH]).delete()
    if changed:
        names = [column for column in columns if column not in key]
        model._default_manager.bulk_update(changed, names, batch_size=_BATCH)
    model._default_manager.bulk_create(added, batch_size=_BATCH)
    unchanged = len(wanted_by_key) - len(added) - len(changed)
    return Changes(
        table or str(model._meta.verbose_name_plural), len(added), len(changed), len(removed), unchanged
    )


def _by_key(wanted: Iterable[Row], key: tuple[str, ...], table: str) -> dict[tuple[Any, ...], Row]:
    found: dict[tuple[Any, ...], Row] = {}
    for row in wanted:
        identity = tuple(row[column] for column in key)
        if identity in found:
            raise ValueError(f"Two rows of {table} have the same {', '.join(key)}: {identity}.")
        found[identity] = row
    return found
