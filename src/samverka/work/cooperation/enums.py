"""The vocabulary of cooperation."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from samverka.registers.actors import roles

__all__ = ["ANSWERING", "INSIDE", "CooperationState", "Part", "PartyState"]


class CooperationState(TextChoices):
    """Where a cooperation stands, by the acts of those who found it."""

    PREPARING = "preparing", _("In preparation")
    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended")


class PartyState(TextChoices):
    """Where an organisation stands in a cooperation, by its own acts and those of the founders."""

    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Takes part")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Invitation taken back")
    LEFT = "left", _("Left")
    REMOVED = "removed", _("Removed")


class Part(TextChoices):
    """As what an organisation is asked to take part."""

    FOUNDER = "founder", _("Founding municipality")
    PARTY = "party", _("Party")
    EXPERT = "expert", _("Expert")


# Who answers an invitation, or leaves, in an organisation's name.
ANSWERING: Final = (roles.COORDINATOR, roles.OFFICER, roles.REPRESENTATIVE)

# Who sees what their organisation takes part in. Those who only keep mandates do not, nor do members of one body.
INSIDE: Final = (
    *ANSWERING,
    roles.SECRETARY,
    roles.SIGNATORY,
    roles.REGIONAL_OFFICER,
    roles.SUPERVISOR,
    roles.PLANNER,
)
