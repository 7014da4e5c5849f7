"""What every view declares of itself, on a page or as data: to whom it is open, and that it only reads."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, Final

from django.db import connection

__all__ = ["Openness", "WritingOnRead", "only_reads"]

View = Callable[..., Any]

_WRITES: Final = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE")


class Openness(StrEnum):
    """Who may call an address."""

    PUBLIC = "public"


class WritingOnRead(Exception):
    """A view that only reads tried to change the database."""


def only_reads(openness: Openness) -> Callable[[View], View]:
    """Declare that a view changes nothing, which is held to, and is open to whom `openness` says."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            with connection.execute_wrapper(_refuse_writing):
                return view(*args, **kwargs)

        guarded.openness = openness  # type: ignore[attr-defined]
        return guarded

    return declare


def _refuse_writing(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
    if sql.lstrip().upper().startswith(_WRITES):
        raise WritingOnRead(sql)
    return execute(sql, params, many, context)
