"""The style sheet: joined from its parts, the same in scripts of both directions, and light."""

from __future__ import annotations

import gzip
import re

import pytest
from tests.house.test_layers import PACKAGE

STATIC = PACKAGE / "portal" / "static" / "portal"
PARTS = ("tokens", "base", "components", "pages", "print")

# Left and right are the reader's business: text may run the other way.
_PHYSICAL = re.compile(
    r"(?<![\w-])(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b"
    r"|(?<![\w-])(?:left|right|top|bottom)\s*:"
    r"|(?<![\w-])(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def gzipped(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def test_the_style_sheet_is_its_five_parts_joined() -> None:
    parts = {part: (STATIC / "css" / f"{part}.css").read_text().strip() for part in PARTS}
    whole = (STATIC / "css" / "samverka.css").read_text()

    assert whole.strip() == "\n".join(parts.values()) or whole.strip() == "\n\n".join(parts.values())


def test_there_is_no_other_style_sheet() -> None:
    assert {path.stem for path in STATIC.rglob("*.css")} == {*PARTS, "samverka"}


@pytest.mark.parametrize("part", PARTS)
def test_lengths_have_no_left_or_right(part: str) -> None:
    css = without_comments((STATIC / "css" / f"{part}.css").read_text())

    assert _PHYSICAL.findall(css) == []


@pytest.mark.parametrize("part", PARTS)
def test_nothing_comes_from_elsewhere(part: str) -> None:
    css = without_comments((STATIC / "css" / f"{part}.css").read_text())

    assert re.findall(r"@import|https?://|url\(", css) == []


def test_the_style_sheet_is_light() -> None:
    assert gzipped((STATIC / "css" / "samverka.css").read_bytes()) <= 14_000


def test_all_scripts_together_are_light() -> None:
    assert sum(gzipped(path.read_bytes()) for path in STATIC.rglob("*.js")) <= 8_000


def test_there_are_at_most_ten_scripts_and_none_writes_code() -> None:
    scripts = {path.name: path.read_text() for path in STATIC.rglob("*.js")}
    code = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")

    assert len(scripts) <= 10
    assert [name for name, script in scripts.items() if code.search(script)] == []
