"""Measure the program against the goals that apply to it now, and print one table.

    make bench                 everything, some minutes
    make bench ARGS=--smoke    a little of each, to see that the measuring works; its figures say nothing

All data is made in a temporary folder by the program's own command. Nothing but the program on this machine is asked.
Goals that are not met are said so; the exit code is 0 whenever there are figures.
"""

import argparse
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.load import one_after_another, requests_per_second
from bench.program import Program
from bench.table import Row, median, milliseconds, percentile, printed

ANSWER = "/sv/municipalities/905/?on=2024-06-01"
MEGABYTE = 1_000_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.splitlines()[0])
    parser.add_argument("--smoke", action="store_true", help="a little of each")
    smoke = parser.parse_args().smoke
    with tempfile.TemporaryDirectory(prefix="samverka-bench-") as folder:
        _settle(Path(folder))
        rows = list(_measured(Path(folder), smoke=smoke))
    print(printed(rows))
    return 0


def _settle(data: Path) -> None:
    """This process looks at the data that the program makes. Django reads its settings when it is first imported."""
    os.environ["SAMVERKA_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "samverka.config.settings"
    sys.path.insert(0, "src")


def _measured(data: Path, *, smoke: bool) -> Iterator[Row]:
    with Program(data, ANSWER) as fresh:
        first = fresh
    with Program(data, ANSWER) as program:
        import django

        django.setup()
        logging.getLogger("django.request").setLevel(
            logging.CRITICAL
        )  # an address without a page is found out below
        from bench.inside import machine

        work = machine()
        yield Row(
            "this machine: a fixed piece of work", "", f"{work * 1000:.0f} ms on {os.cpu_count()} cores"
        )
        yield _start("fresh start: command to page, all registers read", 60, first.seconds)
        yield Row("  of that, reading the law", "", _done(first, "law: done in "))
        yield Row("  of that, making the search index", "", _done(first, "search: "))
        yield _start("second start: command to page", 5, program.seconds)
        yield from _inside(smoke=smoke)
        yield from _statistics(data, smoke=smoke)
        yield from _over_http(program, smoke=smoke)
        yield from _weights(program)
        yield Row(
            "memory of the server, 2 workers, after the load", "", f"{program.memory() / MEGABYTE:.0f} MB"
        )
    yield from _hostile()


def _start(what: str, goal: int, seconds: float) -> Row:
    return Row(what, f"<= {goal} s", f"{seconds:.1f} s", seconds <= goal)


def _done(program: Program, beginning: str) -> str:
    lines = program.said(beginning)
    return lines[-1].rpartition(" in ")[2] if lines else "?"


def _inside(*, smoke: bool) -> Iterator[Row]:
    from bench.inside import responsibility, searches

    answers = responsibility(every=40 if smoke else 1)
    met = percentile(answers, 95) <= 0.005
    yield Row(
        f"who is responsible, in process, {len(answers)} answers", "p95 <= 5 ms", milliseconds(answers), met
    )
    found = searches()
    yield Row(f"search, in process, {len(found)} questions", "", milliseconds(found))


def _statistics(data: Path, *, smoke: bool) -> Iterator[Row]:
    from bench.observations import measured

    yield from measured(data, smoke=smoke)


def _over_http(program: Program, *, smoke: bool) -> Iterator[Row]:
    from bench.pages import answer_pages, page_kinds, queries

    kinds = page_kinds()
    again = 1 if smoke else 10
    pages = [address for asked in kinds.values() for address in asked]
    one_after_another(program.port, pages, seconds=60)  # both workers have read their templates
    timed = one_after_another(program.port, pages * again, seconds=240)
    made = {address: queries(address) for address in pages}

    yield _pages("every page kind, over HTTP", [seconds for _address, seconds in timed])
    answers = list(answer_pages())[:: 40 if smoke else 1]
    taken = [seconds for _address, seconds in one_after_another(program.port, answers, seconds=120)]
    yield _pages(f"who is responsible, over HTTP, {len(taken)} municipalities", taken)
    for name, asked in sorted(kinds.items()):
        if own := [seconds for address, seconds in timed if address in set(asked)]:
            most = max(made[address] for address in asked)
            row = _pages(f"  {name}", own)
            yield Row(row.what, row.goal, f"{row.measured}, {most} queries", row.met)
    yield _queries(list(made.values()))
    rate = requests_per_second(program.port, ANSWER, threads=4, seconds=1 if smoke else 10)
    yield Row("who is responsible, 4 readers at once", "", f"{rate:.0f} a second")


def _pages(what: str, seconds: list[float]) -> Row:
    met = percentile(seconds, 95) <= 0.020 and max(seconds) <= 0.150
    return Row(what, "p95 <= 20, worst <= 150 ms", milliseconds(seconds), met)


def _queries(made: list[int]) -> Row:
    counts = (median(made), percentile(made, 90), max(made))
    met = all(count <= most for count, most in zip(counts, (6, 10, 14), strict=True))
    return Row(
        "queries per page: median / p90 / most", "<= 6 / 10 / 14", " / ".join(f"{n:.0f}" for n in counts), met
    )


def _weights(program: Program) -> Iterator[Row]:
    from bench.pages import first_view

    most = {"html": 13_000, "css": 14_000, "js": 8_000, "pictures": None}
    for address in ("/sv/", ANSWER):
        view = first_view(program.port, address)
        for kind, (files, size) in view.items():
            goal = most[kind]
            goal_said = f"<= {goal / 1000:.0f} kB" if goal else ""
            met = size <= goal if goal else None
            yield Row(
                f"first view of {address}: {kind}", goal_said, f"{size / 1000:.1f} kB in {files} files", met
            )
        requests = sum(files for kind, (files, _size) in view.items() if kind != "pictures")
        yield Row(f"first view of {address}: requests", "<= 4", f"{requests} and pictures", requests <= 4)


def _hostile() -> Iterator[Row]:
    command = [sys.executable, "-m", "bench.hostile"]
    said = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    ).stdout
    outcomes = [json.loads(line) for line in said.splitlines()]
    refused = [one for one in outcomes if one["outcome"] == "refused"]
    slowest = max(outcomes, key=lambda one: one["seconds"])
    largest = max(outcomes, key=lambda one: one["memory"])
    yield Row(
        "hostile files refused",
        "all, >= 60",
        f"{len(refused)} of {len(outcomes)}",
        len(refused) == len(outcomes) >= 60,
    )
    yield Row(
        "  slowest refusal",
        "<= 1 s",
        f"{slowest['seconds']:.2f} s ({slowest['name']})",
        slowest["seconds"] <= 1,
    )
    megabytes = largest["memory"] / MEGABYTE
    yield Row("  most memory", "<= 200 MB", f"{megabytes:.0f} MB ({largest['name']})", megabytes <= 200)


if __name__ == "__main__":
    sys.exit(main())
