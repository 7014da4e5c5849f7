"""Files as answers: always to be saved, never shown in the page, and able to do nothing in the browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from samverka.foundation.documents.models import StoredFile

__all__ = ["download", "saved_as"]


def download(stored: StoredFile) -> HttpResponse:
    """The content of a stored file. The caller has got the row that it belongs to through its door."""
    return saved_as(stored.name, stored.read(), stored.content_type)


def saved_as(name: str, content: bytes, content_type: str) -> HttpResponse:
    """Content that the browser saves under a name."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=name)
    )
    response._csp_update = {"sandbox": True}  # type: ignore[attr-defined]  # noqa: SLF001  (how django-csp is told)
    return response
