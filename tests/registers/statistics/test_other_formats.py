"""JSON-stat, SDMX-CSV, CSV and Excel, against samples and tables that others made."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.registers.statistics.enums import Absence, Format, Role
from samverka.registers.statistics.readers import TableMapping, Unreadable, format_of, read_table
from samverka.registers.statistics.readers.cube import Cube, Sign
from samverka.registers.statistics.readers.jsonstat import read_json_stat

FIXTURES = Path(__file__).parents[2] / "fixtures" / "statistics"


def sample(name: str) -> bytes:
    return (FIXTURES / "jsonstat" / name).read_bytes()


def cell(cube: Cube, **codes: str) -> float:
    return float(
        cube.values[
            tuple(axis.codes.index(codes[axis.code]) if axis.code in codes else 0 for axis in cube.axes)
        ]
    )


# What the tests of pyjstat, and the files themselves, say of single cells.
KNOWN = [
    ("oecd-canada.json", "oecd", {"concept": "UNR", "area": "US", "year": "2010"}, 9.627692959),
    ("oecd-canada.json", "canada", {}, 34880.5),
    ("galicia.json", "", {}, 2_695_880),
    ("galicia-ds.json", "", {}, 2_695_880),
    ("galicia-2.0.json", "", {}, 2_695_880),
    ("A02Level.json", "", {}, 25_635_937),
    ("us-labor-ds.json", "", {"labor": "labforce"}, 25_480),
    ("ons.json", "", {}, 195_074),
    ("statswe.json", "", {"Region": "25"}, 0),
]


@pytest.mark.parametrize(("name", "dataset", "codes", "value"), KNOWN)
def test_samples_of_json_stat(name: str, dataset: str, codes: dict[str, str], value: float) -> None:
    assert cell(read_json_stat(sample(name), dataset=dataset), **codes) == value


def test_the_three_forms_of_one_table_are_equal() -> None:
    """Version 1, version 1 with a class, and version 2 of the same table."""
    cubes = [read_table(sample(name)) for name in ("galicia.json", "galicia-ds.json", "galicia-2.0.json")]

    for cube in cubes[1:]:
        assert [(axis.code, axis.codes) for axis in cube.axes] == [
            (axis.code, axis.codes) for axis in cubes[0].axes
        ]
        assert np.array_equal(cube.values, cubes[0].values, equal_nan=True)


def test_a_list_and_an_object_of_values_are_equal() -> None:
    whole = json.loads(sample("galicia-2.0.json"))
    listed = read_table(json.dumps(whole).encode())
    whole["value"] = {str(place): value for place, value in enumerate(whole["value"]) if value is not None}

    assert np.array_equal(read_table(json.dumps(whole).encode()).values, listed.values, equal_nan=True)


@pytest.mark.parametrize(
    "name", ["QS104EW.json", "collection.json", "dimension.json", "sample_data.json", "oecd-canada.json"]
)
def test_samples_that_hold_no_table_or_several_are_refused(name: str) -> None:
    with pytest.raises(Unreadable):
        read_table(sample(name))


def test_an_answer_of_statistics_finland() -> None:
    cube = read_table((FIXTURES / "pxweb" / "statfin_11re_three_cities_2025_jsonstat2.json").read_bytes())

    assert cube.code == "11re"
    assert cube.values.ravel().tolist() == [325_716, 694_392, 252_956]
    assert [(one.code, dict(one.label)) for one in cube.axes[0].categories] == [
        ("KU049", {"fi": "Espoo"}), ("KU091", {"fi": "Helsinki"}), ("KU092", {"fi": "Vantaa"}),
    ]  # fmt: skip
    assert [axis.role for axis in cube.axes] == [Role.AREA, Role.OTHER, Role.OTHER, Role.TIME, Role.CONTENT]
    assert dict(cube.axes[4].categories[0].unit) == {"fi": "lukumäärä"}
    assert cube.decimals == 0


def json_stat(**more: object) -> bytes:
    table = {
        "version": "2.0", "class": "dataset", "id": ["area", "year"], "size": [2, 2],
        "dimension": {
            "area": {"category": {"index": ["all", "a"], "child": {"all": ["a"]}}},
            "year": {"category": {"index": {"2025": 1, "2024": 0}}},
        },
        "value": [1, None, 3, 4],
    }  # fmt: skip
    return json.dumps(table | more).encode()


def test_hierarchies_and_order_of_categories() -> None:
    cube = read_table(json_stat())

    assert cube.axes[1].codes == ["2024", "2025"]
    assert [one.parent for one in cube.axes[0].categories] == ["", "all"]


@pytest.mark.parametrize(
    ("status", "signs"),
    [
        ({"1": "..."}, [Sign("...", Absence.SUPPRESSED)]),
        ({"1": ".."}, [Sign("..", Absence.MISSING)]),
        ({"1": ".", "3": "p"}, [Sign(".", Absence.IMPOSSIBLE), Sign("p")]),
        ([None, ":c", None, "e"], [Sign(":c", Absence.SUPPRESSED), Sign("e")]),
        (None, [Sign("", Absence.MISSING)]),
        ("p", [Sign("p"), Sign("p", Absence.MISSING)]),
    ],
)
def test_what_stands_beside_values_and_in_their_stead(status: object, signs: list[Sign]) -> None:
    cube = read_table(json_stat(status=status))

    assert list(cube.signs) == signs
    assert np.isnan(cube.values).tolist() == [[False, True], [False, False]]


SDMX_1 = b"""DATAFLOW,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE
ESTAT:DF(1.0),FI,F,2025,12.5,A,PC
ESTAT:DF(1.0),FI,M,2024,,Q,PC
ESTAT:DF(1.0),FI,F,2024,11,P,PC
"""
SDMX_2 = b"""STRUCTURE;STRUCTURE_ID;ACTION;REF_AREA: Area;TIME_PERIOD: Time;OBS_VALUE;CONF_STATUS
dataflow;X:DF(1.0);I;FI: Finland, hela landet;2025;1;F
dataflow;X:DF(1.0);I;SE: Sverige;2025;;C
"""


def test_sdmx_csv_of_version_1() -> None:
    cube = read_table(SDMX_1)

    assert format_of(SDMX_1) == Format.SDMX_CSV
    assert cube.code == "ESTAT:DF(1.0)"
    assert [(axis.code, axis.codes, axis.role) for axis in cube.axes] == [
        ("REF_AREA", ["FI"], Role.AREA),
        ("SEX", ["F", "M"], Role.OTHER),
        ("TIME_PERIOD", ["2024", "2025"], Role.TIME),
    ]
    assert [[None if np.isnan(one) else one for one in row] for row in cube.values[0].tolist()] == [
        [11, 12.5],
        [None, None],
    ]
    assert [cube.signs[mark - 1] if mark else None for mark in cube.marks.flat] == [
        Sign("P"), None, Sign("Q", Absence.SUPPRESSED), Sign("", Absence.MISSING),
    ]  # fmt: skip


def test_sdmx_csv_of_version_2_with_labels() -> None:
    cube = read_table(SDMX_2, language="sv")

    assert [(one.code, dict(one.label)) for one in cube.axes[0].categories] == [
        ("FI", {"sv": "Finland, hela landet"}), ("SE", {"sv": "Sverige"}),
    ]  # fmt: skip
    assert cube.signs == (Sign("C", Absence.SUPPRESSED),)


LONG = {
    "dimensions": [
        {
            "column": "kod",
            "code": "area",
            "label": {"sv": "Kommun"},
            "role": "area",
            "labels_in": {"sv": "namn"},
        },
        {"column": "år", "code": "year", "label": {"sv": "År"}, "role": "time"},
    ],
    "value": "andel",
    "decimal": ",",
    "grouping": " ",
}
WIDE = {
    "header": 3,
    "language": "en",
    "dimensions": [{"column": "Area", "code": "area", "label": {}, "split": True}],
    "across": {"code": "year", "label": {}, "role": "time"},
    "ignore": ["Note"],
    "signs": {"..": "missing", "(n)": "suppressed"},
}


def test_a_long_csv_by_its_mapping() -> None:
    content = 'kod;namn;år;andel\r\n905;Vasa;2025;"1 234,5"\r\n499;Korsholm;2025;..\r\n905;Vasa;2024;−3\r\n'.encode()

    cube = read_table(content, mapping=TableMapping.from_data(LONG))

    assert cube.axes[0].codes == ["905", "499"]
    assert cube.axes[0].categories[1].label == {"sv": "Korsholm"}
    assert cube.axes[1].codes == ["2024", "2025"]
    assert cube.values[0].tolist() == [-3, 1234.5]
    assert np.isnan(cube.values[1]).all()


def test_whole_numbers_written_otherwise() -> None:
    mapping = TableMapping.from_data(
        {"dimensions": [{"column": "y", "code": "y", "label": {}, "whole_number": True}], "value": "v"}
    )

    assert read_table(b"y,v\n2025.0,1\n2024,2\n", mapping=mapping).axes[0].codes == ["2025", "2024"]
    with pytest.raises(Unreadable):
        read_table(b"y,v\n2025.5,1\n", mapping=mapping)


def test_a_wide_csv_with_a_title_above_its_headings() -> None:
    content = b'"Title"\n\nArea,2024,2025,Note\nMK01 Uusimaa,1,..,x\nMK21 \xc3\x85land,(n),4,\n'

    cube = read_table(content, mapping=TableMapping.from_data(WIDE))

    assert [(one.code, dict(one.label)) for one in cube.axes[0].categories] == [
        ("MK01", {"en": "Uusimaa"}), ("MK21", {"en": "Åland"}),
    ]  # fmt: skip
    assert cube.axes[1].codes == ["2024", "2025"]
    assert cube.signs == (Sign("..", Absence.MISSING), Sign("(n)", Absence.SUPPRESSED))
    assert (cube.values[0, 0], cube.values[1, 1]) == (1, 4)


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(rows: list[list[object]], sheet: str = "Data") -> bytes:
    """The least that a workbook can be, with an empty sheet before the one with the rows."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Om" sheetId="1" '
        f'r:id="r1"/><sheet name="{sheet}" sheetId="2" r:id="r2"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in (1, 2)
        )
        + "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>',
        "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{_rows(rows)}</sheetData></worksheet>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


