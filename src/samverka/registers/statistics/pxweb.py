"""Fetching a table from a PxWeb, version 1 or 2 of its interface: metadata first, then the cells in parts.

No identifier of a table, a variable or a value is written here. Publishers change them; what a table has today is what
its metadata say today, and a selection that names something else is refused with what there is.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import time
from abc import abstractmethod
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, prod
from typing import Any, Final
from urllib.parse import quote, urlsplit

import numpy as np
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.refusals import Refused
from samverka.registers.statistics.enums import Role
from samverka.registers.statistics.readers.cube import Axis, Category, Cube, Sign, checked_size
from samverka.registers.statistics.readers.jsonstat import json_of, read_json_stat
from samverka.registers.statistics.readers.refusals import Unreadable, shown

__all__ = [
    "Answer",
    "Fetched",
    "Limits",
    "PxWeb",
    "PxWebV1",
    "PxWebV2",
    "Selection",
    "Unreachable",
    "over_https",
]

MOST_BYTES: Final = 64_000_000
MOST_PARTS: Final = 2_000
_TIMEOUT: Final = 60
_BUSY: Final = {429, 503}
_ATTEMPTS: Final = 4

# For each variable the codes wanted, or {"top": 3} for the last three; all of a variable that is not named.
Selection = Mapping[str, Sequence[str] | Mapping[str, int]]


class Unreachable(Refused):
    """The interface does not answer, or refuses."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    content: bytes


# Asks an address, with a body by POST and without one by GET.
Fetch = Callable[[str, bytes | None], Answer]


@dataclass(frozen=True, slots=True)
class Limits:
    """What an interface asks of those who ask it: cells in an answer, and calls within a window of seconds."""

    cells: int
    calls: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Fetched:
    """A table with the address of its metadata, and size and checksum of the answers that it is made from."""

    cube: Cube
    address: str
    size: int
    checksum: str


# Where an interface does not say its limits: those of the most careful publishers.
_CAREFUL: Final = Limits(cells=10_000, calls=10, seconds=10)


def over_https(address: str, body: bytes | None) -> Answer:
    """Ask over HTTPS, no other way. Redirections are not followed. Raises `Unreachable`."""
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        raise Unreachable(_("Only addresses that begin with https:// are asked."))
    connection = http.client.HTTPSConnection(parts.hostname, parts.port, timeout=_TIMEOUT)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    headers = {"Accept": "application/json", **({"Content-Type": "application/json"} if body else {})}
    try:
        connection.request("POST" if body else "GET", path, body, headers)
        response = connection.getresponse()
        content = response.read(MOST_BYTES + 1)
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(_("The interface does not answer. Try again later.")) from error
    finally:
        connection.close()
    if len(content) > MOST_BYTES:
        raise Unreachable(_("The interface answered with more than it may."))
    return Answer(response.status, content)


