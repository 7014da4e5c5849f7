"""Pages of agreements to read: the list, one agreement, its versions side by side, its papers."""

from typing import Any, Final

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from samverka.foundation.documents.kinds import DOCX, PDF
from samverka.foundation.documents.signing import checked_signatures
from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import present_language
from samverka.overview.access import NotFound, get_agreement, get_agreement_inside
from samverka.portal.agreements.differences import compared
from samverka.portal.agreements.steps import part_of, reader_of
from samverka.portal.doors import ACTING, PUBLIC, reads
from samverka.portal.files import download, saved_as
from samverka.portal.pages import page_of
from samverka.portal.requests import Request
from samverka.registers.actors.acting import Acting
from samverka.registers.law.models import Provision
from samverka.work.agreements import rules
from samverka.work.agreements.enums import AgreementKind
from samverka.work.agreements.models import Agreement, AgreementParty, Approval, Comment, Edition
from samverka.work.agreements.papers import agreement_docx, agreement_pdf, file_name
from samverka.work.agreements.queries import content_of
from samverka.work.cooperation.models import Cooperation

__all__ = [
    "agreement",
    "agreements",
    "approval_document",
    "attachment",
    "differences",
    "history",
    "pdf",
    "signatures",
    "version",
    "word",
]

_SHOWN: Final = ("in_force", "ours", "all")
_AROUND: Final = ("comments", "voided", "attachments", "reviews", "amendments")


@reads(PUBLIC)
def agreements(request: Request) -> HttpResponse:
    """The agreements that one may read: those in force, one's own organisation's, or all."""
    acting = reader_of(request)
    shown = request.GET.get("show", "")
    shown = shown if shown in _SHOWN else ("ours" if acting else "in_force")
    kind = request.GET.get("kind", "")
    rows = _shown(Agreement.objects.visible_to(acting), shown, acting)
    if kind in AgreementKind.values:
        rows = rows.filter(kind=kind)
    parties = Prefetch("parties", AgreementParty.objects.select_related("organisation"))
    page = page_of(request, rows.prefetch_related(parties))
    context = {
        "page": page,
        "shown": shown,
        "kind": kind,
        "kinds": AgreementKind,
        "may_draft": rules.may_draft(acting),
    }
    return render(request, "portal/agreements/agreements.html", context)


@reads(PUBLIC)
def agreement(request: Request, key: int) -> HttpResponse:
    """One agreement: what it says, where it stands, and for those inside all that is around it."""
    acting = reader_of(request)
    found = get_agreement(acting, key)
    inside = rules.is_inside(acting, found)
    editions = list(found.editions.defer("content").prefetch_related(_approvals()))
    edition = next((one for one in editions if not one.is_void), None)
    approvals = {one.party_id: one for one in edition.approvals.all()} if edition else {}
    beside = _beside(acting, found)
    context = {
        "agreement": found,
        "inside": inside,
        "can": rules.can(acting, found),
        "edition": edition,
        "parties": [(party, approvals.get(party.pk)) for party in found.parties.all()],
        "services": found.services.select_related("arranger__organisation"),
        "clauses": found.clauses.prefetch_related(_grounds()),
        "former": next((one for one in beside if one.pk == found.amends_id), None),
        "cooperation": _cooperation(acting, found),
    }
    around = _around(found, editions, beside) if inside else dict.fromkeys(_AROUND, ()) | {"comments": {}}
    return render(request, "portal/agreements/agreement.html", context | around)


@reads(ACTING)
def differences(request: Request, key: int) -> HttpResponse:
    """Two versions side by side; the versions themselves are for those inside."""
    found = get_agreement_inside(reader_of(request), key)
    editions = list(found.editions.all())
    now = content_of(found)
    sides = {str(one.number): one.content for one in editions} | {"now": now}
    order = [str(one.number) for one in reversed(editions)] + ["now"]
    latest = order[-2] if len(order) > 1 else "now"
    first, then = (
        _asked(request, name, order, latest if name == "from" else "now") for name in ("from", "to")
    )
    context = {
        "agreement": found,
        "editions": editions,
        "first": first,
        "then": then,
        "rows": compared(sides[first], sides[then]),
    }
    return render(request, "portal/agreements/differences.html", context)


@reads(ACTING)
def history(request: Request, key: int) -> HttpResponse:
    """All that has happened to the agreement, for those inside."""
    found = get_agreement_inside(reader_of(request), key)
    entries = page_of(request, Entry.objects.about("agreements.agreement", found.pk))
    return render(
        request,
        "portal/agreements/history.html",
        {"agreement": found, "page": entries, "entries": entries.object_list},
    )


