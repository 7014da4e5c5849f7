"""Documents that mean harm, or are not what they say, are refused at once with a sentence that helps."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.registers.law.shipped import shipped

from samverka.registers.law.readers import UnreadableStatute, read_statutes
from samverka.registers.law.readers.refusals import SENTENCES
from samverka.registers.law.readers.safe_xml import MAX_BYTES

BILLION_LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE lolz [\n<!ENTITY lol "lol">\n'
    + "".join(f'<!ENTITY lol{i} "{f"&lol{i - 1 or str()};" * 10}">\n' for i in range(1, 10))
    + "]>\n<lolz>&lol9;</lolz>"
)
EXTERNAL = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a>&x;</a>'
HOSTILE: list[tuple[str, bytes, str]] = [
    ("billion laughs", BILLION_LAUGHS.encode(), "xml.entity"),
    ("external entity", EXTERNAL.encode(), "xml.entity"),
    ("external dtd", b'<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd">\n<a/>', "xml.dtd"),
    ("deep nesting", b"<a>" * 10_000 + b"</a>" * 10_000, "xml.too_deep"),
    ("many elements", b"<a>" + b"<b/>" * 200_001 + b"</a>", "xml.too_many_elements"),
    ("long text", b"<a>" + b"x" * 200_001 + b"</a>", "xml.text_too_long"),
    ("huge file", b"<a>" + b" " * MAX_BYTES + b"</a>", "file.too_large"),
    ("utf-16", "<a>ä</a>".encode("utf-16"), "text.utf16"),
    ("utf-16 without mark", "<a>ä</a>".encode("utf-16-le"), "text.utf16"),
    (
        "latin-1 as utf-8",
        '<?xml version="1.0" encoding="utf-8"?>\n<a>ä</a>'.encode("latin-1"),
        "text.not_utf8",
    ),
    ("declared latin-1", b'<?xml version="1.0" encoding="iso-8859-1"?>\n<a/>', "text.declared_encoding"),
    ("encoded twice", "<a>\n<b>TekijÃ¤</b></a>".encode(), "text.double_encoded"),
    ("twice, capital", f"<a>{'Ä'.encode().decode('latin-1')}</a>".encode(), "text.double_encoded"),
    ("twice, dash", "<a>1–2</a>".encode().decode("cp1252").encode(), "text.double_encoded"),
    ("not xml", b"Lag om integration", "xml.malformed"),
    ("cut off", b"<a><b>", "xml.malformed"),
    ("undefined entity", b"<a>&x;</a>", "xml.malformed"),
    ("empty", b"", "file.empty"),
    ("blank", b" \n", "file.empty"),
    ("wrong root", b"<html/>", "xml.wrong_root"),
    ("hollow statute", b"<VahvistettavaLaki/>", "statute.missing"),
]


@pytest.mark.parametrize(("document", "code"), [pytest.param(*case[1:], id=case[0]) for case in HOSTILE])
def test_a_bad_document_is_refused_quickly(document: bytes, code: str) -> None:
    started = time.perf_counter()

    with pytest.raises(UnreadableStatute) as refused:
        read_statutes(document, "statute.xml")

    assert refused.value.refusal.code == code
    assert time.perf_counter() - started < 2


def test_a_refusal_says_where_and_what_to_do() -> None:
    with pytest.raises(UnreadableStatute) as refused:
        read_statutes(b"<a>\n<!ENTITY x 'y'>\n</a>", "statute.xml")

    assert str(refused.value) == (
        "The file declares an entity on line 2. Statutes need none, and entities can be an attack: remove it."
    )
    assert refused.value.refusal.parameters == {"line": 2}


def test_a_file_of_another_kind_is_refused() -> None:
    with pytest.raises(UnreadableStatute, match=r"letter\.docx"):
        read_statutes(b"PK", "letter.docx")


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_ends_as_a_sentence(code: str) -> None:
    assert SENTENCES[code].endswith((".", "{note}"))


@pytest.mark.parametrize("path", shipped("finlex_xml/sv/*.xml")[:3], ids=lambda path: path.stem)
def test_a_byte_order_mark_is_no_hindrance(path: Path) -> None:
    assert read_statutes(b"\xef\xbb\xbf" + path.read_bytes(), path.name)
