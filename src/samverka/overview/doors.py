"""What every view declares of itself, on a page or as data: to whom it is open, and whether it only reads."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from django.db import connection, transaction

from samverka.registers.actors.acting import Acting
from samverka.registers.actors.roles import Role

__all__ = [
    "ACTING",
    "PUBLIC",
    "SIGNED_IN",
    "Openness",
    "WritingOnRead",
    "only_for",
    "only_reads",
    "writes_whole",
]

View = Callable[..., Any]

_WRITES: Final = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE")


@dataclass(frozen=True, slots=True)
class Openness:
    """Who may call an address at all; which rows they then see is the rule of each row."""

    code: str
    roles: tuple[str, ...] = ()

    def admits(self, acting: Acting | None, *, signed_in: bool) -> bool:
        """Whether one who acts, or has only signed in, or neither, may call."""
        if self.code == "public":
            return True
        if self.code == "signed_in":
            return signed_in
        return acting is not None and (not self.roles or bool(acting.roles & set(self.roles)))


PUBLIC: Final = Openness("public")
SIGNED_IN: Final = Openness("signed_in")
ACTING: Final = Openness("acting")


def only_for(*roles: Role) -> Openness:
    """Open to those who act in one of the roles."""
    return Openness("roles", tuple(role.code for role in roles))


class WritingOnRead(Exception):
    """A view that only reads tried to change the database."""


def only_reads(openness: Openness) -> Callable[[View], View]:
    """Declare that a view changes nothing, which is held to, and to whom it is open."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            with connection.execute_wrapper(_refuse_writing):
                return view(*args, **kwargs)

        guarded.openness = openness  # type: ignore[attr-defined]
        return guarded

    return declare


def writes_whole(openness: Openness) -> Callable[[View], View]:
    """Declare that a view changes something, wholly or not at all, and to whom it is open."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            with transaction.atomic():
                return view(*args, **kwargs)

        guarded.openness = openness  # type: ignore[attr-defined]
        return guarded

    return declare


def _refuse_writing(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
    # Sessions are kept by the framework, not by the page: the time of last use of one is no act.
    if sql.lstrip().upper().startswith(_WRITES) and "django_session" not in sql:
        raise WritingOnRead(sql)
    return execute(sql, params, many, context)
