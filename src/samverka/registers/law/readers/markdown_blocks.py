"""Cuts legalize-fi's Markdown into blocks: headings, paragraphs, tables and the editors' notes, as plain
text.

Links and italics lose their marks and keep their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from samverka.registers.law.readers.sections import plain

BLOCK = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
ITALIC = re.compile(r"\*([^*]*)\*")
HEADING = re.compile(r"(#+) (.*)", re.DOTALL)
NOTE = re.compile(r"\*[^*]+\*|\d+(?: [a-z])? § on kumottu .*")


@dataclass(frozen=True, slots=True)
class Block:
    """`level` is the number of # before a heading, 0 for everything else."""

    line: int
    text: str
    level: int = 0
    is_note: bool = False
    is_table: bool = False


def blocks(body: str, first_line: int) -> Iterator[Block]:
    """The blocks of the text; `first_line` is the line of the file that the text begins on."""
    for found in BLOCK.finditer(body):
        if found[0].strip():
            yield _block(found[0].strip(), first_line + body.count("\n", 0, found.start()))


def _block(raw: str, line: int) -> Block:
    if raw.startswith("|"):
        return Block(line, _table(raw), is_table=True)
    text = plain(LINK.sub(r"\1", raw))
    heading = HEADING.fullmatch(text)
    if heading:
        return Block(line, heading[2], level=len(heading[1]))
    return Block(line, plain(ITALIC.sub(r"\1", text)), is_note=bool(NOTE.fullmatch(text)))


def _table(raw: str) -> str:
    """One line per row, cells apart by a bar; the row of hyphens under the head says nothing and goes."""
    rows = ([plain(cell) for cell in line.strip().strip("|").split("|")] for line in raw.splitlines())
    return "\n".join(
        " | ".join(cells) for cells in rows if not all(re.fullmatch(r":?-+:?", c) for c in cells)
    )
