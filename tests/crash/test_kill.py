"""The processes are killed in the middle of their work, again and again: nothing that was acknowledged is lost.

KILLS: how often, 4 by itself. SECONDS: stop killing after so long. `make crash KILLS=500` for more.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.crash.client import Somebody
from tests.crash.databases import own_database
from tests.crash.installation import Installation

KILLS = int(os.environ.get("KILLS", "4"))
SECONDS = float(os.environ.get("SECONDS", "inf"))
# Every so many starts are by the whole command, with its preparation of the database.
WHOLE_START = 10
KINDS = ("session", "comment", "matter", "proposal")


@pytest.fixture
def installation(kept: Path, tmp_path: Path) -> Iterator[Installation]:
    with own_database() as database:
        made = Installation(tmp_path, database)
        made.fill(kept)
        yield made
        made.stop()


def kill_again_and_again(installation: Installation, people: list[Somebody], chance: random.Random) -> int:
    """Start, let the clients act for a moment, kill; how often it was done."""
    installation.start(prepare=True)
    wait_for(lambda: all(one.signed_in for one in people) and all(people[0].acknowledged[k] for k in KINDS))
    installation.kill()
    until = time.monotonic() + SECONDS
    for count in range(2, KILLS + 1):
        installation.start(prepare=count % WHOLE_START == 0)
        if chance.random() < 0.8:  # Else while the processes have hardly begun to answer.
            before = sum(one.told for one in people)
            wait_for(lambda: sum(one.told for one in people) > before)  # noqa: B023
        time.sleep(chance.uniform(0, 1.5))
        installation.kill()
        if time.monotonic() > until:
            return count
    return KILLS


def wait_for(something: Callable[[], bool]) -> None:
    """Until it is so, but not for ever."""
    for _attempt in range(1000):
        if something():
            return
        time.sleep(0.02)


@pytest.mark.slow
def test_what_was_acknowledged_is_there_whole_after_every_kill(installation: Installation) -> None:
    places = installation.told("tests.crash.before")
    emails = ["anna@vasa.example", "anna@vasa.example", "bo@korsholm.example"]
    people = [
        Somebody(installation.address, email, places, keeps_body=email.startswith("anna")) for email in emails
    ]
    for one in people:
        one.start()
    seed = random.randrange(2**32)  # noqa: S311

    killed = kill_again_and_again(installation, people, random.Random(seed))  # noqa: S311
    for one in people:
        one.stopping.set()
        one.join(30)

    acknowledged = {kind: [word for one in people for word in one.acknowledged[kind]] for kind in KINDS}
    found = installation.told("tests.crash.after", places | {"acknowledged": acknowledged})
    attempts = sum(one.attempts for one in people)
    print(f"{killed} kills, seed {seed}, {attempts} attempts, {found['counted']}")  # noqa: T201
    assert found["problems"] == []
    assert [answer for one in people for answer in one.unexpected] == []
    assert all(acknowledged.values())
