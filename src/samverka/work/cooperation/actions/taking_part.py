"""What is done with parties: asking them, answering for them, letting them go."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.languages import plain
from samverka.foundation.kernel.refusals import Refused, require
from samverka.foundation.kernel.versions import locked
from samverka.foundation.notices.actions import done
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.work.cooperation import checks, lifecycle
from samverka.work.cooperation.actions.steps import allow, close, gone, locked_party, require_open
from samverka.work.cooperation.actions.telling import ask_party, tell_founders, tell_party
from samverka.work.cooperation.enums import Part
from samverka.work.cooperation.models import Cooperation, Party
from samverka.work.cooperation.phrases import Told, Verb

__all__ = ["accept", "decline", "invite", "leave", "remove", "show", "withdraw"]


@transaction.atomic
def invite(
    *,
    by: Acting,
    cooperation: Cooperation,
    organisations: Iterable[Actor],
    part: Part,
    task: str = "",
    language: str = "sv",
) -> list[Party]:
    """Ask organisations to take part, all or none of them; each is told by a notice that asks for its answer."""
    now = locked(Cooperation.objects.all(), cooperation.pk)
    allow(Verb.INVITED, by, now)
    require_open(now)
    asked = list(dict.fromkeys(organisations))
    if not asked:
        raise Refused(_("Choose at least one organisation to invite."))
    require(sentence for one in asked for sentence in checks.before_invitation(now, one, part))
    return [_invited(by, now, one, part, task, language) for one in asked]


@transaction.atomic
def accept(
    *, by: Acting, party: Party, joined_on: date | None = None, is_shown: bool = False, answer: str = ""
) -> Party:
    """Join, in the name of the invited organisation, from a day on; `is_shown`: the public may see it."""
    now = _answered(by, party, Verb.ACCEPTED, answer)
    now.joined_on, now.is_shown = joined_on or today(), is_shown
    require(checks.before_joining(now, now.joined_on))
    now.save_changed("state", "answered_at", "answered_by", "answer", "joined_on", "is_shown")
    record(by, Verb.ACCEPTED, now.cooperation, joined_on=now.joined_on.isoformat(), part=now.part)
    tell_founders(by, Told.ACCEPTED, now)
    return now


@transaction.atomic
def decline(*, by: Acting, party: Party, answer: str = "") -> Party:
    """Say no to an invitation, with a word on why if one likes."""
    now = _answered(by, party, Verb.DECLINED, answer)
    now.save_changed("state", "answered_at", "answered_by", "answer")
    record(by, Verb.DECLINED, now.cooperation, part=now.part)
    tell_founders(by, Told.DECLINED, now)
    return now


@transaction.atomic
def withdraw(*, by: Acting, party: Party) -> Party:
    """Take an invitation back before it is answered."""
    now = locked_party(party)
    allow(Verb.WITHDRAWN, by, now)
    now.state = lifecycle.PARTY.after(now.state, Verb.WITHDRAWN)
    close(by, now)
    record(by, Verb.WITHDRAWN, now.cooperation, organisation=plain(now.organisation.name))
    tell_party(by, Told.WITHDRAWN, now)
    return now


@transaction.atomic
def show(*, by: Acting, party: Party, is_shown: bool) -> Party:
    """Let the public see that one takes part, or no longer. A founding municipality is always seen."""
    now = locked_party(party)
    allow(Verb.SHOWING, by, now)
    if not now.is_accepted or now.is_founder:
        raise Refused(
            _("Whether the public sees it is decided by a party that takes part; a founder is always seen.")
        )
    now.is_shown = is_shown
    now.save_changed("is_shown")
    record(by, Verb.SHOWING, now.cooperation, is_shown=is_shown)
    return now


@transaction.atomic
def leave(*, by: Acting, party: Party, left_on: date | None = None) -> Party:
    """Leave the cooperation: from the day on, the organisation no longer takes part."""
    now = locked_party(party)
    allow(Verb.LEFT, by, now)
    gone(by, now, Verb.LEFT, left_on or today())
    record(by, Verb.LEFT, now.cooperation, left_on=str(now.left_on), part=now.part)
    tell_founders(by, Told.LEFT, now)
    return now


@transaction.atomic
def remove(*, by: Acting, party: Party, left_on: date | None = None) -> Party:
    """Remove a party, as a founder; it is told."""
    now = locked_party(party)
    allow(Verb.REMOVED, by, now)
    gone(by, now, Verb.REMOVED, left_on or today())
    removed = plain(now.organisation.name)
    record(by, Verb.REMOVED, now.cooperation, organisation=removed, left_on=str(now.left_on))
    tell_party(by, Told.REMOVED, now)
    return now


def _invited(
    by: Acting, cooperation: Cooperation, organisation: Actor, part: Part, task: str, language: str
) -> Party:
    party = Party.objects.create(
        cooperation=cooperation,
        organisation=organisation,
        part=part,
        task=task,
        language=language,
        invited_by=by.user,
        invited_for=by.organisation,
    )
    record(by, Verb.INVITED, cooperation, organisation=plain(organisation.name), part=part.value)
    ask_party(by, party)
    return party


def _answered(by: Acting, party: Party, verb: Verb, answer: str) -> Party:
    """The invitation, locked, with its new state and the one who answered, not yet saved."""
    now = locked_party(party)
    allow(verb, by, now)
    now.state = lifecycle.PARTY.after(now.state, verb)
    now.answered_at, now.answered_by, now.answer = this_moment(), by.user, answer
    done(Told.INVITED, now)
    return now
