"""Negotiating: opening the draft to the parties, commenting, resolving, working with files."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samverka.foundation.documents.actions import store_file
from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.languages import plain
from samverka.foundation.kernel.refusals import NotAllowed, Refused, require
from samverka.foundation.notices.actions import done
from samverka.registers.actors.acting import Acting
from samverka.work.agreements import rules
from samverka.work.agreements.actions.steps import only_drafters, taken, tell_parties
from samverka.work.agreements.checks import missing_for_negotiation
from samverka.work.agreements.enums import CHANGEABLE, DRAFTING
from samverka.work.agreements.lifecycle import AGREEMENT
from samverka.work.agreements.models import Agreement, Attachment, Clause, Comment
from samverka.work.agreements.phrases import Told, Verb

__all__ = ["attach", "comment", "detach", "open_negotiations", "resolve"]


@transaction.atomic
def open_negotiations(*, by: Acting, agreement: Agreement) -> Agreement:
    """Open the draft to the other parties, who can then comment on it and write it, too."""
    row = taken(agreement)
    only_drafters(by, row)
    row.state = AGREEMENT.after(row.state, "open")
    require(missing_for_negotiation(row))
    row.opened_at, row.opened_by = this_moment(), by.user
    row.save(update_fields=["state", "opened_at", "opened_by"])
    record(by, Verb.OPENED, row, row.title)
    asked = plain(by.organisation_name)
    tell_parties(by, row, Told.TO_COMMENT, *DRAFTING, but=by.organisation, asks=True, organisation=asked)
    return row


@transaction.atomic
def comment(
    *, by: Acting, agreement: Agreement, text: str, language: str, clause: Clause | None = None
) -> Comment:
    """Say something of a clause, or of the whole."""
    row = _taken_to_comment(by, agreement)
    if not text.strip():
        raise Refused(_("Write the comment."))
    if clause is not None and clause.agreement_id != row.pk:
        raise Refused(_("The clause belongs to another agreement."))
    said = Comment.objects.create(
        agreement=row,
        clause=clause,
        text=text.strip(),
        language=language,
        written_by=by.user,
        written_for=by.organisation,
    )
    record(by, Verb.COMMENTED, row, row.title)
    done(Told.TO_COMMENT, row, by.user, organisation_key=by.organisation_key)
    if row.opened_at:
        tell_parties(by, row, Told.COMMENTED, *DRAFTING, organisation=plain(by.organisation_name))
    return said


@transaction.atomic
def resolve(*, by: Acting, comment: Comment) -> Comment:
    """Note that what a comment asked for has been dealt with."""
    row = _taken_to_comment(by, comment.agreement)
    found = row.comments.select_for_update().get(pk=comment.pk)
    if not found.is_open:
        return found
    found.resolved_at, found.resolved_by, found.resolved_for = this_moment(), by.user, by.organisation
    found.save(update_fields=["resolved_at", "resolved_by", "resolved_for"])
    record(by, Verb.RESOLVED, row, row.title)
    return found


@transaction.atomic
def attach(*, by: Acting, agreement: Agreement, name: str, content: bytes) -> Attachment:
    """Add a file for the parties alone. Raises `Refused` where it is of no kind that is stored."""
    row = _taken_to_comment(by, agreement)
    file = store_file(name=name, content=content)
    attached = Attachment.objects.create(
        agreement=row, file=file, added_by=by.user, added_for=by.organisation
    )
    record(by, Verb.ATTACHED, row, row.title)
    return attached


@transaction.atomic
def detach(*, by: Acting, attachment: Attachment) -> None:
    """Take away a file that one's own organisation has added."""
    row = _taken_to_comment(by, attachment.agreement)
    if attachment.added_for_id != by.organisation.pk:
        raise NotAllowed(_("Only the organisation that added the file can remove it."))
    attachment.delete()
    record(by, Verb.DETACHED, row, row.title)


def _taken_to_comment(by: Acting, agreement: Agreement) -> Agreement:
    row = taken(agreement)
    if not rules.is_inside(by, row):
        raise NotAllowed(_("Only those who act for one of the parties can do this."))
    if row.state not in CHANGEABLE:
        raise Refused(_("The agreement is concluded or given up. Nothing is added to it any more."))
    return row
