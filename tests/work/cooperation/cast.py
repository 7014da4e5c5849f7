"""The recurring cast of cooperation: Vasa and its neighbour found, an association and the county are asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import Trilingual
from samverka.registers.actors.acting import Acting, acting_as
from samverka.registers.actors.models import Actor, Mandate
from samverka.registers.law.enums import Bearer
from samverka.work.cooperation import actions
from samverka.work.cooperation.enums import Part
from samverka.work.cooperation.models import Cooperation, Party

VASA, KORSHOLM, SIPOO = "municipality-905", "municipality-499", "municipality-753"
NAME = Trilingual(sv="Integration i Vasatrakten", fi="Kotoutuminen Vaasan seudulla")
PURPOSE = Trilingual(sv="Vi främjar integration.", fi="Edistämme kotoutumista.")


def association(slug: str = "svenska-bildning") -> Actor:
    kind = Bearer.ASSOCIATION
    return Actor.objects.get_or_create(slug=slug, defaults={"kind": kind, "name_sv": f"Föreningen {slug}"})[0]


def organisation(slug: str) -> Actor:
    return Actor.objects.get(slug=slug)


def somebody(slug: str, *roles: str) -> Acting:
    """A person who acts for an organisation in the roles; a new one for each organisation and set of roles."""
    address = f"{'-'.join(roles)}@{slug}.example"
    user = User.objects.filter(email=address).first() or User.objects.create_user(
        address, name=f"{roles} {slug}"
    )
    for role in roles:
        Mandate.objects.get_or_create(
            user=user, organisation=organisation(slug), role=role, defaults={"valid_from": today()}
        )
    acting = acting_as(user, slug)
    assert acting
    return acting


def prepared(by: Acting, *, is_public: bool = False, name: Trilingual = NAME) -> Cooperation:
    return actions.found(by=by, name=name, purpose=PURPOSE, is_public=is_public)


def started(by: Acting, *, is_public: bool = False, **given: Any) -> Cooperation:
    return actions.start(by=by, cooperation=prepared(by, is_public=is_public, **given))


def invited(
    by: Acting, cooperation: Cooperation, whom: Iterable[Actor], part: Part = Part.PARTY
) -> list[Party]:
    return actions.invite(by=by, cooperation=cooperation, organisations=whom, part=part)


def joined(by: Acting, cooperation: Cooperation, whom: Acting, *, is_shown: bool = False) -> Party:
    (party,) = invited(by, cooperation, [whom.organisation])
    return actions.accept(by=whom, party=party, is_shown=is_shown)
