"""Where the files of the shipped statutes lie."""

from __future__ import annotations

from pathlib import Path

import samverka.registers.law

STATUTES = Path(samverka.registers.law.__file__).parent / "data" / "statutes"


def shipped(pattern: str) -> list[Path]:
    return sorted(STATUTES.glob(pattern))
