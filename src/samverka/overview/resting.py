"""What rests on a cooperation: the bodies and agreements that point to it, as far as the one who asks may know."""

from dataclasses import dataclass

from samverka.registers.actors.acting import Acting
from samverka.work.agreements.models import Agreement
from samverka.work.bodies.models import Body
from samverka.work.cooperation.models import Cooperation

__all__ = ["Resting", "what_rests_on"]


@dataclass(frozen=True, slots=True)
class Resting:
    """The bodies and the agreements of one cooperation."""

    bodies: list[Body]
    agreements: list[Agreement]

    def __bool__(self) -> bool:
        return bool(self.bodies or self.agreements)


def what_rests_on(acting: Acting | None, cooperation: Cooperation) -> Resting:
    """What has been set up or agreed within a cooperation."""
    bodies = Body.objects.visible_to(acting).filter(cooperation=cooperation)
    agreements = Agreement.objects.visible_to(acting).filter(cooperation=cooperation)
    return Resting(list(bodies), list(agreements))
