"""The words of a list of places in a statute, in Swedish and Finnish, as signs that one grammar can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum, auto


class UnreadableTargets(ValueError):
    """A word that the grammar does not know, or a number that counts nothing."""


class Sign(StrEnum):
    NUMBER = auto()
    RANGE = auto()
    BREAK = auto()
    SECTION = auto()
    MOMENT = auto()
    ITEM = auto()
    SUBITEM = auto()
    CHAPTER = auto()
    TITLE = auto()
    HEADING_OF = auto()
    INTRODUCTION_OF = auto()
    HEADING = auto()
    INTRODUCTION = auto()
    FILLER = auto()


LETTER = r"(?: [a-zåäö](?= ?[§,–—-]| punkt| kap| kohta| kohda| luku| luvu| och\b| ja\b| samt\b| sekä\b))?"
# The first that fits counts.
SIGNS = [
    (sign, re.compile(pattern))
    for sign, pattern in (
        (Sign.BREAK, r"(?:,|(?:och|samt|ja|sekä)\b)"),
        (Sign.RANGE, r"[–—―−-]"),
        (Sign.TITLE, r"(?:förordningens|lagens) rubrik\b|(?:(?:asetuksen|lain) )?nimike\b"),
        (Sign.HEADING_OF, r"(?:mellan)?rubriken (?:för|i|till)\b"),
        (Sign.INTRODUCTION_OF, r"det inledande stycket i\b"),
        (Sign.HEADING, r"otsikk?on?\b"),
        (Sign.INTRODUCTION, r"johdantokappale(?:en)?\b"),
        (Sign.SUBITEM, r"underpunkt(?:en|erna)?\b|alakohta\b|alakohdan\b"),
        (Sign.NUMBER, rf"\d+{LETTER}(?!\w)|[a-zåäö](?= (?:underpunkt|alakoh))"),
        (Sign.SECTION, r"§(?::n|:ään|:ssä)?(?![\w:])"),
        (Sign.MOMENT, r"mom\.|momen(?:tti|tit|tin|ttiin)\b"),
        (Sign.ITEM, r"punkt(?:en|erna)?\b|koh(?:ta|dan|dat|taan)\b"),
        (Sign.CHAPTER, r"kap\.|(?:luku|luvun|lukuun)\b"),
        (
            Sign.FILLER,
            r"den svenska språkdräkten i\b|ruotsinkielinen sanamuoto\b|temporärt\b|väliaikaisesti\b",
        ),
        (
            Sign.FILLER,
            r"(?:till|lagen|förordningen|lakiin|lain|asetukseen|asetuksen|i|en|ett|ny|nytt|nya|uusi|uudet)\b",
        ),
    )
]
GENITIVES = {"§:n", "momentin", "kohdan", "alakohdan", "otsikon", "luvun", "johdantokappaleen"}


def tokens(text: str) -> Iterator[tuple[Sign, str]]:
    while text:
        sign, said = _first_token(text)
        yield sign, said
        text = text[len(said) :].lstrip()


def _first_token(text: str) -> tuple[Sign, str]:
    for sign, pattern in SIGNS:
        found = pattern.match(text)
        if found:
            return sign, found[0]
    raise UnreadableTargets(f"not understood: “{text[:40]}”")
