"""Statistics as stored."""

from samverka.registers.statistics.models.release import Block, Category, Dimension, Immutable, Release
from samverka.registers.statistics.models.table import Publisher, Table

__all__ = ["Block", "Category", "Dimension", "Immutable", "Publisher", "Release", "Table"]
