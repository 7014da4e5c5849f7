"""Rows of goals with what was measured, and how they are printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

__all__ = ["Row", "median", "milliseconds", "percentile", "printed"]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured. `met` is empty where there is no goal, only a figure to know."""

    what: str
    goal: str
    measured: str
    met: bool | None = None

    @property
    def verdict(self) -> str:
        return {True: "met", False: "NOT MET", None: ""}[self.met]


def percentile(values: Sequence[float], hundredth: int) -> float:
    """The value that `hundredth` of a hundred do not exceed."""
    return quantiles(values, n=100, method="inclusive")[hundredth - 1] if len(values) > 1 else values[0]


def milliseconds(values: Sequence[float]) -> str:
    """Seconds as median, 95th percentile and worst in milliseconds."""
    shown = (median(values), percentile(values, 95), max(values))
    return " / ".join(f"{value * 1000:.1f}" for value in shown) + " ms"


def printed(rows: Iterable[Row]) -> str:
    """The table in Markdown, with columns that also line up in a terminal."""
    lines = [
        ("what", "goal", "measured", "verdict"),
        *((r.what, r.goal, r.measured, r.verdict) for r in rows),
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    lines.insert(1, tuple("-" * width for width in widths))  # type: ignore[arg-type]
    return "\n".join("| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in lines)
