"""Reads the enacting clause of an amending act (johtolause): what it repeals, amends and inserts, and where.

    ändras i lagen ... (681/2023) det inledande stycket i 2 § 6 mom., 18-20 och 22 § samt
    fogas till 102 § ett nytt 6 mom. som följer:

Both languages say the same with other words in another order; one small grammar reads both. A word it does
not know is an error, never passed over: law must not be lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from samverka.registers.law.clauses.targets import Part, Target, UnreadableTargets, targets
from samverka.registers.law.eids import eid
from samverka.registers.law.texts import UnitKind


class Action(StrEnum):
    REPEAL = "repeal"
    AMEND = "amend"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an amending act does to another statute.

    `swedish_only` is known from the Finnish clause alone, where the grammatical case shows it. `shifted_to`:
    the unit that stood at the inserted one's place moves on ("varvid det nuvarande 4 mom. blir 5 mom.").
    """

    action: Action
    target: Target
    swedish_only: bool = False


@dataclass(frozen=True, slots=True)
class EnactingClause:
    """`amends` is the statute that is changed ("1386/2010"), "" for a clause that only enacts. `builds_on`
    are the earlier amending acts that the clause says it builds on ("sådan den lyder i lag 906/2014")."""

    amends: str = ""
    changes: tuple[Change, ...] = ()
    shifts: tuple[tuple[str, str], ...] = ()
    temporary: bool = False
    builds_on: frozenset[str] = frozenset()


VERBS = {
    "upphävs": Action.REPEAL, "kumotaan": Action.REPEAL,
    "ändras": Action.AMEND, "muutetaan": Action.AMEND,
    "fogas": Action.INSERT, "lisätään": Action.INSERT,
}  # fmt: skip
VERB = re.compile(r"\b(" + "|".join(VERBS) + r")\b")
TEMPORARY = re.compile(r"\b(?:temporärt|väliaikaisesti)\b")
AMENDED_STATUTE = re.compile(r"^.*?\((\d+/\d{4})\)(?:,? (?:jäljempänä|nedan) [^,]+,)?")
ACT_NUMBER = re.compile(r"\d+/\d{4}")
# "av dem 46 § sådan den lyder i lag 906/2014, ..." runs to the next verb; but inside an insertion,
# "till 54 §, sådan den lyder i lag 1134/2014, ett nytt 2 mom.", only to the comma before what is new.
AS_IT_READS = re.compile(r",? ?\b(av dem|sådan[at]?\b|sellais(?:ena|ina) kuin\b)")
INSERTED_AFTER = re.compile(
    r", (?:sådan[at]? |sellais(?:ena|ina) kuin ).*?(?:\d+/\d{4}),(?= (?:en ny|ett nytt|nya|uusi))"
)
SHIFT = re.compile(
    r",? (?:varvid|jolloin) (?:det|de|den)? ?nuvarande "
    r"(?P<sv_from>[^.§]*?) mom\. blir (?P<sv_to>[^.§]*?) mom\."
    r"|,? jolloin nykyi\w+ (?P<fi_from>[^.§]*?) momen\w+ siirty\w+ (?P<fi_to>[^.§]*?) momentiksi"
)


class UnreadableClause(ValueError):
    """The enacting clause says something this reader does not understand."""


def enacting_clause(text: str) -> EnactingClause:
    """The changes that the clause orders, in its order.

    A clause without such verbs ("föreskrivs:") gives an empty result. Raises `UnreadableClause` with the word
    that was not understood.
    """
    segments = list(_segments(text))
    amends = AMENDED_STATUTE.match(segments[0][1]) if segments else None
    if amends is None:
        return EnactingClause()
    changes: list[Change] = []
    shifts: list[tuple[str, str]] = []
    for action, said in segments:
        own, shifted = _without_shifts(_without_history(AMENDED_STATUTE.sub("", said), action))
        changes += _changes(action, own, text)
        shifts += shifted
    return EnactingClause(
        amends[1],
        tuple(changes),
        tuple(shifts),
        temporary=bool(TEMPORARY.search(text)),
        builds_on=frozenset(ACT_NUMBER.findall(text)) - {amends[1]},
    )


def _segments(text: str) -> Iterator[tuple[Action, str]]:
    """The clause cut at its verbs, without the closing "som följer:"."""
    end = re.search(r",? (?:som följer|seuraavasti):?\s*$", text)
    text = text[: end.start()] if end else text
    verbs = list(VERB.finditer(text))
    starts = [verb.start() for verb in verbs] + [len(text)]
    for verb, following in zip(verbs, starts[1:], strict=True):
        said = text[verb.end() : following]
        yield VERBS[verb[1]], re.sub(r",? ?(?:och|samt|ja|sekä)?\s*$", "", said)


def _without_history(said: str, action: Action) -> str:
    if action is Action.INSERT:
        said = INSERTED_AFTER.sub("", said)
    found = AS_IT_READS.search(said)
    return said[: found.start()] if found else said


def _without_shifts(said: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without its "varvid ..." and the moves it orders, as numbers of moments in the section before
    it.
    """
    moves: list[tuple[str, str]] = []
    for found in SHIFT.finditer(said):
        section = targets(said[: found.start()])[-1].section
        numbers = zip(
            _moment_numbers(found["sv_from"] or found["fi_from"]),
            _moment_numbers(found["sv_to"] or found["fi_to"]),
            strict=True,
        )
        moves += [
            (eid(UnitKind.SUBSECTION, old, section), eid(UnitKind.SUBSECTION, new, section))
            for old, new in numbers
        ]
    return SHIFT.sub("", said), moves


def _moment_numbers(said: str) -> list[str]:
    return [target.eid.rpartition("_")[2] for target in targets(f"1 § {said} mom.")]


def _changes(action: Action, said: str, clause: str) -> list[Change]:
    try:
        return [Change(action, target, target.swedish_only) for target in targets(said)]
    except UnreadableTargets as error:
        raise UnreadableClause(f"{error} in the clause: {clause}") from None


__all__ = ["Action", "Change", "EnactingClause", "Part", "UnreadableClause", "enacting_clause"]
