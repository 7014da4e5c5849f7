"""Stopping letters of a kind by one click in the letter itself, without signing in (RFC 8058)."""

from typing import Final

from django.core.signing import BadSignature, Signer

__all__ = ["CHOOSE_PATH", "EVERY_DAILY", "CannotStop", "stop_path", "who_stops_what"]

# In place of a kind: all kinds that come in the daily letter.
EVERY_DAILY: Final = "daily"

# Pages of the portal, without their language; a test holds them to its addresses.
CHOOSE_PATH: Final = "me/letters/"
_STOP_PATH: Final = "me/letters/stop/"

_SIGNER = Signer(salt="samverka.notices.stop", sep=".")


class CannotStop(LookupError):
    """The address was not made by us, or not wholly copied."""


def stop_path(user_pk: int, kind: str) -> str:
    """The page by which a person stops letters of a kind, or the daily one. It holds as long as the secret key."""
    return f"{_STOP_PATH}{_SIGNER.sign(f'{user_pk}-{kind}')}/"


def who_stops_what(token: str) -> tuple[int, str]:
    """Whose letters, and of which kind, a token stops. Raises `CannotStop`."""
    try:
        user_pk, _dash, kind = _SIGNER.unsign(token).partition("-")
    except BadSignature as wrong:
        raise CannotStop("This is not an address from one of our letters.") from wrong
    return int(user_pk), kind
