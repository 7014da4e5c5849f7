"""The one place that knows what day it is, in Finland."""

from datetime import date

from django.utils import timezone

__all__ = ["today"]


def today() -> date:
    """The present day in the time zone of the installation (Europe/Helsinki)."""
    return timezone.localdate()
