"""Pages on which an agreement is written: begun, its terms, parties, clauses and services."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samverka.portal.agreements.forms import ClauseForm, NewForm, PartyForm, ServiceForm, TermsForm
from samverka.portal.agreements.steps import acting_in, agreement_for, back, form_page, part_of
from samverka.portal.doors import ACTING, only_for, writes
from samverka.portal.forms import Form, attempt, posted
from samverka.portal.requests import Request
from samverka.work.agreements import actions
from samverka.work.agreements.enums import DRAFTING
from samverka.work.agreements.models import Agreement, Clause, Service

__all__ = [
    "clause",
    "move",
    "new",
    "new_clause",
    "new_service",
    "parties",
    "remove",
    "remove_party",
    "service",
    "terms",
]


@writes(only_for(*DRAFTING))
def new(request: Request) -> HttpResponse:
    """Begin an agreement, from an outline or blank."""
    acting = acting_in(request)
    form = NewForm(acting, **posted(request))
    if form.is_valid():
        given = dict(form.cleaned_data)
        given.pop("version")
        if made := attempt(form, actions.draft, by=acting, **given):
            return redirect("portal:agreement_terms", made.pk)
    return render(request, "portal/agreements/new.html", {"form": form})


@writes(ACTING)
def terms(request: Request, key: int) -> HttpResponse:
    """Title, languages, term, notice, reviews, publicity."""
    agreement = agreement_for(request, key, "change")
    form = TermsForm(initial=TermsForm.values_of(agreement), **posted(request))
    if form.is_valid():
        given = {"by": acting_in(request), "agreement": agreement, "version": form.cleaned_data["version"]}
        if attempt(
            form, actions.describe, lambda: TermsForm.values_of(_now(agreement)), **given, **form.terms()
        ):
            return back(request, agreement, _("The terms are saved."))
    return form_page(request, agreement, form, _("Title, term and publicity"), _("Save"), changes=True)


@writes(ACTING)
def parties(request: Request, key: int) -> HttpResponse:
    """Add a party; those that there are can be removed."""
    agreement = agreement_for(request, key, "change")
    form = PartyForm(agreement, **posted(request))
    if form.is_valid():
        organisation = form.cleaned_data["organisation"]
        acting = acting_in(request)
        if attempt(form, actions.add_party, by=acting, agreement=agreement, organisation=organisation):
            return redirect("portal:agreement_parties", agreement.pk)
    context = {"agreement": agreement, "form": form, "voids": agreement.edition}
    return render(request, "portal/agreements/parties.html", context)


@writes(ACTING)
def remove_party(request: Request, key: int, row: int) -> HttpResponse:
    """Take a party away, after a question."""
    agreement = agreement_for(request, key, "change")
    party = part_of(agreement, "parties", row)
    question = _("Remove %(party)s from the parties?") % {"party": party.name}
    return _removed(
        request, agreement, question, lambda: actions.remove_party(by=acting_in(request), party=party)
    )


@writes(ACTING)
def new_clause(request: Request, key: int) -> HttpResponse:
    """Write a clause at the end of the agreement."""
    return _clause(request, agreement_for(request, key, "change"), None)


@writes(ACTING)
def clause(request: Request, key: int, row: int) -> HttpResponse:
    """Write a clause anew. Where somebody else was faster, both texts are shown."""
    agreement = agreement_for(request, key, "change")
    return _clause(request, agreement, _found(request, agreement, Clause, "clauses", row))


@writes(ACTING)
def new_service(request: Request, key: int) -> HttpResponse:
    """Write a service or measure at the end of the table."""
    return _service(request, agreement_for(request, key, "change"), None)


@writes(ACTING)
def service(request: Request, key: int, row: int) -> HttpResponse:
    """Write a service or measure anew."""
    agreement = agreement_for(request, key, "change")
    return _service(request, agreement, _found(request, agreement, Service, "services", row))


@writes(ACTING)
def move(request: Request, key: int, row: int, where: str) -> HttpResponse:
    """Move a clause up or down in the order."""
    agreement = agreement_for(request, key, "change")
    found = part_of(agreement, "clauses", row)
    if request.method == "POST":
        actions.move_clause(by=acting_in(request), clause=found, steps=-1 if where == "up" else 1)
        return back(request, agreement, _("The clause is moved."), f"clause-{found.pk}")
    return form_page(
        request, agreement, Form(), _("Move the clause “%(name)s”?") % {"name": found.heading}, _("Move")
    )


@writes(ACTING)
def remove(request: Request, key: int, rows: str, row: int) -> HttpResponse:
    """Take a clause or a service away, after a question."""
    agreement = agreement_for(request, key, "change")
    found = part_of(agreement, rows, row)
    acting = acting_in(request)
    if rows == "clauses":
        question = _("Remove the clause “%(name)s”?") % {"name": found.heading}
        return _removed(request, agreement, question, lambda: actions.remove_clause(by=acting, clause=found))
    question = _("Remove the service or measure “%(name)s”?") % {"name": found.what}
    return _removed(request, agreement, question, lambda: actions.remove_service(by=acting, service=found))


def _clause(request: Request, agreement: Agreement, found: Clause | None) -> HttpResponse:
    initial = ClauseForm.values_of(found) if found and found.heading else {}
    form = ClauseForm(agreement, initial=initial, **posted(request))
    if form.is_valid():
        given = {
            "by": acting_in(request),
            "agreement": agreement,
            "clause": found,
            "version": form.cleaned_data["version"],
            "rests_on": form.cleaned_data["rests_on"],
        }
        if made := attempt(
            form, actions.write_clause, lambda: _theirs(ClauseForm, found), **given, **form.written()
        ):
            return back(request, agreement, _("The clause is saved."), f"clause-{made.pk}")
    heading = _("Clause: %(name)s") % {"name": found.heading} if found and found.heading else _("New clause")
    return form_page(request, agreement, form, heading, _("Save"), changes=True)


def _service(request: Request, agreement: Agreement, found: Service | None) -> HttpResponse:
    initial = ServiceForm.values_of(found) if found and found.what else {}
    form = ServiceForm(agreement, initial=initial, **posted(request))
    if form.is_valid():
        given = {
            "by": acting_in(request),
            "agreement": agreement,
            "service": found,
            "version": form.cleaned_data["version"],
            "arranger": agreement.parties.get(pk=form.cleaned_data["arranger"]),
        }
        if attempt(
            form, actions.write_service, lambda: _theirs(ServiceForm, found), **given, **form.written()
        ):
            return back(request, agreement, _("The service or measure is saved."), "services")
    heading = (
        _("Service or measure: %(name)s") % {"name": found.what}
        if found and found.what
        else _("New service or measure")
    )
    return form_page(request, agreement, form, heading, _("Save"), changes=True)


def _found(request: Request, agreement: Agreement, model: Any, rows: str, key: int) -> Any:
    """The row; where it was removed meanwhile, a shadow of it, so that the act refuses and the text stays."""
    row = getattr(agreement, rows).filter(pk=key).first()
    if row is None and request.method == "POST":
        return model(pk=key, agreement=agreement)
    return part_of(agreement, rows, key)


def _theirs(form: Any, found: Any) -> dict[str, Any]:
    """What is saved now, for the page that shows both texts."""
    now = type(found).objects.filter(pk=found.pk).first()
    return form.values_of(now) if now else {"version": ""}


def _now(agreement: Agreement) -> Agreement:
    return Agreement.objects.get(pk=agreement.pk)


def _removed(
    request: Request, agreement: Agreement, question: str, act: Callable[[], object]
) -> HttpResponse:
    form = Form(**posted(request))
    if form.is_valid() and attempt(form, act) is not None:
        return back(request, agreement, _("It is removed."))
    return form_page(request, agreement, form, question, _("Remove"), changes=True)
