"""The thread from the law to a measure and back, what is not covered, and the round among ministries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db.models import QuerySet
from tests.work.bodies.cast import at
from tests.work.programmes.cast import (
    GOVERNMENT,
    TEM,
    adopted,
    adopted_by_government,
    association,
    goal,
    measure,
    organisation,
    part,
    prepared,
    somebody,
    state_programme,
    the_measure,
    whole,
)

from samverka.foundation.kernel.refusals import NotAllowed, Refused
from samverka.foundation.notices.models import Notice
from samverka.registers.actors.acting import Acting
from samverka.registers.areas.models import Area
from samverka.registers.law.models import Duty, Provision
from samverka.work.programmes import actions, checks, queries, rules
from samverka.work.programmes.enums import MeasureState, ProgrammeLevel
from samverka.work.programmes.grounds import AIMS, GROUNDS, aims_on, grounds_for, in_words
from samverka.work.programmes.models import Goal, PartRequest, Programme

TODAY = date(2026, 3, 2)
ALL = Programme.objects.all


@pytest.fixture
def regional(centre: Acting) -> Programme:
    signatory = somebody(centre.organisation.slug, "signatory")
    return adopted(centre, signatory, level=ProgrammeLevel.REGION)


@pytest.fixture
def national(tem: Acting) -> Programme:
    """A State programme of 2024-2027, with one measure, adopted by the Government."""
    programme = state_programme(
        tem, starts_on=date(2024, 1, 1), ends_on=date(2028, 1, 1), ground="state_2023"
    )
    measure(tem, programme.goals.get())
    return adopted_by_government(tem, programme, date(2025, 1, 16))


def test_every_aim_and_ground_cites_a_provision_of_the_register(db: None) -> None:
    cited = [one.cites for one in (*AIMS.values(), *GROUNDS.values()) if one.cites]
    cited += [one.cites for ground in GROUNDS.values() for one in ground.preparers]

    missing = [
        one for one in cited if not one.startswith("ÅFS") and not Provision.objects.cited_as(one).exists()
    ]

    assert missing == []


def test_the_aims_are_those_that_the_law_names_on_the_day(db: None) -> None:
    counts = [len(aims_on(day)) for day in (date(2011, 8, 31), date(2024, 12, 31), date(2025, 1, 1))]

    assert counts == [0, 8, 9]


def test_the_aims_read_as_the_act_does(db: None) -> None:
    """Since 2025 each aim is an item of section 1; the Swedish name is that of the item, apart from how it begins."""
    for aim in aims_on(TODAY):
        (provision,) = Provision.objects.cited_as(aim.cites)
        said = {one.language: one.text for one in provision.wordings.in_force_on(TODAY)}
        last = str(aim.name.sv).split()[-1].rstrip("e")
        assert last in said["sv"], aim.code


def test_the_grounds_follow_the_law(db: None) -> None:
    def codes(level: str, day: date) -> list[str]:
        return [ground.code for ground in grounds_for(level, day)]

    assert codes("municipality", date(2024, 12, 31)) == ["municipal_2010", "aland"]
    assert codes("joint", date(2025, 1, 1)) == ["own_decision", "aland"]
    assert codes("region", date(2015, 1, 1)) == ["own_decision"]
    assert [codes("state", date(year, 1, 1)) for year in (2011, 2012, 2025)] == [
        [],
        ["state_2010"],
        ["state_2023"],
    ]
    assert in_words(GROUNDS["state_2023"].cites) == "section 52(1), 681/2023"
    assert GROUNDS["state_2010"].preparer(date(2011, 12, 31)).slug == "ministry-im"  # type: ignore[union-attr]


def test_the_thread_is_walked_up_from_a_measure_to_the_state(
    vasas: Acting, running: Programme, centre: Acting, regional: Programme, tem: Acting, national: Programme
) -> None:
    mine, its, state = the_measure(running), the_measure(regional).goal, national.goals.get()
    duty = Duty.objects.get(code="K-PLAN")
    measure(vasas, mine.goal, measure=mine, aims=["2023-employment"], duties=[duty])
    actions.write_goal(by=vasas, programme=running, goal=mine.goal, aims=["2023-integration"])
    actions.align(by=vasas, row=mine.goal, serves=its)
    actions.align(by=centre, row=its, serves=state)

    found = queries.above(the_measure(running))

    assert found.goals == [mine.goal]
    assert found.serves == [its, state]
    assert [aim.code for aim in found.aims] == ["2023-integration", "2023-employment"]
    assert found.duties == [duty]
    assert queries.above(its).serves == [state]
    goals, measures = queries.below(its, None)
    assert (goals, measures) == ([mine.goal], [the_measure(regional)])
    assert queries.below(state, None) == ([its], [the_measure(national)])


def test_what_is_below_is_shown_as_far_as_one_may_see_it(
    vasas: Acting, regional: Programme, programme: Programme, korsholms: Acting
) -> None:
    its = the_measure(regional).goal
    actions.align(by=vasas, row=the_measure(programme), serves=its)

    assert [len(queries.below(its, one)[1]) for one in (None, korsholms, vasas)] == [1, 1, 2]


def test_links_lead_upwards_only_and_are_stored_once(
    vasas: Acting, running: Programme, centre: Acting, regional: Programme, korsholms: Acting
) -> None:
    mine, its = the_measure(running), the_measure(regional).goal
    first = actions.align(by=vasas, row=mine, serves=its)
    assert actions.align(by=vasas, row=mine, serves=its) == first
    other = whole(korsholms)

    with pytest.raises(Refused, match="A municipality serves goals of the region"):
        actions.align(by=centre, row=its, serves=mine.goal)
    with pytest.raises(Refused, match="A municipality serves goals"):
        actions.align(by=vasas, row=mine, serves=the_measure(other).goal)
    with pytest.raises(Refused, match="has not been adopted"):
        actions.align(by=vasas, row=mine, serves=the_measure(whole(centre, ProgrammeLevel.REGION)).goal)
    with pytest.raises(NotAllowed):
        actions.align(by=korsholms, row=mine, serves=its)
    its.measures.all().delete()
    with pytest.raises(Refused, match="other programmes serve"):
        actions.remove_goal(by=centre, goal=its)
    actions.unalign(by=vasas, row=mine, serves=its)
    assert not mine.alignments.exists()


def test_goals_stand_in_a_tree_of_three_steps(vasas: Acting, korsholms: Acting) -> None:
    programme = prepared(vasas)
    top = goal(vasas, programme)
    middle = goal(vasas, programme, parent=top)
    low = goal(vasas, programme, parent=middle)

    for change, sentence in (
        (lambda: goal(vasas, programme, parent=low), "3 steps at most"),
        (lambda: actions.move_goal(by=vasas, goal=top, parent=low, place=1), "below itself"),
        (lambda: goal(vasas, programme, parent=goal(korsholms, prepared(korsholms))), "same programme"),
        (lambda: actions.remove_goal(by=vasas, goal=top), "stand under this goal"),
    ):
        with pytest.raises(Refused, match=sentence):
            change()
    other = goal(vasas, programme)
    with pytest.raises(Refused, match="3 steps"):
        actions.move_goal(by=vasas, goal=top, parent=other, place=1)
    actions.move_goal(by=vasas, goal=other, parent=None, place=1)
    assert list(programme.goals.filter(parent=None).order_by("order")) == [other, top]
    actions.remove_goal(by=vasas, goal=low)
    assert programme.goals.count() == 3


def test_a_measure_moves_within_its_programme(vasas: Acting, korsholms: Acting) -> None:
    programme = prepared(vasas)
    first, second = goal(vasas, programme), goal(vasas, programme)
    one, two = measure(vasas, first), measure(vasas, second, also_serves=[first])

    moved = actions.move_measure(by=vasas, measure=two, goal=first, place=1)

    assert [m.pk for m in first.measures.order_by("order")] == [two.pk, one.pk]
    assert not moved.also_serves.exists()
    with pytest.raises(Refused, match="its own programme"):
        actions.move_measure(by=vasas, measure=two, goal=goal(korsholms, prepared(korsholms)), place=1)


def covered(programmes: QuerySet[Programme]) -> dict[str, int]:
    return {one.aim.code: one.measures for one in queries.aims_covered(programmes, TODAY) if one.measures}


def test_an_aim_is_covered_by_a_measure_or_by_a_goal_above_it(vasas: Acting, running: Programme) -> None:
    found = the_measure(running)
    actions.write_goal(by=vasas, programme=running, goal=found.goal, aims=["2023-integration"])
    deep = goal(vasas, running, parent=goal(vasas, running, parent=found.goal))
    low = measure(vasas, deep, aims=["2023-wellbeing"])

    assert covered(ALL()) == {"2023-integration": 2, "2023-wellbeing": 1}
    actions.report(by=vasas, measure=low, state=MeasureState.GIVEN_UP, text="Nej.", language="sv")
    assert covered(ALL()) == {"2023-integration": 1}
    actions.write_goal(by=vasas, programme=running, goal=found.goal, aims=[])
    assert covered(ALL()) == {}
    with pytest.raises(Refused, match="no such aim"):
        actions.write_goal(by=vasas, programme=running, goal=found.goal, aims=["peace"])


def test_what_is_not_covered_here_in_the_region_in_the_country(
    vasas: Acting,
    running: Programme,
    korsholms: Acting,
    vasa: Area,
    sipoo: Area,
    national: Programme,
    regional: Programme,
    centre: Acting,
) -> None:
    state = national.goals.get()
    adopted(korsholms)
    ostrobothnia = Area.objects.get(kind="region", code="15")
    places = [queries.programmes_of(area, TODAY) for area in (vasa, ostrobothnia, sipoo, None)]
    assert [place.count() for place in places] == [1, 2, 0, 2]
    assert [queries.goals_not_served(national, place) for place in places] == [[state]] * 4

    actions.align(by=centre, row=the_measure(regional).goal, serves=state)
    actions.align(by=vasas, row=the_measure(running), serves=the_measure(regional).goal)

    assert [queries.goals_not_served(national, place) for place in places] == [[], [], [state], []]


def test_a_goal_above_a_served_one_is_served(
    vasas: Acting, running: Programme, tem: Acting, national: Programme
) -> None:
    top = national.goals.get()
    below = goal(tem, national, parent=top)
    other = goal(tem, national)

    actions.align(by=vasas, row=the_measure(running), serves=below)

    assert queries.goals_not_served(national, ALL().of_level(ProgrammeLevel.MUNICIPALITY)) == [other]


def test_duties_without_a_measure(vasas: Acting, running: Programme) -> None:
    found = the_measure(running)
    before = set(queries.duties_without_measure(ALL(), {"municipality"}, TODAY))
    plan, old = Duty.objects.get(code="K-PLAN"), Duty.objects.get(code="K-PROG")
    assert plan in before
    assert old not in before

    measure(vasas, found.goal, measure=found, duties=[plan])

    assert before - set(queries.duties_without_measure(ALL(), {"municipality"}, TODAY)) == {plan}
    assert plan not in set(queries.duties_without_measure(ALL(), {"police"}, TODAY))


def test_remarks_teach_and_stop_nothing(vasas: Acting, running: Programme, national: Programme) -> None:
    programme = whole(vasas, in_fi=False)
    line = {"year": 2026, "item": "32.50.30", "granted": Decimal(1), "used": Decimal(2)}
    actions.write_budget_line(by=vasas, measure=the_measure(programme), **line)

    said = [str(sentence) for sentence in checks.remarks(programme)]

    assert sum("No measure serves this aim" in one for one in said) == 9
    for words in (
        "section 45(2), 681/2023",
        "is bilingual",
        "is in force at the same time",
        "used more than it was granted",
    ):
        assert any(words in one for one in said), words
    actions.propose(by=vasas, programme=programme)


def test_a_longer_period_than_the_act_of_2010_reviews_is_remarked(vasas: Acting) -> None:
    programme = whole(vasas, starts_on=date(2020, 1, 1), ends_on=date(2026, 1, 1))

    assert any("section 32(1), 1386/2010" in str(one) for one in checks.remarks(programme))


def test_the_state_programme_is_prepared_by_the_ministry_that_the_law_names(tem: Acting, okm: Acting) -> None:
    with pytest.raises(NotAllowed, match="another ministry"):
        state_programme(okm)

    programme = state_programme(tem)

    assert [owner.organisation for owner in programme.owners.all()] == [organisation(GOVERNMENT)]
    assert rules.can(tem, programme)["ask_parts"]


def test_a_past_resolution_is_recorded(tem: Acting) -> None:
    programme = state_programme(
        tem, starts_on=date(2012, 1, 1), ends_on=date(2016, 1, 1), ground="state_2010"
    )
    measure(tem, programme.goals.get(), due_on=date(2015, 12, 31))

    past = adopted_by_government(tem, programme, date(2012, 6, 7))

    assert [past.in_force_on(day) for day in (date(2012, 6, 6), date(2012, 6, 7), date(2015, 12, 31))] == [
        False,
        True,
        True,
    ]
    assert (past.is_over, past.adopted_edition.decisions.get().section) == (True, "TEM/2026/1")  # type: ignore[union-attr]
    standing = queries.standing_of(ALL(), TODAY)
    assert (standing.measures, standing.overdue, standing.silent) == (1, 0, 0)


def test_a_past_programme_is_not_decided_on_when_its_ground_no_longer_held(tem: Acting) -> None:
    programme = state_programme(
        tem, starts_on=date(2024, 1, 1), ends_on=date(2028, 1, 1), ground="state_2010"
    )
    measure(tem, programme.goals.get())

    with pytest.raises(Refused, match="cannot rest on this ground on 16 Jan 2025"):
        adopted_by_government(tem, programme, date(2025, 1, 16))


def test_ministries_are_asked_answer_are_returned_and_put_together(
    tem: Acting, okm: Acting, clock: time_machine.Coordinates
) -> None:
    programme = state_programme(tem)
    top = programme.goals.get()
    asked = part(tem, programme, okm)
    assert Notice.objects.awaiting().filter(user=okm.user).count() == 1
    with pytest.raises(Refused, match="has no measures"):
        actions.give_part(by=okm, part=asked)
    own = measure(okm, top, part=asked, title_sv="Grundläggande utbildning")
    actions.write_budget_line(by=okm, measure=own, year=2028, item="29.10.20", planned=Decimal(100))
    with pytest.raises(NotAllowed):
        measure(okm, top)
    with pytest.raises(NotAllowed):
        actions.describe(by=okm, programme=programme, name_sv="Annat")
    with pytest.raises(Refused, match="add up to 100.00"):
        actions.give_part(by=okm, part=asked, announced=Decimal(120))

    clock.move_to(at(date(2026, 5, 2)))
    assert list(PartRequest.objects.late(date(2026, 5, 2))) == [asked]
    given = actions.give_part(by=okm, part=asked, announced=Decimal(100))
    assert (given.state, given.announced, given.is_late) == ("answered", Decimal(100), False)
    assert not Notice.objects.awaiting().filter(user=okm.user).exists()
    with pytest.raises(NotAllowed):
        measure(okm, top, part=asked, measure=own)

    with pytest.raises(Refused, match="why"):
        actions.return_part(by=tem, part=given, reason=" ", due=date(2026, 6, 1))
    actions.return_part(by=tem, part=given, reason="Vem ansvarar?", due=date(2026, 6, 1))
    assert Notice.objects.awaiting().filter(user=okm.user).count() == 1
    measure(okm, top, part=asked, measure=own, title_sv="Grundutbildning")
    actions.give_part(by=okm, part=asked, announced=Decimal(100))
    with pytest.raises(Refused, match="has not been put together"):
        actions.propose(by=tem, programme=programme)
    actions.accept_part(by=tem, part=asked)

    lines = queries.lines_of(Programme.objects.filter(pk=programme.pk))
    assert queries.sums_by(lines, "ministry")[okm.organisation.pk].planned == Decimal(100)
    edition = actions.propose(by=tem, programme=programme)
    decided = actions.Decided(organ="Statsrådet", decided_on=date(2026, 5, 2), section="TEM/2026/1")
    owner = programme.owners.get()
    with pytest.raises(NotAllowed):
        actions.record_decision(by=okm, edition=edition, owner=owner, decided=decided)
    actions.record_decision(by=tem, edition=edition, owner=owner, decided=decided)
    programme.refresh_from_db()
    assert (programme.state, programme.in_force_on(date(2028, 1, 1))) == ("adopted", True)


def test_who_cannot_be_asked_for_a_part_is_told_why(tem: Acting, okm: Acting, vasas: Acting) -> None:
    programme = state_programme(tem)
    part(tem, programme, okm)
    due = date(2026, 5, 1)

    for whom, day, sentence in (
        ([association()], due, "not a ministry"),
        ([okm.organisation], due, "already been asked"),
        ([organisation(TEM)], TODAY, "a day to come"),
        ([], due, "at least one"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.ask_parts(by=tem, programme=programme, ministries=whom, due=day)
    with pytest.raises(NotAllowed):
        actions.ask_parts(by=vasas, programme=whole(vasas), ministries=[okm.organisation], due=due)
    counts = [PartRequest.objects.visible_to(one).count() for one in (None, vasas, okm, tem)]
    assert counts == [0, 0, 1, 1]


def test_a_state_programme_is_made_for_four_years(tem: Acting) -> None:
    programme = state_programme(tem, ends_on=date(2033, 1, 1))
    measure(tem, programme.goals.get())

    with pytest.raises(Refused, match=r"four years at a time \(section 52\(1\), 681/2023\)"):
        actions.propose(by=tem, programme=programme)


def test_texts_are_counted_by_language(vasas: Acting) -> None:
    programme = whole(vasas, in_en=True)
    goal(vasas, programme, title_fi="")

    counted = [(one.language, one.there, one.of, one.is_complete) for one in queries.translated(programme)]

    assert counted == [("sv", 4, 4, True), ("fi", 3, 4, False), ("en", 0, 4, False)]
    assert Goal.objects.count() == 2
