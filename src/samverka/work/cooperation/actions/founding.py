"""What founders do with the cooperation itself."""

from datetime import date

from django.db import transaction

from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.languages import Trilingual, plain
from samverka.foundation.kernel.refusals import require
from samverka.foundation.kernel.versions import locked
from samverka.registers.actors.acting import Acting
from samverka.work.cooperation import checks, lifecycle
from samverka.work.cooperation.actions.steps import allow, close, require_open
from samverka.work.cooperation.actions.telling import tell_parties, tell_party
from samverka.work.cooperation.enums import Part, PartyState
from samverka.work.cooperation.models import Cooperation, Party
from samverka.work.cooperation.phrases import Told, Verb

__all__ = ["change", "end", "found", "start"]


@transaction.atomic
def found(*, by: Acting, name: Trilingual, purpose: Trilingual, is_public: bool = False) -> Cooperation:
    """Begin to prepare a cooperation; the municipality of the one who acts is its first founder. Raises `Refused`."""
    allow(Verb.FOUNDED, by, None)
    require(checks.without_name(name))
    cooperation = Cooperation.objects.create(**_texts(name, purpose), is_public=is_public)
    Party.objects.create(
        cooperation=cooperation,
        organisation=by.organisation,
        part=Part.FOUNDER,
        state=PartyState.ACCEPTED,
        joined_on=today(),
        invited_by=by.user,
        invited_for=by.organisation,
        answered_at=this_moment(),
        answered_by=by.user,
    )
    record(by, Verb.FOUNDED, cooperation)
    return cooperation


@transaction.atomic
def change(
    *,
    by: Acting,
    cooperation: Cooperation,
    version: int | None,
    name: Trilingual,
    purpose: Trilingual,
    is_public: bool,
) -> Cooperation:
    """Change what is said of a cooperation, and whether everybody can read it. Raises `Conflict`, `Refused`."""
    now = locked(Cooperation.objects.all(), cooperation.pk, version)
    allow(Verb.CHANGED, by, now)
    require_open(now)
    require(checks.before_change(now, name, purpose, public=is_public))
    for field, value in (texts := _texts(name, purpose)).items():
        setattr(now, field, value)
    now.is_public = is_public
    now.save_changed(*texts, "is_public")
    record(by, Verb.CHANGED, now, is_public=is_public)
    tell_parties(by, Told.CHANGED, now)
    return now


@transaction.atomic
def start(*, by: Acting, cooperation: Cooperation, founded_on: date | None = None) -> Cooperation:
    """Start what all its founders have accepted. The day may lie in the past, for a cooperation that already exists."""
    now = locked(Cooperation.objects.all(), cooperation.pk)
    allow(Verb.STARTED, by, now)
    state = lifecycle.COOPERATION.after(now.state, Verb.STARTED)
    require(checks.before_start(now, founded_on or today()))
    now.state, now.founded_on = state, founded_on or today()
    now.started_at, now.started_by, now.started_for = this_moment(), by.user, by.organisation
    now.save_changed("state", "founded_on", "started_at", "started_by", "started_for")
    _joined_on_foundation(now, now.founded_on)
    record(by, Verb.STARTED, now, founded_on=now.founded_on.isoformat())
    tell_parties(by, Told.STARTED, now)
    return now


@transaction.atomic
def end(*, by: Acting, cooperation: Cooperation, ended_on: date | None = None) -> Cooperation:
    """End a cooperation, or give it up before it was started. Invitations without an answer are taken back with it."""
    now = locked(Cooperation.objects.all(), cooperation.pk)
    allow(Verb.ENDED, by, now)
    state = lifecycle.COOPERATION.after(now.state, Verb.ENDED)
    require(checks.before_ending(now, ended_on or today()))
    now.state, now.ended_on = state, ended_on or today()
    now.ended_at, now.ended_by, now.ended_for = this_moment(), by.user, by.organisation
    now.save_changed("state", "ended_on", "ended_at", "ended_by", "ended_for")
    record(by, Verb.ENDED, now, ended_on=now.ended_on.isoformat())
    tell_parties(by, Told.ENDED, now)
    for party in now.parties.invited().select_related("organisation", "cooperation"):
        party.state = lifecycle.PARTY.after(party.state, Verb.WITHDRAWN)
        close(by, party)
        tell_party(by, Told.WITHDRAWN, party)
    return now


def _joined_on_foundation(cooperation: Cooperation, founded_on: date) -> None:
    """Founders take part since the day it was founded, and nobody before it; who has come back keeps its own day."""
    came_back = cooperation.parties.exclude(left_on=None).values_list("organisation", flat=True)
    accepted = cooperation.parties.accepted()
    accepted.founders().exclude(organisation__in=list(came_back)).update(joined_on=founded_on)
    accepted.filter(joined_on__lt=founded_on).update(joined_on=founded_on)


def _texts(name: Trilingual, purpose: Trilingual) -> dict[str, str]:
    texts = {"name": plain(name), "purpose": plain(purpose)}
    return {f"{field}_{language}": said for field, text in texts.items() for language, said in text.items()}
