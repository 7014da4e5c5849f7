"""Roles: what a mandate may be given for. Each says in plain words what it lets a person do."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.refusals import Sentence
from samverka.registers.law.enums import Bearer

__all__ = ["ROLES", "Role", "role"]


@dataclass(frozen=True, slots=True)
class Role:
    """A role in an organisation. `kinds`: the kinds of organisation that can give it; empty: all."""

    code: str
    label: Sentence
    description: Sentence
    kinds: tuple[Bearer, ...] = ()


COORDINATOR: Final = Role(
    "coordinator",
    _("Municipal coordinator"),
    _(
        "Coordinates the promotion of integration in a municipality: founds cooperation, invites parties, prepares the "
        "delegation, agreements and programmes of the municipality. Does not approve or sign them."
    ),
    (Bearer.MUNICIPALITY,),
)
OFFICER: Final = Role(
    "officer",
    _("Officer of an authority"),
    _("Takes part for an authority: accepts invitations, comments, proposes, answers proposals, reports."),
)
REPRESENTATIVE: Final = Role(
    "representative",
    _("Representative of an organisation"),
    _(
        "Takes part for an association, a company or a religious community: accepts invitations, comments, proposes."
    ),
    (Bearer.ASSOCIATION, Bearer.COMPANY, Bearer.RELIGIOUS_COMMUNITY, Bearer.EDUCATION_PROVIDER),
)
SECRETARY: Final = Role(
    "secretary",
    _("Secretary of a delegation"),
    _("Calls meetings, keeps the agenda, attendance and minutes, and follows proposals to their answers."),
)
MEMBER: Final = Role(
    "member",
    _("Member of a delegation"),
    _("Sees the matters of the bodies in which the person has a seat, proposes, and votes in meetings."),
)
SIGNATORY: Final = Role(
    "signatory",
    _("Approver and signatory"),
    _("Records what the organisation's own body has approved, and signs in the organisation's name."),
)
REGIONAL_OFFICER: Final = Role(
    "regional_officer",
    _("Regional officer"),
    _(
        "Follows and supports the promotion of integration in a region, and takes part in agreements on placement."
    ),
    (Bearer.DEVELOPMENT_CENTRE, Bearer.ELY_CENTRE, Bearer.REGIONAL_COUNCIL),
)
SUPERVISOR: Final = Role(
    "supervisor",
    _("Supervisor"),
    _("Supervises in the authority's field: opens, handles and closes matters of supervision."),
    (Bearer.SUPERVISORY_AGENCY, Bearer.DEVELOPMENT_CENTRE, Bearer.REGIONAL_AGENCY),
)
PLANNER: Final = Role(
    "planner",
    _("Planner of a ministry"),
    _("Prepares the ministry's goals, measures and budget lines in the State programme."),
    (Bearer.MINISTRY,),
)
ADMINISTRATOR: Final = Role(
    "administrator",
    _("Administrator of an organisation"),
    _("Gives and ends mandates of the organisation, and keeps its own details. Decides nothing in its name."),
)
INSTALLATION: Final = Role(
    "installation",
    _("Administrator of the installation"),
    _("Gives the first mandate in each organisation and confirms organisations. Sees no unpublished matter."),
)

ROLES: Final = {
    one.code: one
    for one in (
        COORDINATOR,
        OFFICER,
        REPRESENTATIVE,
        SECRETARY,
        MEMBER,
        SIGNATORY,
        REGIONAL_OFFICER,
        SUPERVISOR,
        PLANNER,
        ADMINISTRATOR,
        INSTALLATION,
    )
}


def role(code: str) -> Role:
    """The role with a code. Raises `KeyError` where there is none."""
    return ROLES[code]