class PxWeb:
    """A PxWeb. The two versions of its interface differ in addresses and in how they say the same.

    Args:
        root: address of the interface, without a slash at its end.
        languages: the first is that of the cells; the labels are fetched in all of them.
    """

    def __init__(
        self,
        root: str,
        languages: Sequence[str] = ("fi", "sv", "en"),
        *,
        fetch: Fetch = over_https,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.root, self.languages = root.rstrip("/"), languages
        self._fetch, self._clock, self._sleep = fetch, clock, sleep
        self._limits: Limits | None = None
        self._calls: deque[float] = deque()

    @property
    def limits(self) -> Limits:
        """As the interface says, asked once."""
        if self._limits is None:
            self._limits = self._read_limits(self._json(self._limits_address()))
        return self._limits

    def table(self, path: str, selection: Selection | None = None) -> Fetched:
        """Fetch a table. Raises `Unreadable` where the selection does not fit it, `Unreachable` without an answer.

        Args:
            path: of the table below the root; its identifier alone in version 2.
            selection: see `Selection`.
        """
        known = [
            self._axes(self._json(self._metadata_address(path, language)), language)
            for language in self.languages
        ]
        axes = _selected(_in_all_languages(known), selection or {})
        cells = checked_size(axes)
        limit = self.limits.cells
        parts = list(_parts(axes, limit))
        if len(parts) > MOST_PARTS:
            raise Unreadable(
                _("The table has {count} cells, too many for its interface. Take fewer categories."),
                count=cells,
            )
        answers = [self._ask(self._data_address(path), self._query(part)) for part in parts]
        digest = hashlib.sha256()
        for answer in answers:
            digest.update(answer)
        cube = _joined(
            axes, parts, [read_json_stat(answer, language=self.languages[0]) for answer in answers]
        )
        address = self._metadata_address(path, self.languages[0])
        return Fetched(cube, address, sum(map(len, answers)), digest.hexdigest())

    def _json(self, address: str) -> Any:
        return json_of(self._ask(address, None))

    def _ask(self, address: str, body: Any) -> bytes:
        written = None if body is None else json.dumps(body).encode()
        for attempt in range(1, _ATTEMPTS + 1):
            self._wait()
            answer = self._fetch(address, written)
            if answer.status not in _BUSY or attempt == _ATTEMPTS:
                break
            self._sleep((self._limits or _CAREFUL).seconds * attempt)
        if answer.status != 200:
            raise Unreachable(_refusal(answer.status, address))
        return answer.content

    def _wait(self) -> None:
        """Until one more call is allowed."""
        limits = self._limits or _CAREFUL
        now = self._clock()
        while self._calls and self._calls[0] <= now - limits.seconds:
            self._calls.popleft()
        if len(self._calls) >= limits.calls:
            self._sleep(self._calls.popleft() + limits.seconds - now)
        self._calls.append(self._clock())

    @abstractmethod
    def _limits_address(self) -> str: ...

    @abstractmethod
    def _read_limits(self, said: Any) -> Limits: ...

    @abstractmethod
    def _metadata_address(self, path: str, language: str) -> str: ...

    @abstractmethod
    def _axes(self, said: Any, language: str) -> tuple[Axis, ...]: ...

    @abstractmethod
    def _data_address(self, path: str) -> str: ...

    @abstractmethod
    def _query(self, part: Mapping[str, Sequence[str]]) -> Any: ...


class PxWebV1(PxWeb):
    """PxWebApi version 1: the path of a table leads through its database and folders."""

    def _limits_address(self) -> str:
        return f"{self.root}/{self.languages[0]}/?config"

    def _read_limits(self, said: Any) -> Limits:
        return _limits(said, "maxCells", "maxCalls", "timeWindow")

    def _metadata_address(self, path: str, language: str) -> str:
        return f"{self.root}/{language}/{quote(path.strip('/'))}"

    def _data_address(self, path: str) -> str:
        return self._metadata_address(path, self.languages[0])

    def _axes(self, said: Any, language: str) -> tuple[Axis, ...]:
        variables = said.get("variables") if isinstance(said, dict) else None
        if not isinstance(variables, list):
            raise Unreadable(_("The interface says nothing of the table's variables."), keyword="variables")
        return tuple(_variable(variable, language) for variable in variables)

    def _query(self, part: Mapping[str, Sequence[str]]) -> Any:
        query = [
            {"code": code, "selection": {"filter": "item", "values": list(values)}}
            for code, values in part.items()
        ]
        return {"query": query, "response": {"format": "json-stat2"}}


class PxWebV2(PxWeb):
    """PxWebApi version 2: a table has an identifier, and its metadata are JSON-stat without values."""

    def _limits_address(self) -> str:
        return f"{self.root}/config"

    def _read_limits(self, said: Any) -> Limits:
        return _limits(said, "maxDataCells", "maxCallsPerTimeWindow", "timeWindow")

    def _metadata_address(self, path: str, language: str) -> str:
        return f"{self.root}/tables/{quote(path, safe='')}/metadata?lang={language}"

    def _data_address(self, path: str) -> str:
        return (
            f"{self.root}/tables/{quote(path, safe='')}/data?lang={self.languages[0]}&outputFormat=json-stat2"
        )

    def _axes(self, said: Any, language: str) -> tuple[Axis, ...]:
        if not isinstance(said, dict):
            raise Unreadable(_("The interface says nothing of the table's variables."), keyword="dimension")
        without_values = json.dumps({**said, "value": {}, "status": None}).encode()
        return read_json_stat(without_values, language=language).axes

    def _query(self, part: Mapping[str, Sequence[str]]) -> Any:
        return {
            "selection": [{"variableCode": code, "valueCodes": list(values)} for code, values in part.items()]
        }


def _limits(said: Any, cells: str, calls: str, seconds: str) -> Limits:
    given: list[Any] = [said.get(key) if isinstance(said, dict) else None for key in (cells, calls, seconds)]
    if not all(isinstance(one, (int, float)) and one >= 1 for one in given):
        return _CAREFUL
    return Limits(int(given[0]), int(given[1]), float(given[2]))


def _variable(variable: Any, language: str) -> Axis:
    given = variable if isinstance(variable, dict) else {}
    code: Any = given.get("code")
    values: Any = given.get("values")
    texts: Any = given.get("valueTexts", values)
    if (
        not isinstance(code, str)
        or not _are_texts(values)
        or not _are_texts(texts)
        or len(texts) != len(values)
    ):
        raise Unreadable(
            _("The interface says a variable in a way that is not understood."), keyword="variables"
        )
    categories = tuple(Category(value, {language: text}) for value, text in zip(values, texts, strict=True))
    role = Role.TIME if given.get("time") is True else Role.OTHER
    return Axis(code, {language: str(given.get("text", code))}, categories, role)


def _are_texts(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(one, str) for one in given)


def _in_all_languages(known: Sequence[tuple[Axis, ...]]) -> tuple[Axis, ...]:
    """The table of the first language with the labels of the others, where they name the same codes."""
    first, *others = known
    for axes in others:
        if [axis.codes for axis in axes] == [axis.codes for axis in first]:
            first = tuple(_with_labels(axis, other) for axis, other in zip(first, axes, strict=True))
    return first


def _with_labels(axis: Axis, other: Axis) -> Axis:
    categories = tuple(
        replace(one, label={**one.label, **two.label}, unit={**one.unit, **two.unit})
        for one, two in zip(axis.categories, other.categories, strict=True)
    )
    return replace(axis, label={**axis.label, **other.label}, categories=categories)


def _selected(axes: tuple[Axis, ...], selection: Selection) -> tuple[Axis, ...]:
    if unknown := set(selection) - {axis.code for axis in axes}:
        raise Unreadable(
            _("The table has no variable {unknown} today. It has: {names}."),
            unknown=", ".join(sorted(unknown)), names=", ".join(axis.code for axis in axes),
        )  # fmt: skip
    return tuple(_narrowed(axis, selection[axis.code]) if axis.code in selection else axis for axis in axes)


def _narrowed(axis: Axis, wanted: Sequence[str] | Mapping[str, int]) -> Axis:
    if isinstance(wanted, Mapping):
        return replace(axis, categories=axis.categories[-int(wanted.get("top", len(axis))) :])
    by_code = {category.code: category for category in axis.categories}
    if unknown := [code for code in wanted if code not in by_code]:
        raise Unreadable(
            _("The variable has no value {unknown} today."), keyword=axis.code, unknown=", ".join(unknown)
        )
    return replace(axis, categories=tuple(by_code[code] for code in wanted))


def _parts(axes: Sequence[Axis], limit: int) -> Iterator[dict[str, list[str]]]:
    """The table cut along its longest sides until each part is small enough to ask for."""
    yield from _cut({axis.code: axis.codes for axis in axes}, limit)


def _cut(part: dict[str, list[str]], limit: int) -> Iterator[dict[str, list[str]]]:
    cells = prod(map(len, part.values()))
    longest = max(part, key=lambda code: len(part[code]))
    codes = part[longest]
    if cells <= limit or len(codes) == 1:
        yield part
        return
    step = max(1, len(codes) // min(ceil(cells / limit), len(codes)))
    for start in range(0, len(codes), step):
        yield from _cut({**part, longest: codes[start : start + step]}, limit)


def _joined(
    axes: tuple[Axis, ...], parts: Sequence[Mapping[str, Sequence[str]]], cubes: Sequence[Cube]
) -> Cube:
    shape = tuple(map(len, axes))
    values, marks = np.full(shape, np.nan), np.zeros(shape, np.uint8)
    signs: dict[str, tuple[int, Sign]] = {}
    place = {axis.code: {code: position for position, code in enumerate(axis.codes)} for axis in axes}
    for part, cube in zip(parts, cubes, strict=True):
        asked = {code: sorted(codes) for code, codes in part.items()}
        if {axis.code: sorted(axis.codes) for axis in cube.axes} != asked:
            raise Unreadable(_("The interface answered with other categories than were asked for."))
        there = {axis.code: axis for axis in cube.axes}
        order = [[axis.code for axis in cube.axes].index(axis.code) for axis in axes]
        box = np.ix_(*([place[axis.code][code] for code in there[axis.code].codes] for axis in axes))
        values[box] = np.transpose(cube.values, order)
        marks[box] = np.transpose(_renumbered(cube, signs)[cube.marks], order)
    whole = cubes[0]
    roles = {axis.code: axis for axis in whole.axes}
    return replace(
        whole,
        axes=tuple(_as_answered(axis, roles[axis.code]) for axis in axes),
        values=values,
        marks=marks,
        signs=tuple(sign for _number, sign in signs.values()),
        published=max((cube.published for cube in cubes if cube.published), default=None),
    )


def _as_answered(axis: Axis, answered: Axis) -> Axis:
    """Roles and units, which version 1 says only with the cells."""
    units = {category.code: category.unit for category in answered.categories}
    categories = tuple(replace(one, unit={**units.get(one.code, {}), **one.unit}) for one in axis.categories)
    return replace(axis, role=axis.role if axis.role != Role.OTHER else answered.role, categories=categories)


def _renumbered(cube: Cube, signs: dict[str, tuple[int, Sign]]) -> np.ndarray:
    numbers = [0]
    for sign in cube.signs:
        key = f"{sign.text}\n{sign.absence}"
        numbers.append(signs.setdefault(key, (len(signs) + 1, sign))[0])
    return np.array(numbers, np.uint8)


def _refusal(status: int, address: str) -> Any:
    return format_lazy(
        _("The interface answered {status} at {address}. Has the table another identifier today?"),
        status=status, address=shown(address),
    )  # fmt: skip
