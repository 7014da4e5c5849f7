"""Founding: what coordinators of founding municipalities do with a cooperation."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samverka.foundation.kernel.refusals import NotAllowed
from samverka.overview.access import get_cooperation
from samverka.portal.cooperation.forms import CooperationForm, DayForm, LastDayForm
from samverka.portal.doors import only_for, writes
from samverka.portal.forms import Form, attempt, posted
from samverka.portal.requests import Request
from samverka.registers.actors import roles
from samverka.work.cooperation import actions
from samverka.work.cooperation.models import Cooperation
from samverka.work.cooperation.rules import may_found, may_lead

__all__ = ["change", "end", "found", "led", "start"]


@writes(only_for(roles.COORDINATOR))
def found(request: Request) -> HttpResponse:
    """Begin to prepare a cooperation."""
    if not may_found(request.acting):
        raise NotAllowed(_("Only the coordinator of a municipality founds a cooperation."))
    form = CooperationForm(**posted(request))
    if form.is_bound and form.is_valid():
        made = attempt(form, actions.found, by=request.acting, **form.said)
        if made:
            return redirect("portal:cooperation", made.pk)
    return render(request, "portal/cooperation/found.html", {"form": form})


@writes(only_for(roles.COORDINATOR))
def change(request: Request, pk: int) -> HttpResponse:
    """Change what is said of a cooperation; where somebody else has changed it meanwhile, both texts are shown."""
    chosen = led(request, pk)
    form = CooperationForm(**posted(request), initial=CooperationForm.values_of(chosen))
    if form.is_bound and form.is_valid():
        given = {"cooperation": chosen, "version": form.cleaned_data["version"], **form.said}
        if attempt(
            form, actions.change, lambda: CooperationForm.values_of(chosen), by=request.acting, **given
        ):
            return redirect("portal:cooperation", pk)
    return render(request, "portal/cooperation/change.html", {"form": form, "cooperation": chosen})


@writes(only_for(roles.COORDINATOR))
def start(request: Request, pk: int) -> HttpResponse:
    """Start a cooperation, on a day."""
    chosen = led(request, pk)
    form = DayForm(**posted(request))
    if form.is_bound and form.is_valid():
        given = {"cooperation": chosen, "founded_on": form.cleaned_data["day"]}
        if attempt(form, actions.start, by=request.acting, **given):
            return redirect("portal:cooperation", pk)
    return _on_a_day(request, chosen, form, ending=False)


@writes(only_for(roles.COORDINATOR))
def end(request: Request, pk: int) -> HttpResponse:
    """End a cooperation, with its last day; one that was never started is just given up."""
    chosen = led(request, pk)
    form = LastDayForm(**posted(request), asked=not chosen.is_preparing)
    if form.is_bound and form.is_valid():
        ended_on = form.first_day_after
        if attempt(form, actions.end, by=request.acting, cooperation=chosen, ended_on=ended_on):
            return redirect("portal:cooperation", pk)
    return _on_a_day(request, chosen, form, ending=True)


def led(request: Request, pk: int) -> Cooperation:
    """The cooperation, if the one who acts leads it. Raises `NotFound`, or `NotAllowed` where it can only be read."""
    chosen = get_cooperation(request.acting, pk)
    if not may_lead(request.acting, chosen):
        raise NotAllowed(_("Only the coordinators of the founding municipalities do this."))
    return chosen


def _on_a_day(request: Request, chosen: Cooperation, form: Form, *, ending: bool) -> HttpResponse:
    context = {"form": form, "cooperation": chosen, "ending": ending}
    return render(request, "portal/cooperation/on_a_day.html", context)
