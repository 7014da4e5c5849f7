"""Nothing personal is kept longer than it is needed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone
from tests.cast import actor, mandate, person

from samverka.registers.actors.models import Invitation
from samverka.registers.actors.roles import ADMINISTRATOR, OFFICER
from samverka.registers.actors.tasks import forget

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vasa")]

TODAY = date(2026, 11, 24)


def long_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


@pytest.mark.parametrize(("days", "stays"), [(364, True), (366, False)])
@pytest.mark.parametrize("over", ["accepted_at", "withdrawn_at", "runs_out_at"])
def test_an_invitation_is_kept_for_a_year_after_it_was_over(over: str, days: int, stays: bool) -> None:
    with time_machine.travel("2026-11-24T12:00:00+02:00", tick=False):
        anna = person()
        given = {} if over == "runs_out_at" else {over.replace("_at", "_by"): anna}
        Invitation.objects.create(
            email="bo@example.org",
            organisation=actor("municipality-905"),
            role=OFFICER.code,
            invited_by=anna,
            **{over: long_ago(days)},
            **given,
        )

        assert (forget(TODAY), Invitation.objects.exists()) == (0 if stays else 1, stays)


@pytest.mark.parametrize(("ended", "closed"), [(None, False), (729, False), (731, True)])
def test_an_account_is_closed_two_years_after_the_last_mandate(ended: int | None, closed: bool) -> None:
    anna = person()
    ends = TODAY - timedelta(days=ended) if ended else None
    mandate(anna, actor("municipality-905"), ADMINISTRATOR, date(2020, 1, 1), ends)
    type(anna).objects.update(date_joined=long_ago(3000))

    forget(TODAY)

    anna.refresh_from_db()
    assert anna.is_active is not closed
    assert (anna.email == f"closed-{anna.pk}@account.invalid") is closed
    assert EmailAddress.objects.filter(user=anna).exists() is not closed
    assert anna.name == "Anna Ek"


def test_a_new_account_waits_two_years_for_its_first_mandate() -> None:
    anna = person()

    assert forget(TODAY) == 0
    assert anna.is_active
