"""PX files as tests want them, and the bytes that harm."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["keyed_px", "px", "px_of"]


def px(
    *,
    head: str = 'CHARSET="ANSI";\nAXIS-VERSION="2013";\nCODEPAGE="utf-8";\nLANGUAGE="sv";\n',
    title: str = "Folkmängd",
    stub: str = '"Kommun"',
    heading: str = '"År"',
    values: str = 'VALUES("Kommun")="Vasa","Korsholm";\nVALUES("År")="2024","2025";\n',
    more: str = "",
    data: str = "1 2\n3 4",
    end: str = ";\n",
    encoding: str = "utf-8",
) -> bytes:
    """A small right file, of which a test changes one thing."""
    text = f'{head}TITLE="{title}";\nSTUB={stub};\nHEADING={heading};\n{values}{more}DATA=\n{data}{end}'
    return text.encode(encoding)


def px_of(dimensions: dict[str, Sequence[str]], cells: Sequence[str], *, stub: int) -> bytes:
    """A file with any dimensions, the first `stub` of them in the stub."""
    names = list(dimensions)
    values = "".join(f'VALUES("{name}")={_quoted(codes)};\n' for name, codes in dimensions.items())
    return px(stub=_quoted(names[:stub]), heading=_quoted(names[stub:]), values=values, data=" ".join(cells))


def keyed_px(rows: str, more: str = "") -> bytes:
    """A file whose rows begin with the key of the municipality."""
    return px(more=f'CODES("Kommun")="905","499";\nKEYS("Kommun")=CODES;\n{more}', data=rows)


def _quoted(texts: Sequence[str]) -> str:
    return ",".join(f'"{text}"' for text in texts)
