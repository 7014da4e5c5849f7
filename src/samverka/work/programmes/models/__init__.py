"""Programmes as stored."""

from samverka.work.programmes.models.budget import AMOUNTS, BudgetLine
from samverka.work.programmes.models.edition import Decision, Edition
from samverka.work.programmes.models.goal import DEPTH, Goal
from samverka.work.programmes.models.links import Alignment, ServedAim, Target
from samverka.work.programmes.models.measure import Measure, Step
from samverka.work.programmes.models.opinion import Opinion
from samverka.work.programmes.models.part import PartRequest
from samverka.work.programmes.models.programme import Programme, ProgrammeOwner
from samverka.work.programmes.models.progress import ProgressNote

__all__ = [
    "AMOUNTS",
    "DEPTH",
    "Alignment",
    "BudgetLine",
    "Decision",
    "Edition",
    "Goal",
    "Measure",
    "Opinion",
    "PartRequest",
    "Programme",
    "ProgrammeOwner",
    "ProgressNote",
    "ServedAim",
    "Step",
    "Target",
]
