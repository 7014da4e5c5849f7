"""The journal as stored."""

from samverka.foundation.journal.models.entry import Entry

__all__ = ["Entry"]
