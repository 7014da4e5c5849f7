"""Statutes and duties as stored."""

from samverka.registers.law.models.duty import Bearing, Duty, DutyTerm
from samverka.registers.law.models.statute import Provision, Statute, Wording

__all__ = ["Bearing", "Duty", "DutyTerm", "Provision", "Statute", "Wording"]
