"""Matters from elsewhere that can stand on an agenda. Apps above declare theirs in `AppConfig.ready()`.

A body knows nothing of agreements or programmes; it asks here what such a matter is called and where its page is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from samverka.foundation.kernel.languages import Trilingual, present_language
from samverka.foundation.kernel.refusals import Sentence

__all__ = ["Found", "Subject", "declare", "found", "subject_of", "subjects"]


@dataclass(frozen=True, slots=True)
class Found:
    """A matter: its key, what it is called, and its page without the language."""

    key: str
    title: Trilingual
    path: str

    @property
    def address(self) -> str:
        """Its page, in the language of the page that is shown."""
        return f"/{present_language()}/{self.path.lstrip('/')}"


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of matter.

    code: `app.kind`. label: what it is called. find: the matter with a key, as far as the one who acts may see it.
    offered: the matters that a body can take up. begins: the page, without the language, on which a decision of the
    body, by its key, becomes such a matter; nothing where it cannot.
    """

    code: str
    label: Sentence
    find: Callable[[Any, str], Found | None]
    offered: Callable[[Any, Any], Iterable[Found]] = lambda _acting, _body: ()
    begins: Callable[[int], str] | None = None


_SUBJECTS: dict[str, Subject] = {}


def declare(subject: Subject) -> None:
    """Make a kind of matter known. Raises `ValueError` where another has its code."""
    if _SUBJECTS.setdefault(subject.code, subject) is not subject:
        raise ValueError(f"The subject {subject.code} is declared twice.")


def subject_of(code: str) -> Subject | None:
    return _SUBJECTS.get(code)


def subjects() -> list[Subject]:
    """All declared kinds, by code."""
    return [_SUBJECTS[code] for code in sorted(_SUBJECTS)]


def found(acting: Any, code: str, key: str) -> Found | None:
    """The matter of an item, where its kind is known and the one who acts may see it."""
    subject = subject_of(code)
    return subject.find(acting, key) if subject else None
