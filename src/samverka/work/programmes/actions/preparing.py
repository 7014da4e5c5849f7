"""Beginning a programme, anew or from the period before; what is said of the whole; whose it is."""

from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.languages import LANGUAGES
from samverka.foundation.kernel.refusals import NotAllowed, Refused, require
from samverka.foundation.notices.actions import done
from samverka.registers.actors.acting import Acting, people_of
from samverka.registers.actors.models import Actor
from samverka.registers.law.enums import Bearer
from samverka.work.programmes import checks, rules
from samverka.work.programmes.actions.steps import (
    allow,
    no_longer_awaited,
    owners_people,
    save,
    taken,
    taken_to_change,
    tell_inside,
)
from samverka.work.programmes.enums import PREPARING, OwnerState, ProgrammeLevel
from samverka.work.programmes.grounds import Ground, grounds_for, in_words
from samverka.work.programmes.lifecycle import OWNER, PROGRAMME
from samverka.work.programmes.models import (
    Alignment,
    Goal,
    Measure,
    Programme,
    ProgrammeOwner,
    ServedAim,
    Target,
)
from samverka.work.programmes.phrases import Told, Verb, plain
from samverka.work.programmes.queries import goals_above, is_of_aland, unfinished

__all__ = ["answer_invitation", "begin_from", "describe", "draft", "invite_owner", "remove_owner", "withdraw"]

_TERMS: Final = (
    *(f"{name}_{language}" for name in ("name", "foundations") for language in LANGUAGES),
    "in_sv",
    "in_fi",
    "in_en",
    "starts_on",
    "ends_on",
    "rhythm_months",
    "draft_is_open",
    "ground",
)


@transaction.atomic
def draft(*, by: Acting, level: str, starts_on: date, ends_on: date, **terms: Any) -> Programme:
    """Begin a programme. Without a `ground`, it rests on the one that the law gives it on its first day, or today.

    A municipality owns its programme; of several together, the others are invited; the State's is the Government's.
    Raises `NotAllowed` or `Refused`.
    """
    programme = _begun(by, level, starts_on, ends_on, terms)
    record(by, Verb.DRAFTED, programme)
    return programme


@transaction.atomic
def begin_from(*, by: Acting, previous: Programme, starts_on: date, ends_on: date, **terms: Any) -> Programme:
    """Begin the next period with the unfinished measures of the one before, and the goals above them.

    They keep aims, duties, targets, people, schedule, and links to higher programmes that still run; not notes, steps
    or money. Raises `NotAllowed` or `Refused`.
    """
    allow(
        rules.may_continue(by, previous),
        _("Only those who prepare an adopted programme can begin its next period."),
    )
    texts = {
        name: getattr(previous, name)
        for name in _TERMS
        if name not in ("ground", "starts_on", "ends_on") and not name.startswith("foundations")
    }
    programme = _begun(by, previous.level, starts_on, ends_on, texts | terms, previous=previous)
    if previous.level == ProgrammeLevel.JOINT:
        for owner in previous.owners.taking_part().exclude(organisation=by.organisation):
            _invite(by, programme, owner.organisation)
    _carry_over(previous, programme)
    record(by, Verb.CONTINUED, programme, previous=plain(previous.name))
    return programme


@transaction.atomic
def describe(*, by: Acting, programme: Programme, version: int | None = None, **terms: Any) -> Programme:
    """Change name, foundations, languages, period, rhythm, openness or ground. Raises `Conflict` or `Refused`."""
    row = taken_to_change(by, programme, version)
    for name in _TERMS:
        setattr(row, name, terms.get(name, getattr(row, name)))
    row.version += 1
    save(row)
    record(by, Verb.DESCRIBED, row)
    return row


