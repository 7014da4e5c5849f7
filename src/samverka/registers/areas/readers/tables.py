"""The yearly tables of municipalities and their areas, as published from Statistics Finland's classifications."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.periods import Period, runs
from samverka.registers.areas.enums import AreaKind, Scheme

__all__ = ["FIRST_YEAR", "LAST_YEAR", "AreaTables", "MergerRow", "Observed", "read_tables"]

FIRST_YEAR: Final = 2013
LAST_YEAR: Final = 2026

# Dimensions of the tables that are areas, and the first year that counts. The tables project the wellbeing services
# counties back to 2018, but the counties have had tasks only since 2023.
DIMENSIONS: Final = {
    "maakunta": (AreaKind.REGION, FIRST_YEAR),
    "hyvinvointialue": (AreaKind.WELLBEING_COUNTY, 2023),
    "tyollisyysalue": (AreaKind.EMPLOYMENT_AREA, 2025),
    "evk": (AreaKind.DEVELOPMENT_CENTRE_AREA, 2026),
    "ely": (AreaKind.ELY_AREA, FIRST_YEAR),
    "avi": (AreaKind.REGIONAL_AGENCY_AREA, FIRST_YEAR),
    "yhteistyoalue": (AreaKind.COLLABORATIVE_AREA, 2023),
    "seutukunta": (AreaKind.SUBREGION, FIRST_YEAR),
}
SCHEMES: Final = {"kielisuhde": Scheme.LANGUAGE, "kuntaryhmitys": Scheme.TYPE}

Key = tuple[AreaKind, str]


@dataclass(frozen=True, slots=True)
class Observed:
    """Something that held during a period; `start_known` is false where the tables merely begin with it."""

    period: Period

    @property
    def start_known(self) -> bool:
        return self.period.start != date(FIRST_YEAR, 1, 1)


@dataclass(frozen=True, slots=True)
class MergerRow:
    ended: str
    into: str
    took_effect_on: date
    decision: str


@dataclass(frozen=True, slots=True)
class AreaTables:
    """All that the tables say, joined into periods.

    names: each area's names as written, oldest first. memberships and standings: for each municipality's code.
    """

    names: dict[Key, list[tuple[Trilingual, Observed]]]
    memberships: dict[tuple[str, Key], list[Observed]]
    standings: dict[tuple[str, Scheme], list[tuple[int, Observed]]]
    mergers: list[MergerRow]


def read_tables(folder: Path) -> AreaTables:
    """Read the four tables in `folder`. Raises `OSError` or `KeyError` where a table or a column is missing."""
    names = _names_of_municipalities(folder) | _names_of_areas(folder)
    memberships, standings = _belongings(folder)
    return AreaTables(names, memberships, standings, list(_mergers(folder)))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _written(row: dict[str, str]) -> Trilingual:
    return Trilingual(*(" ".join(row[f"name_{language}"].split()) for language in ("sv", "fi", "en")))


def _names_of_municipalities(folder: Path) -> dict[Key, list[tuple[Trilingual, Observed]]]:
    yearly: dict[Key, list[tuple[int, Trilingual]]] = defaultdict(list)
    for row in _rows(folder / "municipality_names_2013_2026.csv"):
        yearly[AreaKind.MUNICIPALITY, row["code"]].append((int(row["year"]), _written(row)))
    return _joined(yearly)


def _names_of_areas(folder: Path) -> dict[Key, list[tuple[Trilingual, Observed]]]:
    yearly: dict[Key, list[tuple[int, Trilingual]]] = defaultdict(list)
    for row in _rows(folder / "area_names_2013_2026.csv"):
        kind, first_year = DIMENSIONS.get(row["dimension"], (None, 0))
        if kind and int(row["year"]) >= first_year:
            yearly[kind, row["area_code"]].append((int(row["year"]), _written(row)))
    return _joined(yearly)


def _joined(yearly: dict[Key, list[tuple[int, Trilingual]]]) -> dict[Key, list[tuple[Trilingual, Observed]]]:
    return {
        key: [(name, Observed(period)) for name, period in runs(observations, LAST_YEAR)]
        for key, observations in yearly.items()
    }


def _belongings(
    folder: Path,
) -> tuple[dict[tuple[str, Key], list[Observed]], dict[tuple[str, Scheme], list[tuple[int, Observed]]]]:
    in_areas: dict[tuple[str, AreaKind], list[tuple[int, str]]] = defaultdict(list)
    in_classes: dict[tuple[str, Scheme], list[tuple[int, int]]] = defaultdict(list)
    for row in _rows(folder / "municipality_areas_2013_2026.csv"):
        year, municipality, dimension = int(row["year"]), row["municipality_code"], row["dimension"]
        kind, first_year = DIMENSIONS.get(dimension, (None, 0))
        if kind and year >= first_year:
            in_areas[municipality, kind].append((year, row["area_code"]))
        elif scheme := SCHEMES.get(dimension):
            in_classes[municipality, scheme].append((year, int(row["area_code"])))
    memberships: dict[tuple[str, Key], list[Observed]] = defaultdict(list)
    for (municipality, kind), codes in in_areas.items():
        for code, period in runs(codes, LAST_YEAR):
            memberships[municipality, (kind, code)].append(Observed(period))
    standings = {
        key: [(value, Observed(period)) for value, period in runs(values, LAST_YEAR)]
        for key, values in in_classes.items()
    }
    return dict(memberships), standings


def _mergers(folder: Path) -> Iterator[MergerRow]:
    for row in _rows(folder / "municipality_mergers_2013_2026.csv"):
        yield MergerRow(
            row["old_code"], row["successor_code"], date.fromisoformat(row["effective_date"]), row["decree"]
        )
