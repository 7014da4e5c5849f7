"""What is done in a cooperation: founding, inviting, answering, starting, changing, leaving, ending."""

from samverka.work.cooperation.actions.founding import change, end, found, start
from samverka.work.cooperation.actions.taking_part import (
    accept,
    decline,
    invite,
    leave,
    remove,
    show,
    withdraw,
)

__all__ = [
    "accept",
    "change",
    "decline",
    "end",
    "found",
    "invite",
    "leave",
    "remove",
    "show",
    "start",
    "withdraw",
]
