"""Releases: read once, never changed, found again cell for cell, and compared with the one before."""

from __future__ import annotations

import numpy as np
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from tests.registers.statistics.px_files import px, px_of

from samverka.registers.statistics.blocks import MOST_IN_BLOCK, blocks_touched, packed, packing_of, unpacked
from samverka.registers.statistics.enums import Absence, Format, Role
from samverka.registers.statistics.importing import AlreadyRead, read_release, save_mapping
from samverka.registers.statistics.models import (
    Block,
    Category,
    Dimension,
    Immutable,
    Publisher,
    Release,
    Table,
)
from samverka.registers.statistics.queries import (
    Observation,
    UnknownCategory,
    cells_of,
    latest_release,
    series,
)
from samverka.registers.statistics.readers import Unreadable

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(db: None) -> Table:
    """A table of nobody's, with no release."""
    publisher = Publisher.objects.create(slug="example", name_sv="Exempel", licence="CC0")
    return Table.objects.create(publisher=publisher, slug="example", title_sv="Exempel")


def test_a_file_becomes_a_release_with_all_that_it_says(table: Table) -> None:
    more = (
        'LAST-UPDATED="20240203 09:30";\nNOTE="Obs.";\nTIMEVAL("År")=TLIST(A1),"2024","2025";\nDECIMALS=1;\n'
    )
    content = px(data='1.5 "..."\n- 4', more=more)

    release = read_release(table, content, "a.px")

    release.refresh_from_db()
    assert (release.number, release.format, release.origin, release.size) == (
        1,
        Format.PX,
        "a.px",
        len(content),
    )
    assert release.published_at
    assert release.published_at.isoformat() == "2024-02-03T07:30:00+00:00"
    assert release.notes == [{"text": {"sv": "Obs."}, "at": {}}]
    assert release.changes == {}
    assert [(one.code, one.role, str(one.name)) for one in release.dimensions.all()] == [
        ("Kommun", Role.OTHER, "Kommun"), ("År", Role.TIME, "År"),
    ]  # fmt: skip
    assert list(Category.objects.filter(dimension__release=release).values_list("code", flat=True)) == [
        "Vasa", "Korsholm", "2024", "2025",
    ]  # fmt: skip
    assert list(cells_of(release)) == [
        Observation(1.5), Observation(None, Absence.SUPPRESSED, "..."), Observation(0, None, "-"), Observation(4),
    ]  # fmt: skip


def test_the_same_bytes_are_not_read_twice(table: Table) -> None:
    read_release(table, px(), "a.px")

    with pytest.raises(AlreadyRead, match="1"):
        read_release(table, px(), "b.px")
    assert Release.objects.filter(table=table).count() == 1


