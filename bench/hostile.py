"""Files that mean harm, each read in a process of its own: refused or not, in what time, with how much memory.

Run as `python -m bench.hostile`, which prints one line of JSON for each file: a small process, so that the memory that
is measured is that of reading.
"""

import io
import json
import os
import time
import zipfile
from collections.abc import Callable, Iterator

from samverka.registers.law.readers import UnreadableStatute, read_statutes
from samverka.registers.statistics.readers import TableMapping, Unreadable, read_table

__all__ = ["files", "tables"]

_REPEATED = 9_000_000


def files() -> Iterator[tuple[str, bytes]]:
    """At least sixty documents that no statute is, each with what is wrong with it."""
    yield from _entities()
    yield from _sizes()
    yield from _encodings()
    yield from _broken()
    yield from _strangers()


def tables() -> Iterator[tuple[str, bytes]]:
    """Documents that no statistical table is: PX, JSON-stat, CSV and Excel that would exhaust a careless reader."""
    values = ",".join(f'"{number}"' for number in range(1_000))
    dimensions = "".join(f'VALUES("d{number}")={values};' for number in range(8))
    names = ",".join(f'"d{number}"' for number in range(8))
    yield "PX of 10^24 cells", f"STUB={names};{dimensions}DATA=1;".encode()
    yield "PX with a million values", b'STUB="a";VALUES("a")=' + b'"x",' * 1_000_000 + b'"y";DATA=1;'
    yield "PX with a header without end", b'STUB="' + b"x" * 20_000_000
    yield "PX with many false beginnings of cells", b'STUB="' + b"; DATA=" * 500_000 + b'"'
    yield "PX with many keywords", b"STUB=1;" * 300_000 + b"DATA=1;"
    yield "PX with a cell of ten million digits", b'STUB="a";VALUES("a")="x";DATA=' + b"1" * 10_000_000
    yield "PX with five million cells too many", b'STUB="a";VALUES("a")="x";DATA=' + b"1 " * 5_000_000
    yield "PX in a codec of names", b'CODEPAGE="punycode";STUB="a";DATA=1;'
    yield "JSON-stat of lists in lists", b'{"value":' + b"[" * 400_000
    yield "JSON-stat of empty lists", b"{" + b"[]," * 3_000_000
    yield "JSON-stat of nine million values", b'{"class":"dataset","value":[' + b"1," * 9_000_000 + b"1]}"
    yield (
        "JSON-stat with a number of a million digits",
        b'{"class":"dataset","value":[' + b"1" * 1_000_000 + b"]}",
    )
    yield "CSV with a field of ten million letters", b"a,b\n" + b"x" * 10_000_000
    yield "CSV with a row of a million cells", b"a,b\n" + b"1," * 1_000_000
    yield "CSV with a text without end", b'a,b\n"' + b"x\n" * 3_000_000
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as workbook:
        workbook.writestr("xl/workbook.xml", b"0" * 200_000_000)
    yield "Excel that unpacks to 200 MB", packed.getvalue()


def _entities() -> Iterator[tuple[str, bytes]]:
    for depth in (5, 9, 20):
        levels = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, depth))
        yield (
            f"entities in {depth} levels",
            f'<!DOCTYPE a [<!ENTITY l0 "x">{levels}]><a>&l{depth - 1};</a>'.encode(),
        )
    for size in (50_000, 2_000_000):
        yield (
            f"an entity of {size} letters",
            f'<!DOCTYPE a [<!ENTITY x "{"x" * size}">]><a>{"&x;" * 50}</a>'.encode(),
        )
    for where in (
        "file:///etc/passwd",
        "file:///dev/zero",
        "http://127.0.0.1:9/x",
        "ftp://127.0.0.1:9/x",
        "netdoc:x",
    ):
        yield f"entity from {where}", f'<!DOCTYPE a [<!ENTITY x SYSTEM "{where}">]><a>&x;</a>'.encode()
        yield f"DTD from {where}", f'<!DOCTYPE a SYSTEM "{where}"><a/>'.encode()
        yield f"parameter from {where}", f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{where}"> %p;]><a/>'.encode()
    yield "entity in itself", b'<!DOCTYPE a [<!ENTITY x "&x;">]><a>&x;</a>'
    yield "entity in an attribute", b'<!DOCTYPE a [<!ENTITY x "y">]><a b="&x;"/>'
    yield "attributes by default", b'<!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>'
    yield "undefined entity", b"<a>&x;</a>"


