"""Official content in Swedish, Finnish and English: what is said, in which language, and what nobody has said.

The columns are plain (`name_sv`, `name_fi`, `name_en`), so that a missing language can be seen as missing.
A reader whose language lacks the text gets another language's text, marked as such, never silently.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import get_language

__all__ = ["LANGUAGES", "Said", "Trilingual", "in_figures", "plain", "present_language", "trilingual"]

LANGUAGES: Final = ("sv", "fi", "en")

# What to read when one's own language lacks the text: the law's other language first, then English.
_INSTEAD: Final = {"sv": ("sv", "fi", "en"), "fi": ("fi", "sv", "en"), "en": ("en", "fi", "sv")}


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the language it is in; `exact` tells whether that is the language asked for."""

    text: str
    language: str
    exact: bool

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Trilingual:
    """One text in up to three languages; the empty string where no source gives it."""

    sv: str = ""
    fi: str = ""
    en: str = ""

    def in_language(self, language: str) -> Said:
        """The text in `language`, else in the nearest language that has it, else an empty one."""
        for candidate in _INSTEAD[language]:
            if text := getattr(self, candidate):
                return Said(text, candidate, exact=candidate == language)
        return Said("", language, exact=True)

    @property
    def said(self) -> Said:
        """The text in the language of the page being written."""
        return self.in_language(present_language())

    def __str__(self) -> str:
        return self.said.text

    def __bool__(self) -> bool:
        return any((self.sv, self.fi, self.en))


def plain(text: Trilingual) -> dict[str, str]:
    """A text as the journal, notices and fixed versions keep it; `Trilingual(**kept)` is the text again."""
    return {"sv": text.sv, "fi": text.fi, "en": text.en}


def in_figures(day: date | str) -> str:
    """A day as sentences in the language of the page say it: 1.6.2024. `day` may be kept as text: 2024-06-01.

    Raises `ValueError` where the text is no day.
    """
    return date_format(date.fromisoformat(day) if isinstance(day, str) else day, "SHORT_DATE_FORMAT")


def present_language() -> str:
    """The language of the page being written: `sv`, `fi` or `en`."""
    language = (get_language() or "en")[:2]
    return language if language in LANGUAGES else "en"


def trilingual(source: Any, field: str) -> Trilingual:
    """Read `field_sv`, `field_fi` and `field_en` of `source` (a model instance) as one value."""
    return Trilingual(*(getattr(source, f"{field}_{language}", "") or "" for language in LANGUAGES))
