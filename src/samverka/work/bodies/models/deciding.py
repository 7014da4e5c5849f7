"""From proposals through votes to a decision, and who dissented from it."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.acts import at, either
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.privacy import Privacy
from samverka.work.bodies.enums import DECIDING, Choice, Outcome
from samverka.work.bodies.models.meeting import AgendaItem
from samverka.work.bodies.models.term import Appointment, Seat

__all__ = ["Ballot", "Decision", "Dissent", "Proposal", "Vote"]


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def standing(self) -> Self:
        """Those that can still become the decision: the one on the agenda, and those with support, not voted down."""
        supported = Q(proposer=None) | Q(seconder__isnull=False)
        return self.filter(supported, withdrawn_at=None).exclude(lost_in__isnull=False)


class Proposal(models.Model):
    """What is proposed as the decision in an item. Without a proposer, it is the one on the agenda.

    A counter-proposal without a second is not voted on.
    """

    privacy = Privacy(
        "minutes tell who proposed what",
        holds=("proposer", "seconder"),
        kept="as long as the minutes are kept",
    )

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="proposals")
    text = models.TextField(_("proposal"))
    proposer = models.ForeignKey(Appointment, models.PROTECT, null=True, blank=True, related_name="proposals")
    seconder = models.ForeignKey(Appointment, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = at(_("withdrawn"))
    lost_in = models.ForeignKey("Vote", models.PROTECT, null=True, blank=True, related_name="lost")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ("item", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("item",),
                condition=Q(proposer=None),
                name="bodies_proposal_one_on_the_agenda",
                violation_error_message=_("An item has one proposal on the agenda."),
            ),
            models.CheckConstraint(
                name="bodies_proposal_seconded_by_another",
                condition=Q(seconder=None) | (Q(proposer__isnull=False) & ~Q(seconder=F("proposer"))),
                violation_error_message=_(
                    "A counter-proposal is supported by somebody else than the one who made it."
                ),
            ),
            models.CheckConstraint(
                name="bodies_proposal_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write the proposal."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_prepared(self) -> bool:
        return self.proposer_id is None

    @property
    def is_supported(self) -> bool:
        return self.is_prepared or self.seconder_id is not None


class Vote(models.Model):
    """An open vote between two proposals: yes for the first, no for the second. Closed, one of them stands."""

    privacy = Privacy(
        "minutes tell who led the vote", holds=("presiding",), kept="as long as the minutes are kept"
    )

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="votes")
    number = models.PositiveSmallIntegerField(_("number"))
    yes = models.ForeignKey(Proposal, models.PROTECT, related_name="votes_as_yes")
    no = models.ForeignKey(Proposal, models.PROTECT, related_name="votes_as_no")
    presiding = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened"), default=this_moment)
    closed_at = at(_("closed"))
    winner = models.ForeignKey(Proposal, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ("item", "number")
        constraints = [
            models.UniqueConstraint(
                fields=("item", "number"),
                name="bodies_vote_numbered_once",
                violation_error_message=_("There is already a vote with this number."),
            ),
            models.UniqueConstraint(
                fields=("item",),
                condition=Q(closed_at=None),
                name="bodies_vote_one_at_a_time",
                violation_error_message=_("A vote is already open in this matter."),
            ),
            models.CheckConstraint(
                name="bodies_vote_between_two",
                condition=~Q(yes=F("no")),
                violation_error_message=_("A vote is between two proposals."),
            ),
            models.CheckConstraint(
                name="bodies_vote_closed_with_a_winner",
                condition=either("closed_at", "winner")
                & (Q(winner=None) | Q(winner=F("yes")) | Q(winner=F("no"))),
                violation_error_message=_("A closed vote has been won by one of its two proposals."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.number}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def cast(self, choice: Choice) -> int:
        """How many voted so."""
        return sum(ballot.choice == choice for ballot in self.ballots.all())


class Ballot(models.Model):
    """How the one in a seat voted. Votes are open: minutes tell them by name."""

    privacy = Privacy(
        "votes of a body of an authority are open",
        holds=("appointment",),
        kept="as long as the minutes are kept",
    )

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="ballots")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="ballots")
    choice = models.CharField(_("vote"), max_length=5, choices=Choice)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ("vote", "seat")
        constraints = [
            models.UniqueConstraint(
                fields=("vote", "seat"),
                name="bodies_ballot_one_for_a_seat",
                violation_error_message=_("A seat has one vote."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.appointment}: {self.get_choice_display()}"


class Decision(models.Model):
    """What became of an item, with how many were there and how many had to be."""

    privacy = Privacy(
        "minutes tell who led when it was decided",
        holds=("presiding",),
        kept="as long as the minutes are kept",
    )

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="decision")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    text = models.TextField(_("decision"), blank=True)
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, blank=True, related_name="+")
    presiding = models.ForeignKey(Appointment, models.PROTECT, null=True, blank=True, related_name="+")
    present = models.PositiveSmallIntegerField(_("present"))
    needed = models.PositiveSmallIntegerField(_("needed"))
    decided_at = models.DateTimeField(_("decided"), default=this_moment)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("item",)
        constraints = [
            models.CheckConstraint(
                name="bodies_decision_needs_a_quorum",
                condition=~Q(outcome__in=DECIDING) | Q(present__gte=F("needed")),
                violation_error_message=_(
                    "Without a quorum nothing is decided; the matter can only be put off."
                ),
            ),
            models.CheckConstraint(
                name="bodies_decision_is_a_proposal",
                condition=(
                    Q(outcome__in=(Outcome.UNANIMOUS, Outcome.BY_VOTE))
                    & Q(proposal__isnull=False)
                    & ~Q(text="")
                )
                | (~Q(outcome__in=(Outcome.UNANIMOUS, Outcome.BY_VOTE)) & Q(proposal=None)),
                violation_error_message=_("What is decided is one of the proposals."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_outcome_display()}"

    @property
    def decides(self) -> bool:
        """Whether something was decided in the matter itself."""
        return self.outcome in (Outcome.UNANIMOUS, Outcome.BY_VOTE)


class Dissent(models.Model):
    """That one who proposed otherwise or voted against a decision has it noted, and why."""

    privacy = Privacy(
        "minutes tell who dissented", holds=("appointment",), kept="as long as the minutes are kept"
    )

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="dissents")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="dissents")
    grounds = models.TextField(_("grounds"), blank=True)
    stated_at = models.DateTimeField(_("stated"), default=this_moment)

    class Meta:
        verbose_name = _("dissenting opinion")
        verbose_name_plural = _("dissenting opinions")
        ordering = ("decision", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("decision", "appointment"),
                name="bodies_dissent_once",
                violation_error_message=_("The dissenting opinion has already been noted."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.appointment} – {self.decision}"
