"""What an amending act does, step by step: each change of its enacting clause joined to the text it prints.

The act prints moments without numbers, with dashes for those it leaves alone. The clause names them: the
moments it names in a section, in order, are those printed there, in order. Any other count is an error in
reading, and is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samverka.registers.law.clauses.enacting_clause import (
    Action,
    Change,
    EnactingClause,
    Part,
    enacting_clause,
)
from samverka.registers.law.clauses.entry_into_force import EntryIntoForce, entry_into_force
from samverka.registers.law.consolidation.timeline import InconsistentLaw
from samverka.registers.law.eids import ENTRY_INTO_FORCE, lies_in, moved
from samverka.registers.law.texts import StatuteText, Unit, UnitKind, Wording


@dataclass(frozen=True, slots=True)
class Step:
    """One change with its day.

    until: the first day a temporary change no longer applies. moves: what an insertion pushes on, old and new
    address. resumes: at the end of a temporary change, what applies again.
    """

    on: date
    act: tuple[int, int]
    action: Action
    part: Part
    eid: str
    unit: Unit | None
    until: date | None = None
    moves: tuple[tuple[str, str], ...] = ()
    resumes: tuple[Wording, ...] = ()

    @property
    def by(self) -> str:
        return f"{self.act[1]}/{self.act[0]}"


def steps(act: StatuteText) -> list[Step]:
    """The steps of an amending act in the order of its clause.

    Raises `InconsistentLaw` when clause and printed text do not fit together.
    """
    clause = enacting_clause(act.enacting_clause)
    entry = entry_into_force(act.body)
    changes = [change for change in clause.changes if act.language == "sv" or not change.swedish_only]
    printed = _Printed(act, changes)
    return [_step(change, printed.unit(change), act, clause, entry) for change in changes]


def _step(
    change: Change, unit: Unit | None, act: StatuteText, clause: EnactingClause, entry: EntryIntoForce
) -> Step:
    own_day = next((other.on for other in entry.exempt if other.eid == change.target.eid and other.on), None)
    on = own_day or entry.on
    if on is None:
        raise InconsistentLaw(f"{act.citation} does not say when it enters into force")
    return Step(
        on, (act.year, act.number), change.action, change.target.part, change.target.eid, unit,
        entry.until if clause.temporary else None, _moves(change, clause),
    )  # fmt: skip


def _moves(change: Change, clause: EnactingClause) -> tuple[tuple[str, str], ...]:
    """The moves in a section, done before the unit is inserted whose place they free."""
    if change.action is not Action.INSERT or change.target.eid not in dict(clause.shifts):
        return ()
    return tuple(move for move in clause.shifts if lies_in(move[0], change.target.section))


class _Printed:
    """The text of an amending act, found by the addresses in the amended statute."""

    def __init__(self, act: StatuteText, changes: list[Change]) -> None:
        self.act = act
        self.units = {unit.eid: unit for unit, _ in act.walk() if unit.eid}
        self.moments: dict[str, Unit] = {}
        named = {change.target.section for change in changes if change.action is not Action.REPEAL}
        for unit in self.units.values():
            if unit.kind is UnitKind.SECTION and unit.eid != ENTRY_INTO_FORCE:
                if unit.eid not in named:
                    raise InconsistentLaw(f"{act.citation} prints {unit.num}, which its clause does not name")
                self._number_moments(unit, changes)

    def unit(self, change: Change) -> Unit | None:
        """The printed unit of a change, at its address in the amended statute; None for a repeal."""
        target = change.target
        if change.action is Action.REPEAL:
            return None
        if target.kind is UnitKind.TITLE:
            return Unit(UnitKind.TITLE, "title", heading=self.act.new_title)
        moment, item, _ = target.eid.partition("__para_")
        if "__subsec_" not in target.eid:
            found = self.units.get(target.eid)
        elif not item:
            found = self.moments.get(moment)
        else:
            found = _inside(self.moments.get(moment), target.eid)
        if found is None:
            raise InconsistentLaw(f"{self.act.citation} names {target.eid} but does not print it")
        return found

    def _number_moments(self, section: Unit, changes: list[Change]) -> None:
        numbers = _named_moments(section.eid, changes)
        printed = [child for child in section.children if child.kind is UnitKind.SUBSECTION]
        if not numbers:
            return
        if len(numbers) != len(printed):
            raise InconsistentLaw(
                f"{self.act.citation} names {len(numbers)} moments of {section.num} but prints {len(printed)}"
            )
        for number, moment in zip(numbers, printed, strict=True):
            own = f"{section.eid}__subsec_{number}"
            self.moments[own] = moved(moment, own)


def _named_moments(section: str, changes: list[Change]) -> list[int]:
    """The numbers of the moments of a section that the clause changes, or changes something in."""
    start = f"{section}__subsec_"
    inside = (
        c.target.eid for c in changes if c.action is not Action.REPEAL and c.target.eid.startswith(start)
    )
    return sorted({int(eid.removeprefix(start).split("__")[0]) for eid in inside})


def _inside(moment: Unit | None, eid: str) -> Unit | None:
    return next((unit for unit, _ in moment.walk() if unit.eid == eid), None) if moment else None
