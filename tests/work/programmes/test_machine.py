"""Whatever people do in whatever order: what no history of a programme, or of a ministry's part, may ever be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.work.programmes.cast import (
    KORSHOLM,
    NOW,
    OKM,
    SIPOO,
    TEM,
    VASA,
    goal,
    measure,
    somebody,
    state_programme,
    whole,
)

from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.refusals import Refused
from samverka.registers.actors.acting import Acting
from samverka.work.programmes import actions, queries
from samverka.work.programmes.actions import Decided
from samverka.work.programmes.enums import MeasureState, Outcome, ProgrammeLevel
from samverka.work.programmes.lifecycle import MEASURE, PART, PROGRAMME
from samverka.work.programmes.models import Edition, Measure, PartRequest, Programme, ProgressNote

SLUGS = (VASA, KORSHOLM, SIPOO)
WHO = st.sampled_from(SLUGS)
ROLE = st.sampled_from(("coordinator", "signatory"))
SETTINGS = how(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)


class Machine(RuleBasedStateMachine):
    """One database transaction for each history; an act succeeds, or is refused with a sentence."""

    def begin(self) -> None:
        self.point = transaction.atomic()
        self.point.__enter__()
        self.refusals: list[str] = []

    def attempt(self, act: Any, **given: Any) -> Any:
        try:
            return act(**given)
        except Refused as refusal:
            self.refusals.append(str(refusal))
        return None

    @invariant()
    def refusals_speak(self) -> None:
        assert all(getattr(self, "refusals", []))

    def teardown(self) -> None:
        if hasattr(self, "point"):
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)


class Programmes(Machine):
    """Two owners and a stranger, each with a coordinator and a signatory, doing anything at any time."""

    @initialize()
    def draft(self) -> None:
        self.begin()
        self.people = {
            (slug, role): somebody(slug, role) for slug in SLUGS for role in ("coordinator", "signatory")
        }
        by = self.people[VASA, "coordinator"]
        self.programme = whole(by, ProgrammeLevel.JOINT)
        owner = actions.invite_owner(
            by=by, programme=self.programme, organisation=self.people[KORSHOLM, "coordinator"].organisation
        )
        actions.answer_invitation(by=self.people[KORSHOLM, "coordinator"], owner=owner, takes_part=True)
        self.contents: dict[int, Any] = {}
        self.notes: dict[int, tuple[str, str]] = {}
        self.reload()

    def reload(self) -> None:
        self.programme = Programme.objects.get(pk=self.programme.pk)

    def acting(self, slug: str, role: str) -> Acting:
        return self.people[slug, role]

    @rule(slug=WHO, role=ROLE)
    def consult(self, slug: str, role: str) -> None:
        asked = [self.acting(SIPOO, "coordinator").organisation]
        self.attempt(
            actions.consult,
            by=self.acting(slug, role),
            programme=self.programme,
            asked=asked,
            due=date(2026, 4, 1),
        )

    @rule(slug=WHO, role=ROLE)
    def propose(self, slug: str, role: str) -> None:
        self.attempt(actions.propose, by=self.acting(slug, role), programme=self.programme)

    @rule(slug=WHO, role=ROLE)
    def take_back(self, slug: str, role: str) -> None:
        self.attempt(actions.take_back, by=self.acting(slug, role), programme=self.programme)

    @rule(
        slug=WHO, whose=st.sampled_from((0, 1)), again=st.booleans(), outcome=st.sampled_from(Outcome.values)
    )
    def decide(self, slug: str, whose: int, again: bool, outcome: str) -> None:
        editions = self.programme.editions.order_by("number" if again else "-number")
        edition = editions.first()
        owner = self.programme.owners.order_by("pk")[whose]
        if edition:
            said = Decided("Fullmäktige", NOW, "§ 1", outcome=outcome)
            by = self.acting(slug, "signatory")
            self.attempt(actions.record_decision, by=by, edition=edition, owner=owner, decided=said)

    @rule(slug=WHO, role=ROLE, word=st.sampled_from(("Ett", "Två", "Tre")))
    def write(self, slug: str, role: str, word: str) -> None:
        found = Measure.objects.filter(goal__programme=self.programme).first()
        assert found
        by = self.acting(slug, role)
        self.attempt(
            actions.write_measure, by=by, goal=found.goal, measure=found, title_sv=word, title_fi=word
        )

    @rule(slug=WHO, role=ROLE)
    def add(self, slug: str, role: str) -> None:
        by = self.acting(slug, role)
        under = self.programme.goals.first()
        vasas = self.acting(VASA, "coordinator").organisation
        self.attempt(measure, by=by, under=under, responsible=vasas)

    @rule(slug=WHO, role=ROLE)
    def remove(self, slug: str, role: str) -> None:
        measures = list(Measure.objects.filter(goal__programme=self.programme))
        if len(measures) > 1:
            self.attempt(actions.remove_measure, by=self.acting(slug, role), measure=measures[-1])

    @rule(slug=WHO, role=ROLE, state=st.sampled_from(MeasureState.values))
    def report(self, slug: str, role: str, state: str) -> None:
        found = Measure.objects.filter(goal__programme=self.programme).first()
        given = {"text": "Så här.", "language": "sv", "state": state}
        self.attempt(actions.report, by=self.acting(slug, role), measure=found, **given)

    @rule(slug=WHO, role=ROLE)
    def evaluate(self, slug: str, role: str) -> None:
        said = Trilingual(sv="Bra.")
        self.attempt(actions.evaluate, by=self.acting(slug, role), programme=self.programme, evaluation=said)

    @rule(slug=WHO, dice=st.integers(0, 9))
    def withdraw(self, slug: str, dice: int) -> None:
        if dice == 0:
            self.attempt(actions.withdraw, by=self.acting(slug, "coordinator"), programme=self.programme)

    @rule(slug=st.sampled_from(SLUGS[:2]))
    def go_on(self, slug: str) -> None:
        """The act that the state asks for, by one who may do it, so that most histories come far."""
        self.reload()
        event(f"goes on from {self.programme.state}")
        if edition := self.programme.pending_edition:
            by = self.acting(slug, "signatory")
            owner = self.programme.owners.get(organisation=by.organisation)
            said = Decided("Fullmäktige", NOW, "§ 1")
            self.attempt(actions.record_decision, by=by, edition=edition, owner=owner, decided=said)
        elif self.programme.state == "preparing":
            self.propose(VASA, "coordinator")

    @invariant()
    def its_state_is_one_that_the_table_leads_to(self) -> None:
        if hasattr(self, "programme"):
            self.reload()
            assert self.programme.state in PROGRAMME.states

    @invariant()
    def what_lies_before_the_owners_is_what_the_programme_says(self) -> None:
        if hasattr(self, "programme"):
            self.reload()
            pending = self.programme.pending_edition
            assert (pending is not None) == self.programme.is_before_owners
            if pending:
                assert pending.digest == queries.digest_of(queries.content_of(self.programme))

    @invariant()
    def what_is_adopted_was_adopted_by_every_owner(self) -> None:
        if hasattr(self, "programme"):
            self.reload()
            adopted = Edition.objects.filter(programme=self.programme).adopted()
            assert adopted.exists() == self.programme.is_running
            for edition in adopted:
                decided = edition.decisions.values_list("owner__organisation__slug", "outcome")
                assert sorted(decided) == [(KORSHOLM, "adopted"), (VASA, "adopted")]

    @invariant()
    def versions_and_notes_stay_as_they_were(self) -> None:
        if hasattr(self, "programme"):
            now = dict(self.programme.editions.values_list("number", "content"))
            assert {number: now[number] for number in self.contents} == self.contents
            self.contents = now
            said = {note.pk: (note.state, note.text) for note in ProgressNote.objects.all()}
            assert {key: said[key] for key in self.notes} == self.notes
            self.notes = said

    @invariant()
    def a_measure_is_in_the_state_of_its_latest_note(self) -> None:
        if hasattr(self, "programme"):
            self.reload()
            for found in Measure.objects.filter(goal__programme=self.programme):
                latest = found.notes.order_by("-pk").first()
                assert found.state == (latest.state if latest else "planned")
                assert found.state in MEASURE.states
                assert (found.note_due is not None) == (self.programme.is_running and found.is_open)


class Parts(Machine):
    """The preparing ministry and another, giving, returning and accepting in any order."""

    @initialize()
    def ask(self) -> None:
        self.begin()
        self.people = {slug: somebody(slug, "planner") for slug in (TEM, OKM)}
        self.programme = state_programme(self.people[TEM])
        (self.part,) = actions.ask_parts(
            by=self.people[TEM],
            programme=self.programme,
            ministries=[self.people[OKM].organisation],
            due=date(2026, 5, 1),
        )

    @rule(slug=st.sampled_from((TEM, OKM)))
    def write(self, slug: str) -> None:
        before = self.part.state
        written = self.attempt(
            measure, by=self.people[slug], under=self.programme.goals.first(), part=self.part
        )
        if slug == OKM:
            assert (written is not None) == (before in ("asked", "returned"))

    @rule(slug=st.sampled_from((TEM, OKM)))
    def give(self, slug: str) -> None:
        self.attempt(actions.give_part, by=self.people[slug], part=self.part)

    @rule(slug=st.sampled_from((TEM, OKM)))
    def send_back(self, slug: str) -> None:
        given = {"reason": "Vem ansvarar?", "due": date(2026, 6, 1)}
        self.attempt(actions.return_part, by=self.people[slug], part=self.part, **given)

    @rule(slug=st.sampled_from((TEM, OKM)))
    def accept(self, slug: str) -> None:
        self.attempt(actions.accept_part, by=self.people[slug], part=self.part)

    @rule()
    def own_measure(self) -> None:
        measure(self.people[TEM], goal(self.people[TEM], self.programme))

    @invariant()
    def a_part_is_as_the_table_says(self) -> None:
        if hasattr(self, "part"):
            self.part = PartRequest.objects.get(pk=self.part.pk)
            assert self.part.state in PART.states
            assert self.part.is_open or self.part.measures.exists()
            assert (
                self.part.is_late_on(date(2027, 1, 1)) == PartRequest.objects.late(date(2027, 1, 1)).exists()
            )


@pytest.mark.slow
@pytest.mark.parametrize("machine", [Programmes, Parts])
def test_no_history_is_impossible(db: None, machine: type[Machine]) -> None:
    run_state_machine_as_test(machine, settings=SETTINGS)
