"""Who acts in the story: made-up people in every role, who come to their mandates as people do, by invitation."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from samverka.demo.days import StoryDays
from samverka.foundation.accounts.actions import open_account
from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.languages import Trilingual
from samverka.portal.people.letters import write_invitation
from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting, acting_as
from samverka.registers.actors.actions import (
    accept_invitation,
    appoint_first,
    appoint_stand_in,
    confirm_organisation,
    invite,
    register_organisation,
)
from samverka.registers.actors.models import Actor, Mandate
from samverka.registers.actors.roles import Role
from samverka.registers.areas.models import Area
from samverka.registers.law.enums import Bearer

__all__ = [
    "ASSOCIATION",
    "BAY",
    "CENTRE",
    "COMPANY",
    "COUNTY",
    "EMPLOYMENT",
    "PEOPLE",
    "RIDGE",
    "VILLAGE",
    "arrive",
    "organisation",
    "stand_in",
    "who",
]

BAY: Final = "municipality-E01"
RIDGE: Final = "municipality-E02"
VILLAGE: Final = "municipality-E03"
COUNTY: Final = "example-county"
EMPLOYMENT: Final = "example-employment-authority"
CENTRE: Final = "example-development-centre"
AGENCY: Final = "example-supervisory-agency"
MINISTRY: Final = "example-ministry"
# As the register names them when they have been registered.
ASSOCIATION: Final = "association-exempelvikens-oppna-dorr-rf"
COMPANY: Final = "company-exempelsprak-ab"


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person, in the roles that the administrator of an organisation gives."""

    key: str
    name: str
    organisation: str
    roles: tuple[Role, ...]
    language: str = "sv"

    @property
    def email(self) -> str:
        return f"{self.key}@{self.organisation.replace('municipality-', 'kommun-').lower()}.example"


# The first of each organisation is its administrator, who invites the others. No name is of anybody that we know of:
# each family name says that it is an example.
PEOPLE: Final = (
    Person("goran", "Göran Mallberg", BAY, (roles.ADMINISTRATOR,)),
    Person("ilona", "Ilona Provare", BAY, (roles.INSTALLATION,)),
    Person("sanna", "Sanna Exempelström", BAY, (roles.COORDINATOR,)),
    Person("fatima", "Fatima Exempelfors", BAY, (roles.SECRETARY,)),
    Person("henrik", "Henrik Mallqvist", BAY, (roles.SIGNATORY,)),
    Person("pekka", "Pekka Esimerkkinen", RIDGE, (roles.ADMINISTRATOR, roles.COORDINATOR), "fi"),
    Person("tuulikki", "Tuulikki Mallinen", RIDGE, (roles.SIGNATORY,), "fi"),
    Person("mirja", "Mirja Näytteinen", VILLAGE, (roles.ADMINISTRATOR, roles.COORDINATOR), "fi"),
    Person("amina", "Amina Mallikainen", COUNTY, (roles.ADMINISTRATOR, roles.OFFICER), "fi"),
    Person("olena", "Olena Exempelenko", COUNTY, (roles.SIGNATORY,)),
    Person("jukka", "Jukka Esimerkkilä", EMPLOYMENT, (roles.ADMINISTRATOR, roles.OFFICER), "fi"),
    Person("noor", "Noor Mallik", EMPLOYMENT, (roles.SIGNATORY,), "fi"),
    Person(
        "lisbet", "Lisbet Exempelgren", CENTRE, (roles.ADMINISTRATOR, roles.REGIONAL_OFFICER, roles.OFFICER)
    ),
    Person("erik", "Erik Mallsten", AGENCY, (roles.ADMINISTRATOR, roles.SUPERVISOR)),
    Person("thuy", "Thuy Esimerkki", MINISTRY, (roles.ADMINISTRATOR, roles.PLANNER), "fi"),
    Person("yusuf", "Yusuf Exempeldal", ASSOCIATION, (roles.ADMINISTRATOR, roles.REPRESENTATIVE)),
    Person("dmitri", "Dmitri Mallgren", ASSOCIATION, (roles.MEMBER,)),
    Person("rosa", "Rosa Exempelholm", COMPANY, (roles.ADMINISTRATOR, roles.REPRESENTATIVE)),
)
_BY_KEY: Final = {person.key: person for person in PEOPLE}


def who(key: str) -> Acting:
    """The person acting for the organisation, as the mandates of the story's day let them."""
    person = _BY_KEY[key]
    acting = acting_as(User.objects.get(email=person.email), person.organisation)
    if acting is None:
        raise LookupError(f"{person.name} has no mandate on this day of the story.")
    return acting


def organisation(slug: str) -> Actor:
    return Actor.objects.get(slug=slug)


def arrive(days: StoryDays) -> None:
    """Everybody's mandates, and the association and the company that no register holds."""
    with days.act(560):
        keeper = _account(_BY_KEY["ilona"])
        appoint_first(user=keeper, organisation=organisation(BAY), role=roles.INSTALLATION)
    with days.act(559):
        _join(person for person in PEOPLE if person.organisation not in (ASSOCIATION, COMPANY))
    with days.act(556):
        _register()
    with days.act(554):
        for slug in (ASSOCIATION, COMPANY):
            confirm_organisation(by=who("amina"), actor=organisation(slug))
    with days.act(553):
        _join(person for person in PEOPLE if person.organisation in (ASSOCIATION, COMPANY))


def stand_in(days: StoryDays) -> None:
    """While the coordinator is on leave next month, the secretary does her work."""
    with days.act(3):
        appoint_stand_in(
            by=who("goran"),
            mandate=Mandate.objects.get(user__email=_BY_KEY["sanna"].email, role=roles.COORDINATOR.code),
            user=who("fatima").user,
            valid_from=days.ahead(20),
            valid_to=days.ahead(34),
        )


def _join(people: Iterable[Person]) -> None:
    for person in people:
        for role in person.roles:
            if role is not roles.INSTALLATION:
                _invited(person, role)


def _invited(person: Person, role: Role) -> None:
    invitation = invite(
        by=_inviter(person, role),
        email=person.email,
        organisation=organisation(person.organisation),
        role=role,
        language=person.language,
    )
    write_invitation(invitation)
    user = User.objects.filter(email=person.email).first() or _account(person)
    accept_invitation(user=user, token=invitation.token)


def _inviter(person: Person, role: Role) -> Acting:
    """Administrators are invited by the administrator of the installation, all others by their own."""
    if role is roles.ADMINISTRATOR:
        return who("ilona")
    return who(next(one.key for one in PEOPLE if one.organisation == person.organisation))


def _account(person: Person) -> User:
    """An account without a password: nobody comes in by one, however the example is served."""
    return open_account(email=person.email, name=person.name, language=person.language)


def _register() -> None:
    """The two business IDs have the right check digit, and so low a number that they are seen to be examples."""
    home = Area.objects.municipalities().get(code="E01")
    register_organisation(
        by=who("sanna"),
        kind=Bearer.ASSOCIATION,
        name=Trilingual(sv="Exempelvikens öppna dörr rf", fi="Esimerkkilahden avoin ovi ry"),
        home=home,
        business_id="0000001-9",
    )
    register_organisation(
        by=who("sanna"),
        kind=Bearer.COMPANY,
        name=Trilingual(sv="Exempelspråk Ab", fi="Esimerkkikieli Oy"),
        home=home,
        business_id="0000002-7",
    )
