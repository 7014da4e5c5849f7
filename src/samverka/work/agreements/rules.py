"""Who may do what with agreements. Nobody approves or signs for an organisation other than their own."""

from collections.abc import Callable
from typing import Final

from django.db.models import QuerySet

from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting
from samverka.work.agreements.enums import CHANGEABLE, DRAFTING, INSIDE, AgreementState
from samverka.work.agreements.models import Agreement, Approval

__all__ = [
    "FOR_WHOM",
    "VERBS",
    "can",
    "drafts_for_a_party",
    "is_drafter",
    "is_inside",
    "may_draft",
    "may_see",
    "signs_for_a_party",
]

Rule = Callable[[Acting | None, Agreement], bool]


def may_draft(acting: Acting | None) -> bool:
    """Who begins an agreement: whoever drafts for an organisation."""
    return acting is not None and acting.has(*DRAFTING)


def is_inside(acting: Acting | None, agreement: Agreement) -> bool:
    """Who sees what is not public: those who draft, approve or sign for a party; of a draft, for its drafter only."""
    if acting is None or not acting.has(*INSIDE):
        return False
    if acting.organisation.pk == agreement.drafted_for_id:
        return True
    return agreement.opened_at is not None and agreement.includes(acting.organisation)


def may_see(acting: Acting | None, agreement: Agreement) -> bool:
    """The same answer as `Agreement.objects.visible_to`."""
    return (agreement.is_public and agreement.is_concluded) or is_inside(acting, agreement)


def may_change(acting: Acting | None, agreement: Agreement) -> bool:
    """Who writes the agreement: the drafter alone in a draft, then everybody who drafts for a party."""
    return agreement.state in CHANGEABLE and drafts_for_a_party(acting, agreement)


def may_comment(acting: Acting | None, agreement: Agreement) -> bool:
    """Who comments, resolves comments and adds attachments: all inside, until it is concluded."""
    return is_inside(acting, agreement) and agreement.state in CHANGEABLE


def may_open(acting: Acting | None, agreement: Agreement) -> bool:
    """Who opens the negotiations: the drafter."""
    return agreement.state == AgreementState.DRAFT and may_change(acting, agreement)


def may_propose(acting: Acting | None, agreement: Agreement) -> bool:
    """Who fixes a version and puts it before the parties: the organisation that began the draft."""
    return agreement.state == AgreementState.NEGOTIATING and is_drafter(acting, agreement)


def may_approve(acting: Acting | None, agreement: Agreement) -> bool:
    """Who records what a party's own body approved: its signatory, once for each version."""
    waits = agreement.state == AgreementState.APPROVING and signs_for_a_party(acting, agreement)
    return waits and not _approvals(acting, agreement).exists()


def may_sign(acting: Acting | None, agreement: Agreement) -> bool:
    """Who signs in a party's name: its signatory, once for each version."""
    waits = agreement.state == AgreementState.SIGNING and signs_for_a_party(acting, agreement)
    return waits and not _approvals(acting, agreement).filter(signature__isnull=False).exists()


def may_withdraw(acting: Acting | None, agreement: Agreement) -> bool:
    """Who gives up an agreement before it is concluded: the organisation that began the draft."""
    return agreement.state in CHANGEABLE and is_drafter(acting, agreement)


def may_review(acting: Acting | None, agreement: Agreement) -> bool:
    """Who records a review of an agreement in force: whoever drafts for a party."""
    return agreement.is_concluded and not agreement.is_over and drafts_for_a_party(acting, agreement)


def may_amend(acting: Acting | None, agreement: Agreement) -> bool:
    """Who begins an amendment of a concluded agreement: whoever drafts for a party."""
    return agreement.state == AgreementState.AGREED and may_review(acting, agreement)


def may_terminate(acting: Acting | None, agreement: Agreement) -> bool:
    """Who gives notice in a party's name: a signatory of that party."""
    return (
        agreement.state == AgreementState.AGREED
        and not agreement.is_over
        and signs_for_a_party(acting, agreement)
    )


VERBS: Final[dict[str, Rule]] = {
    "see": may_see,
    "change": may_change,
    "comment": may_comment,
    "open": may_open,
    "propose": may_propose,
    "approve": may_approve,
    "sign": may_sign,
    "withdraw": may_withdraw,
    "review": may_review,
    "amend": may_amend,
    "terminate": may_terminate,
}


def can(acting: Acting | None, agreement: Agreement) -> dict[str, bool]:
    """What one who acts may do with an agreement, verb by verb."""
    return {verb: rule(acting, agreement) for verb, rule in VERBS.items()}


def drafts_for_a_party(acting: Acting | None, agreement: Agreement) -> bool:
    """Whether one writes for a party; in a draft, for the organisation that drafts it."""
    return may_draft(acting) and is_inside(acting, agreement)


def signs_for_a_party(acting: Acting | None, agreement: Agreement) -> bool:
    """Whether one approves and signs in the name of one of the parties: one's own organisation."""
    return acting is not None and acting.has(roles.SIGNATORY) and agreement.includes(acting.organisation)


def is_drafter(acting: Acting | None, agreement: Agreement) -> bool:
    """Whether one writes for the organisation that began the draft."""
    return acting is not None and may_draft(acting) and acting.organisation.pk == agreement.drafted_for_id


def _approvals(acting: Acting | None, agreement: Agreement) -> QuerySet[Approval]:
    """What one's own organisation has approved of the version that lies before the parties."""
    found = Approval.objects.filter(edition__agreement=agreement, edition__voided_at=None)
    return found.filter(party__organisation=acting.organisation) if acting else found.none()


# Whose an act is by their mandate, whatever state the agreement is in: others are turned away, not asked to try again.
FOR_WHOM: Final[dict[str, Rule]] = {
    "see": may_see,
    "change": drafts_for_a_party,
    "comment": is_inside,
    "open": is_drafter,
    "propose": is_drafter,
    "approve": signs_for_a_party,
    "sign": signs_for_a_party,
    "withdraw": is_drafter,
    "review": drafts_for_a_party,
    "amend": drafts_for_a_party,
    "terminate": signs_for_a_party,
}
