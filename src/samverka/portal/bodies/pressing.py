"""Pages with several buttons: what each button does, as tables from its name to the act."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext as _

from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.refusals import Refused
from samverka.overview.access import get_attachment, get_item
from samverka.portal.bodies.offered import offered_matter
from samverka.portal.forms import Form, attempt
from samverka.portal.requests import Request
from samverka.registers.actors.acting import Acting
from samverka.work.bodies import actions
from samverka.work.bodies.enums import Choice, Ground, Outcome
from samverka.work.bodies.models import AgendaItem, Appointment, Meeting
from samverka.work.bodies.queries import serving, voters

__all__ = ["AGENDA", "ATTENDANCE", "MATTER", "MEMBERS_OWN", "Pressed", "press"]

Row = TypeVar("Row", bound=Model)
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Pressed:
    """A pressed button: by whom, in which meeting and matter, and what was filled in."""

    by: Acting
    meeting: Meeting
    sent: QueryDict
    item: Any = None

    def text(self, name: str, longest: int = _LONGEST) -> str:
        return self.sent.get(name, "")[:longest]

    def row(self, name: str, rows: Iterable[Row]) -> Row:
        """The row whose key was sent under a name. Raises `Refused`."""
        found = next((row for row in rows if str(row.pk) == self.sent.get(name)), None)
        if found is None:
            raise Refused(
                _(
                    "Choose one of those on the page. Somebody may have changed it meanwhile: load the page again."
                )
            )
        return found

    @property
    def person(self) -> Appointment:
        """The person chosen, of those who sit in the body on the day of the meeting."""
        return self.row("appointment", serving(self.meeting.body, self.meeting.day))

    @property
    def listed(self) -> AgendaItem:
        """The matter chosen, as far as the one who pressed may see it."""
        return get_item(self.by, int(self.sent.get("item") or 0))

    @property
    def ground(self) -> Ground:
        chosen = self.text("ground")
        if chosen not in Ground.values:
            raise Refused(_("Choose the ground for stepping aside."))
        return Ground(chosen)

    @property
    def outcome(self) -> Outcome | None:
        chosen = self.sent.get("outcome")
        return Outcome(chosen) if chosen in Outcome.values else None

    @property
    def ballots(self) -> dict[Appointment, Choice]:
        """How each of those who can vote does, as far as it was filled in. Raises `Refused`."""
        sent = {one: self.sent.get(f"ballot_{one.pk}", "") for one in voters(self.meeting, self.item)}
        filled = {one: Choice(choice) for one, choice in sent.items() if choice in Choice.values}
        if not filled:
            raise Refused(_("Choose how to vote."))
        return filled


Acts = Mapping[str, Callable[[Pressed], Any]]


def press(request: Request, acts: Acts, meeting: Meeting, item: AgendaItem | None = None) -> Form | None:
    """Do what the pressed button says. Returns `None` when it is done, else a form that says why not."""
    form = Form(data={})
    form.is_valid()
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        form.add_error(None, _("Choose what is to be done."))
        return form
    attempt(form, act, p=Pressed(request.acting, meeting, request.POST, item))
    return form if form.errors else None


AGENDA: Final[Acts] = {
    "up": lambda p: actions.move_item(by=p.by, item=p.listed, up=True),
    "down": lambda p: actions.move_item(by=p.by, item=p.listed, up=False),
    "remove": lambda p: actions.remove_item(by=p.by, item=p.listed),
    "take_up": lambda p: actions.take_up(by=p.by, meeting=p.meeting, item=p.listed),
    "detach": lambda p: actions.detach(
        by=p.by, attachment=get_attachment(p.by, int(p.sent.get("item") or 0), today())
    ),
    "subject": lambda p: actions.add_item(
        by=p.by, meeting=p.meeting, **offered_matter(p.by, p.meeting, p.text("subject"))
    ),
}

ATTENDANCE: Final[Acts] = {
    "arrive": lambda p: actions.arrive(by=p.by, meeting=p.meeting, appointment=p.person),
    "afar": lambda p: actions.arrive(by=p.by, meeting=p.meeting, appointment=p.person, from_afar=True),
    "leave": lambda p: actions.leave(by=p.by, attendance=p.row("attendance", p.meeting.attendances.all())),
    "lead": lambda p: actions.choose_temporary_chair(by=p.by, meeting=p.meeting, appointment=p.person),
    "welcome": lambda p: actions.welcome(
        by=p.by,
        meeting=p.meeting,
        guest=p.text("guest", 120),
        guest_as=p.text("guest_as", 120),
        from_afar="from_afar" in p.sent,
    ),
}

# What members do for their own seat; that it is their own is asked by the act itself.
MEMBERS_OWN: Final[Acts] = {
    "propose": lambda p: actions.propose(by=p.by, item=p.item, proposer=p.person, text=p.text("text")),
    "second": lambda p: actions.second(
        by=p.by, proposal=p.row("proposal", p.item.proposals.all()), seconder=p.person
    ),
    "withdraw": lambda p: actions.withdraw(by=p.by, proposal=p.row("proposal", p.item.proposals.all())),
    "cast": lambda p: actions.cast(by=p.by, vote=p.row("vote", p.item.votes.all()), ballots=p.ballots),
    "dissent": lambda p: actions.dissent(
        by=p.by, decision=p.item.settled_by, appointment=p.person, grounds=p.text("text")
    ),
}

MATTER: Final[Acts] = {
    **MEMBERS_OWN,
    "aside": lambda p: actions.step_aside(by=p.by, item=p.item, appointment=p.person, ground=p.ground),
    "return": lambda p: actions.return_to(
        by=p.by, disqualification=p.row("aside", p.item.disqualifications.all())
    ),
    "vote": lambda p: actions.open_vote(
        by=p.by,
        item=p.item,
        yes=p.row("yes", p.item.proposals.all()),
        no=p.row("no", p.item.proposals.all()),
    ),
    "close_vote": lambda p: actions.close_vote(by=p.by, vote=p.row("vote", p.item.votes.all())),
    "settle": lambda p: actions.settle(by=p.by, item=p.item, outcome=p.outcome, text=p.text("text")),
}
