"""Lives as tables: which act leads from which state to which. Printed, drawn and tested by iteration."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samverka.foundation.kernel.refusals import Refused

__all__ = ["Lifecycle", "Transition"]


@dataclass(frozen=True, slots=True)
class Transition:
    """The act `verb` leads from any of `sources` to `target`."""

    verb: str
    sources: tuple[str, ...]
    target: str


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """A named table of transitions; the first state is that of a thing just made."""

    name: str
    first: str
    transitions: tuple[Transition, ...]

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which the table first names it."""
        named = [self.first, *(state for t in self.transitions for state in (*t.sources, t.target))]
        return tuple(dict.fromkeys(named))

    def verbs_from(self, state: str) -> Iterator[str]:
        """The acts that are possible in a state."""
        return (transition.verb for transition in self.transitions if state in transition.sources)

    def after(self, state: str, verb: str) -> str:
        """The state after an act. Raises `Refused` where the act is not possible in the state."""
        for transition in self.transitions:
            if transition.verb == verb and state in transition.sources:
                return transition.target
        raise Refused(
            _("This cannot be done now. Somebody may have changed it meanwhile: load the page again.")
        )

    def as_mermaid(self) -> str:
        """The table as a state diagram, with the words of states and acts where they have any."""
        named = [f'    state "{_words(state)}" as {state!s}' for state in self.states]
        begins = f"    [*] --> {self.first!s}"
        moves = [
            f"    {source!s} --> {t.target!s}: {_words(t.verb)}"
            for t in self.transitions
            for source in t.sources
        ]
        ends = [f"    {state!s} --> [*]" for state in self.states if not any(self.verbs_from(state))]
        return "\n".join(["stateDiagram-v2", *named, begins, *moves, *ends])


def _words(named: str) -> str:
    """What a state or an act is called: its label, or its own name."""
    return str(getattr(named, "label", named.replace("_", " ")))
