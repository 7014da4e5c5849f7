"""From a notice to a letter in the outbox, and from there to the mail server."""

from samverka.foundation.notices.delivery.post import deliver
from samverka.foundation.notices.delivery.stopping import EVERY_DAILY, CannotStop, stop_path, who_stops_what
from samverka.foundation.notices.delivery.writing import daily_letter, letter_of, wanted_how

__all__ = [
    "EVERY_DAILY",
    "CannotStop",
    "daily_letter",
    "deliver",
    "letter_of",
    "stop_path",
    "wanted_how",
    "who_stops_what",
]
