"""The wordings of the two integration acts, checked against the law's own words and a consolidated text."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from samverka.registers.law.clauses.enacting_clause import enacting_clause
from samverka.registers.law.clauses.entry_into_force import entry_into_force
from samverka.registers.law.consolidation import consolidate
from samverka.registers.law.consolidation.later_text import same_words
from samverka.registers.law.eids import lies_in
from samverka.registers.law.readers.catalogue import CatalogueEntry
from samverka.registers.law.texts import Note, Statute, StatuteText, Unit, Wording

Held = dict[str, tuple[Statute, list[Wording]]]
OLD, NEW = "1386/2010", "681/2023"


def on_day(held: Held, citation: str, day: date, language: str = "sv") -> dict[str, Wording]:
    return {one.eid: one for one in held[citation][1] if one.language == language and one.applies_on(day)}


def course(
    held: Held, citation: str, eid: str, language: str = "sv"
) -> list[tuple[date | None, date | None, str]]:
    wordings = [one for one in held[citation][1] if one.eid == eid and one.language == language]
    return [(one.valid_from, one.valid_to, one.enacted_by) for one in wordings]


# -- true for every statute
# ------------------------------------------------------------------------------------------


def test_no_unit_has_two_wordings_on_one_day(held: Held) -> None:
    for citation, (_, wordings) in held.items():
        for day in {one.valid_from for one in wordings}:
            assert day is not None
            there = Counter((one.language, one.eid) for one in wordings if one.applies_on(day))
            assert not there or max(there.values()) == 1, (citation, day)


def test_no_wording_ends_before_it_begins(held: Held) -> None:
    for _, wordings in held.values():
        assert all(one.valid_to is None or (one.valid_from or date.min) <= one.valid_to for one in wordings)


def test_each_wording_is_told_apart_by_place_language_day_and_act(held: Held) -> None:
    for citation, (_, wordings) in held.items():
        keys = Counter((one.eid, one.language, one.valid_from, one.enacted_by) for one in wordings)
        assert max(keys.values()) == 1, citation


def test_the_order_of_reading_puts_parents_before_what_is_in_them(held: Held) -> None:
    for _, wordings in held.values():
        places = {one.eid: one.order for one in wordings}
        assert all(places[one.parent] < one.order for one in wordings if one.parent)


def test_new_sections_stand_after_the_one_they_are_numbered_from(held: Held) -> None:
    places = {one.eid: one.order for one in held[OLD][1]}

    ordered = sorted((eid for eid in places if "__" not in eid), key=lambda eid: places[eid])

    assert ordered[ordered.index("sec_87") :][:9] == [
        "sec_87", "sec_87a", "sec_87b", "sec_87c", "sec_87d", "sec_87e", "sec_87f", "sec_87g", "sec_88",
    ]  # fmt: skip


def test_unknown_limits_are_only_where_amendments_are_not_known(held: Held) -> None:
    for statute, wordings in held.values():
        if statute.amendments_known:
            assert all(one.start_known and one.end_known for one in wordings), statute.citation


# -- 681/2023
# --------------------------------------------------------------------------------------------------------


def _as_of_2025(text: StatuteText) -> dict[str, Unit]:
    """What the consolidated text says applied until 31.12.2025."""
    units = {unit.eid: unit for unit, _ in text.walk()}
    for one in text.former:
        units = {eid: unit for eid, unit in units.items() if not lies_in(eid, one.unit.eid)}
        units |= {unit.eid: unit for unit, _ in one.unit.walk()}
    return units


def test_the_enacted_acts_put_together_say_what_the_consolidated_text_says(
    held: Held, consolidated: dict[str, StatuteText]
) -> None:
    theirs = _as_of_2025(consolidated[NEW])
    ours = on_day(held, NEW, date(2025, 12, 31), "fi")

    different = {eid for eid, unit in theirs.items() if not same_words(unit, ours[eid])}

    assert theirs.keys() == ours.keys() - {"title"}
    # Both are slips in the enacted text that the editors of the consolidated one have put right:
    assert different == {
        "sec_83__subsec_2",  # "maakuntan kuuluva" for "maakuntaan kuuluva"
        "sec_91__subsec_2",  # "elinkeino- ja ympäristö" for "elinkeino-, liikenne- ja ympäristö"
    }


def test_from_2026_the_finnish_says_what_the_consolidated_text_says(
    held: Held, consolidated: dict[str, StatuteText]
) -> None:
    ours = on_day(held, NEW, date(2026, 1, 1), "fi")

    assert all(same_words(unit, ours[unit.eid]) for unit, _ in consolidated[NEW].walk())


def test_what_only_the_consolidated_text_knows_ends_the_swedish_wording(held: Held) -> None:
    assert course(held, NEW, "sec_36__subsec_1", "fi") == [
        (date(2025, 1, 1), date(2026, 1, 1), NEW),
        (date(2026, 1, 1), None, "721/2025"),
    ]
    swedish = [one for one in held[NEW][1] if one.language == "sv" and one.eid == "sec_36__subsec_1"]
    assert (swedish[-1].valid_to, swedish[-1].ended_by) == (date(2026, 1, 1), "721/2025")
    assert swedish[-1].note is Note.NO_TEXT_IN_LANGUAGE
    assert course(held, NEW, "sec_45__subsec_1")[-1][1] is None


@pytest.mark.parametrize("eid", ["sec_13__subsec_3", "sec_15", "sec_17", "sec_21", "sec_48"])
@pytest.mark.parametrize("language", ["sv", "fi"])
def test_what_was_repealed_before_it_applied_never_applied(held: Held, eid: str, language: str) -> None:
    enacted, repealed = (one for one in held[NEW][1] if one.eid == eid and one.language == language)

    assert enacted.valid_from == enacted.valid_to == date(2025, 1, 1)
    assert (enacted.ended_by, enacted.repealed) == ("1100/2024", False)
    assert (repealed.valid_from, repealed.valid_to, repealed.repealed) == (date(2025, 1, 1), None, True)


def test_an_act_that_changes_another_before_it_applies_leaves_a_wording_that_never_applied(
    held: Held,
) -> None:
    assert course(held, NEW, "sec_45__subsec_2") == [
        (date(2025, 1, 1), date(2025, 1, 1), NEW),
        (date(2025, 1, 1), None, "1100/2024"),
    ]
    assert [act for _, _, act in course(held, NEW, "sec_5__subsec_1__para_6")] == [
        NEW,
        "322/2024",
        "1100/2024",
    ]


def test_one_moment_was_repealed_three_months_later_than_the_rest(held: Held) -> None:
    assert course(held, NEW, "sec_63__subsec_3") == [
        (date(2025, 1, 1), date(2025, 4, 1), NEW),
        (date(2025, 4, 1), None, "1100/2024"),
    ]


def test_a_correction_of_the_swedish_leaves_the_finnish_alone(held: Held) -> None:
    assert [act for _, _, act in course(held, NEW, "sec_9__subsec_1", "sv")] == [NEW, "1100/2024"]
    assert [act for _, _, act in course(held, NEW, "sec_9__subsec_1", "fi")] == [NEW]


# -- 1386/2010
# -------------------------------------------------------------------------------------------------------


def test_sections_29_to_31_in_2012_and_2024(held: Held) -> None:
    then, later = on_day(held, OLD, date(2012, 6, 1)), on_day(held, OLD, date(2024, 6, 1))

    for eid in ("sec_29__subsec_1", "sec_30__subsec_1"):
        assert then[eid] == later[eid]
    assert then["sec_31__subsec_1"].enacted_by == OLD
    assert later["sec_31__subsec_1"].enacted_by == "936/2022"
    assert "välfärdsområdet" not in then["sec_31__subsec_3"].text
    assert "välfärdsområdet" in later["sec_31__subsec_3"].text


def test_one_item_of_37_changed_alone(held: Held) -> None:
    assert course(held, OLD, "sec_37__subsec_1__para_4")[:2] == [
        (date(2011, 9, 1), date(2013, 1, 1), OLD),
        (date(2013, 1, 1), date(2025, 1, 1), "919/2012"),
    ]
    assert course(held, OLD, "sec_37__subsec_1__para_5") == [(date(2011, 9, 1), date(2025, 1, 1), OLD)]


def test_chapter_8_was_repealed_in_2020_and_its_places_are_kept(held: Held) -> None:
    before, after = on_day(held, OLD, date(2020, 8, 31)), on_day(held, OLD, date(2020, 9, 1))

    assert before["chp_8"].heading == "Registerbestämmelser"
    assert not before["sec_60"].repealed
    assert after["chp_8"].repealed
    assert after["sec_60"].repealed
    assert "sec_60__subsec_1" not in after


def test_88_a_applies_from_2023_and_stands_in_the_chapter_of_88(held: Held) -> None:
    assert "sec_88a" not in on_day(held, OLD, date(2022, 12, 31))
    section = on_day(held, OLD, date(2023, 1, 1))["sec_88a"]
    assert (section.parent, section.enacted_by) == ("chp_10", "936/2022")


def test_chapter_9_applied_three_years_and_began_before_the_act(held: Held) -> None:
    assert on_day(held, OLD, date(2011, 1, 1)).keys() >= {"chp_9", "sec_63", "sec_86"}
    assert "sec_30" not in on_day(held, OLD, date(2011, 8, 31))
    assert "sec_64__subsec_1" in on_day(held, OLD, date(2013, 12, 31))
    assert not {"chp_9", "sec_64"} & on_day(held, OLD, date(2014, 1, 1)).keys()


def test_amendments_for_the_day_of_the_repeal_never_applied(held: Held) -> None:
    never = [one for one in held[OLD][1] if one.enacted_by == "392/2023"]

    assert never
    assert {(one.valid_from, one.valid_to) for one in never} == {(date(2025, 1, 1), date(2025, 1, 1))}
    applied = [
        one for one in held[OLD][1] if one.eid == "sec_10__subsec_1" and one.applies_on(date(2024, 12, 31))
    ]
    assert {one.ended_by for one in applied} == {NEW}


def test_nothing_of_the_old_act_applies_after_its_repeal(held: Held) -> None:
    assert on_day(held, OLD, date(2025, 1, 1)) == {}
    assert (held[OLD][0].in_force_to, held[OLD][0].repealed_by) == (date(2025, 1, 1), NEW)


# -- both
# ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("citation", [OLD, NEW])
def test_swedish_and_finnish_have_the_same_units_on_every_day(held: Held, citation: str) -> None:
    days = {one.valid_from for one in held[citation][1]} | {one.valid_to for one in held[citation][1]}
    for day in sorted(day for day in days if day and day < date(2026, 1, 1)):
        swedish, finnish = (on_day(held, citation, day, language).keys() for language in ("sv", "fi"))
        # 1100/2024 gives 49 § two moments in Finnish, one with the same content in Swedish.
        known = {"sec_49__subsec_2"} if citation == NEW and day >= date(2025, 1, 1) else set()
        assert finnish - swedish == known
        assert swedish - finnish == set()


@pytest.mark.parametrize("citation", [OLD, NEW])
def test_no_act_that_a_clause_builds_on_is_missing(
    catalogue: list[CatalogueEntry], enacted: dict[tuple[str, str], StatuteText], citation: str
) -> None:
    entry = next(one for one in catalogue if one.citation == citation)

    named = {
        act for by in entry.amended_by for act in enacting_clause(enacted["fi", by].enacting_clause).builds_on
    }

    assert named <= set(entry.amended_by)


@pytest.mark.parametrize("language", ["sv", "fi"])
@pytest.mark.parametrize(
    ("day", "eid", "act"),
    [  # "sådan den lyder i lag ...", from the clauses of 936/2022, 1083/2022, 392/2023 and 323/2024
        (date(2022, 12, 31), "sec_44__subsec_1", "1134/2014"),
        (date(2022, 12, 31), "sec_44__subsec_2", "906/2014"),
        (date(2022, 12, 31), "sec_46", "1376/2014"),
        (date(2022, 12, 31), "sec_82__subsec_1", "1015/2015"),
        (date(2022, 12, 31), "sec_87a", "1110/2016"),
        (date(2022, 12, 31), "sec_54__subsec_2", "320/2016"),
        (date(2023, 2, 28), "sec_27", "564/2020"),
        (date(2023, 2, 28), "sec_2__subsec_2", "936/2022"),
        (date(2024, 12, 31), "sec_12__subsec_1", "919/2012"),
        (date(2024, 12, 31), "sec_17__subsec_3", "1382/2021"),
        (date(2024, 12, 31), "sec_84__subsec_1", "472/2015"),
        (date(2024, 12, 31), "sec_87__subsec_1", "1192/2019"),
        (date(2024, 6, 30), "sec_27__subsec_2", "1083/2022"),
        (date(2024, 6, 30), "sec_49__subsec_1__para_1", "936/2022"),
    ],
)
def test_a_unit_read_as_a_later_clause_says_it_did(
    held: Held, language: str, day: date, eid: str, act: str
) -> None:
    assert on_day(held, OLD, day, language)[eid].enacted_by == act


# -- other statutes
# --------------------------------------------------------------------------------------------------


def test_a_temporary_amendment_gives_way_to_what_was_before(held: Held) -> None:
    eid, citation = "sec_1__subsec_1", "1393/2011"

    before = on_day(held, citation, date(2013, 12, 31))[eid]
    during = on_day(held, citation, date(2014, 12, 31))[eid]
    after = on_day(held, citation, date(2015, 1, 1))[eid]

    assert (during.enacted_by, during.note) == ("1275/2013", Note.TEMPORARY)
    assert (after.text, after.enacted_by, after.note) == (before.text, citation, Note.RESUMED)


def test_a_title_may_change(held: Held) -> None:
    titles = [one.heading for one in held["1393/2011"][1] if one.eid == "title" and one.language == "sv"]

    assert ["välfärdsområdets" in title for title in titles] == [False, True]
    assert held["1393/2011"][0].titles["sv"] == titles[-1]


def test_units_that_read_alike_go_on_where_amendments_are_not_known(held: Held) -> None:
    assert course(held, "906/2019", "sec_2__subsec_1__para_1", "fi") == [(date(2020, 1, 1), None, "906/2019")]


def test_units_that_read_otherwise_change_on_an_unknown_day(held: Held) -> None:
    first, second = (
        one for one in held["906/2019"][1] if one.eid == "sec_3__subsec_4" and one.language == "fi"
    )

    assert (first.valid_to, first.end_known, first.note) == (date(2025, 7, 1), False, Note.CHANGED_BY_UNKNOWN)
    assert (second.valid_from, second.start_known, second.note) == (
        date(2025, 7, 1),
        False,
        Note.BEGAN_EARLIER,
    )
    assert [
        one.end_known for one in held["906/2019"][1] if one.eid == "sec_3__subsec_4" and one.language == "sv"
    ] == [False]


def test_a_change_on_a_known_day_is_dated_though_earlier_ones_are_not(held: Held) -> None:
    wordings = [one for one in held["380/2023"][1] if one.eid == "sec_9__subsec_1" and one.language == "fi"]

    assert (wordings[-1].valid_from, wordings[-1].enacted_by, wordings[-1].start_known) == (
        date(2026, 1, 1),
        "733/2025",
        True,
    )
    assert wordings[-2].valid_to == date(2026, 1, 1)


def test_parts_of_an_act_begin_as_another_act_decides(held: Held) -> None:
    assert {"sec_12", "sec_16"} <= on_day(held, "380/2023", date(2023, 4, 1)).keys()
    assert "sec_14" not in on_day(held, "380/2023", date(2024, 12, 31))
    assert "sec_113" not in on_day(held, "380/2023", date(2034, 1, 1))


def test_a_statute_only_at_hand_as_consolidated_says_so(held: Held) -> None:
    statute, wordings = held["731/1999"]

    assert {one.note for one in wordings if one.eid.startswith("sec_")} == {Note.EARLIER_NOT_AT_HAND}
    assert statute.consolidated_as_of == date(2018, 10, 15)
    assert not statute.amendments_known


def test_an_amending_act_keeps_only_its_own_provisions(held: Held) -> None:
    assert {one.eid.split("__")[0] for one in held["323/2024"][1]} == {"title", "sec_entry_into_force"}


def test_the_whole_register_is_put_together_in_seconds(catalogue: list[CatalogueEntry], folder: Path) -> None:
    import time

    from samverka.registers.law.consolidation import statute_wordings

    started = time.perf_counter()
    for entry in catalogue:
        statute_wordings(entry, folder)

    assert time.perf_counter() - started < 10


def test_a_day_before_and_a_day_after_tell_a_change(enacted: dict[tuple[str, str], StatuteText]) -> None:
    original = enacted["sv", "53/2013"]
    change = enacted["sv", "1383/2014"]

    wordings = consolidate([original], [change], entry_into_force(original.body))

    eve = date(2015, 1, 1) - timedelta(days=1)
    assert [one.enacted_by for one in wordings if one.eid == "sec_4" and one.applies_on(eve)] == ["53/2013"]
    assert [
        one.enacted_by for one in wordings if one.eid == "sec_4" and one.applies_on(date(2015, 1, 1))
    ] == ["1383/2014"]
