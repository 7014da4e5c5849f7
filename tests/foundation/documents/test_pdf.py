"""Documents: tagged, in their languages, with headings and headers of rows; what people write is never markup."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdf
import pytest
from docx import Document
from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from tests.foundation.documents.conftest import CONTENT, whole_pdf

from samverka.foundation.documents.signing import with_places
from samverka.foundation.kernel.refusals import Refused
from samverka.work.agreements.papers import agreement_docx

_OPEN: list[Any] = []


def elements(content: bytes) -> list[tuple[str, Any]]:
    """The structure of a document in the order of reading: kinds of element, and the elements."""
    document = pikepdf.open(io.BytesIO(content))
    _OPEN.append(document)  # What is read from a document lives only as long as it does.
    return list(_walk(document.Root.StructTreeRoot))


def _walk(element: Any) -> Iterator[tuple[str, Any]]:
    if "/S" in element:
        yield str(element.S), element
    inside = element.get("/K")
    for child in inside if isinstance(inside, pikepdf.Array) else [inside]:
        if isinstance(child, pikepdf.Dictionary):
            yield from _walk(child)


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_a_document_is_tagged_and_named() -> None:
    document = pikepdf.open(io.BytesIO(whole_pdf()))

    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == "sv"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert str(document.docinfo.Title) == "Avtal om integration"
    metadata = document.Root.Metadata.read_bytes().decode()
    assert "<pdfuaid:part>1" in metadata or 'pdfuaid:part="1"' in metadata
    assert "pdfaid:conformance" in metadata


def test_headings_are_in_order_and_rows_have_headers() -> None:
    found = elements(whole_pdf())
    kinds = [kind for kind, _element in found]
    cells = [kind for kind in kinds if kind in ("/TH", "/TD")]

    assert kinds.count("/H1") == 2
    assert kinds.count("/H2") == 10
    assert kinds.count("/H3") == 2
    assert cells == (["/TH"] * 5 + ["/TH", *["/TD"] * 4] * 2) * 2
    rows = [e for kind, e in found if kind == "/TH" and any(str(a.get("/Scope")) == "/Row" for a in e.A)]
    assert len(rows) == 4


def test_each_language_is_marked() -> None:
    languages = {str(element.get("/Lang", "sv")) for _kind, element in elements(whole_pdf())}

    assert languages == {"sv", "fi"}


def test_places_for_signatures_stand_in_the_structure() -> None:
    made = with_places(whole_pdf(), {"party-1": "Underskrift: Vasa"})
    ((_kind, place),) = [pair for pair in elements(made) if pair[0] == "/Form"]

    assert str(place.K.Obj.T) == "party-1"
    assert str(place.K.Obj.TU) == "Underskrift: Vasa"
    document = pikepdf.open(io.BytesIO(made))
    parents = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
    assert parents[int(document.Root.AcroForm.Fields[0].StructParent)].S == "/Form"


NASTY = [
    '#panic("no")',
    "*fet* _kursiv_ $ x $ <label> @ref",
    '#import "/data.json"',
    "= Rubrik\n- lista",
    '"},{"',
    "\\ // /* */ `kod` ```",
    "{{ 7 * 7 }} {% raw %}",
    "<script>alert(1)</script> & co",
]


@pytest.mark.parametrize("text", NASTY)
def test_what_people_write_is_no_markup(text: str) -> None:
    clause = CONTENT["clauses"][0] | {"text": {"sv": text, "fi": text, "en": ""}}
    pdf = text_of(whole_pdf(clauses=[clause]))
    word = Document(io.BytesIO(agreement_docx(CONTENT | {"clauses": [clause]}, language="sv")))
    written = "\n".join(paragraph.text for paragraph in word.paragraphs)

    assert pdf.replace("\n", "").replace(" ", "").count(text.replace("\n", "").replace(" ", "")) == 2
    assert written.replace("\n", "").count(text.replace("\n", "")) == 2


def test_a_sign_that_nothing_can_show_is_refused_with_the_sign() -> None:
    clause = CONTENT["clauses"][0] | {"text": {"sv": "x \ue000", "fi": "y", "en": ""}}

    with pytest.raises(Refused, match="e000"):
        whole_pdf(clauses=[clause])


def test_the_same_content_gives_the_same_document() -> None:
    from datetime import UTC, datetime

    from samverka.foundation.documents.pdf import compile_pdf
    from samverka.work.agreements.papers import _paper

    paper = _paper(CONTENT, "sv", 1, [])
    at = datetime(2026, 1, 1, tzinfo=UTC)
    first, second = (
        compile_pdf("agreements/agreement.typ", paper, language="sv", title="T", made_at=at) for _ in "ab"
    )

    assert first == second


def test_a_word_document_is_named_and_has_headings() -> None:
    document = Document(io.BytesIO(agreement_docx(CONTENT, language="fi")))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]

    assert (document.core_properties.title, document.core_properties.language) == (
        "Sopimus kotoutumisesta",
        "fi",
    )
    assert headings == ["Sopimus kotoutumisesta", "Avtal om integration"]
    assert [row.cells[1].text for row in document.tables[0].rows[1:]] == ["Vaasa", "Vaasa"]


def test_a_template_reaches_nothing_but_its_data(tmp_path: Any) -> None:
    document = Document()
    document.add_paragraph("{{ ''.__class__.__mro__[1].__subclasses__() }}")
    document.save(tmp_path / "t.docx")

    with pytest.raises(SecurityError):
        DocxTemplate(tmp_path / "t.docx").render({}, SandboxedEnvironment(autoescape=True))
