"""Kinds of notice. Apps declare theirs in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samverka.foundation.kernel.refusals import Sentence

__all__ = ["Kind", "declare", "kind_of", "kinds", "sentence_of"]

Said = Callable[[dict[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice.

    code: `app.kind`. label: for the page where a person chooses what to be told. said: the notice as one sentence in
    the language active when it is called, from the details that it was sent with. at_once: whether its letter is sent
    at once, unless the person chooses otherwise, instead of in the daily one.
    """

    code: str
    label: Sentence
    said: Said
    at_once: bool = True


_KINDS: dict[str, Kind] = {}


def declare(*declared: Kind) -> None:
    """Make kinds of notice known."""
    _KINDS.update({kind.code: kind for kind in declared})


def kind_of(code: str) -> Kind:
    """The kind with a code. Raises `KeyError` where no app has declared it."""
    return _KINDS[code]


def kinds() -> list[Kind]:
    """All declared kinds, those of an app together."""
    return sorted(_KINDS.values(), key=lambda kind: kind.code)


def sentence_of(code: str, details: dict[str, Any]) -> str:
    """What a notice says, in the language active now; one that an earlier version sent may no longer be understood."""
    try:
        return _KINDS[code].said(details)
    except KeyError:
        return _("Something happened that this version cannot tell.")
