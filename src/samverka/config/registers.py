"""The registers in the order in which they are read, since later ones refer to earlier ones."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

import samverka.registers
from samverka.foundation.documents.actions import checksum_of, record_source, source_is_unchanged
from samverka.foundation.documents.sync import ImportReport
from samverka.overview.search.index import build_index
from samverka.registers.actors.checks import actor_problems
from samverka.registers.actors.importing import DATA as ACTORS
from samverka.registers.actors.importing import import_actors
from samverka.registers.areas.actions import DATA as AREAS
from samverka.registers.areas.actions import import_areas
from samverka.registers.law.actions import DUTIES, STATUTES, import_duties, import_statutes
from samverka.registers.law.checks import citation_problems
from samverka.registers.statistics.importing import DATA as STATISTICS
from samverka.registers.statistics.importing import import_statistics

__all__ = ["REGISTERS", "Register", "UnknownRegister", "import_registers", "problems"]

READERS = Path(samverka.registers.__file__).parent


class UnknownRegister(Exception):
    """A register was named that does not exist; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Register:
    """A register, the folder that it is read from, and the action that reads it."""

    name: str
    folder: Path
    read: Callable[[Path], ImportReport]

    @property
    def files(self) -> list[Path]:
        return [
            path for folder in (self.folder, *self._beside) for path in folder.rglob("*") if path.is_file()
        ]

    @property
    def _beside(self) -> list[Path]:
        """The folder that this installation reads together with ours: that of an example has one."""
        beside = settings.REGISTERS_BESIDE and Path(settings.REGISTERS_BESIDE) / self.name
        return [beside] if beside and beside.is_dir() else []

    @contextmanager
    def together(self) -> Iterator[Path]:
        """The folder to read: ours, or while the block runs a copy of it with the lines of the other one added."""
        if not self._beside:
            yield self.folder
            return
        with tempfile.TemporaryDirectory() as place:
            joined = Path(shutil.copytree(self.folder, Path(place) / self.name))
            for path in (path for folder in self._beside for path in folder.iterdir()):
                _add(path, joined / path.name)
            yield joined

    @property
    def checksum(self) -> str:
        """Of the files and of the program that reads them: a newer version may read the same files otherwise."""
        return checksum_of(sorted([*self.files, *READERS.rglob("*.py")]))


REGISTERS = (
    Register("areas", AREAS, import_areas),
    Register("law", STATUTES, import_statutes),
    Register("duties", DUTIES, import_duties),
    Register("actors", ACTORS, import_actors),
    Register("statistics", STATISTICS, import_statistics),
)


def import_registers(names: list[str], *, unless_unchanged: bool) -> Iterator[str]:
    """Read the named registers, or all, and yield a line of progress for each thing done.

    With `unless_unchanged`, a register whose files are those of the last import is left alone.
    Raises `UnknownRegister` before anything is read.
    """
    chosen = _chosen(names)
    anything_read = False
    for register in chosen:
        checksum = register.checksum
        if unless_unchanged and not anything_read and source_is_unchanged(register.name, checksum):
            yield f"{register.name}: as before"
            continue
        anything_read = True
        yield f"{register.name}: reading {len(register.files)} files ..."
        yield from _read(register, checksum)
    if anything_read or not settings.SEARCH_INDEX.exists():
        begun = time.monotonic()
        entries = build_index()
        yield f"search: {entries} entries indexed in {time.monotonic() - begun:.1f} s"


def problems() -> Iterator[str]:
    """Every promise of the registers that does not hold, as a sentence."""
    yield from citation_problems()
    yield from actor_problems()


def _chosen(names: list[str]) -> list[Register]:
    known = {register.name: register for register in REGISTERS}
    for name in names:
        if name not in known:
            raise UnknownRegister(f"There is no register called “{name}”. There are: {', '.join(known)}.")
    return [known[name] for name in names] or list(REGISTERS)


def _add(path: Path, to: Path) -> None:
    """Put a file into a folder; where a table of that name is there, its lines after the heads are put last."""
    _heads, lines = (
        path.read_text(encoding="utf-8").split("\n", 1) if to.exists() else ("", path.read_text("utf-8"))
    )
    with to.open("a", encoding="utf-8") as table:
        table.write(lines)


def _read(register: Register, checksum: str) -> Iterator[str]:
    begun = time.monotonic()
    with transaction.atomic(), register.together() as folder:
        report = register.read(folder)
        record_source(register.name, checksum, len(register.files))
    for line in [*report.tables, *report.remarks]:
        yield f"  {line}"
    yield f"{register.name}: done in {time.monotonic() - begun:.1f} s"
