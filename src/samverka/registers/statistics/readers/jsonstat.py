"""JSON-stat, versions 1 and 2: one dataset, or a bundle or collection that holds one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, NoReturn

import numpy as np
from django.utils.translation import gettext_lazy as _

from samverka.registers.statistics.enums import Absence, Role
from samverka.registers.statistics.readers.cube import (
    Axis,
    Category,
    Cube,
    Marks,
    Note,
    Sign,
    Texts,
    Values,
    checked_size,
)
from samverka.registers.statistics.readers.refusals import Unreadable

__all__ = ["json_of", "read_json_stat"]

MOST_BYTES: Final = 64_000_000
# Values and containers, counted before anything is read: each takes many times its own length in memory.
MOST_PARTS: Final = 4_000_000
MOST_CONTAINERS: Final = 500_000
MOST_SIGNS: Final = 200

_ROLES: Final = {"time": Role.TIME, "geo": Role.AREA, "metric": Role.CONTENT}
# Signs of PxWeb, of Eurostat and of SDMX. A sign that is not here stands beside its value, or where there is none
# says that it is missing.
_ABSENCES: Final = {
    ".": Absence.IMPOSSIBLE,
    "..": Absence.MISSING,
    "...": Absence.SUPPRESSED,
    ":": Absence.MISSING,
    ":c": Absence.SUPPRESSED,
    "c": Absence.SUPPRESSED,
    "m": Absence.MISSING,
    "z": Absence.IMPOSSIBLE,
}
_MISSING: Final = Sign("", Absence.MISSING)


def read_json_stat(content: bytes, *, dataset: str = "", language: str = "") -> Cube:
    """Read JSON-stat. Raises `Unreadable` with the line or the keyword.

    Args:
        dataset: the key of the dataset, where a bundle holds several.
        language: the language of the texts, where the file does not say it.
    """
    found = _dataset(json_of(content), dataset)
    language = (
        _text(_mapping(_mapping(found, "extension"), "px"), "language") or _text(found, "lang") or language
    )
    names, sizes = _names_and_sizes(found)
    dimensions = _mapping(found, "dimension")
    roles = _roles(found, dimensions)
    axes = tuple(
        _axis(name, _mapping(dimensions, name), size, roles.get(name, Role.OTHER), language)
        for name, size in zip(names, sizes, strict=True)
    )
    cells = checked_size(axes)
    values, marks, signs = _cells(found, cells)
    shape = tuple(map(len, axes))
    px = _mapping(_mapping(found, "extension"), "px")
    return Cube(
        axes=axes,
        values=values.reshape(shape),
        marks=marks.reshape(shape),
        signs=signs,
        title=_said(_text(found, "label"), language),
        code=_text(px, "tableid") or _text(px, "matrix"),
        source=_said(_text(found, "source"), language),
        published=_moment(_text(found, "updated")),
        decimals=_decimals(px.get("decimals")),
        notes=tuple(_notes(found, names, dimensions, language)),
        language=language,
    )


def json_of(content: bytes) -> Any:
    """What JSON says, if it is not made to exhaust the reader. Raises `Unreadable`."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file has more than {most} bytes. Take fewer categories."), most=MOST_BYTES)
    if content.count(b"[") + content.count(b"{") > MOST_CONTAINERS or content.count(b",") > MOST_PARTS:
        raise Unreadable(_("The file has more parts than a table needs. Take fewer categories."))
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(_("The letters are not UTF-8. Save the file as UTF-8."), line=line) from None
    except json.JSONDecodeError as error:
        raise Unreadable(_("This is not JSON: {reason}."), line=error.lineno, reason=error.msg) from None
    except RecursionError:
        raise Unreadable(_("The parts are nested too deeply. This is not a table.")) from None
    except ValueError:
        raise Unreadable(_("A number is too long to be one.")) from None


def _no_constant(name: str) -> NoReturn:
    raise Unreadable(_("“{name}” is no number. A missing value is written null."), keyword="value", name=name)


def _dataset(whole: Any, wanted: str) -> dict[str, Any]:
    if not isinstance(whole, dict):
        raise Unreadable(_("This is not JSON-stat: an object is expected."))
    kind = whole.get("class")
    if kind == "dataset" or (kind is None and "value" in whole and "dimension" in whole):
        return whole
    if kind == "collection":
        items = _mapping(whole, "link").get("item") or []
        found = (
            [item for item in items if isinstance(item, dict) and "value" in item]
            if isinstance(items, list)
            else []
        )
        return _only({str(number): item for number, item in enumerate(found, 1)}, wanted)
    if kind is not None:
        raise Unreadable(_("The file holds no dataset but a {kind}."), keyword="class", kind=kind)
    return _only(
        {key: part for key, part in whole.items() if isinstance(part, dict) and "dimension" in part}, wanted
    )


def _only(found: Mapping[str, dict[str, Any]], wanted: str) -> dict[str, Any]:
    if wanted in found:
        return found[wanted]
    if len(found) == 1 and not wanted:
        return next(iter(found.values()))
    if not found:
        raise Unreadable(_("The file holds no dataset with values."), keyword="dataset")
    raise Unreadable(
        _("The file holds several datasets ({names}). Say which is to be read."),
        keyword="dataset",
        names=", ".join(found),
    )


