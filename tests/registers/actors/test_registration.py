"""Organisations that people register: checked, seen by those who act, confirmed by another."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone
from tests.cast import actor, of_kind, one_who_acts

from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.refusals import NotAllowed, Refused
from samverka.registers.actors import rules
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.actions import confirm_organisation, register_organisation
from samverka.registers.actors.importing import import_actors
from samverka.registers.actors.models import Actor, Registration
from samverka.registers.actors.queries import similar_to
from samverka.registers.actors.roles import (
    ADMINISTRATOR,
    COORDINATOR,
    INSTALLATION,
    OFFICER,
    REPRESENTATIVE,
    ROLES,
    Role,
)
from samverka.registers.areas.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Acting:
    return one_who_acts(COORDINATOR, actor("municipality-905"))


@pytest.fixture
def another() -> Acting:
    return one_who_acts(OFFICER, actor("municipality-499"), "Bo Berg")


def registered(by: Acting, vasa: Area, **given: Any) -> Actor:
    name = given.pop("name", Trilingual(sv="Vasa Vänner rf", fi="Vaasan Ystävät ry"))
    return register_organisation(by=by, home=vasa, **({"kind": "association", "name": name} | given))


def test_a_registered_organisation_is_seen_by_those_who_act_only(officer: Acting, vasa: Area) -> None:
    made = registered(officer, vasa, business_id="0201256-6")

    assert made.slug == "association-vasa-vanner-rf"
    assert made in Actor.objects.visible_to(officer)
    assert made not in Actor.objects.visible_to(None)
    assert Actor.objects.visible_to(None).count() == Actor.objects.count() - 1
    assert not made.capacities.exists()


def test_another_confirms_it_and_then_all_see_it(officer: Acting, another: Acting, vasa: Area) -> None:
    made = registered(officer, vasa)

    confirm_organisation(by=another, actor=made)

    assert made in Actor.objects.visible_to(None)
    assert list(made.capacities.values_list("kind", "area__code")) == [("association", "905")]
    with pytest.raises(Refused):
        confirm_organisation(by=another, actor=made)


def test_nobody_confirms_what_they_have_registered(officer: Acting, vasa: Area) -> None:
    made = registered(officer, vasa)

    with pytest.raises(NotAllowed):
        confirm_organisation(by=officer, actor=made)


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.code)
def test_who_registers_and_who_confirms(role: Role) -> None:
    acting = one_who_acts(role, of_kind(role.kinds[0] if role.kinds else "municipality"))

    assert rules.may_register(acting) is (role.code in {"coordinator", "officer", "regional_officer"})
    assert rules.may_confirm(acting) is (rules.may_register(acting) or role is INSTALLATION)


def test_an_association_registers_no_other() -> None:
    assert not rules.may_register(one_who_acts(OFFICER, of_kind("association")))


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "municipality"},
        {"name": Trilingual()},
        {"kind": "company"},
        {"business_id": "0201256-7"},
        {"business_id": "12"},
    ],
)
def test_what_is_wrongly_written_is_refused(officer: Acting, vasa: Area, given: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        registered(officer, vasa, **given)


def test_a_business_id_is_registered_once(officer: Acting, vasa: Area) -> None:
    registered(officer, vasa, business_id="0201256-6")

    with pytest.raises(Refused):
        registered(officer, vasa, business_id="0201256-6", name=Trilingual(sv="Någon annan"))
    with pytest.raises(IntegrityError):
        Actor.objects.create(slug="same", kind="company", name_sv="Samma", business_id="0201256-6")


@pytest.mark.parametrize(
    ("name", "alike"),
    [("Vasa vänner r.f.", True), ("Vasa Vännerna", True), ("Vaasan ystävät", True), ("Korsholms kör", False)],
)
def test_names_that_are_nearly_the_same_are_found(
    officer: Acting, vasa: Area, name: str, alike: bool
) -> None:
    made = registered(officer, vasa)

    assert similar_to([name, ""]) == ([made] if alike else [])


def test_the_same_name_gets_another_identifier(officer: Acting, vasa: Area) -> None:
    registered(officer, vasa)

    assert registered(officer, vasa).slug == "association-vasa-vanner-rf-2"


def test_an_import_leaves_it_alone(officer: Acting, another: Acting, vasa: Area) -> None:
    made = registered(officer, vasa)
    confirm_organisation(by=another, actor=made)

    report = import_actors()

    assert not report.changed
    assert Actor.objects.get(pk=made.pk).capacities.count() == 1


def test_the_database_refuses_a_confirmation_by_the_same_or_by_nobody(officer: Acting, vasa: Area) -> None:
    row = Registration.objects.filter(actor=registered(officer, vasa))
    whole = {"confirmed_at": timezone.now(), "confirmed_for": officer.organisation}

    for values in (whole, whole | {"confirmed_by": officer.user}):
        with pytest.raises(IntegrityError), _undone():
            row.update(**values)


def _undone() -> Any:
    from django.db import transaction

    return transaction.atomic()


def test_those_who_may_not_are_refused(vasa: Area) -> None:
    for role, kind in ((ADMINISTRATOR, "municipality"), (REPRESENTATIVE, "association")):
        with pytest.raises(NotAllowed):
            registered(one_who_acts(role, of_kind(kind), role.code), vasa)
