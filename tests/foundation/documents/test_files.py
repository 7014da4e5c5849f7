"""Files that people bring: which are stored, which are refused, how they are named and kept."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction

from samverka.foundation.documents.actions import store_file
from samverka.foundation.documents.kinds import KINDS, MOST_BYTES, kind_of, safe_name
from samverka.foundation.documents.models import StoredFile
from samverka.foundation.kernel.refusals import Refused


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES = tmp_path


def packed(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


WORD = packed(**{"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
EXCEL = packed(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})
ODT = packed(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<x/>"})
ACCEPTED = {
    "avtal.pdf": (b"%PDF-1.7\n...", ".pdf"),
    "avtal.docx": (WORD, ".docx"),
    "tabell.xlsx": (EXCEL, ".xlsx"),
    "text.odt": (ODT, ".odt"),
    "bild.png": (b"\x89PNG\r\n\x1a\n...", ".png"),
    "bild.jpeg": (b"\xff\xd8\xff\xe0...", ".jpg"),
    "lista.csv": (b"a;b\n1;2\n", ".csv"),
    "text.txt": ("Å, ä och ö\n".encode(), ".txt"),
    "med-bom.txt": ("Å".encode("utf-8-sig"), ".txt"),
}
REFUSED = {
    "tom": b"",
    "program": b"\x7fELF\x02\x01\x01\x00",
    "windows-program": b"MZ\x90\x00\x03\x00",
    "zip": packed(**{"virus.exe": b"x"}),
    "zip som låtsas": packed(mimetype=b"application/zip"),
    "makron": packed(**{"[Content_Types].xml": b"x", "word/document.xml": b"x", "word/vbaProject.bin": b"x"}),
    "skadad": WORD[: len(WORD) // 2],
    "latin-1": "å".encode("latin-1"),
    "styrtecken": b"text\x00text",
    "zip-bomb": b"",
}


def bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"x")
        archive.writestr("word/document.xml", b"0" * (MOST_BYTES * 10 + 1))
    return written.getvalue()


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_kind_is_known_by_its_content(name: str) -> None:
    content, suffix = ACCEPTED[name]

    assert kind_of(content, name).suffix == suffix


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_such_kind_is_refused(name: str) -> None:
    content = bomb() if name == "zip-bomb" else REFUSED[name]

    with pytest.raises(Refused) as refusal:
        kind_of(content, "avtal.docx")

    assert str(refusal.value).endswith(".")


def test_a_page_is_stored_as_plain_text_and_never_as_a_page() -> None:
    assert kind_of(b"<html><script>alert(1)</script>", "x.html").media_type == "text/plain"


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(Refused, match="20 MB"):
        kind_of(b"%PDF-" + b"0" * MOST_BYTES, "stor.pdf")


NAMES = {
    "../../etc/passwd": "passwd.pdf",
    "C:\\temp\\avtal.pdf": "avtal.pdf",
    "avtal.pdf.exe": "avtal.pdf.exe.pdf",
    "rtl\u202efdp.exe": "rtlfdp.exe.pdf",
    "ny\r\nrad.pdf": "nyrad.pdf",
    "": "file.pdf",
    "...": "file.pdf",
    "Avtal å.PDF": "Avtal å.PDF",
    "x" * 300: "x" * 120 + ".pdf",
}


@pytest.mark.parametrize("given", NAMES)
def test_a_name_is_harmless(given: str) -> None:
    assert safe_name(given, KINDS[0]) == NAMES[given]


@pytest.mark.django_db
def test_the_same_content_lies_once() -> None:
    first, second = (store_file(name=name, content=b"%PDF-1.7 x") for name in ("a.pdf", "b.pdf"))

    assert first.place == second.place
    assert first.read() == b"%PDF-1.7 x"
    assert [path.name for path in first.place.parent.iterdir()] == [first.sha256]


@pytest.mark.django_db
def test_a_refused_file_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        store_file(name="x", content=b"MZ\x90\x00")

    assert (StoredFile.objects.count(), list(tmp_path.iterdir())) == (0, [])


@pytest.mark.django_db
@pytest.mark.parametrize("size", [0, MOST_BYTES + 1])
def test_a_size_out_of_bounds_is_unwritable(size: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(name="x.pdf", content_type="application/pdf", size=size, sha256="0" * 64)
