"""Keeping files, and recording which files a register was read from."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from samverka.foundation.documents.kinds import kind_of, safe_name
from samverka.foundation.documents.models import Source, StoredFile
from samverka.foundation.documents.models.file import place_of
from samverka.foundation.kernel.clock import this_moment

__all__ = ["checksum_of", "record_source", "source_is_unchanged", "store_file"]


def store_file(*, name: str, content: bytes) -> StoredFile:
    """Keep a file. Raises `Refused` with what is wrong where it is empty, too large, or of no kind that is stored.

    The content is on the disk before the row is written, so no row ever points to nothing; the same content lies once.
    """
    kind = kind_of(content, name)
    sha256 = hashlib.sha256(content).hexdigest()
    _put(place_of(sha256), content)
    return StoredFile.objects.create(
        name=safe_name(name, kind), content_type=kind.media_type, size=len(content), sha256=sha256
    )


def checksum_of(files: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of files, independent of their order."""
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.name):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def source_is_unchanged(register: str, checksum: str) -> bool:
    """Whether the register was last read from files with just this checksum."""
    return Source.objects.filter(register=register, checksum=checksum).exists()


def record_source(register: str, checksum: str, files: int) -> Source:
    """Note that the register now stands as in the files with this checksum."""
    source, _created = Source.objects.update_or_create(
        register=register,
        defaults={"checksum": checksum, "files": files, "imported_at": this_moment()},
    )
    return source


def _put(place: Path, content: bytes) -> None:
    """Write wholly or not at all: first beside its place, then into it."""
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(beside).replace(place)
