"""What must hold of the register of actors, with a sentence for each thing that does not."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.periods import Period
from samverka.foundation.kernel.refusals import Sentence
from samverka.registers.actors.business_id import business_id_problem
from samverka.registers.actors.models import Actor, Invitation, Mandate
from samverka.registers.actors.rules import REGISTERED_BY_HAND
from samverka.registers.law.models import Bearing

__all__ = [
    "actor_problems",
    "invitation_problems",
    "mandate_problems",
    "registration_problems",
    "stand_in_problems",
]


def actor_problems() -> Iterator[str]:
    """A sentence for each duty that names an actor nobody knows, and for each name that no language has."""
    named = set(Bearing.objects.exclude(named="").values_list("named", flat=True))
    for slug in sorted(named - set(Actor.objects.values_list("slug", flat=True))):
        yield f"A duty names {slug} as its bearer, but no actor has that identifier."
    for actor in Actor.objects.filter(name_sv="", name_fi="", name_en=""):
        yield f"{actor.slug} has no name in any language."


def mandate_problems(user: User, organisation: Actor, role: str, period: Period) -> Iterator[Sentence]:
    """Why a person cannot be given a mandate for a period."""
    if period.end and period.end <= max(today(), period.start or today()):
        yield _("The mandate would end before it begins. Choose a later day.")
    elif Mandate.objects.held(user, organisation, role).in_force_within(period).exists():
        yield _("This person already has this role in this organisation.")


def invitation_problems(
    email: str, organisation: Actor, role: str, valid_to: date | None
) -> Iterator[Sentence]:
    """Why somebody cannot be invited."""
    if valid_to and valid_to <= today():
        yield _("The mandate would end before it begins. Choose a later day.")
    if Invitation.objects.open_for(email).filter(organisation=organisation, role=role).exists():
        yield _("This person is already invited to this role. Take the invitation back to send a new one.")
    if (
        Mandate.objects.in_force_on(today())
        .filter(user__email=email, organisation=organisation, role=role)
        .exists()
    ):
        yield _("This person already has this role in this organisation.")


def stand_in_problems(mandate: Mandate, user: User, period: Period) -> Iterator[Sentence]:
    """Why a person cannot stand in for the one who holds a mandate."""
    if mandate.stands_in_for_id:
        yield _("A stand-in cannot have a stand-in. Choose the one whose place is taken.")
    if user.pk == mandate.user_id:
        yield _("Nobody stands in for themselves. Choose somebody else.")
    if period.start is None or period.end is None or period.start < today():
        yield _("Say from when, at the earliest today, and until when the person stands in.")
    elif not mandate.period.covers(period):
        yield _("The person cannot stand in for longer than the mandate itself lasts.")
    if not Mandate.objects.in_force_on(today()).filter(user=user, organisation=mandate.organisation).exists():
        yield _("Invite the person to the organisation first.")


def registration_problems(kind: str, names: dict[str, str], business_id: str) -> Iterator[Sentence]:
    """Why an organisation cannot be registered as it is written."""
    if kind not in REGISTERED_BY_HAND:
        yield _("Only associations, companies and religious communities are registered here.")
    if not any(names.values()):
        yield _("Write the name in at least one language.")
    if kind == "company" and not business_id:
        yield _("A company has a business ID. Write it.")
    if business_id and (problem := business_id_problem(business_id)):
        yield problem
    elif business_id and Actor.objects.filter(business_id=business_id).exists():
        yield _("An organisation with this business ID is already in the register.")
