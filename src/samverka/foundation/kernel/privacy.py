"""What personal data a model holds. Each model of ours declares it, and a test asks each."""

from dataclasses import dataclass
from typing import Self

__all__ = ["Privacy"]


@dataclass(frozen=True, slots=True)
class Privacy:
    """The personal data in a row: what it is, why it is held, and how long. `holds` is empty where there is none."""

    why: str
    holds: tuple[str, ...] = ()
    kept: str = ""

    def __post_init__(self) -> None:
        if not self.why:
            raise ValueError("Say why the data is held, or why none of it is personal.")
        if self.holds and not self.kept:
            raise ValueError(f"Say how long {', '.join(self.holds)} is kept.")

    @classmethod
    def none(cls, why: str) -> Self:
        """No personal data, since the row holds only what `why` says."""
        return cls(why)
