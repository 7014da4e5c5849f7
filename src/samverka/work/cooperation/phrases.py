"""Acts of cooperation: how the journal says them, and what people are told."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.languages import Trilingual, in_figures
from samverka.foundation.notices.kinds import Kind
from samverka.work.cooperation.enums import Part

__all__ = ["KINDS", "PRESENTERS", "Told", "Verb"]


class Verb(TextChoices):
    FOUNDED = "cooperation.founded", gettext_lazy("found a cooperation")
    CHANGED = "cooperation.changed", gettext_lazy("change its name, purpose or publicity")
    STARTED = "cooperation.started", gettext_lazy("start it")
    ENDED = "cooperation.ended", gettext_lazy("end it")
    INVITED = "cooperation.invited", gettext_lazy("invite an organisation")
    WITHDRAWN = "cooperation.withdrawn", gettext_lazy("take an invitation back")
    ACCEPTED = "cooperation.accepted", gettext_lazy("accept an invitation")
    DECLINED = "cooperation.declined", gettext_lazy("decline an invitation")
    LEFT = "cooperation.left", gettext_lazy("leave")
    REMOVED = "cooperation.removed", gettext_lazy("remove a party")
    SHOWING = "cooperation.showing", gettext_lazy("decide whether the public sees one's part")


class Told(TextChoices):
    """Kinds of notice."""

    INVITED = "cooperation.invited"
    WITHDRAWN = "cooperation.withdrawn"
    ACCEPTED = "cooperation.accepted"
    DECLINED = "cooperation.declined"
    LEFT = "cooperation.left"
    REMOVED = "cooperation.removed"
    CHANGED = "cooperation.changed"
    STARTED = "cooperation.started"
    ENDED = "cooperation.ended"


def _organisation(entry: Entry) -> dict[str, Any]:
    return {"organisation": Trilingual(**entry.detail("organisation"))}


def _day(entry: Entry, name: str) -> dict[str, str]:
    return {"day": in_figures(date.fromisoformat(entry.detail(name)))}


def _last_day(entry: Entry, name: str) -> dict[str, str]:
    """The last day of what is kept by the first day that no longer counts."""
    return {"day": in_figures(date.fromisoformat(entry.detail(name)) - timedelta(days=1))}


def _invited(entry: Entry) -> str:
    said = _organisation(entry)
    if entry.detail("part") == Part.FOUNDER:
        return _("asked %(organisation)s to found it together") % said
    if entry.detail("part") == Part.EXPERT:
        return _("invited %(organisation)s as an expert") % said
    return _("invited %(organisation)s") % said


def _accepted(entry: Entry) -> str:
    return _("accepted the invitation, and takes part since %(day)s") % _day(entry, "joined_on")


def _showing(entry: Entry) -> str:
    shown = _("decided that the public sees its part"), _("decided that the public does not see its part")
    return shown[0] if entry.detail("is_shown") else shown[1]


PRESENTERS: Final[dict[str, Callable[[Entry], str]]] = {
    Verb.FOUNDED: lambda e: _("began to prepare the cooperation %(name)s") % {"name": e.subject},
    Verb.CHANGED: lambda _entry: _("changed what is said of the cooperation"),
    Verb.STARTED: lambda e: _("started the cooperation, founded on %(day)s") % _day(e, "founded_on"),
    Verb.ENDED: lambda e: _("ended the cooperation on %(day)s") % _last_day(e, "ended_on"),
    Verb.INVITED: _invited,
    Verb.WITHDRAWN: lambda e: _("took back the invitation of %(organisation)s") % _organisation(e),
    Verb.ACCEPTED: _accepted,
    Verb.DECLINED: lambda _entry: _("declined the invitation"),
    Verb.LEFT: lambda e: _("left the cooperation on %(day)s") % _last_day(e, "left_on"),
    Verb.REMOVED: lambda e: _("removed %(organisation)s from the cooperation") % _organisation(e),
    Verb.SHOWING: _showing,
}


def _said(details: dict[str, Any]) -> dict[str, Any]:
    return {name: Trilingual(**details[name]) for name in ("cooperation", "organisation") if name in details}


def _asked(details: dict[str, Any]) -> str:
    if details.get("part") == Part.FOUNDER:
        return _(
            "%(organisation)s is asked to found %(cooperation)s together with others. Answer the invitation."
        ) % (_said(details))
    return _("%(organisation)s is invited to take part in %(cooperation)s. Answer the invitation.") % _said(
        details
    )


KINDS: Final = (
    Kind(Told.INVITED, gettext_lazy("Invitations to a cooperation"), _asked),
    Kind(
        Told.WITHDRAWN,
        gettext_lazy("An invitation to a cooperation taken back"),
        lambda d: _("The invitation of %(organisation)s to %(cooperation)s has been taken back.") % _said(d),
        at_once=False,
    ),
    Kind(
        Told.ACCEPTED,
        gettext_lazy("A party that joins a cooperation"),
        lambda d: _("%(organisation)s takes part in %(cooperation)s.") % _said(d),
    ),
    Kind(
        Told.DECLINED,
        gettext_lazy("A party that declines"),
        lambda d: _("%(organisation)s has declined to take part in %(cooperation)s.") % _said(d),
    ),
    Kind(
        Told.LEFT,
        gettext_lazy("A party that leaves a cooperation"),
        lambda d: _("%(organisation)s has left %(cooperation)s.") % _said(d),
    ),
    Kind(
        Told.REMOVED,
        gettext_lazy("A party removed from a cooperation"),
        lambda d: (
            _("%(organisation)s no longer takes part in %(cooperation)s: its founders have removed it.")
            % _said(d)
        ),
    ),
    Kind(
        Told.CHANGED,
        gettext_lazy("Changes to a cooperation"),
        lambda d: _("What is said of %(cooperation)s has been changed.") % _said(d),
        at_once=False,
    ),
    Kind(
        Told.STARTED,
        gettext_lazy("A cooperation that starts"),
        lambda d: _("%(cooperation)s has started.") % _said(d),
    ),
    Kind(
        Told.ENDED,
        gettext_lazy("A cooperation that ends"),
        lambda d: _("%(cooperation)s has ended.") % _said(d),
    ),
)
