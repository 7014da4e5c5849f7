"""Refusals that teach: what is missing and what to do, in sentences, the same on a page, in data, as an exception."""

from collections.abc import Iterable

from django.utils.functional import Promise

__all__ = ["Conflict", "NotAllowed", "Refused", "Sentence", "require"]

Sentence = str | Promise


class Refused(Exception):
    """An act cannot be done. `sentences` say why and what to do, each translated when it is shown."""

    def __init__(self, *sentences: Sentence) -> None:
        super().__init__(*sentences)
        self.sentences = sentences

    def __str__(self) -> str:
        return " ".join(str(sentence) for sentence in self.sentences)


class NotAllowed(Refused):
    """The one who acts may not do this."""


class Conflict(Refused):
    """Somebody else changed the same thing in the meantime; nothing was written."""


def require(sentences: Iterable[Sentence]) -> None:
    """Refuse with the sentences given, if there are any. Raises `Refused`."""
    if found := list(sentences):
        raise Refused(*found)
