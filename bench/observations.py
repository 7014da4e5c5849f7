"""Five million observations read from PX and asked for; beside them a row for each, as a naive load has it."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from django.db import transaction

from bench.table import Row, milliseconds, percentile
from samverka.registers.statistics.importing import read_release
from samverka.registers.statistics.models import Publisher, Release, Table
from samverka.registers.statistics.queries import cells_of, series

__all__ = ["measured"]

AREAS = [f"KU{number:03}" for number in range(308)]
YEARS = [str(year) for year in range(2005, 2025)]
_LANGUAGES = 27
_ONE = {"Kieli": "k0", "Sukupuoli": "s0", "Ika": "i0"}


def measured(folder: Path, *, smoke: bool) -> Iterator[Row]:
    """Rows of the table. What is written is rolled back, or lies in `folder`."""
    languages = 1 if smoke else _LANGUAGES
    content, cells = _file(languages)
    with transaction.atomic():
        publisher = Publisher.objects.create(slug="bench", licence="none")
        begun = time.perf_counter()
        release = read_release(Table.objects.create(publisher=publisher, slug="bench"), content, "bench.px")
        seconds = time.perf_counter() - begun
        stored = sum(len(block.values) + len(block.marks) for block in release.blocks.all()) / 1e6
        what = f"{cells:,} observations from PX".replace(",", " ")
        yield Row(what, "<= 20 s", f"{seconds:.1f} s, {stored:.0f} MB stored", seconds <= 20)
        yield _asked(
            "  one series",
            0.005,
            [_seconds(lambda area=area: _series(release, area)) for area in AREAS],
        )
        yield _asked(
            "  a year for all municipalities",
            0.010,
            [_seconds(lambda year=year: _year(release, year)) for year in YEARS],
        )
        transaction.set_rollback(True)
    yield from _naive(folder / "naive.sqlite3", content, languages)


def _series(release: Release, area: str) -> object:
    return series(release, "Vuosi", Alue=area, **_ONE)


def _year(release: Release, year: str) -> object:
    return cells_of(release, {"Vuosi": year, **_ONE})


def _asked(what: str, goal: float, seconds: list[float]) -> Row:
    return Row(what, f"p95 <= {goal * 1000:.0f} ms", milliseconds(seconds), percentile(seconds, 95) <= goal)


def _file(languages: int) -> tuple[bytes, int]:
    """A table with as many cells as the statistics of a country have: municipality, language, sex, age, year."""
    dimensions = {
        "Alue": AREAS,
        "Kieli": [f"k{n}" for n in range(languages)],
        "Sukupuoli": ["s0", "s1", "s2"],
        "Ika": [f"i{n}" for n in range(10)],
        "Vuosi": YEARS,
    }
    cells = int(np.prod([len(codes) for codes in dimensions.values()]))
    random = np.random.default_rng(1)
    written = random.poisson(np.exp(random.normal(4, 2, cells))).astype(str)
    written[random.random(cells) < 0.02] = '"..."'
    values = "".join(f'VALUES("{name}")={_quoted(codes)};\n' for name, codes in dimensions.items())
    head = 'CODEPAGE="utf-8";\nLANGUAGE="fi";\nSTUB="Alue","Kieli","Sukupuoli","Ika";\nHEADING="Vuosi";\n'
    roles = 'TIMEVAL("Vuosi")=TLIST(A1);\nMAP("Alue")="kunta";\n'
    return f"{head}{values}{roles}DATA=\n{' '.join(written)};".encode(), cells


def _quoted(texts: list[str]) -> str:
    return ",".join(f'"{text}"' for text in texts)


def _naive(place: Path, content: bytes, languages: int) -> Iterator[Row]:
    """The same cells as rows with integer keys in SQLite, and an index for a year."""
    tokens = content[content.index(b"DATA=") + 5 :].strip(b"; \n").split()
    begun = time.perf_counter()
    with sqlite3.connect(place) as rows:
        rows.execute(
            "CREATE TABLE o (area, language, sex, age, year, value, sign, "
            "PRIMARY KEY (area, language, sex, age, year)) WITHOUT ROWID"
        )
        rows.executemany("INSERT INTO o VALUES (?, ?, ?, ?, ?, ?, ?)", _rows(tokens, languages))
        rows.execute("CREATE INDEX of_a_year ON o (year, language, sex, age)")
    yield Row(
        "  the same, a row for each",
        "",
        f"{time.perf_counter() - begun:.1f} s, {place.stat().st_size / 1e6:.0f} MB stored",
    )
    one = "SELECT year, value FROM o WHERE area = ? AND language = 0 AND sex = 0 AND age = 0"
    year = "SELECT area, value FROM o WHERE year = ? AND language = 0 AND sex = 0 AND age = 0"
    for what, question, count in (("  the same, one series", one, 308), ("  the same, a year", year, 20)):
        taken = [
            _seconds(lambda n=n, question=question: rows.execute(question, (n,)).fetchall())
            for n in range(0, count, max(1, count // 30))
        ]
        yield Row(what, "", milliseconds(taken))
    rows.close()


def _rows(tokens: list[bytes], languages: int) -> Iterator[tuple[int | float | None, ...]]:
    sizes = (len(AREAS), languages, 3, 10, len(YEARS))
    for place, token in enumerate(tokens):
        signed = token.startswith(b'"')
        yield (*_codes(place, sizes), None if signed else float(token), 1 if signed else 0)


def _codes(place: int, sizes: tuple[int, ...]) -> tuple[int, ...]:
    codes = []
    for size in reversed(sizes):
        place, code = divmod(place, size)
        codes.append(code)
    return tuple(reversed(codes))


def _seconds(function: Callable[[], object]) -> float:
    begun = time.perf_counter()
    function()
    return time.perf_counter() - begun
