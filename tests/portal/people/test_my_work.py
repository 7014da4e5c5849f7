"""My work: what awaits me, what is coming, what I was told, and how I am told. Never what others are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client
from django.urls import resolve
from tests.portal.reading import Page

from samverka.foundation.accounts.models import User
from samverka.foundation.notices import kinds
from samverka.foundation.notices.actions import done, make_calendar_link, remind, tell
from samverka.foundation.notices.delivery.stopping import CHOOSE_PATH, EVERY_DAILY, stop_path
from samverka.foundation.notices.kinds import Kind
from samverka.foundation.notices.models import CalendarLink, Letter, Notice, Run
from samverka.foundation.notices.queries import wishes
from samverka.portal.people import being_told
from samverka.registers.actors.actions import appoint_first
from samverka.registers.actors.models import Actor
from samverka.registers.actors.roles import COORDINATOR, INSTALLATION, OFFICER

TODAY = date(2026, 3, 2)
VASA, KORSHOLM = "municipality-905", "municipality-499"


@pytest.fixture(autouse=True)
def _set(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Two kinds of notice, a day on which all happens, and nothing counted yet."""
    asked = Kind("tests.asked", "Questions to me", lambda details: f"Answer {details['what']}")
    news = Kind("tests.told", "News", lambda details: f"News of {details['what']}", at_once=False)
    monkeypatch.setattr(kinds, "_KINDS", {kind.code: kind for kind in (asked, news)})
    caches["memory"].clear()
    with time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC), tick=False):
        yield


def person(name: str, *mandates: tuple[str, Any], language: str = "en") -> User:
    user = User.objects.create_user(f"{name.lower()}@vasa.example", name=name, language=language)
    for slug, role in mandates:
        appoint_first(user=user, organisation=Actor.objects.get(slug=slug), role=role)
    return user


@pytest.fixture
def aino() -> User:
    """Acts for Vasa and for its neighbour."""
    return person("Aino", (VASA, COORDINATOR), (KORSHOLM, OFFICER))


@pytest.fixture
def bo() -> User:
    return person("Bo", (VASA, OFFICER))


@pytest.fixture
def me(client: Client, aino: User) -> Client:
    client.force_login(aino)
    session = client.session
    session["acting"] = VASA
    session.save()
    return client


def ask(
    user: User, what: str, due: date | None = None, organisation: str = VASA, subject: Any = None
) -> None:
    given = {"organisation_key": organisation, "asks": True, "due": due, "subject": subject, "what": what}
    tell([user], "tests.asked", f"areas/municipality/{what}/", **given)


def news(user: User, what: str, organisation: str = VASA) -> None:
    tell([user], "tests.told", "sources/", organisation_key=organisation, what=what)


def in_a_month(user: User, what: str = "review") -> None:
    due = TODAY + timedelta(days=30)
    remind(
        [user], "tests.told", "law/", subject=user, due=due, remind_on=[due], organisation_key=VASA, what=what
    )


def work(client: Client, **query: Any) -> Page:
    return Page(client.get("/en/me/", query))


def rows(page: Page, section: str) -> list[str]:
    items = page.tree.xpath(f"//section[@aria-labelledby='{section}']//li[@class='duty']")
    return [" ".join(item.text_content().split()) for item in items]


def test_an_empty_desk(me: Client) -> None:
    page = work(me)

    assert page.h1 == "My work"
    assert "Nothing awaits you now." in page.text


def test_what_awaits_stands_late_first_with_its_organisation_and_one_link(me: Client, aino: User) -> None:
    ask(aino, "499", None)
    ask(aino, "091", TODAY)
    ask(aino, "905", TODAY - timedelta(days=1))

    page = work(me)

    badges = [row.split(" Answer")[0] for row in rows(page, "awaits")]
    assert badges == ["Late", "Today", "To do"]
    assert [row.split("Answer ")[1][:3] for row in rows(page, "awaits")] == ["905", "091", "499"]
    assert all("Vaasa" in row for row in rows(page, "awaits"))
    assert "3 things await you. 1 of them is late." in page.text
    assert page.tree.xpath("//section[@aria-labelledby='awaits']//li//a/@href") == [
        f"/en/areas/municipality/{code}/" for code in ("905", "091", "499")
    ]


