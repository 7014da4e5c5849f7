"""Pages of duties: what they say, through time, who bears them, and the law that they rest on."""

from django.http import HttpResponse
from django.shortcuts import render

from samverka.foundation.documents.queries import registers_version
from samverka.overview.access import get_duty
from samverka.overview.responsibility import bearers_of
from samverka.portal.doors import PUBLIC, reads
from samverka.portal.law.text import opened_provisions, text_language
from samverka.portal.requests import Request
from samverka.registers.law.enums import Bearer, Theme
from samverka.registers.law.models import DutyTerm
from samverka.registers.law.queries import duty_terms

__all__ = ["duties", "duty", "law"]


@reads(PUBLIC)
def duties(request: Request) -> HttpResponse:
    """The duties of the day, by theme, all or those of one kind of bearer."""
    kind = request.GET.get("bearer", "")
    never = "never" in request.GET
    version = registers_version()
    terms = [term for term in duty_terms(version) if _listed(term, request, kind, never=never)]
    themes = [(theme, [term for term in terms if term.duty.theme == theme]) for theme in Theme]
    context = {
        "themes": [(theme, found) for theme, found in themes if found],
        "count": len({term.duty_id for term in terms}),
        "kind": kind,
        "kinds": _kinds(version),
        "version": version,
        "never": never,
    }
    return render(request, "portal/duties/duties.html", context)


@reads(PUBLIC)
def duty(request: Request, code: str) -> HttpResponse:
    """One duty: the term of the day with its bearers and its law, and all its terms."""
    chosen = get_duty(code)
    terms = [term for term in duty_terms(registers_version()) if term.duty_id == chosen.pk]
    present = next((term for term in terms if request.on in term.period), None)
    context = {
        "duty": chosen,
        "terms": terms,
        "present": present,
        "bearers": bearers_of(present, request.on) if present else [],
        "opened": opened_provisions([present] if present else [], request.on, text_language(request)),
        "competences": chosen.competences.in_force_on(request.on)
        .select_related("actor")
        .prefetch_related("instead_of"),
    }
    return render(request, "portal/duties/duty.html", context)


@reads(PUBLIC)
def law(request: Request, code: str) -> HttpResponse:
    """The provisions that a duty rests on, as they read on the day: a piece of page, put where a reader opens it."""
    chosen = get_duty(code)
    terms = [t for t in duty_terms(registers_version()) if t.duty_id == chosen.pk and request.on in t.period]
    opened = opened_provisions(terms, request.on, text_language(request))
    return render(
        request,
        "portal/duties/_law.html",
        {"code": code, "opened": [one for term in terms for one in opened[term.pk]]},
    )


def _listed(term: DutyTerm, request: Request, kind: str, *, never: bool) -> bool:
    if kind and kind not in {bearing.kind for bearing in term.bearers.all()}:
        return False
    return term.never_applied if never else request.on in term.period


def _kinds(version: str) -> list[Bearer]:
    borne = {bearing.kind for term in duty_terms(version) for bearing in term.bearers.all()}
    return [kind for kind in Bearer if kind in borne]
