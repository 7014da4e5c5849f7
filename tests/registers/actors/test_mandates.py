"""Mandates: who gives them, how long they hold, who stands in, and invitations to them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cast import actor, mandate, of_kind, one_who_acts, person

from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.refusals import NotAllowed, Refused
from samverka.foundation.notices.kinds import kind_of
from samverka.foundation.notices.models import Notice
from samverka.registers.actors import actions, rules
from samverka.registers.actors.acting import Acting, acting_as, people_of
from samverka.registers.actors.models import Actor, Invitation, Mandate
from samverka.registers.actors.roles import (
    ADMINISTRATOR,
    COORDINATOR,
    INSTALLATION,
    OFFICER,
    PLANNER,
    ROLES,
    Role,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def keeper() -> Acting:
    return one_who_acts(ADMINISTRATOR, actor("municipality-905"), "Karin Keeper")


@pytest.fixture
def vasa_city() -> Actor:
    return actor("municipality-905")


def test_an_administrator_gives_a_mandate_and_it_is_written_down(keeper: Acting, vasa_city: Actor) -> None:
    user = person()

    given = actions.give_mandate(by=keeper, user=user, organisation=vasa_city, role=COORDINATOR)

    assert (given.valid_from, given.valid_to, given.given_by) == (today(), None, keeper.user)
    assert acting_as(user).roles == {"coordinator"}
    assert Entry.objects.about("actors.actor", vasa_city.pk).first().details == {
        "person": "Anna Ek",
        "role": "coordinator",
    }


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.code)
def test_who_may_give_which_mandate(keeper: Acting, role: Role) -> None:
    vasa, korsholm = actor("municipality-905"), actor("municipality-499")
    root = one_who_acts(INSTALLATION, actor("municipality-091"), "Rut Root")
    officer = one_who_acts(OFFICER, vasa, "Olle Officer")

    assert rules.may_give(keeper, vasa, role) is (
        role is not INSTALLATION and (not role.kinds or vasa.kind in role.kinds)
    )
    assert not rules.may_give(keeper, korsholm, role)
    assert rules.may_give(root, vasa, role) is (role in (ADMINISTRATOR, INSTALLATION))
    assert not rules.may_give(officer, vasa, role)
    assert not rules.may_give(None, vasa, role)


def test_a_role_that_does_not_fit_the_organisation_is_refused(keeper: Acting, vasa_city: Actor) -> None:
    with pytest.raises(NotAllowed):
        actions.give_mandate(by=keeper, user=person(), organisation=vasa_city, role=PLANNER)


def test_the_same_mandate_twice_is_refused(keeper: Acting, vasa_city: Actor) -> None:
    user = person()
    actions.give_mandate(by=keeper, user=user, organisation=vasa_city, role=OFFICER)

    with pytest.raises(Refused, match="redan|already"):
        actions.give_mandate(by=keeper, user=user, organisation=vasa_city, role=OFFICER)


def test_a_mandate_that_ends_before_it_begins_is_refused(keeper: Acting, vasa_city: Actor) -> None:
    with pytest.raises(Refused):
        actions.give_mandate(by=keeper, user=person(), organisation=vasa_city, role=OFFICER, valid_to=today())


@given(begins=st.integers(-40, 40), length=st.integers(0, 40) | st.none())
@settings(max_examples=60, deadline=None)
def test_a_mandate_gives_access_on_the_days_of_its_period_and_no_other(
    begins: int, length: int | None
) -> None:
    user = person(email=f"p{timezone.now().timestamp()}@example.org")
    start = today() + begins * DAY
    end = None if length is None else start + length * DAY
    held = mandate(user, actor("municipality-905"), OFFICER, start, end)

    acts = acting_as(user) is not None

    assert acts is (start <= today() and (end is None or today() < end))
    assert acts is (today() in held.period) is (user in people_of([held.organisation]))
    held.delete()


def test_a_mandate_that_ends_today_gives_nothing_today(vasa_city: Actor) -> None:
    user = person()
    mandate(user, vasa_city, OFFICER, today() - DAY, today())

    assert acting_as(user) is None


def test_nobody_acts_in_a_name_that_they_did_not_choose() -> None:
    user = person()
    mandate(user, actor("municipality-905"), OFFICER)
    mandate(user, actor("municipality-499"), OFFICER, today() - DAY, today())

    assert acting_as(user, "municipality-499") is None
    assert acting_as(user).organisation_key == "municipality-905"


def test_a_closed_account_acts_for_nobody(vasa_city: Actor) -> None:
    user = person()
    mandate(user, vasa_city, OFFICER)
    user.is_active = False
    user.save()

    assert acting_as(user) is None
    assert people_of([vasa_city]) == []


def test_an_ended_mandate_ends_at_once_with_its_sessions_and_stand_ins(
    keeper: Acting, vasa_city: Actor
) -> None:
    held = mandate(person(), vasa_city, OFFICER)
    other = person("Bo Berg")
    mandate(other, vasa_city, COORDINATOR)
    stand_in = actions.appoint_stand_in(
        by=keeper, mandate=held, user=other, valid_from=today(), valid_to=today() + 5 * DAY
    )
    seals = held.user.seal, other.seal

    actions.end_mandate(by=keeper, mandate=held)

    for one in (held, stand_in):
        one.refresh_from_db()
        assert one.valid_to == today()
    held.user.refresh_from_db()
    other.refresh_from_db()
    assert held.user.seal != seals[0]
    assert other.seal != seals[1]
    with pytest.raises(Refused):
        actions.end_mandate(by=keeper, mandate=held)


def test_a_person_ends_their_own_mandate_and_not_another_s(vasa_city: Actor) -> None:
    mine = one_who_acts(OFFICER, vasa_city)
    theirs = one_who_acts(OFFICER, vasa_city, "Bo Berg")

    actions.end_mandate(by=mine, mandate=Mandate.objects.get(user=mine.user))
    with pytest.raises(NotAllowed):
        actions.end_mandate(by=mine, mandate=Mandate.objects.get(user=theirs.user))


@given(begins=st.integers(-3, 12), length=st.integers(-2, 12), ends=st.integers(1, 12) | st.none())
@settings(max_examples=60, deadline=None)
def test_a_stand_in_stays_within_the_mandate(begins: int, length: int, ends: int | None) -> None:
    stamp = timezone.now().timestamp()
    vasa = actor("municipality-905")
    root = person("Rut Root", f"r{stamp}@example.org")
    mandate(root, vasa, ADMINISTRATOR)
    held = mandate(
        person("Anna Ek", f"a{stamp}@example.org"), vasa, OFFICER, today(), ends and today() + ends * DAY
    )
    other = person("Bo Berg", f"b{stamp}@example.org")
    mandate(other, vasa, COORDINATOR)
    start, end = today() + begins * DAY, today() + (begins + length) * DAY

    try:
        made = actions.appoint_stand_in(
            by=acting_as(root, vasa.slug), mandate=held, user=other, valid_from=start, valid_to=end
        )
    except Refused:
        made = None

    fits = begins >= 0 and length > 0 and (ends is None or begins + length <= ends)
    assert (made is not None) is fits
    if made:
        assert held.period.covers(made.period)
        assert ("officer" in acting_as(other, vasa.slug).roles) is (begins == 0)


@pytest.mark.parametrize(
    ("language", "days"), [("sv", "1.12.2030"), ("fi", "1.12.2030"), ("en", "1 Dec 2030")]
)
def test_a_stand_in_is_told_the_days_in_the_language_of_the_one_who_reads(
    keeper: Acting, vasa_city: Actor, language: str, days: str
) -> None:
    held, other = mandate(person(), vasa_city, OFFICER), person("Bo Berg")
    mandate(other, vasa_city, COORDINATOR)
    with override("en"):
        actions.appoint_stand_in(
            by=keeper, mandate=held, user=other, valid_from=today(), valid_to=date(2030, 12, 2)
        )
    notice = Notice.objects.get(user=other)

    with override(language):
        assert days in kind_of(notice.kind).said(notice.details)


def test_a_stand_in_is_of_the_organisation_and_is_another(keeper: Acting, vasa_city: Actor) -> None:
    held = mandate(person(), vasa_city, OFFICER)
    period = {"valid_from": today(), "valid_to": today() + DAY}

    for user in (held.user, person("Stig Stranger")):
        with pytest.raises(Refused):
            actions.appoint_stand_in(by=keeper, mandate=held, user=user, **period)


def test_the_database_refuses_a_stand_in_without_an_end(vasa_city: Actor) -> None:
    held = mandate(person(), vasa_city, OFFICER)

    with pytest.raises(IntegrityError, match="stand_in_has_an_end"):
        Mandate.objects.create(
            user=person("Bo Berg"), organisation=vasa_city, role="officer", stands_in_for=held
        )


def test_the_database_refuses_the_same_mandate_twice(vasa_city: Actor) -> None:
    held = mandate(person(), vasa_city, OFFICER)

    with pytest.raises(IntegrityError):
        mandate(held.user, vasa_city, OFFICER)


def test_the_database_refuses_a_mandate_that_ends_before_it_begins(vasa_city: Actor) -> None:
    with pytest.raises(IntegrityError, match="ends_after_it_begins"):
        mandate(person(), vasa_city, OFFICER, date(2026, 5, 2), date(2026, 5, 1))


def invited(keeper: Acting, email: str = "anna.ek@example.org") -> Invitation:
    return actions.invite(
        by=keeper, email=email, organisation=keeper.organisation, role=OFFICER, language="sv"
    )


def test_an_invitation_is_accepted_once_by_the_one_invited(keeper: Acting) -> None:
    invitation, user = invited(keeper), person()

    made = actions.accept_invitation(user=user, token=invitation.token)

    assert (made.user, made.role, made.given_by) == (user, "officer", keeper.user)
    with pytest.raises(Refused):
        actions.accept_invitation(user=user, token=invitation.token)


def test_an_invitation_is_not_for_another(keeper: Acting) -> None:
    invitation = invited(keeper)

    with pytest.raises(NotAllowed):
        actions.accept_invitation(user=person("Bo Berg"), token=invitation.token)
    assert invitation.is_open


@pytest.mark.parametrize("how", ["run out", "taken back", "mandate over", "unknown"])
def test_an_invitation_that_is_over_is_refused(keeper: Acting, how: str) -> None:
    invitation, user = invited(keeper), person()
    if how == "run out":
        Invitation.objects.update(runs_out_at=timezone.now())
    elif how == "taken back":
        actions.withdraw_invitation(by=keeper, invitation=invitation)
    elif how == "mandate over":
        Invitation.objects.update(valid_to=today())

    with pytest.raises(Refused):
        actions.accept_invitation(user=user, token="none" if how == "unknown" else invitation.token)
    assert acting_as(user) is None


def test_a_second_invitation_to_the_same_role_is_refused(keeper: Acting) -> None:
    invited(keeper)

    with pytest.raises(Refused):
        invited(keeper, "ANNA.EK@example.org")


def test_an_invitation_is_taken_back_by_the_keeper_only(keeper: Acting) -> None:
    invitation = invited(keeper)

    with pytest.raises(NotAllowed):
        actions.withdraw_invitation(by=one_who_acts(OFFICER, keeper.organisation), invitation=invitation)
    actions.withdraw_invitation(by=keeper, invitation=invitation)
    with pytest.raises(Refused):
        actions.withdraw_invitation(by=keeper, invitation=invitation)


def test_the_database_refuses_an_invitation_accepted_by_nobody(keeper: Acting) -> None:
    with pytest.raises(IntegrityError, match="accepted_by_somebody"):
        Invitation.objects.filter(pk=invited(keeper).pk).update(accepted_at=timezone.now())


def test_the_database_refuses_an_invitation_taken_back_by_nobody_or_after_it_was_accepted(
    keeper: Acting,
) -> None:
    taken_back, accepted = invited(keeper), invited(keeper, "bo.berg@example.org")
    actions.accept_invitation(user=person("Bo Berg"), token=accepted.token)
    back = {"withdrawn_at": timezone.now(), "withdrawn_by": keeper.user}

    for one, change in ((taken_back, {"withdrawn_at": timezone.now()}), (accepted, back)):
        with pytest.raises(IntegrityError, match="withdrawn_by_somebody"), transaction.atomic():
            Invitation.objects.filter(pk=one.pk).update(**change)


def test_the_first_mandate_is_given_by_the_machine(vasa_city: Actor) -> None:
    user = person()

    first = actions.appoint_first(user=user, organisation=vasa_city, role=ADMINISTRATOR)

    assert first == actions.appoint_first(user=user, organisation=vasa_city, role=ADMINISTRATOR)
    assert rules.may_manage(acting_as(user), vasa_city)
    assert not rules.may_manage(acting_as(user), of_kind("ministry"))