def _names_and_sizes(found: dict[str, Any]) -> tuple[list[str], list[int]]:
    place = found if isinstance(found.get("id"), list) else _mapping(found, "dimension")
    names, sizes = place.get("id"), place.get("size")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Unreadable(_("A list of names of dimensions is expected."), keyword="id")
    if not isinstance(sizes, list) or len(sizes) != len(names) or not all(map(_is_count, sizes)):
        raise Unreadable(_("A list of sizes is expected, as many as there are dimensions."), keyword="size")
    return names, sizes


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _roles(found: dict[str, Any], dimensions: dict[str, Any]) -> dict[str, Role]:
    given = _mapping(found, "role") or _mapping(dimensions, "role")
    return {name: role for key, role in _ROLES.items() for name in _texts(given.get(key))}


def _axis(name: str, dimension: dict[str, Any], size: int, role: Role, language: str) -> Axis:
    category = _mapping(dimension, "category")
    labels, units, children = (_mapping(category, part) for part in ("label", "unit", "child"))
    codes = _codes(name, category, labels)
    if len(codes) != size:
        raise Unreadable(
            _("The dimension has {found} categories, but its size is {size}."),
            keyword=name,
            found=len(codes),
            size=size,
        )
    parents = {
        child: parent
        for parent, below in children.items()
        for child in (below if isinstance(below, list) else ())
        if isinstance(child, str) and child != parent
    }
    return Axis(
        code=name,
        label=_said(_text(dimension, "label") or name, language),
        categories=tuple(
            Category(
                code,
                _said(_text(labels, code) or code, language),
                parents.get(code, ""),
                _said(_unit(_mapping(units, code)), language),
            )
            for code in codes
        ),
        role=role,
    )


def _codes(name: str, category: dict[str, Any], labels: dict[str, Any]) -> list[str]:
    index = category.get("index", list(labels) if len(labels) == 1 else None)
    if isinstance(index, dict) and all(map(_is_count, index.values())):
        ordered = sorted(index, key=index.__getitem__)
        if [index[code] for code in ordered] == list(range(len(ordered))):
            return ordered
    if isinstance(index, list) and all(isinstance(code, str) for code in index):
        return index
    raise Unreadable(_("The order of the categories is not given."), keyword=name)


def _unit(unit: dict[str, Any]) -> str:
    return _text(unit, "label") or _text(unit, "base") or _text(unit, "symbol")


def _cells(found: dict[str, Any], cells: int) -> tuple[Values, Marks, tuple[Sign, ...]]:
    values = np.full(cells, np.nan)
    for position, value in _placed(found.get("value"), cells, "value"):
        values[position] = _number(value)
    signs: dict[str, Sign] = {}
    marks = np.zeros(cells, np.uint8)
    without = np.isnan(values)
    given = found.get("status")
    statuses = _placed([given] * cells if isinstance(given, str) else given or {}, cells, "status")
    for position, status in statuses:
        if isinstance(status, str) and status:
            marks[position] = _mark(signs, status, absent=bool(without[position]))
    if (unsaid := without & (marks == 0)).any():
        marks[unsaid] = _mark(signs, "", absent=True)
    return values, marks, tuple(signs.values())


def _placed(given: Any, cells: int, keyword: str) -> Iterable[tuple[int, Any]]:
    """Positions and what stands there, null left out: from a list of all cells, or from an object of some."""
    if isinstance(given, list):
        if len(given) != cells and not (keyword == "status" and len(given) == 1):
            raise Unreadable(
                _("There are {found} values, but the dimensions ask for {wanted}."),
                keyword=keyword, found=len(given), wanted=cells,
            )  # fmt: skip
        everywhere = given * cells if len(given) != cells else given
        return ((position, value) for position, value in enumerate(everywhere) if value is not None)
    if not isinstance(given, dict):
        raise Unreadable(_("A list or an object is expected."), keyword=keyword)
    for key in given:
        if not (key.isascii() and key.isdigit() and len(key) < 10 and int(key) < cells):
            raise Unreadable(_("“{key}” is the place of no cell."), keyword=keyword, key=key)
    return ((int(key), value) for key, value in given.items() if value is not None)


def _number(value: Any) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            number = np.inf
        if np.isfinite(number):
            return number
    raise Unreadable(_("“{found}” is no number."), keyword="value", found=value)


def _mark(signs: dict[str, Sign], status: str, *, absent: bool) -> int:
    """1 + the position of the sign; the same sign beside a value and instead of one are two."""
    key = f"{status}\n{absent}"
    if key not in signs:
        if len(signs) >= MOST_SIGNS:
            raise Unreadable(
                _("More than {most} different signs stand beside values."), keyword="status", most=MOST_SIGNS
            )
        absence = _ABSENCES.get(status.lower(), Absence.MISSING) if absent else None
        signs[key] = Sign(status, absence) if status else _MISSING
    return list(signs).index(key) + 1


def _notes(
    found: dict[str, Any], names: list[str], dimensions: dict[str, Any], language: str
) -> Iterable[Note]:
    for text in _texts(found.get("note")):
        yield Note(_said(text, language))
    for name in names:
        dimension = _mapping(dimensions, name)
        for text in _texts(dimension.get("note")):
            yield Note(_said(text, language), {name: ""})
        for code, about in _mapping(_mapping(dimension, "category"), "note").items():
            for text in _texts(about):
                yield Note(_said(text, language), {name: code})


def _texts(given: Any) -> list[str]:
    parts = [given] if isinstance(given, str) else given if isinstance(given, list) else []
    return [part for part in parts if isinstance(part, str) and part.strip()]


def _said(text: str, language: str) -> Texts:
    return {language: text} if text else {}


def _mapping(place: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = place.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise Unreadable(_("An object is expected."), keyword=key)
    return found


def _text(place: Mapping[str, Any], key: str) -> str:
    found = place.get(key)
    return found.strip() if isinstance(found, str) else ""


def _decimals(given: Any) -> int | None:
    return given if _is_count(given) and given <= 15 else None


def _moment(given: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
