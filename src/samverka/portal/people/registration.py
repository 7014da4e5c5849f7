"""Registering an association, a company or a religious community, and confirming what another has registered."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from samverka.overview.access import NotFound, get_actor
from samverka.portal.doors import ACTING, only_for, reads, writes
from samverka.portal.forms import Form, attempt, posted
from samverka.portal.people.forms import RegisterForm
from samverka.portal.requests import Request
from samverka.registers.actors import roles, rules
from samverka.registers.actors.actions import confirm_organisation, register_organisation
from samverka.registers.actors.models import Actor, Registration
from samverka.registers.actors.queries import similar_to

__all__ = ["confirm", "register", "unconfirmed"]

_OFFICERS = (roles.COORDINATOR, roles.OFFICER, roles.REGIONAL_OFFICER)


@writes(only_for(*_OFFICERS))
def register(request: Request) -> HttpResponse:
    """Put an organisation into the register, after a look at those that may be the same."""
    form = RegisterForm(**posted(request))
    context: dict[str, Any] = {"form": form, "same": None, "similar": []}
    if form.is_bound and form.is_valid():
        context["same"] = _same(form)
        context["similar"] = (
            [] if context["same"] or form.cleaned_data["certain"] else similar_to(_names(form))
        )
        if context["similar"]:
            form.ask_whether_certain()
        elif actor := _registered(request, form):
            return redirect("portal:actor", actor.slug)
    return render(request, "portal/people/register.html", context)


@reads(ACTING)
def unconfirmed(request: Request) -> HttpResponse:
    """Organisations that await confirmation by another than the one who registered them."""
    waiting = Registration.objects.filter(confirmed_at=None).select_related("actor", "home", "registered_for")
    context = {"waiting": waiting, "may_confirm": rules.may_confirm(request.acting)}
    return render(request, "portal/people/unconfirmed.html", context)


@writes(only_for(*_OFFICERS, roles.INSTALLATION))
def confirm(request: Request, slug: str) -> HttpResponse:
    """Confirm an organisation that another has registered, after a look at it."""
    actor = get_actor(slug, request.acting)
    registration = Registration.objects.filter(actor=actor).select_related("home", "registered_for").first()
    if registration is None:
        raise NotFound(f"{slug} was not registered by hand.")
    own = registration.registered_by_id == request.user.pk
    form = Form(**posted(request))
    sent = form.is_bound and form.is_valid()
    if sent and attempt(form, confirm_organisation, by=request.acting, actor=actor):
        return redirect("portal:actor", actor.slug)
    context = {"form": form, "actor": actor, "registration": registration, "own": own}
    return render(request, "portal/people/confirm.html", context)


def _registered(request: Request, form: RegisterForm) -> Actor | None:
    given = {name: form.cleaned_data[name] for name in ("kind", "business_id", "home", "website")}
    made: Actor | None = attempt(form, register_organisation, by=request.acting, name=form.name, **given)
    return made


def _same(form: RegisterForm) -> Actor | None:
    number = form.cleaned_data["business_id"]
    return Actor.objects.filter(business_id=number).first() if number else None


def _names(form: RegisterForm) -> list[str]:
    return [form.name.sv, form.name.fi, form.name.en]
