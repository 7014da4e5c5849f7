"""Word documents, filled in from plain data. A template can ask for values and repeat rows, and reach nothing else."""

import io
from datetime import datetime
from typing import Any

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from samverka.foundation.documents.pdf import example_mark, template_file
from samverka.foundation.kernel.clock import this_moment

__all__ = ["fill_docx"]


def fill_docx(
    template: str, data: dict[str, Any], *, language: str, title: str, made_at: datetime | None = None
) -> bytes:
    """Fill in `app/name.docx` from the `templates` folder of the app, as `compile_pdf` does with a PDF."""
    document = DocxTemplate(template_file(template))
    document.render(
        data | {"language": language, "title": title}, SandboxedEnvironment(autoescape=True), autoescape=True
    )
    properties = document.docx.core_properties
    properties.title, properties.language = title, language
    properties.author, properties.comments = "Samverka", ""
    properties.created = properties.modified = (made_at or this_moment()).replace(tzinfo=None)
    _mark_example(document.docx, language)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _mark_example(document: Any, language: str) -> None:
    """In an example installation, say on each page and at the beginning of the text that it is one."""
    if mark := example_mark(language):
        for section in document.sections:
            section.header.is_linked_to_previous = False
            section.header.paragraphs[0].insert_paragraph_before(mark)
        document.paragraphs[0].insert_paragraph_before(mark)
