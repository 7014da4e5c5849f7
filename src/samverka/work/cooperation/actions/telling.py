"""Who is told what of an act, other than the one who did it."""

from collections.abc import Iterable, Iterator

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.languages import plain
from samverka.foundation.notices.actions import tell
from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting, people_of
from samverka.registers.actors.models import Actor
from samverka.work.cooperation.enums import ANSWERING
from samverka.work.cooperation.models import Cooperation, Party
from samverka.work.cooperation.phrases import Told

__all__ = ["ask_party", "tell_founders", "tell_parties", "tell_party"]


def ask_party(by: Acting, party: Party) -> None:
    """Ask those who answer for an organisation, at the page where the answer is given."""
    page = f"cooperation/invitations/{party.pk}/"
    _tell(by, Told.INVITED, party, [party.organisation], page, founding=party.is_founder, asks=True)


def tell_party(by: Acting, kind: Told, party: Party) -> None:
    """Tell those who answer for an organisation that is no longer in the cooperation."""
    _tell(by, kind, party, [party.organisation], "cooperation/ours/", founding=party.is_founder)


def tell_founders(by: Acting, kind: Told, party: Party) -> None:
    """Tell the coordinators of the founding municipalities of one party."""
    _tell(by, kind, party, party.cooperation.founders(), _page(party.cooperation), founding=True)


def tell_parties(by: Acting, kind: Told, cooperation: Cooperation) -> None:
    """Tell everybody who answers for an organisation that takes part."""
    taking_part = [
        party.organisation for party in cooperation.parties.accepted().select_related("organisation")
    ]
    for organisation, people in _people(by, taking_part):
        tell(
            people,
            kind,
            _page(cooperation),
            subject=cooperation,
            organisation_key=organisation.slug,
            cooperation=plain(cooperation.name),
        )


def _tell(
    by: Acting,
    kind: Told,
    party: Party,
    organisations: Iterable[Actor],
    path: str,
    *,
    founding: bool,
    asks: bool = False,
) -> None:
    for organisation, people in _people(by, organisations, founding=founding, asked=asks):
        tell(
            people,
            kind,
            path,
            subject=party,
            organisation_key=organisation.slug,
            asks=asks,
            part=party.part,
            cooperation=plain(party.cooperation.name),
            organisation=plain(party.organisation.name),
        )


def _people(
    by: Acting, organisations: Iterable[Actor], *, founding: bool = False, asked: bool = False
) -> Iterator[tuple[Actor, list[User]]]:
    """Those who answer for each organisation, each person once; the one who acts knows already, unless asked."""
    known = set() if asked else {by.user.pk}
    for organisation in organisations:
        roles_told = (roles.COORDINATOR,) if founding else ANSWERING
        people = [person for person in people_of([organisation], *roles_told) if person.pk not in known]
        known |= {person.pk for person in people}
        yield organisation, people


def _page(cooperation: Cooperation) -> str:
    return f"cooperation/{cooperation.pk}/"
