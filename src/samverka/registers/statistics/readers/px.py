"""PX, the format of PC-Axis and PxWeb: keywords, then the cells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

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
    checked_size,
)
from samverka.registers.statistics.readers.px_data import SIGNS, read_dense, read_keyed
from samverka.registers.statistics.readers.px_header import Entry, encoding_of, entries_of, split_at_data
from samverka.registers.statistics.readers.refusals import Unreadable

__all__ = ["read_px"]

# What the signs mean where a file does not say otherwise, in the tables of Statistics Finland and of Helsinki.
_ABSENCES: Final = (
    Absence.IMPOSSIBLE,
    Absence.MISSING,
    Absence.SUPPRESSED,
    Absence.MISSING,
    Absence.MISSING,
    Absence.MISSING,
    None,
    Absence.MISSING,
)
_SYMBOLS: Final = {**{f"DATASYMBOL{n}": n - 1 for n in range(1, 7)}, "DATASYMBOLNIL": 6, "DATASYMBOLSUM": 7}
_NOTES: Final = ("NOTE", "NOTEX", "VALUENOTE", "VALUENOTEX", "CELLNOTE", "CELLNOTEX")
_MOMENT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\s+(\d{1,2}):(\d{2}))?")
_TIME_ZONE: Final = ZoneInfo("Europe/Helsinki")


def read_px(content: bytes) -> Cube:
    """Read a PX file. Raises `Unreadable` with the line and the keyword."""
    header, start = split_at_data(content)
    encoding = encoding_of(header)
    file = _File(entries_of(header, encoding))
    axes = file.axes()
    cells = checked_size(axes, (file.line_of("VALUES", axis.code) for axis in axes))
    keys = file.keys(axes)
    if keys:
        heading = int(np.prod([len(axis) for axis in axes[len(keys) :]], dtype=np.int64))
        values, marks = read_keyed(content, start, _encoded(keys, encoding), heading)
    else:
        values, marks = read_dense(content, start, cells)
    shape = tuple(map(len, axes))
    marks, signs = _used(marks.reshape(shape), file.signs())
    return Cube(
        axes=axes,
        values=values.reshape(shape),
        marks=marks,
        signs=signs,
        title=file.texts("TITLE") or file.texts("DESCRIPTION") or file.texts("CONTENTS"),
        code=file.one("TABLEID") or file.one("MATRIX"),
        source=file.texts("SOURCE"),
        unit=file.texts("UNITS"),
        published=file.published(),
        decimals=file.number("SHOWDECIMALS", "DECIMALS"),
        notes=tuple(file.notes(axes)),
        language=file.language,
    )


def _encoded(keys: list[dict[str, int]], encoding: str) -> list[dict[bytes, int]]:
    plain = encoding.removesuffix("-sig")
    return [{text.encode(plain): position for text, position in key.items()} for key in keys]


def _used(marks: Marks, signs: tuple[Sign, ...]) -> tuple[Marks, tuple[Sign, ...]]:
    """Only the signs that stand in cells, so that two files with the same cells are equal."""
    used = [code for code in range(1, len(signs) + 1) if (marks == code).any()] if marks.any() else []
    places = np.zeros(len(signs) + 1, np.uint8)
    places[used] = range(1, len(used) + 1)
    return places[marks], tuple(signs[code - 1] for code in used)


class _File:
    """The keywords, by what they are about."""

    def __init__(self, entries: list[Entry]) -> None:
        self.by_keyword: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self.by_keyword[entry.keyword].append(entry)
        self.language = self.one("LANGUAGE").lower()
        self.stub, self.heading = self._names("STUB"), self._names("HEADING")
        self.names = self.stub + self.heading
        if not self.names:
            raise Unreadable(_("The file names no variables."), keyword="STUB")
        # In each language the name of a variable, by its name in the file's main language.
        self.translated = self._translations()

    def entries(self, keyword: str, *of: str) -> Iterator[Entry]:
        """Entries of a keyword that are about just this, in every language."""
        for entry in self.by_keyword.get(keyword, ()):
            if entry.of == self._in(entry.language, of):
                yield entry

    def texts(self, keyword: str, *of: str) -> Texts:
        return {self._language(entry): entry.text for entry in self.entries(keyword, *of) if entry.text}

    def one(self, keyword: str) -> str:
        return next((entry.text for entry in self.by_keyword.get(keyword, ()) if not entry.language), "")

    def number(self, *keywords: str) -> int | None:
        found = next((entry for keyword in keywords for entry in self.by_keyword.get(keyword, ())), None)
        if found is None:
            return None
        if not (found.text.isascii() and found.text.isdigit() and int(found.text) <= 15):
            raise Unreadable(_("A number from 0 to 15 is expected."), line=found.line, keyword=found.keyword)
        return int(found.text)

    def line_of(self, keyword: str, code: str) -> int:
        about = [entry for entry in self.by_keyword.get(keyword, ()) if entry.of[:1] == (code,)]
        return next((entry.line for entry in about or self.by_keyword.get(keyword, [])), 0)

    def axes(self) -> tuple[Axis, ...]:
        return tuple(self._axis(name) for name in self.names)

    def keys(self, axes: tuple[Axis, ...]) -> list[dict[str, int]]:
        """For each variable of the stub the position of each key; empty where the cells have no keys."""
        if "KEYS" not in self.by_keyword:
            return []
        keys = []
        for name, axis in zip(self.stub, axes, strict=False):
            entry = next(self.entries("KEYS", name), None)
            if entry is None:
                raise Unreadable(
                    _("The variable “{name}” has no keys, but others have."),
                    line=self.by_keyword["KEYS"][0].line, keyword="KEYS", name=name,
                )  # fmt: skip
            written = self._labels(name) if entry.text.upper() == "VALUES" else axis.codes
            keys.append({text: position for position, text in enumerate(written)})
        return keys

    def signs(self) -> tuple[Sign, ...]:
        labels: dict[int, dict[str, str]] = defaultdict(dict)
        for keyword, position in _SYMBOLS.items():
            for entry in self.by_keyword.get(keyword, ()):
                labels[position][self._language(entry)] = entry.text
        return tuple(
            Sign(sign.decode(), absence, labels[position])
            for position, (sign, absence) in enumerate(zip(SIGNS, _ABSENCES, strict=True))
        )

    def published(self) -> datetime | None:
        """The latest of LAST-UPDATED, else CREATION-DATE; Finnish time."""
        for keyword in ("LAST-UPDATED", "CREATION-DATE"):
            if moments := [
                moment for entry in self.by_keyword.get(keyword, ()) if (moment := _moment(entry))
            ]:
                return max(moments)
        return None

    def notes(self, axes: tuple[Axis, ...]) -> Iterator[Note]:
        gathered: dict[tuple[str, tuple[str, ...], int], dict[str, str]] = defaultdict(dict)
        for keyword in _NOTES:
            count: dict[tuple[str, tuple[str, ...]], int] = defaultdict(int)
            for entry in self.by_keyword.get(keyword, ()):
                nth = count[entry.language, entry.of]
                count[entry.language, entry.of] += 1
                place = self._place(keyword, entry, axes)
                gathered[keyword[:5], place, nth][self._language(entry)] = entry.text.replace(
                    "#", "\n"
                ).strip()
        for (keyword, place, _nth), text in gathered.items():
            at = (
                dict(zip((axis.code for axis in axes), place, strict=True))
                if keyword.startswith("CELL")
                else {}
            )
            if not keyword.startswith("CELL") and place:
                at = {place[0]: place[1] if len(place) > 1 else ""}
            yield Note(text, {axis: code for axis, code in at.items() if code != "*"})

    def _axis(self, name: str) -> Axis:
        labels = {language: self._labels(name, language) for language in self._languages_of(name)}
        main = labels.pop(self.language)
        codes = next((entry.values for entry in self.entries("CODES", name)), main)
        self._same_length("CODES", name, codes, main)
        for language, others in labels.items():
            self._same_length("VALUES", name, others, main, language)
        parents, units = self._parents(name), self._units(name, main)
        translated = [(self.language, main), *labels.items()]
        return Axis(
            code=next((entry.text for entry in self.entries("VARIABLECODE", name)), name),
            label={language: self._in(language, (name,))[0] for language, _labels in translated},
            categories=tuple(
                Category(
                    code,
                    {language: texts[position] for language, texts in translated},
                    parents.get(code, ""),
                    units.get(main[position], {}),
                )
                for position, code in enumerate(codes)
            ),
            role=self._role(name),
        )

    def _labels(self, name: str, language: str | None = None) -> list[str]:
        wanted = self.language if language is None else language
        found = next(
            (entry for entry in self.entries("VALUES", name) if self._language(entry) == wanted), None
        )
        if found is None:
            raise Unreadable(_("The variable “{name}” has no values."), keyword="VALUES", name=name)
        return found.values

    def _languages_of(self, name: str) -> list[str]:
        return [self._language(entry) for entry in self.entries("VALUES", name)] or [self.language]

    def _same_length(
        self, keyword: str, name: str, found: list[str], wanted: list[str], language: str = ""
    ) -> None:
        if len(found) != len(wanted):
            entry = next(entry for entry in self.entries(keyword, name) if language in {"", entry.language})
            raise Unreadable(
                _("There are {found} of “{name}”, but its values are {wanted}."),
                line=entry.line, keyword=keyword, found=len(found), name=name, wanted=len(wanted),
            )  # fmt: skip

    def _parents(self, name: str) -> dict[str, str]:
        """Who stands above whom, in the first of the hierarchies."""
        entry = next(self.entries("HIERARCHIES", name), None)
        return {child: parent for parent, child in entry.pairs if child != parent} if entry else {}

    def _units(self, name: str, labels: list[str]) -> dict[str, Texts]:
        if self.one("CONTVARIABLE") != name:
            return {}
        return {label: texts for label in labels if (texts := self._content_unit(name, label))}

    def _content_unit(self, name: str, label: str) -> Texts:
        position = self._labels(name).index(label)
        units = {}
        for entry in self.by_keyword.get("UNITS", ()):
            language = self._language(entry)
            if len(entry.of) == 1 and language in self._languages_of(name):
                labels = self._labels(name, language)
                if entry.of[0] == labels[position]:
                    units[language] = entry.text
        return units

    def _role(self, name: str) -> Role:
        if next(self.entries("TIMEVAL", name), None):
            return Role.TIME
        if self.one("CONTVARIABLE") == name:
            return Role.CONTENT
        kind = next((entry.text.lower() for entry in self.entries("VARIABLE-TYPE", name)), "")
        if kind.startswith("geo") or next(self.entries("MAP", name), None):
            return Role.AREA
        return Role.TIME if kind == "time" else Role.OTHER

    def _place(self, keyword: str, entry: Entry, axes: tuple[Axis, ...]) -> tuple[str, ...]:
        """What a note is about, by the codes of dimensions and categories."""
        language = self._language(entry)
        if keyword.startswith("CELL"):
            if len(entry.of) != len(axes):
                raise Unreadable(
                    _("A note on cells names {wanted} categories, not {found}."),
                    line=entry.line, keyword=keyword, wanted=len(axes), found=len(entry.of),
                )  # fmt: skip
            return tuple(
                self._code(axis, text, language, entry) for axis, text in zip(axes, entry.of, strict=True)
            )
        if not entry.of:
            return ()
        names = [self._in(entry.language, (name,))[0] for name in self.names]
        if entry.of[0] not in names:
            raise Unreadable(
                _("There is no variable called “{name}”."), line=entry.line, keyword=keyword, name=entry.of[0]
            )
        axis = axes[names.index(entry.of[0])]
        return (axis.code, *(self._code(axis, text, language, entry) for text in entry.of[1:2]))

    @staticmethod
    def _code(axis: Axis, text: str, language: str, entry: Entry) -> str:
        if text == "*":
            return text
        for category in axis.categories:
            if text in {category.label.get(language), category.code}:
                return category.code
        raise Unreadable(
            _("“{name}” is no value of “{variable}”."),
            line=entry.line, keyword=entry.keyword, name=text, variable=axis.code,
        )  # fmt: skip

    def _names(self, keyword: str) -> list[str]:
        return next((entry.values for entry in self.by_keyword.get(keyword, ()) if not entry.language), [])

    def _translations(self) -> dict[str, dict[str, str]]:
        translated: dict[str, dict[str, str]] = defaultdict(dict)
        for keyword, names in (("STUB", self.stub), ("HEADING", self.heading)):
            for entry in self.by_keyword.get(keyword, ()):
                if len(entry.values) != len(names):
                    raise Unreadable(
                        _("The languages name different numbers of variables."),
                        line=entry.line,
                        keyword=keyword,
                    )
                translated[entry.language] |= dict(zip(names, entry.values, strict=True))
        return translated

    def _in(self, language: str, names: tuple[str, ...]) -> tuple[str, ...]:
        known = self.translated.get("" if language == self.language else language, {})
        return (known.get(names[0], names[0]), *names[1:]) if names else ()

    def _language(self, entry: Entry) -> str:
        return entry.language or self.language


def _moment(entry: Entry) -> datetime | None:
    found = _MOMENT.match(entry.text)
    if not found:
        return None
    try:
        year, month, day, hour, minute = (int(part or 0) for part in found.groups())
        return datetime(year, month, day, hour, minute, tzinfo=_TIME_ZONE)
    except ValueError:
        raise Unreadable(
            _("“{found}” is no date and time."), line=entry.line, keyword=entry.keyword, found=entry.text
        ) from None
