"""Fetching from a PxWeb: metadata first, in parts that it allows, at the pace that it allows. No network is asked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.registers.statistics.interfaces import VARIABLES, Interface, InterfaceV1, InterfaceV2, value

from samverka.registers.statistics.enums import Absence, Format, Role
from samverka.registers.statistics.importing import AlreadyRead, fetch_release
from samverka.registers.statistics.models import Publisher, Release, Table
from samverka.registers.statistics.pxweb import Limits, PxWeb, PxWebV1, PxWebV2, Unreachable, over_https
from samverka.registers.statistics.queries import series
from samverka.registers.statistics.readers import Unreadable
from samverka.registers.statistics.readers.cube import Sign

WAYS = pytest.mark.parametrize(
    ("interface", "version", "root", "path"),
    [
        (InterfaceV1, PxWebV1, "https://pxweb.example/api/v1/", "StatFin/vaerak/159t.px"),
        (InterfaceV2, PxWebV2, "https://pxweb.example/api/v2", "159t.px"),
    ],
    ids=["version 1", "version 2"],
)


def client(version: type[PxWeb], root: str, there: Interface) -> PxWeb:
    return version(root, fetch=there, clock=there.clock, sleep=there.sleep)


@WAYS
def test_a_table_is_fetched_whole(
    interface: type[Interface], version: type[PxWeb], root: str, path: str
) -> None:
    there = interface()

    cube = client(version, root, there).table(path).cube

    assert {axis.code: axis.codes for axis in cube.axes} == VARIABLES
    assert [[None if np.isnan(one) else one for one in row] for row in cube.values[:, :, 0].tolist()] == [
        [value(area, year) for year in VARIABLES["timeperiod_y"]] for area in VARIABLES["alue_28"]
    ]
    assert cube.signs == (Sign("...", Absence.SUPPRESSED),)
    assert [axis.role for axis in cube.axes] == [Role.AREA, Role.TIME, Role.CONTENT]
    assert dict(cube.axes[0].categories[2].label) == {"fi": "Vaasa", "sv": "Vasa", "en": "Vaasa"}
    assert dict(cube.axes[0].label) == {"fi": "Alue", "sv": "Område", "en": "Area"}
    assert dict(cube.axes[2].categories[0].unit)["fi"] == "lukumäärä"
    assert cube.published
    assert cube.published.isoformat() == "2026-06-08T05:00:00+00:00"


@WAYS
def test_metadata_are_read_before_cells(
    interface: type[Interface], version: type[PxWeb], root: str, path: str
) -> None:
    there = interface()

    client(version, root, there).table(path)

    bodies = [body is not None for _address, body in there.asked]
    assert bodies == sorted(bodies)
    assert sum(bodies) == 1


@WAYS
@pytest.mark.parametrize("most", [1, 2, 3, 5, 7, 11])
def test_no_answer_is_larger_than_allowed_and_the_parts_are_the_whole(
    interface: type[Interface], version: type[PxWeb], root: str, path: str, most: int
) -> None:
    whole = client(version, root, interface()).table(path).cube
    there = interface(most_cells=most)

    cube = client(version, root, there).table(path).cube

    assert np.array_equal(cube.values, whole.values, equal_nan=True)
    assert [cube.signs[mark - 1] if mark else None for mark in cube.marks.flat] == [
        whole.signs[mark - 1] if mark else None for mark in whole.marks.flat
    ]
    assert sum(body is not None for _address, body in there.asked) >= 12 / most


@WAYS
def test_calls_keep_the_pace_that_is_allowed(
    interface: type[Interface], version: type[PxWeb], root: str, path: str
) -> None:
    there = interface(most_cells=1, most_calls=3, window=60)
    pxweb = client(version, root, there)
    assert pxweb.limits == Limits(1, 3, 60)

    pxweb.table(path)

    later = there.times[1:]
    assert all(third - first >= 60 for first, third in zip(later, later[3:], strict=False))


@WAYS
def test_a_busy_interface_is_asked_again_later(
    interface: type[Interface], version: type[PxWeb], root: str, path: str
) -> None:
    there = interface(busy=2)

    assert client(version, root, there).table(path).cube.values.size == 12
    assert there.now > 0


@WAYS
def test_an_interface_that_stays_busy_is_left(
    interface: type[Interface], version: type[PxWeb], root: str, path: str
) -> None:
    with pytest.raises(Unreachable, match="429"):
        client(version, root, interface(busy=100)).table(path)


@WAYS
def test_a_table_that_has_another_identifier_today(
    interface: type[Interface], version: type[PxWeb], root: str, path: str
) -> None:
    with pytest.raises(Unreachable, match="404"):
        client(version, root, interface(table="15xx.px")).table(path)


@WAYS
@pytest.mark.parametrize(
    ("selection", "areas", "years"),
    [
        ({"alue_28": ["KU905", "KU091"]}, ["KU905", "KU091"], ["2022", "2023", "2024", "2025"]),
        ({"timeperiod_y": {"top": 2}}, ["SSS", "KU091", "KU905"], ["2024", "2025"]),
    ],
)
def test_a_part_is_chosen_by_today_s_codes(
    interface: type[Interface],
    version: type[PxWeb],
    root: str,
    path: str,
    selection: Any,
    areas: Any,
    years: Any,
) -> None:
    cube = client(version, root, interface()).table(path, selection).cube

    assert [axis.codes for axis in cube.axes[:2]] == [areas, years]
    assert cube.values[0, -1, 0] == value(areas[0], years[-1])


@WAYS
@pytest.mark.parametrize("selection", [{"alue_27": ["KU905"]}, {"alue_28": ["905"]}])
def test_codes_of_yesterday_are_refused_before_cells_are_asked_for(
    interface: type[Interface], version: type[PxWeb], root: str, path: str, selection: Any
) -> None:
    there = interface()

    with pytest.raises(Unreadable):
        client(version, root, there).table(path, selection)
    assert all(body is None for _address, body in there.asked)


def test_only_https_is_asked() -> None:
    for address in ("http://pxweb.example/", "file:///etc/hostname", "ftp://x/", "https://"):
        with pytest.raises(Unreachable):
            over_https(address, None)


@pytest.mark.django_db
def test_what_is_fetched_is_a_release_and_not_twice() -> None:
    publisher = Publisher.objects.create(slug="example", licence="CC BY 4.0")
    address = {"path": "StatFin/vaerak/159t.px", "selection": {"timeperiod_y": {"top": 3}}}
    table = Table.objects.create(publisher=publisher, slug="example", address=address)
    there = InterfaceV1()
    pxweb = client(PxWebV1, "https://pxweb.example/api/v1", there)

    release = fetch_release(table, pxweb)

    assert (release.format, release.origin) == (
        Format.JSON_STAT,
        "https://pxweb.example/api/v1/fi/StatFin/vaerak/159t.px",
    )
    found = series(release, "timeperiod_y", alue_28="KU905", contentscode="vieraskieliset")
    assert {year: one.value for year, one in found.items()} == {
        year: value("KU905", year) for year in ("2023", "2024", "2025")
    }
    with pytest.raises(AlreadyRead):
        fetch_release(table, pxweb)

    there.variables["timeperiod_y"].append("2026")
    following = fetch_release(table, pxweb)
    assert following.changes["categories"] == {
        "timeperiod_y": {"added": ["2026"], "removed": ["2023"], "count": [1, 1]}
    }
    assert Release.objects.filter(table=table).count() == 2
