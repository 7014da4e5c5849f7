"""Acts concerning programmes: how the journal says them, and what people are told."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.notices.kinds import Kind
from samverka.work.programmes.enums import Handling, MeasureState

__all__ = ["KINDS", "PRESENTERS", "Told", "Verb", "in_figures", "plain"]


class Verb(TextChoices):
    DRAFTED = "programmes.drafted"
    CONTINUED = "programmes.continued"
    DESCRIBED = "programmes.described"
    INVITED = "programmes.invited"
    ACCEPTED = "programmes.accepted"
    DECLINED = "programmes.declined"
    OWNER_REMOVED = "programmes.owner_removed"
    GOAL_WRITTEN = "programmes.goal_written"
    GOAL_MOVED = "programmes.goal_moved"
    GOAL_REMOVED = "programmes.goal_removed"
    MEASURE_WRITTEN = "programmes.measure_written"
    MEASURE_MOVED = "programmes.measure_moved"
    MEASURE_REMOVED = "programmes.measure_removed"
    ASSIGNED = "programmes.assigned"
    STEPS_WRITTEN = "programmes.steps_written"
    STEP_TAKEN = "programmes.step_taken"
    TARGETS_WRITTEN = "programmes.targets_written"
    BUDGETED = "programmes.budgeted"
    BUDGET_REMOVED = "programmes.budget_removed"
    ALIGNED = "programmes.aligned"
    UNALIGNED = "programmes.unaligned"
    CONSULTED = "programmes.consulted"
    OPINION_GIVEN = "programmes.opinion_given"
    OPINION_HANDLED = "programmes.opinion_handled"
    PROPOSED = "programmes.proposed"
    TAKEN_BACK = "programmes.taken_back"
    DECIDED = "programmes.decided"
    REFERRED_BACK = "programmes.referred_back"
    ADOPTED = "programmes.adopted"
    EVALUATED = "programmes.evaluated"
    WITHDRAWN = "programmes.withdrawn"
    NOTED = "programmes.noted"
    UNCHANGED = "programmes.unchanged"
    PART_ASKED = "programmes.part_asked"
    PART_GIVEN = "programmes.part_given"
    PART_RETURNED = "programmes.part_returned"
    PART_ACCEPTED = "programmes.part_accepted"


class Told(TextChoices):
    """Kinds of notice."""

    INVITED = "programmes.invited"
    ANSWERED = "programmes.answered"
    TO_COMMENT = "programmes.to_comment"
    COMMENTED = "programmes.commented"
    OPINION_HANDLED = "programmes.opinion_handled"
    TO_DECIDE = "programmes.to_decide"
    TAKEN_BACK = "programmes.taken_back"
    REFERRED_BACK = "programmes.referred_back"
    ADOPTED = "programmes.adopted"
    TO_REPORT = "programmes.to_report"
    ASSIGNED = "programmes.assigned"
    GIVEN_UP = "programmes.given_up"
    WITHDRAWN = "programmes.withdrawn"
    ENDING = "programmes.ending"
    PART_ASKED = "programmes.part_asked"
    PART_GIVEN = "programmes.part_given"
    PART_RETURNED = "programmes.part_returned"


def plain(text: Trilingual) -> dict[str, str]:
    """A text as the journal and notices keep it."""
    return {"sv": text.sv, "fi": text.fi, "en": text.en}


def in_figures(day: date) -> str:
    """A day as the reader's language writes it."""
    return date_format(day, "SHORT_DATE_FORMAT")


def _shown(value: Any) -> Any:
    """A kept detail as a sentence says it: a text in the reader's language, a day in figures."""
    if isinstance(value, dict):
        return Trilingual(**value)
    try:
        return in_figures(date.fromisoformat(value))
    except (TypeError, ValueError):
        return value


def _said(details: dict[str, Any]) -> dict[str, Any]:
    return {name: _shown(value) for name, value in details.items()}


def _presenter(sentence: Callable[[], str]) -> Callable[[Entry], str]:
    return lambda entry: sentence() % _said(entry.details)


def _noted(entry: Entry) -> str:
    known = {"state": MeasureState(entry.detail("state")).label, "day": _shown(entry.detail("day"))}
    return _("wrote a note as of %(day)s: %(state)s") % known


