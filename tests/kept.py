"""The real registers, read once for a state of the program and kept.

They are read by the very command that prepares an installation. What is kept is known by a checksum of all that it
comes from: the data files, the migrations and the code that reads them.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import samverka

_PACKAGE = Path(samverka.__file__).parent
_MADE_FROM = (
    "foundation",
    "registers",
    "work/cooperation/migrations",
    "work/bodies/migrations",
    "work/programmes/migrations",
    "work/agreements/migrations",
    "overview/search",
    "config/registers.py",
    "config/cli.py",
)
_HOLDS = ("samverka.sqlite3", "search.sqlite3")


def kept_registers(folder: Path) -> Path:
    """A data folder with all registers on SQLite: the one in `folder` if there is one, else a new one."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # Several workers ask at once; one makes it, the others wait.
        kept = folder / _checksum()
        if not kept.exists():
            for former in folder.glob("*/"):
                shutil.rmtree(former)
            _make(kept)
        return kept


def copy_registers(kept: Path, database: Path, index: Path) -> None:
    for name, target in zip(_HOLDS, (database, index), strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(kept / name, target)


def _checksum() -> str:
    digest = hashlib.sha256()
    for part in _MADE_FROM:
        place = _PACKAGE / part
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and path.suffix not in {".pyc", ".mo", ".po"} and path.name != "README.md":
                digest.update(str(path.relative_to(_PACKAGE)).encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:20]


def _make(kept: Path) -> None:
    making = kept.with_suffix(".making")
    environment = os.environ | {
        "SAMVERKA_DATA": str(making),
        "DJANGO_SETTINGS_MODULE": "samverka.config.settings",
        "DATABASE_URL": f"sqlite:///{making / _HOLDS[0]}",
        "PYTHONPATH": str(_PACKAGE.parent),
    }
    command = [sys.executable, "-W", "error", "-m", "samverka", "prepare"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, cwd=making.parent)
    making.rename(kept)
