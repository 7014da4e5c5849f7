"""Citations and recurrences in words, as each language writes them."""

import re
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samverka.registers.law.enums import Recurrence

__all__ = ["citation_in_words", "deadline_in_words", "place_in_words", "recurrence_in_words"]

_STEP: Final = re.compile(r"(chp|part|sec|subsec|para|subpara)_([0-9IVXL]+)?([a-zåäö]?)$")


def place_in_words(eid: str) -> str:
    """A place in a statute as lawyers of the reader's language write it: 30 § 1 mom. 3 punkten; section 30(1)(3)."""
    return " ".join(filter(None, map(_step, eid.split("__")))).replace(" (", "(")


def citation_in_words(eid: str, citation: str) -> str:
    """A place with its statute: 30 § 1 mom., 1386/2010."""
    return _("%(place)s, %(statute)s") % {"place": place_in_words(eid), "statute": citation}


def _step(step: str) -> str:
    found = _STEP.match(step)
    if not found:
        return ""
    kind, number, letter = found[1], found[2] or "", found[3]
    named = f"{number} {letter}".strip() if number else letter
    return str(_PLACES[kind]) % {"number": named}


_PLACES: Final[dict[str, Promise]] = {
    "part": gettext_lazy("part %(number)s"),
    "chp": gettext_lazy("chapter %(number)s"),
    "sec": gettext_lazy("section %(number)s"),
    "subsec": pgettext_lazy("subsection", "(%(number)s)"),
    "para": pgettext_lazy("item", "(%(number)s)"),
    "subpara": pgettext_lazy("subitem", "(%(number)s)"),
}

_RECURRENCES: Final[dict[tuple[str, str], Promise]] = {
    ("P1Y", ""): gettext_lazy("every year"),
    ("P1Y", "at_least"): gettext_lazy("at least once a year"),
    ("P1Y", "exactly"): gettext_lazy("every year"),
    ("P2Y", ""): gettext_lazy("every two years"),
    ("P2Y", "at_least"): gettext_lazy("at least every two years"),
    ("P4Y", ""): gettext_lazy("every four years"),
    ("P4Y", "at_least"): gettext_lazy("at least every four years"),
    ("P4Y", "exactly"): gettext_lazy("for four years at a time"),
    ("P6M", ""): gettext_lazy("every six months"),
    ("P6M", "at_least"): gettext_lazy("at least every six months"),
}

_WITHIN: Final[dict[str, Promise]] = {
    "P14D": gettext_lazy("within two weeks"),
    "P1M": gettext_lazy("within a month"),
    "P2M": gettext_lazy("within two months"),
    "P1Y": gettext_lazy("within a year"),
    "P2Y": gettext_lazy("within two years"),
    "P4Y": gettext_lazy("within four years"),
}


def recurrence_in_words(recurrence: str, bound: str) -> str:
    """How often: continuously, at least every four years. Raises `KeyError` for what has no phrase yet."""
    if recurrence in Recurrence.values:
        return str(Recurrence(recurrence).label)
    return str(_RECURRENCES[recurrence, bound])


def deadline_in_words(term: Any) -> str:
    """By when: the deadline's own words, else the time within which it must be done; empty where there is none."""
    return str(term.deadline) or (str(_WITHIN[term.within]) if term.within else "")
