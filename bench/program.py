"""The program as its users meet it: started by its command in a folder of its own, asked over HTTP, stopped."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import TracebackType
from typing import Self

__all__ = ["Program", "connected"]

# A start that takes longer than this is broken, not slow.
PATIENCE = 180


class Program:
    """The running program. `seconds` is the time from the command to the first page."""

    def __init__(self, data: Path, page: str) -> None:
        self.port = _free_port()
        self._lines: list[str] = []
        begun = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "samverka", "run", "--port", str(self.port)],
            env={**os.environ, "SAMVERKA_DATA": str(data), "PYTHONPATH": "src"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._wait_for(page, begun + PATIENCE)
        self.seconds = time.perf_counter() - begun

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def said(self, beginning: str) -> list[str]:
        """The lines that it printed that begin so."""
        return [line.strip() for line in self._lines if line.strip().startswith(beginning)]

    def memory(self) -> int:
        """Bytes that it and its workers hold, what they share counted once."""
        return sum(_proportional_size(process) for process in _family(self._process.pid))

    def _read(self) -> None:
        assert self._process.stdout is not None
        self._lines.extend(self._process.stdout)

    def _wait_for(self, page: str, deadline: float) -> None:
        while time.perf_counter() < deadline and self._process.poll() is None:
            try:
                with connected(self.port) as connection:
                    connection.request("GET", page)
                    if connection.getresponse().status == 200:
                        return
            except (OSError, HTTPException):
                time.sleep(0.02)
        self._process.kill()
        self._reader.join(timeout=5)
        raise RuntimeError("The program did not start:\n" + "".join(self._lines))


@contextmanager
def connected(port: int) -> Iterator[HTTPConnection]:
    """A connection to the program on this machine, and to nowhere else."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        yield connection
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _family(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(one for child in children for one in _family(int(child)))]


def _proportional_size(process: int) -> int:
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
