"""Makes the Word template of agreements. Run after a change here: python tools/agreement_docx.py."""

from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

PLACE = Path(__file__).parent.parent / "src/samverka/work/agreements/templates/agreements/agreement.docx"
COLUMNS = ("what", "arranger", "for_whom", "where", "paid")
BLUE = RGBColor(0x00, 0x35, 0x7A)


def main() -> None:
    """Write the template: fields in braces are filled in by docxtpl, and nothing of it is markup of ours."""
    document = Document()
    _styles(document)
    document.add_paragraph("{{ kind }}")
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ version }}")
    _repeat(document, "part in parts", _part)
    document.save(PLACE)


def _part(document: Document) -> None:
    document.add_paragraph("{{ part.title }}", style="Heading 1")
    document.add_paragraph("{{ part.labels.parties }}", style="Heading 2")
    _repeat(document, "party in part.parties", lambda d: d.add_paragraph("{{ party }}", style="List Bullet"))
    document.add_paragraph("{{ part.labels.terms }}", style="Heading 2")
    _repeat(document, "term in part.terms", lambda d: d.add_paragraph("{{ term.name }}: {{ term.value }}"))
    document.add_paragraph("{{ part.labels.services }}", style="Heading 2")
    _table(document)
    document.add_paragraph("{{ part.labels.clauses }}", style="Heading 2")
    _repeat(document, "clause in part.clauses", _clause)


def _clause(document: Document) -> None:
    document.add_paragraph("{{ clause.number }}. {{ clause.heading }}", style="Heading 3")
    document.add_paragraph("{{ clause.text }}")
    document.add_paragraph("{%p if clause.rests_on %}")
    document.add_paragraph("{{ part.labels.rests_on }}: {{ clause.rests_on }}")
    document.add_paragraph("{%p endif %}")


def _table(document: Document) -> None:
    table = document.add_table(rows=4, cols=len(COLUMNS))
    table.style = "Table Grid"
    for column, name in enumerate(COLUMNS):
        table.cell(0, column).text = f"{{{{ part.labels.{name} }}}}"
        table.cell(2, column).text = f"{{{{ service.{name} }}}}"
    table.cell(1, 0).text = "{%tr for service in part.services %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)  # noqa: SLF001  (python-docx has no other way)


def _repeat(document: Document, loop: str, write: object) -> None:
    document.add_paragraph(f"{{%p for {loop} %}}")
    write(document)  # type: ignore[operator]
    document.add_paragraph("{%p endfor %}")


def _styles(document: Document) -> None:
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        style = document.styles[name]
        style.font.color.rgb = BLUE
        style.font.name = "Calibri"
    normal = document.styles["Normal"]
    normal.font.size = Pt(11)


if __name__ == "__main__":
    main()
