"""An agreement can stand on the agenda of a body, for those who may see it."""

from __future__ import annotations

import pytest
from tests.work.agreements.conftest import People
from tests.work.bodies.cast import delegation

from samverka.foundation.kernel.clock import today
from samverka.work.agreements import actions
from samverka.work.agreements.models import Agreement
from samverka.work.bodies.agenda_subjects import Found, found, subject_of
from samverka.work.bodies.models import Body

pytestmark = pytest.mark.django_db
KIND = "agreements.agreement"


@pytest.fixture
def body(city: People) -> Body:
    return delegation(city.writer, on=today()).body


def offered(people: People, body: Body) -> list[Found]:
    return list(subject_of(KIND).offered(people.writer, body))


def test_a_body_is_offered_the_agreements_of_those_that_founded_it(
    negotiating: Agreement, city: People, body: Body
) -> None:
    expected = Found(str(negotiating.pk), negotiating.title, f"agreements/{negotiating.pk}/")

    assert offered(city, body) == [expected]
    assert found(city.writer, KIND, str(negotiating.pk)) == expected


def test_what_is_over_is_not_offered(negotiating: Agreement, city: People, body: Body) -> None:
    actions.withdraw(by=city.writer, agreement=negotiating)

    assert offered(city, body) == []


def test_an_agreement_of_others_is_neither_offered_nor_shown(
    negotiating: Agreement, stranger: People, body: Body
) -> None:
    assert offered(stranger, body) == []
    assert found(stranger.writer, KIND, str(negotiating.pk)) is None
    assert found(None, KIND, str(negotiating.pk)) is None


@pytest.mark.parametrize("key", ["", "x", "0", "999999"])
def test_a_key_of_nothing_finds_nothing(city: People, key: str) -> None:
    assert found(city.writer, KIND, key) is None
