"""Pages on what follows: reviewing, amending, giving notice, giving up."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import present_language
from samverka.portal.agreements.forms import NoticeForm, ReviewForm
from samverka.portal.agreements.steps import acting_in, agreement_for, back, form_page
from samverka.portal.doors import ACTING, writes
from samverka.portal.forms import Form, attempt, posted
from samverka.portal.requests import Request
from samverka.work.agreements import actions

__all__ = ["amend", "review", "terminate", "withdraw"]


@writes(ACTING)
def review(request: Request, key: int) -> HttpResponse:
    """Record that the parties have gone through the agreement."""
    agreement = agreement_for(request, key, "review")
    form = ReviewForm(initial={"reviewed_on": today()}, **posted(request))
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("reviewed_on", "conclusion", "text")}
        language = present_language()
        if attempt(
            form,
            actions.record_review,
            by=acting_in(request),
            agreement=agreement,
            language=language,
            **given,
        ):
            return back(request, agreement, _("The review is recorded."), "reviews")
    lead = _("The next review is counted from the day of this one.")
    return form_page(request, agreement, form, _("Record a review"), _("Record"), lead=lead)


@writes(ACTING)
def amend(request: Request, key: int) -> HttpResponse:
    """Begin an amendment."""
    agreement = agreement_for(request, key, "amend")
    form = Form(**posted(request))
    if form.is_valid() and (made := attempt(form, actions.amend, by=acting_in(request), agreement=agreement)):
        return redirect("portal:agreement_terms", made.pk)
    lead = _(
        "A new draft with the same content is made. This agreement holds until the amendment has been signed by all, "
        "and then until the day on which the amendment begins."
    )
    return form_page(request, agreement, form, _("Begin an amendment"), _("Begin"), lead=lead)


@writes(ACTING)
def terminate(request: Request, key: int) -> HttpResponse:
    """Give notice in the name of one's own organisation."""
    agreement = agreement_for(request, key, "terminate")
    form = NoticeForm(**posted(request))
    if form.is_valid():
        last_day = form.cleaned_data["last_day"]
        if attempt(form, actions.terminate, by=acting_in(request), agreement=agreement, last_day=last_day):
            return back(request, agreement, _("Notice is given. The parties have been told."))
    return form_page(request, agreement, form, _("Give notice"), _("Give notice"))


@writes(ACTING)
def withdraw(request: Request, key: int) -> HttpResponse:
    """Give the agreement up before it is concluded."""
    agreement = agreement_for(request, key, "withdraw")
    form = Form(**posted(request))
    if (
        form.is_valid()
        and attempt(form, actions.withdraw, by=acting_in(request), agreement=agreement) is not None
    ):
        return back(request, agreement, _("The agreement is given up."))
    lead = _("What has been written stays readable to the parties, but nothing more can be done with it.")
    return form_page(request, agreement, form, _("Give the agreement up"), _("Give up"), lead=lead)
