"""The life of a cooperation and that of a party in it."""

from typing import Final

from samverka.foundation.kernel.lifecycle import Lifecycle, Transition
from samverka.work.cooperation.enums import CooperationState as C
from samverka.work.cooperation.enums import PartyState as P
from samverka.work.cooperation.phrases import Verb

__all__ = ["COOPERATION", "PARTY"]

# One that was never started can be given up: it ends without having begun.
COOPERATION: Final = Lifecycle(
    "cooperation",
    C.PREPARING,
    (
        Transition(Verb.STARTED, (C.PREPARING,), C.ACTIVE),
        Transition(Verb.ENDED, (C.PREPARING, C.ACTIVE), C.ENDED),
    ),
)

PARTY: Final = Lifecycle(
    "party",
    P.INVITED,
    (
        Transition(Verb.ACCEPTED, (P.INVITED,), P.ACCEPTED),
        Transition(Verb.DECLINED, (P.INVITED,), P.DECLINED),
        Transition(Verb.WITHDRAWN, (P.INVITED,), P.WITHDRAWN),
        Transition(Verb.LEFT, (P.ACCEPTED,), P.LEFT),
        Transition(Verb.REMOVED, (P.ACCEPTED,), P.REMOVED),
    ),
)
