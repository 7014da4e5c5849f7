"""Real workers, as processes beside each other: no letter lost, none sent twice, also when one is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.foundation.notices.mail_server import MailServer

import samverka

pytestmark = pytest.mark.slow
SOURCE = Path(samverka.__file__).parent.parent
LETTERS = 60


class Installation:
    """An installation of its own, on SQLite or in a database of its own in the server that the tests use."""

    def __init__(self, folder: Path, port: int) -> None:
        self.environment = {
            **os.environ,
            "SAMVERKA_DATA": str(folder),
            "DATABASE_URL": _database(folder),
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "DJANGO_SETTINGS_MODULE": "samverka.config.settings",
            "PYTHONPATH": str(SOURCE),
        }

    def run(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def python(self, code: str) -> Any:
        start = "import django, json; django.setup()\nfrom samverka.foundation.notices.models import *\n"
        return json.loads(self.run("-c", f"{start}{code}") or "null")

    def worker(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "samverka", "work", *arguments], env=self.environment)

    def waiting(self) -> int:
        return int(self.python("print(Letter.objects.waiting().count())"))


def _database(folder: Path) -> str:
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        return f"sqlite:///{folder / 'samverka.sqlite3'}"
    import psycopg

    known = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    server = {name: settings.DATABASES["default"][key] or None for name, key in known.items()}
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as connection:
        connection.execute("DROP DATABASE IF EXISTS samverka_workers WITH (FORCE)")
        connection.execute("CREATE DATABASE samverka_workers")
    return f"{given.rpartition('/')[0]}/samverka_workers"


@pytest.fixture(scope="module")
def server() -> Iterator[MailServer]:
    server = MailServer(slow=0.01).start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory, server: MailServer) -> Installation:
    made = Installation(tmp_path_factory.mktemp("workers"), server.port)
    made.run("-m", "samverka", "manage", "migrate", "--verbosity=0")
    return made


@pytest.fixture
def installation(migrated: Installation, server: MailServer) -> Installation:
    """Sixty letters to deliver, and a mail server that has got none yet."""
    server.received.clear()
    migrated.python(
        "Letter.objects.all().delete()\n"
        f"many = [Letter(to=f'{{n}}@vasa.example', language='sv', subject=str(n)) for n in range({LETTERS})]\n"
        "Letter.objects.bulk_create(many)"
    )
    return migrated


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, "It took too long."
        time.sleep(0.02)


def test_two_workers_send_each_letter_once_and_stop_when_told_to(
    installation: Installation, server: MailServer
) -> None:
    workers = [installation.worker() for _two in range(2)]
    until(lambda: len(server.received) >= LETTERS)
    until(lambda: installation.waiting() == 0)
    for worker in workers:
        worker.send_signal(signal.SIGTERM)

    assert [worker.wait(20) for worker in workers] == [0, 0]
    assert len(server.times) == LETTERS
    assert set(server.times.values()) == {1}
    runs = installation.python(
        "print(json.dumps(list(Run.objects.filter(problem='').values_list('name', flat=True))))"
    )
    assert {"notices.forget", "notices.gather", "notices.send_reminders"} <= set(runs)


def test_workers_that_are_killed_lose_no_letter(installation: Installation, server: MailServer) -> None:
    kills = 4
    for killed in range(kills):
        workers = [installation.worker() for _two in range(2)]
        goal = (killed + 1) * LETTERS // (kills + 1)
        until(lambda goal=goal: len(server.received) >= goal)
        for worker in workers:
            worker.kill()
            worker.wait()
        # What they had in hand is free after ten minutes; the test does not wait for it.
        installation.python(
            "from django.utils import timezone\nLetter.objects.waiting().update(not_before=timezone.now())"
        )
    installation.python("from samverka.foundation.notices.delivery import deliver\ndeliver()")

    assert installation.waiting() == 0
    assert len(server.times) == LETTERS
    # A letter that the server had accepted, but whose worker died before it could note it: at most one for each kill.
    assert sum(server.times.values()) - LETTERS <= 2 * kills
    assert max(server.times.values()) <= 2


def test_a_worker_stops_with_the_process_that_started_it(installation: Installation) -> None:
    code = (
        "import subprocess, sys, os, time\n"
        "child = subprocess.Popen([sys.executable, '-m', 'samverka', 'work', '--beside', str(os.getpid())])\n"
        "print(child.pid, flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], env=installation.environment, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    until(lambda: installation.waiting() == 0)

    parent.kill()
    parent.wait()
    parent.stdout.close()

    until(lambda: not _runs(worker), seconds=20)


def _runs(pid: int) -> bool:
    """Whether a process runs; one that has ended but that nobody has asked after does not."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
