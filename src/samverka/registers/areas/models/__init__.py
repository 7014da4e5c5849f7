"""Areas as stored."""

from samverka.registers.areas.models.area import Area, AreaName, Membership, Standing
from samverka.registers.areas.models.merger import Merger
from samverka.registers.areas.models.outline import CANVAS, DIVISION_YEAR, Outline

__all__ = ["CANVAS", "DIVISION_YEAR", "Area", "AreaName", "Membership", "Merger", "Outline", "Standing"]