@transaction.atomic
def invite_owner(*, by: Acting, programme: Programme, organisation: Actor) -> ProgrammeOwner:
    """Ask another municipality to make the programme its own, too. Raises `NotAllowed` or `Refused`."""
    row = taken(programme)
    allow(rules.may_invite(by, row), _("Only those who prepare the programme can invite others to it."))
    require(checks.before_invitation(row, organisation))
    owner = _invite(by, row, organisation)
    record(by, Verb.INVITED, row, organisation=plain(organisation.name))
    return owner


@transaction.atomic
def answer_invitation(*, by: Acting, owner: ProgrammeOwner, takes_part: bool) -> ProgrammeOwner:
    """Say for one's own organisation whether it makes the programme its own."""
    row = taken(owner.programme)
    now = row.owners.get(pk=owner.pk)
    allow(rules.may_answer_invitation(by, now), _("Only a coordinator of the invited municipality answers."))
    now.state = OWNER.after(now.state, "accept" if takes_part else "decline")
    now.answered_at, now.answered_by = this_moment(), by.user
    now.save()
    record(by, Verb.ACCEPTED if takes_part else Verb.DECLINED, row)
    done(Told.INVITED, now)
    tell_inside(by, row, Told.ANSWERED, owners_people(row, *PREPARING))
    return now


@transaction.atomic
def remove_owner(*, by: Acting, owner: ProgrammeOwner) -> Programme:
    """Take an owner away before the programme is proposed; not the one that began it, nor one that has decided."""
    row = taken(owner.programme)
    allow(rules.may_invite(by, row), _("Only those who prepare the programme can remove an owner."))
    if owner.organisation_id == row.prepared_for_id or row.is_of_state:
        raise Refused(
            _("The organisation that began the programme stays its owner. Give the programme up instead.")
        )
    if owner.decisions.exists():
        raise Refused(_("This owner has decided on an earlier version, which is kept. It cannot be removed."))
    record(by, Verb.OWNER_REMOVED, row, organisation=plain(owner.name))
    done(Told.INVITED, owner)
    owner.delete()
    return row


@transaction.atomic
def withdraw(*, by: Acting, programme: Programme) -> Programme:
    """Give up a programme that has not been adopted. A version before its owners is taken back with it."""
    row = taken(programme)
    allow(
        rules.prepares(by, row) and by.organisation.pk == row.prepared_for_id,
        _("Only the organisation that began the programme can give it up."),
    )
    row.state = PROGRAMME.after(row.state, "withdraw")
    row.editions.pending().update(withdrawn_at=this_moment())
    row.proposed_at = row.proposed_by = None
    row.withdrawn_at, row.withdrawn_by = this_moment(), by.user
    row.save_changed("state", "proposed_at", "proposed_by", "withdrawn_at", "withdrawn_by")
    record(by, Verb.WITHDRAWN, row)
    done(Told.TO_DECIDE, row)
    no_longer_awaited(row)
    tell_inside(by, row, Told.WITHDRAWN)
    return row


def _begun(
    by: Acting,
    level: str,
    starts_on: date,
    ends_on: date,
    terms: dict[str, Any],
    previous: Programme | None = None,
) -> Programme:
    allow(
        rules.may_draft(by, level),
        _(
            "Municipal coordinators, regional officers and planners of ministries begin programmes, each of their own."
        ),
    )
    programme = Programme(
        level=level,
        starts_on=starts_on,
        ends_on=ends_on,
        previous=previous,
        prepared_for=by.organisation,
        prepared_by=by.user,
    )
    programme.ground = terms.get("ground") or _ground(by.organisation, level, starts_on).code
    _only_the_preparing_ministry(by, programme)
    for name in _TERMS:
        if name in terms and name != "ground":
            setattr(programme, name, terms[name])
    save(programme)
    _own(by, programme)
    return programme


def _ground(organisation: Actor, level: str, on: date) -> Ground:
    """The ground on which a programme rests: that of its first day, or of today where that day lies ahead."""
    day = min(on, today())
    where = "aland" if is_of_aland(organisation, day) else "mainland"
    for ground in grounds_for(level, day):
        if ground.where in (where, "all"):
            return ground
    raise Refused(_("No act gives a ground for a programme on that day. Check the first day."))


