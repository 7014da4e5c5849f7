"""The vocabulary of bodies, in the words of the meeting room."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from samverka.registers.actors import roles

__all__ = [
    "ANSWERING",
    "DECIDING",
    "HOSTING",
    "AnswerKind",
    "Appeal",
    "BodyKind",
    "BodyState",
    "Category",
    "CheckState",
    "Choice",
    "Ending",
    "Ground",
    "InitiativeState",
    "ItemKind",
    "MeetingState",
    "Outcome",
    "Place",
    "PostKind",
    "TaskState",
]

# Who prepares a body for the organisation that keeps it, and who answers what a body proposes to an organisation.
HOSTING: Final = (roles.COORDINATOR, roles.REGIONAL_OFFICER)
ANSWERING: Final = (
    roles.COORDINATOR,
    roles.OFFICER,
    roles.REPRESENTATIVE,
    roles.REGIONAL_OFFICER,
    roles.SUPERVISOR,
    roles.PLANNER,
)


class BodyKind(TextChoices):
    DELEGATION = "delegation", _("Delegation")
    REGIONAL_GROUP = "regional_group", _("Regional cooperation group")
    REGIONAL_ETNO = "regional_etno", _("Regional Advisory Board for Ethnic Relations")


class BodyState(TextChoices):
    """Where a body stands, by the acts of those who set it up."""

    PREPARING = "preparing", _("In preparation")
    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended")


class Appeal(TextChoices):
    """What may be asked for against a decision of the body, which sets how long names stay in published minutes."""

    RECTIFICATION = "rectification", _("Request for rectification, 14 days")
    APPEAL = "appeal", _("Appeal, 30 days")

    @property
    def days(self) -> int:
        return 14 if self is Appeal.RECTIFICATION else 30


class Category(TextChoices):
    """Whom a seat is for."""

    MUNICIPALITY = "municipality", _("Municipality")
    COUNTY = "county", _("Wellbeing services county")
    AUTHORITY = "authority", _("Other authority")
    LABOUR_MARKET = "labour_market", _("Labour market organisations")
    ENTREPRENEURS = "entrepreneurs", _("Entrepreneurs")
    VOLUNTARY = "voluntary", _("Voluntary organisations")
    IMMIGRANTS = "immigrants", _("Immigrants and minorities")
    RELIGIOUS = "religious", _("Religious communities")
    EDUCATION = "education", _("Education")
    EXPERT = "expert", _("Expert")


class Place(TextChoices):
    """In which place of a seat a person is: a seat has a member and a personal substitute."""

    MEMBER = "member", _("Member")
    SUBSTITUTE = "substitute", _("Personal substitute")


class Ending(TextChoices):
    """Why somebody left a seat before the term ended."""

    RESIGNED = "resigned", _("Resigned")
    REPLACED = "replaced", _("Replaced by the one who appointed")
    LEFT_OFFICE = "left_office", _("Left the office that the seat was for")


class PostKind(TextChoices):
    CHAIR = "chair", _("Chair")
    VICE_CHAIR = "vice_chair", _("Vice chair")
    SECRETARY = "secretary", _("Secretary")


class MeetingState(TextChoices):
    """How far a meeting and its minutes have come."""

    PLANNED = "planned", _("Planned")
    CALLED = "called", _("Called")
    OPEN = "open", _("Going on")
    CLOSED = "closed", _("Closed")
    MINUTES_DRAFTED = "minutes_drafted", _("Minutes sent for checking")
    CHECKED = "checked", _("Minutes checked")
    PUBLISHED = "published", _("Minutes published")
    CANCELLED = "cancelled", _("Cancelled")


class ItemKind(TextChoices):
    DECISION = "decision", _("For decision")
    INFORMATION = "information", _("For information")


class Ground(TextChoices):
    """Grounds for disqualification: the items of section 28, subsection 1 of the Administrative Procedure Act."""

    PARTY = "1", _("is a party, or is close to one")
    REPRESENTS = "2", _("assists or represents a party, or one whom it benefits or harms")
    BENEFIT = "3", _("it can especially benefit or harm the person, or somebody close")
    SERVICE = "4", _("is in the service of a party, or has a commission of one in the matter")
    BOARD = "5", _("sits on the board of a party, or leads it, or somebody close does")
    STEERING = "6", _("sits on the board of an agency whose steering or supervision it is about")
    OTHER = "7", _("trust in the person's impartiality is endangered for another special reason")


class Choice(TextChoices):
    """How one votes: yes for the first of two proposals, no for the second."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    EMPTY = "empty", _("Empty")


class Outcome(TextChoices):
    """What became of an item of the agenda."""

    UNANIMOUS = "unanimous", _("Decided unanimously")
    BY_VOTE = "by_vote", _("Decided by vote")
    NOTED = "noted", _("Noted for information")
    TABLED = "tabled", _("Put off to a later meeting")
    SENT_BACK = "sent_back", _("Sent back to be prepared anew")


# What needs a quorum. A meeting without one can only put its matters off.
DECIDING: Final = (Outcome.UNANIMOUS, Outcome.BY_VOTE, Outcome.NOTED, Outcome.SENT_BACK)


class CheckState(TextChoices):
    ASKED = "asked", _("Asked")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Sent back")


class InitiativeState(TextChoices):
    SENT = "sent", _("Awaits an answer")
    ANSWERED = "answered", _("Answered")
    FOLLOWED_UP = "followed_up", _("Followed up")
    WITHDRAWN = "withdrawn", _("Taken back")


class AnswerKind(TextChoices):
    ACCEPTED = "accepted", _("Will be done")
    PARTLY = "partly", _("Will be done in part")
    REJECTED = "rejected", _("Will not be done")
    ELSEWHERE = "elsewhere", _("Is the task of somebody else")
    INFORMED = "informed", _("Answered with information")


class TaskState(TextChoices):
    GIVEN = "given", _("To do")
    DONE = "done", _("Done")
