"""Bodies as stored."""

from samverka.work.bodies.models.body import Body, Founder
from samverka.work.bodies.models.deciding import Ballot, Decision, Dissent, Proposal, Vote
from samverka.work.bodies.models.following import Initiative, Task
from samverka.work.bodies.models.meeting import AgendaItem, Attachment, Meeting
from samverka.work.bodies.models.minutes import Minutes, MinutesCheck, PublishedMinutes
from samverka.work.bodies.models.sitting import Attendance, Disqualification
from samverka.work.bodies.models.term import Appointment, Post, Seat, Term

__all__ = [
    "AgendaItem",
    "Appointment",
    "Attachment",
    "Attendance",
    "Ballot",
    "Body",
    "Decision",
    "Disqualification",
    "Dissent",
    "Founder",
    "Initiative",
    "Meeting",
    "Minutes",
    "MinutesCheck",
    "Post",
    "Proposal",
    "PublishedMinutes",
    "Seat",
    "Task",
    "Term",
    "Vote",
]
