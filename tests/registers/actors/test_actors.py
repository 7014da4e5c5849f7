"""Actors: in what capacity they act where and when, and how they followed one another."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError

from samverka.registers.actors.checks import actor_problems
from samverka.registers.actors.models import Actor, Capacity, ChangeEvent
from samverka.registers.areas.models import Area
from samverka.registers.law.enums import Bearer

pytestmark = pytest.mark.django_db


def acting_as(municipality: Area, kind: Bearer, on: date) -> list[str]:
    held = Capacity.objects.reaching(municipality, on).filter(kind=kind)
    return sorted(held.values_list("actor__slug", flat=True))


def test_the_registers_hold_what_they_promise() -> None:
    assert list(actor_problems()) == []


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        (Bearer.COUNTY, 21),
        (Bearer.ELY_CENTRE, 15),
        (Bearer.DEVELOPMENT_CENTRE, 10),
        (Bearer.REGIONAL_AGENCY, 6),
        (Bearer.POLICE, 11),
        (Bearer.REGIONAL_COUNCIL, 18),
        (Bearer.MINISTRY, 12),
        (Bearer.GOVERNMENT, 1),
    ],
)
def test_the_number_of_actors_of_a_kind(kind: Bearer, count: int) -> None:
    assert Actor.objects.of_kind(kind).count() == count


def test_there_are_45_employment_authorities_four_of_them_cities() -> None:
    held = Capacity.objects.in_force_on(date(2026, 1, 1)).filter(kind=Bearer.EMPLOYMENT_AUTHORITY)

    assert Counter(capacity.actor.kind for capacity in held.select_related("actor")) == {
        Bearer.EMPLOYMENT_AUTHORITY: 41,
        Bearer.MUNICIPALITY: 4,
    }


def test_helsinki_is_a_county_of_its_own_since_2023(helsinki: Area) -> None:
    assert acting_as(helsinki, Bearer.COUNTY, date(2022, 12, 31)) == []
    assert acting_as(helsinki, Bearer.COUNTY, date(2023, 1, 1)) == ["municipality-091"]


def test_vasa_on_the_two_sides_of_the_reforms(vasa: Area) -> None:
    last, first = date(2025, 12, 31), date(2026, 1, 1)

    assert acting_as(vasa, Bearer.ELY_CENTRE, last) == ["ely-12"]
    assert acting_as(vasa, Bearer.ELY_CENTRE, first) == []
    assert acting_as(vasa, Bearer.DEVELOPMENT_CENTRE, first) == ["evk-08"]


def test_periods_of_one_capacity_never_overlap() -> None:
    rows = Capacity.objects.order_by("actor", "kind", "area", "valid_from")
    for one, other in pairwise(rows):
        if (one.actor_id, one.kind, one.area_id) == (other.actor_id, other.kind, other.area_id):
            assert not one.period.overlaps(other.period)


def test_whoever_ends_by_a_change_is_gone_the_day_it_happens() -> None:
    """After a merger or a transfer, those who ended do so on the very day; those who follow have begun by it."""
    for event in ChangeEvent.objects.filter(kind="merger").prefetch_related("originals", "results"):
        results = set(event.results.all())
        assert all(actor.valid_to == event.on for actor in event.originals.all() if actor not in results)
        assert all(actor.valid_from is None or actor.valid_from <= event.on for actor in results)


def test_each_ely_centre_was_followed_by_a_development_centre() -> None:
    events = ChangeEvent.objects.filter(on=date(2026, 1, 1))
    followed = {
        actor.slug for event in events for actor in event.originals.all() if actor.kind == Bearer.ELY_CENTRE
    }
    following = {
        actor.slug
        for event in events
        for actor in event.results.all()
        if actor.kind == Bearer.DEVELOPMENT_CENTRE
    }

    assert len(followed) == 15
    assert len(following) == 10


def test_an_association_with_a_wrong_business_id_is_refused() -> None:
    association = Actor(slug="a", kind=Bearer.ASSOCIATION, name_sv="Vasa vänner rf", business_id="1234567-2")

    with pytest.raises(ValidationError) as refusal:
        association.full_clean()
    assert list(refusal.value.error_dict) == ["business_id"]
