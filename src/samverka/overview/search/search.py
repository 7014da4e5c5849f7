"""Finding: from what a person typed to what they meant."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain
from typing import Final

from samverka.foundation.kernel.languages import Trilingual
from samverka.overview.search.entries import Found, Kind
from samverka.overview.search.index import open_index
from samverka.overview.search.published import published
from samverka.overview.search.words import SHORTEST, fold, stems, words_of

__all__ = ["LONGEST", "Found", "Results", "search"]

LONGEST: Final = 200
_MOST: Final = 60
_FEW: Final = 20
_SECTION: Final = re.compile(r"(\d+)\s*([a-z]?)\s*§|§\s*(\d+)\s*([a-z]?)\b|section\s+(\d+)\s*([a-z]?)\b")
_STATUTE: Final = re.compile(r"\b(\d{1,4})/(\d{4})\b")


@dataclass(frozen=True, slots=True)
class Results:
    """What was found for `asked`.

    `corrected` is what was looked for instead, where nothing was found as typed; `near` are municipalities whose
    names are much like what was typed, where none has just that name.
    """

    asked: str
    found: tuple[Found, ...] = ()
    near: tuple[Found, ...] = ()
    corrected: str = ""
    by_kind: dict[Kind, list[Found]] = field(default_factory=dict)


def search(asked: str, most: int = _MOST) -> Results:
    """Find what was asked for, at most `most` things; small typing errors are forgiven where nothing else fits."""
    asked = " ".join(asked.split())[:LONGEST]
    if not asked:
        return Results(asked)
    with closing(open_index()) as index:
        found = _find(index, asked, most)
        if len(found) < _FEW:
            found = list(dict.fromkeys([*found, *_find(index, _beginnings(asked), most)]))[:most]
        corrected = "" if found else _corrected(index, asked)
        if corrected:
            found = _find(index, corrected, most)
        near = _near(index, asked)
    return Results(asked, tuple(found), near, corrected if found else "", _grouped(found))


def _near(index: sqlite3.Connection, asked: str) -> tuple[Found, ...]:
    names = dict(index.execute("SELECT name, entry FROM place"))
    if fold(asked) in names:
        return ()
    entries = {names[name] for name in get_close_matches(fold(asked), names, n=3, cutoff=0.75)}
    marks = ", ".join("?" * len(entries))
    query = f"SELECT kind, key, sv, fi, en, detail FROM entry WHERE id IN ({marks})"  # noqa: S608
    rows = index.execute(query, list(entries))
    return tuple(map(_found, rows))


def _grouped(found: Iterable[Found]) -> dict[Kind, list[Found]]:
    groups: dict[Kind, list[Found]] = {}
    for one in found:
        groups.setdefault(one.kind, []).append(one)
    return {kind: groups[kind] for kind in Kind if kind in groups}


def _find(index: sqlite3.Connection, asked: str, most: int) -> list[Found]:
    pointed = _pointed_at(index, asked)
    exact = f"%|{fold(asked)}%"
    # Where a word begins so, it is what was meant; inside a compound it may be.
    wanted = [forms for word in words_of(asked) if (forms := _forms(index, word))]
    matches = [match for match in (_match(wanted, " "), _match(wanted)) if match]
    rows = [index.execute(_FIND, {"match": match, "exact": exact, "most": most}) for match in matches]
    # Of what people have made public there is little, and all that fits is shown.
    lately = published(wanted)
    found = [*pointed, *map(_found, chain.from_iterable(rows))]
    held = list({(one.kind, one.key): one for one in found}.values())[: most - len(lately)]
    return list({(one.kind, one.key): one for one in [*held, *lately]}.values())


# Names weigh more than texts; a name that is, or begins with, just what was typed comes first.
_FIND: Final = """
SELECT kind, key, sv, fi, en, detail FROM words JOIN entry ON entry.id = words.rowid
WHERE words MATCH :match
ORDER BY exact NOT LIKE :exact || '|%', exact NOT LIKE :exact, sort, bm25(words, 8.0, 1.0)
LIMIT :most
"""


def _found(row: tuple[str, ...]) -> Found:
    kind, key, sv, fi, en, detail = row
    return Found(Kind(kind), key, Trilingual(sv or "", fi or "", en or ""), detail)


def _match(wanted: Iterable[list[str]], before: str = "") -> str:
    """A query in the language of the index: each word in one of its forms, with what stands before it; all words."""
    choices = [" OR ".join(_quoted(before + form) for form in forms) for forms in wanted]
    return " AND ".join(f"({choice})" for choice in choices)


def _forms(index: sqlite3.Connection, word: str) -> list[str]:
    plain = fold(word)
    if len(plain) < SHORTEST:
        return []
    known = [form for (form,) in index.execute("SELECT form FROM form WHERE word = ?", (plain,))]
    candidates = {plain, *known, *(stems(word) if word.isalpha() else ())}
    return sorted(form for form in candidates if len(form) >= SHORTEST)


def _quoted(form: str) -> str:
    escaped = form.replace('"', '""')
    return f'"{escaped}"'


def _pointed_at(index: sqlite3.Connection, asked: str) -> list[Found]:
    """Sections that are named by number: "45 § 681/2023", or "45 §" in the acts on integration."""
    section = _SECTION.search(asked.lower())
    if not section:
        return []
    number = "".join(part for part in section.groups() if part)
    statute = _STATUTE.search(asked)
    keys = f"{statute[0]}#%sec_{number}" if statute else f"%#%sec_{number}"
    rows = index.execute(
        "SELECT kind, key, sv, fi, en, detail FROM entry WHERE kind = 'section' AND key LIKE ? "
        "ORDER BY sort, key DESC LIMIT 10",
        (keys,),
    )
    return list(map(_found, rows))


def _beginnings(asked: str) -> str:
    """The first two thirds of each long word: forms that neither text nor stem knows still begin alike."""
    return " ".join(word[: max(6, len(word) * 2 // 3)] for word in words_of(asked))


def _corrected(index: sqlite3.Connection, asked: str) -> str:
    """What was typed with each word that nothing knows replaced by the nearest that something does."""
    vocabulary = [word for (word,) in index.execute("SELECT word FROM vocabulary")]
    nearest = [get_close_matches(fold(word), vocabulary, n=1, cutoff=0.7) for word in words_of(asked)]
    return " ".join(words[0] for words in nearest if words)
