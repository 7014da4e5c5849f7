"""Setting up a body, recording what its founders decided, starting and ending it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import Trilingual, plain
from samverka.foundation.kernel.refusals import Refused, require
from samverka.foundation.kernel.versions import locked
from samverka.foundation.notices.actions import call_off, done
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.registers.law.enums import Bearer
from samverka.work.bodies import checks, lifecycle
from samverka.work.bodies.actions.steps import allow, locked_body, stamped
from samverka.work.bodies.actions.telling import ask_founder
from samverka.work.bodies.enums import Appeal, BodyKind
from samverka.work.bodies.models import Body, Founder
from samverka.work.bodies.phrases import Told, Verb
from samverka.work.cooperation.models import Cooperation

__all__ = ["change", "end", "found", "record_founding", "start"]


@transaction.atomic
def found(
    *,
    by: Acting,
    kind: BodyKind,
    name: Trilingual,
    purpose: Trilingual,
    with_others: Iterable[Actor] = (),
    cooperation: Cooperation | None = None,
    is_public: bool = True,
) -> Body:
    """Begin to set up a body that one's own organisation keeps. The others are asked to decide."""
    allow(Verb.FOUNDED, by, None)
    require(checks.before_found(by, kind, name))
    body = Body.objects.create(
        kind=kind, host=by.organisation, cooperation=cooperation, is_public=is_public, **_texts(name, purpose)
    )
    record(by, Verb.FOUNDED, body)
    for organisation in dict.fromkeys([by.organisation, *with_others]):
        _ask(by, body, organisation)
    return body


@transaction.atomic
def change(
    *,
    by: Acting,
    body: Body,
    version: int | None,
    name: Trilingual,
    purpose: Trilingual,
    is_public: bool,
    members_are_public: bool,
    least_present: int | None = None,
    least_share: int | None = None,
    appeal: Appeal = Appeal.RECTIFICATION,
) -> Body:
    """Change what is said of the body, what is public, and its own rules. Raises `Conflict`, `Refused`."""
    now = locked_body(body, version)
    allow(Verb.CHANGED, by, now)
    require(checks.before_change(now, name, least_present, least_share))
    rules: dict[str, Any] = {
        "is_public": is_public,
        "members_are_public": members_are_public,
        "least_present": least_present,
        "least_share": least_share,
        "appeal": appeal,
    }
    said = _texts(name, purpose) | rules
    for field, value in said.items():
        setattr(now, field, value)
    now.save_changed(*said)
    record(by, Verb.CHANGED, now, is_public=is_public)
    return now


@transaction.atomic
def record_founding(
    *, by: Acting, founder: Founder, organ: str, decided_on: date, section: str = "", link: str = ""
) -> Founder:
    """Record which organ of one's own organisation decided to found the body, when, and under what number."""
    body = locked_body(founder.body)
    now = locked(Founder.objects.select_related("organisation"), founder.pk)
    allow(Verb.DECIDED, by, now)
    if decided_on > today():
        raise Refused(_("The decision lies in the future. Record it when it has been made."))
    now.organ, now.decided_on, now.section, now.link = organ.strip(), decided_on, section.strip(), link
    now.save(update_fields=["organ", "decided_on", "section", "link", *stamped(now, "recorded", by)])
    record(by, Verb.DECIDED, body, organ=now.organ, day=decided_on.isoformat())
    done(Told.DECISION_ASKED, now)
    return now


@transaction.atomic
def start(*, by: Acting, body: Body, founded_on: date | None = None) -> Body:
    """Start a body that all its founders have decided on, with its term, seats, chair and secretary."""
    now = locked_body(body)
    allow(Verb.STARTED, by, now)
    state = lifecycle.BODY.after(now.state, Verb.STARTED)
    day = founded_on or today()
    require(checks.before_start(now, day))
    now.state, now.founded_on = state, day
    now.save_changed("state", "founded_on", *stamped(now, "started", by))
    record(by, Verb.STARTED, now, day=day.isoformat())
    return now


@transaction.atomic
def end(*, by: Acting, body: Body, ended_on: date | None = None) -> Body:
    """End a body, or give it up before it was started."""
    now = locked_body(body)
    allow(Verb.ENDED, by, now)
    day = ended_on or today()
    require(checks.before_ending(now, day))
    now.state, now.ended_on = lifecycle.BODY.after(now.state, Verb.ENDED), day
    now.save_changed("state", "ended_on", *stamped(now, "ended", by))
    record(by, Verb.ENDED, now, day=day.isoformat())
    for founder in now.founders.all():
        done(Told.DECISION_ASKED, founder)
    for term in now.terms.all():
        call_off(Told.TERM_ENDS, term)
    return now


def _ask(by: Acting, body: Body, organisation: Actor) -> None:
    if body.kind == BodyKind.DELEGATION and organisation.kind != Bearer.MUNICIPALITY:
        raise Refused(
            _("%(name)s is not a municipality and cannot found a delegation.") % {"name": organisation.name}
        )
    ask_founder(by, Founder.objects.create(body=body, organisation=organisation))


def _texts(name: Trilingual, purpose: Trilingual) -> dict[str, str]:
    texts = {"name": plain(name), "purpose": plain(purpose)}
    return {f"{field}_{language}": said for field, text in texts.items() for language, said in text.items()}
