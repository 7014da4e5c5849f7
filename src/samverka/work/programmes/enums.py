"""The vocabulary of programmes."""

from typing import Final

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from samverka.registers.actors import roles

__all__ = [
    "BEFORE_ADOPTION",
    "INSIDE",
    "OPEN_MEASURES",
    "OPEN_PARTS",
    "PREPARING",
    "RANK",
    "REPORTING",
    "RUNNING",
    "EditionPurpose",
    "Handling",
    "MeasureState",
    "Outcome",
    "OwnerState",
    "PartState",
    "Priority",
    "ProgrammeLevel",
    "ProgrammeState",
]


class ProgrammeLevel(TextChoices):
    """For whom a programme is made."""

    MUNICIPALITY = "municipality", _("A municipality")
    JOINT = "joint", _("Several municipalities together")
    REGION = "region", _("A region")
    STATE = "state", _("The State")


class ProgrammeState(TextChoices):
    """Where a programme stands by the acts of its owners. Whether it is in force is a matter of days."""

    PREPARING = "preparing", _("In preparation")
    CONSULTED = "consulted", _("Out for opinions")
    PROPOSED = "proposed", _("Before those who adopt it")
    ADOPTED = "adopted", _("Adopted")
    EVALUATED = "evaluated", _("Evaluated")
    WITHDRAWN = "withdrawn", _("Given up")


class OwnerState(TextChoices):
    """Whether an organisation makes the programme its own."""

    INVITED = "invited", _("Invited")
    TAKES_PART = "takes_part", _("Takes part")
    DECLINED = "declined", _("Declined")


class EditionPurpose(TextChoices):
    """Why a version was fixed."""

    CONSULTATION = "consultation", _("For opinions")
    ADOPTION = "adoption", _("For adoption")


class Outcome(TextChoices):
    """What an owner's own body decided of a version."""

    ADOPTED = "adopted", _("Adopted")
    REFERRED_BACK = "referred_back", _("Referred back for preparation")


class MeasureState(TextChoices):
    """How far a measure has come, as the latest note on it says."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    GIVEN_UP = "given_up", _("Given up")


class Priority(IntegerChoices):
    """How weighty a measure is among the others of its programme."""

    HIGH = 1, _("High")
    ORDINARY = 2, _("Ordinary")
    LOW = 3, _("Low")


class PartState(TextChoices):
    """Where a ministry's part of the State programme stands."""

    ASKED = "asked", _("Asked for")
    ANSWERED = "answered", _("Given")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Put together")


class Handling(TextChoices):
    """What an opinion led to."""

    HEEDED = "heeded", _("Taken into account")
    PARTLY = "partly", _("Partly taken into account")
    NOT_HEEDED = "not_heeded", _("Not taken into account")


BEFORE_ADOPTION: Final = (ProgrammeState.PREPARING, ProgrammeState.CONSULTED, ProgrammeState.PROPOSED)
RUNNING: Final = (ProgrammeState.ADOPTED, ProgrammeState.EVALUATED)
OPEN_MEASURES: Final = (MeasureState.PLANNED, MeasureState.UNDER_WAY)
OPEN_PARTS: Final = (PartState.ASKED, PartState.RETURNED)

RANK: Final = {
    ProgrammeLevel.MUNICIPALITY: 1,
    ProgrammeLevel.JOINT: 1,
    ProgrammeLevel.REGION: 2,
    ProgrammeLevel.STATE: 3,
}
"""How high a level is: goals serve goals of higher ones."""

# Who writes a programme; who says how a measure goes; who sees what is not public.
PREPARING: Final = (roles.COORDINATOR, roles.REGIONAL_OFFICER, roles.PLANNER)
REPORTING: Final = (*PREPARING, roles.OFFICER, roles.REPRESENTATIVE)
INSIDE: Final = (*REPORTING, roles.SIGNATORY)
