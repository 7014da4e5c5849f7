"""Answers of PxWeb interfaces. They are made by us, in the documented shapes of PxWebApi 1 and 2; nobody recorded them.

An interface here holds a small table and answers as a PxWeb does: it refuses what has too many cells, counts its calls,
and knows the table by no other identifier than today's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from samverka.registers.statistics.pxweb import Answer

__all__ = ["Interface", "InterfaceV1", "InterfaceV2"]

LABELS = {
    "fi": {
        "alue_28": "Alue",
        "timeperiod_y": "Vuosi",
        "contentscode": "Tiedot",
        "KU091": "Helsinki",
        "KU905": "Vaasa",
        "SSS": "KOKO MAA",
        "vieraskieliset": "Vieraskieliset",
    },
    "sv": {
        "alue_28": "Område",
        "timeperiod_y": "År",
        "contentscode": "Uppgifter",
        "KU091": "Helsingfors",
        "KU905": "Vasa",
        "SSS": "HELA LANDET",
        "vieraskieliset": "Med främmande språk",
    },
    "en": {
        "alue_28": "Area",
        "timeperiod_y": "Year",
        "contentscode": "Information",
        "KU091": "Helsinki",
        "KU905": "Vaasa",
        "SSS": "WHOLE COUNTRY",
        "vieraskieliset": "Foreign-language speakers",
    },
}
VARIABLES = {
    "alue_28": ["SSS", "KU091", "KU905"],
    "timeperiod_y": ["2022", "2023", "2024", "2025"],
    "contentscode": ["vieraskieliset"],
}


def value(area: str, year: str) -> float | None:
    """What the table says of an area in a year; of one nothing is said."""
    if (area, year) == ("KU905", "2023"):
        return None
    return 1_000 * VARIABLES["alue_28"].index(area) + int(year)


@dataclass
class Interface:
    """What was asked, and a clock that only sleeping and asking move."""

    table: str = "159t.px"
    most_cells: int = 100
    most_calls: int = 100
    window: float = 10
    busy: int = 0
    variables: dict[str, list[str]] = field(
        default_factory=lambda: {k: list(v) for k, v in VARIABLES.items()}
    )
    asked: list[tuple[str, Any]] = field(default_factory=list)
    now: float = 0
    times: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.now += seconds

    def __call__(self, address: str, body: bytes | None) -> Answer:
        self.times.append(self.now)
        if self.busy:
            self.busy -= 1
            return Answer(429, b"Too many requests")
        recent = [at for at in self.times if at > self.now - self.window]
        assert len(recent) <= max(self.most_calls, 10), "More calls than the interface allows."
        given = json.loads(body) if body else None
        self.asked.append((address, given))
        found = self.answer(address, given)
        return Answer(404, b"") if found is None else Answer(200, json.dumps(found).encode())

    def answer(self, address: str, given: Any) -> Any:
        raise NotImplementedError

    def cells(self, wanted: dict[str, Sequence[str]], language: str) -> Any:
        """JSON-stat 2 of a part, with what is measured first: an answer need not keep the order of the metadata."""
        assert wanted.keys() == self.variables.keys()
        names = ["contentscode", "alue_28", "timeperiod_y"]
        cells = [value(area, year) for _what, area, year in product(*(wanted[name] for name in names))]
        assert len(cells) <= self.most_cells, "More cells than the interface allows."
        return {
            **self.dimensions(names, wanted, language),
            "updated": "2026-06-08T05:00:00Z",
            "source": "Tilastokeskus, väestörakenne",
            "value": cells,
            "status": {str(place): "..." for place, one in enumerate(cells) if one is None},
            "role": {"time": ["timeperiod_y"], "geo": ["alue_28"], "metric": ["contentscode"]},
            "extension": {"px": {"tableid": "159t", "decimals": 0, "language": language}},
        }

    def dimensions(
        self, names: Sequence[str], wanted: dict[str, Sequence[str]], language: str
    ) -> dict[str, Any]:
        labels = LABELS[language]
        return {
            "version": "2.0",
            "class": "dataset",
            "label": "Väestö",
            "id": list(names),
            "size": [len(wanted[name]) for name in names],
            "dimension": {
                name: {
                    "label": labels.get(name, name),
                    "category": {
                        "index": {code: place for place, code in enumerate(wanted[name])},
                        "label": {code: labels.get(code, code) for code in wanted[name]},
                        **(
                            {"unit": {"vieraskieliset": {"base": "lukumäärä", "decimals": 0}}}
                            if name == "contentscode"
                            else {}
                        ),
                    },
                }
                for name in names
            },
        }


class InterfaceV1(Interface):
    """Version 1: languages and folders in the path, `?config`, POST to the address of the metadata."""

    def answer(self, address: str, given: Any) -> Any:
        path = address.removeprefix("https://pxweb.example/api/v1/")
        language, _slash, rest = path.partition("/")
        if rest == "?config":
            return {
                "maxValues": 1000,
                "maxCells": self.most_cells,
                "maxCalls": self.most_calls,
                "timeWindow": self.window,
                "CORS": True,
            }
        if rest != f"StatFin/vaerak/{self.table}":
            return None
        if given is None:
            return {
                "title": "Väestö",
                "variables": [self._variable(code, language) for code in self.variables],
            }
        assert given["response"] == {"format": "json-stat2"}
        wanted = {one["code"]: one["selection"]["values"] for one in given["query"]}
        assert all(one["selection"]["filter"] == "item" for one in given["query"])
        return self.cells(wanted, language)

    def _variable(self, code: str, language: str) -> dict[str, Any]:
        labels, values = LABELS[language], self.variables[code]
        variable = {
            "code": code,
            "text": labels.get(code, code),
            "values": values,
            "valueTexts": [labels.get(one, one) for one in values],
        }
        return variable | ({"time": True} if code == "timeperiod_y" else {})


class InterfaceV2(Interface):
    """Version 2: tables by identifier, metadata as JSON-stat without values, POST of a selection."""

    def answer(self, address: str, given: Any) -> Any:
        path = address.removeprefix("https://pxweb.example/api/v2/")
        if path == "config":
            return {
                "apiVersion": "2.0.0",
                "maxDataCells": self.most_cells,
                "maxCallsPerTimeWindow": self.most_calls,
                "timeWindow": self.window,
            }
        for language in LABELS:
            if path == f"tables/{self.table}/metadata?lang={language}":
                return self.dimensions(list(self.variables), self.variables, language) | {
                    "role": {"time": ["timeperiod_y"]}
                }
            if path == f"tables/{self.table}/data?lang={language}&outputFormat=json-stat2":
                return self.cells(
                    {one["variableCode"]: one["valueCodes"] for one in given["selection"]}, language
                )
        return None
