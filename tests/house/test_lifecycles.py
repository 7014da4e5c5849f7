"""The drawn lives say what the code says, and the check that says so can fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import lifecycles

from samverka.foundation.kernel.lifecycle import Lifecycle, Transition

APPS = ("agreements", "bodies", "cooperation")


def test_the_pages_are_in_step_with_the_code() -> None:
    assert lifecycles.problems() == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lifecycles.write(tmp_path)
    return tmp_path


def test_each_app_with_a_table_has_a_page(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [
        "README.md",
        *(f"{app}.md" for app in APPS),
    ]
    assert lifecycles.problems(folder) == []


def test_the_check_finds_what_is_stale_missing_and_too_much(folder: Path) -> None:
    changed = folder / "bodies.md"
    changed.write_text(changed.read_text().replace("quorum", "").replace("published", "printed"))
    (folder / "agreements.md").unlink()
    (folder / "rooms.md").write_text("# Rooms\n")

    assert lifecycles.problems(folder) == [
        "docs/lifecycles/agreements.md is missing; run make diagrams",
        "docs/lifecycles/bodies.md says something else than the code; run make diagrams",
        "docs/lifecycles/rooms.md is of no app with a table; run make diagrams",
    ]
    lifecycles.write(folder)
    assert lifecycles.problems(folder) == []


@pytest.mark.parametrize("app", list(lifecycles.apps_with_tables()), ids=lambda app: app.label)
def test_each_act_of_a_table_is_done_by_some_action_and_may_be_done_by_somebody(app: lifecycles.App) -> None:
    acts = lifecycles.Acts(app)
    verbs = {one.verb for table in app.tables for one in table.transitions}

    assert [verb for verb in verbs if not acts.moving_by(verb)] == []
    assert [verb for verb in verbs if not acts.who(verb)] == []


def test_a_page_tells_who_does_an_act_and_why_it_is_refused(folder: Path) -> None:
    page = (folder / "cooperation.md").read_text()

    assert "| Invited | accept an invitation | Takes part | whoever takes part for the organisation;" in page
    assert "- Say since when you take part: today, or a day before it." in page


def test_a_diagram_says_each_state_and_act_in_words() -> None:
    table = Lifecycle("lamp", "off", (Transition("switch_on", ("off",), "on"),))

    assert table.as_mermaid().splitlines() == [
        "stateDiagram-v2",
        '    state "off" as off',
        '    state "on" as on',
        "    [*] --> off",
        "    off --> on: switch on",
        "    on --> [*]",
    ]
