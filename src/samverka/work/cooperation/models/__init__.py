"""Cooperation as stored."""

from samverka.work.cooperation.models.cooperation import Cooperation
from samverka.work.cooperation.models.party import Party

__all__ = ["Cooperation", "Party"]
