"""What an ordinary installation keeps to itself, and an example from those who come from elsewhere."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from tests.cast import actor, mandate, person

from samverka.config.example import MARK, mark_example
from samverka.demo.story import NotForAnExample, tell
from samverka.foundation.accounts.models import User
from samverka.foundation.documents.pdf import example_mark
from samverka.foundation.kernel.clock import today
from samverka.registers.actors import roles
from samverka.registers.actors.models import Mandate

HOME: dict[str, Any] = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"}
ELSEWHERE: dict[str, dict[str, Any]] = {
    "from another machine": {"REMOTE_ADDR": "192.0.2.7"},
    "from no address": {"REMOTE_ADDR": ""},
    "by another name": {"HTTP_HOST": "testserver"},
    "through a proxy": {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
    "through a proxy of another kind": {"HTTP_FORWARDED": "for=192.0.2.7"},
}


@pytest.fixture
def held(db: None) -> Mandate:
    return mandate(person(), actor("municipality-905"), roles.COORDINATOR)


def sign_in_as(held: Mandate, **request: Any) -> tuple[int, bool]:
    """The status of the answer, and whether one is signed in after it."""
    client = Client(**(HOME | request))
    answer = client.post(reverse("sign_in_as", args=[held.pk]))
    return answer.status_code, "_auth_user_id" in client.session


def shows_people(**request: Any) -> bool:
    return b"/account/example/" in Client(**(HOME | request)).get(reverse("account_login")).content


def test_nobody_is_signed_in_without_a_password(held: Mandate) -> None:
    assert sign_in_as(held) == (404, False)
    assert not shows_people()


def test_in_an_example_at_home_one_is(held: Mandate, settings: LazySettings) -> None:
    settings.EXAMPLE = True

    assert sign_in_as(held) == (302, True)
    assert sign_in_as(held, REMOTE_ADDR="::1", HTTP_HOST="[::1]:8000") == (302, True)
    assert shows_people()


@pytest.mark.parametrize("request_", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_in_an_example_nobody_from_elsewhere_is(
    held: Mandate, settings: LazySettings, request_: dict[str, Any]
) -> None:
    settings.EXAMPLE = True

    assert sign_in_as(held, **request_) == (404, False)
    assert not shows_people(**request_)


def test_in_an_example_behind_a_proxy_nobody_is(held: Mandate, settings: LazySettings) -> None:
    settings.EXAMPLE, settings.BEHIND_TLS = True, True

    assert sign_in_as(held) == (404, False)


def test_a_mandate_that_has_ended_is_nobody_to_sign_in_as(held: Mandate, settings: LazySettings) -> None:
    settings.EXAMPLE = True
    Mandate.objects.filter(pk=held.pk).update(valid_from=today() - timedelta(days=2), valid_to=today())

    assert sign_in_as(held) == (404, False)


def test_a_link_does_not_sign_in(held: Mandate, settings: LazySettings) -> None:
    settings.EXAMPLE = True

    assert Client(**HOME).get(reverse("sign_in_as", args=[held.pk])).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/sv/", "/sv/nothing/", "/sv/account/login/", "/api/v1/docs", "/health"])
def test_an_ordinary_installation_says_nothing_of_examples(client: Client, address: str) -> None:
    answer = client.get(address)

    assert b'class="example"' not in answer.content
    assert "Samverka-Example" not in answer.headers


def test_its_papers_say_nothing_of_examples() -> None:
    assert [example_mark(language) for language in ("sv", "fi", "en")] == ["", "", ""]


@pytest.mark.django_db
def test_nothing_is_told_in_it() -> None:
    with pytest.raises(NotForAnExample, match="not marked as an example"):
        tell()

    assert not User.objects.exists()


@pytest.mark.django_db
def test_nothing_is_told_where_people_have_accounts(settings: LazySettings) -> None:
    settings.EXAMPLE = True
    person()

    with pytest.raises(NotForAnExample, match="accounts in this installation"):
        tell()

    assert User.objects.count() == 1


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder that is named, with no database elsewhere; what is set for the example is taken back."""
    monkeypatch.setattr(os, "environ", {"SAMVERKA_DATA": str(tmp_path / "data")})
    return tmp_path / "data"


def test_a_new_folder_is_marked(folder: Path) -> None:
    assert mark_example(fresh=False, port=8001) == ""
    assert [path.name for path in folder.iterdir()] == [MARK]
    assert os.environ["SITE_ADDRESS"] == "http://127.0.0.1:8001"


def test_a_folder_with_something_else_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "samverka.sqlite3").write_text("what people wrote")

    assert "is left alone" in mark_example(fresh=True, port=8000)
    assert [path.name for path in folder.iterdir()] == ["samverka.sqlite3"]


def test_an_example_is_begun_anew_only_when_asked(folder: Path) -> None:
    mark_example(fresh=False, port=8000)
    (folder / "samverka.sqlite3").write_text("what was done in the example")

    mark_example(fresh=False, port=8000)
    assert (folder / "samverka.sqlite3").exists()
    mark_example(fresh=True, port=8000)
    assert [path.name for path in folder.iterdir()] == [MARK]


def test_a_database_elsewhere_is_refused(folder: Path) -> None:
    os.environ["DATABASE_URL"] = "postgres://somewhere"

    assert "DATABASE_URL" in mark_example(fresh=False, port=8000)
    assert not folder.exists()
