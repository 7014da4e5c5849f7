"""The worker as a process: stopped by SIGTERM or Ctrl+C, or together with the one that started it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["Signals", "beside", "work_until_stopped"]

_STOPS: Final = frozenset({signal.SIGTERM, signal.SIGINT})

# Seconds after which a waiting worker sees whether the one that started it is still there.
_LOOK_UP: Final = 5.0

# How long a worker that was told to stop may take for the letter or the job in its hand.
_LAST_MOMENT: Final = 45.0


class Signals:
    """Signals to stop, held back until they are asked for, so that none comes in the middle of an act.

    parent: the process together with which to stop; a worker that has lost it stops by itself.
    """

    def __init__(self, parent: int | None = None) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
        self._parent = parent
        self._seen = False

    def stop(self) -> bool:
        """Whether there is reason to stop."""
        orphaned = self._parent is not None and os.getppid() != self._parent
        return self._seen or orphaned or bool(signal.sigpending() & _STOPS)

    def pause(self, seconds: float) -> None:
        """Wait, at most until there is reason to stop."""
        while seconds > 0 and not self.stop():
            self._seen = signal.sigtimedwait(_STOPS, min(seconds, _LOOK_UP)) is not None
            seconds -= _LOOK_UP


def work_until_stopped(parent: int | None = None) -> None:
    """Deliver letters and run due jobs until told to stop."""
    from samverka.foundation.notices.tasks import work

    signals = Signals(parent)
    work(signals.stop, signals.pause)


@contextmanager
def beside() -> Iterator[None]:
    """A worker in a process of its own while the block runs. It stops with the block, and if we die, by itself."""
    worker = subprocess.Popen([sys.executable, "-m", "samverka", "work", "--beside", str(os.getpid())])  # noqa: S603
    try:
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(_LAST_MOMENT)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
