"""Names marked in texts, so that they can leave published minutes: `[[Name]]` or `[[Name|what stands instead]]`."""

import re
from typing import Any, Final

from django.utils.translation import gettext as _

__all__ = ["Block", "mark", "redacted", "revealed", "shown"]

_MARK: Final = re.compile(r"\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")

# A piece of minutes or of a call: its kind (`heading`, `paragraph`, `decision`, `rows`), and its text or rows.
Block = dict[str, Any]


def mark(name: str, instead: str) -> str:
    """A name, marked with what stands in its place when names are no longer shown."""
    return f"[[{_bare(name)}|{_bare(instead)}]]"


def revealed(text: str) -> str:
    """The text with its names."""
    return _MARK.sub(lambda found: found[1], text)


def redacted(text: str) -> str:
    """The text without its names."""
    return _MARK.sub(lambda found: f"[{found[2] or _('name removed')}]", text)


def shown(blocks: list[Block], *, names: bool) -> list[Block]:
    """Blocks as they are read, with names or without them."""
    read = revealed if names else redacted
    return [_read(block, read) for block in blocks]


def _read(block: Block, read: Any) -> Block:
    if "rows" in block:
        return block | {"rows": [[read(cell) for cell in row] for row in block["rows"]]}
    return block | {"text": read(block["text"])}


def _bare(text: str) -> str:
    return re.sub(r"[\[\]|]", " ", text).strip()
