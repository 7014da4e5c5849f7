"""Who may call what: every route of the URLconf, each role, and those who have none.

What is public is listed below, so that somebody has thought of it; for all else, what a view declares is held to: a new
route is covered by itself, and one that declares nothing fails.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, path, reverse
from tests.cast import actor, browser_of, mandate, of_kind, one_who_acts, person
from tests.pages import EXAMPLES, addresses, examples, routes

from samverka.overview.doors import PUBLIC as EVERYBODY
from samverka.overview.doors import Openness, WritingOnRead
from samverka.portal.doors import reads
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Invitation
from samverka.registers.actors.roles import ADMINISTRATOR, INSTALLATION, ROLES, Role
from samverka.registers.areas.models import Area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

# A new public address is added here by somebody who has thought of it: pages that everybody may read.
PUBLIC = {
    "plain:choose_language",
    "plain:health",
    "plain:robots",
    "plain:map",
    "plain:map_of",
    "csv:actors",
    "csv:duties",
    "csv:statutes",
    "csv:municipalities",
    "csv:responsibility",
    "csv:cooperations",
    "open:openapi-json",
    "open:openapi-view",
    "open:municipalities",
    "open:area",
    "open:areas",
    "open:changes",
    "open:responsibility",
    "open:actors",
    "open:actor",
    "open:statutes",
    "open:statute",
    "open:provision",
    "open:duties",
    "open:duty",
    "open:search",
    "open:cooperations",
    "open:cooperation",
    "portal:front",
    "portal:choose",
    "portal:municipalities",
    "portal:areas",
    "portal:area",
    "portal:responsible",
    "portal:changes",
    "portal:actors",
    "portal:actor",
    "portal:statutes",
    "portal:statute",
    "portal:statute_text",
    "portal:provision",
    "portal:duties",
    "portal:duty",
    "portal:duty_law",
    "portal:search",
    "open:agreements",
    "open:agreement",
    "portal:agreements",
    "portal:agreement",
    "portal:agreement_pdf",
    "portal:agreement_word",
    "portal:agreement_signatures",
    "plain:body_calendar",
    "open:bodies",
    "open:body",
    "open:body_meetings",
    "open:body_meeting",
    "open:body_initiatives",
    "open:body_initiative",
    "portal:bodies",
    "portal:body",
    "portal:body_meeting",
    "portal:body_minutes",
    "portal:body_initiative",
    "portal:body_call_file",
    "portal:body_minutes_file",
    "portal:body_attachment",
    "portal:cooperations",
    "portal:cooperation",
    "portal:sources",
    "portal:accessibility",
    "portal:data_protection",
    "portal:reading_guide",
    "portal:components",
}
# The library's own, to find the root of its addresses: always 404.
NOBODY = {"open:api-root"}
# Public, since it is the way in; each of them takes forms or asks an identity provider.
WAY_IN = {
    "account_login",
    "sign_in_as",  # 404, except in an example on one's own machine: tests/demo
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "socialaccount_signup",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "openid_connect_login",
    "openid_connect_callback",
    "saml_login",
    "saml_acs",
    "saml_finish_acs",
    "saml_sls",
    "saml_metadata",
    "portal:invitation",
}
# Open to whoever has an address that we have signed for one person: their calendar, and no more letters of a kind.
SIGNED_ADDRESS = {"plain:calendar", "portal:stop_letters"}
# Identity providers and mail programs send to these; what they bring is signed.
WITHOUT_TOKEN = {"saml_acs": 302, "saml_sls": 404, "portal:stop_letters": 404}
# Nothing to ask again of one who has neither a password nor a second step.
REFUSE_BY_THEMSELVES = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
REDIRECTS = {"plain:choose_language"}
WRITING = ("POST", "PUT", "PATCH", "DELETE")


def openness(pattern: URLPattern) -> Openness | None:
    """What a route declares of itself; for an operation of the API, what its function declares."""
    found = {getattr(view, "openness", None) for view in _views(pattern.callback)}
    return found.pop() if len(found) == 1 else None


def _views(callback: Any) -> list[Any]:
    if hasattr(callback, "openness"):
        return [callback]
    operations = [cell.cell_contents for cell in getattr(callback, "__closure__", None) or ()]
    found = [operation.view_func for one in operations for operation in getattr(one, "operations", [])]
    return found or [callback]


DECLARED = {name: openness(pattern) for name, pattern in routes() if name not in NOBODY}
GUARDED = {name: declared for name, declared in DECLARED.items() if declared and declared.code != "public"}
PATTERNS = dict(routes())


def test_every_route_declares_to_whom_it_is_open() -> None:
    assert [name for name, declared in DECLARED.items() if declared is None] == []


def test_what_is_public_is_in_the_list() -> None:
    assert {
        name for name, declared in DECLARED.items() if declared and declared.code == "public"
    } == PUBLIC | WAY_IN | SIGNED_ADDRESS


def test_a_route_that_declares_nothing_is_found() -> None:
    assert openness(path("nothing/", lambda _request: HttpResponse(), name="nothing")) is None


def test_no_two_routes_have_one_name() -> None:
    names = [name for name, _pattern in routes()]

    assert sorted(set(names)) == sorted(names)


def test_every_variable_address_that_is_public_has_an_example() -> None:
    variable = {name for name, pattern in routes() if pattern.pattern.converters and name in PUBLIC}

    assert variable <= set(EXAMPLES)


@pytest.mark.parametrize("name", sorted(PUBLIC | NOBODY))
def test_the_public_reads_and_changes_nothing(client: Client, name: str) -> None:
    client.raise_request_exception = True
    wanted = 404 if name in NOBODY else 302 if name in REDIRECTS else 200
    answers = {}
    for address in addresses(name):
        for method in ("GET", "HEAD", *WRITING):
            answers.setdefault(method, set()).add(client.generic(method, address).status_code)

    refusal = 404 if name in NOBODY else 405
    head = 405 if name.startswith("open:") and "openapi" not in name and name not in NOBODY else wanted
    assert answers == {"GET": {wanted}, "HEAD": {head}} | {method: {refusal} for method in WRITING}


def refused(response: Any) -> bool:
    """Whether one was not let in: told that the page is not one's own, or led to sign in."""
    return response.status_code == 403 or response.headers.get("Location", "").startswith(
        reverse("account_login")
    )


