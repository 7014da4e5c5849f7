"""PDF documents, accessible and fit for the archive: PDF/UA-1 and PDF/A-3a at once, made by typst from plain data.

What people wrote reaches a template only as data (`/data.json`), so it is never read as markup.
"""

import io
import json
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pikepdf
import typst
from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.refusals import Refused

__all__ = ["compile_pdf", "example_mark", "template_file"]

_STANDARDS: Final[list[Any]] = ["ua-1", "a-3a"]
_LAYOUT: Final = Path(__file__).parent / "templates" / "documents" / "layout.typ"


def compile_pdf(
    template: str, data: dict[str, Any], *, language: str, title: str, made_at: datetime | None = None
) -> bytes:
    """Write a document.

    Args:
        template: `app/name.typ`, in the `templates` folder of the app. It begins with `#import "/layout.typ": *`.
        data: what the template reads from `/data.json`; days and texts in three languages as plain strings.
        language: `sv`, `fi` or `en`. title: what readers and screen readers call the document.
        made_at: when it says it was made; now, unless it is given.

    Raises `Refused` where a text holds a sign that no font at hand can show.
    """
    known = data | {"language": language, "title": title, "example": example_mark(language)}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "layout.typ").write_text(_LAYOUT.read_text())
        (root / "main.typ").write_text(template_file(template).read_text())
        (root / "data.json").write_text(json.dumps(known, cls=DjangoJSONEncoder))
        return _with_row_headers(_compiled(root, made_at or this_moment()))


def example_mark(language: str) -> str:
    """What a document of an example installation says of itself; nothing in any other."""
    with override(language):
        return gettext("Example. Nothing here is true.") if settings.EXAMPLE else ""


def template_file(template: str) -> Path:
    """The file of a template named `app/name`, as Django finds its own."""
    label, _slash, _name = template.partition("/")
    return Path(apps.get_app_config(label).path) / "templates" / template


def _compiled(root: Path, made_at: datetime) -> bytes:
    """The letters that typst brings do for the languages of the law; names in others use what the machine has."""
    try:
        return _typst(root, made_at, only_its_own_fonts=True)
    except typst.TypstError as problem:
        if not _lacks_a_sign(problem):
            raise
    try:
        return _typst(root, made_at, only_its_own_fonts=False)
    except typst.TypstError as problem:
        if not _lacks_a_sign(problem):
            raise
        raise Refused(
            _(
                "The text has a sign that cannot be shown in the document, such as a picture sign: %(sign)s. Remove it."
            )
            % {"sign": problem.message.partition("`")[2].partition("`")[0]}
        ) from problem


def _lacks_a_sign(problem: typst.TypstError) -> bool:
    return "could not be displayed" in problem.message or "codepoint" in problem.message


def _typst(root: Path, made_at: datetime, *, only_its_own_fonts: bool) -> bytes:
    made = typst.compile(
        root / "main.typ",
        root=root,
        format="pdf",
        pdf_standards=_STANDARDS,
        ignore_system_fonts=only_its_own_fonts,
        package_path=root,
        package_cache_path=root,
        timestamp=int(made_at.timestamp()),
    )
    assert isinstance(made, bytes)  # noqa: S101  (one document, not a list of pictures)
    return made


def _with_row_headers(content: bytes) -> bytes:
    """Let the first cell of each row of a table's body be the header of its row, which typst cannot yet say."""
    with pikepdf.open(io.BytesIO(content)) as document:
        for cell in _first_cells(document.Root.StructTreeRoot):
            cell.S = pikepdf.Name.TH
            cell.A.append(pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row))
        written = io.BytesIO()
        document.save(written, deterministic_id=True)
    return written.getvalue()


def _first_cells(element: Any) -> Iterator[Any]:
    for child in _children(element):
        if child.get("/S") == pikepdf.Name.TR and element.get("/S") == pikepdf.Name.TBody:
            yield from _children(child)[:1]
        else:
            yield from _first_cells(child)


def _children(element: Any) -> list[Any]:
    inside = element.get("/K")
    found = inside if isinstance(inside, pikepdf.Array) else [inside]
    return [child for child in found if isinstance(child, pikepdf.Dictionary)]
