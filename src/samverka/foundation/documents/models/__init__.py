"""Documents as stored."""

from samverka.foundation.documents.models.file import StoredFile
from samverka.foundation.documents.models.source import Source

__all__ = ["Source", "StoredFile"]
