"""Reading a table as a new release, and the tables that come with the program."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import yaml
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samverka.foundation.documents.sync import Changes, ImportReport
from samverka.foundation.kernel.languages import LANGUAGES
from samverka.foundation.kernel.refusals import Refused
from samverka.registers.statistics.blocks import packed, packing_of
from samverka.registers.statistics.enums import Format, Role
from samverka.registers.statistics.models import Block, Category, Dimension, Publisher, Release, Table
from samverka.registers.statistics.pxweb import PxWeb, Selection
from samverka.registers.statistics.queries import cells_of, latest_release
from samverka.registers.statistics.readers import TableMapping, format_of, read_table
from samverka.registers.statistics.readers.cube import Axis, Cube, Texts
from samverka.registers.statistics.readers.described import described

__all__ = ["DATA", "AlreadyRead", "fetch_release", "import_statistics", "read_release", "save_mapping"]

DATA: Final = Path(__file__).parent / "data"
_BATCH: Final = 500
# How many codes are named in what changed; the rest is counted.
_MOST_NAMED: Final = 100


class AlreadyRead(Refused):
    """Just these bytes have been read as a release of the table before."""


def read_release(table: Table, content: bytes, origin: str) -> Release:
    """Read a file as the next release of a table, wholly or not at all.

    Args:
        content: the file as published. origin: its name or address.

    Raises:
        AlreadyRead: the same bytes are a release of the table.
        Unreadable: the file is not understood; the sentence says where.
    """
    checksum = hashlib.sha256(content).hexdigest()
    _refuse_again(table, checksum)
    found = format_of(content)
    rows = found in {Format.CSV, Format.EXCEL} or (found == Format.SDMX_CSV and table.mapping is not None)
    mapping = TableMapping.from_data(table.mapping) if rows and table.mapping is not None else None
    cube = read_table(content, mapping=mapping)
    if not rows and table.mapping:
        cube = described(cube, table.mapping)
    return _store(table, cube, checksum, len(content), found, origin)


def fetch_release(table: Table, interface: PxWeb) -> Release:
    """Fetch a table from a PxWeb as its next release. Metadata are read first; see `pxweb`.

    Raises `AlreadyRead`, `Unreadable`, or what the interface raises where it does not answer.
    """
    place = table.address or {}
    selection: Selection = place.get("selection", {})
    fetched = interface.table(place.get("path", table.code), selection)
    _refuse_again(table, fetched.checksum)
    cube = described(fetched.cube, table.mapping) if table.mapping else fetched.cube
    return _store(table, cube, fetched.checksum, fetched.size, Format.JSON_STAT, fetched.address)


def save_mapping(table: Table, mapping: Mapping[str, Any]) -> None:
    """Keep how the columns of a table's files are read. Raises `Unreadable` where it is no mapping."""
    TableMapping.from_data(mapping)
    table.mapping = dict(mapping)
    table.save(update_fields=["mapping"])


def import_statistics(folder: Path = DATA) -> ImportReport:
    """Read what the catalogue in `folder` lists: publishers, tables, and each of their files that is not read yet.

    Tables that are not in the catalogue are left alone.
    """
    catalogue = yaml.safe_load((folder / "catalogue.yaml").read_text(encoding="utf-8"))
    report, releases = ImportReport("statistics"), Counter[str]()
    with transaction.atomic():
        publishers = [_publisher(entry) for entry in catalogue["publishers"]]
        tables = [_table(entry) for entry in catalogue["tables"]]
        report.tables += [_counted(Publisher, publishers), _counted(Table, tables)]
        for entry in catalogue["tables"]:
            releases[_shipped(folder, entry)] += 1
    report.tables.append(
        Changes(str(Release._meta.verbose_name_plural), added=releases["read"], unchanged=releases["known"])
    )
    return report


def _shipped(folder: Path, entry: Mapping[str, Any]) -> str:
    """`read` or `known`."""
    path = folder / entry["file"]
    try:
        read_release(Table.objects.get(slug=entry["slug"]), path.read_bytes(), path.name)
    except AlreadyRead:
        return "known"
    return "read"


def _counted(model: type, created: Iterable[bool]) -> Changes:
    count = Counter(created)
    return Changes(str(model._meta.verbose_name_plural), added=count[True], unchanged=count[False])  # type: ignore[attr-defined]


def _publisher(entry: Mapping[str, Any]) -> bool:
    values = {
        **_by_language("name", entry["name"]),
        **{key: entry.get(key, "") for key in ("licence", "licence_url", "website")},
    }
    return Publisher.objects.update_or_create(slug=entry["slug"], defaults=values)[1]


def _table(entry: Mapping[str, Any]) -> bool:
    values = {
        "publisher": Publisher.objects.get(slug=entry["publisher"]),
        "code": entry.get("code", ""),
        "licence": entry.get("licence", ""),
        "mapping": entry.get("mapping"),
        "address": entry.get("address"),
        **_by_language("title", entry["title"]),
        **_by_language("unit", entry.get("unit", {})),
        **_by_language("about", entry.get("about", {})),
    }
    return Table.objects.update_or_create(slug=entry["slug"], defaults=values)[1]


