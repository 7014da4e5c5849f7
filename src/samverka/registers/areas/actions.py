"""Reading the register of areas from its tables."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from samverka.foundation.documents.sync import ImportReport, Row, sync
from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.periods import Period
from samverka.registers.areas.enums import AreaKind
from samverka.registers.areas.models import Area, AreaName, Membership, Merger, Outline, Standing
from samverka.registers.areas.readers.outlines import read_outlines
from samverka.registers.areas.readers.tables import FIRST_YEAR, AreaTables, Observed, read_tables

__all__ = ["DATA", "import_areas"]

DATA: Final = Path(__file__).parent / "data"

# The country and its mainland, which no table lists, since everything lies in them.
_COUNTRY: Final = {
    "FI": Trilingual("Finland", "Suomi", "Finland"),
    "mainland": Trilingual("Fasta Finland", "Manner-Suomi", "Mainland Finland"),
}
_ALAND_REGION: Final = (AreaKind.REGION, "21")

Key = tuple[str, str]


@transaction.atomic
def import_areas(folder: Path = DATA) -> ImportReport:
    """Make the register of areas agree with the tables in `folder`, wholly or not at all."""
    tables = read_tables(folder)
    report = ImportReport("areas")
    report.tables.append(sync(Area.objects.all(), _areas(tables), ("kind", "code")))
    ids: dict[Key, int] = {
        (kind, code): pk for pk, kind, code in Area.objects.values_list("pk", "kind", "code")
    }
    report.tables += [
        sync(AreaName.objects.all(), _earlier_names(tables, ids), ("area_id", "valid_from")),
        sync(
            Membership.objects.all(), _memberships(tables, ids), ("municipality_id", "area_id", "valid_from")
        ),
        sync(Standing.objects.all(), _standings(tables, ids), ("municipality_id", "scheme", "valid_from")),
        sync(Merger.objects.all(), _mergers(tables, ids), ("ended_id",)),
        sync(Outline.objects.all(), _outlines(folder, ids), ("area_id",)),
    ]
    return report


def _valid(observed: Observed) -> dict[str, Any]:
    return {
        "valid_from": observed.period.start,
        "valid_to": observed.period.end,
        "start_known": observed.start_known,
    }


def _named(name: Trilingual) -> dict[str, str]:
    return {"name_sv": name.sv, "name_fi": name.fi, "name_en": name.en}


def _areas(tables: AreaTables) -> Iterator[Row]:
    aland = _on_aland(tables)
    for code, name in _COUNTRY.items():
        sides = {"on_mainland": True, "on_aland": code == "FI"}
        yield {"kind": AreaKind.COUNTRY, "code": code, **_named(name), **_valid(Observed(Period())), **sides}
    for (kind, code), written in tables.names.items():
        whole = Observed(Period(written[0][1].period.start, written[-1][1].period.end))
        members = _members(tables, (kind, code))
        sides = {"on_mainland": bool(members - aland), "on_aland": bool(members & aland)}
        yield {"kind": kind, "code": code, **_named(written[-1][0]), **_valid(whole), **sides}


def _on_aland(tables: AreaTables) -> set[str]:
    return {code for (code, area) in tables.memberships if area == _ALAND_REGION}


def _members(tables: AreaTables, key: Key) -> set[str]:
    kind, code = key
    return {code} if kind == AreaKind.MUNICIPALITY else {m for (m, area) in tables.memberships if area == key}


def _earlier_names(tables: AreaTables, ids: dict[Key, int]) -> Iterator[Row]:
    for key, written in tables.names.items():
        for name, observed in written[:-1]:
            yield {"area_id": ids[key], **_named(name), **_valid(observed)}


def _memberships(tables: AreaTables, ids: dict[Key, int]) -> Iterator[Row]:
    aland = _on_aland(tables)
    for (municipality, area), observations in tables.memberships.items():
        for observed in observations:
            yield _membership(ids, municipality, area, observed)
    for (kind, code), written in tables.names.items():
        if kind == AreaKind.MUNICIPALITY:
            # In Finland it lay before the tables began, too, whatever else it belonged to.
            whole = Observed(Period(None, written[-1][1].period.end))
            for country in ("FI",) if code in aland else ("FI", "mainland"):
                yield _membership(ids, code, (AreaKind.COUNTRY, country), whole)


def _membership(ids: dict[Key, int], municipality: str, area: Key, observed: Observed) -> Row:
    return {
        "municipality_id": ids[AreaKind.MUNICIPALITY, municipality],
        "area_id": ids[area],
        **_valid(observed),
    }


def _standings(tables: AreaTables, ids: dict[Key, int]) -> Iterator[Row]:
    for (municipality, scheme), values in tables.standings.items():
        for value, observed in values:
            yield {
                "municipality_id": ids[AreaKind.MUNICIPALITY, municipality],
                "scheme": scheme,
                "value": value,
                **_valid(observed),
            }


def _mergers(tables: AreaTables, ids: dict[Key, int]) -> Iterator[Row]:
    for merger in tables.mergers:
        yield {
            "ended_id": ids[AreaKind.MUNICIPALITY, merger.ended],
            "into_id": ids[AreaKind.MUNICIPALITY, merger.into],
            "took_effect_on": merger.took_effect_on,
            "decision": merger.decision,
        }


def _outlines(folder: Path, ids: dict[Key, int]) -> Iterator[Row]:
    for key, shape in read_outlines(folder).items():
        yield {"area_id": ids[key], "path": shape.path, "x": shape.x, "y": shape.y}


def tables_begin() -> date:
    """The first day that the tables cover; before it nothing is known of areas."""
    return date(FIRST_YEAR, 1, 1)
