"""What open data looks like: values in three languages, days as ISO 8601, an empty value where no source says."""

from datetime import date
from typing import Any

from ninja import Schema

from samverka.foundation.kernel.languages import Trilingual
from samverka.overview.responsibility import Answer, Responsible
from samverka.registers.actors.models import Actor, Capacity
from samverka.registers.areas.models import Area, Membership
from samverka.registers.law.models import Duty, DutyTerm, Statute
from samverka.registers.law.queries import Passage

__all__ = [
    "ActorOut",
    "AnswerOut",
    "AreaOut",
    "CapacityOut",
    "DutyOut",
    "FoundOut",
    "MembershipOut",
    "PassageOut",
    "Problem",
    "ResponsibleOut",
    "StatuteOut",
    "TermOut",
    "Text",
]


class Text(Schema):
    """A text in Swedish, Finnish and English; null where no source gives it."""

    sv: str | None = None
    fi: str | None = None
    en: str | None = None

    @classmethod
    def of(cls, text: Trilingual) -> "Text":
        return cls(sv=text.sv or None, fi=text.fi or None, en=text.en or None)


class Problem(Schema):
    """What is wrong with a request, and what to do."""

    detail: str


class Dated(Schema):
    """Valid from the first day to, but not including, the last; null on a side that is open or not known."""

    valid_from: date | None = None
    valid_to: date | None = None
    start_known: bool = True

    @staticmethod
    def days(row: Any) -> dict[str, Any]:
        return {"valid_from": row.valid_from, "valid_to": row.valid_to, "start_known": row.start_known}


class AreaOut(Dated):
    kind: str
    code: str
    name: Text

    @classmethod
    def of(cls, area: Area) -> "AreaOut":
        return cls(kind=area.kind, code=area.code, name=Text.of(area.name), **Dated.days(area))


class MembershipOut(Dated):
    area: AreaOut

    @classmethod
    def of(cls, membership: Membership) -> "MembershipOut":
        return cls(area=AreaOut.of(membership.area), **Dated.days(membership))


class CapacityOut(Dated):
    kind: str
    area: AreaOut | None = None
    ground: str | None = None
    note: Text

    @classmethod
    def of(cls, capacity: Capacity) -> "CapacityOut":
        area = AreaOut.of(capacity.area) if capacity.area else None
        return cls(
            kind=capacity.kind,
            area=area,
            ground=capacity.ground or None,
            note=Text.of(capacity.note),
            **Dated.days(capacity),
        )


class ActorOut(Dated):
    slug: str
    kind: str
    name: Text
    described: bool
    business_id: str | None = None
    capacities: list[CapacityOut] | None = None
    duties: list[str] | None = None

    @classmethod
    def of(cls, actor: Actor, **more: Any) -> "ActorOut":
        return cls(
            slug=actor.slug,
            kind=actor.kind,
            name=Text.of(actor.name),
            described=actor.described,
            business_id=actor.business_id or None,
            **Dated.days(actor),
            **more,
        )


class StatuteOut(Dated):
    citation: str
    kind: str
    title: Text
    eli: str
    amends: str | None = None
    amendments_known: bool
    consolidated_as_of: date | None = None

    @classmethod
    def of(cls, statute: Statute) -> "StatuteOut":
        return cls(
            citation=statute.citation,
            kind=statute.kind,
            title=Text.of(statute.title),
            eli=statute.eli,
            amends=statute.amends or None,
            amendments_known=statute.amendments_known,
            consolidated_as_of=statute.consolidated_as_of,
            **Dated.days(statute),
        )


class PassageOut(Schema):
    """A provision as it reads on a day, with those in it. `language` is that of its text."""

    eid: str
    kind: str
    language: str
    num: str
    heading: str
    text: str
    closing: str
    repealed: bool
    enacted_by: str
    valid_from: date | None = None
    valid_to: date | None = None
    children: list["PassageOut"] = []

    @classmethod
    def of(cls, passage: Passage) -> "PassageOut":
        wording = passage.wording
        return cls(
            eid=passage.eid,
            kind=passage.provision.kind,
            language=wording.language,
            num=wording.num,
            heading=wording.heading,
            text=wording.text,
            closing=wording.closing,
            repealed=wording.repealed,
            enacted_by=wording.enacted_by,
            valid_from=wording.valid_from,
            valid_to=wording.valid_to,
            children=[cls.of(child) for child in passage.children],
        )


class TermOut(Dated):
    force: str
    bearers: list[str]
    territory: str
    what: Text
    for_whom: Text
    recurrence: str
    recurrence_bound: str | None = None
    within: str | None = None
    deadline: Text
    note: Text
    rests_on: list[str]
    never_applied: bool

    @classmethod
    def of(cls, term: DutyTerm) -> "TermOut":
        return cls(
            force=term.force,
            bearers=[bearing.named or bearing.kind for bearing in term.bearers.all()],
            territory=term.territory,
            what=Text.of(term.what),
            for_whom=Text.of(term.for_whom),
            recurrence=term.recurrence,
            recurrence_bound=term.recurrence_bound or None,
            within=term.within or None,
            deadline=Text.of(term.deadline),
            note=Text.of(term.note),
            rests_on=[provision.citation for provision in term.rests_on.all()],
            never_applied=term.never_applied,
            **Dated.days(term),
        )


class DutyOut(Schema):
    """A duty through time; `detail`: a single step, a payment or an exchange of data."""

    code: str
    theme: str
    detail: bool
    title: Text
    terms: list[TermOut]

    @classmethod
    def of(cls, duty: Duty, terms: list[DutyTerm]) -> "DutyOut":
        return cls(
            code=duty.code,
            theme=duty.theme,
            detail=duty.detail,
            title=Text.of(duty.title),
            terms=[TermOut.of(term) for term in terms],
        )


class DutyHereOut(TermOut):
    code: str
    competence: str | None = None


class ResponsibleOut(Schema):
    """An authority, or a kind of actor where none is known by name, and what it bears here."""

    kind: str
    actor: ActorOut | None = None
    duties: list[DutyHereOut]
    predecessors: list[str]

    @classmethod
    def of(cls, one: Responsible) -> "ResponsibleOut":
        return cls(
            kind=one.kind,
            actor=ActorOut.of(one.actor) if one.actor else None,
            duties=[
                DutyHereOut(
                    code=duty.code,
                    competence=duty.competence.ground if duty.competence else None,
                    **TermOut.of(duty.term).dict(),
                )
                for duty in one.duties
            ],
            predecessors=[actor.slug for actor in one.predecessors],
        )


class AnswerOut(Schema):
    """Who is responsible for what in a municipality on a day, by level: local, regional, state."""

    municipality: AreaOut
    on: date
    levels: dict[str, list[ResponsibleOut]]

    @classmethod
    def of(cls, answer: Answer) -> "AnswerOut":
        levels = {
            level.level.value: [ResponsibleOut.of(one) for one in level.responsible]
            for level in answer.levels
        }
        return cls(municipality=AreaOut.of(answer.municipality), on=answer.on, levels=levels)


class FoundOut(Schema):
    kind: str
    key: str
    title: Text
    detail: str
