"""Who may do what in a cooperation."""

from collections.abc import Callable
from typing import Any, Final

from samverka.foundation.kernel.clock import today
from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.registers.law.enums import Bearer
from samverka.work.cooperation.enums import ANSWERING, INSIDE
from samverka.work.cooperation.models import Cooperation, Party
from samverka.work.cooperation.phrases import Verb

__all__ = [
    "VERBS",
    "is_inside",
    "may_answer",
    "may_found",
    "may_lead",
    "may_remove",
    "may_see",
    "may_see_party",
    "may_withdraw",
]

Rule = Callable[[Acting | None, Any], bool]


def may_found(acting: Acting | None, _nothing: object = None) -> bool:
    """Who founds a cooperation: the coordinator of a municipality that exists today."""
    if acting is None or not acting.has(roles.COORDINATOR):
        return False
    return acting.organisation.kind == Bearer.MUNICIPALITY and today() in acting.organisation.period


def may_lead(acting: Acting | None, cooperation: Cooperation) -> bool:
    """Who invites, changes, starts and ends: the coordinators of the municipalities that found it."""
    if acting is None or not acting.has(roles.COORDINATOR):
        return False
    own = _own(acting, cooperation)
    return any(party.is_founder and party.is_accepted for party in own)


def may_answer(acting: Acting | None, party: Party) -> bool:
    """Who accepts, declines or leaves: whoever takes part for the organisation; for a founder, its coordinator."""
    if acting is None or acting.organisation.pk != party.organisation_id:
        return False
    return acting.has(roles.COORDINATOR) if party.is_founder else acting.has(*ANSWERING)


def may_withdraw(acting: Acting | None, party: Party) -> bool:
    """Who takes an invitation back: the founders' coordinators."""
    return may_lead(acting, party.cooperation)


def may_remove(acting: Acting | None, party: Party) -> bool:
    """Who removes a party: the founders' coordinators; a founder only where its municipality no longer exists."""
    removable = not party.is_founder or _is_gone(party.organisation)
    return removable and may_lead(acting, party.cooperation)


def is_inside(acting: Acting | None, cooperation: Cooperation) -> bool:
    """Who sees all of it: those who work for an organisation that is invited or takes part."""
    if acting is None or not acting.has(*INSIDE):
        return False
    return any(party.is_open for party in _own(acting, cooperation))


def may_see(acting: Acting | None, cooperation: Cooperation) -> bool:
    """Who knows that it exists: the same answer as `Cooperation.objects.visible_to`."""
    return cooperation.is_open_to_all or is_inside(acting, cooperation)


def may_see_party(acting: Acting | None, party: Party) -> bool:
    """Who sees that an organisation is asked or takes part: the same answer as `Party.objects.visible_to`."""
    return (party.cooperation.is_open_to_all and party.is_seen_by_all) or is_inside(acting, party.cooperation)


def _own(acting: Acting, cooperation: Cooperation) -> list[Party]:
    # Read from what has been fetched already, where a page has fetched the parties.
    return [party for party in cooperation.parties.all() if party.organisation_id == acting.organisation.pk]


def _is_gone(organisation: Actor) -> bool:
    return organisation.valid_to is not None and organisation.valid_to <= today()


# Every act and who may do it, to the cooperation or to one of its parties.
VERBS: Final[dict[Verb, Rule]] = {
    Verb.FOUNDED: may_found,
    Verb.CHANGED: may_lead,
    Verb.STARTED: may_lead,
    Verb.ENDED: may_lead,
    Verb.INVITED: may_lead,
    Verb.WITHDRAWN: may_withdraw,
    Verb.REMOVED: may_remove,
    Verb.ACCEPTED: may_answer,
    Verb.DECLINED: may_answer,
    Verb.LEFT: may_answer,
    Verb.SHOWING: may_answer,
}