def _sizes() -> Iterator[tuple[str, bytes]]:
    for count in (100, 10_000, 1_000_000):
        yield f"{count} levels", b"<a>" * count + b"</a>" * count
    for count in (200_001, 1_500_000):
        yield f"{count} elements", b"<a>" + b"<b/>" * count + b"</a>"
    for size in (200_001, 7_900_000, _REPEATED):
        yield f"text of {size}", b"<a>" + b"x" * size + b"</a>"
        yield f"an attribute of {size}", b'<a b="' + b"x" * size + b'"/>'
        yield f"a comment of {size}", b"<a><!--" + b"x" * size + b"--></a>"
        yield f"CDATA of {size}", b"<a><![CDATA[" + b"x" * size + b"]]></a>"
        yield f"a name of {size}", b"<" + b"x" * size + b"/>"
    yield "many attributes", b"<a " + b" ".join(b'b%d=""' % i for i in range(500_000)) + b"/>"
    yield "many namespaces", b"<a " + b" ".join(b'xmlns:b%d="c"' % i for i in range(50_000)) + b"/>"
    yield "many instructions", b"<a>" + b"<?b c?>" * 1_000_000 + b"</a>"
    yield "many errors", b"<a b=c>" * 1_000_000


def _encodings() -> Iterator[tuple[str, bytes]]:
    for encoding in (
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "latin-1",
        "cp1252",
        "utf-7",
        "cp037",
        "shift-jis",
    ):
        declared = f'<?xml version="1.0" encoding="{encoding}"?><a>å–</a>'
        yield f"in {encoding}", declared.encode(encoding, "replace")
    yield "encoded twice", "<a>pÃ¤ivÃ¤</a>".encode()
    yield "an unknown encoding", b'<?xml version="1.0" encoding="x-none"?><a/>'
    yield "letters too long", b"<a>\xc0\xaf</a>"
    yield "halves of letters", b"<a>\xed\xa0\x80</a>"


def _broken() -> Iterator[tuple[str, bytes]]:
    yield from {
        "nothing": b"",
        "blanks": b" \n" * 1_000,
        "zero bytes": b"\x00" * 1_000_000,
        "a zero in the text": b"<a>\x00</a>",
        "cut off": b"<a><b>",
        "closed crosswise": b"<a><b></a></b>",
        "two roots": b"<a/><b/>",
        "an attribute twice": b'<a b="1" b="2"/>',
        "a forbidden letter": b"<a>&#0;</a>",
        "a letter out of range": b"<a>&#x110000;</a>",
        "a prefix of nowhere": b"<b:a/>",
        "words": b"Lag om integration",
        "an archive": b"PK\x03\x04" + b"\x00" * 500,
        "a compressed file": b"\x1f\x8b\x08" + b"\x00" * 500,
        "a PDF": b"%PDF-1.7\n" + b"\x00" * 500,
    }.items()


def _strangers() -> Iterator[tuple[str, bytes]]:
    yield "a page", b"<html/>"
    yield "a picture that runs", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    yield (
        "an inclusion",
        b'<a xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="file:///etc/passwd"/></a>',
    )
    yield "a style sheet", b'<?xml-stylesheet href="file:///etc/passwd"?><a/>'
    yield "a hollow statute", b"<VahvistettavaLaki/>"
    yield "a hollow collection", b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"/>'


def _read_apart(read: Callable[[bytes], object], document: bytes) -> tuple[str, float, int]:
    """Whether it was refused, the seconds, and the most bytes that the reading process ever held."""
    child = os.fork()
    if child == 0:
        os._exit(_outcome(read, document))
    begun = time.perf_counter()
    _pid, status, used = os.wait4(child, 0)
    outcomes = {0: "refused", 1: "read", 2: "failed"}
    return (
        outcomes.get(os.waitstatus_to_exitcode(status), "died"),
        time.perf_counter() - begun,
        used.ru_maxrss * 1024,
    )


def _outcome(read: Callable[[bytes], object], document: bytes) -> int:
    try:
        read(document)
    except (UnreadableStatute, Unreadable):
        return 0
    except BaseException:  # noqa: BLE001  # whatever happens is the result
        return 2
    return 1


def _statute(document: bytes) -> object:
    return read_statutes(document, "statute.xml")


def _table(document: bytes) -> object:
    mapping = {"dimensions": [{"column": "a", "code": "a", "label": {}}], "value": "b"}
    return read_table(document, mapping=TableMapping.from_data(mapping))


def main() -> None:
    for read, documents in ((_statute, files()), (_table, tables())):
        for name, document in documents:
            outcome, seconds, memory = _read_apart(read, document)
            print(json.dumps({"name": name, "outcome": outcome, "seconds": seconds, "memory": memory}))


if __name__ == "__main__":
    main()
