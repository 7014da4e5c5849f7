"""Sending out for opinions, proposing, adopting owner by owner, evaluating."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samverka.foundation.documents.actions import store_file
from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.periods import months_later
from samverka.foundation.kernel.refusals import Refused, require
from samverka.foundation.notices.actions import done, remind
from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting, people_of
from samverka.registers.actors.models import Actor
from samverka.work.programmes import checks, rules
from samverka.work.programmes.actions.steps import (
    allow,
    no_longer_awaited,
    owners_people,
    page,
    remind_of_note,
    taken,
    taken_to_change,
    tell_inside,
)
from samverka.work.programmes.enums import INSIDE, PREPARING, EditionPurpose, Handling, Outcome
from samverka.work.programmes.lifecycle import PROGRAMME
from samverka.work.programmes.models import Decision, Edition, Measure, Opinion, Programme, ProgrammeOwner
from samverka.work.programmes.phrases import Told, Verb, plain
from samverka.work.programmes.queries import content_of, digest_of

__all__ = [
    "Decided",
    "consult",
    "evaluate",
    "give_opinion",
    "handle_opinion",
    "propose",
    "record_decision",
    "take_back",
]


@dataclass(frozen=True, slots=True)
class Decided:
    """What an owner's own body decided: which body, when, in which section or under which number.

    extract: the decision itself as name and content. reason: why it was referred back.
    """

    organ: str
    decided_on: date
    section: str = ""
    outcome: str = Outcome.ADOPTED
    reason: str = ""
    extract: tuple[str, bytes] | None = None


@transaction.atomic
def consult(
    *, by: Acting, programme: Programme, asked: Iterable[Actor | tuple[Actor, str]], due: date
) -> Edition:
    """Fix the programme as it reads now and ask organisations, or bodies of them by name, what they say of it."""
    row = taken_to_change(by, programme)
    state = PROGRAMME.after(row.state, "consult")
    require(checks.missing_for_consultation(row, due))
    edition = _fixed(by, row, EditionPurpose.CONSULTATION)
    row.state, row.consulted_at, row.consulted_by = state, this_moment(), by.user
    row.save_changed("state", "consulted_at", "consulted_by")
    for one in dict.fromkeys(asked):
        organisation, organ = (one, "") if isinstance(one, Actor) else one
        _ask(by, edition, organisation, organ, due)
    record(by, Verb.CONSULTED, row, number=edition.number)
    return edition


@transaction.atomic
def give_opinion(*, by: Acting, opinion: Opinion, text: str, language: str) -> Opinion:
    """Give one's own organisation's opinion. It can be given late, until the programme is proposed."""
    row = taken(opinion.edition.programme)
    now = Opinion.objects.select_related("edition").get(pk=opinion.pk)
    allow(rules.may_give_opinion(by, now), _("Only the organisation that was asked gives the opinion."))
    if row.state != "consulted" or now.is_given:
        raise Refused(_("The opinion has been given, or the programme has gone on since."))
    if not text.strip():
        raise Refused(_("Write the opinion."))
    now.text, now.language, now.given_at, now.given_by = text.strip(), language, this_moment(), by.user
    now.save()
    record(by, Verb.OPINION_GIVEN, row, number=now.edition.number)
    done(Told.TO_COMMENT, now)
    tell_inside(by, row, Told.COMMENTED, owners_people(row, *PREPARING))
    return now


@transaction.atomic
def handle_opinion(*, by: Acting, opinion: Opinion, handling: Handling, answer: Trilingual) -> Opinion:
    """Say what came of an opinion, in the languages of authorities. Saying it anew replaces what was said."""
    row = taken(opinion.edition.programme)
    now = Opinion.objects.select_related("organisation").get(pk=opinion.pk)
    allow(rules.may_consult(by, row), _("Only those who prepare the programme handle opinions."))
    if not now.is_given:
        raise Refused(_("The opinion has not been given."))
    now.handling, now.answer_sv, now.answer_fi = handling, answer.sv, answer.fi
    now.handled_at, now.handled_by = this_moment(), by.user
    now.save()
    record(by, Verb.OPINION_HANDLED, row, handling=handling, whose=str(now))
    tell_inside(by, row, Told.OPINION_HANDLED, people_of([now.organisation], *INSIDE))
    return now


@transaction.atomic
def propose(*, by: Acting, programme: Programme) -> Edition:
    """Fix the programme as it reads now and put it before its owners; nothing is changed until they have decided.

    A running programme is revised in this way: it stays adopted as it was until all owners adopt the new version.
    """
    row = taken_to_change(by, programme)
    allow(
        by.organisation.pk == row.prepared_for_id,
        _("Only the organisation that began the programme proposes it."),
    )
    state = PROGRAMME.after(row.state, "propose")
    require(checks.missing_for_proposal(row))
    edition = _fixed(by, row, EditionPurpose.ADOPTION)
    adopted = row.adopted_edition
    if adopted and adopted.digest == edition.digest:
        raise Refused(_("Nothing has been changed since the programme was adopted."))
    row.state, row.proposed_at, row.proposed_by = state, this_moment(), by.user
    row.save_changed("state", "proposed_at", "proposed_by")
    record(by, Verb.PROPOSED, row, number=edition.number)
    no_longer_awaited(row)
    signatories = owners_people(row, roles.SIGNATORY)
    tell_inside(by, row, Told.TO_DECIDE, signatories, asks=True, number=edition.number)
    return edition


@transaction.atomic
def take_back(*, by: Acting, programme: Programme) -> Programme:
    """Take the version that lies before the owners back, to change it. What owners have decided of it is void."""
    row = taken(programme)
    allow(
        rules.prepares(by, row) and by.organisation.pk == row.prepared_for_id,
        _("Only the organisation that put the version forward takes it back."),
    )
    edition = _before_owners(row)
    _back(row, edition, "take_back")
    record(by, Verb.TAKEN_BACK, row, number=edition.number)
    tell_inside(by, row, Told.TAKEN_BACK, owners_people(row, roles.SIGNATORY), number=edition.number)
    return row


@transaction.atomic
def record_decision(*, by: Acting, edition: Edition, owner: ProgrammeOwner, decided: Decided) -> Decision:
    """Record what an owner's own body decided of a version; the last adoption makes the programme an adopted one.

    For the State programme this is the Government's resolution. Raises `NotAllowed` or `Refused`.
    """
    row = taken(edition.programme)
    allow(rules.decides_for(by, owner), _("Only a signatory of the owner records its decision."))
    if _before_owners(row).pk != edition.pk or owner.programme_id != row.pk:
        raise Refused(_("Another version lies before the owners. Read that one first."))
    edition.programme = owner.programme = row
    if edition.decisions.filter(owner=owner).exists():
        raise Refused(_("This owner has already decided on this version."))
    require(checks.before_decision(owner, decided.organ, decided.section, decided.decided_on))
    decision = _recorded(by, edition, owner, decided)
    if decided.outcome == Outcome.REFERRED_BACK:
        _refer_back(by, row, decision)
    else:
        _adopt(by, row, decision)
    return decision


@transaction.atomic
def evaluate(
    *,
    by: Acting,
    programme: Programme,
    evaluation: Trilingual,
    document: tuple[str, bytes] | None = None,
) -> Programme:
    """Say what came of a programme, in its last year or afterwards; the document as name and content."""
    row = taken_to_change(by, programme)
    state = PROGRAMME.after(row.state, "evaluate")
    require(checks.before_evaluation(row))
    if not evaluation:
        raise Refused(_("Say what came of the programme."))
    row.evaluation_sv, row.evaluation_fi, row.evaluation_en = evaluation.sv, evaluation.fi, evaluation.en
    if document:
        row.evaluation_document = store_file(name=document[0], content=document[1])
    row.state, row.evaluated_at, row.evaluated_by = state, this_moment(), by.user
    row.version += 1
    row.save()
    record(by, Verb.EVALUATED, row)
    return row


def _fixed(by: Acting, programme: Programme, purpose: EditionPurpose) -> Edition:
    content = content_of(programme)
    number = (programme.editions.aggregate(last=Max("number"))["last"] or 0) + 1
    made: Edition = programme.editions.create(
        number=number, purpose=purpose, content=content, digest=digest_of(content), made_by=by.user
    )
    return made


def _ask(by: Acting, edition: Edition, organisation: Actor, organ: str, due: date) -> None:
    opinion = edition.opinions.create(organisation=organisation, organ=organ, due=due, asked_by=by.user)
    people = people_of([organisation], *INSIDE)
    tell_inside(
        by,
        edition.programme,
        Told.TO_COMMENT,
        people,
        subject=opinion,
        asks=True,
        due=due,
        day=due.isoformat(),
    )


def _before_owners(programme: Programme) -> Edition:
    edition = programme.pending_edition
    if edition is None:
        raise Refused(
            _("No version lies before the owners. Somebody may have taken it back: load the page again.")
        )
    return edition


_PROPOSAL: Final = ("state", "proposed_at", "proposed_by")


def _back(programme: Programme, edition: Edition, verb: str) -> None:
    """End a proposal that is not adopted: the programme can be changed again."""
    edition.withdrawn_at = this_moment()
    edition.save(update_fields=["withdrawn_at"])
    programme.state = PROGRAMME.after(programme.state, verb)
    programme.proposed_at = programme.proposed_by = None
    programme.save_changed(*_PROPOSAL)
    done(Told.TO_DECIDE, programme)


def _recorded(by: Acting, edition: Edition, owner: ProgrammeOwner, decided: Decided) -> Decision:
    made: Decision = edition.decisions.create(
        owner=owner,
        outcome=decided.outcome,
        organ=decided.organ,
        decided_on=decided.decided_on,
        section=decided.section,
        reason=decided.reason,
        document=store_file(name=decided.extract[0], content=decided.extract[1]) if decided.extract else None,
        recorded_by=by.user,
    )
    verb = Verb.DECIDED if decided.outcome == Outcome.ADOPTED else Verb.REFERRED_BACK
    record(
        by,
        verb,
        edition.programme,
        number=edition.number,
        organ=decided.organ,
        day=decided.decided_on.isoformat(),
        section=decided.section,
    )
    for user in people_of([owner.organisation, by.organisation], roles.SIGNATORY):
        done(Told.TO_DECIDE, edition.programme, user)
    return made


def _refer_back(by: Acting, programme: Programme, decision: Decision) -> None:
    _back(programme, decision.edition, "refer_back")
    tell_inside(by, programme, Told.REFERRED_BACK)


def _adopt(by: Acting, programme: Programme, decision: Decision) -> None:
    edition = decision.edition
    waiting = programme.owners.taking_part().exclude(decisions__edition=edition)
    programme.state = PROGRAMME.after(programme.state, "adopt" if waiting.exists() else "adopt_last")
    if waiting.exists():
        return
    first = programme.adopted_at is None
    edition.adopted_at = this_moment()
    edition.save(update_fields=["adopted_at"])
    programme.proposed_at = programme.proposed_by = None
    if first:
        programme.adopted_at, programme.adopted_by = edition.adopted_at, by.user
        programme.adopted_on = edition.decisions.aggregate(last=Max("decided_on"))["last"]
    programme.save_changed(*_PROPOSAL, "adopted_at", "adopted_by", "adopted_on")
    record(by, Verb.ADOPTED, programme, number=edition.number)
    tell_inside(by, programme, Told.ADOPTED)
    if first:
        _begin_follow_up(programme)


def _begin_follow_up(programme: Programme) -> None:
    """Ask for the first notes, a rhythm after the measure begins, and remind of the end of the period in time."""
    measures = Measure.objects.filter(goal__programme=programme).open()
    rows = list(measures.select_related("goal__programme", "responsible", "answerer", "stand_in"))
    for measure in rows:
        begins = max(filter(None, (programme.adopted_on, programme.starts_on, measure.starts_on)))
        measure.note_due = months_later(begins, programme.rhythm_months)
    Measure.objects.bulk_update(rows, ["note_due"], batch_size=500)
    if programme.is_over:
        return
    for measure in rows:
        remind_of_note(measure)
    last_day = programme.ends_on - timedelta(days=1)
    remind(
        owners_people(programme, *PREPARING),
        Told.ENDING,
        page(programme),
        subject=programme,
        due=last_day,
        remind_on=[months_later(last_day, -12), months_later(last_day, -6)],
        programme=plain(programme.name),
        day=last_day.isoformat(),
    )
