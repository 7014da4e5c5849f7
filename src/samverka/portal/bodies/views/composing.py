"""Who sits in a body: terms, seats, appointments, posts."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.foundation.kernel.clock import today
from samverka.overview.access import get_appointment, get_seat, get_term
from samverka.portal.bodies.forms import (
    AppointForm,
    CountForm,
    EndAppointmentForm,
    PostForm,
    SeatForm,
    TermForm,
)
from samverka.portal.bodies.steps import KEEPING, PREPARING, form_page, kept_body, prepared_body
from samverka.portal.bodies.tables import rows_of_term
from samverka.portal.doors import writes
from samverka.portal.forms import Form, attempt, posted
from samverka.portal.requests import Request
from samverka.work.bodies import actions, checks
from samverka.work.bodies.enums import Ending, Place, PostKind
from samverka.work.bodies.models import Appointment, Body, Term
from samverka.work.bodies.queries import accounts_for, posts_on, serving
from samverka.work.bodies.rules import may_prepare

__all__ = ["appoint", "begin_term", "composition", "count", "end_appointment", "post", "seat"]


@writes(KEEPING)
def composition(request: Request, pk: int) -> HttpResponse:
    """The composition of the latest term, what it lacks, and who sat there before."""
    body = kept_body(request, pk)
    problem = _remove_seat(request) if request.method == "POST" else None
    if request.method == "POST" and problem is None:
        return redirect("portal:body_composition", pk)
    term = body.term_on(today()) or body.terms.first()
    day = _day_in(term)
    posts = posts_on(body, day)
    context = {
        "body": body,
        "term": term,
        "day": day,
        "problem": problem,
        "preparing": may_prepare(request.acting, body),
        "rows": rows_of_term(body, term, day, posts) if term else [],
        "posts": posts,
        "lacks": list(checks.composition(body, term, serving(body, day))) if term else [],
        "former": _former(body),
    }
    return render(request, "portal/bodies/composition.html", context)


def _day_in(term: Term | None) -> date:
    """Today, or the first day of a term that is still to come."""
    now = today()
    return now if term is None or term.valid_from <= now else term.valid_from


def _remove_seat(request: Request) -> Form | None:
    chosen = get_seat(request.acting, int(request.POST.get("seat") or 0))
    form = Form(data={})
    form.is_valid()
    attempt(form, actions.remove_seat, by=request.acting, seat=chosen)
    return form if form.errors else None


def _former(body: Body) -> list[Appointment]:
    ended = Appointment.objects.of_body(body).filter(valid_to__lte=today())
    return list(ended.select_related("seat").order_by("-valid_to", "pk"))


@writes(PREPARING)
def begin_term(request: Request, pk: int) -> HttpResponse:
    """Begin a term, with the seats of the latest one if so wanted."""
    body = prepared_body(request, pk)
    latest = body.terms.first()
    form = TermForm(**posted(request))
    if latest is None:
        del form.fields["same_seats"]
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        given = {"valid_from": typed["valid_from"], "last_day": typed["last_day"]}
        like = latest if typed.get("same_seats") else None
        if attempt(form, actions.begin_term, by=request.acting, body=body, like=like, **given):
            return redirect("portal:body_composition", pk)
    return _page(request, form, body, _("Begin a term"), _("Begin"))


@writes(KEEPING)
def count(request: Request, pk: int) -> HttpResponse:
    """State how many women and men were appointed."""
    term = get_term(request.acting, pk)
    form = CountForm(**posted(request), initial={"women": term.women, "men": term.men})
    if form.is_bound and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("women", "men")}
        if attempt(form, actions.count, by=request.acting, term=term, **given):
            return redirect("portal:body_composition", term.body_id)
    lead = _("Counts are kept, and nobody's gender. Those who appoint know them.")
    return _page(request, form, term.body, _("Women and men among the members"), _("Save"), lead)


@writes(KEEPING)
def seat(request: Request, pk: int) -> HttpResponse:
    """Add a seat to a term."""
    term = get_term(request.acting, pk)
    form = SeatForm(**posted(request))
    if (
        form.is_bound
        and form.is_valid()
        and attempt(form, actions.add_seat, by=request.acting, term=term, **form.said)
    ):
        return redirect("portal:body_composition", term.body_id)
    return _page(request, form, term.body, _("Add a seat"), _("Add"))


@writes(KEEPING)
def appoint(request: Request, pk: int) -> HttpResponse:
    """Record an appointment to a seat."""
    chosen = get_seat(request.acting, pk)
    body = chosen.term.body
    form = AppointForm(**posted(request), initial=_proposed(chosen.term))
    form.offer(accounts_for(body, chosen))
    if form.is_bound and form.is_valid():
        typed = {name: value for name, value in form.cleaned_data.items() if name not in ("version", "place")}
        place = Place(form.cleaned_data["place"])
        if attempt(form, actions.appoint, by=request.acting, seat=chosen, place=place, **typed):
            return redirect("portal:body_composition", body.pk)
    title = _("Appoint to %(seat)s") % {"seat": chosen.label}
    return _page(request, form, body, title, _("Record"))


def _proposed(term: Term) -> dict[str, object]:
    return {"valid_from": max(today(), term.valid_from), "place": Place.MEMBER}


@writes(KEEPING)
def end_appointment(request: Request, pk: int) -> HttpResponse:
    """Record that somebody has resigned or been replaced."""
    appointment = get_appointment(request.acting, pk)
    body = appointment.seat.term.body
    form = EndAppointmentForm(**posted(request), initial={"last_day": today()})
    if form.is_bound and form.is_valid():
        given = {"last_day": form.cleaned_data["last_day"], "why": Ending(form.cleaned_data["why"])}
        if attempt(form, actions.end_appointment, by=request.acting, appointment=appointment, **given):
            return redirect("portal:body_composition", body.pk)
    title = _("%(name)s leaves the body") % {"name": appointment.name}
    return _page(request, form, body, title, _("Record"))


@writes(KEEPING)
def post(request: Request, pk: int) -> HttpResponse:
    """Name the chair, a vice chair or the secretary."""
    term = get_term(request.acting, pk)
    form = PostForm(**posted(request), term=term, initial=_proposed(term))
    form.offer(accounts_for(term.body))
    if form.is_bound and form.is_valid():
        typed = {name: value for name, value in form.cleaned_data.items() if name not in ("version", "kind")}
        kind = PostKind(form.cleaned_data["kind"])
        if attempt(form, actions.give_post, by=request.acting, term=term, kind=kind, **typed):
            return redirect("portal:body_composition", term.body_id)
    return _page(request, form, term.body, _("Chair, vice chair, secretary"), _("Record"))


def _page(request: Request, form: Form, body: Body, title: str, button: str, lead: str = "") -> HttpResponse:
    back = reverse("portal:body_composition", args=[body.pk])
    return form_page(request, form, title=title, button=button, back=back, body=body, lead=lead)
