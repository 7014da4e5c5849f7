"""What follows: reviews in time, amendments, notice, and giving up before anything is concluded."""

from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.languages import in_figures, plain
from samverka.foundation.kernel.periods import months_later
from samverka.foundation.kernel.refusals import NotAllowed, Refused
from samverka.foundation.notices.actions import call_off, done, remind
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.roles import Role
from samverka.work.agreements import rules
from samverka.work.agreements.actions.steps import (
    only_drafters,
    only_signatories,
    people_by_organisation,
    taken,
    tell_parties,
)
from samverka.work.agreements.enums import DRAFTING, INSIDE, AgreementState
from samverka.work.agreements.lifecycle import AGREEMENT
from samverka.work.agreements.models import Agreement, AgreementParty, Clause, Review, Service
from samverka.work.agreements.phrases import Told, Verb

__all__ = ["amend", "put_reminders", "record_review", "take_the_place_of", "terminate", "withdraw"]

_MONTHS_BEFORE: Final = (6, 3, 1)
_COPIED: Final = (
    "kind",
    "cooperation",
    "title_sv",
    "title_fi",
    "title_en",
    "in_sv",
    "in_fi",
    "in_en",
    "ends_on",
)
_ALSO_COPIED: Final = ("notice_months", "review_months", "is_public")


@transaction.atomic
def record_review(
    *, by: Acting, agreement: Agreement, reviewed_on: date, conclusion: str, text: str, language: str
) -> Review:
    """Record that the parties went through the agreement, which sets the day of the next review."""
    row = taken(agreement)
    _only_those_who_draft(by, row)
    if not rules.may_review(by, row):
        raise Refused(_("Only an agreement that all have signed, and that has not ended, is reviewed."))
    if reviewed_on > today():
        raise Refused(_("A review cannot have been made on a day that has not come. Check the day."))
    review = Review.objects.create(
        agreement=row,
        reviewed_on=reviewed_on,
        conclusion=conclusion,
        text=text,
        language=language,
        recorded_by=by.user,
        recorded_for=by.organisation,
    )
    latest = max(one.reviewed_on for one in row.reviews.all())
    row.review_due = months_later(latest, row.review_months) if row.review_months else None
    row.save(update_fields=["review_due"])
    record(by, Verb.REVIEWED, row, row.title, conclusion=conclusion, day=reviewed_on.isoformat())
    call_off(Told.REVIEW_DUE, row)
    put_reminders(row)
    return review


@transaction.atomic
def amend(*, by: Acting, agreement: Agreement) -> Agreement:
    """Begin an amendment: a draft with the same content, which takes the agreement's place once concluded."""
    row = taken(agreement)
    _only_those_who_draft(by, row)
    if not rules.may_amend(by, row):
        raise Refused(_("Only an agreement that all have signed, and that has not ended, is amended."))
    same = {name: getattr(row, name) for name in (*_COPIED, *_ALSO_COPIED)}
    amendment = Agreement.objects.create(amends=row, drafted_for=by.organisation, drafted_by=by.user, **same)
    parties = {party.pk: _copied(party, amendment) for party in AgreementParty.objects.filter(agreement=row)}
    for service in Service.objects.filter(agreement=row):
        service.arranger = parties[service.arranger_id]
        _copied(service, amendment)
    for clause in Clause.objects.filter(agreement=row):
        grounds = list(clause.rests_on.all())
        _copied(clause, amendment).rests_on.set(grounds)
    record(by, Verb.AMENDED, row, row.title)
    record(by, Verb.DRAFTED, amendment, amendment.title)
    return amendment


@transaction.atomic
def terminate(*, by: Acting, agreement: Agreement, last_day: date) -> Agreement:
    """Give notice in the name of one's own organisation. Raises `Refused` where the notice would be too short."""
    row, ends_on = taken(agreement), last_day + timedelta(days=1)
    only_signatories(by, row)
    state = AGREEMENT.after(row.state, "terminate")
    _require_notice(row, ends_on)
    row.state, row.ended_on = state, ends_on
    row.terminated_at, row.terminated_by, row.terminated_for = this_moment(), by.user, by.organisation
    row.save(update_fields=["state", "ended_on", "terminated_at", "terminated_by", "terminated_for"])
    record(by, Verb.TERMINATED, row, row.title, day=last_day.isoformat())
    _call_off_all(row)
    put_reminders(row)
    tell_parties(by, row, Told.TERMINATED, organisation=plain(by.organisation_name), day=last_day.isoformat())
    return row


