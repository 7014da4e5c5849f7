"""What a file does not say of its dimensions: which is time, what it is called in other languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.registers.statistics.enums import Role
from samverka.registers.statistics.readers.cube import Axis, Cube, Texts
from samverka.registers.statistics.readers.refusals import Unreadable

__all__ = ["described"]


def described(cube: Cube, dimensions: Mapping[str, Mapping[str, Any]]) -> Cube:
    """The table with roles and labels added.

    Args:
        dimensions: by the code of a dimension `role`, `label` (by language) and `labels` (by code of a category, by
            language). What the file says itself in a language stays.

    Raises:
        Unreadable: a dimension is not in the table any more.
    """
    if gone := set(dimensions) - {axis.code for axis in cube.axes}:
        raise Unreadable(
            _("The table has no dimension called {gone} any more. It has: {names}."),
            gone=", ".join(sorted(gone)), names=", ".join(axis.code for axis in cube.axes),
        )  # fmt: skip
    return replace(cube, axes=tuple(_described(axis, dimensions.get(axis.code, {})) for axis in cube.axes))


def _described(axis: Axis, known: Mapping[str, Any]) -> Axis:
    labels: Mapping[str, Texts] = known.get("labels", {})
    return replace(
        axis,
        role=Role(known["role"]) if "role" in known else axis.role,
        label={**known.get("label", {}), **axis.label},
        categories=tuple(
            replace(category, label={**labels[category.code], **category.label})
            if category.code in labels
            else category
            for category in axis.categories
        ),
    )
