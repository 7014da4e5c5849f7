"""White space that only writers of templates need is not sent."""

from __future__ import annotations

import pytest
from django.template import engines

from samverka.portal.lean import lean


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("<ul>\n    <li>a</li>\n\n    <li>b</li>\n</ul>\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("one  \n  two", "one\ntwo"),
        ("one two", "one two"),
        ("<pre>\n    law\n</pre>\n  <p>", "<pre>\n    law\n</pre>\n<p>"),
        ("<textarea>\n  typed\n\n</textarea>", "<textarea>\n  typed\n\n</textarea>"),
        (
            "  {% blocktranslate %}a\n  b{% endblocktranslate %}\n  c",
            "  {% blocktranslate %}a\n  b{% endblocktranslate %}\nc",
        ),
    ],
)
def test_indentation_and_empty_lines_are_left_out_but_where_they_are_said(written: str, sent: str) -> None:
    assert lean(written) == sent


@pytest.mark.parametrize(("name", "leaned"), [("portal/layout/base.html", True), ("robots.txt", False)])
def test_pages_are_leaned_and_nothing_else(name: str, leaned: bool, tmp_path, monkeypatch) -> None:
    (tmp_path / "portal" / "layout").mkdir(parents=True)
    (tmp_path / name).write_text("a\n    b")
    monkeypatch.setattr(engines["django"].engine, "dirs", [tmp_path])
    engines["django"].engine.template_loaders[0].reset()

    source = engines["django"].get_template(name).render()

    engines["django"].engine.template_loaders[0].reset()
    assert (source == "a\nb") is leaned
