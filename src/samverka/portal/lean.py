"""Templates without the white space that only their writers need, taken away once, when a template is read.

A template is laid out for the eye, one thing to a line; the reader's line need not carry that.
"""

import re
from typing import Final

from django.template import Origin
from django.template.loaders import app_directories, filesystem

__all__ = ["AppLoader", "FolderLoader", "lean"]

# Within these, white space is a part of what is said.
_KEPT: Final = (
    r"<(?P<tag>pre|textarea|script)\b.*?</(?P=tag)>|\{%\s*blocktranslate\b.*?\bendblocktranslate\s*%\}"
)
_PIECES: Final = re.compile(rf"(?P<kept>{_KEPT})|\s*\n\s*", re.DOTALL)


def lean(source: str) -> str:
    """A template whose lines begin without indentation and of which none is empty."""
    return _PIECES.sub(lambda piece: piece["kept"] or "\n", source)


class _Lean:
    def get_contents(self, origin: Origin) -> str:
        source: str = super().get_contents(origin)  # type: ignore[misc]
        return lean(source) if str(origin.name).endswith(".html") else source


class FolderLoader(_Lean, filesystem.Loader):
    """From the folders that the settings name."""


class AppLoader(_Lean, app_directories.Loader):
    """From the apps."""