def test_what_is_asked_of_me_for_another_organisation_is_opened_in_its_name(me: Client, aino: User) -> None:
    ask(aino, "499", organisation=KORSHOLM)

    page = work(me)
    (form,) = page.tree.xpath("//section[@aria-labelledby='awaits']//form")
    response = me.post(form.get("action"), dict(form.form_values()))

    assert "Korsholm" in rows(page, "awaits")[0]
    assert response.url == "/en/areas/municipality/499/"
    assert me.session["acting"] == KORSHOLM
    assert not work(me).tree.xpath("//section[@aria-labelledby='awaits']//form")


def test_what_is_done_no_longer_awaits(me: Client, aino: User) -> None:
    ask(aino, "905", subject=aino)
    done("tests.asked", aino)

    assert rows(work(me), "awaits") == []
    assert len(rows(work(me), "told")) == 1


def test_what_is_coming_has_its_day(me: Client, aino: User) -> None:
    in_a_month(aino)

    (row,) = rows(work(me), "coming")
    assert row.startswith("1 Apr 2026 News of review")


def test_news_is_marked_as_read_one_by_one_or_all_at_once(me: Client, aino: User) -> None:
    for what in ("a", "b", "c"):
        news(aino, what)
    assert [row.split()[0] for row in rows(work(me), "told")] == ["New"] * 3

    first = Notice.objects.order_by("pk").first()
    assert me.post(f"/en/me/read/{first.pk}/").url == "/en/me/"
    assert [row.split()[0] for row in rows(work(me), "told")] == ["New", "New", "2"]
    me.post("/en/me/read/")
    assert "New" not in {row.split()[0] for row in rows(work(me), "told")}
    assert not work(me).tree.xpath("//button[contains(., 'Mark')]")


def test_opening_or_reloading_marks_nothing(me: Client, aino: User) -> None:
    news(aino, "a")

    me.get(f"/en/me/read/{Notice.objects.get().pk}/")
    me.get("/en/me/read/")

    assert Notice.objects.unread().count() == 1


def test_other_peoples_notices_are_never_visible_nor_touched(me: Client, aino: User, bo: User) -> None:
    ask(bo, "905", TODAY)
    news(bo, "secret")
    in_a_month(bo, "secret")
    notice = Notice.objects.get(kind="tests.told")

    page = work(me)
    assert (rows(page, "awaits"), rows(page, "coming"), rows(page, "told")) == ([], [], [])
    assert "secret" not in page.text
    assert me.post(f"/en/me/read/{notice.pk}/").status_code == 404
    me.post("/en/me/read/")
    assert Notice.objects.unread().count() == 2


