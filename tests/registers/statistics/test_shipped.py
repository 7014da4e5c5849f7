"""The tables that come with the program: there, with licence, and saying what is known of them."""

from __future__ import annotations

import pytest

from samverka.foundation.documents.models import Source
from samverka.registers.areas.models import Area
from samverka.registers.statistics.enums import Role
from samverka.registers.statistics.importing import DATA, import_statistics
from samverka.registers.statistics.models import Dimension, Publisher, Release, Table
from samverka.registers.statistics.queries import cells_of, latest_release, series

pytestmark = pytest.mark.django_db


def release_of(slug: str) -> Release:
    found = latest_release(Table.objects.get(slug=slug))
    assert found
    return found


def test_importing_again_changes_nothing() -> None:
    assert not import_statistics().changed


def test_the_register_is_noted_among_what_was_read() -> None:
    assert Source.objects.filter(register="statistics").exists()


def test_every_table_has_a_licence_a_title_in_each_language_and_one_release() -> None:
    tables = list(Table.objects.select_related("publisher").prefetch_related("releases"))

    assert len(tables) == 21
    for table in tables:
        assert table.licensed_as == "CC BY 4.0"
        assert all((table.title.sv, table.title.fi, table.title.en))
        assert len(table.releases.all()) == 1


def test_every_shipped_file_is_a_release() -> None:
    files = {path.name for path in DATA.rglob("*") if path.suffix in {".px", ".csv"}}

    assert files == set(Release.objects.values_list("origin", flat=True))


def test_publishers_are_named_in_each_language() -> None:
    assert all(one.name.sv and one.name.fi and one.name.en for one in Publisher.objects.all())


def test_the_share_of_foreign_language_speakers_is_there_for_every_municipality_of_2026() -> None:
    release = release_of("foreign-language-share")
    municipalities = set(Area.objects.municipalities().filter(valid_to=None).values_list("code", flat=True))
    cells = cells_of(release)

    assert set(cells.codes["area"]) == municipalities
    assert cells.values.shape == (308, 6)
    assert [one.value for one in series(release, "year", area="005").values()] == [
        3.0,
        3.0,
        3.4,
        4.5,
        5.0,
        5.2,
    ]


def test_unhcr_s_refugees_in_finland_are_as_many_as_published() -> None:
    release = release_of("unhcr-population")
    in_year = {year: cells_of(release, {"year": year, "what": "refugees"}) for year in ("2024", "2025")}
    ukraine = series(release, "year", coo="UKR", what="refugees")

    assert int(sum(cell.value or 0 for cell in in_year["2024"])) == 93_182
    assert int(sum(cell.value or 0 for cell in in_year["2025"])) == 102_544
    assert ukraine["2025"].value == 77_439


def test_the_population_of_2018_in_three_tables() -> None:
    key_figures = cells_of(release_of("key-figures-municipalities-2018"), {"what": "Population, 2018"})
    regions = cells_of(release_of("population-regions-2018"))
    of_regions = cells_of(release_of("key-figures-regions-2018"), {"what": "Population, 2018"})

    assert key_figures.values.sum() == regions.values.sum() == of_regions.values.sum() == 5_517_919


def test_the_helsinki_table_says_who_speaks_swedish_where() -> None:
    release = release_of("helsinki-population-by-language")
    swedish = series(release, "Vuosi", Alue="091", Äidinkieli="2", Sukupuoli="all", Ikä="99V")

    assert (swedish["1992"].value, swedish["2010"].value) == (37_367, 35_198)


def test_paavo_has_no_field_on_language() -> None:
    release = release_of("paavo-2026-three-city-regions")
    cells = cells_of(release, {"area": "00100", "what": ["he_vakiy", "he_miehet"]})

    assert cells.values.ravel().tolist() == [18_492, 8_758]


@pytest.mark.parametrize(
    "slug", ["foreign-language-share", "helsinki-population-by-language", "espoo-population-1975"]
)
def test_time_and_area_are_known(slug: str) -> None:
    roles = set(Dimension.objects.filter(release=release_of(slug)).values_list("role", flat=True))

    assert {Role.TIME, Role.AREA} <= roles
