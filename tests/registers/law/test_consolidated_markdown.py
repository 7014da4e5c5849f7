"""Consolidated Finnish Markdown: former wordings are told from present ones, and nothing is lost."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.registers.law.shipped import shipped

from samverka.registers.law.readers import UnreadableStatute, consolidated_markdown
from samverka.registers.law.texts import StatuteText, Unit

FILES = shipped("consolidated_md/*.md")
FRONT = (
    '---\ntitle: "Laki kokeesta"\ncitation: "1/2020"\nentry_into_force: "2020-01-01"\n---\n# Laki kokeesta\n'
)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def said(unit: Unit) -> str:
    return " ".join((unit.num, unit.heading, unit.text, unit.closing))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_reading_loses_no_word(path: Path) -> None:
    body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    source = words(re.sub(r"\]\([^)]*\)", "]", body))

    text = consolidated_markdown.read(path.read_bytes())

    units = [*(unit for unit, _ in text.walk()), *(u for one in text.former for u, _ in one.unit.walk())]
    remarks = " ".join(remark.text for remark in text.remarks)
    read = words(" ".join([text.title, text.enacting_clause, *map(said, units), remarks]))
    # The number of a repealed item is kept at its place as well as in the editors' note.
    kept = Counter(one.eid.rpartition("_")[2] for one in text.repealed if "para_" in one.eid)
    assert read - source == kept
    assert source - read == Counter()


def test_former_moments_sections_and_items_are_told_from_the_present(
    consolidated: dict[str, StatuteText],
) -> None:
    act = consolidated["681/2023"]

    former = {one.unit.eid: one for one in act.former}

    assert {"sec_5__subsec_1__para_15", "sec_11__subsec_2", "sec_36"} <= former.keys()
    assert {(one.ended_by, one.ended_on) for one in act.former} == {("721/2025", date(2026, 1, 1))}
    assert former["sec_5__subsec_1__para_15"].unit.text.startswith("kuntapaikalla elinkeino-, liikenne-")
    present = {unit.eid: unit.text for unit, _ in act.walk()}
    assert present["sec_5__subsec_1__para_15"].startswith("kuntapaikalla elinvoimakeskuksen")
    assert present["sec_36__subsec_1"].startswith("Elinvoimakeskus vastaa")


def test_repealed_places_keep_the_numbers_after_them(consolidated: dict[str, StatuteText]) -> None:
    act = consolidated["380/2023"]
    present = {unit.eid: unit for unit, _ in act.walk()}

    repealed = {one.eid: one.by for one in act.repealed}

    assert repealed["sec_147__subsec_1__para_5"] == "728/2024"
    assert present["sec_147__subsec_1__para_5"].text == ""


def test_two_items_with_one_number_are_both_law_where_no_former_wording_is_kept(
    consolidated: dict[str, StatuteText],
) -> None:
    act = consolidated["757/2021"]

    assert act.former == ()
    assert "sec_51__subsec_1__para_4_2" in {unit.eid for unit, _ in act.walk()}


def test_the_editors_mark_after_a_heading_is_a_remark(consolidated: dict[str, StatuteText]) -> None:
    act = consolidated["681/2023"]
    headings = {unit.eid: unit.heading for unit, _ in act.walk()}

    assert headings["sec_23"] == "Kotoutumissuunnitelman kesto ja päättyminen"
    assert "30.12.2024/1100" in {remark.text for remark in act.remarks if remark.eid == "sec_23"}


def test_a_former_moment_with_items_ends_where_the_next_moment_begins() -> None:
    document = FRONT + (
        "\n##### 1 § Otsikko\n\nUusi:\n\n1) yksi;\n\n2) kaksi.\n\n"
        "*L:lla [5/2021](/x) muutettu 1 momentti tulee voimaan 1.6.2021. Aiempi sanamuoto kuuluu:*\n\n"
        "Vanha:\n\n1) yksi.\n\nToinen momentti.\n"
    )

    text = consolidated_markdown.read(document.encode())

    assert [child.text for child in text.body[0].children] == ["Uusi:", "Toinen momentti."]
    assert [child.text for child in text.former[0].unit.children] == ["yksi."]
    assert text.former[0].ended_on == date(2021, 6, 1)


def test_a_note_on_an_item_sets_only_that_item_aside() -> None:
    document = FRONT + (
        "\n##### 1 § Otsikko\n\nLista:\n\n1) uusi;\n\n"
        "*L:lla [5/2021](/x) muutettu 1 kohta tulee voimaan 1.6.2021. Aiempi sanamuoto kuuluu:*\n\n"
        "1) vanha;\n\n2) kaksi.\n"
    )

    text = consolidated_markdown.read(document.encode())

    assert [child.text for child in text.body[0].children[0].children] == ["uusi;", "kaksi."]
    assert (text.former[0].unit.eid, text.former[0].unit.text) == ("sec_1__subsec_1__para_1", "vanha;")


def test_a_note_that_names_another_moment_than_it_follows_is_refused() -> None:
    document = FRONT + (
        "\n##### 1 § Otsikko\n\nEnsimmäinen.\n\n"
        "*L:lla [5/2021](/x) muutettu 3 momentti tulee voimaan 1.6.2021. Aiempi sanamuoto kuuluu:*\n\n"
        "Vanha.\n"
    )

    with pytest.raises(UnreadableStatute) as refused:
        consolidated_markdown.read(document.encode())

    assert refused.value.refusal.code == "markdown.note"


@pytest.mark.parametrize(
    "document", ["Laki", "---\ntitle: x\n---\n", '---\ntitle: "x"\ncitation: "ei/ole"\n---\n']
)
def test_a_text_without_front_matter_is_refused(document: str) -> None:
    with pytest.raises(UnreadableStatute) as refused:
        consolidated_markdown.read(document.encode())

    assert refused.value.refusal.code == "markdown.front_matter"
