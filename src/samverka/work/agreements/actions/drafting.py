"""Writing an agreement: its terms, parties, clauses and services. Each change voids what was approved or signed."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.languages import LANGUAGES, plain
from samverka.foundation.kernel.refusals import Conflict, NotAllowed, Refused, require
from samverka.foundation.kernel.versions import locked
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.registers.law.models import Provision
from samverka.work.agreements import rules
from samverka.work.agreements.actions.steps import settled, taken_to_change
from samverka.work.agreements.models import Agreement, AgreementParty, Clause, Service
from samverka.work.agreements.phrases import Verb
from samverka.work.agreements.queries import measured_on
from samverka.work.cooperation.models import Cooperation, Party

__all__ = [
    "OUTLINES",
    "add_party",
    "describe",
    "draft",
    "move_clause",
    "remove_clause",
    "remove_party",
    "remove_service",
    "write_clause",
    "write_service",
]

OUTLINES: Final[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "data" / "outlines.json").read_text()
)
"""Agreements to begin from: kind, usual terms, clauses, and the provisions that they rest on since when."""

_TERMS: Final = (
    "kind",
    "title_sv",
    "title_fi",
    "title_en",
    "in_sv",
    "in_fi",
    "in_en",
    "starts_on",
    "ends_on",
    "notice_months",
    "review_months",
    "county_heard_on",
    "is_public",
)
_FIELDS: Final = {
    Clause: [f"{name}_{language}" for name in ("heading", "text") for language in LANGUAGES],
    Service: [
        f"{name}_{language}" for name in ("what", "for_whom", "where", "paid") for language in LANGUAGES
    ],
}


@transaction.atomic
def draft(
    *, by: Acting, outline: str = "", cooperation: Cooperation | None = None, **terms: Any
) -> Agreement:
    """Begin an agreement, blank or from an outline. Whoever begins it is its first party. Raises `Refused`."""
    if not rules.may_draft(by):
        raise NotAllowed(_("Only those who draft for an organisation can begin an agreement."))
    if cooperation and not cooperation.includes(by.organisation):
        raise NotAllowed(_("Only those who take part in the cooperation can rest an agreement on it."))
    known = OUTLINES.get(outline, {})
    usual = {name: known[name] for name in ("kind", "notice_months", "review_months") if name in known}
    agreement = Agreement(
        drafted_for=by.organisation, drafted_by=by.user, cooperation=cooperation, **(usual | terms)
    )
    _save(agreement)
    _join(agreement, by.organisation)
    for number, clause in enumerate(known.get("clauses", []), start=1):
        _from_outline(agreement, number, clause, known["grounds"])
    record(by, Verb.DRAFTED, agreement, agreement.title)
    return agreement


@transaction.atomic
def describe(*, by: Acting, agreement: Agreement, version: int | None = None, **terms: Any) -> Agreement:
    """Change the title, languages, term, notice, reviews or publicity."""
    row = taken_to_change(by, agreement, version)
    for name in _TERMS:
        setattr(row, name, terms.get(name, getattr(row, name)))
    row.version += 1
    _save(row)
    record(by, Verb.DESCRIBED, row, row.title)
    return settled(by, row)


@transaction.atomic
def add_party(*, by: Acting, agreement: Agreement, organisation: Actor) -> AgreementParty:
    """Let an organisation be a party; through the cooperation that the agreement rests on, if it takes part in that."""
    row = taken_to_change(by, agreement)
    if row.includes(organisation):
        raise Refused(_("This organisation is already a party of the agreement."))
    if organisation.valid_to and organisation.valid_to <= measured_on(row):
        raise Refused(_("This organisation no longer exists. Choose the one that followed it."))
    party = _join(row, organisation)
    record(by, Verb.PARTY_ADDED, row, row.title, party=plain(organisation.name))
    settled(by, row)
    return party


@transaction.atomic
def remove_party(*, by: Acting, party: AgreementParty) -> Agreement:
    """Take a party away. Not the one that drafts, and not one that arranges a service."""
    row = taken_to_change(by, party.agreement)
    if party.organisation_id == row.drafted_for_id:
        raise Refused(
            _("The organisation that drafts the agreement stays a party. Give the agreement up instead.")
        )
    if party.services.exists():
        raise Refused(_("This party arranges a service or measure. Let another party arrange it first."))
    if party.approvals.exists():
        raise Refused(_("This party has approved an earlier version, which is kept. It cannot be removed."))
    record(by, Verb.PARTY_REMOVED, row, row.title, party=plain(party.name))
    party.delete()
    return settled(by, row)


@transaction.atomic
def write_clause(
    *,
    by: Acting,
    agreement: Agreement,
    clause: Clause | None = None,
    version: int | None = None,
    rests_on: Iterable[Provision] = (),
    **texts: str,
) -> Clause:
    """Write a new clause, or an old one anew. Raises `Conflict` where somebody has changed it since it was read."""
    row = taken_to_change(by, agreement)
    written: Clause = _written(Clause, row, clause, version, texts)
    written.rests_on.set(rests_on)
    record(by, Verb.CLAUSE_WRITTEN, row, row.title, clause=plain(written.heading))
    settled(by, row)
    return written


@transaction.atomic
def remove_clause(*, by: Acting, clause: Clause, version: int | None = None) -> Agreement:
    """Take a clause away; what was said of it stays as comments on the whole."""
    row = taken_to_change(by, clause.agreement)
    found = locked(row.clauses.all(), clause.pk, version)
    record(by, Verb.CLAUSE_REMOVED, row, row.title, clause=plain(found.heading))
    found.delete()
    return settled(by, row)


@transaction.atomic
def move_clause(*, by: Acting, clause: Clause, steps: int) -> Agreement:
    """Move a clause up (-1) or down (1) in the order."""
    row = taken_to_change(by, clause.agreement)
    clauses = list(row.clauses.all())
    place = next(number for number, one in enumerate(clauses) if one.pk == clause.pk)
    clauses.insert(max(0, min(len(clauses) - 1, place + steps)), clauses.pop(place))
    for number, one in enumerate(clauses, start=1):
        row.clauses.filter(pk=one.pk).update(order=number)
    record(by, Verb.CLAUSE_MOVED, row, row.title, clause=plain(clause.heading))
    return settled(by, row)


@transaction.atomic
def write_service(
    *,
    by: Acting,
    agreement: Agreement,
    arranger: AgreementParty,
    service: Service | None = None,
    version: int | None = None,
    **texts: str,
) -> Service:
    """Write a new service or measure, or an old one anew. Raises `Conflict` as `write_clause` does."""
    row = taken_to_change(by, agreement)
    if arranger.agreement_id != row.pk:
        raise Refused(_("A service is arranged by one of the parties."))
    written: Service = _written(Service, row, service, version, texts, arranger=arranger)
    record(by, Verb.SERVICE_WRITTEN, row, row.title, service=plain(written.what))
    settled(by, row)
    return written


@transaction.atomic
def remove_service(*, by: Acting, service: Service, version: int | None = None) -> Agreement:
    """Take a service or measure away."""
    row = taken_to_change(by, service.agreement)
    found = locked(row.services.all(), service.pk, version)
    record(by, Verb.SERVICE_REMOVED, row, row.title, service=plain(found.what))
    found.delete()
    return settled(by, row)


def _written(
    model: Any, agreement: Agreement, given: Any, version: int | None, texts: dict[str, str], **others: Any
) -> Any:
    """A clause or service with new texts: a new row at the end, or the given one if it is still that version."""
    rows = model.objects.filter(agreement=agreement)
    if given is None:
        last = rows.aggregate(last=Max("order"))["last"] or 0
        row = model(agreement=agreement, order=last + 1)
    else:
        row = _still_there(rows, given, version)
        row.version += 1
    for name, value in (
        {name: texts.get(name, getattr(row, name)) for name in _FIELDS[model]} | others
    ).items():
        setattr(row, name, value)
    _save(row)
    return row


def _still_there(rows: Any, given: Any, version: int | None) -> Any:
    try:
        return locked(rows, given.pk, version)
    except given.DoesNotExist:
        raise Conflict(
            _("Somebody else has removed this meanwhile. Copy your text, and write it anew.")
        ) from None


def _save(row: Any) -> None:
    """Save a row whose own constraints hold. Raises `Refused` with their sentences."""
    require(_problems_of(row))
    row.save()


def _problems_of(row: Any) -> list[str]:
    try:
        row.clean_fields(exclude=_relations(row))
        row.validate_constraints()
    except ValidationError as problem:
        return list(problem.messages)
    return []


def _relations(row: Any) -> set[str]:
    return {field.name for field in row._meta.fields if field.is_relation}


def _join(agreement: Agreement, organisation: Actor) -> AgreementParty:
    taking_part = Party.objects.accepted().filter(
        organisation=organisation, cooperation=agreement.cooperation
    )
    through = taking_part.first() if agreement.cooperation else None
    order = agreement.parties.count() + 1
    return AgreementParty.objects.create(
        agreement=agreement, organisation=organisation, through=through, order=order
    )


def _from_outline(
    agreement: Agreement, number: int, outline: dict[str, Any], grounds: dict[str, list[str]]
) -> None:
    texts = {
        f"{name}_{language}": outline[name][language]
        for name in ("heading", "text")
        for language in LANGUAGES
    }
    clause = Clause.objects.create(agreement=agreement, order=number, **texts)
    if outline.get("grounds"):
        day = measured_on(agreement).isoformat()
        cited = next((cited for since, cited in sorted(grounds.items(), reverse=True) if since <= day), [])
        clause.rests_on.set(found for one in cited for found in Provision.objects.cited_as(one))
