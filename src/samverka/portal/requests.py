"""What a view of the portal is given."""

from datetime import date

from django.http import HttpRequest
from django.utils.functional import Promise

__all__ = ["Request"]


class Request(HttpRequest):
    """A request as our middleware hands it on: it knows the day that it asks about."""

    on: date
    on_given: bool
    day_problem: Promise | None
