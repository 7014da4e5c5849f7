"""Every municipality of the country, on the first day of every year of the register: somebody answers at each level.

The tables below say from which year to which there is an authority of each kind. Where they are silent, the data is:
regional advisory boards and the advisory board for ethnic relations are known from their term of 2016 on, police
departments by their areas from 2023, and the centre of Åland's part of the country from 2014.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from samverka.overview.responsibility import Answer, who_is_responsible
from samverka.registers.areas.models import Area
from samverka.registers.law.enums import Bearer

YEARS = range(2013, 2027)
Span = tuple[int, int]
ALWAYS: Span = (2013, 2026)

# Authorities known by name: exactly one of each kind acts here, in the years from the first to the last.
ON_THE_MAINLAND: dict[Bearer, Span] = {
    Bearer.MUNICIPALITY: ALWAYS,
    Bearer.COUNTY: (2023, 2026),
    Bearer.TE_OFFICE: (2013, 2024),
    Bearer.EMPLOYMENT_AUTHORITY: (2025, 2026),
    Bearer.POLICE: (2023, 2026),
    Bearer.ELY_CENTRE: (2013, 2025),
    Bearer.DEVELOPMENT_CENTRE: (2026, 2026),
    Bearer.REGIONAL_AGENCY: (2013, 2025),
    Bearer.SUPERVISORY_AGENCY: (2026, 2026),
    Bearer.REGIONAL_COUNCIL: ALWAYS,
    Bearer.REGIONAL_ETNO: (2016, 2025),
}
ON_ALAND: dict[Bearer, Span] = {
    Bearer.MUNICIPALITY: ALWAYS,
    Bearer.ELY_CENTRE: (2014, 2025),
    Bearer.DEVELOPMENT_CENTRE: (2026, 2026),
    Bearer.SUPERVISORY_AGENCY: (2026, 2026),
    Bearer.ALAND_STATE_DEPARTMENT: ALWAYS,
    Bearer.ALAND_GOVERNMENT: ALWAYS,
    Bearer.ALAND_HEALTH_AUTHORITY: (2025, 2026),
}
IN_THE_WHOLE_COUNTRY: dict[Bearer, Span] = {
    Bearer.VALVIRA: (2025, 2025),
    Bearer.KEHA_CENTRE: (2015, 2025),
    Bearer.ADMINISTRATION_CENTRE: (2026, 2026),
    Bearer.KELA: ALWAYS,
    Bearer.MIGRI: ALWAYS,
    Bearer.DVV: (2020, 2026),
    Bearer.EDUCATION_AGENCY: ALWAYS,
    Bearer.ETNO: (2016, 2026),
    Bearer.MINISTRY: ALWAYS,
    Bearer.GOVERNMENT: ALWAYS,
}
# Kinds that law names and of which nobody is known by name: said as such, never left out.
UNKNOWN_ON_THE_MAINLAND: dict[Bearer, Span] = {
    Bearer.POLICE: (2013, 2022),
    Bearer.ASSOCIATION: ALWAYS,
    Bearer.COMPANY: ALWAYS,
    Bearer.EDUCATION_PROVIDER: ALWAYS,
}
UNKNOWN_ANYWHERE: dict[Bearer, Span] = {
    Bearer.MINISTRY: ALWAYS,
    Bearer.OTHER_AUTHORITY: ALWAYS,
    Bearer.RECEPTION_CENTRE: (2024, 2026),
}


@pytest.mark.django_db
@pytest.mark.parametrize("year", YEARS)
def test_every_municipality_has_an_answer_at_every_level(year: int) -> None:
    day = date(year, 1, 1)

    holes = [
        hole
        for municipality in Area.objects.municipalities().in_force_on(day)
        for hole in _holes(who_is_responsible(municipality, day))
    ]

    assert holes == []


@pytest.mark.django_db
@pytest.mark.parametrize(("year", "municipalities"), [(2013, 320), (2025, 308), (2026, 308)])
def test_no_municipality_is_left_out(year: int, municipalities: int) -> None:
    assert Area.objects.municipalities().in_force_on(date(year, 1, 1)).count() == municipalities


def _holes(answer: Answer) -> Iterable[str]:
    """What is missing from an answer, or is there and should not be, as sentences."""
    here = f"{answer.municipality.code} {answer.municipality} {answer.on}"
    aland, year = answer.municipality.on_aland, answer.on.year
    own = ON_ALAND if aland else ON_THE_MAINLAND
    named = _in_year({**own, **IN_THE_WHOLE_COUNTRY}, year)
    unknown = _in_year({**({} if aland else UNKNOWN_ON_THE_MAINLAND), **UNKNOWN_ANYWHERE}, year)
    yield from _differences(here, "by name", {one.kind for one in answer.responsible if one.actor}, named)
    yield from _differences(
        here, "unknown", {one.kind for one in answer.responsible if not one.actor}, unknown
    )
    for kind in _in_year(own, year):
        acting = [one for one in answer.responsible if one.kind == kind and one.capacities]
        if len(acting) != 1:
            yield f"{here}: {len(acting)} of the kind {kind} act here"
    if answer.duties == 0:
        yield f"{here}: law lays no duty on anybody"


def _in_year(spans: dict[Bearer, Span], year: int) -> set[Bearer]:
    return {kind for kind, (first, last) in spans.items() if first <= year <= last}


def _differences(here: str, how: str, found: set[Bearer], expected: set[Bearer]) -> Iterable[str]:
    for kind in sorted(expected - found):
        yield f"{here}: no {kind}, {how}"
    for kind in sorted(found - expected):
        yield f"{here}: a {kind}, {how}, that nothing explains"
