"""What no test needs to ask for, since every answer that any test gets is held to it.

An undefined variable on a page, a GET that writes, an inline script or style, a missing or weak security policy,
a cookie on a public page, an id that stands twice: each fails the test in which it happens.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any, Self

from django.db import connection
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
SANDBOXED = POLICY | {"sandbox": ""}  # What is only to be saved.


class NotStrict(AssertionError):
    """An answer that broke one of the rules; the message says which, and where."""


class UndefinedVariable(NotStrict):
    """A template wrote, filtered or looped over a variable that nobody had given it."""


class Undefined(str):
    """Django's `string_if_invalid`: to ask whether a variable is there is fine, to write it is not."""

    __slots__ = ()

    def __new__(cls, name: str = "%s") -> Self:
        return super().__new__(cls, name)

    def __mod__(self, variable: object) -> Undefined:
        return Undefined(str(variable))

    def __bool__(self) -> bool:
        # Django reads the engine's own mark for whether there is one; a variable's is as false as nothing.
        return str.__eq__(self, "%s")

    def __str__(self) -> str:
        raise UndefinedVariable(f"A template wrote {str.__repr__(self)}, which is not defined.")

    __iter__ = __format__ = __html__ = __str__  # type: ignore[assignment]
    __hash__ = str.__hash__


def middleware(get_response: Handler) -> Handler:
    """Hold every answer to the rules."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return _held(request, get_response(request))
        with connection.execute_wrapper(_Reading(request)):
            return _held(request, get_response(request))

    return handle


_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|CREATE|ALTER|DROP|TRUNCATE)\b", re.IGNORECASE)


# The framework's own: when a session was used, how often somebody has tried.
_OWN = re.compile(r"\b(django_session|samverka_cache)\b")
# An identity provider sends people back by GET, and then they are signed in; codes are noted as shown.
_WRITE_BY_GET = {"openid_connect_callback", "saml_finish_acs", "mfa_view_recovery_codes"}


class _Reading:
    """Refuses what writes, for as long as a request that only reads is answered."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if _WRITES.match(sql) and not _OWN.search(sql) and _route(self.request) not in _WRITE_BY_GET:
            raise NotStrict(f"A request that only reads wrote: {sql}")
        return execute(sql, params, many, context)


def _route(request: HttpRequest) -> str:
    match = getattr(request, "resolver_match", None)
    return match.view_name if match else ""


def _is_for_all_to_read(request: HttpRequest) -> bool:
    """Whether a page is the same for everybody, so that it can be kept by whoever passes it on."""
    view = request.resolver_match.func if getattr(request, "resolver_match", None) else None
    openness = getattr(view, "openness", None)
    return openness is None or (openness.code == "public" and getattr(view, "writes", False) is False)


def _held(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    problems = list(_problems(request, response))
    if problems:
        raise NotStrict("\n".join([f"{request.method} {request.get_full_path()}:", *problems]))
    return response


def _problems(request: HttpRequest, response: HttpResponse) -> list[str]:
    found = []
    if policy_of(response) not in ([POLICY, SANDBOXED] if "Content-Disposition" in response else [POLICY]):
        found.append(f"Content-Security-Policy is {response.get('Content-Security-Policy')!r}.")
    if _is_for_all_to_read(request):
        kept = [name for name, cookie in response.cookies.items() if cookie.value]
        found += [f"The cookie {name} is set on a public page." for name in kept]
    if not response.streaming and response.get("Content-Type", "").startswith(("text/html", "image/svg+xml")):
        found += markup_problems(text_of(response))
    return found


def policy_of(response: HttpResponse) -> dict[str, str]:
    """The directives of the policy, whose order means nothing."""
    directives = response.get("Content-Security-Policy", "").split(";")
    return {name: value for name, _blank, value in (one.strip().partition(" ") for one in directives)}


def text_of(response: HttpResponse) -> str:
    content = response.content
    return (gzip.decompress(content) if response.get("Content-Encoding") == "gzip" else content).decode()


def markup_problems(markup: str) -> list[str]:
    """A sentence for each thing in the markup that the policy would stop, or that breaks a page."""
    reader = _Markup()
    reader.feed(markup)
    reader.close()
    return reader.problems


class _Markup(HTMLParser):
    _VOID = frozenset(
        ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
    )
    _ADDRESSES = frozenset(("href", "src", "action", "formaction", "xlink:href", "data", "poster"))

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []
        self._open: list[str] = []
        self._ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._attributes(tag, dict(attrs))
        if tag not in self._VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._attributes(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.problems.append(f"</{tag}> at line {self.getpos()[0]} ends nothing that is open.")
            self._open = []

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "script" and data.strip():
            self.problems.append(f"An inline script: {data.strip()[:60]}")

    def close(self) -> None:
        super().close()
        if self._open:
            self.problems.append(f"Never ended: {self._open}.")

    def _attributes(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in {"style", "base", "iframe", "object", "embed"}:
            self.problems.append(f"An element <{tag}>.")
        for name, value in attributes.items():
            if name == "style" or name.startswith("on") or name == "srcdoc":
                self.problems.append(f'An attribute of code: <{tag} {name}="{value}">.')
            if name in self._ADDRESSES and re.match(
                r"\s*(javascript|data|vbscript):", value or "", re.IGNORECASE
            ):
                self.problems.append(f'An address that is code: <{tag} {name}="{value}">.')
        identifier = attributes.get("id")
        if identifier is not None and (identifier in self._ids or not identifier or " " in identifier):
            self.problems.append(f'The id "{identifier}" is empty, has a blank or stands twice.')
        self._ids.add(identifier or "")