def _handled(entry: Entry) -> str:
    known = {"handling": Handling(entry.detail("handling")).label, "whose": _shown(entry.detail("whose"))}
    return _("handled the opinion of %(whose)s: %(handling)s") % known


PRESENTERS: Final[dict[str, Callable[[Entry], str]]] = {
    Verb.DRAFTED: _presenter(lambda: _("began to prepare the programme")),
    Verb.CONTINUED: _presenter(
        lambda: _("began to prepare the programme from the unfinished measures of “%(previous)s”")
    ),
    Verb.DESCRIBED: _presenter(lambda: _("changed what is said of the programme as a whole")),
    Verb.INVITED: _presenter(lambda: _("asked %(organisation)s to make the programme its own")),
    Verb.ACCEPTED: _presenter(lambda: _("accepted to make the programme its own")),
    Verb.DECLINED: _presenter(lambda: _("declined to make the programme its own")),
    Verb.OWNER_REMOVED: _presenter(lambda: _("removed %(organisation)s from the owners")),
    Verb.GOAL_WRITTEN: _presenter(lambda: _("wrote the goal “%(goal)s”")),
    Verb.GOAL_MOVED: _presenter(lambda: _("moved the goal “%(goal)s”")),
    Verb.GOAL_REMOVED: _presenter(lambda: _("removed the goal “%(goal)s”")),
    Verb.MEASURE_WRITTEN: _presenter(lambda: _("wrote what the measure is")),
    Verb.MEASURE_MOVED: _presenter(lambda: _("moved the measure to the goal “%(goal)s”")),
    Verb.MEASURE_REMOVED: _presenter(lambda: _("removed the measure “%(measure)s”")),
    Verb.ASSIGNED: _presenter(lambda: _("said who answers for the measure")),
    Verb.STEPS_WRITTEN: _presenter(lambda: _("wrote the steps of the measure")),
    Verb.STEP_TAKEN: _presenter(lambda: _("noted that the step “%(step)s” was taken on %(day)s")),
    Verb.TARGETS_WRITTEN: _presenter(lambda: _("wrote what is to be reached by “%(what)s”")),
    Verb.BUDGETED: _presenter(lambda: _("wrote the money for %(year)s")),
    Verb.BUDGET_REMOVED: _presenter(lambda: _("removed a line of money for %(year)s")),
    Verb.ALIGNED: _presenter(lambda: _("said that “%(what)s” serves the goal “%(goal)s” of “%(programme)s”")),
    Verb.UNALIGNED: _presenter(
        lambda: _("said that “%(what)s” no longer serves the goal “%(goal)s” of “%(programme)s”")
    ),
    Verb.CONSULTED: _presenter(lambda: _("sent version %(number)s out for opinions")),
    Verb.OPINION_GIVEN: _presenter(lambda: _("gave an opinion on version %(number)s")),
    Verb.OPINION_HANDLED: _handled,
    Verb.PROPOSED: _presenter(lambda: _("put version %(number)s before those who adopt it")),
    Verb.TAKEN_BACK: _presenter(lambda: _("took version %(number)s back before it was adopted")),
    Verb.DECIDED: _presenter(
        lambda: _("recorded that version %(number)s was adopted: %(organ)s %(day)s %(section)s")
    ),
    Verb.REFERRED_BACK: _presenter(
        lambda: _("recorded that version %(number)s was referred back: %(organ)s %(day)s %(section)s")
    ),
    Verb.ADOPTED: _presenter(lambda: _("recorded the last adoption: version %(number)s is adopted by all")),
    Verb.EVALUATED: _presenter(lambda: _("evaluated the programme")),
    Verb.WITHDRAWN: _presenter(lambda: _("gave up the programme before it was adopted")),
    Verb.NOTED: _noted,
    Verb.UNCHANGED: _presenter(lambda: _("noted that nothing has changed as of %(day)s")),
    Verb.PART_ASKED: _presenter(lambda: _("asked %(ministry)s for its part by %(day)s")),
    Verb.PART_GIVEN: _presenter(lambda: _("gave the part of %(ministry)s")),
    Verb.PART_RETURNED: _presenter(lambda: _("returned the part of %(ministry)s: %(reason)s")),
    Verb.PART_ACCEPTED: _presenter(lambda: _("put the part of %(ministry)s together with the others")),
}


