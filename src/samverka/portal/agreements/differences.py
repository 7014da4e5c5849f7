"""Two versions of an agreement side by side, thing by thing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from samverka.foundation.kernel.languages import Trilingual, in_figures
from samverka.portal.law.differences import Piece, pieces
from samverka.registers.law.phrases import citation_in_words

__all__ = ["Row", "compared"]

_NAMES: Final = {"sv": gettext_lazy("Swedish"), "fi": gettext_lazy("Finnish"), "en": gettext_lazy("English")}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in both versions: its name, its language if it has one, and the words of either side."""

    name: str
    language: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def same(self) -> bool:
        return all(piece.kind == "same" for piece in (*self.old, *self.new))


def compared(before: dict[str, Any], after: dict[str, Any]) -> list[Row]:
    """What differs between two contents, in the order of the agreement."""
    there, here = (dict(_lines(content)) for content in (before, after))
    order = [*here, *(key for key in there if key not in here)]
    rows = [_row(*(here.get(key) or there[key])[:2], there.get(key), here.get(key)) for key in order]
    return [row for row in rows if not row.same]


Line = tuple[str, str, str]


def _row(name: str, language: str, old: Line | None, new: Line | None) -> Row:
    found = tuple(pieces(old[2] if old else "", new[2] if new else ""))
    return Row(
        name,
        language,
        tuple(piece for piece in found if piece.kind != "inserted"),
        tuple(piece for piece in found if piece.kind != "deleted"),
    )


def _lines(content: dict[str, Any]) -> Iterator[tuple[tuple[Any, ...], Line]]:
    """Each text of a content by what it is known again by: its name, its language, its words."""
    yield from _texts(("title",), _("Title"), content["title"])
    for name, value in _terms(content):
        yield ("term", name), (name, "", value)
    yield (
        ("parties",),
        (_("Parties"), "", "; ".join(str(Trilingual(**one["name"])) for one in content["parties"])),
    )
    for number, clause in enumerate(content["clauses"], start=1):
        name = _("Clause %(number)s") % {"number": number}
        yield from _texts(("clause", clause["key"], "heading"), name, clause["heading"])
        yield from _texts(("clause", clause["key"], "text"), name, clause["text"])
        yield ("clause", clause["key"], "law"), (name, "", "; ".join(map(_cited, clause["rests_on"])))
    for number, service in enumerate(content["services"], start=1):
        name = _("Service %(number)s") % {"number": number}
        for field in ("what", "for_whom", "where", "paid"):
            yield from _texts(("service", service["key"], field), name, service[field])
        yield ("service", service["key"], "arranger"), (name, "", str(Trilingual(**service["arranger"])))


def _texts(key: tuple[Any, ...], name: str, text: dict[str, str]) -> Iterator[tuple[tuple[Any, ...], Line]]:
    for language, words in text.items():
        yield (*key, language), (f"{name} ({_NAMES[language]})", language, words)


def _terms(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield _("In force from"), _day(content["starts_on"], 0)
    yield _("Last day"), _day(content["ends_on"], -1)
    yield _("Period of notice, months"), str(content["notice_months"] or "")
    yield _("Reviewed at least every, months"), str(content["review_months"] or "")
    yield _("The wellbeing services county was heard on"), _day(content["county_heard_on"], 0)
    yield (
        pgettext("of an agreement", "Languages"),
        ", ".join(str(_NAMES[one]) for one in content["languages"]),
    )


def _day(value: str | None, later: int) -> str:
    return in_figures(date.fromisoformat(value) + timedelta(days=later)) if value else ""


def _cited(citation: str) -> str:
    statute, _hash, eid = citation.partition("#")
    return citation_in_words(eid, statute)
