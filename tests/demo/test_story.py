"""The example as it has been told: whole, by acts alone, on its own days, and open in every role."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import Min
from django.test import Client
from django.urls import reverse

import samverka.demo
from samverka.demo.people import PEOPLE, Person
from samverka.demo.story import NotForAnExample, tell
from samverka.foundation.accounts.models import User
from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.clock import today
from samverka.foundation.notices.models import Notice, Reminder
from samverka.foundation.notices.queries import coming
from samverka.overview.responsibility import who_is_responsible
from samverka.registers.actors.business_id import business_id_problem
from samverka.registers.actors.models import Actor, Mandate
from samverka.registers.actors.phrases import Verb
from samverka.registers.actors.roles import ROLES
from samverka.registers.areas.models import Area
from samverka.work.agreements.models import Agreement
from samverka.work.bodies.enums import MeetingState, Outcome
from samverka.work.bodies.models import Body, Decision, Initiative, Meeting, Minutes, Task
from samverka.work.cooperation.enums import PartyState
from samverka.work.cooperation.models import Cooperation

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db, pytest.mark.usefixtures("example")]

THINGS = (Cooperation, Body, Meeting, Initiative, Task, Agreement)


def sign_in(client: Client, person: Person) -> Client:
    mandate = Mandate.objects.filter(user__email=person.email, stands_in_for=None).order_by("pk").first()
    assert mandate is not None
    answer = client.post(reverse("sign_in_as", args=[mandate.pk]))
    assert answer.headers["Location"] == reverse("portal:my_work")
    return client


def test_the_story_writes_by_acts_alone() -> None:
    code = "\n".join(path.read_text() for path in Path(samverka.demo.__file__).parent.rglob("*.py"))

    assert (
        re.findall(r"\.(?:create|bulk_create|get_or_create|update_or_create|save|update|delete)\(", code)
        == []
    )


@pytest.mark.parametrize("model", THINGS, ids=lambda model: model.__name__)
def test_each_thing_stands_in_the_journal(model: type) -> None:
    keys = {str(pk) for pk in model._default_manager.values_list("pk", flat=True)}
    entries = Entry.objects.filter(subject_kind=model._meta.label_lower)

    assert keys
    assert keys == set(entries.values_list("subject_key", flat=True))


def test_each_mandate_stands_in_the_journal() -> None:
    given = [Verb.MANDATE_GIVEN, Verb.MANDATE_ACCEPTED, Verb.STAND_IN_APPOINTED]

    assert Entry.objects.filter(verb__in=given).count() == Mandate.objects.count()


def test_it_reaches_from_a_year_and_a_half_ago_until_today() -> None:
    first = Entry.objects.aggregate(first=Min("at"))["first"]

    assert timedelta(days=550) < today() - first.date() < timedelta(days=570)
    assert not Entry.objects.filter(at__date__gt=today()).exists()


def test_somebody_acts_in_each_role() -> None:
    assert set(Mandate.objects.in_force_on(today()).values_list("role", flat=True)) == set(ROLES)


def test_the_meetings_are_as_they_were_told() -> None:
    states = list(Meeting.objects.order_by("starts_at").values_list("state", flat=True))
    outcomes = set(Decision.objects.values_list("outcome", flat=True))
    nameless = Minutes.objects.exclude(redacted_at=None).count()

    assert states == [
        *[MeetingState.PUBLISHED] * 3,
        MeetingState.MINUTES_DRAFTED,
        MeetingState.CALLED,
        MeetingState.PLANNED,
    ]
    assert outcomes == {Outcome.UNANIMOUS, Outcome.BY_VOTE, Outcome.NOTED, Outcome.TABLED}
    assert nameless == 3
    assert Decision.objects.filter(dissents__isnull=False).count() == 1


def test_a_proposal_was_answered_late_and_another_is_late() -> None:
    late = [one for one in Initiative.objects.all() if one.is_late_on(today())]
    answered = Initiative.objects.exclude(answered_at=None).get()

    assert len(late) == 1
    assert answered.answered_at.date() > answered.due


def test_one_has_left_and_one_has_not_answered() -> None:
    states = list(Cooperation.objects.get().parties.values_list("state", flat=True))

    assert {PartyState.ACCEPTED, PartyState.DECLINED, PartyState.LEFT, PartyState.INVITED} == set(states)


def test_an_agreement_is_in_force_and_another_has_two_void_versions() -> None:
    signed = Agreement.objects.in_force_on(today()).get()
    open_one = Agreement.objects.exclude(pk=signed.pk).get()

    assert signed.parties.count() == 3
    assert today() < signed.review_due < today() + timedelta(days=60)
    assert open_one.state == "negotiating"
    assert open_one.editions.exclude(voided_at=None).count() == 2
    assert open_one.comments.open().count() == 1


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.key)
@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_everybody_can_be_signed_in_as_and_sees_their_work(
    at_home: Client, person: Person, language: str
) -> None:
    sign_in(at_home, person)

    page = at_home.get(f"/{language}/me/")

    assert page.status_code == 200
    assert person.name in page.content.decode()


def test_something_is_late_something_awaits_and_something_is_coming() -> None:
    awaiting = Notice.objects.awaiting()
    ahead = [one for user in User.objects.order_by("pk") for one in coming(user, today())]

    assert [notice for notice in awaiting if notice.is_late]
    assert [notice for notice in awaiting if not notice.is_late]
    assert ahead


def test_nothing_is_said_to_be_late_before_its_day() -> None:
    ahead = [one for user in User.objects.order_by("pk") for one in coming(user, today())]
    late = [one for one in Reminder.objects.order_by("pk") if one.remind_on > one.due and one.due > today()]

    assert late
    assert [one for one in ahead if one in late] == []


def test_nobody_has_a_password() -> None:
    assert [user for user in User.objects.order_by("pk") if user.has_usable_password()] == []


def test_business_ids_have_their_check_digit() -> None:
    given = Actor.objects.exclude(registration=None).values_list("business_id", flat=True)

    assert sorted(given) == ["0000001-9", "0000002-7"]
    assert [one for one in given if business_id_problem(one)] == []


def test_the_examples_areas_reach_as_far_as_the_tables() -> None:
    ours = Area.objects.filter(code__startswith="E", kind="municipality").order_by("code")

    assert list(ours.values_list("code", "valid_to")) == [("E01", None), ("E02", None), ("E03", None)]


def test_no_real_municipality_is_told_of_an_example() -> None:
    vasa = Area.objects.municipalities().get(code="905")
    answer = who_is_responsible(vasa, today())

    assert "example-" not in repr(answer)


def test_it_is_not_told_twice() -> None:
    with pytest.raises(NotForAnExample, match="accounts in this installation already"):
        tell()