def _rows(rows: list[list[object]]) -> str:
    return "".join(
        f'<row r="{line}">{"".join(_cell(f"{chr(65 + column)}{line}", one) for column, one in enumerate(row))}</row>'
        for line, row in enumerate(rows, 1)
        if row
    )


def _cell(place: str, content: object) -> str:
    if isinstance(content, (int, float)):
        return f'<c r="{place}"><v>{content}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(content))}</t></is></c>'


def test_a_sheet_of_a_workbook_is_read_as_the_same_csv() -> None:
    rows: list[list[object]] = [
        ["Title"],
        [],
        ["Area", 2024, 2025, "Note"],
        ["MK01 Uusimaa", 1, "..", "x"],
        ["MK21 Åland", 2.5, 4, ""],
    ]

    cube = read_table(workbook(rows), mapping=TableMapping.from_data({**WIDE, "sheet": "Data"}))

    assert cube.axes[1].codes == ["2024", "2025"]
    assert cube.values[1].tolist() == [2.5, 4]
    assert cube.signs == (Sign("..", Absence.MISSING),)


def test_a_sheet_that_is_not_there() -> None:
    with pytest.raises(Unreadable, match="Data"):
        read_table(workbook([["Area"]], "Other"), mapping=TableMapping.from_data({**WIDE, "sheet": "Data"}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"dimensions": []},
        {"dimensions": [], "value": "a", "across": {"code": "x", "label": {}}},
        {"dimensions": [{"column": "a"}], "value": "v"},
        {"dimensions": [], "value": "v", "header": 0},
        {"dimensions": [], "value": "v", "delimiter": "ab"},
        {"dimensions": [], "value": "v", "signs": {"x": "unknown"}},
        {"dimensions": [], "value": "v", "surprise": 1},
        [],
        None,
    ],
)
def test_a_mapping_that_is_none_is_refused(wrong: object) -> None:
    with pytest.raises(Unreadable):
        TableMapping.from_data(wrong)


@given(
    st.lists(
        st.tuples(st.sampled_from("abcde"), st.integers(2000, 2010), st.floats(-1e9, 1e9)),
        unique_by=lambda row: row[:2],
        min_size=1,
    )
)
def test_rows_in_any_order_make_one_table(rows: list[tuple[str, int, float]]) -> None:
    content = "area,year,value\n" + "".join(f"{area},{year},{value!r}\n" for area, year, value in rows)
    mapping = TableMapping.from_data(
        {
            "dimensions": [
                {"column": "area", "code": "area", "label": {}},
                {"column": "year", "code": "year", "label": {}, "role": "time"},
            ],
            "value": "value",
        }
    )

    cube = read_table(content.encode(), mapping=mapping)

    assert {(area, str(year)): value for area, year, value in rows} == {
        (area, year): cube.values[one, two]
        for one, area in enumerate(cube.axes[0].codes)
        for two, year in enumerate(cube.axes[1].codes)
        if not np.isnan(cube.values[one, two])
    }
