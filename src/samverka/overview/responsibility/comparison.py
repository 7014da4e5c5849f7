"""What changed here between two days: authorities that came and went, duties begun, ended and altered."""

from dataclasses import dataclass
from datetime import date

from samverka.overview.responsibility.answer import Answer, DutyHere, Responsible, who_is_responsible
from samverka.registers.actors.queries import roster
from samverka.registers.areas.models import Area

__all__ = ["Comparison", "DutyChange", "what_changed"]


@dataclass(frozen=True, slots=True)
class DutyChange:
    """A duty that exists on both days, but not in the same words, or not borne by the same."""

    code: str
    before: DutyHere
    after: DutyHere
    bearers_before: tuple[Responsible, ...]
    bearers_after: tuple[Responsible, ...]

    @property
    def other_bearers(self) -> bool:
        return {_who(one) for one in self.bearers_before} != {_who(one) for one in self.bearers_after}

    @property
    def other_words(self) -> bool:
        return self.before.term.what != self.after.term.what

    @property
    def other_force(self) -> bool:
        return self.before.term.force != self.after.term.force


@dataclass(frozen=True, slots=True)
class Comparison:
    """The difference between the answers of two days, the earlier first."""

    before: Answer
    after: Answer
    gone: tuple[Responsible, ...]
    come: tuple[Responsible, ...]
    ended: tuple[tuple[Responsible, DutyHere], ...]
    begun: tuple[tuple[Responsible, DutyHere], ...]
    altered: tuple[DutyChange, ...]

    @property
    def nothing(self) -> bool:
        return not (self.gone or self.come or self.ended or self.begun or self.altered)


def what_changed(municipality: Area, one: date, other: date) -> Comparison:
    """Compare who was responsible for what on two days, whichever is given first."""
    before, after = (who_is_responsible(municipality, day) for day in sorted((one, other)))
    there, here = _by_code(before), _by_code(after)
    known_before = {_who(actor) for actor in before.responsible}
    known_after = {_who(actor) for actor in after.responsible}
    return Comparison(
        before,
        after,
        gone=tuple(r for r in before.responsible if _gone(r, after, known_after)),
        come=tuple(r for r in after.responsible if r.actor and _who(r) not in known_before),
        ended=tuple(there[code][0] for code in there if code not in here),
        begun=tuple(here[code][0] for code in here if code not in there),
        altered=tuple(_alterations(there, here)),
    )


def _gone(one: Responsible, after: Answer, known_after: set[tuple[str, str]]) -> bool:
    """Whether an authority no longer acts here; not so where it goes on and no source says where."""
    if one.actor is None or _who(one) in known_after:
        return False
    return not roster(after.version).acts_placeless(one.actor, after.on)


_Borne = list[tuple[Responsible, DutyHere]]


def _who(responsible: Responsible) -> tuple[str, str]:
    return responsible.kind, responsible.actor.slug if responsible.actor else ""


def _by_code(answer: Answer) -> dict[str, _Borne]:
    found: dict[str, _Borne] = {}
    for responsible in answer.responsible:
        for duty in responsible.duties:
            found.setdefault(duty.code, []).append((responsible, duty))
    return found


def _alterations(there: dict[str, _Borne], here: dict[str, _Borne]) -> list[DutyChange]:
    changes = [
        DutyChange(
            code,
            there[code][0][1],
            here[code][0][1],
            tuple(responsible for responsible, _duty in there[code]),
            tuple(responsible for responsible, _duty in here[code]),
        )
        for code in there
        if code in here
    ]
    return [change for change in changes if change.other_bearers or change.other_words or change.other_force]
