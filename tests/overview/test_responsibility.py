"""The answer: who must, may or takes part in what, here, on a day."""

from datetime import date

import pytest

from samverka.overview.responsibility import Answer, Responsible, bearers_of, duties_of, who_is_responsible
from samverka.registers.actors.models import Actor
from samverka.registers.areas.models import Area
from samverka.registers.law.enums import Bearer
from samverka.registers.law.models import DutyTerm

pytestmark = pytest.mark.django_db

SEED_DAY = date(2024, 6, 1)
TODAY = date(2026, 11, 24)


def one(answer: Answer, slug: str, kind: str = "") -> Responsible:
    (found,) = [r for r in answer.responsible if r.actor and r.actor.slug == slug and kind in ("", r.kind)]
    return found


def codes(responsible: Responsible) -> set[str]:
    return {duty.code for duty in responsible.duties}


def test_the_municipality_had_a_programme_by_law_until_the_end_of_2024(vasa: Area) -> None:
    before, after = (who_is_responsible(vasa, day) for day in (date(2024, 12, 31), date(2025, 1, 1)))

    assert "K-PROG" in codes(one(before, "municipality-905"))
    assert "K-PROG" not in codes(one(after, "municipality-905"))


def test_what_never_applied_is_nobody_s_duty_on_any_day(vasa: Area) -> None:
    never = set(DutyTerm.objects.filter(never_applied=True).values_list("pk", flat=True))

    assert never
    for day in (date(2024, 12, 31), date(2025, 1, 1), TODAY):
        borne = {duty.term.pk for r in who_is_responsible(vasa, day).responsible for duty in r.duties}
        assert not borne & never


def test_one_centre_decides_nationwide_on_special_costs(vasa: Area) -> None:
    answer = who_is_responsible(vasa, TODAY)
    uusimaa = one(answer, "evk-01")

    assert codes(uusimaa) == {"E-COMPDEC"}
    assert "E-COMPDEC" not in codes(one(answer, "evk-08"))
    assert all(duty.competence for duty in uusimaa.duties)


def test_at_home_the_competent_centre_bears_the_task_as_its_own() -> None:
    espoo = Area.objects.get(kind="municipality", code="049")
    uusimaa = one(who_is_responsible(espoo, TODAY), "evk-01")

    assert [duty.competence for duty in uusimaa.duties if duty.code == "E-COMPDEC"] == [None]


def test_an_ely_centre_did_the_regional_tasks_for_its_neighbour_until_2024() -> None:
    hameenlinna = Area.objects.get(kind="municipality", code="109")
    answer = who_is_responsible(hameenlinna, SEED_DAY)

    assert "E-FOLL" in codes(one(answer, "ely-01"))
    assert "E-FOLL" not in codes(one(answer, "ely-04"))


def test_helsinki_bears_a_county_s_duties_under_its_own_name(helsinki: Area) -> None:
    answer = who_is_responsible(helsinki, TODAY)

    assert {r.kind for r in answer.responsible if r.actor and r.actor.slug == "municipality-091"} == {
        Bearer.MUNICIPALITY,
        Bearer.COUNTY,
        Bearer.EMPLOYMENT_AUTHORITY,
    }
    assert one(answer, "municipality-091", Bearer.COUNTY).since == date(2023, 1, 1)


def test_predecessors_are_those_of_the_capacity_not_of_the_organisation(helsinki: Area) -> None:
    answer = who_is_responsible(helsinki, TODAY)

    assert one(answer, "municipality-091", Bearer.COUNTY).predecessors == ()
    assert [a.slug for a in one(answer, "municipality-091", Bearer.EMPLOYMENT_AUTHORITY).predecessors] == [
        "te-offices"
    ]


def test_the_supervisory_agency_followed_the_agency_that_acted_here(vasa: Area) -> None:
    followed = {actor.slug for actor in one(who_is_responsible(vasa, TODAY), "lvv").predecessors}

    assert followed == {"avi-4", "valvira"}


def test_which_police_department_acted_before_june_2022_is_not_known(vasa: Area) -> None:
    police = [r for r in who_is_responsible(vasa, date(2022, 5, 31)).responsible if r.kind == Bearer.POLICE]

    assert [(r.actor, r.unlisted) for r in police] == [(None, False)]


def test_associations_take_part_without_being_listed(vasa: Area) -> None:
    (associations,) = [
        r for r in who_is_responsible(vasa, SEED_DAY).responsible if r.kind == Bearer.ASSOCIATION
    ]

    assert associations.unlisted


def test_aland_has_no_county_and_no_duties_of_the_mainland(mariehamn: Area) -> None:
    answer = who_is_responsible(mariehamn, TODAY)

    assert Bearer.COUNTY not in {r.kind for r in answer.responsible}
    assert all(duty.term.territory != "mainland" for r in answer.responsible for duty in r.duties)


def test_before_the_tables_begin_the_duties_are_known_but_not_who_bore_them(vasa: Area) -> None:
    answer = who_is_responsible(vasa, date(2012, 6, 1))
    (municipality,) = [r for r in answer.responsible if r.kind == Bearer.MUNICIPALITY]

    assert municipality.actor is None
    assert "K-PROG" in codes(municipality)


def test_the_answer_takes_the_same_queries_wherever_it_is_asked(
    vasa: Area, helsinki: Area, mariehamn: Area, django_assert_num_queries: object
) -> None:
    who_is_responsible(vasa, TODAY)
    for municipality in (vasa, helsinki, mariehamn):
        with django_assert_num_queries(2):  # type: ignore[operator]
            who_is_responsible(municipality, TODAY)


def test_bearers_and_duties_are_one_relation_read_two_ways() -> None:
    """Each actor that a duty lists lists that duty, and the other way round."""
    day = TODAY
    terms = [
        term
        for term in DutyTerm.objects.in_force_on(day).prefetch_related("bearers")
        if not term.never_applied
    ]
    chosen = [term for term in terms if len(bearers_of(term, day)) < 60]

    for term in chosen[::5]:
        for actor in list(bearers_of(term, day))[:3]:
            assert term in duties_of(actor, day), (term.duty.code, actor.slug)


def test_an_actor_outside_its_time_bears_nothing() -> None:
    assert duties_of(Actor.objects.get(slug="ely-12"), date(2026, 1, 1)) == []
