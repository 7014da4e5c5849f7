"""The vocabulary of agreements."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from samverka.registers.actors import roles

__all__ = [
    "CHANGEABLE",
    "CONCLUDED",
    "DRAFTING",
    "FROZEN",
    "INSIDE",
    "AgreementKind",
    "AgreementState",
    "Conclusion",
]


class AgreementKind(TextChoices):
    """What sort of agreement it is, which decides by what law it is measured."""

    COOPERATION = "cooperation", _("Cooperation agreement")
    PLACEMENT = "placement", _("Agreement on municipal placement")
    OTHER = "other", _("Other agreement")


class AgreementState(TextChoices):
    """Where an agreement stands by the acts of its parties. Whether it is in force, due or over is a matter of days."""

    DRAFT = "draft", _("Draft")
    NEGOTIATING = "negotiating", _("Under negotiation")
    APPROVING = "approving", _("Being approved")
    SIGNING = "signing", _("Being signed")
    AGREED = "agreed", _("Signed by all")
    TERMINATED = "terminated", _("Notice given")
    WITHDRAWN = "withdrawn", _("Given up")


class Conclusion(TextChoices):
    """What the parties concluded when they reviewed an agreement."""

    KEEP = "keep", _("It stays as it is")
    AMEND = "amend", _("It is to be amended")
    END = "end", _("It is to be ended")


CHANGEABLE: Final = (
    AgreementState.DRAFT,
    AgreementState.NEGOTIATING,
    AgreementState.APPROVING,
    AgreementState.SIGNING,
)
# A fixed version lies before the parties, or has been signed by them.
FROZEN: Final = (
    AgreementState.APPROVING,
    AgreementState.SIGNING,
    AgreementState.AGREED,
    AgreementState.TERMINATED,
)
CONCLUDED: Final = (AgreementState.AGREED, AgreementState.TERMINATED)

# Who writes and comments for a party; who sees what is not public. Approving and signing is the signatory's alone.
DRAFTING: Final = (roles.COORDINATOR, roles.OFFICER, roles.REPRESENTATIVE, roles.REGIONAL_OFFICER)
INSIDE: Final = (*DRAFTING, roles.SIGNATORY)
