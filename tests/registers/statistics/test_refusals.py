"""Bad input is refused with the line and the keyword; input made to harm is refused soon and cheaply."""

from __future__ import annotations

import io
import json
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from django.utils import translation
from tests.registers.statistics.px_files import keyed_px, px

from samverka.registers.statistics.readers import TableMapping, Unreadable, read_table

MAPPING = TableMapping.from_data(
    {"dimensions": [{"column": "area", "code": "area", "label": {}}], "value": "value"}
)


def stat(**more: object) -> bytes:
    """JSON-stat with one dimension of one category, without values."""
    one = {"class": "dataset", "id": ["a"], "size": [1], "dimension": {"a": {"category": {"index": ["x"]}}}}
    return json.dumps(one | more).encode()


# What is wrong, the file, the line and the keyword that the sentence must name (0 and "" for the file as a whole).
WRONG: list[tuple[str, bytes, int, str]] = [
    ("no cells", px().split(b"DATA")[0], 0, "DATA"),
    ("too few cells", px(data="1 2\n3"), 13, "DATA"),
    ("too many cells", px(data="1 2\n3 4 5"), 13, "DATA"),
    ("a word for a number", px(data="1 2\n3 x"), 12, "DATA"),
    ("not a number", px(data="1 2\nnan 4"), 12, "DATA"),
    ("beyond all numbers", px(data="1 2\n1e999 4"), 12, "DATA"),
    ("two points", px(data="1 2\n1.2.3 4"), 12, "DATA"),
    ("an underline in a number", px(data="1 2\n1_0 4"), 12, "DATA"),
    ("a number without end", px(data="1 2 3 " + "4" * 5_000), 11, "DATA"),
    ("a text never ended", px(more='NOTE="abc;\n', data="1 2 3 4"), 0, "DATA"),
    ("a semicolon missing", px(more='UNITS="antal"\nDECIMALS=0;\n'), 11, "UNITS"),
    ("no keyword", px(more='="x";\n'), 10, ""),
    ("an odd keyword", px(more='"x"="y";\n'), 10, ""),
    ("a bracket not ended", px(more='NOTE[sv="x";\n'), 10, "NOTE"),
    ("no variables", b'CHARSET="ANSI";\nTITLE="x";\nDATA=\n1;', 0, "STUB"),
    ("a variable without values", px(values='VALUES("Kommun")="Vasa","Korsholm";\n'), 0, "VALUES"),
    ("too few codes", px(more='CODES("Kommun")="905";\n'), 10, "CODES"),
    ("a code twice", px(more='CODES("Kommun")="905","905";\n'), 8, "Kommun"),
    ("an empty list of values", px(values='VALUES("Kommun")=;\nVALUES("År")="1","2";\n'), 8, "Kommun"),
    ("decimals that are none", px(more="DECIMALS=many;\n"), 10, "DECIMALS"),
    ("a date that is none", px(more='LAST-UPDATED="20241341 09:30";\n'), 10, "LAST-UPDATED"),
    ("a note on a value that is none", px(more='VALUENOTE("Kommun","Åbo")="x";\n'), 10, "VALUENOTE"),
    ("a note on a variable that is none", px(more='NOTE("Län")="x";\n'), 10, "NOTE"),
    ("a note on too few cells", px(more='CELLNOTE("Vasa")="x";\n'), 10, "CELLNOTE"),
    ("languages that do not agree", px(more='STUB[fi]="Kunta","Muu";\n'), 10, "STUB"),
    ("an encoding that is none", px(head='CODEPAGE="x-none";\n'), 1, "CODEPAGE"),
    ("a codec that is no encoding", px(head='CODEPAGE="zlib";\n'), 1, "CODEPAGE"),
    ("a codec for names of hosts", px(head='CODEPAGE="punycode";\n'), 1, "CODEPAGE"),
    ("letters in another encoding", px(encoding="cp1252"), 5, ""),
    ("UTF-16", px(encoding="utf-16"), 1, ""),
    ("an unknown key", keyed_px('"905" 1 2\n"999" 3 4'), 14, "KEYS"),
    ("a key twice", keyed_px('"905" 1 2\n"905" 3 4'), 14, "DATA"),
    ("a row with a key that is cut off", keyed_px('"905" 1 2\n"499" 3'), 14, "DATA"),
    ("keys of some only", px(stub='"Kommun","Kön"', more='KEYS("Kommun")=VALUES;\nVALUES("Kön")="a";\n'), 10, "KEYS"),
    ("not JSON", b'{\n"class": "dataset",\n"id": [}', 3, ""),
    ("JSON of something else", b'{"class": "dimension"}', 0, "class"),
    ("JSON without values", stat(), 0, "value"),
    ("JSON with too few values", stat(value=[]), 0, "value"),
    ("JSON with a place beyond", stat(value={"7": 1}), 0, "value"),
    ("JSON with a text for a number", stat(value=["7"]), 0, "value"),
    ("JSON with NaN", b'{"class": "dataset", "value": [NaN]}', 0, "value"),
    ("JSON with another size", stat(size=[2], value=[1]), 0, "a"),
    ("a column missing", b"place,value\n1,2\n", 1, "area"),
    ("a cell that is no number", b"area,value\n1,2\n2,x\n", 3, "value"),
    ("a cell twice", b"area,value\n1,2\n1,3\n", 3, ""),
    ("a row too long", b"area,value\n1,2,3\n", 2, ""),
    ("a row without a code", b"area,value\n,2\n", 2, "area"),
    ("a quotation mark not ended", b'area,value\n1,"2\n', 3, ""),
    ("letters that are not UTF-8", b"area,value\n\xe5,2\n", 1, ""),
    ("nothing", b" \n", 0, ""),
    ("SDMX that deletes", b"STRUCTURE,STRUCTURE_ID,ACTION,A,OBS_VALUE\ndataflow,X,D,a,1\n", 2, "ACTION"),
    ("SDMX with a word for a value", b"DATAFLOW,A,OBS_VALUE\nX,a,b\n", 2, "OBS_VALUE"),
    ("SDMX with a row too short", b"DATAFLOW,A,OBS_VALUE\nX,a\n", 2, ""),
    ("SDMX without dimensions", b"DATAFLOW,OBS_VALUE\nX,1\n", 1, "OBS_VALUE"),
    ("a damaged workbook", b"PK\x03\x04" + b"\x00" * 100, 0, ""),
]  # fmt: skip


