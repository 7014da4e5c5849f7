"""The program as it is served, but with a calendar that a story turns: the day and hour stand in a file.

From the moment that they were written, time runs on as it does, alike for the server and every command.

python -m tests.browser.journeys.serving serve PORT     serve until stopped
python -m tests.browser.journeys.serving work           deliver letters and do what is due that day, once
python -m tests.browser.journeys.serving command ...    a `samverka` command on that day
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any

import time_machine
from django.core.wsgi import get_wsgi_application

CALENDAR = Path(os.environ["STORY_CALENDAR"])
_turning = Lock()
_shown = ""
_travel: time_machine.travel | None = None


def turn() -> None:
    """Let the clock of this process show what the calendar says, and run on from there."""
    global _shown, _travel
    with _turning:
        wanted = CALENDAR.read_text()
        if wanted != _shown:
            if _travel:
                _travel.stop()
            passed = timedelta(seconds=max(time.time() - CALENDAR.stat().st_mtime, 0))
            _travel, _shown = time_machine.travel(datetime.fromisoformat(wanted) + passed), wanted
            _travel.start()


turn()
_program = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    turn()
    return _program(environ, start_response)


def serve(port: int) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "tests.browser.journeys.serving:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=2,
    ).serve()


def work() -> None:
    """One turn of the worker: what is due, and every letter that waits."""
    from samverka.foundation.notices.tasks import work

    paused: list[float] = []
    work(lambda: bool(paused), paused.append)


if __name__ == "__main__":
    wanted, *more = sys.argv[1:]
    if wanted == "serve":
        serve(int(*more))
    elif wanted == "work":
        work()
    else:
        from samverka.config.cli import main

        main(more)
