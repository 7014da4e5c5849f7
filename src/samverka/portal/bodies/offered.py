"""Matters from elsewhere that a body can take up on an agenda."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from samverka.foundation.kernel.refusals import Refused
from samverka.registers.actors.acting import Acting
from samverka.work.bodies.agenda_subjects import Found, Subject, subjects
from samverka.work.bodies.models import Body, Meeting

__all__ = ["offered", "offered_matter"]


def offered(acting: Acting, body: Body) -> list[tuple[Subject, list[Found]]]:
    """The matters that the body can take up, by their kind."""
    asked = [(subject, list(subject.offered(acting, body))) for subject in subjects()]
    return [(subject, matters) for subject, matters in asked if matters]


def offered_matter(acting: Acting, meeting: Meeting, sent: str) -> dict[str, Any]:
    """A matter, written as `kind:key`, as an item of an agenda. Raises `Refused`."""
    kind, _colon, key = sent.partition(":")
    matters = [one for subject, some in offered(acting, meeting.body) if subject.code == kind for one in some]
    matter = next((one for one in matters if one.key == key), None)
    if matter is None:
        raise Refused(_("This matter cannot be taken up now."))
    title = str(matter.title.in_language(meeting.language))[:200]
    with override(meeting.language):
        proposal = _("%(title)s is discussed.") % {"title": title}
    return {"title": title, "proposal": proposal, "subject": (kind, key)}
