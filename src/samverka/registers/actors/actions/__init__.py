"""What is done with mandates and with organisations that people register."""

from samverka.registers.actors.actions.mandates import (
    accept_invitation,
    appoint_first,
    appoint_stand_in,
    end_mandate,
    give_mandate,
    invite,
    withdraw_invitation,
)
from samverka.registers.actors.actions.organisations import confirm_organisation, register_organisation

__all__ = [
    "accept_invitation",
    "appoint_first",
    "appoint_stand_in",
    "confirm_organisation",
    "end_mandate",
    "give_mandate",
    "invite",
    "register_organisation",
    "withdraw_invitation",
]
