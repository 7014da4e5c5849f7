"""Enacted statutes in Finlex XML: nothing is lost, and every unit has its right address."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from tests.registers.law.shipped import shipped

from samverka.registers.law.readers import finlex_xml
from samverka.registers.law.texts import StatuteText, Unit, UnitKind

FILES = shipped("finlex_xml/*/*.xml")
# Where the two languages' files themselves are divided otherwise, seen with the eye.
DIVIDED_OTHERWISE = {
    "609/1986",  # 25 §: the Swedish joins two moments
    "434/2003",  # 29 §: the Swedish prints the third moment twice, in an older and a newer wording
    "1100/2024",  # corrects the Swedish of many sections; 49 §: the Swedish joins two moments
    "322/2024",  # corrects the Swedish of four sections
}


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))


def letters_of(unit: Unit) -> str:
    # A table's or a list's closing words stand after what is in the unit.
    inside = "".join(map(letters_of, unit.children))
    return letters(unit.num + unit.heading + unit.text) + inside + letters(unit.closing)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_reading_loses_no_letter_of_the_body(path: Path) -> None:
    root = etree.parse(path).getroot()
    places = [*root.iter("{*}Pykalisto"), *root.iter("{*}LiiteOsa")]
    source = letters("".join("".join(map(str, place.itertext())) for place in places))

    text = finlex_xml.read(path.read_bytes())

    assert "".join(letters_of(unit) for unit in text.body) == source


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_unit_has_an_address_of_its_own(path: Path) -> None:
    text = finlex_xml.read(path.read_bytes())

    eids = [unit.eid for unit, _ in text.walk() if unit.kind is not UnitKind.UNCHANGED]

    assert len(eids) == len(set(eids))
    assert all(eids)


def test_both_languages_have_the_same_units(enacted: dict[tuple[str, str], StatuteText]) -> None:
    different = {
        citation
        for language, citation in enacted
        if language == "sv" and _eids(enacted["sv", citation]) != _eids(enacted["fi", citation])
    }

    assert different == DIVIDED_OTHERWISE


def _eids(text: StatuteText) -> list[str]:
    return [unit.eid for unit, _ in text.walk()]


def test_a_statute_tells_who_it_is(enacted: dict[tuple[str, str], StatuteText]) -> None:
    act = enacted["sv", "1386/2010"]

    assert act.title == "Lag om främjande av integration"
    assert act.kind == "act"
    assert act.enacted_on == date(2010, 12, 30)
    assert act.in_force_from == date(2011, 9, 1)
    assert act.preparatory_works == ("RP 185/2010", "FvUB 26/2010", "RSv 239/2010")
    assert act.enacting_clause == "I enlighet med riksdagens beslut föreskrivs:"


def test_later_files_hold_preparatory_works_after_the_signatures(
    enacted: dict[tuple[str, str], StatuteText],
) -> None:
    assert "RP 192/2024" in " ".join(enacted["sv", "1100/2024"].preparatory_works)


def test_a_changed_title_is_read(enacted: dict[tuple[str, str], StatuteText]) -> None:
    assert enacted["sv", "975/2022"].new_title.endswith(
        "kommunens och välfärdsområdets kostnader för främjande av integration"
    )


def test_two_items_with_one_number_in_the_law_itself_both_have_addresses(
    enacted: dict[tuple[str, str], StatuteText],
) -> None:
    units = {unit.eid: unit.text for unit, _ in enacted["sv", "681/2023"].walk()}

    assert units["sec_78__subsec_2__para_2"].startswith("det inbyggda dataskyddet")
    assert units["sec_78__subsec_2__para_2_2"].startswith("säkerheten i samband med behandlingen")


def test_a_moment_set_among_items_by_mistake_is_a_moment(enacted: dict[tuple[str, str], StatuteText]) -> None:
    section = next(unit for unit, _ in enacted["fi", "392/2023"].walk() if unit.eid == "sec_31")

    moments = [child for child in section.children if child.kind is UnitKind.SUBSECTION]

    assert [moment.text[:40] for moment in moments][-1].startswith("Kunta, työvoimaviranomainen")


def test_a_heading_set_as_a_moment_is_a_heading(enacted: dict[tuple[str, str], StatuteText]) -> None:
    section = next(unit for unit, _ in enacted["sv", "609/1986"].walk() if unit.eid == "sec_16")

    assert section.heading == "Tillsyn"
    assert len(section.children) == 1


def test_sub_items_stand_in_their_item(enacted: dict[tuple[str, str], StatuteText]) -> None:
    item = next(u for u, _ in enacted["sv", "91/2022"].walk() if u.eid == "sec_1__subsec_1__para_2")

    assert item.text == "Östra Finlands samarbetsområde"
    assert [sub.num for sub in item.children] == ["a)", "b)", "c)", "d)"]
    assert item.children[0].eid == "sec_1__subsec_1__para_2__subpara_a"


def test_a_table_is_kept_as_lines(enacted: dict[tuple[str, str], StatuteText]) -> None:
    moment = next(u for u, _ in enacted["sv", "611/2021"].walk() if u.closing.startswith("Antal invånare"))

    assert moment.closing.splitlines()[:2] == ["Antal invånare | Antal ledamöter minst", "högst 200 000 | 59"]
