"""Somebody at a browser: opens a page with a form, fills it in, sends it, and remembers what was acknowledged."""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
import uuid
from collections import defaultdict
from datetime import date, timedelta
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener

from tests.crash.before import PASSWORD

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_DIES = (URLError, http.client.HTTPException, OSError)


class _StaysThere(HTTPRedirectHandler):
    """An answer that leads elsewhere is the acknowledgement itself, and is not followed."""

    def redirect_request(self, *_answer: Any) -> None:
        return None


class Unexpected(Exception):
    """The server answered something that is neither an acknowledgement nor its death."""


class Somebody(threading.Thread):
    """One person who goes on acting until told to stop, whatever happens to the server."""

    def __init__(self, address: str, email: str, places: dict[str, int], *, keeps_body: bool) -> None:
        super().__init__(daemon=True)
        self.address, self.email, self.places, self.keeps_body = address, email, places, keeps_body
        self.acknowledged: dict[str, list[str]] = defaultdict(list)
        self.unexpected: list[str] = []
        self.attempts = self.told = 0
        self.stopping = threading.Event()
        self._enter(CookieJar())
        self.signed_in = False

    def run(self) -> None:
        while not self.stopping.is_set():
            try:
                self._work()
            except _DIES:
                time.sleep(0.02)
            except Unexpected as answer:
                self.unexpected.append(str(answer))

    def _enter(self, cookies: CookieJar) -> None:
        self.cookies = cookies
        self.browser = build_opener(HTTPCookieProcessor(self.cookies), _StaysThere())

    def _work(self) -> None:
        """Sign in now and then; else comment, and if one keeps the body, add a matter and send a proposal."""
        if not self.signed_in or self.attempts % 40 == 39:
            self._sign_in()
            return
        acts = [self._comment, self._add_matter, self._propose] if self.keeps_body else [self._comment]
        random.choice(acts)()  # noqa: S311

    def _sign_in(self) -> None:
        """In a new session; the old one stays where this one comes to nothing.

        A sign-in that is killed counts as one that failed, so that a person may have to wait after several.
        """
        former = self.cookies
        self._enter(CookieJar())
        try:
            self._send("/sv/account/login/", login=self.email, password=PASSWORD)
        except (Unexpected, *_DIES):
            self._enter(former)
            time.sleep(0.1)
            return
        self.signed_in = True
        session = next(str(one.value) for one in self.cookies if "session" in one.name)
        self.acknowledged["session"].append(session)

    def _comment(self) -> None:
        said = self._word("Kommentar")
        if self._send(f"/sv/agreements/{self.places['agreement']}/comment/", text=said):
            self.acknowledged["comment"].append(said)

    def _add_matter(self) -> None:
        title = self._word("Ärende")
        given = {"title": title, "kind": "information", "is_public": "on"}
        if self._send(f"/sv/bodies/meetings/{self.places['meeting']}/agenda/add/", **given):
            self.acknowledged["matter"].append(title)

    def _propose(self) -> None:
        title = self._word("Förslag")
        due = (date.today() + timedelta(days=60)).isoformat()  # noqa: DTZ011  (any day far enough ahead)
        given = {"addressee": "municipality-499", "title": title, "text": "Ordna.", "language": "sv"}
        if self._send(f"/sv/bodies/{self.places['body']}/propose/", due=due, is_public="on", **given):
            self.acknowledged["proposal"].append(title)

    @staticmethod
    def _word(kind: str) -> str:
        return f"{kind} {uuid.uuid4().hex}"

    def _send(self, path: str, **filled_in: str) -> bool:
        """Open the page of a form and send it; true where the answer acknowledges what was sent."""
        status, page = self._ask(path)
        token = _TOKEN.search(page)
        if status != 200 or token is None:
            raise Unexpected(f"GET {path}: {status}")
        self.attempts += 1
        status, page = self._ask(path, filled_in | {"csrfmiddlewaretoken": token[1]})
        if status != 302:
            raise Unexpected(f"POST {path}: {status} {re.findall('error[^<]*<[^<]*', page)[:2]}")
        self.told += 1
        return True

    def _ask(self, path: str, filled_in: dict[str, str] | None = None) -> tuple[int, str]:
        sent = urlencode(filled_in).encode() if filled_in else None
        try:
            with self.browser.open(self.address + path, sent, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as answer:
            return answer.code, answer.read().decode()
