"""Letters: in the receiver's language, plain and as HTML, with why one gets them and how to stop them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from lxml import html

from samverka.foundation.accounts.models import User
from samverka.foundation.notices.actions import tell
from samverka.foundation.notices.delivery import daily_letter
from samverka.foundation.notices.delivery.post import message_of
from samverka.foundation.notices.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(aino: User, settings: Any) -> Letter:
    settings.SITE_ADDRESS = "https://samverka.example"
    tell(
        [aino],
        "tests.asked",
        "cooperation/3/",
        asks=True,
        due=date(2026, 6, 1),
        what="<b>Åbo & Vasa</b>\r\nX: y",
    )
    return Letter.objects.get()


def test_the_text_is_plain_and_not_escaped(letter: Letter) -> None:
    assert "Answer <b>Åbo & Vasa</b>" in letter.text
    assert "1.6.2026" in letter.text
    assert "\nhttps://samverka.example/fi/cooperation/3/\n" in letter.text


def test_the_html_says_its_language_and_escapes_what_people_wrote(letter: Letter) -> None:
    page = html.document_fromstring(letter.html)

    assert page.get("lang") == "fi"
    assert page.findtext(".//title")
    assert not page.xpath("//b")
    assert page.xpath("//a[@class='button']/@href") == ["https://samverka.example/fi/cooperation/3/"]
    assert not page.xpath("//img|//script|//link|//iframe|//@onclick")


def test_a_letter_says_why_and_how_to_stop_it(letter: Letter) -> None:
    page = html.document_fromstring(letter.html)
    stop = f"https://samverka.example/fi/{letter.stop_path}"

    assert "Questions to me" in letter.text
    assert stop in letter.text
    assert page.xpath("//footer//a/@href") == [stop, "https://samverka.example/fi/me/letters/"]


def test_the_headers_let_a_mail_program_stop_it_by_one_click(letter: Letter) -> None:
    message = message_of(letter).message()

    assert message["List-Unsubscribe"] == f"<https://samverka.example/fi/{letter.stop_path}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "fi"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_one_click_is_not_promised_without_tls(letter: Letter, settings: Any) -> None:
    settings.SITE_ADDRESS = "http://127.0.0.1:8000"

    assert message_of(letter).message()["List-Unsubscribe-Post"] is None


def test_a_letter_has_the_same_message_id_each_time_and_no_other_letter_has_it(
    letter: Letter, bo: User
) -> None:
    tell([bo], "tests.asked", "x/", what="y")
    names = {message_of(one).message()["Message-ID"] for one in Letter.objects.all() for _twice in range(2)}

    assert len(names) == 2


def test_no_line_end_gets_into_a_subject(letter: Letter) -> None:
    assert letter.subject == "Answer <b>Åbo & Vasa</b> X: y"


def test_the_daily_letter_has_each_thing_with_its_own_link(aino: User, settings: Any) -> None:
    settings.SITE_ADDRESS = "https://samverka.example"
    notices = [*tell([aino], "tests.told", "a/", what="a"), *tell([aino], "tests.told", "b/", what="b")]

    letter = daily_letter(aino, notices, date(2026, 3, 2))

    page = html.document_fromstring(letter.html)
    assert [heading.text for heading in page.iter("h2")] == ["News of a", "News of b"]
    assert page.xpath("//a[@class='button']/@href") == [f"https://samverka.example/fi/{one}/" for one in "ab"]
    assert "2.3.2026" in letter.subject
