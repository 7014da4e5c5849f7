"""Proposing, supporting, voting, deciding, dissenting."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.refusals import Refused, require
from samverka.registers.actors.acting import Acting
from samverka.work.bodies import checks
from samverka.work.bodies.actions.steps import allow, allow_or_oneself, locked_item, require_open
from samverka.work.bodies.enums import Choice, ItemKind, MeetingState, Outcome
from samverka.work.bodies.models import AgendaItem, Appointment, Ballot, Decision, Dissent, Proposal, Vote
from samverka.work.bodies.phrases import Verb
from samverka.work.bodies.queries import presiding, quorum, standing, voters

__all__ = ["cast", "close_vote", "dissent", "open_vote", "propose", "second", "settle", "withdraw"]


@transaction.atomic
def propose(*, by: Acting, item: AgendaItem, proposer: Appointment, text: str) -> Proposal:
    """Record a counter-proposal by one who can take part in the matter, or make it for the own seat."""
    now = _going_on(item)
    allow_or_oneself(Verb.PROPOSED, by, now.meeting.body, proposer)
    _require_voter(now, proposer)
    _refuse_after_voting(now)
    if not text.strip():
        raise Refused(_("Write the proposal."))
    proposal = Proposal.objects.create(item=now, text=text.strip(), proposer=proposer)
    record(by, Verb.PROPOSED, now.meeting, section=now.section, seat=proposer.seat.number)
    return proposal


@transaction.atomic
def second(*, by: Acting, proposal: Proposal, seconder: Appointment) -> Proposal:
    """Record that somebody else supports a counter-proposal, so that it is voted on."""
    now = _going_on(proposal.item)
    allow_or_oneself(Verb.SECONDED, by, now.meeting.body, seconder)
    _require_voter(now, seconder)
    _refuse_after_voting(now)
    current = now.proposals.get(pk=proposal.pk)
    if current.is_prepared or current.withdrawn_at or current.seconder_id:
        raise Refused(
            _("This proposal needs no support: it is the one on the agenda, supported, or taken back.")
        )
    if current.proposer_id == seconder.pk:
        raise Refused(_("A counter-proposal is supported by somebody else than the one who made it."))
    current.seconder = seconder
    current.save(update_fields=["seconder"])
    record(by, Verb.SECONDED, now.meeting, section=now.section, seat=seconder.seat.number)
    return current


@transaction.atomic
def withdraw(*, by: Acting, proposal: Proposal) -> Proposal:
    """Record that the one who made a counter-proposal takes it back before it is voted on."""
    now = _going_on(proposal.item)
    current = now.proposals.select_related("proposer__seat__term__body").get(pk=proposal.pk)
    if current.proposer is None or current.withdrawn_at:
        raise Refused(_("Only a counter-proposal can be taken back, and only once."))
    allow_or_oneself(Verb.WITHDRAWN, by, now.meeting.body, current.proposer)
    _refuse_after_voting(now)
    current.withdrawn_at = this_moment()
    current.save(update_fields=["withdrawn_at"])
    record(by, Verb.WITHDRAWN, now.meeting, section=now.section)
    return current


@transaction.atomic
def open_vote(*, by: Acting, item: AgendaItem, yes: Proposal, no: Proposal) -> Vote:
    """Open a vote between two proposals that stand, led by the one who leads the matter."""
    now = _going_on(item)
    allow(Verb.VOTE_OPENED, by, now.meeting.body)
    require(checks.before_deciding(now, Outcome.NOTED))
    able = {proposal.pk for proposal in standing(now)}
    if yes.pk == no.pk or not {yes.pk, no.pk} <= able:
        raise Refused(_("Choose two proposals that have support and have not been taken back or voted down."))
    number = (now.votes.aggregate(last=Max("number"))["last"] or 0) + 1
    leads = presiding(now.meeting, now)
    assert leads is not None  # noqa: S101  (`before_deciding` has asked)
    vote = Vote.objects.create(item=now, number=number, yes=yes, no=no, presiding=leads)
    record(by, Verb.VOTE_OPENED, now.meeting, section=now.section, vote=number)
    return vote


@transaction.atomic
def cast(*, by: Acting, vote: Vote, ballots: Mapping[Appointment, Choice]) -> list[Ballot]:
    """Record how those who can take part vote, or vote in the own seat. It can be changed until the vote is closed."""
    now = _going_on(vote.item)
    current = now.votes.get(pk=vote.pk)
    if not current.is_open:
        raise Refused(_("The vote has been closed."))
    return [_cast(by, now, current, appointment, choice) for appointment, choice in ballots.items()]


@transaction.atomic
def close_vote(*, by: Acting, vote: Vote) -> Vote:
    """Close a vote and compute its result: most votes, and the vote of the one who leads where they are even."""
    now = _going_on(vote.item)
    allow(Verb.VOTE_CLOSED, by, now.meeting.body)
    current = now.votes.select_related("yes", "no").get(pk=vote.pk)
    if not current.is_open:
        raise Refused(_("The vote has been closed."))
    _require_all_have_voted(now, current)
    current.winner, current.closed_at = _winner(current), this_moment()
    current.save(update_fields=["winner", "closed_at"])
    loser = current.no if current.winner == current.yes else current.yes
    loser.lost_in = current
    loser.save(update_fields=["lost_in"])
    record(by, Verb.VOTE_CLOSED, now.meeting, section=now.section, vote=current.number)
    return current


@transaction.atomic
def settle(*, by: Acting, item: AgendaItem, outcome: Outcome | None = None, text: str = "") -> Decision:
    """Record what became of a matter. Without an outcome, the one proposal that stands is decided."""
    now = _going_on(item)
    allow(Verb.SETTLED, by, now.meeting.body)
    became = outcome or _decided_how(now)
    if now.is_settled:
        raise Refused(_("The matter has been settled."))
    require(checks.before_deciding(now, became))
    decides = became in (Outcome.UNANIMOUS, Outcome.BY_VOTE)
    if decides and became != _decided_how(now):
        raise Refused(_("What was voted on is decided by vote, and nothing else."))
    chosen = _the_one_that_stands(now) if decides else None
    counted = quorum(now.meeting, now)
    decision = Decision.objects.create(
        item=now,
        outcome=became,
        text=chosen.text if chosen else text.strip(),
        proposal=chosen,
        presiding=presiding(now.meeting, now),
        present=counted.present,
        needed=counted.needed,
    )
    record(by, Verb.SETTLED, now.meeting, section=now.section, outcome=str(became))
    return decision


@transaction.atomic
def dissent(*, by: Acting, decision: Decision, appointment: Appointment, grounds: str = "") -> Dissent:
    """Note the dissenting opinion of one who proposed otherwise or voted against, before the minutes are checked."""
    item = locked_item(decision.item)
    allow_or_oneself(Verb.DISSENTED, by, item.meeting.body, appointment)
    if item.meeting.state not in (MeetingState.OPEN, MeetingState.CLOSED):
        raise Refused(_("A dissenting opinion is noted before the minutes are sent for checking."))
    decision.item = item
    require(checks.before_dissent(decision, appointment))
    made = Dissent.objects.create(decision=decision, appointment=appointment, grounds=grounds.strip())
    record(by, Verb.DISSENTED, item.meeting, section=item.section, seat=appointment.seat.number)
    return made


def _going_on(item: AgendaItem) -> AgendaItem:
    now = locked_item(item)
    require_open(now.meeting)
    if now.is_settled:
        raise Refused(_("The matter has been settled."))
    return now


def _require_voter(item: AgendaItem, appointment: Appointment) -> None:
    if appointment not in voters(item.meeting, item):
        raise Refused(
            _(
                "%(name)s cannot take part in the matter: the person is not there, steps aside, or has no vote."
            )
            % {"name": appointment.name}
        )


def _refuse_after_voting(item: AgendaItem) -> None:
    if item.votes.exists():
        raise Refused(_("Voting has begun in the matter. Proposals stay as they are."))


def _cast(by: Acting, item: AgendaItem, vote: Vote, appointment: Appointment, choice: Choice) -> Ballot:
    allow_or_oneself(Verb.VOTED, by, item.meeting.body, appointment)
    _require_voter(item, appointment)
    ballot, _made = Ballot.objects.update_or_create(
        vote=vote, seat=appointment.seat, defaults={"appointment": appointment, "choice": choice}
    )
    record(by, Verb.VOTED, item.meeting, section=item.section, seat=appointment.seat.number)
    return ballot


def _require_all_have_voted(item: AgendaItem, vote: Vote) -> None:
    voted = set(vote.ballots.values_list("appointment", flat=True))
    missing = [one.name for one in voters(item.meeting, item) if one.pk not in voted]
    if missing:
        raise Refused(
            _("Not everybody has voted: %(names)s. Who does not want to choose votes empty.")
            % {"names": ", ".join(missing)}
        )


def _winner(vote: Vote) -> Proposal:
    yes, no = vote.cast(Choice.YES), vote.cast(Choice.NO)
    if yes != no:
        return vote.yes if yes > no else vote.no
    leading = vote.ballots.filter(appointment=vote.presiding).values_list("choice", flat=True).first()
    if leading == Choice.EMPTY or leading is None:
        raise Refused(
            _(
                "The votes are even, and the one who leads has voted empty. The vote of the one who leads decides "
                "(410/2015, section 104, subsection 2): change it, and close the vote again."
            )
        )
    return vote.yes if leading == Choice.YES else vote.no


def _decided_how(item: AgendaItem) -> Outcome:
    if item.kind == ItemKind.INFORMATION and not item.proposals.exists():
        return Outcome.NOTED
    return Outcome.BY_VOTE if item.votes.exists() else Outcome.UNANIMOUS


def _the_one_that_stands(item: AgendaItem) -> Proposal:
    able = standing(item)
    if not able:
        raise Refused(_("No proposal stands in the matter. Note it, put it off, or send it back."))
    return able[0]
