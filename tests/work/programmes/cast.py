"""The recurring cast of programmes: Vasa and its neighbour, the region's centre, two ministries, an association."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.work.cooperation.cast import KORSHOLM, SIPOO, VASA, association, organisation, somebody

from samverka.registers.actors.acting import Acting
from samverka.work.programmes import actions
from samverka.work.programmes.actions import Decided
from samverka.work.programmes.enums import ProgrammeLevel
from samverka.work.programmes.models import Decision, Edition, Goal, Measure, PartRequest, Programme

__all__ = ["KORSHOLM", "SIPOO", "VASA", "association", "organisation", "somebody"]

CENTRE, TEM, OKM, GOVERNMENT = "evk-08", "ministry-tem", "ministry-okm", "government"
NOW = date(2026, 3, 2)
STARTS, ENDS = date(2026, 1, 1), date(2030, 1, 1)
PERIOD = {"starts_on": STARTS, "ends_on": ENDS}
NAMES = {"name_sv": "Program", "name_fi": "Ohjelma"}
GOAL = {"title_sv": "Fler i arbete", "title_fi": "Useampi työssä"}
MEASURE = {"title_sv": "Språkkaféer", "title_fi": "Kielikahvilat"}


def prepared(by: Acting, level: str = ProgrammeLevel.MUNICIPALITY, **given: Any) -> Programme:
    return actions.draft(by=by, level=level, **(PERIOD | NAMES | given))


def goal(by: Acting, programme: Programme, **given: Any) -> Goal:
    return actions.write_goal(by=by, programme=programme, **(GOAL | given))


def measure(by: Acting, under: Goal, **given: Any) -> Measure:
    usual = {"responsible": by.organisation, "due_on": date(2027, 12, 31)}
    return actions.write_measure(by=by, goal=under, **(MEASURE | usual | given))


def whole(by: Acting, level: str = ProgrammeLevel.MUNICIPALITY, **given: Any) -> Programme:
    """A programme with one goal and one measure, ready to be proposed."""
    programme = prepared(by, level, **given)
    measure(by, goal(by, programme))
    return programme


def decided(**given: Any) -> Decided:
    usual = {"organ": "Fullmäktige", "decided_on": NOW, "section": "§ 12"}
    return Decided(**(usual | given))


def decide(edition: Edition, by: Acting, **given: Any) -> Decision:
    """Record what the owner for which one acts has decided."""
    owner = edition.programme.owners.get(organisation=by.organisation)
    return actions.record_decision(by=by, edition=edition, owner=owner, decided=decided(**given))


def adopted(
    by: Acting, *signatories: Acting, level: str = ProgrammeLevel.MUNICIPALITY, **given: Any
) -> Programme:
    """A programme with one goal and one measure that its owners have adopted."""
    programme = whole(by, level, **given)
    edition = actions.propose(by=by, programme=programme)
    for signatory in signatories or [somebody(by.organisation.slug, "signatory")]:
        decide(edition, signatory)
    return Programme.objects.get(pk=programme.pk)


def the_measure(programme: Programme) -> Measure:
    return Measure.objects.select_related("goal__programme").get(goal__programme=programme)


def state_programme(by: Acting, **given: Any) -> Programme:
    """A State programme in preparation by the ministry that prepares it, with one goal."""
    period = {"starts_on": date(2028, 1, 1), "ends_on": date(2032, 1, 1)}
    programme = prepared(by, ProgrammeLevel.STATE, **(period | given))
    goal(by, programme)
    return programme


def adopted_by_government(by: Acting, programme: Programme, on: date = NOW) -> Programme:
    edition = actions.propose(by=by, programme=programme)
    owner = programme.owners.get()
    said = Decided(organ="Statsrådet", decided_on=on, section="TEM/2026/1")
    actions.record_decision(by=by, edition=edition, owner=owner, decided=said)
    return Programme.objects.get(pk=programme.pk)


def part(by: Acting, programme: Programme, ministry: Acting, due: date = date(2026, 5, 1)) -> PartRequest:
    (asked,) = actions.ask_parts(by=by, programme=programme, ministries=[ministry.organisation], due=due)
    return asked
