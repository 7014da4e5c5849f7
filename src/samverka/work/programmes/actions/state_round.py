"""The round among ministries: asking for parts, giving, returning and putting them together."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.refusals import Refused, require
from samverka.foundation.kernel.versions import locked
from samverka.foundation.notices.actions import done
from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting, people_of
from samverka.registers.actors.models import Actor
from samverka.work.programmes import checks, rules
from samverka.work.programmes.actions.steps import allow, taken, tell_inside
from samverka.work.programmes.lifecycle import PART
from samverka.work.programmes.models import PartRequest, Programme
from samverka.work.programmes.phrases import Told, Verb, plain

__all__ = ["accept_part", "ask_parts", "give_part", "return_part"]


@transaction.atomic
def ask_parts(
    *, by: Acting, programme: Programme, ministries: Iterable[Actor], due: date, task: str = ""
) -> list[PartRequest]:
    """Ask ministries for their goals, measures and budget lines by a day, all or none of them."""
    row = taken(programme)
    _only_preparing(by, row)
    asked = list(dict.fromkeys(ministries))
    if not asked:
        raise Refused(_("Choose at least one ministry."))
    require(sentence for one in asked for sentence in checks.before_asking_part(row, one, due))
    return [_asked(by, row, one, due, task) for one in asked]


@transaction.atomic
def give_part(
    *, by: Acting, part: PartRequest, announced: Decimal | None = None, version: int | None = None
) -> PartRequest:
    """Give one's own ministry's part, with what it is planned to cost in all, in euros. Raises `Refused`."""
    now = _locked(part, version)
    allow(rules.may_answer_part(by, now), _("Only a planner of the ministry gives its part."))
    state = PART.after(now.state, "answer")
    cents = None if announced is None else int(announced * 100)
    require(checks.before_part_is_given(now, cents))
    now.state, now.announced_cents = state, cents
    now.answered_at, now.answered_by = this_moment(), by.user
    now.save_changed("state", "announced_cents", "answered_at", "answered_by")
    record(by, Verb.PART_GIVEN, now.programme, ministry=plain(now.name))
    done(Told.PART_ASKED, now)
    done(Told.PART_RETURNED, now)
    preparing = people_of([now.programme.prepared_for], roles.PLANNER)
    tell_inside(by, now.programme, Told.PART_GIVEN, preparing, subject=now)
    return now


@transaction.atomic
def return_part(*, by: Acting, part: PartRequest, reason: str, due: date) -> PartRequest:
    """Return a part with the reason, to be given anew by a day."""
    now = _locked(part)
    _only_preparing(by, now.programme)
    state = PART.after(now.state, "return")
    if not reason.strip():
        raise Refused(_("Say why the part is returned, and what is to be changed."))
    now.state, now.due, now.returned_because = state, due, reason.strip()
    now.returned_at, now.returned_by = this_moment(), by.user
    now.accepted_at = now.accepted_by = None
    now.save_changed(
        "state", "due", "returned_because", "returned_at", "returned_by", "accepted_at", "accepted_by"
    )
    record(by, Verb.PART_RETURNED, now.programme, ministry=plain(now.name), reason=now.returned_because)
    _ask_for(by, now, Told.PART_RETURNED, reason=now.returned_because)
    return now


@transaction.atomic
def accept_part(*, by: Acting, part: PartRequest) -> PartRequest:
    """Put a part together with the others: the ministry changes it no more, unless it is returned."""
    now = _locked(part)
    _only_preparing(by, now.programme)
    now.state = PART.after(now.state, "accept")
    now.accepted_at, now.accepted_by = this_moment(), by.user
    now.save_changed("state", "accepted_at", "accepted_by")
    record(by, Verb.PART_ACCEPTED, now.programme, ministry=plain(now.name))
    return now


def _only_preparing(by: Acting, programme: Programme) -> None:
    allow(
        rules.may_ask_parts(by, programme),
        _("Only the ministry that prepares the State programme can do this."),
    )


def _locked(part: PartRequest, version: int | None = None) -> PartRequest:
    """The part, locked, its programme first."""
    programme = taken(part.programme)
    now = locked(PartRequest.objects.all(), part.pk, version)
    now.programme = programme
    return now


def _asked(by: Acting, programme: Programme, ministry: Actor, due: date, task: str) -> PartRequest:
    part: PartRequest = programme.parts.create(ministry=ministry, due=due, task=task, asked_by=by.user)
    record(by, Verb.PART_ASKED, programme, ministry=plain(ministry.name), day=due.isoformat())
    _ask_for(by, part, Told.PART_ASKED)
    return part


def _ask_for(by: Acting, part: PartRequest, kind: Told, **details: str) -> None:
    planners = people_of([part.ministry], roles.PLANNER)
    day = part.due.isoformat()
    tell_inside(by, part.programme, kind, planners, subject=part, asks=True, due=part.due, day=day, **details)
