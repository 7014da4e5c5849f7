"""Which kinds of file may be stored, known by what is in them and never by what they are called."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.refusals import Refused, Sentence

__all__ = ["KINDS", "MOST_BYTES", "FileKind", "kind_of", "safe_name"]

MOST_BYTES: Final = 20 * 1024 * 1024
_MOST_UNPACKED: Final = 10 * MOST_BYTES
_MOST_PARTS: Final = 5_000


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its media type, the end of its name, and what people call it."""

    media_type: str
    suffix: str
    label: Sentence


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
PDF: Final = FileKind("application/pdf", ".pdf", _("PDF"))
DOCX: Final = FileKind(f"{_OFFICE}.wordprocessingml.document", ".docx", _("Word document"))
XLSX: Final = FileKind(f"{_OFFICE}.spreadsheetml.sheet", ".xlsx", _("Excel workbook"))
ODT: Final = FileKind("application/vnd.oasis.opendocument.text", ".odt", _("OpenDocument text"))
PNG: Final = FileKind("image/png", ".png", _("PNG image"))
JPEG: Final = FileKind("image/jpeg", ".jpg", _("JPEG image"))
CSV: Final = FileKind("text/csv", ".csv", _("CSV table"))
TEXT: Final = FileKind("text/plain", ".txt", _("plain text"))
KINDS: Final = (PDF, DOCX, XLSX, ODT, PNG, JPEG, CSV, TEXT)

_BEGINNINGS: Final = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_HEARTS: Final = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX))
_ALSO: Final = {JPEG: (".jpeg",)}
_BIDI: Final = {*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def kind_of(content: bytes, name: str = "") -> FileKind:
    """The kind of a file by its content. Raises `Refused` where it is empty, too large, or of no kind we store."""
    if not content:
        raise Refused(_("The file is empty. Choose another one."))
    if len(content) > MOST_BYTES:
        raise Refused(_("The file is larger than 20 MB. Choose a smaller one, or divide it."))
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    found = _packed_kind(content) if content.startswith(b"PK\x03\x04") else _text_kind(content, name)
    if found is None:
        raise Refused(
            _(
                "This kind of file cannot be stored. Use PDF, Word (docx), Excel (xlsx), OpenDocument text, PNG, JPEG, "
                "CSV or plain text."
            )
        )
    return found


def safe_name(name: str, kind: FileKind) -> str:
    """The name without a path or signs that deceive, ending as its kind of file does."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(sign for sign in bare if sign.isprintable() and ord(sign) not in _BIDI).strip(" .")
    stem = plain[:120] or "file"
    return stem if stem.lower().endswith((kind.suffix, *_ALSO.get(kind, ()))) else f"{stem}{kind.suffix}"


def _packed_kind(content: bytes) -> FileKind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise Refused(_("The file unpacks to more than it should. Save it anew and try again."))
            return _office_kind(packed, {part.filename for part in parts})
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as damage:
        raise Refused(
            _("The file is damaged or locked by a password. Save it anew and try again.")
        ) from damage


def _office_kind(packed: zipfile.ZipFile, names: set[str]) -> FileKind | None:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(_("The file holds macros. Save it without them and try again."))
    if "mimetype" in names and packed.getinfo("mimetype").file_size < 100:
        return ODT if packed.read("mimetype") == ODT.media_type.encode() else None
    hearts = (kind for heart, kind in _HEARTS if heart in names and "[Content_Types].xml" in names)
    return next(hearts, None)


def _text_kind(content: bytes, name: str) -> FileKind | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text):
        return None
    return CSV if name.lower().endswith(".csv") else TEXT
