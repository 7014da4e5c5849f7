"""Make the Word template of calls and minutes (`work/bodies/templates/bodies/document.docx`) anew."""

from pathlib import Path

from docx import Document

import samverka

PLACE = Path(samverka.__file__).parent / "work/bodies/templates/bodies/document.docx"


def main() -> None:
    document = Document()
    document.add_paragraph("{{ kind }}")
    document.add_heading("{{ title }}", level=0)
    document.add_paragraph("{%p for block in blocks %}")
    document.add_paragraph('{%p if block.kind == "heading" and block.level == 1 %}')
    document.add_heading("{{ block.text }}", level=1)
    document.add_paragraph('{%p elif block.kind == "heading" %}')
    document.add_heading("{{ block.text }}", level=2)
    document.add_paragraph('{%p elif block.kind == "rows" %}')
    document.add_heading("{{ block.title }}", level=1)
    document.add_paragraph("{%p for row in block.rows %}")
    document.add_paragraph("{{ row[0] }}: {{ row[1:]|join(', ') }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p else %}")
    document.add_paragraph("{{ block.text }}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    document.save(str(PLACE))
    print(PLACE)


if __name__ == "__main__":
    main()
