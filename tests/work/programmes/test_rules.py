"""Who sees and does what: rules and `visible_to` give one answer, for each role, organisation and state."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from tests.work.programmes.cast import (
    CENTRE,
    KORSHOLM,
    SIPOO,
    VASA,
    association,
    measure,
    somebody,
    the_measure,
    whole,
)

from samverka.registers.actors.acting import Acting
from samverka.work.programmes import actions, rules
from samverka.work.programmes.enums import ProgrammeLevel, ProgrammeState
from samverka.work.programmes.lifecycle import PROGRAMME
from samverka.work.programmes.models import Edition, Goal, Measure, Opinion, Programme, ProgressNote
from samverka.work.programmes.phrases import KINDS, PRESENTERS, Told, Verb

NOTHING: set[str] = set()
WRITING = {"see", "change", "invite", "consult", "propose", "withdraw"}
OWNERS = {"see", "change", "invite", "consult"}

# By state: whoever began it, an owner's coordinator, an owner's signatory, those asked or answering, everybody else.
MATRIX: dict[str, tuple[set[str], set[str], set[str], set[str], set[str]]] = {
    "preparing": (WRITING, OWNERS, {"see"}, {"see"}, NOTHING),
    "consulted": (WRITING, OWNERS, {"see"}, {"see"}, {"see"}),
    "consulted, not open": (WRITING, OWNERS, {"see"}, {"see"}, NOTHING),
    "proposed": ({"see", "take_back", "withdraw"}, {"see"}, {"see", "decide"}, {"see"}, {"see"}),
    "adopted": (
        {"see", "change", "propose", "evaluate", "continue"},
        {"see", "change", "evaluate", "continue"},
        {"see"},
        {"see"},
        {"see"},
    ),
    "adopted, before owners": (
        {"see", "take_back", "continue"},
        {"see", "continue"},
        {"see", "decide"},
        {"see"},
        {"see"},
    ),
    "evaluated": ({"see", "continue"}, {"see", "continue"}, {"see"}, {"see"}, {"see"}),
    "withdrawn": ({"see"}, {"see"}, {"see"}, {"see"}, NOTHING),
}


def put(programme: Programme, by: Acting, situation: str) -> Programme:
    """The programme in a situation, as if all that leads there had been done."""
    now, who = timezone.now(), by.user
    out = {"consulted_at": now, "consulted_by": who}
    lying = {"proposed_at": now, "proposed_by": who}
    adopted = {"adopted_at": now, "adopted_by": who, "adopted_on": date(2026, 3, 2)}
    evaluated = {"evaluated_at": now, "evaluated_by": who, "evaluation_sv": "Bra."}
    columns = {
        "preparing": out,
        "consulted": out,
        "consulted, not open": out | {"draft_is_open": False},
        "proposed": out | lying,
        "adopted": adopted,
        "adopted, before owners": adopted | lying,
        "evaluated": adopted | evaluated,
        "withdrawn": out | {"withdrawn_at": now, "withdrawn_by": who},
    }[situation]
    Programme.objects.filter(pk=programme.pk).update(state=situation.split(",")[0], **columns)
    return Programme.objects.get(pk=programme.pk)


@pytest.mark.parametrize("situation", MATRIX)
def test_each_may_what_the_matrix_says(vasas: Acting, korsholms: Acting, situation: str) -> None:
    draft = whole(vasas, ProgrammeLevel.JOINT)
    owner = actions.invite_owner(by=vasas, programme=draft, organisation=korsholms.organisation)
    actions.answer_invitation(by=korsholms, owner=owner, takes_part=True)
    county, helper = somebody("hva-17", "officer"), somebody(association().slug, "representative")
    measure(
        vasas, the_measure(draft).goal, responsible=county.organisation, contributors=[helper.organisation]
    )
    asked = somebody("tyo-17", "officer")
    edition = actions.consult(by=vasas, programme=draft, asked=[asked.organisation], due=date(2026, 4, 1))
    assert edition.opinions.count() == 1
    programme = put(draft, vasas, situation)
    began, owns, signs, working, away = MATRIX[situation]
    cast: list[tuple[Acting | None, set[str]]] = [
        (vasas, began),
        (korsholms, owns),
        (somebody(VASA, "signatory"), signs),
        (somebody(KORSHOLM, "signatory"), signs),
        *((one, working) for one in (county, helper, asked, somebody(VASA, "officer"))),
        *((one, away) for one in (None, somebody(SIPOO, "coordinator"), somebody(SIPOO, "signatory"))),
        *((somebody(VASA, role), away) for role in ("administrator", "member", "installation")),
        (somebody(CENTRE, "regional_officer"), away),
        (somebody("ministry-tem", "planner"), away),
    ]

    for acting, allowed in cast:
        found = {verb for verb, may in rules.can(acting, programme).items() if may}
        assert found == allowed, acting
        seen = "see" in allowed
        assert Programme.objects.visible_to(acting).filter(pk=programme.pk).exists() == seen
        assert Goal.objects.visible_to(acting).exists() == seen
        assert Measure.objects.visible_to(acting).exists() == seen


def test_every_verb_and_state_is_in_the_matrix(tem: Acting) -> None:
    named = {verb for row in MATRIX.values() for cell in row for verb in cell}

    assert named == set(rules.VERBS) - {"ask_parts"}
    assert {one.split(",")[0] for one in MATRIX} == set(ProgrammeState.values) == set(PROGRAMME.states)


def test_an_invited_municipality_sees_the_draft_and_changes_nothing(vasas: Acting, korsholms: Acting) -> None:
    programme = whole(vasas, ProgrammeLevel.JOINT)
    actions.invite_owner(by=vasas, programme=programme, organisation=korsholms.organisation)

    assert [verb for verb, may in rules.can(korsholms, programme).items() if may] == ["see"]
    assert list(Programme.objects.visible_to(korsholms)) == [programme]


def test_who_answers_for_a_measure_says_how_it_goes(vasas: Acting, running: Programme) -> None:
    found = the_measure(running)
    measure(vasas, found.goal, measure=found, responsible=somebody("hva-17", "officer").organisation)
    stand_in = somebody("hva-17", "member")
    actions.assign(by=vasas, measure=found, answerer=None, stand_in=stand_in.user)
    found = the_measure(running)
    report = {"plan", "report"}
    cast: list[tuple[Acting | None, set[str]]] = [
        (vasas, {"change", *report}),
        (somebody("hva-17", "officer"), report),
        (stand_in, report),
        (somebody("hva-17", "signatory"), NOTHING),
        (somebody("hva-17", "administrator"), NOTHING),
        (somebody(VASA, "officer"), NOTHING),
        (somebody(KORSHOLM, "coordinator"), NOTHING),
        (None, NOTHING),
    ]

    for acting, allowed in cast:
        assert {verb for verb, may in rules.can_with(acting, found).items() if may} == allowed


def test_nobody_reports_on_a_draft(vasas: Acting, programme: Programme) -> None:
    allowed = rules.can_with(vasas, the_measure(programme))

    assert allowed == {"change": True, "plan": True, "report": False}


def test_notes_opinions_and_versions_are_seen_with_their_programme(
    vasas: Acting, running: Programme, korsholms: Acting
) -> None:
    actions.no_change(by=vasas, measure=the_measure(running))
    draft = whole(korsholms)
    county = somebody("hva-17", "officer")
    actions.consult(by=korsholms, programme=draft, asked=[county.organisation], due=date(2026, 4, 1))

    assert [ProgressNote.objects.visible_to(one).count() for one in (None, vasas, korsholms)] == [1, 1, 1]
    assert [Opinion.objects.visible_to(one).count() for one in (None, vasas, county, korsholms)] == [
        0,
        0,
        1,
        1,
    ]
    assert [Edition.objects.visible_to(one).count() for one in (None, vasas, korsholms)] == [2, 2, 2]


def test_every_act_and_notice_has_its_words() -> None:
    assert set(PRESENTERS) == set(Verb.values)
    assert {kind.code for kind in KINDS} == set(Told.values)
