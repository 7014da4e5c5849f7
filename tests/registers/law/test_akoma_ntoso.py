"""Akoma Ntoso as opendata.finlex.fi answers with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from samverka.registers.law.readers import UnreadableStatute, akoma_ntoso, read_statutes
from samverka.registers.law.texts import StatuteText

NAME = "akoma_ntoso/act_2018_1050_repaired_utf8.xml"


def test_an_answer_with_several_languages_gives_the_swedish_and_the_finnish(folder: Path) -> None:
    texts = akoma_ntoso.read((folder / NAME).read_bytes())

    assert [(text.language, text.title, text.citation) for text in texts] == [
        ("sv", "Dataskyddslag", "1050/2018"),
        ("fi", "Tietosuojalaki", "1050/2018"),
    ]


def test_it_says_the_same_as_the_other_format(
    folder: Path, enacted: dict[tuple[str, str], StatuteText]
) -> None:
    for text in akoma_ntoso.read((folder / NAME).read_bytes()):
        assert text.body == enacted[text.language, "1050/2018"].body


def test_one_document_alone_is_read(folder: Path) -> None:
    answer = (folder / NAME).read_text(encoding="utf-8")
    alone = answer[answer.index("<akomaNtoso") : answer.index("</akomaNtoso>") + len("</akomaNtoso>")]

    texts = read_statutes(alone.encode(), "alone.xml")

    assert len(texts) == 1


def test_the_answer_as_received_is_refused_because_it_is_encoded_twice(folder: Path) -> None:
    received = b"\xef\xbb\xbf" + (folder / NAME).read_bytes().decode("cp1252", "ignore").encode()

    with pytest.raises(UnreadableStatute, match="encoded twice"):
        akoma_ntoso.read(received)


def test_an_answer_without_text_is_refused() -> None:
    empty = b'<AknXmlList><akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"/></AknXmlList>'

    with pytest.raises(UnreadableStatute) as refused:
        akoma_ntoso.read(empty)

    assert refused.value.refusal.code == "statute.no_text"
