"""The cast of an agreement: a municipality, the wellbeing services county and the employment authority around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import today
from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting, acting_as
from samverka.registers.actors.models import Actor, Mandate
from samverka.work.agreements import actions
from samverka.work.agreements.actions.concluding import Decision
from samverka.work.agreements.models import Agreement

SOON = date(2027, 1, 1)
LATER = date(2030, 1, 1)


@pytest.fixture(autouse=True)
def _own_folders(settings: LazySettings, tmp_path: Path) -> None:
    """Each test has its own files and keys."""
    settings.FILES = tmp_path / "files"
    settings.KEYS = tmp_path / "keys"


@dataclass(frozen=True)
class People:
    """One organisation's people: who writes, who approves and signs."""

    organisation: Actor
    writer: Acting
    signatory: Acting


def acting_for(slug: str, *held: roles.Role, name: str = "") -> Acting:
    """A new person with mandates in an organisation, acting for it."""
    organisation = Actor.objects.get(slug=slug)
    email = f"{name or '-'.join(role.code for role in held)}@{slug}.example"
    user = User.objects.create_user(email, name=name or f"{held[0].code.title()} {slug}", language="sv")
    for role in held:
        Mandate.objects.create(user=user, organisation=organisation, role=role.code, valid_from=today())
    found = acting_as(user, slug)
    assert found is not None
    return found


def people_of(slug: str, writing: roles.Role = roles.OFFICER) -> People:
    writer = acting_for(slug, writing)
    return People(writer.organisation, writer, acting_for(slug, roles.SIGNATORY))


@pytest.fixture
def city(db: None) -> People:
    """Vasa, bilingual, which begins most agreements."""
    return people_of("municipality-905", roles.COORDINATOR)


@pytest.fixture
def county(db: None) -> People:
    """Österbottens välfärdsområde."""
    return people_of("hva-17")


@pytest.fixture
def employment(db: None) -> People:
    """The employment authority of another area."""
    return people_of("tyo-17")


@pytest.fixture
def centre(db: None) -> People:
    """The economic development centre."""
    return people_of("evk-08", roles.REGIONAL_OFFICER)


@pytest.fixture
def stranger(db: None) -> People:
    """A municipality that is no party."""
    return people_of("municipality-091", roles.COORDINATOR)


TEXTS = {"heading_sv": "Arbetsfördelning", "heading_fi": "Työnjako", "text_sv": "Så här.", "text_fi": "Näin."}
WHAT = {"what_sv": "Samhällsorientering", "what_fi": "Yhteiskuntaorientaatio"}
TERMS = {
    "title_sv": "Avtal om integration",
    "title_fi": "Sopimus kotoutumisesta",
    "starts_on": SOON,
    "ends_on": LATER,
}


@pytest.fixture
def draft(city: People, county: People, employment: People) -> Agreement:
    """A draft between three parties that lacks nothing."""
    agreement = actions.draft(by=city.writer, outline="cooperation", **TERMS)
    for other in (county, employment):
        actions.add_party(by=city.writer, agreement=agreement, organisation=other.organisation)
    arranger = agreement.parties.get(organisation=county.organisation)
    actions.write_service(by=city.writer, agreement=agreement, arranger=arranger, **WHAT)
    return agreement


@pytest.fixture
def negotiating(draft: Agreement, city: People) -> Agreement:
    return actions.open_negotiations(by=city.writer, agreement=draft)


@pytest.fixture
def approving(negotiating: Agreement, city: People) -> Agreement:
    actions.propose(by=city.writer, agreement=negotiating)
    negotiating.refresh_from_db()
    return negotiating


def decision(**changed: Any) -> Decision:
    return Decision(**({"organ": "Stadsstyrelsen", "decided_on": today(), "section": "§ 12"} | changed))


@pytest.fixture
def approve(city: People) -> Callable[..., None]:
    def approve(agreement: Agreement, *parties: People) -> None:
        for party in parties:
            actions.record_approval(by=party.signatory, edition=agreement.edition, decision=decision())
        agreement.refresh_from_db()

    return approve


@pytest.fixture
def sign() -> Callable[..., None]:
    def sign(agreement: Agreement, *parties: People) -> None:
        for party in parties:
            actions.sign(by=party.signatory, edition=agreement.edition, office="direktör")
        agreement.refresh_from_db()

    return sign


@pytest.fixture
def signing(
    approving: Agreement, city: People, county: People, employment: People, approve: Any
) -> Agreement:
    approve(approving, city, county, employment)
    return approving


@pytest.fixture
def agreed(signing: Agreement, city: People, county: People, employment: People, sign: Any) -> Agreement:
    sign(signing, employment, city, county)
    return signing
