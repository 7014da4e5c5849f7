"""PX: what the format says is read, as others read it."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.registers.statistics.px_files import keyed_px, px, px_of

from samverka.registers.statistics.enums import Absence, Role
from samverka.registers.statistics.importing import DATA
from samverka.registers.statistics.readers.cube import Note
from samverka.registers.statistics.readers.px import read_px

FIXTURES = Path(__file__).parents[2] / "fixtures" / "statistics" / "px"


def fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def test_a_small_table() -> None:
    cube = read_px(px())

    assert [(axis.code, axis.codes) for axis in cube.axes] == [
        ("Kommun", ["Vasa", "Korsholm"]),
        ("År", ["2024", "2025"]),
    ]
    assert cube.values.tolist() == [[1, 2], [3, 4]]
    assert cube.title == {"sv": "Folkmängd"}
    assert cube.signs == ()


def test_the_file_of_the_swiss_office_in_four_languages() -> None:
    cube = read_px(fixture("px-x-0602000000_107.px"))

    assert cube.values.shape == (20, 4, 5, 2, 76)
    assert cube.values.ravel()[:3].tolist() == [9.1091, 9.2381, 9.8568]
    assert cube.axes[0].label == {
        "de": "Wirtschaftsabteilung",
        "fr": "Division économique",
        "it": "Divisione economica",
        "en": "Economic division",
    }
    assert cube.axes[0].categories[0].label["it"] == "5-96 Totale"
    assert cube.axes[0].codes[:3] == ["5-96", "5-43", "10-33"]
    assert [axis.role for axis in cube.axes] == [*[Role.OTHER] * 4, Role.TIME]
    assert cube.published
    assert cube.published.isoformat() == "2023-02-24T08:30:00+02:00"


def test_rows_that_end_in_semicolons_and_signs_in_quotes() -> None:
    """The first lines of the Spanish file as they stand in it."""
    cube = read_px(fixture("14001.px"))

    assert cube.values[0, 0].ravel().tolist() == [162743, 131818, 1600, 29325, 162743, 133675, 930, 28138]
    assert np.isnan(cube.values[0, 1]).all()
    assert cube.values[0, 4, 0, 0] == 1
    assert [(sign.text, sign.absence) for sign in cube.signs] == [("..", Absence.MISSING)]
    assert cube.axes[0].codes[:2] == ["CA00", "CA01"]


def test_a_table_without_codes_has_its_values_as_codes() -> None:
    cube = read_px(fixture("1001.px"))

    assert cube.axes[2].codes[:2] == ["2013T4", "2013T3"]
    assert cube.values[0, 0, :4].tolist() == [0.86, 0.87, 0.93, 0.86]


def test_the_helsinki_file_against_what_is_known_of_it() -> None:
    """Size, signs and totals as counted by those who collected it, and the index that they computed from it."""
    cube = read_px((DATA / "helsinki" / "A01S_HKI_Vakiluku.px").read_bytes())
    parts = [one for one, area in enumerate(cube.axes[0].categories) if not _GROUP.search(area.label["fi"])]
    everybody, swedish = (cube.values[parts, language, 0, 0, :] for language in (0, 1))

    assert cube.values.size == 767_676
    assert int(cube.absences().sum()) == 130_980
    assert cube.values[0, 0, 0, 0, [0, -1]].tolist() == [497_526, 583_350]
    assert [round(_dissimilarity(everybody[:, year], swedish[:, year]), 3) for year in (0, 8, 18)] == [
        0.270,
        0.281,
        0.293,
    ]


_GROUP = re.compile(r"^091 Helsinki$|suurpiiri$|peruspiiri$|Kantakaupunki$|Esikaupungit$|Muut$")


def _dissimilarity(everybody: np.ndarray, some: np.ndarray) -> float:
    known = np.isfinite(everybody) & np.isfinite(some)
    some, others = some[known], (everybody - some)[known]
    return float(np.abs(some / some.sum() - others / others.sum()).sum() / 2)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('CHARSET="ANSI";\nCODEPAGE="utf-8";\n', "utf-8"),
        ('CHARSET="ANSI";\nCODEPAGE="utf-8";\n', "utf-8-sig"),
        ('CHARSET="ANSI";\nCODEPAGE="iso-8859-1";\n', "iso-8859-1"),
        ('CHARSET="ANSI";\nCODEPAGE="iso-8859-15";\n', "iso-8859-15"),
        ('CHARSET="ANSI";\nCODEPAGE="Windows-1252";\n', "cp1252"),
        ('CHARSET="ANSI";\nCODEPAGE="Windows-1257";\n', "cp1257"),
        ('CHARSET="ANSI";\nCODEPAGE="iso-8859-10";\n', "iso-8859-10"),
        ('CHARSET="ANSI";\n', "cp1252"),
        ('CHARSET="OEM";\n', "cp850"),
        ("", "cp850"),
    ],
)
def test_any_declared_encoding(head: str, encoding: str) -> None:
    cube = read_px(px(head=head, title="Åbo – ärende".replace("–", "-"), encoding=encoding))

    assert list(cube.title.values()) == ["Åbo - ärende"]
    assert cube.axes[1].code == "År"


def test_a_charset_beyond_latin() -> None:
    cube = read_px(px(head='CODEPAGE="windows-1251";\n', stub='"K"', heading='"A"', title="Население",
                      values='VALUES("K")="Д";\nVALUES("A")="1";\n', data="5", encoding="cp1251"))  # fmt: skip

    assert list(cube.title.values()) == ["Население"]


def test_texts_over_several_lines_are_one() -> None:
    cube = read_px(px(more='NOTE="Första raden, "\n"andra raden; "\n  "tredje#raden";\n'))

    assert cube.notes == (Note({"sv": "Första raden, andra raden; tredje\nraden"}),)


def test_notes_know_what_they_are_about() -> None:
    more = (
        'NOTEX="Om allt";\nVALUENOTE("Kommun","Vasa")="Om Vasa";\nNOTE("År")="Om åren";\n'
        'CELLNOTE("Vasa","*")="Om Vasas celler";\n'
    )

    notes = {note.text["sv"]: dict(note.at) for note in read_px(px(more=more)).notes}

    assert notes == {
        "Om allt": {},
        "Om Vasa": {"Kommun": "Vasa"},
        "Om åren": {"År": ""},
        "Om Vasas celler": {"Kommun": "Vasa"},
    }


def test_two_languages_of_everything() -> None:
    head = 'CHARSET="ANSI";\nCODEPAGE="utf-8";\nLANGUAGE="fi";\nLANGUAGES="fi","sv";\n'
    more = (
        'TITLE[sv]="Folkmängd";\nSTUB[sv]="Kommun";\nHEADING[sv]="År";\n'
        'VALUES[sv]("Kommun")="Vasa","Korsholm";\nVALUES[sv]("År")="2024","2025";\nCODES("Kunta")="905","499";\n'
        'CODES[sv]("Kommun")="905","499";\nNOTE("Kunta")="Kunnat";\nNOTE[sv]("Kommun")="Kommunerna";\n'
    )
    values = 'VALUES("Kunta")="Vaasa","Mustasaari";\nVALUES("Vuosi")="2024","2025";\n'

    cube = read_px(
        px(head=head, title="Väkiluku", stub='"Kunta"', heading='"Vuosi"', values=values, more=more)
    )

    assert cube.title == {"fi": "Väkiluku", "sv": "Folkmängd"}
    assert cube.axes[0].label == {"fi": "Kunta", "sv": "Kommun"}
    assert [(one.code, dict(one.label)) for one in cube.axes[0].categories] == [
        ("905", {"fi": "Vaasa", "sv": "Vasa"}),
        ("499", {"fi": "Mustasaari", "sv": "Korsholm"}),
    ]
    assert cube.notes == (Note({"fi": "Kunnat", "sv": "Kommunerna"}, {"Kunta": ""}),)


def test_hierarchies_say_who_stands_above_whom() -> None:
    values = 'VALUES("Kommun")="Landet","Österbotten","Vasa";\nVALUES("År")="2025";\n'
    more = 'HIERARCHIES("Kommun")="Landet","Landet":"Österbotten","Österbotten":"Vasa";\n'

    cube = read_px(px(values=values, more=more, data="1 2 3"))

    assert [one.parent for one in cube.axes[0].categories] == ["", "Landet", "Österbotten"]


def test_what_is_measured_has_units_of_its_own() -> None:
    values = 'VALUES("Kommun")="Vasa";\nVALUES("År")="antal","andel";\n'
    more = 'CONTVARIABLE="År";\nUNITS("antal")="personer";\nUNITS("andel")="%";\nUNITS="personer, %";\n'

    cube = read_px(px(values=values, more=more, data="1 2"))

    assert cube.axes[1].role == Role.CONTENT
    assert [dict(one.unit) for one in cube.axes[1].categories] == [{"sv": "personer"}, {"sv": "%"}]
    assert cube.unit == {"sv": "personer, %"}


@pytest.mark.parametrize(
    "more", ['TIMEVAL("År")=TLIST(A1),"2024","2025";\n', 'TIMEVAL("År")=TLIST(A1,"2024"-"2025");\n']
)
def test_time_is_known_by_its_keyword(more: str) -> None:
    assert read_px(px(more=more)).axes[1].role == Role.TIME


def test_area_is_known_by_its_keyword_and_the_code_of_a_variable_is_its_own() -> None:
    cube = read_px(px(more='MAP("Kommun")="kommuner";\nVARIABLECODE("Kommun")="alue_28";\n'))

    assert (cube.axes[0].code, cube.axes[0].role) == ("alue_28", Role.AREA)


def test_absent_values_are_no_zeros() -> None:
    cube = read_px(px(data='"..." ".."\n- "."', more='DATASYMBOL3="hemlig";\nDATASYMBOL3[fi]="salassa";\n'))
    said = [(sign.text, sign.absence) for sign in cube.signs]

    assert np.isnan(cube.values).tolist() == [[True, True], [False, True]]
    assert cube.values[1, 0] == 0
    assert dict(said) == {
        "...": Absence.SUPPRESSED, "..": Absence.MISSING, ".": Absence.IMPOSSIBLE, "-": None,
    }  # fmt: skip
    assert dict(next(sign.label for sign in cube.signs if sign.text == "...")) == {
        "sv": "hemlig",
        "fi": "salassa",
    }


@pytest.mark.parametrize("data", ["1,2,3,4", "1;2;3;4", "1\t2\r\n3\t4", '"1" "2" 3 4', "1.0 2e0 +3 4"])
def test_cells_may_stand_apart_by_any_separator(data: str) -> None:
    assert read_px(px(data=data)).values.tolist() == [[1, 2], [3, 4]]


def test_the_order_of_stub_and_heading_is_the_order_of_the_cells() -> None:
    cube = read_px(
        px_of({"a": ["1", "2"], "b": ["x", "y", "z"], "c": ["p"]}, ["1", "2", "3", "4", "5", "6"], stub=1)
    )

    assert [axis.code for axis in cube.axes] == ["a", "b", "c"]
    assert cube.values[:, :, 0].tolist() == [[1, 2, 3], [4, 5, 6]]


def test_rows_with_keys_in_any_order_and_rows_left_out_are_zeros() -> None:
    whole = read_px(keyed_px('"499" 3 4\n"905" 1 ".."'))
    part = read_px(keyed_px('"499",3,4'))

    assert whole.values[1].tolist() == [3, 4]
    assert whole.values[0, 0] == 1
    assert np.isnan(whole.values[0, 1])
    assert part.values.tolist() == [[0, 0], [3, 4]]


def test_keys_may_be_the_values() -> None:
    cube = read_px(
        px(more='CODES("Kommun")="905","499";\nKEYS("Kommun")=VALUES;\n', data='"Vasa" 1 2 "Korsholm" 3 4')
    )

    assert cube.values.tolist() == [[1, 2], [3, 4]]


def test_a_word_in_a_text_is_not_where_the_cells_begin() -> None:
    cube = read_px(px(title="Se; DATA= nedan"))

    assert cube.title == {"sv": "Se; DATA= nedan"}
    assert cube.values.tolist() == [[1, 2], [3, 4]]


def test_when_it_was_updated() -> None:
    more = 'CREATION-DATE="20200101 08:00";\nLAST-UPDATED="20240203 09:30";\nLAST-UPDATED("x")="20240204";\n'

    published = read_px(px(more=more)).published

    assert isinstance(published, datetime)
    assert published.isoformat() == "2024-02-04T00:00:00+02:00"


_CODE = st.text("abcdefghijåäö 0123456789.-;=()[]", min_size=1, max_size=12).map(str.strip).filter(bool)
_CELL = st.one_of(
    st.integers(-(10**12), 10**12).map(str),
    st.decimals(-10_000, 10_000, allow_nan=False, places=3).map(str),
    st.sampled_from(['"."', '".."', '"..."', '"......"', "-"]),
)


@st.composite
def _tables(draw: st.DrawFn) -> tuple[dict[str, list[str]], list[str], int]:
    names = draw(st.lists(_CODE, min_size=2, max_size=4, unique=True))
    dimensions = {name: draw(st.lists(_CODE, min_size=1, max_size=4, unique=True)) for name in names}
    count = int(np.prod([len(codes) for codes in dimensions.values()]))
    cells = draw(st.lists(_CELL, min_size=count, max_size=count))
    return dimensions, cells, draw(st.integers(1, len(names) - 1))


@given(_tables())
def test_what_is_written_is_read(table: tuple[dict[str, list[str]], list[str], int]) -> None:
    dimensions, cells, stub = table

    cube = read_px(px_of(dimensions, cells, stub=stub))

    assert {axis.code: axis.codes for axis in cube.axes} == dimensions
    assert [_written(cube, place) for place in range(len(cells))] == [_as_read(cell) for cell in cells]


def _written(cube: object, place: int) -> object:
    mark = int(cube.marks.flat[place])  # type: ignore[attr-defined]
    return cube.signs[mark - 1].text if mark else float(cube.values.flat[place])  # type: ignore[attr-defined]


def _as_read(cell: str) -> object:
    plain = cell.strip('"')
    return plain if set(plain) <= {".", "-"} else float(plain)