@reads(PUBLIC)
def signatures(request: Request, key: int) -> HttpResponse:
    """The signatures in the document, checked anew: who signed, whether anything was changed since."""
    found, edition = _with_edition(request, key)
    checked = checked_signatures(edition.latest_document.read())
    context = {
        "agreement": found,
        "edition": edition,
        "checked": checked,
        "any_test": any(one.is_test for one in checked),
    }
    return render(request, "portal/agreements/signatures.html", context)


@reads(PUBLIC)
def pdf(request: Request, key: int) -> HttpResponse:
    """The document with its signatures; for those inside a working copy, too, where nothing is fixed."""
    acting = reader_of(request)
    found = get_agreement(acting, key)
    if found.edition:
        return download(found.edition.latest_document)
    made = agreement_pdf(content_of(found), language=present_language())
    return saved_as(file_name(found, None, ".pdf"), made, PDF.media_type)


@reads(ACTING)
def version(request: Request, key: int, number: int) -> HttpResponse:
    """The document of any version, also of a void one, for those inside."""
    found = get_agreement_inside(reader_of(request), key)
    return download(_numbered(found, number).latest_document)


@reads(PUBLIC)
def word(request: Request, key: int) -> HttpResponse:
    """The agreement as it reads now, to be worked on in Word."""
    found = get_agreement(reader_of(request), key)
    edition = found.edition
    made = agreement_docx(
        content_of(found), language=present_language(), number=edition.number if edition else None
    )
    return saved_as(file_name(found, None, ".docx"), made, DOCX.media_type)


@reads(ACTING)
def attachment(request: Request, key: int, row: int) -> HttpResponse:
    """A file of those inside."""
    found = get_agreement_inside(reader_of(request), key)
    return download(part_of(found, "attachments", row).file)


@reads(ACTING)
def approval_document(request: Request, key: int, row: int) -> HttpResponse:
    """The extract from the minutes in which a party's body approved, for those inside."""
    found = get_agreement_inside(reader_of(request), key)
    approval = Approval.objects.filter(edition__agreement=found, pk=row, document__isnull=False).first()
    if approval is None or approval.document is None:
        raise NotFound(f"Agreement {key} has no document of approval {row}.")
    return download(approval.document)


def _shown(rows: QuerySet[Agreement], shown: str, acting: Any) -> QuerySet[Agreement]:
    if shown == "in_force":
        return rows.filter(pk__in=Agreement.objects.in_force_on(today()).values("pk"))
    if shown == "ours" and acting:
        return rows.filter(pk__in=Agreement.objects.of(acting.organisation).values("pk"))
    return rows


def _approvals() -> Prefetch:
    return Prefetch("approvals", Approval.objects.select_related("signature", "recorded_by"))


def _cooperation(acting: Acting | None, found: Agreement) -> Cooperation | None:
    """The cooperation that it rests on, for those who may know of it."""
    if found.cooperation_id is None:
        return None
    return Cooperation.objects.visible_to(acting).filter(pk=found.cooperation_id).first()


def _grounds() -> Prefetch:
    return Prefetch("rests_on", Provision.objects.select_related("statute").order_by("statute", "order"))


def _beside(acting: Acting | None, found: Agreement) -> list[Agreement]:
    """What it amends and what amends it, of what one may know; the database is asked only where there is any."""
    if found.amends_id is None and not getattr(found, "is_amended", True):
        return []
    return list(Agreement.objects.visible_to(acting).beside(found))


def _around(found: Agreement, editions: list[Edition], beside: list[Agreement]) -> dict[str, Any]:
    """What only those inside see."""
    comments: dict[int | None, list[Comment]] = {}
    for comment in found.comments.select_related("written_by", "written_for", "resolved_for"):
        comments.setdefault(comment.clause_id, []).append(comment)
    return {
        "comments": comments,
        "voided": [one for one in editions if one.is_void],
        "attachments": found.attachments.select_related("file", "added_for"),
        "reviews": found.reviews.select_related("recorded_for") if found.is_concluded else [],
        "amendments": [one for one in beside if one.amends_id == found.pk] if found.is_concluded else [],
    }


def _asked(request: Request, name: str, order: list[str], instead: str) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in order else instead


def _with_edition(request: Request, key: int) -> tuple[Agreement, Edition]:
    found = get_agreement(reader_of(request), key)
    if found.edition is None:
        raise NotFound(f"Agreement {key} has no version that lies before the parties.")
    return found, found.edition


def _numbered(found: Agreement, number: int) -> Edition:
    edition = found.editions.filter(number=number).first()
    if edition is None:
        raise NotFound(f"Agreement {found.pk} has no version {number}.")
    return edition
