"""The steps that the acts share: taking a row to change it, settling what the change voids, telling the parties."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.models import User
from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.refusals import NotAllowed
from samverka.foundation.kernel.versions import locked
from samverka.foundation.notices.actions import done, tell
from samverka.registers.actors.acting import Acting, people_of
from samverka.registers.actors.models import Actor
from samverka.registers.actors.roles import Role
from samverka.work.agreements import rules
from samverka.work.agreements.enums import INSIDE
from samverka.work.agreements.lifecycle import AGREEMENT
from samverka.work.agreements.models import Agreement
from samverka.work.agreements.phrases import Told, Verb, plain
from samverka.work.agreements.queries import content_of, digest_of

__all__ = [
    "only_drafters",
    "only_signatories",
    "people",
    "settled",
    "taken",
    "taken_to_change",
    "tell_parties",
]


def taken(agreement: Agreement, version: int | None = None) -> Agreement:
    """The agreement as it stands now, locked until the act ends."""
    return locked(Agreement.objects.all(), agreement.pk, version)


def taken_to_change(by: Acting, agreement: Agreement, version: int | None = None) -> Agreement:
    """The agreement, locked, for one who may write it now. Raises `NotAllowed` or `Refused`."""
    row = taken(agreement, version)
    if not rules.drafts_for_a_party(by, row):
        raise NotAllowed(_("Only those who draft for one of the parties can change the agreement."))
    AGREEMENT.after(row.state, "change")
    return row


def settled(by: Acting, agreement: Agreement) -> Agreement:
    """Void the version that lies before the parties if the content is no longer the one that it fixed."""
    edition = agreement.edition
    if edition is None or edition.digest == digest_of(content_of(agreement)):
        return agreement
    edition.voided_at, edition.voided_by = this_moment(), by.user
    edition.save(update_fields=["voided_at", "voided_by"])
    agreement.state = AGREEMENT.after(agreement.state, "change")
    agreement.save(update_fields=["state"])
    record(by, Verb.VOIDED, agreement, number=edition.number)
    for asked in (Told.TO_APPROVE, Told.TO_SIGN):
        done(asked, agreement)
    tell_parties(by, agreement, Told.VOIDED, organisation=plain(by.organisation_name), number=edition.number)
    return agreement


def only_drafters(by: Acting, agreement: Agreement) -> None:
    """Raises `NotAllowed` for whoever does not write for the organisation that began the draft."""
    if not rules.is_drafter(by, agreement):
        raise NotAllowed(_("Only the organisation that began the draft can do this."))


def only_signatories(by: Acting, agreement: Agreement) -> None:
    """Raises `NotAllowed` for whoever does not approve and sign for one of the parties."""
    if not rules.signs_for_a_party(by, agreement):
        raise NotAllowed(_("Only a signatory of one of the parties can do this, for that party alone."))


def people(agreement: Agreement, *roles: Role, but: Actor | None = None) -> list[User]:
    """The people with one of the roles in the parties, except one of them."""
    organisations = [party.organisation for party in agreement.parties.select_related("organisation")]
    return people_of([one for one in organisations if but is None or one.pk != but.pk], *roles)


def tell_parties(
    by: Acting,
    agreement: Agreement,
    kind: Told,
    users: Iterable[User] | None = None,
    *,
    asks: bool = False,
    **details: Any,
) -> None:
    """Tell people of the parties, or only `users`; the one who acts knows already."""
    chosen = people(agreement, *INSIDE) if users is None else users
    others = [user for user in chosen if user.pk != by.user.pk]
    tell(
        others,
        kind,
        f"agreements/{agreement.pk}/",
        subject=agreement,
        asks=asks,
        title=plain(agreement.title),
        **details,
    )