def _only_the_preparing_ministry(by: Acting, programme: Programme) -> None:
    preparer = programme.rests_on.preparer(programme.starts_on)
    if preparer and preparer.slug != by.organisation.slug:
        ministry = Actor.objects.get(slug=preparer.slug)
        raise NotAllowed(
            _("The State programme is prepared by another ministry: %(ministry)s (%(law)s).")
            % {"ministry": ministry.name, "law": in_words(preparer.cites)}
        )


def _own(by: Acting, programme: Programme) -> None:
    owner = Actor.objects.get(kind=Bearer.GOVERNMENT) if programme.is_of_state else by.organisation
    programme.owners.create(
        organisation=owner,
        state=OwnerState.TAKES_PART,
        invited_by=by.user,
        answered_at=this_moment(),
        answered_by=by.user,
    )


def _invite(by: Acting, programme: Programme, organisation: Actor) -> ProgrammeOwner:
    owner = programme.owners.filter(organisation=organisation).first()
    if owner:
        owner.state, owner.answered_at, owner.answered_by = (
            OWNER.after(owner.state, "invite_again"),
            None,
            None,
        )
        owner.save()
    else:
        owner = programme.owners.create(organisation=organisation, invited_by=by.user)
    tell_inside(by, programme, Told.INVITED, people_of([organisation], *PREPARING), subject=owner, asks=True)
    return owner


def _carry_over(previous: Programme, programme: Programme) -> None:
    measures = list(
        unfinished(previous)
        .select_related("goal__parent__parent")
        .prefetch_related(
            "contributors", "carries_out", "also_serves", "served_aims", "targets", "alignments"
        )
    )
    needed = {goal.pk: goal for measure in measures for goal in goals_above(measure.goal)}
    goals: dict[int, Goal] = {}
    for old in needed.values():
        goals[old.pk] = _goal_again(old, programme, goals.get(old.parent_id or 0))
    for measure in measures:
        _measure_again(measure, goals)


def _goal_again(old: Goal, programme: Programme, parent: Goal | None) -> Goal:
    new = Goal(programme=programme, parent=parent, lineage=old.lineage, order=old.order)
    _copy(old, new, "title", "text")
    new.save()
    _links_again(old, {"goal": new}, programme)
    return new


def _measure_again(old: Measure, goals: dict[int, Goal]) -> None:
    new = Measure(goal=goals[old.goal_id], lineage=old.lineage)
    _copy(old, new, "title", "text", "for_whom", "office")
    for name in (
        "order",
        "priority",
        "offered_in_sv",
        "offered_in_fi",
        "offered_in_others",
        "responsible",
        "answerer",
        "stand_in",
        "starts_on",
        "due_on",
    ):
        setattr(new, name, getattr(old, name))
    new.save()
    new.contributors.set(old.contributors.all())
    new.carries_out.set(old.carries_out.all())
    new.also_serves.set([goals[goal.pk] for goal in old.also_serves.all() if goal.pk in goals])
    _links_again(old, {"measure": new}, new.goal.programme)


def _links_again(old: Goal | Measure, whose: dict[str, Any], programme: Programme) -> None:
    """Aims that the law names in the new period, targets, and links to higher programmes that run in it."""
    for served in old.served_aims.all():
        if programme.starts_on in served.aim.period:
            ServedAim.objects.create(code=served.code, **whose)
    for target in old.targets.all():
        again = Target(order=target.order, unit=target.unit, value=target.value, year=target.year, **whose)
        _copy(target, again, "indicator")
        again.save()
    for link in old.alignments.select_related("serves__programme"):
        if link.serves.programme.period.overlaps(programme.period):
            Alignment.objects.create(serves=link.serves, **whose)


def _copy(old: Any, new: Any, *names: str) -> None:
    for name in names:
        for language in LANGUAGES:
            setattr(new, f"{name}_{language}", getattr(old, f"{name}_{language}"))
