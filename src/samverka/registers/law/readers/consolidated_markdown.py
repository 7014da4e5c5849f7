"""Consolidated Finnish statutes as Markdown, as the project legalize-fi makes them from Finlex's open data.

Besides the present wording the text keeps some former ones: after a note, or, for items, without any, the new
item first and the former directly after it. They become `Former`, so that no section has a moment too many.
Source: github.com/legalize-dev/legalize-fi; data of Finlex, CC BY 4.0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from samverka.registers.law.clauses.targets import UnreadableTargets
from samverka.registers.law.eids import eid, number_of
from samverka.registers.law.readers.kinds import kind_of
from samverka.registers.law.readers.markdown_blocks import Block, blocks
from samverka.registers.law.readers.markdown_notes import FormerFollows, note_in
from samverka.registers.law.readers.markdown_section import MarkdownSection
from samverka.registers.law.readers.refusals import UnreadableStatute
from samverka.registers.law.readers.safe_xml import decoded
from samverka.registers.law.texts import Former, Remark, Repealed, StatuteText, Unit, UnitKind

FORMAT = "consolidated-markdown"
FRONT_MATTER = re.compile(r"---\n(?P<fields>.*?)\n---\n(?P<body>.*)", re.DOTALL)
FIELD = re.compile(r'^(\w+): "?(.*?)"?$', re.MULTILINE)
PART = re.compile(r"([IVXL]+ OSA)\.?\s*(.*)")
CHAPTER = re.compile(r"(\d+(?: [a-z])? luku)\.?\s*(.*)", re.IGNORECASE)
SECTION = re.compile(r"(\d+(?: [a-z])? §)\s*(.*?)(?: \((\d{1,2}\.\d{1,2}\.\d{4}/\d+)\))?")
"""Number, heading, and the act that changed the heading, which the editors set after it: no part of the
heading.
"""


def read(document: bytes) -> StatuteText:
    """One consolidated statute, with its present wording and the former ones it keeps.

    Raises `UnreadableStatute` when it is no such Markdown, or a note in it is not understood.
    """
    text = decoded(document).replace("\r\n", "\n")
    matter = FRONT_MATTER.match(text)
    fields = dict(FIELD.findall(matter["fields"])) if matter else {}
    if not matter or "title" not in fields or not re.fullmatch(r"\d+/\d{4}", fields.get("citation", "")):
        raise UnreadableStatute("markdown.front_matter")
    first_line = text.count("\n", 0, matter.start("body")) + 1
    return _statute(fields, list(blocks(matter["body"], first_line)))


def _statute(fields: dict[str, str], parts: list[Block]) -> StatuteText:
    """The title stands as the first heading, the enacting clause between it and the next."""
    start = next((i for i, block in enumerate(parts) if block.level > 1), len(parts))
    body = _Body(keeps_former=any("Aiempi sanamuoto" in block.text for block in parts))
    for block in parts[start:]:
        body.take(block)
    number, year = fields["citation"].split("/")
    begins, known = _day(fields.get("entry_into_force")), _day(fields.get("last_updated"))
    return StatuteText(
        number=int(number),
        year=int(year),
        language="fi",
        kind=kind_of(fields.get("rank", "")),
        title=fields["title"],
        enacted_on=_day(fields.get("publication_date")),
        enacting_clause=" ".join(block.text for block in parts[:start] if block.level == 0),
        body=body.units(),
        source_format=FORMAT,
        in_force_from=begins,
        consolidated=True,
        consolidated_as_of=max(filter(None, (begins, known)), default=None),
        amendments_count=int(fields.get("amendments_count", "0")),
        former=_dated(body.former),
        repealed=tuple(body.repealed),
        remarks=tuple(body.remarks),
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _dated(former: list[Former]) -> tuple[Former, ...]:
    """Doubled items bear no note. Where all notes of the text name one act and day, it is that act that
    doubled them.
    """
    named = {(one.ended_by, one.ended_on) for one in former if one.ended_by}
    if len(named) != 1:
        return tuple(former)
    by, on = named.pop()
    return tuple(one if one.ended_by else replace(one, ended_by=by, ended_on=on) for one in former)


@dataclass(slots=True)
class _Container:
    """A part or chapter while its sections come in; `whole` holds a unit that is finished."""

    kind: UnitKind
    num: str = ""
    heading: str = ""
    whole: Unit | None = None
    children: list[_Container] = field(default_factory=list)

    def settled(self) -> Unit:
        if self.whole:
            return self.whole
        inside = tuple(child.settled() for child in self.children)
        return Unit(self.kind, eid(self.kind, number_of(self.num)), self.num, self.heading, children=inside)


class _Body:
    """Takes the blocks in order and holds the parts, chapters and sections they make."""

    def __init__(self, *, keeps_former: bool) -> None:
        self.keeps_former = keeps_former
        self.former: list[Former] = []
        self.repealed: list[Repealed] = []
        self.remarks: list[Remark] = []
        self._root = _Container(UnitKind.ANNEX)
        self._open = [self._root]
        self._section: MarkdownSection | None = None
        self._superseded: FormerFollows | None = None
        self._crossheadings = 0

    def take(self, block: Block) -> None:
        if block.level:
            self._close_section()
            self._heading(block.text)
        elif not self._section:
            # No statute at hand has text between a chapter's heading and its first section; it must not be
            # lost.
            raise UnreadableStatute("markdown.note", line=block.line, note=block.text)
        elif block.is_note:
            self._note(block, self._section)
        else:
            self._section.line(block)

    def units(self) -> tuple[Unit, ...]:
        self._close_section()
        return tuple(child.settled() for child in self._root.children)

    def _heading(self, text: str) -> None:
        if found := SECTION.fullmatch(text):
            self._section = MarkdownSection(
                found[1], found[2], self._superseded, keeps_former=self.keeps_former
            )
            self._superseded = None
            if found[3]:
                self.remarks.append(Remark(self._section.eid, found[3]))
        elif found := PART.fullmatch(text):
            self._open_container(_Container(UnitKind.PART, found[1], found[2]))
        elif found := CHAPTER.fullmatch(text):
            self._open_container(_Container(UnitKind.CHAPTER, found[1], found[2]))
        else:
            self._crossheadings += 1
            own = f"crossheading_{self._crossheadings}"
            self._add(Unit(UnitKind.CROSSHEADING, own, heading=text))

    def _open_container(self, container: _Container) -> None:
        """A part closes all before it, a chapter the chapter before it."""
        stays = (UnitKind.ANNEX, UnitKind.PART) if container.kind is UnitKind.CHAPTER else (UnitKind.ANNEX,)
        while self._open[-1].kind not in stays:
            self._open.pop()
        self._open[-1].children.append(container)
        self._open.append(container)

    def _add(self, unit: Unit) -> None:
        self._open[-1].children.append(_Container(unit.kind, whole=unit))

    def _note(self, block: Block, section: MarkdownSection) -> None:
        self.remarks.append(Remark(section.eid, block.text))
        try:
            note = note_in(block.text)
        except UnreadableTargets:
            raise UnreadableStatute("markdown.note", line=block.line, note=block.text) from None
        if note is None:
            return
        if not isinstance(note, FormerFollows):
            section.stands_empty(note, block)
        elif note.places == (section.eid,):
            self._superseded = note
        else:
            section.former_follows(note, block)

    def _close_section(self) -> None:
        section, self._section = self._section, None
        if section is None:
            return
        unit = section.settled()
        if not section.superseded:
            self._add(unit)
        self.former += section.former
        self.repealed += section.repealed
