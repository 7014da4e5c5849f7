"""The index: one file beside the database, made anew whenever a register is read, holding nothing of its own.

It is a full-text table of trigrams, so that a part of a compound word is found; each text stands there as its own
words, their dictionary forms and their stems. It is the same file for SQLite and PostgreSQL installations.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from django.conf import settings

from samverka.overview.search.entries import Entry, Kind, entries
from samverka.overview.search.words import dictionary_forms, fold, stems, words_of

__all__ = ["build_index", "open_index"]

_SCHEMA: Final = """
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, kind TEXT, key TEXT, detail TEXT, sort INTEGER, sv TEXT, fi TEXT, en TEXT, exact TEXT
);
CREATE VIRTUAL TABLE words USING fts5(names, body, tokenize = 'trigram', detail = 'full', content = '');
CREATE TABLE form (word TEXT, form TEXT, PRIMARY KEY (word, form)) WITHOUT ROWID;
CREATE TABLE vocabulary (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE place (name TEXT, entry INTEGER, PRIMARY KEY (name, entry)) WITHOUT ROWID;
"""


def build_index(path: Path | None = None) -> int:
    """Make the index anew and put it in place at once, so that readers see the old or the new. Returns its entries."""
    path = path or settings.SEARCH_INDEX
    making = path.with_suffix(".making")
    making.unlink(missing_ok=True)
    with closing(sqlite3.connect(making)) as index, index:
        index.execute("PRAGMA journal_mode = OFF")
        index.executescript(_SCHEMA)
        count = _fill(index)
    making.replace(path)
    return count


def open_index(path: Path | None = None) -> sqlite3.Connection:
    """The index for reading. Raises `sqlite3.OperationalError` where none has been built."""
    path = path or settings.SEARCH_INDEX
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)


def _fill(index: sqlite3.Connection) -> int:
    forms: set[tuple[str, str]] = set()
    vocabulary: set[str] = set()
    count = 0
    for count, entry in enumerate(entries(), 1):
        title = entry.title
        exact = "|".join(dict.fromkeys(fold(text) for _language, text in entry.names))
        row = (
            count,
            entry.kind,
            entry.key,
            entry.detail,
            entry.sort,
            title.sv,
            title.fi,
            title.en,
            f"|{exact}|",
        )
        index.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        names, body = _written(entry.names, forms), _written(entry.body, forms)
        index.execute("INSERT INTO words (rowid, names, body) VALUES (?, ?, ?)", (count, names, body))
        vocabulary.update(_own_words(entry))
        if entry.kind == Kind.AREA and entry.sort == 0:
            places = {(fold(text), count) for _language, text in entry.names}
            index.executemany("INSERT INTO place VALUES (?, ?)", sorted(places))
    index.executemany("INSERT INTO form VALUES (?, ?)", sorted(forms))
    index.executemany("INSERT INTO vocabulary VALUES (?)", [(word,) for word in sorted(vocabulary)])
    return count


def _own_words(entry: Entry) -> Iterator[str]:
    for _language, text in entry.names:
        yield from (fold(word) for word in words_of(text) if len(word) > 3)


def _written(texts: tuple[tuple[str, str], ...], forms: set[tuple[str, str]]) -> str:
    """Every form of every word once, in the order of first meeting."""
    found: dict[str, None] = {}
    for language, text in texts:
        for word in words_of(text):
            lemmas = dictionary_forms(word, language) if word.isalpha() else frozenset()
            forms.update((fold(word), lemma) for lemma in lemmas if lemma != fold(word))
            found.update(dict.fromkeys((fold(word), *sorted(lemmas | stems(word)))))
    # A blank before each word lets a search ask for the beginnings of words.
    return "".join(f" {word}" for word in found)
