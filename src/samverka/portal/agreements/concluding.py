"""Pages on which an agreement is negotiated, fixed, approved and signed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samverka.foundation.documents.keys import has_own_key
from samverka.foundation.kernel.languages import present_language
from samverka.foundation.kernel.refusals import Refused
from samverka.portal.agreements.forms import ApprovalForm, AttachmentForm, CommentForm, SignForm
from samverka.portal.agreements.steps import acting_in, agreement_for, back, form_page, part_of
from samverka.portal.doors import ACTING, writes
from samverka.portal.forms import Form, attempt, posted
from samverka.portal.requests import Request
from samverka.work.agreements import actions
from samverka.work.agreements.actions.concluding import Decision
from samverka.work.agreements.checks import missing_for_approval, missing_for_negotiation
from samverka.work.agreements.models import Agreement, Edition

__all__ = ["approve", "attach", "comment", "detach", "open_up", "propose", "resolve", "sign"]


@writes(ACTING)
def open_up(request: Request, key: int) -> HttpResponse:
    """Open the draft to the other parties."""
    agreement = agreement_for(request, key, "open")
    form = Form(**posted(request))
    if (
        form.is_valid()
        and attempt(form, actions.open_negotiations, by=acting_in(request), agreement=agreement) is not None
    ):
        return back(request, agreement, _("The negotiations are open. The parties have been told."))
    lead = _("The other parties can then read the draft, comment on it and write it, too.")
    missing = missing_for_negotiation(agreement)
    return form_page(
        request, agreement, form, _("Open the negotiations"), _("Open them"), lead=lead, sentences=missing
    )


@writes(ACTING)
def comment(request: Request, key: int, row: int | None = None) -> HttpResponse:
    """Comment on a clause, or on the whole."""
    agreement = agreement_for(request, key, "comment")
    clause = part_of(agreement, "clauses", row) if row else None
    form = CommentForm(**posted(request))
    if form.is_valid():
        given: dict[str, Any] = {"by": acting_in(request), "agreement": agreement, "clause": clause}
        language = present_language()
        if attempt(form, actions.comment, text=form.cleaned_data["text"], language=language, **given):
            return back(
                request, agreement, _("The comment is there."), f"clause-{row}" if row else "comments"
            )
    heading = (
        _("Comment on the clause “%(name)s”") % {"name": clause.heading}
        if clause
        else _("Comment on the whole agreement")
    )
    return form_page(request, agreement, form, heading, _("Comment"))


@writes(ACTING)
def resolve(request: Request, key: int, row: int) -> HttpResponse:
    """Note that a comment has been dealt with."""
    agreement = agreement_for(request, key, "comment")
    found = part_of(agreement, "comments", row)
    form = Form(**posted(request))
    if form.is_valid() and attempt(form, actions.resolve, by=acting_in(request), comment=found) is not None:
        return back(request, agreement, _("The comment is resolved."))
    return form_page(request, agreement, form, _("Resolve the comment"), _("Resolve"), lead=found.text)


@writes(ACTING)
def attach(request: Request, key: int) -> HttpResponse:
    """Add a file for the parties alone."""
    agreement = agreement_for(request, key, "comment")
    form = AttachmentForm(**posted(request))
    if form.is_valid():
        file = form.cleaned_data["file"]
        if attempt(
            form,
            actions.attach,
            by=acting_in(request),
            agreement=agreement,
            name=file.name,
            content=file.content,
        ):
            return back(request, agreement, _("The file is added."), "attachments")
    return form_page(
        request, agreement, form, _("Add a file"), _("Add"), lead=_("Attachments are never public.")
    )


@writes(ACTING)
def detach(request: Request, key: int, row: int) -> HttpResponse:
    """Take away a file that one's own organisation has added."""
    agreement = agreement_for(request, key, "comment")
    found = part_of(agreement, "attachments", row)
    if request.method == "POST":
        actions.detach(by=acting_in(request), attachment=found)
        return back(request, agreement, _("The file is removed."), "attachments")
    question = _("Remove the file “%(name)s”?") % {"name": found.file.name}
    return form_page(request, agreement, Form(), question, _("Remove"))


@writes(ACTING)
def propose(request: Request, key: int) -> HttpResponse:
    """Fix a version and put it before the parties; the page says what is missing until nothing is."""
    agreement = agreement_for(request, key, "propose")
    form = Form(**posted(request))
    if (
        form.is_valid()
        and attempt(form, actions.propose, by=acting_in(request), agreement=agreement) is not None
    ):
        return back(request, agreement, _("The version lies before the parties, who have been told."))
    lead = _(
        "A version is fixed as the agreement reads now. Each party's own body approves it, then each party signs."
    )
    missing = missing_for_approval(agreement)
    return form_page(
        request,
        agreement,
        form,
        _("Put a version before the parties"),
        _("Fix the version"),
        lead=lead,
        sentences=missing,
    )


@writes(ACTING)
def approve(request: Request, key: int) -> HttpResponse:
    """Record what one's own organisation's body has approved."""
    agreement = agreement_for(request, key, "approve")
    edition = _read(request, agreement)
    form = ApprovalForm(initial={"version": edition.number if edition else None}, **posted(request))
    if form.is_valid() and edition:
        decision = _decision(form.cleaned_data)
        if attempt(form, actions.record_approval, by=acting_in(request), edition=edition, decision=decision):
            return back(request, agreement, _("The approval is recorded."), "signing")
    return _concluding_page(request, agreement, form, "approve")


@writes(ACTING)
def sign(request: Request, key: int) -> HttpResponse:
    """Sign the version in the name of one's own organisation."""
    agreement = agreement_for(request, key, "sign")
    edition = _read(request, agreement)
    form = SignForm(initial={"version": edition.number if edition else None}, **posted(request))
    if form.is_valid() and edition:
        given = {"by": acting_in(request), "edition": edition, "office": form.cleaned_data["office"]}
        if attempt(form, actions.sign, **given):
            return back(
                request, agreement, _("The agreement is signed in the name of your organisation."), "signing"
            )
    return _concluding_page(request, agreement, form, "sign")


def _read(request: Request, agreement: Agreement) -> Edition | None:
    """The version that the person has read: that of the form, perhaps void by now; else the one before the parties."""
    number = request.POST.get("version", "")
    found = agreement.editions.filter(number=number).first() if number.isdigit() and len(number) < 5 else None
    return found or agreement.edition


def _decision(given: dict[str, Any]) -> Decision:
    extract = given["document"]
    return Decision(
        given["organ"],
        given["decided_on"],
        given["section"],
        (extract.name, extract.content) if extract else None,
    )


def _concluding_page(request: Request, agreement: Agreement, form: Form, act: str) -> HttpResponse:
    edition = agreement.edition
    if edition is None and not form.errors:
        form.add_error(
            None,
            str(
                Refused(
                    _("The agreement has been changed since. This version is void: read the new one first.")
                )
            ),
        )
    context = {
        "agreement": agreement,
        "form": form,
        "edition": edition,
        "act": act,
        "organisation": acting_in(request).organisation,
        "with_test": not has_own_key(acting_in(request).organisation.slug),
    }
    return render(request, "portal/agreements/concluding.html", context)
