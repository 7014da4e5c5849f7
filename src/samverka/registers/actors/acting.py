"""Who is acting, in whose name, as what: one frozen value, made once for each request. `None` is the public."""

from collections.abc import Iterable
from dataclasses import dataclass

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import Trilingual
from samverka.registers.actors.models import Actor, Mandate
from samverka.registers.actors.roles import Role

__all__ = ["Acting", "acting_as", "people_of"]


@dataclass(frozen=True, slots=True)
class Acting:
    """A person acting for an organisation in the roles that mandates in force give."""

    user: User
    organisation: Actor
    roles: frozenset[str]

    def has(self, *roles: Role) -> bool:
        """Whether any of the roles is held."""
        return any(role.code in self.roles for role in roles)

    @property
    def person_key(self) -> str:
        return str(self.user.pk)

    @property
    def person_name(self) -> str:
        return self.user.name

    @property
    def organisation_key(self) -> str:
        return self.organisation.slug

    @property
    def organisation_name(self) -> Trilingual:
        return self.organisation.name


def acting_as(user: User, slug: str | None = None) -> Acting | None:
    """The person acting for the organisation with a slug, or, where none was chosen, for the first one.

    `None` without a mandate in force there: nobody finds themselves acting in a name that they did not choose.
    """
    mandates = list(
        Mandate.objects.in_force_on(today())
        .filter(user=user, user__is_active=True)
        .select_related("organisation")
        .order_by("organisation__slug", "role")
    )
    chosen = [one for one in mandates if one.organisation.slug == slug] if slug else mandates
    if not chosen:
        return None
    organisation = chosen[0].organisation
    roles = frozenset(one.role for one in chosen if one.organisation_id == organisation.pk)
    return Acting(user, organisation, roles)


def people_of(organisations: Iterable[Actor], *roles: Role) -> list[User]:
    """The people with a mandate in force in any of the organisations, in one of the roles, if any is named."""
    mandates = Mandate.objects.in_force_on(today()).filter(organisation__in=list(organisations))
    if roles:
        mandates = mandates.filter(role__in=[role.code for role in roles])
    return list(User.objects.filter(pk__in=mandates.values("user"), is_active=True))
