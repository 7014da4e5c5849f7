"""What time and place make of a cooperation: both forms of a question give one answer; what law stands behind it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.work.cooperation.cast import KORSHOLM, PURPOSE, joined, organisation, prepared, somebody, started

from samverka.foundation.kernel.languages import Trilingual
from samverka.registers.actors.acting import Acting
from samverka.registers.areas.enums import AreaKind
from samverka.registers.areas.models import Area
from samverka.work.cooperation import actions
from samverka.work.cooperation.models import Cooperation, Party
from samverka.work.cooperation.queries import invitable, on_aland, provisions_behind, standings_of

FOUNDED, LEFT, ENDED = date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1)
AROUND = [day + timedelta(days=shift) for day in (FOUNDED, LEFT, ENDED) for shift in (-1, 0, 1)]


@pytest.fixture
def past(vasas: Acting, bildning: Acting) -> Cooperation:
    """Founded, left by the association, ended."""
    cooperation = actions.start(by=vasas, cooperation=prepared(vasas, is_public=True), founded_on=FOUNDED)
    party = joined(vasas, cooperation, bildning)
    Party.objects.filter(pk=party.pk).update(joined_on=FOUNDED)
    party.refresh_from_db()
    actions.leave(by=bildning, party=party, left_on=LEFT)
    return actions.end(by=vasas, cooperation=cooperation, ended_on=ENDED)


@pytest.mark.parametrize("day", AROUND)
def test_active_and_taking_part_are_one_answer_in_both_forms(past: Cooperation, day: date) -> None:
    assert Cooperation.objects.active_on(day).exists() is past.active_on(day) is (FOUNDED <= day < ENDED)
    for party in past.parties.all():
        taking_part = Party.objects.taking_part_on(day).filter(pk=party.pk).exists()
        assert taking_part is party.takes_part_on(day)


def test_a_cooperation_is_found_by_its_municipality_and_its_region(
    past: Cooperation, vasa: Area, sipoo: Area
) -> None:
    region = Area.objects.containing(vasa, FOUNDED).get(kind=AreaKind.REGION)
    elsewhere = Area.objects.containing(sipoo, FOUNDED).get(kind=AreaKind.REGION)

    found = {
        area.pk: list(Cooperation.objects.in_area(area, FOUNDED)) for area in (vasa, region, sipoo, elsewhere)
    }
    assert found == {vasa.pk: [past], region.pk: [past], sipoo.pk: [], elsewhere.pk: []}


@pytest.mark.parametrize(
    ("day", "cited"),
    [
        (date(2024, 6, 1), ["1386/2010#sec_31__subsec_1", "1386/2010#sec_30__subsec_4"]),
        (
            date(2026, 6, 1),
            ["681/2023#sec_45__subsec_1", "681/2023#sec_8__subsec_1", "681/2023#sec_45__subsec_1"],
        ),
        (date(2011, 1, 1), []),
    ],
)
def test_the_law_behind_it_is_that_of_the_day(db: None, day: date, cited: list[str]) -> None:
    assert [one.citation for term in provisions_behind(day) for one in term.rests_on.all()] == cited


def test_a_founder_on_aland_is_known_to_be_there(db: None) -> None:
    mariehamns = somebody("municipality-478", "coordinator")
    cooperation = started(mariehamns, name=Trilingual(sv="På Åland"))

    assert on_aland(standings_of(cooperation.founders(), FOUNDED))
    assert not on_aland(standings_of([organisation(KORSHOLM)], FOUNDED))


def test_who_is_in_it_already_cannot_be_invited(vasas: Acting, bildning: Acting) -> None:
    cooperation = started(vasas)
    joined(vasas, cooperation, bildning)
    slugs = set(invitable(cooperation, date.today()).values_list("slug", flat=True))  # noqa: DTZ011

    assert not slugs & {vasas.organisation_key, bildning.organisation_key, "municipality-588"}
    assert KORSHOLM in slugs


def test_they_are_called_by_name(vasas: Acting) -> None:
    cooperation = prepared(vasas)

    assert (str(cooperation), cooperation.purpose) == ("Integration i Vasatrakten", PURPOSE)
    assert str(cooperation.parties.get()) == "Vasa – Integration i Vasatrakten"
