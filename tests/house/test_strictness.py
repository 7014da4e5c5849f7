"""The rules that every test is held to are themselves tested: each lets the good pass and stops the bad."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.paginator import Paginator, UnorderedObjectListWarning
from django.http import HttpResponse
from django.template import Context, engines
from tests.strictness import NotStrict, UndefinedVariable, markup_problems, middleware

from samverka.registers.areas.models import Area


def written(source: str, **context: Any) -> str:
    return engines["django"].engine.from_string(source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{{ nothing }}",
        "{{ nothing|upper }}",
        "{{ area.nothing }}",
        "{% said nothing %}",
        "{% load i18n %}{% blocktranslate with name=nothing %}In {{ name }}{% endblocktranslate %}",
        "{% with other=nothing %}{{ other }}{% endwith %}",
    ],
)
def test_an_undefined_variable_that_is_written_fails(source: str) -> None:
    with pytest.raises(UndefinedVariable):
        written(source, area=Area(name_sv="Vasa"))


@pytest.mark.parametrize(
    "source",
    [
        "{% if nothing %}a{% endif %}",
        "{% for one in nothing %}a{% endfor %}",
        "{% with other=nothing %}{% if other %}a{% endif %}{% endwith %}",
    ],
)
def test_an_undefined_variable_may_be_asked_for(source: str) -> None:
    assert written(source) == ""


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        ('<p id="a" class="b">good</p><script src="/static/a.js"></script><img src="/a.svg" alt="">', 0),
        ("<script>alert(1)</script>", 1),
        ('<p style="color: red">x</p>', 1),
        ("<style>p { color: red }</style>", 1),
        ('<button onclick="go()">x</button>', 1),
        ('<a href=" javascript:go()">x</a>', 1),
        ('<iframe src="/a"></iframe>', 1),
        ('<p id="a">x</p><p id="a">y</p>', 1),
        ("<div><p>never ended</div>", 1),
    ],
)
def test_markup_that_the_policy_would_stop_is_found(markup: str, count: int) -> None:
    assert len(markup_problems(markup)) == count


@pytest.mark.parametrize("policy", ["", "default-src 'none'", "default-src 'self' 'unsafe-inline'"])
def test_an_answer_without_the_whole_policy_fails(rf: Any, policy: str) -> None:
    served = middleware(lambda _request: HttpResponse(headers={"Content-Security-Policy": policy}))

    with pytest.raises(NotStrict, match="Content-Security-Policy"):
        served(rf.post("/"))


@pytest.mark.django_db
def test_a_get_that_writes_fails_whatever_view_it_is(rf: Any) -> None:
    def writing(_request: Any) -> HttpResponse:
        Area.objects.update(name_sv="Wasa")
        return HttpResponse()

    with pytest.raises(NotStrict, match="wrote: UPDATE"):
        middleware(writing)(rf.get("/"))


@pytest.mark.django_db
def test_pages_of_rows_without_an_order_fail() -> None:
    with pytest.raises(UnorderedObjectListWarning):
        Paginator(Area.objects.order_by(), 10).page(1)


def test_no_test_writes_into_the_developers_own_data(settings: Any) -> None:
    assert settings.DATA.name.startswith("samverka-tests-")
