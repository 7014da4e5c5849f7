"""Editing by several people: nobody's text is lost, since a form knows which version it was filled in from."""

from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.refusals import Conflict

__all__ = ["Versioned", "locked"]

Row = TypeVar("Row", bound=models.Model)


class Versioned(models.Model):
    """A row whose `version` grows by one with each act that changes it."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True

    def save_changed(self, *fields: str) -> None:
        """Save the fields, and count the change."""
        self.version += 1
        self.save(update_fields=[*fields, "version"])


def locked(rows: models.QuerySet[Row], pk: Any, version: int | None = None) -> Row:
    """The row with a key, locked until the act ends; must be called inside a transaction.

    Raises `Conflict` where `version` is given and somebody has changed the row since: the page then shows both texts.
    Raises the model's `DoesNotExist` where there is no such row.
    """
    row = rows.select_for_update().get(pk=pk)
    if version is not None and getattr(row, "version", version) != version:
        raise Conflict(
            _("Somebody else changed this while you were writing. Nothing of yours is lost: compare below.")
        )
    return row
