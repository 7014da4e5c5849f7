"""An installation of its own: a data folder, a database, and the processes that `samverka run` starts."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError

from tests.kept import copy_registers

ROOT = Path(__file__).resolve().parents[2]
# What `samverka run` does once the database is prepared, so that not every start need prepare it anew.
_SERVE = """
from samverka.config.server import serve
from samverka.config.worker import beside
with beside(): serve("127.0.0.1", {port}, {workers})
"""


class Installation:
    """Serving processes and a worker, which can be killed and started again."""

    def __init__(self, folder: Path, database: str | None, workers: int = 2) -> None:
        self.folder, self.workers = folder, workers
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = os.environ | {
            "SAMVERKA_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "samverka.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "DATABASE_URL": database or f"sqlite:///{folder / 'samverka.sqlite3'}",
        }
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log"
        self.processes: subprocess.Popen | None = None

    def fill(self, kept: Path) -> None:
        """The real registers: copied on SQLite, else read anew."""
        if self.environment["DATABASE_URL"].startswith("sqlite"):
            copy_registers(kept, self.folder / "samverka.sqlite3", self.folder / "search.sqlite3")
        shutil.copytree(kept / "static", self.folder / "static")
        self.run("-m", "samverka", "prepare")

    def run(self, *command: str, given: str = "") -> str:
        """Run Python in the installation to the end, and give what it printed."""
        done = subprocess.run(
            [sys.executable, *command],
            env=self.environment,
            cwd=self.folder,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    def told(self, module: str, known: Any = None) -> Any:
        """What a program of this folder prints of the installation's database."""
        return json.loads(self.run("-m", module, given=json.dumps(known)).splitlines()[-1])

    def start(self, *, prepare: bool = False) -> None:
        """Start all processes and wait until a page is served."""
        serve = ["-c", _SERVE.format(port=self.port, workers=self.workers)]
        whole = ["-m", "samverka", "run", "--port", str(self.port), "--workers", str(self.workers)]
        with self.log.open("a") as log:
            self.processes = subprocess.Popen(
                [sys.executable, *(whole if prepare else serve)],
                env=self.environment,
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()

    def kill(self) -> None:
        """End every process at once, as when the power fails: none can do anything more."""
        assert self.processes is not None
        with suppress(ProcessLookupError):
            os.killpg(self.processes.pid, signal.SIGKILL)
        self.processes.wait()

    def stop(self) -> None:
        if self.processes is not None and self.processes.poll() is None:
            self.kill()

    def _wait(self) -> None:
        for _attempt in range(1200):
            if self.processes is None or self.processes.poll() is not None:
                raise RuntimeError(f"The server ended:\n{self.log.read_text()[-4000:]}")
            try:
                with urllib.request.urlopen(f"{self.address}/health"):
                    return
            except (URLError, OSError):
                time.sleep(0.05)
        raise RuntimeError(f"The server does not answer:\n{self.log.read_text()[-4000:]}")
