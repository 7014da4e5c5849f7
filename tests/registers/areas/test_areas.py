"""Areas as the tables know them, year by year."""

import csv
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from samverka.registers.areas.actions import DATA, import_areas
from samverka.registers.areas.enums import AreaKind, LanguageStatus, Scheme
from samverka.registers.areas.models import Area, Membership, Merger, Outline

pytestmark = pytest.mark.django_db


def test_importing_again_changes_nothing() -> None:
    assert not import_areas().changed


def test_every_membership_of_every_year_is_that_of_the_table() -> None:
    """The whole table against the periods: what was joined must say of each year what the table says."""
    dimensions = {
        "maakunta": AreaKind.REGION,
        "ely": AreaKind.ELY_AREA,
        "tyollisyysalue": AreaKind.EMPLOYMENT_AREA,
    }
    with (DATA / "municipality_areas_2013_2026.csv").open(encoding="utf-8") as file:
        table = {
            (int(row["year"]), row["municipality_code"], dimensions[row["dimension"]], row["area_code"])
            for row in csv.DictReader(file)
            if row["dimension"] in dimensions
        }
    rows = Membership.objects.filter(area__kind__in=dimensions.values()).select_related(
        "area", "municipality"
    )
    said = {
        (year, row.municipality.code, row.area.kind, row.area.code)
        for row in rows
        for year in range(2013, 2027)
        if date(year, 6, 30) in row.period
    }

    assert said == table


@pytest.mark.parametrize(
    ("year", "count"), [(2013, 320), (2015, 317), (2020, 310), (2024, 309), (2025, 308), (2026, 308)]
)
def test_the_number_of_municipalities(year: int, count: int) -> None:
    assert Area.objects.municipalities().in_force_on(date(year, 1, 1)).count() == count


def test_a_merged_municipality_ends_on_the_day_and_its_successor_goes_on() -> None:
    merger = Merger.objects.get(ended__code="588")

    assert merger.into.code == "507"
    assert merger.took_effect_on == merger.ended.valid_to == date(2025, 1, 1)
    assert merger.into.valid_to is None


def test_each_of_the_mergers_joins_an_area_that_ended_that_day() -> None:
    mergers = Merger.objects.select_related("ended", "into")

    assert len(mergers) == 12
    assert all(merger.ended.valid_to == merger.took_effect_on for merger in mergers)


def test_areas_do_not_nest(vasa: Area) -> None:
    """Two municipalities of one region may lie in different employment areas."""
    nykarleby = Area.objects.get(kind=AreaKind.MUNICIPALITY, code="893")
    jakobstad = Area.objects.get(kind=AreaKind.MUNICIPALITY, code="598")
    of = {
        one: set(Area.objects.containing(one, date(2026, 1, 1)).values_list("kind", "code"))
        for one in (vasa, nykarleby, jakobstad)
    }

    assert ("employment-area", "26") in of[vasa] & of[nykarleby]
    assert ("employment-area", "25") in of[jakobstad]
    assert ("region", "15") in of[vasa] & of[nykarleby] & of[jakobstad]


def test_an_employment_area_has_its_municipalities_only_since_2025() -> None:
    area = Area.objects.get(kind=AreaKind.EMPLOYMENT_AREA, code="25")

    assert Area.objects.within(area, date(2024, 12, 31)).count() == 0
    assert Area.objects.within(area, date(2025, 1, 1)).count() == 4


def test_language_status_of_vasa(vasa: Area) -> None:
    standing = vasa.standings.in_force_on(date(2026, 1, 1)).get(scheme=Scheme.LANGUAGE)

    assert standing.value == LanguageStatus.BILINGUAL_FINNISH


def test_aland_lies_on_aland_and_the_centre_of_the_south_west_on_both(mariehamn: Area) -> None:
    centre = Area.objects.get(kind=AreaKind.DEVELOPMENT_CENTRE_AREA, code="02")

    assert (mariehamn.on_mainland, mariehamn.on_aland) == (False, True)
    assert (centre.on_mainland, centre.on_aland) == (True, True)


def test_every_municipality_of_2026_can_be_drawn() -> None:
    drawn = Outline.objects.filter(area__kind=AreaKind.MUNICIPALITY)
    codes = Area.objects.municipalities().in_force_on(date(2026, 1, 1)).values_list("code", flat=True)

    assert set(drawn.values_list("area__code", flat=True)) == set(codes)
    assert all(outline.path.startswith("M") for outline in drawn)
    assert all(0 <= outline.x <= 560 and 0 <= outline.y <= 1000 for outline in drawn)


def test_a_municipality_cannot_merge_into_itself(vasa: Area) -> None:
    merger = Merger(ended=vasa, into=vasa, took_effect_on=date(2030, 1, 1), decision="1/2029")

    with pytest.raises(ValidationError, match="itself|sig själv"):
        merger.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        merger.save()


def test_an_area_cannot_end_before_it_begins(vasa: Area) -> None:
    vasa.valid_from, vasa.valid_to = date(2026, 1, 2), date(2026, 1, 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        vasa.save()
