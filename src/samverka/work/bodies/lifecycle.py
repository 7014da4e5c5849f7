"""The lives of a body, its meetings, the checking of minutes, proposals and tasks."""

from typing import Final

from samverka.foundation.kernel.lifecycle import Lifecycle, Transition
from samverka.work.bodies.enums import BodyState as B
from samverka.work.bodies.enums import CheckState as C
from samverka.work.bodies.enums import InitiativeState as I
from samverka.work.bodies.enums import MeetingState as M
from samverka.work.bodies.enums import TaskState as T
from samverka.work.bodies.phrases import Verb

__all__ = ["BODY", "CHECK", "INITIATIVE", "MEETING", "TASK"]

# One that was never started can be given up: it ends without having begun.
BODY: Final = Lifecycle(
    "body",
    B.PREPARING,
    (
        Transition(Verb.STARTED, (B.PREPARING,), B.ACTIVE),
        Transition(Verb.ENDED, (B.PREPARING, B.ACTIVE), B.ENDED),
    ),
)

MEETING: Final = Lifecycle(
    "meeting",
    M.PLANNED,
    (
        Transition(Verb.CALLED, (M.PLANNED,), M.CALLED),
        Transition(Verb.OPENED, (M.CALLED,), M.OPEN),
        Transition(Verb.CLOSED, (M.OPEN,), M.CLOSED),
        Transition(Verb.DRAFTED, (M.CLOSED,), M.MINUTES_DRAFTED),
        Transition(Verb.SENT_BACK, (M.MINUTES_DRAFTED,), M.CLOSED),
        Transition(Verb.CHECKED, (M.MINUTES_DRAFTED,), M.CHECKED),
        Transition(Verb.PUBLISHED, (M.CHECKED,), M.PUBLISHED),
        Transition(Verb.CORRECTED, (M.PUBLISHED,), M.PUBLISHED),
        Transition(Verb.CANCELLED, (M.PLANNED, M.CALLED), M.CANCELLED),
    ),
)

CHECK: Final = Lifecycle(
    "check",
    C.ASKED,
    (
        Transition(Verb.APPROVED, (C.ASKED,), C.APPROVED),
        Transition(Verb.SENT_BACK, (C.ASKED,), C.RETURNED),
        Transition(Verb.DRAFTED, (C.ASKED, C.APPROVED, C.RETURNED), C.ASKED),
    ),
)

INITIATIVE: Final = Lifecycle(
    "initiative",
    I.SENT,
    (
        Transition(Verb.ANSWERED, (I.SENT,), I.ANSWERED),
        Transition(Verb.FOLLOWED_UP, (I.ANSWERED,), I.FOLLOWED_UP),
        Transition(Verb.INITIATIVE_WITHDRAWN, (I.SENT,), I.WITHDRAWN),
    ),
)

TASK: Final = Lifecycle("task", T.GIVEN, (Transition(Verb.TASK_DONE, (T.GIVEN,), T.DONE),))
