"""Words as people type them and as texts write them, brought to forms that meet.

Accents are folded; each word stands with its dictionary form (Simplemma) and its stem (Snowball) in Swedish, Finnish
and English, so that "kommunerna", "kommuner" and "kommun" find the same texts.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import simplemma
import snowballstemmer

__all__ = ["SHORTEST", "dictionary_forms", "fold", "stems", "words_of"]

SHORTEST: Final = 3  # An index of trigrams cannot find less.

_WORD: Final = re.compile(r"[0-9]+/[0-9]{4}|[^\W_]+(?:[-:][^\W_]+)*")
_LANGUAGES: Final = {"sv": "swedish", "fi": "finnish", "en": "english"}
_STEMMERS: Final = {language: snowballstemmer.stemmer(name) for language, name in _LANGUAGES.items()}


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, in order; `681/2023` is one word."""
    return _WORD.findall(text.lower())


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """The word without accents: å and ä as a, ö as o."""
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=100_000)
def stems(word: str) -> frozenset[str]:
    """The stems of a word by the rules of each language, folded, none shorter than the index can find."""
    found = {fold(stemmer.stemWord(word)) for stemmer in _STEMMERS.values()}
    return frozenset(stem for stem in found if len(stem) >= SHORTEST)


@lru_cache(maxsize=200_000)
def dictionary_forms(word: str, language: str) -> frozenset[str]:
    """The dictionary form of a word in a language, folded. Slow to start: used when the index is built, never after."""
    lemma = simplemma.lemmatize(word, lang=language)
    return frozenset({fold(lemma)})