def _refuse_again(table: Table, checksum: str) -> None:
    known = Release.objects.filter(table=table, checksum=checksum).first()
    if known:
        raise AlreadyRead(
            format_lazy(
                _("Nothing is new: just this was read on {day} as release {number}."),
                day=timezone.localdate(known.read_at).isoformat(), number=known.number,
            )
        )  # fmt: skip


@transaction.atomic
def _store(table: Table, cube: Cube, checksum: str, size: int, found: Format, origin: str) -> Release:
    Table.objects.select_for_update().get(pk=table.pk)
    former = latest_release(table)
    packing = packing_of(cube.values, _cut_last(cube.axes))
    release = Release.objects.create(
        table=table,
        number=former.number + 1 if former else 1,
        checksum=checksum,
        size=size,
        format=found,
        origin=origin[:500],
        published_at=cube.published,
        title=_published(cube.title, 1_000),
        source=_published(cube.source, 1_000),
        decimals=cube.decimals,
        notes=[{"text": dict(note.text), "at": dict(note.at)} for note in cube.notes],
        signs=[[sign.text, sign.absence or "", dict(sign.label)] for sign in cube.signs],
        changes=_changes(former, cube) if former else {},
        shape=packing.shape,
        block=packing.block,
        kind=packing.kind,
        scale=packing.scale,
    )
    for position, axis in enumerate(cube.axes):
        _store_axis(release, position, axis)
    for some in _batches(
        Block(release=release, position=position, values=values, marks=marks)
        for position, values, marks in packed(cube.values, cube.marks, packing)
    ):
        Block.objects.bulk_create(some)
    return release


def _cut_last(axes: Sequence[Axis]) -> list[int]:
    return [place for role in (Role.AREA, Role.TIME) for place, axis in enumerate(axes) if axis.role == role]


def _store_axis(release: Release, position: int, axis: Axis) -> None:
    dimension = Dimension.objects.create(
        release=release,
        position=position,
        code=axis.code,
        role=axis.role,
        label=_published(axis.label),
        **_by_language("label", axis.label),
    )
    categories = (
        Category(
            dimension=dimension,
            position=place,
            code=category.code,
            parent=category.parent,
            label=_published(category.label),
            **_by_language("label", category.label),
            **_by_language("unit", category.unit, 200),
        )
        for place, category in enumerate(axis.categories)
    )
    for some in _batches(categories):
        Category.objects.bulk_create(some)


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    some: list[Any] = []
    for row in rows:
        some.append(row)
        if len(some) == _BATCH:
            yield some
            some = []
    if some:
        yield some


def _by_language(field: str, texts: Texts, longest: int = 500) -> dict[str, str]:
    return {f"{field}_{language}": texts.get(language, "")[:longest] for language in LANGUAGES}


def _published(texts: Texts, longest: int = 500) -> str:
    """As the file has it first, in whatever language."""
    return next(iter(texts.values()), "")[:longest]


def _changes(former: Release, cube: Cube) -> dict[str, Any]:
    """What is otherwise than in the release before: dimensions, categories, and cells that both have."""
    before = cells_of(former)
    now = {axis.code: axis.codes for axis in cube.axes}
    if set(now) != set(before.codes):
        return {"dimensions": _difference(list(before.codes), list(now))}
    shared = {code: [one for one in codes if one in set(before.codes[code])] for code, codes in now.items()}
    order = [list(before.codes).index(code) for code in now]
    old = np.ix_(*(_positions(before.codes[code], shared[code]) for code in now))
    new = np.ix_(*(_positions(now[code], shared[code]) for code in now))
    was, is_now = np.transpose(before.values, order)[old], cube.values[new]
    had, has = ~np.isnan(was), ~np.isnan(is_now)
    return {
        "categories": {
            code: difference
            for code, codes in now.items()
            if (difference := _difference(before.codes[code], codes))
        },
        "cells": {
            "new": int(cube.values.size - is_now.size),
            "gone": int(before.values.size - was.size),
            "given": int((has & ~had).sum()),
            "withdrawn": int((had & ~has).sum()),
            "revised": int((had & has & (was != is_now)).sum()),
            "same": int((had & has & (was == is_now)).sum()),
        },
    }


def _difference(before: Sequence[str], now: Sequence[str]) -> dict[str, Any]:
    known, present = set(before), set(now)
    added, removed = (
        [code for code in now if code not in known],
        [code for code in before if code not in present],
    )
    found = {
        "added": added[:_MOST_NAMED],
        "removed": removed[:_MOST_NAMED],
        "count": [len(added), len(removed)],
    }
    return found if added or removed else {}


def _positions(codes: Sequence[str], wanted: Sequence[str]) -> list[int]:
    place = {code: position for position, code in enumerate(codes)}
    return [place[code] for code in wanted]
