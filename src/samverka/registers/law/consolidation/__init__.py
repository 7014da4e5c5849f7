"""From a statute and the acts that changed it to its wordings, each valid in its time."""

from samverka.registers.law.consolidation.course import Ending, consolidate
from samverka.registers.law.consolidation.statutes import statute_wordings
from samverka.registers.law.consolidation.timeline import InconsistentLaw

__all__ = ["Ending", "InconsistentLaw", "consolidate", "statute_wordings"]
