"""The steps that the acts share: taking a row to change it, settling what the change voids, telling the parties."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.models import User
from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.languages import plain
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
from samverka.work.agreements.phrases import Told, Verb
from samverka.work.agreements.queries import content_of, digest_of

__all__ = [
    "only_drafters",
    "only_signatories",
    "people_by_organisation",
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


def people_by_organisation(
    agreement: Agreement, *roles: Role, but: Actor | None = None
) -> Iterator[tuple[Actor, list[User]]]:
    """Each party, except one of them, with its people who have one of the roles."""
    for party in agreement.parties.select_related("organisation"):
        if but is None or party.organisation_id != but.pk:
            yield party.organisation, people_of([party.organisation], *roles)


def tell_parties(
    by: Acting,
    agreement: Agreement,
    kind: Told,
    *roles: Role,
    but: Actor | None = None,
    asks: bool = False,
    **details: Any,
) -> None:
    """Tell people of the parties, in the name of the party for which they act.

    Args:
        by: who acts, and knows already; who is asked for something is asked even so.
        roles: of those to tell; all who are inside, if none is named. but: a party whose people are not told.
        asks: whether they are asked to do something, for each party for which they act; else each is told once.
    """
    known = set() if asks else {by.user.pk}
    for organisation, users in people_by_organisation(agreement, *(roles or INSIDE), but=but):
        told = [user for user in users if user.pk not in known]
        known |= set() if asks else {user.pk for user in told}
        tell(
            told,
            kind,
            f"agreements/{agreement.pk}/",
            subject=agreement,
            organisation_key=organisation.slug,
            asks=asks,
            title=plain(agreement.title),
            **details,
        )
