"""The kinds of statute, under one name whatever the source calls them."""

from __future__ import annotations

KINDS = {
    "laki": "act",
    "lag": "act",
    "act": "act",
    "decision": "decision",
    "päätös": "decision",
    "beslut": "decision",
}


def kind_of(said: str) -> str:
    """ "act", "decree" or "decision"; decrees have many names (asetus, government-decree, förordning)."""
    return KINDS.get(said.strip().lower(), "decree")
