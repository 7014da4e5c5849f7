"""Journeys: somebody is invited, accepts, acts, is ended; acts for one and for another; keeps people; registers."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import PASSWORD, actor, browser_of, mandate, one_who_acts, person

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import today
from samverka.foundation.notices.models import Letter, Notice
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Invitation, Mandate
from samverka.registers.actors.roles import ADMINISTRATOR, COORDINATOR, OFFICER

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper() -> Acting:
    return one_who_acts(ADMINISTRATOR, actor("municipality-905"), "Karin Keeper")


@pytest.fixture
def desk(keeper: Acting) -> Client:
    """The browser of the administrator of Vasa."""
    return browser_of(keeper.user)


def invite(desk: Client, email: str = "anna@vasa.example", **given: str) -> Invitation:
    sent = {"email": email, "role": "coordinator", "language": "fi"} | given
    response = desk.post("/sv/actors/municipality-905/people/invite/", sent)
    assert response.status_code == 302, response.content.decode()
    return Invitation.objects.get(email=email)


def heading(response: object) -> str:
    return re.search(r"<h1>(.*?)</h1>", response.content.decode(), re.DOTALL)[1]


def test_somebody_is_invited_accepts_acts_and_is_ended(desk: Client, client: Client) -> None:
    invitation = invite(desk)
    letter = Letter.objects.get(to="anna@vasa.example")
    link = re.search(r"http://127\.0\.0\.1:8000(/fi/invitation/\S+/)", letter.text)[1]
    assert invitation.token in link
    assert f'href="http://127.0.0.1:8000{link}"' in letter.html

    assert client.get(link).status_code == 200
    joined = client.post(link, {"name": "Anna Ek", "way": "password", "password": PASSWORD})
    assert joined.url == "/fi/me/"
    anna = User.objects.get(email="anna@vasa.example")
    assert (anna.language, anna.check_password(PASSWORD)) == ("fi", True)
    assert "Anna Ek" in client.get("/fi/me/mandates/").content.decode()
    assert client.get("/sv/actors/register/").status_code == 200

    held = Mandate.objects.get(user=anna)
    assert desk.post(f"/sv/me/mandates/{held.pk}/end/").url == "/sv/actors/municipality-905/people/"

    assert client.get("/sv/actors/register/").status_code == 302  # Signed out with the very next request.
    assert client.get(link).status_code == 410


def test_a_passkey_instead_of_a_password_is_made_next(desk: Client, client: Client) -> None:
    link = f"/sv/invitation/{invite(desk).token}/"

    response = client.post(link, {"name": "Anna Ek", "way": "passkey", "password": ""}, follow=True)

    assert response.redirect_chain[0][0] == "/sv/account/passkeys/add/"
    assert response.status_code == 200
    assert b'data-passkey="create"' in response.content
    assert not User.objects.get(email="anna@vasa.example").has_usable_password()


@pytest.mark.parametrize("password", ["", "kort", "password1234"])
def test_a_weak_password_is_refused_and_nothing_typed_is_lost(
    desk: Client, client: Client, password: str
) -> None:
    link = f"/sv/invitation/{invite(desk).token}/"

    response = client.post(link, {"name": "Anna Ek", "way": "password", "password": password})

    assert response.status_code == 200
    assert 'value="Anna Ek"' in response.content.decode()
    assert not User.objects.filter(email="anna@vasa.example").exists()


def test_one_who_has_an_account_signs_in_and_accepts(desk: Client, client: Client) -> None:
    person("Anna Ek", "anna@vasa.example", password=PASSWORD)
    link = f"/sv/invitation/{invite(desk).token}/"
    sign_in = re.search(r'href="(/sv/account/login/\?next=[^"]+)"', client.get(link).content.decode())[1]

    back = client.post(sign_in, {"login": "anna@vasa.example", "password": PASSWORD})
    assert back.url == link
    assert client.post(link).url == "/sv/me/"

    assert client.session["acting"] == "municipality-905"


def test_another_cannot_accept(desk: Client) -> None:
    link = f"/sv/invitation/{invite(desk).token}/"
    other = browser_of(person("Bo Berg"))

    assert other.get(link).status_code == 200
    assert other.post(link).status_code == 403
    assert Invitation.objects.get().is_open
    assert not Mandate.objects.filter(user__name="Bo Berg").exists()


@pytest.mark.parametrize("over", ["run out", "taken back"])
def test_an_invitation_that_is_over_says_so(desk: Client, client: Client, over: str) -> None:
    invitation = invite(desk)
    if over == "run out":
        Invitation.objects.update(runs_out_at=timezone.now())
    else:
        desk.post(f"/sv/people/invitations/{invitation.pk}/withdraw/")

    response = client.post(
        f"/sv/invitation/{invitation.token}/", {"name": "A", "way": "password", "password": PASSWORD}
    )

    assert response.status_code == 410
    assert not User.objects.filter(email="anna@vasa.example").exists()


def test_a_token_that_nobody_sent_leads_nowhere(client: Client) -> None:
    assert client.get("/sv/invitation/nothing/").status_code == 404


def test_one_acts_for_one_and_then_for_another(client: Client) -> None:
    anna = person()
    mandate(anna, actor("municipality-905"), COORDINATOR)
    mandate(anna, actor("municipality-499"), OFFICER)
    client.force_login(anna)

    client.post("/sv/me/mandates/act/", {"organisation": "municipality-905"})
    assert "Vasa" in _header(client)
    client.post("/sv/me/mandates/act/", {"organisation": "municipality-091"})  # None of hers.
    assert "Vasa" in _header(client)

    # A page that still shows the former name does nothing in the new one.
    client.post("/sv/me/mandates/act/", {"organisation": "municipality-499"})
    assert "Korsholm" in _header(client)
    stale = client.post("/sv/actors/register/", {"in_the_name_of": "municipality-905"})
    assert stale.status_code == 403


def _header(client: Client) -> str:
    page = client.get("/sv/").content.decode()
    return re.search(r'<p class="acting">(.*?)</p>', page, re.DOTALL)[1]


def test_choosing_by_get_changes_nothing(client: Client) -> None:
    anna = person()
    mandate(anna, actor("municipality-905"), COORDINATOR)
    client.force_login(anna)

    client.get("/sv/me/mandates/act/", {"organisation": "municipality-905"})

    assert "acting" not in client.session


def test_one_is_not_led_away_after_choosing(client: Client) -> None:
    anna = person()
    mandate(anna, actor("municipality-905"), COORDINATOR)
    client.force_login(anna)
    chosen = {"organisation": "municipality-905"}

    led = [
        client.post("/sv/me/mandates/act/", chosen | {"next": address}).url
        for address in ("/sv/duties/", "https://evil.example/", "//evil.example/", "javascript:alert(1)")
    ]

    assert led == ["/sv/duties/", "/sv/me/", "/sv/me/", "/sv/me/"]


def test_one_s_own_mandate_is_ended_and_one_stays_signed_in_here_only(client: Client) -> None:
    anna = person()
    held = mandate(anna, actor("municipality-905"), COORDINATOR)
    elsewhere = browser_of(anna)
    client.force_login(anna)

    assert client.post(f"/sv/me/mandates/{held.pk}/end/").url == "/sv/me/mandates/"

    assert client.get("/sv/me/mandates/").status_code == 200
    assert client.get("/sv/actors/register/").status_code == 403
    assert elsewhere.get("/sv/me/mandates/").status_code == 302


def test_a_mandate_that_runs_out_gives_no_access_the_same_day(client: Client) -> None:
    anna = person()
    held = mandate(anna, actor("municipality-905"), COORDINATOR)
    client.force_login(anna)
    assert client.get("/sv/actors/register/").status_code == 200

    Mandate.objects.filter(pk=held.pk).update(valid_from=today() - timedelta(days=3), valid_to=today())

    assert client.get("/sv/actors/register/").status_code == 403


def test_a_stand_in_is_appointed_and_listed(desk: Client, keeper: Acting) -> None:
    held = mandate(person(), keeper.organisation, COORDINATOR)
    other = person("Bo Berg")
    mandate(other, keeper.organisation, OFFICER)
    ends = (today() + timedelta(days=9)).isoformat()
    page = f"/sv/actors/municipality-905/people/{held.pk}/stand-in/"

    wrong = desk.post(page, {"user": other.pk, "valid_from": ends, "valid_to": today().isoformat()})
    assert wrong.status_code == 200
    right = desk.post(page, {"user": other.pk, "valid_from": today().isoformat(), "valid_to": ends})
    assert right.status_code == 302

    listed = desk.get("/sv/actors/municipality-905/people/").content.decode()
    assert listed.count("Bo Berg") >= 2
    assert Mandate.objects.get(stands_in_for=held).valid_to == today() + timedelta(days=10)
    (told,) = Notice.objects.filter(user=other, kind="actors.stands_in")
    assert told.details["ends"] == ends
    assert browser_of(other).get("/sv/actors/register/").status_code == 200


@pytest.mark.parametrize(
    "given",
    [{"email": "no address"}, {"role": "planner"}, {"role": "installation"}, {"valid_to": "2020-01-01"}],
)
def test_an_invitation_that_is_wrongly_written_is_refused_at_the_field(
    desk: Client, given: dict[str, str]
) -> None:
    sent = {"email": "anna@vasa.example", "role": "officer", "language": "sv"} | given

    response = desk.post("/sv/actors/municipality-905/people/invite/", sent)

    assert response.status_code == 200
    assert not Invitation.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.parametrize("people", [1, 3, 25])
def test_the_list_of_people_asks_the_same_few_questions(
    desk: Client, keeper: Acting, people: int, django_assert_max_num_queries: object
) -> None:
    for number in range(people):
        mandate(person(f"Person {number}"), keeper.organisation, OFFICER)
    desk.get("/sv/actors/municipality-905/people/")

    with django_assert_max_num_queries(10):
        assert desk.get("/sv/actors/municipality-905/people/").status_code == 200


def test_registering_finds_the_same_and_the_similar_and_another_confirms(
    client: Client, vasa: object
) -> None:
    client.force_login(one_who_acts(COORDINATOR, actor("municipality-905")).user)
    sent = {"kind": "association", "name_sv": "Vasa Vänner rf", "business_id": "0201256-6", "home": vasa.pk}

    made = client.post("/sv/actors/register/", sent)
    page = made.url
    assert page == "/sv/actors/association-vasa-vanner-rf/"
    assert client.get(page).status_code == 200
    assert Client().get(page).status_code == 404
    assert Client().get("/api/v1/actors/association-vasa-vanner-rf").status_code == 404
    assert client.post(f"{page}confirm/").status_code == 403  # Another must do it.
    assert Client().get(page).status_code == 404

    same = client.post("/sv/actors/register/", sent | {"name_sv": "Annan"}).content.decode()
    assert f'href="{page}"' in same
    alike = client.post("/sv/actors/register/", sent | {"name_sv": "Vasa vänner r.f.", "business_id": ""})
    assert f'href="{page}"' in alike.content.decode()
    certain = client.post(
        "/sv/actors/register/", sent | {"name_sv": "Vasa vänner r.f.", "business_id": "", "certain": "on"}
    )
    assert certain.status_code == 302

    other = browser_of(one_who_acts(OFFICER, actor("municipality-499"), "Bo Berg").user)
    assert "Vasa Vänner" in other.get("/sv/actors/unconfirmed/").content.decode()
    assert other.post(f"{page}confirm/").url == page
    assert Client().get(page).status_code == 200
