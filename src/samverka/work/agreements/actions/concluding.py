"""Concluding: one fixed version, approved in each party's own body, then signed by each party in its own name."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samverka.foundation.documents.actions import store_file
from samverka.foundation.documents.keys import has_own_key, key_of
from samverka.foundation.documents.signing import signed_pdf
from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.languages import plain
from samverka.foundation.kernel.periods import months_later
from samverka.foundation.kernel.refusals import Refused, require
from samverka.foundation.notices.actions import done
from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting
from samverka.work.agreements.actions.living import put_reminders, take_the_place_of
from samverka.work.agreements.actions.steps import (
    only_drafters,
    only_signatories,
    taken,
    tell_parties,
)
from samverka.work.agreements.checks import missing_for_approval, not_approved_by, not_signed_by
from samverka.work.agreements.lifecycle import AGREEMENT
from samverka.work.agreements.models import Agreement, Approval, Edition, Signature
from samverka.work.agreements.papers import agreement_pdf, file_name, place_of
from samverka.work.agreements.phrases import Told, Verb
from samverka.work.agreements.queries import content_of, digest_of

__all__ = ["Decision", "propose", "record_approval", "sign"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a party's own body decided: which body, when, in which section; the extract as name and content."""

    organ: str
    decided_on: date
    section: str
    extract: tuple[str, bytes] | None = None


@transaction.atomic
def propose(*, by: Acting, agreement: Agreement) -> Edition:
    """Fix the agreement as it reads now, and put this version before the parties. Raises `Refused`."""
    row = taken(agreement)
    only_drafters(by, row)
    state = AGREEMENT.after(row.state, "propose")
    require(missing_for_approval(row))
    number = (row.editions.aggregate(last=Max("number"))["last"] or 0) + 1
    edition = _fixed(by, row, number)
    row.state = state
    row.save(update_fields=["state"])
    record(by, Verb.PROPOSED, row, row.title, number=number)
    done(Told.TO_COMMENT, row)
    tell_parties(by, row, Told.TO_APPROVE, roles.SIGNATORY, asks=True, number=number)
    return edition


@transaction.atomic
def record_approval(*, by: Acting, edition: Edition, decision: Decision) -> Approval:
    """Record that one's own organisation's body has approved a version; the last one opens it for signing."""
    row = taken(edition.agreement)
    only_signatories(by, row)
    AGREEMENT.after(row.state, "approve")
    _still_standing(row, edition)
    party = row.parties.get(organisation=by.organisation)
    if edition.approvals.filter(party=party).exists():
        raise Refused(_("Your organisation has already approved this version."))
    require(_decision_problems(decision))
    approval = Approval.objects.create(
        edition=edition,
        party=party,
        organ=decision.organ,
        decided_on=decision.decided_on,
        section=decision.section,
        document=store_file(name=decision.extract[0], content=decision.extract[1])
        if decision.extract
        else None,
        recorded_by=by.user,
    )
    said = {"number": edition.number, "organ": decision.organ, "day": decision.decided_on.isoformat()}
    record(by, Verb.APPROVED, row, row.title, section=decision.section, **said)
    done(Told.TO_APPROVE, row, organisation_key=by.organisation_key)
    if not not_approved_by(edition):
        _open_signing(by, row)
    return approval


@transaction.atomic
def sign(*, by: Acting, edition: Edition, office: str = "") -> Signature:
    """Sign a version in the name of one's own organisation, which has approved it; the last one concludes."""
    row = taken(edition.agreement)
    only_signatories(by, row)
    AGREEMENT.after(row.state, "sign")
    _still_standing(row, edition)
    approval = edition.approvals.filter(party__organisation=by.organisation).first()
    if approval is None:
        raise Refused(
            _("Your organisation's own body has not approved this version. Record its decision first.")
        )
    if Signature.objects.filter(approval=approval).exists():
        raise Refused(_("Your organisation has already signed this version."))
    signature = _signed(by, edition, approval, office)
    record(by, Verb.SIGNED, row, row.title, number=edition.number)
    done(Told.TO_SIGN, row, organisation_key=by.organisation_key)
    tell_parties(by, row, Told.SIGNED, organisation=plain(by.organisation_name))
    if not not_signed_by(edition):
        _conclude(by, row)
    return signature


def _fixed(by: Acting, agreement: Agreement, number: int) -> Edition:
    content = content_of(agreement)
    parties = list(agreement.parties.select_related("organisation"))
    tests = [party for party in parties if not has_own_key(party.organisation.slug)]
    made = agreement_pdf(content, language=by.user.language, number=number, parties=parties, tests=tests)
    return Edition.objects.create(
        agreement=agreement,
        number=number,
        content=content,
        digest=digest_of(content),
        document=store_file(name=file_name(agreement, number, ".pdf"), content=made),
        says_test=bool(tests),
        made_by=by.user,
        made_for=by.organisation,
    )


def _still_standing(agreement: Agreement, edition: Edition) -> None:
    """Raises `Refused` where what the person read is no longer the version that lies before the parties."""
    if agreement.edition is None or agreement.edition.pk != edition.pk:
        raise Refused(
            _("The agreement has been changed since. This version is void: read the new one first.")
        )


def _decision_problems(decision: Decision) -> list[str]:
    problems = []
    if not decision.organ.strip() or not decision.section.strip():
        problems.append(_("Say which body decided, and in which section of its minutes."))
    if decision.decided_on > today():
        problems.append(_("The body cannot have decided on a day that has not come. Check the day."))
    return problems


def _open_signing(by: Acting, agreement: Agreement) -> None:
    agreement.state = AGREEMENT.after(agreement.state, "approve_last")
    agreement.save(update_fields=["state"])
    tell_parties(by, agreement, Told.TO_SIGN, roles.SIGNATORY, asks=True)


def _signed(by: Acting, edition: Edition, approval: Approval, office: str) -> Signature:
    organisation = by.organisation
    key = key_of(organisation.slug, str(organisation.name.sv or organisation.name))
    if key.is_test and not edition.says_test:
        raise Refused(
            _("The organisation's own key is gone. Import it again, or put a new version before the parties.")
        )
    reason = _("Signed for %(organisation)s, %(decision)s") % {
        "organisation": organisation.name,
        "decision": approval,
    }
    content = signed_pdf(
        edition.latest_document.read(),
        key,
        field=place_of(approval.party),
        name=by.person_name,
        reason=reason,
    )
    return Signature.objects.create(
        approval=approval,
        signed_by=by.user,
        name=by.person_name,
        office=office,
        document=store_file(name=edition.document.name, content=content),
        fingerprint=key.fingerprint,
        with_test_certificate=key.is_test,
    )


def _conclude(by: Acting, agreement: Agreement) -> None:
    agreement.state = AGREEMENT.after(agreement.state, "sign_last")
    agreement.agreed_at = this_moment()
    if agreement.review_months and agreement.starts_on:
        agreement.review_due = months_later(agreement.starts_on, agreement.review_months)
    agreement.save(update_fields=["state", "agreed_at", "review_due"])
    record(by, Verb.AGREED, agreement, agreement.title)
    put_reminders(agreement)
    take_the_place_of(by, agreement)
    starts = agreement.starts_on.isoformat() if agreement.starts_on else ""
    tell_parties(by, agreement, Told.AGREED, day=starts)
