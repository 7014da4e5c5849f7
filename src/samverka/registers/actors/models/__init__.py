"""Actors as stored."""

from samverka.registers.actors.models.actor import Actor, ActorName, Capacity
from samverka.registers.actors.models.change import ChangeEvent
from samverka.registers.actors.models.competence import Competence

__all__ = ["Actor", "ActorName", "Capacity", "ChangeEvent", "Competence"]
