"""Calls and minutes as files, attachments, and the calendar of a body."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from samverka.foundation.documents.pdf import compile_pdf
from samverka.foundation.documents.word import fill_docx
from samverka.foundation.kernel.clock import today
from samverka.overview.access import NotFound, get_attachment, get_meeting
from samverka.portal.bodies.views.minutes import published_blocks
from samverka.portal.doors import PUBLIC, reads
from samverka.portal.files import download, saved_as
from samverka.portal.requests import Request
from samverka.work.bodies.marks import Block, shown
from samverka.work.bodies.models import Meeting
from samverka.work.bodies.rules import is_within
from samverka.work.bodies.writing import call_blocks, for_public, for_those_within

__all__ = ["attachment", "call", "minutes"]

_PDF = "application/pdf"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@reads(PUBLIC)
def attachment(request: Request, pk: int) -> HttpResponse:
    """A file that belongs to a matter."""
    return download(get_attachment(request.acting, pk, today()).file)


@reads(PUBLIC)
def call(request: Request, pk: int, kind: str) -> HttpResponse:
    """The call to a meeting, with its agenda."""
    meeting = get_meeting(request.acting, pk)
    within = is_within(request.acting, meeting.body)
    made = call_blocks(meeting)
    blocks = shown(for_those_within(made) if within else for_public(made), names=within)
    with override(meeting.language):
        return _written(meeting, blocks, _("Call to the meeting"), "call", kind)


@reads(PUBLIC)
def minutes(request: Request, pk: int, kind: str) -> HttpResponse:
    """Published minutes, as they may be read today."""
    meeting = get_meeting(request.acting, pk)
    edition = meeting.minutes.editions.first()
    if edition is None:
        raise NotFound("The minutes have not been published.")
    blocks = published_blocks(edition, within=is_within(request.acting, meeting.body))
    with override(meeting.language):
        return _written(meeting, blocks, _("Minutes"), "minutes", kind)


def _written(meeting: Meeting, blocks: list[Block], what: str, name: str, kind: str) -> HttpResponse:
    title = str(meeting.name.in_language(meeting.language))
    data: dict[str, Any] = {"kind": what, "blocks": blocks, "heads": [_("What"), _("Which")]}
    known: dict[str, Any] = {"language": meeting.language, "title": title}
    file = f"{name}-{meeting.body_id}-{meeting.number}-{meeting.year}.{kind}"
    if kind == "pdf":
        return saved_as(file, compile_pdf("bodies/document.typ", data, **known), _PDF)
    return saved_as(file, fill_docx("bodies/document.docx", data, **known), _WORD)
