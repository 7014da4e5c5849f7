"""Sentences for entries. Apps fill the registry in `AppConfig.ready()`, each for its own verbs."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from samverka.foundation.journal.models import Entry

__all__ = ["presents", "sentence_of", "verbs_presented"]

Presenter = Callable[[Entry], str]

_PRESENTERS: dict[str, Presenter] = {}


def presents(presenters: Mapping[str, Presenter]) -> None:
    """Declare how entries with these verbs are said. Raises `ValueError` where a verb is already declared."""
    for verb, presenter in presenters.items():
        if _PRESENTERS.get(verb, presenter) is not presenter:
            raise ValueError(f"The verb {verb} is presented twice.")
        _PRESENTERS[verb] = presenter


def verbs_presented() -> set[str]:
    return set(_PRESENTERS)


def sentence_of(entry: Entry) -> str:
    """What happened, as a sentence in the language of the page, without the name of the one who did it."""
    presenter = _PRESENTERS.get(entry.verb)
    return presenter(entry) if presenter else _("Something happened that this version cannot tell.")
