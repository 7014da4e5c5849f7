"""How the delivery of letters goes, for the administrator of the installation. Nothing of what they say."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from samverka.foundation.notices.actions import try_again
from samverka.foundation.notices.queries import outbox as state_of_outbox
from samverka.portal.doors import only_for, writes
from samverka.portal.pages import page_of
from samverka.portal.requests import Request
from samverka.registers.actors.roles import INSTALLATION

__all__ = ["outbox"]


@writes(only_for(INSTALLATION))
def outbox(request: Request) -> HttpResponse:
    """What waits, what failed and why, and when the worker last did what; letters that failed can be tried again."""
    if request.method == "POST":
        count = try_again()
        said = ngettext("%(count)d letter will be tried now.", "%(count)d letters will be tried now.", count)
        messages.success(request, said % {"count": count})
        return redirect("portal:outbox")
    outbox = state_of_outbox()
    context = {"outbox": outbox, "page": page_of(request, outbox.in_trouble)}
    return render(request, "portal/people/outbox.html", context)