def read(content: bytes) -> None:
    sdmx = content.startswith((b"DATAFLOW", b"STRUCTURE"))
    read_table(content, mapping=None if sdmx else MAPPING)


@pytest.mark.parametrize(
    ("content", "line", "keyword"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG]
)
def test_what_is_wrong_is_said_with_line_and_keyword(content: bytes, line: int, keyword: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(content)

    assert (refusal.value.line, refusal.value.keyword) == (line, keyword)
    with translation.override("en"):
        said = str(refusal.value)
    assert said.startswith(f"Line {line}" if line else keyword)
    assert said.endswith((".", "?"))


def test_what_a_file_says_is_shown_short_and_without_signs_that_hide() -> None:
    with pytest.raises(Unreadable) as refusal, translation.override("en"):
        read(px(more=f'CELLNOTE("\u202e{"x" * 500}","2024")="y";\n'))

    with translation.override("en"):
        assert len(str(refusal.value)) < 200
        assert "\u202e" not in str(refusal.value)


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as workbook:
        workbook.writestr("xl/workbook.xml", b"0" * 200_000_000)
    return packed.getvalue()


def _lying_bomb() -> bytes:
    """A part that says it is small."""
    bomb = _bomb()
    return bomb.replace((200_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


def _many_parts() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as workbook:
        for number in range(3_000):
            workbook.writestr(str(number), b"")
    return packed.getvalue()


def _dimensions(count: int, values: int) -> bytes:
    names = ",".join(f'"d{number}"' for number in range(count))
    listed = ",".join(f'"{number}"' for number in range(values))
    return px(
        stub=names,
        heading='"h"',
        values='VALUES("h")="1";\n' + "".join(f'VALUES("d{n}")={listed};\n' for n in range(count)),
    )


def _wide_json(count: int) -> bytes:
    axes = {f"d{number}": {"category": {"index": ["a", "b"]}} for number in range(count)}
    return json.dumps(
        {"class": "dataset", "id": list(axes), "size": [2] * count, "dimension": axes, "value": {}}
    ).encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a product of dimensions beyond memory": lambda: _dimensions(8, 1_000),
    "a hundred dimensions": lambda: _dimensions(100, 2),
    "a million categories": lambda: px(values='VALUES("Kommun")=' + '"x",' * 1_000_000 + '"y";\nVALUES("År")="1";\n'),
    "a header without end": lambda: b'CHARSET="ANSI";\nNOTE="' + b"x" * 20_000_000,
    "many begun texts": lambda: b'CHARSET="ANSI";\n' + b'NOTE="' * 400_000 + b"DATA=1;",
    "many false beginnings of cells": lambda: b'CHARSET="ANSI";\nNOTE="' + b"; DATA=" * 500_000 + b'"',
    "many keywords": lambda: b'CHARSET="ANSI";\n' + b"A=1;" * 300_000 + b"DATA=1;",
    "many brackets": lambda: b'CHARSET="ANSI";\nNOTE' + b"(" * 1_000_000 + b"DATA=1;",
    "a code of a million letters": lambda: px(more=f'CODES("Kommun")="{"x" * 1_000_000}","b";\n'),
    "a cell of ten million digits": lambda: px(data="1 2 3 " + "4" * 10_000_000),
    "cells of ten million signs": lambda: px(data="." * 10_000_000),
    "many cells too many": lambda: px(data="1 " * 5_000_000),
    "zero bytes": lambda: b"\x00" * 5_000_000,
    "blanks": lambda: b" " * 20_000_000,
    "keys without end": lambda: keyed_px('"905" 1 2 ' * 500_000),
    "deep lists": lambda: b"[" * 400_000,
    "deep objects": lambda: b'{"a":' * 400_000 + b"1" + b"}" * 400_000,
    "many empty lists": lambda: b"[" + b"[]," * 3_000_000 + b"[]]",
    "many values": lambda: b'{"class":"dataset","value":[' + b"1," * 9_000_000 + b"1]}",
    "a number of a million digits": lambda: b'{"class":"dataset","value":[' + b"1" * 1_000_000 + b"]}",
    "many dimensions in JSON": lambda: _wide_json(40),
    "too many cells in JSON": lambda: _wide_json(28),
    "one place of too many": lambda: stat(size=[10**18], value={"1": 1}),
    "a bomb for a workbook": _bomb,
    "a bomb that says it is small": _lying_bomb,
    "a workbook of many parts": _many_parts,
    "a field of ten million letters": lambda: b"area,value\n" + b"x" * 10_000_000 + b",1\n",
    "a row of a million cells": lambda: b"area,value\n" + b"1," * 1_000_000 + b"\n",
    "a text without end in CSV": lambda: b'area,value\n"' + b"x\n" * 3_000_000,
    "headings without end": lambda: b"a" * 10_000_000,
    "SDMX with many columns": lambda: b"DATAFLOW," + b",".join(b"D%d" % n for n in range(300)) + b",OBS_VALUE\n",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_harm_is_refused_soon_and_cheaply(name: str) -> None:
    content = HOSTILE[name]()
    tracemalloc.start()
    begun = time.process_time()

    with pytest.raises(Unreadable):
        read(content)

    seconds, (_now, most) = time.process_time() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 200_000_000
    assert seconds < 10  # with every allocation traced; `make bench` measures without
