"""Who may do what with mandates and organisations."""

from typing import Final

from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor, Mandate, Registration
from samverka.registers.law.enums import Bearer

__all__ = ["REGISTERED_BY_HAND", "may_confirm", "may_end", "may_give", "may_manage", "may_register"]

# No register of ours holds these, so people put them in.
REGISTERED_BY_HAND: Final = (Bearer.ASSOCIATION, Bearer.COMPANY, Bearer.RELIGIOUS_COMMUNITY)


def may_manage(acting: Acting | None, organisation: Actor) -> bool:
    """Who sees and keeps an organisation's mandates: its administrator, and the installation's for all."""
    if acting is None:
        return False
    own = acting.organisation.pk == organisation.pk and acting.has(roles.ADMINISTRATOR)
    return own or acting.has(roles.INSTALLATION)


def may_give(acting: Acting | None, organisation: Actor, role: roles.Role) -> bool:
    """Who gives a mandate in a role. The installation's administrator appoints administrators, and nobody else."""
    if not may_manage(acting, organisation) or acting is None:
        return False
    fits = not role.kinds or organisation.kind in role.kinds
    if acting.organisation.pk == organisation.pk and acting.has(roles.ADMINISTRATOR):
        return fits and role is not roles.INSTALLATION
    return role in (roles.ADMINISTRATOR, roles.INSTALLATION)


def may_end(acting: Acting | None, mandate: Mandate) -> bool:
    """Who ends a mandate: those who keep the organisation's, and the person who holds it."""
    if acting is None:
        return False
    return mandate.user_id == acting.user.pk or may_manage(acting, mandate.organisation)


def may_register(acting: Acting | None) -> bool:
    """Who registers an association, a company or a religious community: whoever acts for an authority."""
    if acting is None or acting.organisation.kind in REGISTERED_BY_HAND:
        return False
    return acting.has(roles.COORDINATOR, roles.OFFICER, roles.REGIONAL_OFFICER)


def may_confirm(acting: Acting | None, registration: Registration | None = None) -> bool:
    """Who confirms an organisation that another person has registered."""
    if acting is None or not (may_register(acting) or acting.has(roles.INSTALLATION)):
        return False
    return registration is None or registration.registered_by_id != acting.user.pk
