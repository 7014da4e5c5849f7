"""What is asked of the record of sources."""

from django.db.models import Max

from samverka.foundation.documents.models import Source

__all__ = ["registers_version"]


def registers_version() -> str:
    """A text that changes whenever a register is read anew; empty before the first import."""
    latest = Source.objects.aggregate(latest=Max("imported_at"))["latest"]
    return latest.isoformat() if latest else ""