@pytest.mark.parametrize("content", [px(data="1 2\n3 x"), px(data="1 2 3"), b"", b"words"])
def test_a_file_that_is_not_understood_leaves_nothing(table: Table, content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_release(table, content, "a.px")

    assert not Release.objects.filter(table=table).exists()


def test_what_breaks_on_the_way_leaves_nothing(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database refuses the last of what is written."""

    def refuse(*_arguments: object, **_named: object) -> None:
        raise IntegrityError("no room")

    monkeypatch.setattr(Block.objects, "bulk_create", refuse)
    with pytest.raises(IntegrityError):
        read_release(table, px(), "a.px")

    assert not Release.objects.filter(table=table).exists()
    assert not Dimension.objects.filter(release__table=table).exists()


def test_a_release_is_never_changed(table: Table) -> None:
    release = read_release(table, px(), "a.px")
    rows = [
        release,
        release.dimensions.first(),
        release.blocks.first(),
        Category.objects.filter(dimension__release=release).first(),
    ]

    for row in rows:
        assert row
        with pytest.raises(Immutable):
            row.save()
        with pytest.raises(Immutable):
            type(row)._default_manager.filter(pk=row.pk).update(position=7)


def test_the_database_holds_a_checksum_of_a_table_once(table: Table) -> None:
    release = read_release(table, px(), "a.px")
    again = Release(
        **{
            field.name: getattr(release, field.name)
            for field in Release._meta.fields
            if field.name not in {"id", "number"}
        },
        number=2,
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_a_publisher_has_a_licence(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Publisher.objects.create(slug="nobody", licence="")


def test_what_changed_since_the_release_before(table: Table) -> None:
    read_release(table, px(data='1 ".."\n3 4'), "a.px")
    values = 'VALUES("Kommun")="Vasa","Korsholm","Malax";\nVALUES("År")="2025","2026";\n'

    second = read_release(table, px(values=values, data='2 9\n".." 9\n5 9'), "b.px")

    assert latest_release(table) == second
    assert second.number == 2
    assert second.changes == {
        "categories": {
            "Kommun": {"added": ["Malax"], "removed": [], "count": [1, 0]},
            "År": {"added": ["2026"], "removed": ["2024"], "count": [1, 1]},
        },
        "cells": {"new": 4, "gone": 2, "given": 1, "withdrawn": 1, "revised": 0, "same": 0},
    }


def test_a_table_turned_round_is_the_same_and_a_figure_revised_is_found(table: Table) -> None:
    read_release(table, px(data="1 2\n3 4"), "a.px")

    turned = px(stub='"År"', heading='"Kommun"', data="1 3\n2 5")

    assert read_release(table, turned, "b.px").changes == {
        "categories": {},
        "cells": {"new": 0, "gone": 0, "given": 0, "withdrawn": 0, "revised": 1, "same": 3},
    }


def test_other_dimensions_are_said_and_cells_are_not_compared(table: Table) -> None:
    read_release(table, px(), "a.px")

    changes = read_release(
        table, px_of({"Kommun": ["Vasa"], "Kön": ["1", "2"]}, ["1", "2"], stub=1), "b.px"
    ).changes

    assert changes == {"dimensions": {"added": ["Kön"], "removed": ["År"], "count": [1, 1]}}


def test_a_series_and_a_year_and_their_queries(table: Table) -> None:
    release = read_release(table, px(data='1 ".."\n3 4'), "a.px")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        one = series(release, "År", Kommun="Vasa")
        year = cells_of(release, {"År": "2025", "Kommun": ["Korsholm", "Vasa"]})

    assert one == {"2024": Observation(1), "2025": Observation(None, Absence.MISSING, "..")}
    assert list(year) == [Observation(4), Observation(None, Absence.MISSING, "..")]
    assert year.codes == {"Kommun": ["Korsholm", "Vasa"], "År": ["2025"]}
    assert len(queries) == 3  # the codes once, then blocks


@pytest.mark.parametrize("wanted", [{"Län": "1"}, {"Kommun": "Åbo"}, {"Kommun": ["Vasa", "Åbo"]}])
def test_what_a_release_does_not_have(table: Table, wanted: dict[str, str]) -> None:
    release = read_release(table, px(), "a.px")

    with pytest.raises(UnknownCategory):
        cells_of(release, wanted)


def test_a_series_needs_one_category_of_every_other_dimension(table: Table) -> None:
    release = read_release(table, px(), "a.px")

    with pytest.raises(UnknownCategory):
        series(release, "År")


def test_many_categories_are_read_as_a_few(table: Table) -> None:
    codes = [str(number) for number in range(3_000)]
    release = read_release(table, px_of({"a": codes, "b": ["x"]}, codes, stub=1), "a.px")
    wanted = codes[::2]

    assert cells_of(release, {"a": wanted}).values.ravel().tolist() == [float(code) for code in wanted]


def test_a_mapping_is_saved_for_the_next_file(table: Table) -> None:
    mapping = {
        "dimensions": [{"column": "area", "code": "area", "label": {"sv": "Område"}}],
        "value": "value",
    }

    with pytest.raises(Unreadable):
        read_release(table, b"area,value\na,1\n", "a.csv")
    save_mapping(table, mapping)
    first = read_release(Table.objects.get(pk=table.pk), b"area,value\na,1\n", "a.csv")
    second = read_release(Table.objects.get(pk=table.pk), b"area,value\na,2\n", "b.csv")

    assert (first.format, second.number, second.changes["cells"]["revised"]) == (Format.CSV, 2, 1)
    with pytest.raises(Unreadable):
        save_mapping(table, {"value": "x", "surprise": 1})


_VALUES = st.one_of(
    st.integers(-(10**9), 10**9).map(float),
    st.integers(-(10**6), 10**6).map(lambda whole: whole / 100),
    st.floats(-1e15, 1e15),
    st.just(float("nan")),
)


@given(arrays(np.float64, array_shapes(min_dims=1, max_dims=4, max_side=6), elements=_VALUES))
def test_what_is_packed_is_unpacked_exactly(values: np.ndarray) -> None:
    marks = np.isnan(values).astype(np.uint8)
    packing = packing_of(values)

    blocks = [
        unpacked(its_values, its_marks, position, packing)
        for position, its_values, its_marks in packed(values, marks, packing)
    ]

    assert len(blocks) == 1
    found, its_marks = blocks[0]
    assert np.array_equal(its_marks, marks)
    assert np.array_equal(found[marks == 0], values[marks == 0])


@pytest.mark.parametrize("whole", [(), (0, 3)])
def test_blocks_are_small_and_together_are_the_table(whole: tuple[int, ...]) -> None:
    values = np.arange(30 * 7 * 40 * 20, dtype=float).reshape(30, 7, 40, 20)
    packing = packing_of(values, whole)
    chosen = [np.array([29, 0, 7]), np.array([3]), np.arange(40), np.array([19, 1])]
    stored = {
        position: unpacked(one, two, position, packing)[0]
        for position, one, two in packed(values, np.zeros(values.shape, np.uint8), packing)
    }
    found = np.empty([len(side) for side in chosen])

    for position, inside, outside in blocks_touched(chosen, packing):
        found[np.ix_(*outside)] = stored[position][np.ix_(*inside)]

    assert all(block.size <= MOST_IN_BLOCK for block in stored.values())
    assert sum(block.size for block in stored.values()) == values.size
    assert np.array_equal(found, values[np.ix_(*chosen)])


def test_a_series_and_a_year_for_all_areas_lie_in_one_block() -> None:
    packing = packing_of(np.zeros((308, 27, 3, 10, 20)), whole=(0, 4))

    assert packing.block == (308, 1, 1, 1, 20)