def _kind(code: Told, label: Any, sentence: Callable[[], str], *, at_once: bool = True) -> Kind:
    return Kind(code, label, lambda details: sentence() % _said(details), at_once=at_once)


KINDS: Final = (
    _kind(
        Told.INVITED,
        gettext_lazy("You are asked to make a programme your own"),
        lambda: _(
            "%(organisation)s asks your organisation to make the programme “%(programme)s” its own, too."
        ),
    ),
    _kind(
        Told.ANSWERED,
        gettext_lazy("An invitation to a programme has been answered"),
        lambda: _("%(organisation)s has answered the invitation to the programme “%(programme)s”."),
        at_once=False,
    ),
    _kind(
        Told.TO_COMMENT,
        gettext_lazy("You are asked for an opinion on a programme"),
        lambda: _("%(organisation)s asks for an opinion on the programme “%(programme)s” by %(day)s."),
    ),
    _kind(
        Told.COMMENTED,
        gettext_lazy("An opinion on a programme has been given"),
        lambda: _("%(organisation)s has given its opinion on the programme “%(programme)s”."),
        at_once=False,
    ),
    _kind(
        Told.OPINION_HANDLED,
        gettext_lazy("Your opinion on a programme has been handled"),
        lambda: _("%(organisation)s has handled your opinion on the programme “%(programme)s”."),
        at_once=False,
    ),
    _kind(
        Told.TO_DECIDE,
        gettext_lazy("A programme is to be adopted"),
        lambda: _(
            "Version %(number)s of the programme “%(programme)s” is to be adopted by your organisation."
        ),
    ),
    _kind(
        Told.TAKEN_BACK,
        gettext_lazy("A programme has been taken back"),
        lambda: _(
            "Version %(number)s of the programme “%(programme)s” has been taken back before its adoption."
        ),
    ),
    _kind(
        Told.REFERRED_BACK,
        gettext_lazy("A programme has been referred back"),
        lambda: _("%(organisation)s has referred the programme “%(programme)s” back for preparation."),
    ),
    _kind(
        Told.ADOPTED,
        gettext_lazy("A programme has been adopted"),
        lambda: _("All its owners have adopted the programme “%(programme)s”."),
    ),
    _kind(
        Told.TO_REPORT,
        gettext_lazy("A note on a measure is due"),
        lambda: _("Say by %(day)s how the measure “%(measure)s” goes."),
    ),
    _kind(
        Told.ASSIGNED,
        gettext_lazy("You answer for a measure"),
        lambda: _("You answer or stand in for the measure “%(measure)s” of the programme “%(programme)s”."),
    ),
    _kind(
        Told.GIVEN_UP,
        gettext_lazy("A measure has been given up"),
        lambda: _("%(organisation)s has given up the measure “%(measure)s”."),
        at_once=False,
    ),
    _kind(
        Told.WITHDRAWN,
        gettext_lazy("A programme has been given up"),
        lambda: _("%(organisation)s has given up the programme “%(programme)s” before it was adopted."),
    ),
    _kind(
        Told.ENDING,
        gettext_lazy("A programme is about to end"),
        lambda: _("The last day of the programme “%(programme)s” is %(day)s. Begin the next period in time."),
    ),
    _kind(
        Told.PART_ASKED,
        gettext_lazy("A ministry is asked for its part of the State programme"),
        lambda: _(
            "%(organisation)s asks for your ministry’s goals, measures and budget lines for “%(programme)s” "
            "by %(day)s."
        ),
    ),
    _kind(
        Told.PART_GIVEN,
        gettext_lazy("A ministry has given its part of the State programme"),
        lambda: _("%(organisation)s has given its part of “%(programme)s”."),
        at_once=False,
    ),
    _kind(
        Told.PART_RETURNED,
        gettext_lazy("A ministry’s part of the State programme has been returned"),
        lambda: _(
            "%(organisation)s has returned your ministry’s part of “%(programme)s”, to be given anew by "
            "%(day)s: %(reason)s"
        ),
    ),
)
