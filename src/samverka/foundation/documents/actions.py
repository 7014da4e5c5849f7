"""Recording which files a register was read from."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.utils import timezone

from samverka.foundation.documents.models import Source

__all__ = ["checksum_of", "record_source", "source_is_unchanged"]


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
        defaults={"checksum": checksum, "files": files, "imported_at": timezone.now()},
    )
    return source
