"""Shapes of areas: from geographic coordinates to the path of a drawing."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, atanh, cos, radians, sin, tan
from pathlib import Path
from typing import Any, Final

from samverka.registers.areas.enums import AreaKind

__all__ = ["Shape", "read_outlines"]

_FILES: Final = {
    AreaKind.MUNICIPALITY: "derived_municipalities_2026_wgs84.geojson",
    AreaKind.REGION: "derived_maakunta_2026_wgs84.geojson",
    AreaKind.WELLBEING_COUNTY: "derived_hyvinvointialue_2026_wgs84.geojson",
    AreaKind.EMPLOYMENT_AREA: "derived_tyollisyysalue_2026_wgs84.geojson",
    AreaKind.DEVELOPMENT_CENTRE_AREA: "derived_evk_2026_wgs84.geojson",
}

# Finland's map projection (ETRS-TM35FIN) has its central meridian at 27 degrees east. These bounds, in radians on a
# sphere, hold the whole country with a margin.
_MERIDIAN: Final = radians(27)
_LEFT, _TOP = -0.0685, 1.2254
_SCALE: Final = 5450

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """The path of an area and the point in it where a mark stands."""

    path: str
    x: float
    y: float


def read_outlines(folder: Path) -> dict[tuple[AreaKind, str], Shape]:
    """Read the shapes of every kind of area that has any, by kind and code."""
    return {
        (kind, feature["properties"]["code"]): _shape(feature["geometry"])
        for kind, name in _FILES.items()
        for feature in json.loads((folder / name).read_text(encoding="utf-8"))["features"]
    }


def project(longitude: float, latitude: float) -> Point:
    """Degrees to the drawing's coordinates, by the transverse Mercator projection on a sphere."""
    east, north = radians(longitude) - _MERIDIAN, radians(latitude)
    x = atanh(cos(north) * sin(east))
    y = atan2(tan(north), cos(east))
    return (x - _LEFT) * _SCALE, (_TOP - y) * _SCALE


def _shape(geometry: dict[str, Any]) -> Shape:
    rings = [[project(*point[:2]) for point in ring] for ring in _rings(geometry)]
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    x = sum(point[0] for point in largest) / len(largest)
    y = sum(point[1] for point in largest) / len(largest)
    return Shape("".join(map(_path, rings)), round(x, 1), round(y, 1))


def _rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield from polygon


def _area(ring: list[Point]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def _path(ring: list[Point]) -> str:
    """Relative steps in tenths of a unit kept short: neighbours share their rounded corners, so no gaps appear."""
    corners = [(round(x), round(y)) for x, y in ring]
    (x, y), steps = corners[0], []
    for next_x, next_y in corners[1:]:
        if (next_x, next_y) != (x, y):
            steps.append(f"{next_x - x} {next_y - y}")
            x, y = next_x, next_y
    return f"M{corners[0][0]} {corners[0][1]}l{' '.join(steps)}z" if len(steps) > 2 else ""
