"""People who act: somebody in a role for an organisation, and the browser in which they are signed in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from samverka.foundation.accounts.actions import open_account
from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import today
from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting, acting_as
from samverka.registers.actors.models import Actor, Mandate

PASSWORD = "en lång mening som ingen gissar"


def actor(slug: str) -> Actor:
    return Actor.objects.get(slug=slug)


def of_kind(kind: str) -> Actor:
    """An organisation of a kind; the register holds no associations and the like, so they are made."""
    found = Actor.objects.filter(kind=kind, valid_to=None).order_by("slug").first()
    return found or Actor.objects.create(slug=f"{kind}-of-tests", kind=kind, name_sv="Exempelförening")


def person(
    name: str = "Anna Ek", email: str = "", *, password: str | None = None, language: str = "sv"
) -> User:
    address = email or f"{name.lower().replace(' ', '.')}@example.org"
    return open_account(email=address, name=name, language=language, password=password)


def mandate(
    user: User, organisation: Actor, role: roles.Role, begins: date | None = None, ends: date | None = None
) -> Mandate:
    return Mandate.objects.create(
        user=user, organisation=organisation, role=role.code, valid_from=begins or today(), valid_to=ends
    )


def one_who_acts(role: roles.Role, organisation: Actor, name: str = "Anna Ek") -> Acting:
    """Somebody new in a role for an organisation."""
    user = person(name)
    mandate(user, organisation, role)
    acting = acting_as(user, organisation.slug)
    assert acting is not None
    return acting


def browser_of(user: User, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(user)
    return client
