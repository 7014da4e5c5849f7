"""Actors as stored."""

from samverka.registers.actors.models.actor import Actor, ActorName, Capacity
from samverka.registers.actors.models.change import ChangeEvent
from samverka.registers.actors.models.competence import Competence
from samverka.registers.actors.models.mandate import Invitation, Mandate
from samverka.registers.actors.models.registration import Registration

__all__ = [
    "Actor",
    "ActorName",
    "Capacity",
    "ChangeEvent",
    "Competence",
    "Invitation",
    "Mandate",
    "Registration",
]
