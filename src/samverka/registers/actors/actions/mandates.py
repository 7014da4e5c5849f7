"""What is done with mandates: giving, ending, inviting, accepting, standing in."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.actions import end_sessions
from samverka.foundation.accounts.models import User
from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.periods import Period
from samverka.foundation.kernel.refusals import NotAllowed, Refused, require
from samverka.foundation.notices.actions import tell
from samverka.registers.actors import checks, rules
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor, Invitation, Mandate
from samverka.registers.actors.phrases import Told, Verb
from samverka.registers.actors.roles import Role, role

__all__ = [
    "accept_invitation",
    "appoint_first",
    "appoint_stand_in",
    "end_mandate",
    "give_mandate",
    "invite",
    "withdraw_invitation",
]


@transaction.atomic
def give_mandate(
    *, by: Acting, user: User, organisation: Actor, role: Role, valid_to: date | None = None
) -> Mandate:
    """Let a person act for an organisation in a role from today on. Raises `Refused`."""
    if not rules.may_give(by, organisation, role):
        raise NotAllowed(_("Only the administrator of the organisation can give this mandate."))
    period = (
        Period(today(), valid_to) if valid_to is None or valid_to > today() else Period(valid_to, valid_to)
    )
    require(checks.mandate_problems(user, organisation, role.code, period))
    mandate = _given(by, user, organisation, role.code, period)
    record(by, Verb.MANDATE_GIVEN, organisation, person=user.name, role=role.code)
    return mandate


@transaction.atomic
def appoint_first(*, user: User, organisation: Actor, role: Role) -> Mandate:
    """Give a mandate from the command line of the machine, when nobody can give one yet; one that is held stays."""
    held: Mandate | None = Mandate.objects.held(user, organisation, role.code).in_force_on(today()).first()
    if held:
        return held
    mandate = _given(None, user, organisation, role.code, Period(today(), None))
    record(None, Verb.MANDATE_GIVEN, organisation, person=user.name, role=role.code)
    return mandate


@transaction.atomic
def appoint_stand_in(
    *, by: Acting, mandate: Mandate, user: User, valid_from: date, valid_to: date
) -> Mandate:
    """Let a person of the same organisation do what another's mandate lets them do, for a period and no longer."""
    organisation = mandate.organisation
    if not rules.may_give(by, organisation, role(mandate.role)):
        raise NotAllowed(_("Only the administrator of the organisation can give this mandate."))
    if valid_to <= valid_from:
        raise Refused(_("The mandate would end before it begins. Choose a later day."))
    period = Period(valid_from, valid_to)
    require(checks.stand_in_problems(mandate, user, period))
    require(checks.mandate_problems(user, organisation, mandate.role, period))
    stand_in = _given(by, user, organisation, mandate.role, period, stands_in_for=mandate)
    other = mandate.user.name
    record(by, Verb.STAND_IN_APPOINTED, organisation, person=user.name, other=other, role=mandate.role)
    said: dict[str, Any] = {
        "other": other,
        "organisation": str(organisation.name),
        "begins": valid_from.isoformat(),
        "ends": (valid_to - timedelta(days=1)).isoformat(),
    }
    tell([user], Told.STANDS_IN, "me/mandates/", subject=stand_in, organisation_key=organisation.slug, **said)
    return stand_in


@transaction.atomic
def end_mandate(*, by: Acting, mandate: Mandate) -> Mandate:
    """End a mandate now, and with it those of its stand-ins; their sessions end, so that nothing more is done by it."""
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if not rules.may_end(by, mandate):
        raise NotAllowed(
            _("Only the administrator of the organisation, or the person, can end this mandate.")
        )
    if mandate.valid_to and mandate.valid_to <= today():
        raise Refused(_("This mandate has ended already."))
    for one in (mandate, *mandate.stand_ins.exclude(valid_to__lte=today())):
        one.valid_to = max(today(), one.valid_from or today())
        one.save(update_fields=["valid_to"])
        end_sessions(one.user)
        record(by, Verb.MANDATE_ENDED, one.organisation, person=one.user.name, role=one.role)
    return mandate


@transaction.atomic
def invite(
    *, by: Acting, email: str, organisation: Actor, role: Role, language: str, valid_to: date | None = None
) -> Invitation:
    """Ask somebody by e-mail to act for an organisation. The letter itself is written by the caller."""
    if not rules.may_give(by, organisation, role):
        raise NotAllowed(_("Only the administrator of the organisation can give this mandate."))
    require(checks.invitation_problems(email.lower(), organisation, role.code, valid_to))
    invitation = Invitation.objects.create(
        email=email.lower(),
        organisation=organisation,
        role=role.code,
        language=language,
        valid_to=valid_to,
        invited_by=by.user,
    )
    record(by, Verb.INVITED, organisation, email=invitation.email, role=role.code)
    return invitation


@transaction.atomic
def accept_invitation(*, user: User, token: str) -> Mandate:
    """Take up the mandate of an invitation, once, by the person to whose address it was sent."""
    invitation = Invitation.objects.select_for_update().filter(token=token).first()
    if (
        invitation is None
        or not invitation.is_open
        or (invitation.valid_to and invitation.valid_to <= today())
    ):
        raise Refused(_("This invitation can no longer be used. Ask the one who sent it for a new one."))
    if invitation.email != user.email.lower():
        raise NotAllowed(_("The invitation was sent to another e-mail address. Sign in with that one."))
    invitation.accepted_at, invitation.accepted_by = this_moment(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    organisation = invitation.organisation
    said: dict[str, Any] = {"person": user.name, "organisation": str(organisation.name)}
    tell([invitation.invited_by], Told.INVITATION_ACCEPTED, f"actors/{organisation.slug}/people/", **said)
    held: Mandate | None = (
        Mandate.objects.held(user, organisation, invitation.role).in_force_on(today()).first()
    )
    if held:
        return held
    period = Period(today(), invitation.valid_to)
    mandate = _given(None, user, organisation, invitation.role, period, given_by=invitation.invited_by)
    doer = Acting(user, organisation, frozenset({invitation.role}))
    record(doer, Verb.MANDATE_ACCEPTED, organisation, person=user.name, role=invitation.role)
    return mandate


@transaction.atomic
def withdraw_invitation(*, by: Acting, invitation: Invitation) -> Invitation:
    """Take an invitation back before it is accepted."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not rules.may_manage(by, invitation.organisation):
        raise NotAllowed(_("Only the administrator of the organisation can take back an invitation."))
    if not invitation.is_open:
        raise Refused(_("This invitation has already been used, taken back, or has run out."))
    invitation.withdrawn_at, invitation.withdrawn_by = this_moment(), by.user
    invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(by, Verb.INVITATION_WITHDRAWN, invitation.organisation, email=invitation.email)
    return invitation


def _given(
    by: Acting | None, user: User, organisation: Actor, role: str, period: Period, **more: object
) -> Mandate:
    given = {"given_by": by.user if by else None} | more
    return Mandate.objects.create(
        user=user, organisation=organisation, role=role, valid_from=period.start, valid_to=period.end, **given
    )
