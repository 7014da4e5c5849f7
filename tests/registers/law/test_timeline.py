"""The verbs of the law on a text: begin, replace, insert, move, repeal, end."""

from __future__ import annotations

from datetime import date

import pytest

from samverka.registers.law.clauses.entry_into_force import EntryIntoForce
from samverka.registers.law.consolidation import InconsistentLaw, consolidate
from samverka.registers.law.consolidation.timeline import Timeline
from samverka.registers.law.eids import ENTRY_INTO_FORCE
from samverka.registers.law.texts import StatuteText, Unit, UnitKind

BEGUN, CHANGED = date(2020, 1, 1), date(2021, 1, 1)


def moment(number: int, text: str) -> Unit:
    return Unit(UnitKind.SUBSECTION, f"sec_1__subsec_{number}", text=text)


@pytest.fixture
def timeline() -> Timeline:
    timeline = Timeline("sv")
    section = Unit(UnitKind.SECTION, "sec_1", "1 §", "Rubrik", children=(moment(1, "ett"), moment(2, "två")))
    timeline.begin(section, "", BEGUN, "1/2020")
    return timeline


def spoken(timeline: Timeline, day: date) -> dict[str, str]:
    return {one.eid: one.text or one.heading for one in timeline.wordings() if one.applies_on(day)}


def test_a_moved_moment_keeps_its_words_under_its_new_number(timeline: Timeline) -> None:
    timeline.move("sec_1__subsec_2", "sec_1__subsec_3", CHANGED, "2/2020")
    timeline.insert(moment(2, "nytt"), "sec_1", CHANGED, "2/2020")

    assert spoken(timeline, CHANGED) == {
        "sec_1": "Rubrik",
        "sec_1__subsec_1": "ett",
        "sec_1__subsec_2": "nytt",
        "sec_1__subsec_3": "två",
    }


def test_an_insertion_never_overwrites(timeline: Timeline) -> None:
    with pytest.raises(InconsistentLaw, match="is there already"):
        timeline.insert(moment(2, "nytt"), "sec_1", CHANGED, "2/2020")


def test_an_insertion_may_take_a_repealed_place(timeline: Timeline) -> None:
    timeline.repeal("sec_1__subsec_2", CHANGED, "2/2020")
    timeline.insert(moment(2, "nytt"), "sec_1", date(2022, 1, 1), "3/2021")

    assert spoken(timeline, CHANGED)["sec_1__subsec_2"] == ""
    assert spoken(timeline, date(2022, 1, 1))["sec_1__subsec_2"] == "nytt"


def test_a_new_heading_leaves_the_moments_alone(timeline: Timeline) -> None:
    timeline.reword("sec_1", CHANGED, "2/2020", heading="Ny rubrik")

    assert spoken(timeline, CHANGED)["sec_1"] == "Ny rubrik"
    assert [one.valid_from for one in timeline.wordings() if one.eid == "sec_1__subsec_1"] == [BEGUN]


def test_what_is_not_there_cannot_be_changed(timeline: Timeline) -> None:
    with pytest.raises(InconsistentLaw, match="sec_9"):
        timeline.repeal("sec_9", CHANGED, "2/2020")


def _act(number: int, clause: str, *sections: Unit) -> StatuteText:
    begins = "Denna lag träder i kraft den 1 januari 2021."
    entry = Unit(UnitKind.SUBSECTION, f"{ENTRY_INTO_FORCE}__subsec_1", text=begins)
    last = Unit(UnitKind.SECTION, ENTRY_INTO_FORCE, children=(entry,))
    return StatuteText(number, 2020, "sv", "act", "Lag", None, clause, (*sections, last), "test")


def test_an_act_that_prints_another_number_of_moments_than_it_names_is_refused() -> None:
    printed = Unit(UnitKind.SECTION, "sec_1", "1 §", children=(moment(1, "ett"),))
    act = _act(2, "ändras i lagen om prov (1/2020) 1 § 1 och 2 mom. som följer:", printed)

    with pytest.raises(InconsistentLaw, match="names 2 moments of 1 § but prints 1"):
        consolidate([_act(1, "föreskrivs:", printed)], [act], EntryIntoForce(BEGUN))


def test_an_act_that_prints_a_section_it_does_not_name_is_refused() -> None:
    printed = Unit(UnitKind.SECTION, "sec_1", "1 §", children=(moment(1, "ett"),))
    act = _act(2, "upphävs i lagen om prov (1/2020) 1 § som följer:", printed)

    with pytest.raises(InconsistentLaw, match="does not name"):
        consolidate([_act(1, "föreskrivs:", printed)], [act], EntryIntoForce(BEGUN))


def test_an_inserted_moment_shifts_those_after_it() -> None:
    moments = (moment(1, "ett"), moment(2, "två"), moment(3, "tre"))
    original = Unit(UnitKind.SECTION, "sec_1", "1 §", children=moments)
    printed = Unit(UnitKind.SECTION, "sec_1", "1 §", children=(moment(1, "nytt"),))
    clause = (
        "fogas till lagen om prov (1/2020) 1 § ett nytt 2 mom., varvid de nuvarande 2 och 3 mom. "
        "blir 3 och 4 mom., som följer:"
    )
    change = _act(2, clause, printed)

    wordings = consolidate([_act(1, "föreskrivs:", original)], [change], EntryIntoForce(BEGUN))

    texts = {one.eid: one.text for one in wordings if one.applies_on(CHANGED) and "subsec" in one.eid}
    assert [texts[f"sec_1__subsec_{n}"] for n in range(1, 5)] == ["ett", "nytt", "två", "tre"]
