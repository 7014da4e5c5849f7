"""The steps that acts share: who may, whether it is still open, the lock, the end of a participation."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.refusals import NotAllowed, Refused, require
from samverka.foundation.kernel.versions import locked
from samverka.foundation.notices.actions import done
from samverka.registers.actors.acting import Acting
from samverka.work.cooperation import checks, lifecycle
from samverka.work.cooperation.models import Cooperation, Party
from samverka.work.cooperation.phrases import Told, Verb
from samverka.work.cooperation.rules import VERBS

__all__ = ["allow", "close", "gone", "locked_party", "require_open"]


def allow(verb: Verb, by: Acting, thing: Any) -> None:
    """Raises `NotAllowed` where the one who acts may not do the act to the thing."""
    if not VERBS[verb](by, thing):
        raise NotAllowed(_("Your mandate does not let you do this: %(act)s.") % {"act": verb.label})


def require_open(cooperation: Cooperation) -> None:
    """Raises `Refused` where the cooperation has ended."""
    if cooperation.is_ended:
        raise Refused(_("The cooperation has ended. What is said of it stays as it was."))


def locked_party(party: Party) -> Party:
    """The party, locked; its cooperation first, so that two parties of one never change at the same time."""
    cooperation = locked(Cooperation.objects.all(), party.cooperation_id)
    require_open(cooperation)
    now = locked(Party.objects.all(), party.pk)
    now.cooperation = cooperation
    return now


def gone(by: Acting, party: Party, verb: Verb, left_on: date) -> None:
    """End the participation of a party from a day on."""
    state = lifecycle.PARTY.after(party.state, verb)
    require(checks.before_leaving(party, left_on))
    party.state, party.left_on = state, left_on
    close(by, party)


def close(by: Acting, party: Party) -> None:
    """Save that nothing more happens to a party, and that nobody is asked for its answer."""
    party.closed_at, party.closed_by, party.closed_for = this_moment(), by.user, by.organisation
    party.save_changed("state", "left_on", "closed_at", "closed_by", "closed_for")
    done(Told.INVITED, party)
