"""The enacting clause: what an act repeals, amends and inserts, read alike in both languages."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.registers.law.clauses.enacting_clause import (
    Action,
    EnactingClause,
    UnreadableClause,
    enacting_clause,
)
from samverka.registers.law.clauses.targets import Part, Target, UnreadableTargets, targets
from samverka.registers.law.texts import StatuteText, UnitKind

Place = tuple[str, Part]


def places(text: str) -> list[Place]:
    return [(target.eid, target.part) for target in targets(text)]


def whole(*eids: str) -> list[Place]:
    return [(eid, Part.WHOLE) for eid in eids]


@pytest.mark.parametrize(
    ("swedish", "finnish", "expected"),
    [
        ("13 § 3 mom.", "13 §:n 3 momentti", whole("sec_13__subsec_3")),
        ("28 § 1 mom. 2 punkten", "28 §:n 1 momentin 2 kohta", whole("sec_28__subsec_1__para_2")),
        ("3 § 6 punkten", "3 §:n 6 kohta", whole("sec_3__subsec_1__para_6")),
        ("18–20 och 22 §", "18–20 ja 22 §", whole("sec_18", "sec_19", "sec_20", "sec_22")),
        ("27, 28 och 31 §", "27, 28 ja 31 §", whole("sec_27", "sec_28", "sec_31")),
        ("17 § 1 och 2 mom.", "17 §:n 1 ja 2 momentti", whole("sec_17__subsec_1", "sec_17__subsec_2")),
        ("8 kap.", "8 luku", whole("chp_8")),
        (
            "nya 45 a, 47 a och 87 b–87 d §",
            "uusi 45 a, 47 a ja 87 b–87 d §",
            whole("sec_45a", "sec_47a", "sec_87b", "sec_87c", "sec_87d"),
        ),
        ("rubriken för 23 §", "23 §:n otsikko", [("sec_23", Part.HEADING)]),
        ("rubriken för 3 kap.", "3 luvun otsikko", [("chp_3", Part.HEADING)]),
        (
            "det inledande stycket i 2 § 6 mom.",
            "2 §:n 6 momentin johdantokappale",
            [("sec_2__subsec_6", Part.INTRODUCTION)],
        ),
        (
            "rubriken för 44 § och 44 § 1–3 mom.",
            "44 §:n otsikko ja 1–3 momentti",
            [
                ("sec_44", Part.HEADING),
                *whole("sec_44__subsec_1", "sec_44__subsec_2", "sec_44__subsec_3"),
            ],
        ),
        (
            "2 § 1 mom. 3 a punkten",
            "2 §:n 1 momentin 3 a kohta",
            whole("sec_2__subsec_1__para_3a"),
        ),
        ("förordningens rubrik och 1 §", "nimike ja 1 §", [("title", Part.HEADING), *whole("sec_1")]),
    ],
)
def test_places_are_read_alike_in_both_languages(swedish: str, finnish: str, expected: list[Place]) -> None:
    assert places(swedish) == expected
    assert places(finnish) == expected


def test_a_missing_comma_does_not_join_two_places() -> None:
    # So in 1376/2014.
    assert places("17 § 4 mom. 19 §, 20 §") == whole("sec_17__subsec_4", "sec_19", "sec_20")


def test_the_finnish_case_tells_what_changes_in_swedish_only() -> None:
    read = targets("8 §, 87 ja 89 §:n ruotsinkielinen sanamuoto, 90 §")

    assert [(target.eid, target.swedish_only) for target in read] == [
        ("sec_8", False), ("sec_87", True), ("sec_89", True), ("sec_90", False),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["5 artikeln", "12", "mom.", "87 b–88 c §"])
def test_what_is_not_understood_is_an_error(text: str) -> None:
    with pytest.raises(UnreadableTargets):
        targets(text)


def test_a_clause_is_cut_at_its_verbs() -> None:
    clause = enacting_clause(
        "I enlighet med riksdagens beslut upphävs i lagen (1/2020) 2 §, sådan den lyder i lag 5/2021, "
        "ändras 3 § 1 mom. samt fogas till 4 §, sådan den lyder i lag 6/2021, ett nytt 2 mom. som följer:"
    )

    assert clause.amends == "1/2020"
    assert [(change.action, change.target.eid) for change in clause.changes] == [
        (Action.REPEAL, "sec_2"),
        (Action.AMEND, "sec_3__subsec_1"),
        (Action.INSERT, "sec_4__subsec_2"),
    ]
    assert clause.builds_on == {"5/2021", "6/2021"}


SWEDISH_SHIFT = "fogas till (1/2020) 4 § ett nytt 2 mom., varvid det nuvarande 2 mom. blir 3 mom. som följer:"
FINNISH_SHIFT = (
    "lisätään lain (1/2020) 4 §:ään uusi 2 momentti, jolloin nykyinen 2 momentti siirtyy 3 momentiksi, "
    "seuraavasti:"
)


@pytest.mark.parametrize("text", [SWEDISH_SHIFT, FINNISH_SHIFT])
def test_a_shift_of_moments_is_read(text: str) -> None:
    clause = enacting_clause(text)

    assert clause.shifts == (("sec_4__subsec_2", "sec_4__subsec_3"),)
    assert [change.target.eid for change in clause.changes] == ["sec_4__subsec_2"]


def test_a_clause_that_only_enacts_changes_nothing() -> None:
    assert enacting_clause("I enlighet med riksdagens beslut föreskrivs:").changes == ()


def test_an_unknown_word_is_named_with_its_clause() -> None:
    with pytest.raises(UnreadableClause, match="bilaga"):
        enacting_clause("ändras i lagen om prov (1/2020) bilaga 2 som följer:")


def test_every_clause_at_hand_says_the_same_in_both_languages(
    enacted: dict[tuple[str, str], StatuteText],
) -> None:
    for language, citation in enacted:
        swedish, finnish = (
            enacting_clause(enacted[tongue, citation].enacting_clause) for tongue in ("sv", "fi")
        )
        if language == "sv":
            assert _ordered(swedish) == _ordered(finnish), citation
            assert swedish.builds_on == finnish.builds_on
            assert swedish.temporary == finnish.temporary


def _ordered(clause: EnactingClause) -> Counter[tuple[Action, str, Part]]:
    return Counter((change.action, change.target.eid, change.target.part) for change in clause.changes)


numbers = st.builds(lambda n, letter: f"{n}{letter}", st.integers(1, 150), st.sampled_from(["", " a", " b"]))
moments = st.lists(st.integers(1, 9), min_size=1, max_size=3, unique=True).map(sorted)
place = st.tuples(
    numbers, st.none() | moments, st.none() | st.lists(st.integers(1, 20), min_size=1, max_size=2)
)


def _listed(parts: list[str], last: str) -> str:
    return f" {last} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def _written(chosen: tuple[str, list[int] | None, list[int] | None], words: tuple[str, ...]) -> str:
    """The place in words of one language: (§ before more, moment before more, moment, item, and)."""
    section, in_moments, items = chosen
    of_section, of_moment, moment, item, last = words
    if in_moments is None:
        return f"{section} §"
    if items is None or len(in_moments) > 1:
        return f"{section} {of_section} {_listed(list(map(str, in_moments)), last)} {moment}"
    return f"{section} {of_section} {in_moments[0]} {of_moment} {_listed(list(map(str, items)), last)} {item}"


@given(st.lists(place, min_size=1, max_size=6))
def test_any_list_of_places_reads_alike_in_both_languages(
    chosen: list[tuple[str, list[int] | None, list[int] | None]],
) -> None:
    swedish = _listed([_written(one, ("§", "mom.", "mom.", "punkten", "och")) for one in chosen], "samt")
    finnish = _listed(
        [_written(one, ("§:n", "momentin", "momentti", "kohta", "ja")) for one in chosen], "sekä"
    )

    read = targets(swedish)

    assert read == targets(finnish)
    assert len(read) == sum(_count(one) for one in chosen)
    assert [target for target in read if target.swedish_only] == []


def _count(chosen: tuple[str, list[int] | None, list[int] | None]) -> int:
    _, in_moments, items = chosen
    if in_moments is None:
        return 1
    return len(items) if items and len(in_moments) == 1 else len(in_moments)


@given(st.integers(1, 90), st.integers(1, 9))
def test_a_range_names_every_section_in_it(first: int, more: int) -> None:
    read = targets(f"{first}–{first + more} §")

    assert read == [Target(f"sec_{n}", UnitKind.SECTION) for n in range(first, first + more + 1)]


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_but_never_breaks(text: str) -> None:
    with suppress(UnreadableTargets):
        targets(text)
