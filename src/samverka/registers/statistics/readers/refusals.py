"""Why a table was not read: where in the file, and what to do."""

from typing import Final, cast

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.refusals import Refused, Sentence

__all__ = ["Unreadable", "shown"]

_LONGEST: Final = 60


class Unreadable(Refused):
    """A table is refused. `line` counts from 1 (0: the file as a whole); `keyword` is the file's own word, or empty."""

    def __init__(self, sentence: Sentence, *, line: int = 0, keyword: str = "", **parameters: object) -> None:
        self.line, self.keyword = line, shown(keyword) if keyword else ""
        safe = {name: shown(value) for name, value in parameters.items()}
        self.said = format_lazy(cast("str", sentence), **safe) if safe else sentence
        super().__init__(
            format_lazy(
                cast("str", _PLACES[bool(line), bool(keyword)]),
                line=line,
                keyword=self.keyword,
                said=self.said,
            )
        )


# By whether a line and a keyword are known.
_PLACES: Final[dict[tuple[bool, bool], Sentence]] = {
    (True, True): _("Line {line}, {keyword}: {said}"),
    (True, False): _("Line {line}: {said}"),
    (False, True): _("{keyword}: {said}"),
    (False, False): "{said}",
}


def shown(value: object) -> str:
    """A value from a file as it may stand in a sentence: short, and without signs that do not print."""
    text = "".join(sign if sign.isprintable() else " " for sign in str(value)[: _LONGEST + 1])
    return f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text
