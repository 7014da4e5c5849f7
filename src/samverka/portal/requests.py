"""What a view of the portal is given."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

__all__ = ["Request"]


class Request(HttpRequest):
    """A request as our middleware hands it on: it knows who acts, and the day that it asks about."""

    # `Acting`, or `None` for the public. Views behind a door that only those who act pass need not ask again.
    acting: Any
    user: Any
    on: date
    on_given: bool
    day_problem: Promise | None
