"""When statutes and their parts enter into force, as they say themselves."""

from __future__ import annotations

from datetime import date

import pytest

from samverka.registers.law.clauses.entry_into_force import EntryIntoForce, Exemption, entry_into_force
from samverka.registers.law.texts import StatuteText, Unit, UnitKind


def said(text: str) -> EntryIntoForce:
    moment = Unit(UnitKind.SUBSECTION, "sec_1__subsec_1", text=text)
    return entry_into_force([Unit(UnitKind.SECTION, "sec_1", "1 §", children=(moment,))])


def test_parts_may_begin_earlier_and_end_earlier(enacted: dict[tuple[str, str], StatuteText]) -> None:
    entry = entry_into_force(enacted["sv", "1386/2010"].body)

    assert entry == EntryIntoForce(
        date(2011, 9, 1),
        exempt=(
            Exemption("chp_9", on=date(2011, 1, 1)),
            Exemption("sec_86", on=date(2011, 1, 1)),
            Exemption("chp_9", until=date(2014, 1, 1)),
        ),
    )


def test_a_single_repeal_may_take_effect_later(enacted: dict[tuple[str, str], StatuteText]) -> None:
    entry = entry_into_force(enacted["sv", "1100/2024"].body)

    assert entry.exempt == (Exemption("sec_63__subsec_3", on=date(2025, 4, 1)),)


LIMITED = [
    ("Denna lag träder i kraft den 1 januari 2014 och gäller till och med den 31 december 2014.", 2015),
    ("Denna förordning träder i kraft den 1 januari 2013 och gäller till utgången av år 2022.", 2023),
    ("Tämä asetus tulee voimaan 1 päivänä tammikuuta 2013 ja on voimassa vuoden 2022 loppuun.", 2023),
    ("Tämä laki tulee voimaan 1 päivänä tammikuuta 2014 ja on voimassa 31 päivään joulukuuta 2014.", 2015),
]


@pytest.mark.parametrize(("text", "year"), LIMITED)
def test_a_limited_time_ends_the_day_after_the_last(text: str, year: int) -> None:
    assert said(text).until == date(year, 1, 1)


def test_a_statute_without_a_limit_has_no_end() -> None:
    assert said("Tämä laki tulee voimaan 1 päivänä kesäkuuta 2022.") == EntryIntoForce(date(2022, 6, 1))


def test_a_statute_whose_entry_another_act_decides_says_nothing(
    enacted: dict[tuple[str, str], StatuteText],
) -> None:
    assert entry_into_force(enacted["sv", "380/2023"].body) == EntryIntoForce()


def test_a_sentence_on_measures_before_the_entry_is_no_exemption() -> None:
    text = "Denna lag träder i kraft den 1 januari 2012. Åtgärder får vidtas innan lagen träder i kraft."

    assert said(text).exempt == ()


def test_all_statutes_at_hand_enter_into_force_on_one_day_in_both_languages(
    enacted: dict[tuple[str, str], StatuteText],
) -> None:
    for language, citation in enacted:
        if language == "sv":
            swedish, finnish = (entry_into_force(enacted[tongue, citation].body) for tongue in ("sv", "fi"))
            assert swedish == finnish, citation