@transaction.atomic
def withdraw(*, by: Acting, agreement: Agreement) -> Agreement:
    """Give the agreement up before it is concluded. What was written stays readable to those inside."""
    row = taken(agreement)
    only_drafters(by, row)
    row.state = AGREEMENT.after(row.state, "withdraw")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_for = this_moment(), by.user, by.organisation
    row.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_for"])
    row.editions.standing().update(voided_at=this_moment(), voided_by=by.user)
    record(by, Verb.WITHDRAWN, row, row.title)
    for asked in (Told.TO_COMMENT, Told.TO_APPROVE, Told.TO_SIGN):
        done(asked, row)
    if row.opened_at:
        tell_parties(by, row, Told.WITHDRAWN, organisation=plain(by.organisation_name))
    return row


def put_reminders(agreement: Agreement) -> None:
    """Remind the parties six, three and one month before a review is due and before the agreement ends.

    Of the review those who record it are reminded, who are asked for it; of the end all who are inside.
    """
    ends = agreement.period.end
    due = agreement.review_due
    if due and (ends is None or due < ends):
        _remind(agreement, Told.REVIEW_DUE, due, *DRAFTING, asks=True)
    if ends:
        _remind(agreement, Told.EXPIRING, ends - timedelta(days=1), *INSIDE, asks=False)


def take_the_place_of(by: Acting, amendment: Agreement) -> None:
    """End the agreement that an amendment amends on the day on which the amendment begins."""
    if amendment.amends_id is None or amendment.starts_on is None:
        return
    former = taken(Agreement(pk=amendment.amends_id))
    day = max(amendment.starts_on, former.starts_on or amendment.starts_on)
    if former.state != AgreementState.AGREED or (former.ended_on and former.ended_on <= day):
        return
    former.ended_on = day
    former.save(update_fields=["ended_on"])
    record(by, Verb.REPLACED, former, former.title, day=day.isoformat())
    _call_off_all(former)


def _only_those_who_draft(by: Acting, agreement: Agreement) -> None:
    if not rules.drafts_for_a_party(by, agreement):
        raise NotAllowed(_("Only those who draft for one of the parties can do this."))


def _require_notice(agreement: Agreement, ends_on: date) -> None:
    if agreement.is_over:
        raise Refused(_("The agreement has already ended."))
    if agreement.notice_months is None:
        raise Refused(_("The agreement has no period of notice: it runs to its last day."))
    earliest = max(months_later(today(), agreement.notice_months), agreement.starts_on or today())
    if ends_on <= earliest:
        known = {"months": agreement.notice_months, "day": in_figures(earliest)}
        raise Refused(
            _("The period of notice is %(months)s months. The last day can be %(day)s at the earliest.")
            % known
        )
    if agreement.period.end and ends_on >= agreement.period.end:
        raise Refused(_("The agreement ends before that day anyway. Choose an earlier day."))


def _remind(agreement: Agreement, kind: Told, due: date, *roles: Role, asks: bool) -> None:
    days = [months_later(due, -months) for months in _MONTHS_BEFORE]
    for organisation, users in people_by_organisation(agreement, *roles):
        remind(
            users,
            kind,
            f"agreements/{agreement.pk}/",
            subject=agreement,
            organisation_key=organisation.slug,
            due=due,
            remind_on=[day for day in days if day >= today()] or [today()],
            asks=asks,
            title=plain(agreement.title),
            day=due.isoformat(),
        )


def _call_off_all(agreement: Agreement) -> None:
    for kind in (Told.REVIEW_DUE, Told.EXPIRING):
        call_off(kind, agreement)


def _copied(row: AgreementParty | Service | Clause, amendment: Agreement) -> Any:
    row.pk, row._state.adding, row.agreement = None, True, amendment  # noqa: SLF001  (Django's documented way to copy)
    if not isinstance(row, AgreementParty):
        row.version = 1
    row.save()
    return row
