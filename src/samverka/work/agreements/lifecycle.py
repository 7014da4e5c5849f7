"""The life of an agreement as a table of acts. Being in force, due for review and over are days, not acts."""

from typing import Final

from samverka.foundation.kernel.lifecycle import Lifecycle, Transition
from samverka.work.agreements.enums import CHANGEABLE, AgreementState

__all__ = ["AGREEMENT"]

AGREEMENT: Final = Lifecycle(
    "agreement",
    AgreementState.DRAFT,
    (
        Transition("open", (AgreementState.DRAFT,), AgreementState.NEGOTIATING),
        Transition("propose", (AgreementState.NEGOTIATING,), AgreementState.APPROVING),
        Transition("approve", (AgreementState.APPROVING,), AgreementState.APPROVING),
        Transition("approve_last", (AgreementState.APPROVING,), AgreementState.SIGNING),
        Transition("sign", (AgreementState.SIGNING,), AgreementState.SIGNING),
        Transition("sign_last", (AgreementState.SIGNING,), AgreementState.AGREED),
        Transition("change", (AgreementState.DRAFT,), AgreementState.DRAFT),
        Transition(
            "change",
            (AgreementState.NEGOTIATING, AgreementState.APPROVING, AgreementState.SIGNING),
            AgreementState.NEGOTIATING,
        ),
        Transition("withdraw", CHANGEABLE, AgreementState.WITHDRAWN),
        Transition("terminate", (AgreementState.AGREED,), AgreementState.TERMINATED),
    ),
)
