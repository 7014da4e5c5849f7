"""The folder tree is the plan: what stands higher may use what stands lower, never the other way."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, Model

import samverka

PACKAGE = Path(samverka.__file__).parent
ROOT = PACKAGE.parent.parent

# The order of `architecture.md`, copied out so that the contracts cannot be loosened without anybody noticing.
# Higher first; what stands on one line does not know its neighbours.
ORDER = [
    ["__main__"],
    ["demo", "config"],
    ["portal", "api"],
    ["overview"],
    ["work.supervision"],
    ["work.followup", "work.participation", "work.development", "work.assessments", "work.premises"],
    ["work.agreements"],
    ["work.programmes"],
    ["work.bodies", "work.indicators"],
    ["work.cooperation"],
    ["registers.statistics", "registers.actors"],
    ["registers.law", "registers.areas"],
    ["foundation.notices", "foundation.documents"],
    ["foundation.journal"],
    ["foundation.accounts"],
    ["foundation.kernel"],
]
FLOORS = ("work", "registers", "foundation")

ROOMS = [
    ["admin", "tasks"],
    ["actions", "importing"],
    ["lifecycle"],
    ["checks"],
    ["queries", "rules"],
    ["acting", "delivery"],
    ["models"],
    ["consolidation"],
    ["readers"],
    ["clauses"],
    ["eids", "phrases"],
    ["texts", "enums", "roles", "kinds"],
]
DOMAIN_APPS = [
    "work.agreements",
    "work.bodies",
    "work.cooperation",
    "work.programmes",
    "registers.areas",
    "registers.actors",
    "registers.law",
    "registers.statistics",
    "foundation.documents",
    "foundation.notices",
    "foundation.journal",
    "foundation.accounts",
]
_ALWAYS = {"__init__", "apps", "migrations", "data", "README"}
# What an app holds beside the rooms that all apps have.
EXTRAS = {
    "work.agreements": {"papers", "templates"},
    "work.bodies": {"agenda_subjects", "appeal", "marks", "templates", "writing"},
    "work.cooperation": set(),
    "work.programmes": {"grounds"},
    "registers.areas": set(),
    "registers.actors": {"business_id"},
    "registers.law": set(),
    "registers.statistics": {"blocks", "pxweb"},
    "foundation.documents": {"keys", "pdf", "signing", "sync", "templates", "word"},
    "foundation.notices": {"templates"},
    "foundation.journal": {"presenters"},
    "foundation.accounts": set(),
}

APPS_WITH_README = [
    "foundation/kernel",
    "foundation/accounts",
    "foundation/documents",
    "foundation/journal",
    "foundation/notices",
    "registers/areas",
    "registers/law",
    "registers/actors",
    "registers/statistics",
    "work/agreements",
    "work/bodies",
    "work/cooperation",
    "work/programmes",
    "overview/responsibility",
    "overview/search",
    "portal",
    "api",
    "config",
]


def contracts() -> dict[str, dict]:
    written = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract for contract in written}


def layers(contract: dict, within: str = "") -> list[list[str]]:
    lines = [[name.strip(" ()") for name in line.split("|")] for line in contract["layers"]]
    return [[f"{within}.{name}".strip(".") for name in line] for line in lines]


def position(module: str) -> int:
    """How high a module of ours stands; the ground is 0."""
    app = module.removeprefix("samverka.")
    for height, line in enumerate(reversed(ORDER)):
        if any(app == name or app.startswith(f"{name}.") for name in line):
            return height
    raise AssertionError(f"{module} has no place in the house.")


def test_every_import_contract_holds() -> None:
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr


def test_the_contracts_say_the_order_of_the_plan() -> None:
    written = contracts()
    inside = {floor: layers(written[floor], floor) for floor in FLOORS}
    whole = []
    for line in layers(written["floors"]):
        whole += inside[line[0]] if line[0] in FLOORS else [line]

    assert [sorted(line) for line in whole] == [sorted(line) for line in ORDER]


def test_the_contracts_are_exhaustive_and_forgive_nothing() -> None:
    written = contracts()

    assert {name for name, contract in written.items() if contract.get("exhaustive")} == {"floors", *FLOORS}
    assert not [name for name, contract in written.items() if "ignore_imports" in contract]


def test_the_rooms_stand_in_the_order_of_the_plan() -> None:
    rooms = contracts()["rooms"]

    assert [sorted(line) for line in layers(rooms)] == [sorted(line) for line in ROOMS]
    assert sorted(rooms["containers"]) == sorted(f"samverka.{app}" for app in DOMAIN_APPS)


@pytest.mark.parametrize("app", DOMAIN_APPS)
def test_a_domain_app_has_the_rooms_that_all_have(app: str) -> None:
    known = {room for line in ROOMS for room in line}
    found = {path.stem for path in (PACKAGE / app.replace(".", "/")).iterdir() if path.name != "__pycache__"}

    assert found - known - _ALWAYS == EXTRAS[app]


def test_every_app_of_the_floors_is_a_domain_app_or_the_kernel() -> None:
    ours = {
        config.name.removeprefix("samverka.")
        for config in apps.get_app_configs()
        if "samverka" in config.name
    }

    assert {app for app in ours if app.startswith(FLOORS)} == {*DOMAIN_APPS, "foundation.kernel"}


def _relations() -> list[tuple[type[Model], Field]]:
    ours = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("samverka.")
    ]
    return [(model, field) for model in ours for field in model._meta.get_fields() if _points(field)]


def _points(field: object) -> bool:
    return isinstance(field, Field) and field.is_relation


def test_no_relation_points_up() -> None:
    upward = [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model, field in _relations()
        if position(model.__module__) < position(field.related_model.__module__)
    ]

    assert upward == []


def test_no_relation_leads_to_a_neighbour() -> None:
    sideways = [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model, field in _relations()
        if model._meta.app_label != field.related_model._meta.app_label
        and position(model.__module__) == position(field.related_model.__module__)
    ]

    assert sideways == []


def test_relations_are_found_at_all() -> None:
    found = {f"{model.__name__}.{field.name}" for model, field in _relations()}

    assert {"Capacity.area", "DutyTerm.rests_on", "Merger.ended"} <= found


@pytest.mark.parametrize("app", APPS_WITH_README)
def test_an_app_says_what_it_is_on_one_screen(app: str) -> None:
    lines = (PACKAGE / app / "README.md").read_text().splitlines()

    assert lines[0].startswith("# ")
    assert 8 <= len(lines) <= 60
    assert max(map(len, lines)) <= 140


@pytest.mark.parametrize("name", ["utils", "helpers", "services", "signals", "common", "misc"])
def test_there_is_no_room_for_leftovers(name: str) -> None:
    assert [*PACKAGE.rglob(f"{name}.py"), *PACKAGE.rglob(f"{name}/__init__.py")] == []
