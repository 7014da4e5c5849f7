"""The lives of programmes, owners, measures and parts as tables of acts. In force, late and silent are days."""

from typing import Final

from samverka.foundation.kernel.lifecycle import Lifecycle, Transition
from samverka.work.programmes.enums import (
    BEFORE_ADOPTION,
    MeasureState,
    OwnerState,
    PartState,
    ProgrammeState,
)

__all__ = ["MEASURE", "OWNER", "PART", "PROGRAMME"]

_WRITTEN = (ProgrammeState.PREPARING, ProgrammeState.CONSULTED)

# A running programme that is revised stays adopted while the new version lies before its owners.
PROGRAMME: Final = Lifecycle(
    "programme",
    ProgrammeState.PREPARING,
    (
        Transition("consult", _WRITTEN, ProgrammeState.CONSULTED),
        Transition("propose", _WRITTEN, ProgrammeState.PROPOSED),
        Transition("propose", (ProgrammeState.ADOPTED,), ProgrammeState.ADOPTED),
        Transition("take_back", (ProgrammeState.PROPOSED,), ProgrammeState.PREPARING),
        Transition("take_back", (ProgrammeState.ADOPTED,), ProgrammeState.ADOPTED),
        Transition("adopt", (ProgrammeState.PROPOSED,), ProgrammeState.PROPOSED),
        Transition("adopt", (ProgrammeState.ADOPTED,), ProgrammeState.ADOPTED),
        Transition("adopt_last", (ProgrammeState.PROPOSED, ProgrammeState.ADOPTED), ProgrammeState.ADOPTED),
        Transition("refer_back", (ProgrammeState.PROPOSED,), ProgrammeState.PREPARING),
        Transition("refer_back", (ProgrammeState.ADOPTED,), ProgrammeState.ADOPTED),
        Transition("evaluate", (ProgrammeState.ADOPTED,), ProgrammeState.EVALUATED),
        Transition("withdraw", BEFORE_ADOPTION, ProgrammeState.WITHDRAWN),
    ),
)

OWNER: Final = Lifecycle(
    "owner",
    OwnerState.INVITED,
    (
        Transition("accept", (OwnerState.INVITED,), OwnerState.TAKES_PART),
        Transition("decline", (OwnerState.INVITED,), OwnerState.DECLINED),
        Transition("invite_again", (OwnerState.DECLINED,), OwnerState.INVITED),
    ),
)

_ANY = (MeasureState.PLANNED, MeasureState.UNDER_WAY, MeasureState.DONE, MeasureState.GIVEN_UP)

MEASURE: Final = Lifecycle(
    "measure",
    MeasureState.PLANNED,
    (
        Transition(MeasureState.PLANNED, (MeasureState.PLANNED,), MeasureState.PLANNED),
        Transition(MeasureState.UNDER_WAY, _ANY, MeasureState.UNDER_WAY),
        Transition(MeasureState.DONE, (*_ANY[:2], MeasureState.DONE), MeasureState.DONE),
        Transition(MeasureState.GIVEN_UP, (*_ANY[:2], MeasureState.GIVEN_UP), MeasureState.GIVEN_UP),
    ),
)

PART: Final = Lifecycle(
    "part",
    PartState.ASKED,
    (
        Transition("answer", (PartState.ASKED, PartState.RETURNED), PartState.ANSWERED),
        Transition("return", (PartState.ANSWERED, PartState.ACCEPTED), PartState.RETURNED),
        Transition("accept", (PartState.ANSWERED,), PartState.ACCEPTED),
    ),
)