@pytest.mark.parametrize("path", ["", "read/", "read/1/", "letters/", "calendar/", "outbox/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_has_not_signed_in_is_led_to_do_so(client: Client, path: str, method: str) -> None:
    response = getattr(client, method)(f"/en/me/{path}")

    assert response.status_code in {302, 405}
    assert response.status_code == 405 or response.url.startswith("/en/account/login/?next=/en/me/")


def test_who_has_no_mandate_still_sees_what_they_were_told(client: Client) -> None:
    user = person("Cecilia")
    news(user, "you")
    client.force_login(user)

    assert len(rows(work(client), "told")) == 1


@pytest.mark.parametrize("many", [1, 3, 40])
def test_the_database_is_asked_as_often_for_many_things_as_for_one(
    me: Client, aino: User, many: int, django_assert_max_num_queries: Any
) -> None:
    for n in range(many):
        ask(aino, "905", TODAY + timedelta(n), organisation=(VASA, KORSHOLM)[n % 2])
        news(aino, str(n))
    in_a_month(aino)
    work(me)

    with django_assert_max_num_queries(10) as asked:
        work(me)

    assert len(asked) == 9


def test_the_header_says_how_much_awaits_and_asks_once(
    me: Client, client: Client, aino: User, bo: User
) -> None:
    ask(aino, "905")
    ask(aino, "499")
    ask(bo, "905")

    assert Page(me.get("/en/sources/")).tree.xpath("string(//p[@class='acting']//span[1])") == "2 await you"


def test_the_header_of_a_public_page_asks_nothing(client: Client, django_assert_num_queries: Any) -> None:
    client.get("/en/accessibility/")

    with django_assert_num_queries(0):
        assert "await" not in client.get("/en/accessibility/").content.decode()


def test_how_to_be_told_is_chosen_for_each_kind(me: Client, aino: User) -> None:
    page = Page(me.get("/en/me/letters/"))
    (form,) = page.tree.xpath("//main//form")
    values = dict(form.form_values())
    assert {key: values[key] for key in ("tests.asked", "tests.told")} == {
        "tests.asked": "at_once",
        "tests.told": "daily",
    }

    response = me.post("/en/me/letters/", {"tests.asked": "never", "tests.told": "at_once"})

    assert response.url == "/en/me/"
    assert wishes(aino) == {"tests.asked": "never", "tests.told": "at_once"}


def test_a_choice_that_is_none_is_said_at_its_field(me: Client, aino: User) -> None:
    page = Page(me.post("/en/me/letters/", {"tests.asked": "hourly", "tests.told": "at_once"}))

    assert page.alerts
    assert wishes(aino)["tests.told"] == "daily"


def test_the_pages_named_in_letters_are_there() -> None:
    assert resolve(f"/sv/{CHOOSE_PATH}").func is being_told.choose_letters
    assert resolve(f"/sv/{stop_path(1, 'tests.asked')}").func is being_told.stop


def test_letters_are_stopped_from_a_letter_without_signing_in(aino: User) -> None:
    client = Client(enforce_csrf_checks=True)
    ask(aino, "905")
    address = f"/fi/{Letter.objects.get().stop_path}"

    asked = Page(client.get(address))
    assert asked.tree.xpath("//main//form//button")
    assert "Questions to me" in asked.text
    assert wishes(aino)["tests.asked"] == "at_once"
    response = client.post(
        address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 200
    assert not response.cookies
    assert wishes(aino)["tests.asked"] == "never"
    assert client.post(address).status_code == 200


def test_the_daily_letter_and_a_kind_of_an_earlier_version_can_be_stopped(client: Client, aino: User) -> None:
    assert client.post(f"/en/{stop_path(aino.pk, EVERY_DAILY)}").status_code == 200
    assert client.post(f"/en/{stop_path(aino.pk, 'gone.kind')}").status_code == 200
    assert wishes(aino) == {"tests.asked": "at_once", "tests.told": "never"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_that_we_did_not_sign_stops_nothing(client: Client, aino: User, method: str) -> None:
    token = stop_path(aino.pk, "tests.asked").split("/")[-2]

    for wrong in (token[:-1], token.replace("asked", "told"), "x"):
        assert getattr(client, method)(f"/en/me/letters/stop/{wrong}/").status_code == 404
    assert wishes(aino)["tests.asked"] == "at_once"


def unfolded(content: bytes) -> list[str]:
    """The lines of a calendar, read by hand: a reader other than the library that wrote it."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_calendar_address_is_made_followed_replaced_and_revoked(
    me: Client, client: Client, aino: User
) -> None:
    me.post("/en/me/calendar/", {"make": "1"})
    first = shown(me)
    me.post("/en/me/calendar/", {"make": "1"})
    second = shown(me)

    assert first != second
    assert [Client().get(address).status_code for address in (first, second)] == [404, 200]
    me.post("/en/me/calendar/", {"revoke": "1"})
    assert Client().get(second).status_code == 404
    assert not CalendarLink.objects.exists()


def shown(client: Client) -> str:
    (address,) = Page(client.get("/en/me/calendar/")).tree.xpath("//input[@id='address']/@value")
    return str(address).replace("http://127.0.0.1:8000", "")


def test_the_calendar_has_each_thing_that_is_due_once(client: Client, aino: User, bo: User) -> None:
    ask(aino, "åäö, and; so on " * 9, TODAY - timedelta(days=1))
    ask(aino, "without a day")
    in_a_month(aino)
    ask(bo, "somebody else's", TODAY)

    response = client.get(f"/calendar/{make_calendar_link(aino).token}.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    lines = unfolded(response.content)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert max(len(line) for line in response.content.split(b"\r\n")) <= 75
    events = read(lines)
    assert [event["DTSTART;VALUE=DATE"] for event in events] == ["20260301", "20260401"]
    assert [event["DTEND;VALUE=DATE"] for event in events] == ["20260302", "20260402"]
    assert events[0]["SUMMARY"].startswith("Answer åäö\\, and\\; so on")
    assert events[1]["URL"] == "http://127.0.0.1:8000/en/law/"
    assert {event["DTSTAMP"] for event in events} == {"20260302T120000Z"}


def read(lines: list[str]) -> list[dict[str, str]]:
    events: list[dict[str, str]] = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and ":" in line:
            name, _colon, value = line.partition(":")
            events[-1].setdefault(name, value)
    return events


def test_a_calendar_is_the_same_each_time_until_something_changes(client: Client, aino: User) -> None:
    in_a_month(aino)
    address = f"/calendar/{make_calendar_link(aino).token}.ics"
    first = client.get(address)

    with time_machine.travel(datetime(2026, 3, 9, 12, tzinfo=UTC)):
        assert client.get(address).content == first.content
        assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_a_calendar_speaks_its_persons_language_whatever_the_browser_wants(client: Client) -> None:
    user = person("Cecilia", language="fi")
    ask(user, "x", TODAY)

    response = client.get(
        f"/calendar/{make_calendar_link(user).token}.ics", headers={"accept-language": "sv"}
    )

    assert "URL:http://127.0.0.1:8000/fi/areas/municipality/x/" in unfolded(response.content)


def test_a_calendar_needs_no_session_and_looks_at_none(me: Client, aino: User, bo: User) -> None:
    ask(aino, "mine", TODAY)
    ask(bo, "his", TODAY)

    content = me.get(f"/calendar/{make_calendar_link(bo).token}.ics").content.decode()

    assert "his" in content
    assert "mine" not in content


def test_a_calendar_is_read_at_most_sixty_times_an_hour(client: Client, aino: User, bo: User) -> None:
    address = f"/calendar/{make_calendar_link(aino).token}.ics"

    codes = [client.get(address).status_code for _time in range(61)]

    assert codes == [200] * 60 + [429]
    assert client.get(f"/calendar/{make_calendar_link(bo).token}.ics").status_code == 200
    with time_machine.travel(datetime(2026, 3, 2, 13, 1, tzinfo=UTC)):
        assert client.get(address).status_code == 200


def test_a_guessed_calendar_address_opens_nothing_and_asks_the_database_nothing(
    client: Client, aino: User, django_assert_num_queries: Any
) -> None:
    link = make_calendar_link(aino)
    client.get("/calendar/x.ics")

    with django_assert_num_queries(0):
        assert client.get(f"/calendar/{link.seal}.{'a' * 43}.ics").status_code == 404


def test_who_has_left_has_no_calendar(client: Client, aino: User) -> None:
    link = make_calendar_link(aino)
    User.objects.update(is_active=False)

    assert client.get(f"/calendar/{link.token}.ics").status_code == 404


@pytest.fixture
def keeper(client: Client) -> Client:
    client.force_login(person("Dag", (VASA, INSTALLATION)))
    return client


def test_the_outbox_shows_what_fails_and_why_but_nothing_of_what_letters_say(keeper: Client) -> None:
    for problem, refused in (
        ("", None),
        ("451 Try later", None),
        ("550 No such user", datetime.now(UTC)),
    ):
        Letter.objects.create(
            to="x@y.example",
            subject="secret",
            text="secret",
            html="secret",
            last_problem=problem,
            refused_at=refused,
        )
    Run.objects.create(name="notices.gather", problem="OSError: no space left")

    page = Page(keeper.get("/en/me/outbox/"))

    assert "2 letters wait" in page.text
    assert [text in page.text for text in ("451 Try later", "550 No such user", "no space left")] == [
        True
    ] * 3
    assert b"secret" not in page.response.content


def test_the_outbox_says_when_nobody_delivers(keeper: Client) -> None:
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    letter = Letter.objects.create(to="x@y.example", not_before=now - timedelta(minutes=14))
    assert "Nobody delivers" not in Page(keeper.get("/en/me/outbox/")).text

    Letter.objects.filter(pk=letter.pk).update(not_before=now - timedelta(minutes=16))
    assert "Nobody delivers" in Page(keeper.get("/en/me/outbox/")).text


def test_what_failed_is_tried_again_when_the_keeper_says_so(keeper: Client) -> None:
    Letter.objects.create(to="x@y.example", last_problem="550", refused_at=datetime.now(UTC), attempts=4)

    assert keeper.post("/en/me/outbox/").url == "/en/me/outbox/"

    letter = Letter.objects.get()
    assert (letter.refused_at, letter.attempts, letter.last_problem) == (None, 0, "")


def test_the_outbox_is_the_keepers_alone(me: Client) -> None:
    assert me.get("/en/me/outbox/").status_code == 403
    assert me.post("/en/me/outbox/").status_code == 403
