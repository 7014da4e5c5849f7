"""The wordings of one statute in one language as they follow each other: begun, changed, repealed, ended.

Every verb here is one the law itself uses. Times must come in order; what is done to a unit is done to all in
it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from samverka.registers.law.eids import sort_key
from samverka.registers.law.texts import Language, Note, Unit, UnitKind, Wording


class InconsistentLaw(ValueError):
    """An act changes something that, by the texts at hand, is not there to be changed."""


class Timeline:
    """Holds the wordings that apply and those that have ended."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._open: dict[str, Wording] = {}
        self._ended: list[Wording] = []

    def wordings(self) -> list[Wording]:
        return [*self._ended, *self._open.values()]

    def open_wording(self, eid: str) -> Wording | None:
        return self._open.get(eid)

    def open_wordings(self) -> list[Wording]:
        return list(self._open.values())

    def begin(
        self,
        unit: Unit,
        parent: str,
        on: date | None,
        by: str,
        *,
        otherwise: dict[str, date] | None = None,
        start_known: bool = True,
        note: Note = Note.NONE,
    ) -> None:
        """The unit and all in it say this from `on`; `otherwise` gives the units in it that begin another
        day.
        """
        on = (otherwise or {}).get(unit.eid, on)
        if unit.kind is UnitKind.UNCHANGED:
            return
        self._put(_wording(unit, parent, self.language, on, by, start_known=start_known, note=note))
        for child in unit.children:
            self.begin(child, unit.eid, on, by, otherwise=otherwise, start_known=start_known, note=note)

    def end(self, eid: str, on: date, by: str | None, *, note: Note = Note.NONE) -> list[Wording]:
        """The unit and all in it cease; returns what they said."""
        own = self.end_alone(eid, on, by, note=note)
        inside = [one.eid for one in self._open.values() if one.parent == eid]
        return [own, *(one for child in inside for one in self.end(child, on, by, note=note))]

    def end_alone(
        self, eid: str, on: date, by: str | None, *, end_known: bool = True, note: Note = Note.NONE
    ) -> Wording:
        """The unit's own words cease, not those of the units in it; returns them."""
        own = self._take(eid)
        # What had not begun yet ends where it would have begun: it never applied.
        last = max(on, own.valid_from) if own.valid_from else on
        self._ended.append(
            replace(own, valid_to=last, ended_by=by, end_known=end_known, note=note or own.note)
        )
        return own

    def replace(self, unit: Unit, on: date, by: str, note: Note = Note.NONE) -> list[Wording]:
        """The unit at this address says something else from `on`; returns what it said before."""
        ended = self.end(unit.eid, on, by)
        self.begin(unit, ended[0].parent, on, by, note=note)
        return ended

    def reword(
        self, eid: str, on: date, by: str, *, heading: str | None = None, text: str | None = None
    ) -> None:
        """Only the unit's own heading or introduction changes; what is in it stays."""
        own = self.end_alone(eid, on, by)
        said = own.heading if heading is None else heading
        introduction = own.text if text is None else text
        self._put(replace(own, heading=said, text=introduction, valid_from=on, enacted_by=by, note=Note.NONE))

    def insert(self, unit: Unit, parent: str | None, on: date, by: str) -> None:
        """A new unit; it may take the place of a repealed one, but of no other."""
        standing = self._open.get(unit.eid)
        if standing and not standing.repealed:
            raise InconsistentLaw(f"{by} inserts {unit.eid}, which is there already")
        if standing:
            self.end(unit.eid, on, by)
        self.begin(unit, self._chapter_for(unit.eid) if parent is None else parent, on, by)

    def move(self, old: str, new: str, on: date, by: str) -> None:
        """The unit keeps its words and gets another number."""
        for one in self.end(old, on, by):
            self._put(replace(one, eid=_renumbered(one.eid, old, new), parent=_renumbered(one.parent, old,
            new),
                              valid_from=on, enacted_by=by))  # fmt: skip

    def repeal(self, eid: str, on: date, by: str) -> None:
        """The unit says nothing more. Its place is kept, as are those of its sections, since other law may
        refer there.
        """
        for one in self.end(eid, on, by):
            if one.eid == eid or one.kind is UnitKind.SECTION:
                self._put(replace(_emptied(one), valid_from=on, enacted_by=by))

    def resume(self, wordings: list[Wording], on: date) -> None:
        """What a temporary amendment set aside applies again."""
        for one in wordings:
            self._put(replace(one, valid_from=on, note=Note.RESUMED))

    def end_all(self, on: date, by: str | None, note: Note = Note.NONE) -> None:
        """The statute ends. Wordings that applied until that very day were ended by this, not by amendments
        of the day.
        """
        self._ended = [
            replace(one, ended_by=by) if one.valid_to == on and one.valid_from != on else one
            for one in self._ended
        ]
        for one in [one for one in self._open.values() if one.parent not in self._open]:
            self.end(one.eid, on, by, note=note)

    def mark_repealed(self, eid: str, by: str) -> None:
        """The wording that applies is in truth an empty place; when it became so is not known."""
        own = self._take(eid)
        self._put(replace(_emptied(own), enacted_by=by, start_known=False, note=Note.BEGAN_EARLIER))

    def _take(self, eid: str) -> Wording:
        own = self._open.pop(eid, None)
        if own is None:
            raise InconsistentLaw(f"{eid} is to be changed but is not in the {self.language} text")
        return own

    def _put(self, wording: Wording) -> None:
        if wording.eid in self._open:
            raise InconsistentLaw(
                f"{wording.eid} would have two wordings at once in the {self.language} text"
            )
        self._open[wording.eid] = wording

    def _chapter_for(self, section: str) -> str:
        """A new 32 a § stands in the chapter of 32 §: of the last section before it."""
        before = [
            one for one in self._open.values()
            if one.kind is UnitKind.SECTION and sort_key(one.eid) < sort_key(section)
        ]  # fmt: skip
        return max(before, key=lambda one: sort_key(one.eid)).parent if before else ""


def _wording(
    unit: Unit, parent: str, language: Language, on: date | None, by: str, *, start_known: bool, note: Note
) -> Wording:
    return Wording(
        eid=unit.eid, kind=unit.kind, num=unit.num, heading=unit.heading, text=unit.text,
        closing=unit.closing, language=language, parent=parent, valid_from=on, enacted_by=by,
        start_known=start_known, note=note,
    )  # fmt: skip


def _emptied(one: Wording) -> Wording:
    return replace(one, heading="", text="", closing="", repealed=True, note=Note.NONE, start_known=True)


def _renumbered(eid: str, old: str, new: str) -> str:
    return new + eid[len(old) :] if eid == old or eid.startswith(old + "__") else eid