def methods(name: str) -> tuple[str, ...]:
    """What a route answers at all. Of the library's pages only what is shown: what its forms do is tested there."""
    return ("GET", "POST") if getattr(PATTERNS[name].callback, "writes", False) else ("GET",)


def wrongly_answered(client: Client, acting: Acting | None, *, signed_in: bool) -> list[str]:
    """Each guarded route that lets somebody in whom it does not admit, or the other way round."""
    found = []
    for name, declared in GUARDED.items():
        for address in examples(name):
            for method in methods(name):
                response = rolled_back(client, method, address)
                admitted = declared.admits(acting, signed_in=signed_in)
                by_itself = admitted and name in REFUSE_BY_THEMSELVES
                if (refused(response) is admitted and not by_itself) or response.status_code >= 500:
                    found.append(f"{method} {name}: {response.status_code}, admitted: {admitted}")
    return found


def rolled_back(client: Client, method: str, address: str) -> Any:
    """What a request is answered, with all that it did undone."""
    with transaction.atomic():
        response = client.generic(method, address)
        transaction.set_rollback(True)
    return response


def test_those_who_have_not_signed_in_are_led_to_sign_in(client: Client) -> None:
    assert wrongly_answered(client, None, signed_in=False) == []


def test_those_who_act_for_nobody_see_their_own_account_only() -> None:
    assert wrongly_answered(browser_of(person()), None, signed_in=True) == []


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.code)
def test_a_role_is_let_in_where_the_route_says_so(role: Role) -> None:
    acting = one_who_acts(role, of_kind(role.kinds[0] if role.kinds else "municipality"))

    assert wrongly_answered(browser_of(acting.user), acting, signed_in=True) == []


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.code)
@pytest.mark.parametrize("whose", ["own", "other"])
def test_the_people_of_an_organisation_are_kept_by_its_administrator(role: Role, whose: str) -> None:
    acting = one_who_acts(role, of_kind(role.kinds[0] if role.kinds else "municipality"))
    organisation = acting.organisation if whose == "own" else actor("municipality-499")
    theirs = mandate(person("Bo Berg"), organisation, ADMINISTRATOR)
    invited = Invitation.objects.create(
        email="cecilia@example.org", organisation=organisation, role="officer", invited_by=theirs.user
    )
    rows = {
        "portal:people": (organisation.slug,),
        "portal:invite": (organisation.slug,),
        "portal:stand_in": (organisation.slug, theirs.pk),
        "portal:end_mandate": (theirs.pk,),
        "portal:withdraw_invitation": (invited.pk,),
    }
    client = browser_of(acting.user)
    answers = {client.get(reverse(name, args=args)).status_code for name, args in rows.items()}

    keeps = role is INSTALLATION or (role is ADMINISTRATOR and whose == "own")
    assert answers <= ({200} if keeps else {403, 404})


@pytest.mark.parametrize(
    "name", [name for name, found in PATTERNS.items() if getattr(found.callback, "writes", 0) != 0]
)
def test_a_form_from_elsewhere_is_refused(name: str) -> None:
    acting = one_who_acts(INSTALLATION, of_kind("municipality"))
    client = browser_of(acting.user, enforce_csrf_checks=True)

    answers = {client.post(address).status_code for address in examples(name)}

    assert answers == {WITHOUT_TOKEN.get(name, 403)}


@pytest.mark.parametrize("change", ["create", "update", "delete"])
def test_a_page_that_writes_fails(rf: Any, vasa: Area, change: str) -> None:
    writing = {
        "create": lambda: Area.objects.create(kind="region", code="99", on_mainland=True, on_aland=False),
        "update": lambda: Area.objects.filter(pk=vasa.pk).update(name_sv="Wasa"),
        "delete": lambda: Area.objects.filter(pk=vasa.pk).delete(),
    }

    @reads(EVERYBODY)
    def page(_request: HttpRequest) -> HttpResponse:
        writing[change]()
        return HttpResponse()

    with pytest.raises(WritingOnRead), transaction.atomic():
        page(rf.get("/"))

    vasa.refresh_from_db()
    assert vasa.name_sv == "Vasa"


def test_a_page_that_only_reads_answers_no_post(rf: Any) -> None:
    @reads(EVERYBODY)
    def page(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("read")

    assert page(rf.get("/")).content == b"read"
    assert page(rf.post("/")).status_code == 405
