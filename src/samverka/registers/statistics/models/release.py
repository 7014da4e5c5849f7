"""Releases: what a table said at one time. They are written once and never changed."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.languages import Trilingual, trilingual
from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.statistics.enums import Format, Role
from samverka.registers.statistics.models.table import Table

__all__ = ["Block", "Category", "Dimension", "Immutable", "Release"]


class Immutable(Exception):
    """Something published was to be changed. It is not: a correction is a new release."""


class _WrittenOnceQuerySet(models.QuerySet[Any]):
    def update(self, **_changes: Any) -> NoReturn:
        raise Immutable("A release is never changed; read a new one.")


class _WrittenOnce(models.Model):
    objects = models.Manager.from_queryset(_WrittenOnceQuerySet)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable(f"{self._meta.verbose_name} {self.pk} is never changed; read a new release.")
        super().save(*args, **kwargs)


class Release(_WrittenOnce):
    """A table as it was read from one file or one answer.

    shape, block, kind, scale: how the cells are stored (`blocks.Packing`). signs: what stands in or beside cells, as
    `[text, absence, labels]`; a mark in a block is 1 + the position here. changes: what is otherwise than in the
    release before it.
    """

    privacy = Privacy.none("published statistics")

    table = models.ForeignKey(Table, models.PROTECT, related_name="releases", verbose_name=_("table"))
    number = models.PositiveIntegerField(_("number"), help_text=_("Counted from 1 for each table."))
    checksum = models.CharField(
        _("checksum"), max_length=64, help_text=_("SHA-256 of the file as published.")
    )
    size = models.PositiveBigIntegerField(_("size in bytes"))
    format = models.CharField(_("format"), max_length=10, choices=Format)
    origin = models.CharField(_("file or address"), max_length=500)
    published_at = models.DateTimeField(
        _("published"), null=True, blank=True, help_text=_("As the publisher says. Empty: it does not say.")
    )
    read_at = models.DateTimeField(_("read"), default=this_moment)
    title = models.CharField(_("title as published"), max_length=1000, blank=True)
    source = models.CharField(_("source as published"), max_length=1000, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals"), null=True, blank=True)
    notes = models.JSONField(_("notes as published"), default=list)
    signs = models.JSONField(_("signs"), default=list)
    changes = models.JSONField(_("changes since the release before"), default=dict)
    shape = models.JSONField(_("cells along each dimension"))
    block = models.JSONField(_("cells of a block along each dimension"))
    kind = models.CharField(_("stored type"), max_length=3)
    scale = models.SmallIntegerField(_("decimals stored"))

    class Meta:
        verbose_name = _("release of a table")
        verbose_name_plural = _("releases of tables")
        ordering = ("table", "-number")
        constraints = [
            models.UniqueConstraint(fields=("table", "number"), name="statistics_release_numbered_once"),
            models.UniqueConstraint(
                fields=("table", "checksum"),
                name="statistics_release_read_once",
                violation_error_message=_("This file has been read already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table_id}/{self.number}"


class Dimension(_WrittenOnce):
    """A dimension of a release: what its cells are told apart by."""

    privacy = Privacy.none("published statistics")

    release = models.ForeignKey(Release, models.CASCADE, related_name="dimensions")
    position = models.PositiveSmallIntegerField(_("position"))
    code = models.CharField(_("code"), max_length=200)
    role = models.CharField(_("role"), max_length=10, choices=Role)
    label = models.CharField(_("label as published"), max_length=500, blank=True)
    label_sv = models.CharField(_("label in Swedish"), max_length=500, blank=True)
    label_fi = models.CharField(_("label in Finnish"), max_length=500, blank=True)
    label_en = models.CharField(_("label in English"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("dimension")
        verbose_name_plural = _("dimensions")
        ordering = ("release", "position")
        constraints = [
            models.UniqueConstraint(fields=("release", "position"), name="statistics_dimension_stands_once"),
            models.UniqueConstraint(fields=("release", "code"), name="statistics_dimension_named_once"),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.label or self.code

    @property
    def name(self) -> Trilingual:
        return trilingual(self, "label")


class Category(_WrittenOnce):
    """One of the values of a dimension; `position` is its place among the cells."""

    privacy = Privacy.none("published statistics")

    dimension = models.ForeignKey(Dimension, models.CASCADE, related_name="categories")
    position = models.PositiveIntegerField(_("position"))
    code = models.CharField(_("code"), max_length=200)
    parent = models.CharField(_("code of the one above it"), max_length=200, blank=True)
    label = models.CharField(_("label as published"), max_length=500, blank=True)
    label_sv = models.CharField(_("label in Swedish"), max_length=500, blank=True)
    label_fi = models.CharField(_("label in Finnish"), max_length=500, blank=True)
    label_en = models.CharField(_("label in English"), max_length=500, blank=True)
    unit_sv = models.CharField(_("unit in Swedish"), max_length=200, blank=True)
    unit_fi = models.CharField(_("unit in Finnish"), max_length=200, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ("dimension", "position")
        constraints = [
            models.UniqueConstraint(fields=("dimension", "position"), name="statistics_category_stands_once"),
            models.UniqueConstraint(fields=("dimension", "code"), name="statistics_category_coded_once"),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.label or self.code

    @property
    def name(self) -> Trilingual:
        return trilingual(self, "label")

    @property
    def unit(self) -> Trilingual:
        return trilingual(self, "unit")


class Block(_WrittenOnce):
    """Neighbouring cells of a release, compressed."""

    privacy = Privacy.none("published statistics")

    release = models.ForeignKey(Release, models.CASCADE, related_name="blocks")
    position = models.PositiveIntegerField(_("position"))
    values = models.BinaryField(_("values"))
    marks = models.BinaryField(_("marks"), help_text=_("Empty: no cell of the block has one."))

    class Meta:
        verbose_name = _("block of cells")
        verbose_name_plural = _("blocks of cells")
        ordering = ("release", "position")
        constraints = [
            models.UniqueConstraint(fields=("release", "position"), name="statistics_block_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.release_id}/{self.position}"
