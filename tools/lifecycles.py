"""Draws the lives of things, as `lifecycle.py` of each app tells them, into docs/lifecycles/.

    python tools/lifecycles.py write    write a page for each app
    python tools/lifecycles.py check    list the pages that are out of step; exit 1 if there are any

Who does an act, what is checked before it and with which sentences it is refused is read from the code of the acts
themselves, so that a page cannot say something else than the program does.
"""

import ast
import importlib
import importlib.util
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import django

ROOT: Final = Path(__file__).resolve().parent.parent
PAGES: Final = ROOT / "docs" / "lifecycles"

# What an act writes down or asks about itself; everything else that is given a verb moves something by it.
_NO_MOVE: Final = {"record", "allow", "allow_or_oneself"}
_MADE_BY: Final = "<!-- Made by `make diagrams` from the code. Do not edit. -->"


def main(arguments: list[str]) -> int:
    """Write the pages or say what is out of step; returns the exit code."""
    if arguments not in (["write"], ["check"]):
        print(__doc__, file=sys.stderr)
        return 2
    set_up()
    if arguments == ["write"]:
        write()
        return 0
    found = problems()
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


def set_up() -> None:
    """Let the apps be read, from a checkout."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverka.config.settings")
    django.setup()


def write(folder: Path = PAGES) -> None:
    """Write every page, and take away those of apps without a table."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for stale in set(folder.glob("*.md")) - {folder / name for name in wanted}:
        stale.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")


def problems(folder: Path = PAGES) -> list[str]:
    """A line for each page that does not say what the code says."""
    wanted = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    said = {
        **dict.fromkeys(wanted.keys() & there.keys(), "says something else than the code"),
        **dict.fromkeys(wanted.keys() - there.keys(), "is missing"),
        **dict.fromkeys(there.keys() - wanted.keys(), "is of no app with a table"),
    }
    wrong = sorted(name for name in said if wanted.get(name) != there.get(name))
    return [f"docs/lifecycles/{name} {said[name]}; run make diagrams" for name in wrong]


def pages() -> dict[str, str]:
    """File name to text: one for each app that has tables, and the list of them."""
    from django.utils import translation

    with translation.override("en"):
        drawn = {f"{app.label}.md": _page(app) for app in apps_with_tables()}
        return {"README.md": _contents(), **drawn}


# ── What the code says ──


@dataclass(frozen=True)
class App:
    """An app with tables of lives."""

    label: str
    title: str
    module: str

    def room(self, name: str) -> ModuleType | None:
        """One of its rooms, if it has it."""
        path = f"{self.module}.{name}"
        return importlib.import_module(path) if importlib.util.find_spec(path) else None

    @property
    def tables(self) -> list[Any]:
        lives = self.room("lifecycle")
        named = (getattr(lives, name) for name in getattr(lives, "__all__", ()))
        return [one for one in named if not isinstance(one, type)]


def apps_with_tables() -> Iterator[App]:
    from django.apps import apps

    for config in sorted(apps.get_app_configs(), key=lambda one: one.label):
        app = App(config.label, str(config.verbose_name), config.name)
        if config.name.startswith("samverka.") and app.tables:
            yield app


Function = ast.FunctionDef


class Acts:
    """The functions of a room, read as text: which verbs they move by, what they ask for, what refuses them."""

    def __init__(self, app: App) -> None:
        self.verbs = getattr(app.room("phrases"), "Verb", None)
        self.rules: dict[str, Callable] = getattr(app.room("rules"), "VERBS", {})
        room = app.room("actions")
        self.public: list[str] = list(getattr(room, "__all__", ()))
        self.functions = _functions(room)
        self.checks = _functions(app.room("checks"))

    def moving_by(self, verb: str) -> list[str]:
        """The acts that move something by a verb."""
        return [name for name in self.public if any(verb in self._verbs(one) for one in self._within(name))]

    def who(self, verb: str) -> list[str]:
        """Who may do it, by the rule of the verb; where it follows from another, by the rule of that one."""
        verbs = [verb] if verb in self.rules else sorted(self._verbs_of_acts(verb))
        said = [_first_sentence(self.rules[one].__doc__ or "") for one in verbs if one in self.rules]
        return list(dict.fromkeys(one.split(": ", 1)[-1] for one in said))

    def required(self, verb: str) -> list[str]:
        """What is checked before it, in the words of the functions that check."""
        names = dict.fromkeys(
            name for act in self.moving_by(verb) for one in self._within(act) for name in _required(one)
        )
        said = (ast.get_docstring(self.checks[name]) for name in names if name in self.checks)
        return [_first_sentence(one) for one in said if one]

    def refusals(self, verb: str) -> list[str]:
        """The sentences with which it is refused."""
        said: list[str] = []
        for act in self.moving_by(verb):
            for one in self._within(act):
                said += _refused(one)
                said += [text for name in _required(one) for text in self._sentences(name)]
        return list(dict.fromkeys(said))

    def told(self, act: str) -> str:
        """What an act does, in its own words."""
        return _first_sentence(ast.get_docstring(self.functions[act]) or "")

    def _verbs_of_acts(self, verb: str) -> set[str]:
        return {
            found for act in self.moving_by(verb) for one in self._within(act) for found in self._verbs(one)
        }

    def _sentences(self, check: str) -> list[str]:
        known = {**self.functions, **self.checks}
        return [text for one in _closure(check, known) for text in _texts(one)]

    def _within(self, name: str) -> list[Function]:
        return _closure(name, self.functions)

    def _verbs(self, function: Function) -> set[str]:
        found: set[str] = set()
        for call in _calls(function):
            for argument in call.args:
                if _name(call.func) == "after" and isinstance(argument, ast.Constant):
                    found.add(argument.value)
                elif _name(call.func) not in _NO_MOVE and _is_verb(argument):
                    found.add(str(self.verbs[argument.attr]))
        return found


def _functions(room: ModuleType | None) -> dict[str, Function]:
    if room is None or room.__file__ is None:
        return {}
    path = Path(room.__file__)
    files = sorted(path.parent.glob("*.py")) if path.name == "__init__.py" else [path]
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    return {one.name: one for tree in trees for one in tree.body if isinstance(one, Function)}


def _closure(name: str, known: dict[str, Function]) -> list[Function]:
    """A function and those of the same room that it calls, in the order of the calls."""
    found: dict[str, Function] = {}
    waiting = [name]
    while waiting:
        one = waiting.pop(0)
        if one in known and one not in found:
            found[one] = known[one]
            waiting += [_name(call.func) for call in _calls(known[one])]
    return list(found.values())


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name(node: ast.expr) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))


def _is_verb(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and _name(node.value) == "Verb"


def _required(function: Function) -> Iterator[str]:
    """The names of what is given to `require`."""
    for call in _calls(function):
        if _name(call.func) == "require":
            yield from (_name(inner.func) for argument in call.args for inner in _calls(argument))


def _refused(function: Function) -> Iterator[str]:
    for node in ast.walk(function):
        if (
            isinstance(node, ast.Raise)
            and isinstance(node.exc, ast.Call)
            and _name(node.exc.func) == "Refused"
        ):
            yield from _texts(node.exc)


def _texts(tree: ast.AST) -> Iterator[str]:
    """The whole sentences in it that are translated, with what is filled in between guillemets."""
    for call in _calls(tree):
        if _name(call.func) == "_" and isinstance(call.args[0], ast.Constant):
            text = re.sub(r"%\((\w+)\)[a-z]", r"‹\1›", call.args[0].value)
            yield from [text] if text.endswith(".") else []


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=\.)\s", " ".join(text.split()), maxsplit=1)[0].rstrip(".")


# ── The pages ──


def _contents() -> str:
    rows = [
        f"- [{app.title}]({app.label}.md): {', '.join(one.name for one in app.tables)}"
        for app in apps_with_tables()
    ]
    return "\n".join(
        [
            "# Lives",
            "",
            _MADE_BY,
            "",
            "What can happen to a thing, by whom, and what is checked before. Each table stands in `lifecycle.py` of",
            "its app, and the acts in its `actions`. That a day comes is no act: what is overdue is computed.",
            "",
            *rows,
            "",
        ]
    )


def _page(app: App) -> str:
    acts = Acts(app)
    parts = [f"# Lives of {app.title[0].lower()}{app.title[1:]}", "", _MADE_BY, ""]
    for table in app.tables:
        parts += [*_life(table, acts)]
    return "\n".join(parts)


def _life(table: Any, acts: Acts) -> Iterator[str]:
    yield from (
        f"## {table.name[0].upper()}{table.name[1:]}",
        "",
        "```mermaid",
        table.as_mermaid(),
        "```",
        "",
    )
    yield from ("| From | Act | To | Who | What is checked |", "| --- | --- | --- | --- | --- |")
    for one in table.transitions:
        sources = ", ".join(_label(source) for source in one.sources)
        cells = [sources, _label(one.verb), _label(one.target), _cell(acts.who(one.verb))]
        yield _row([*cells, _cell(acts.required(one.verb))])
    yield ""
    for verb in dict.fromkeys(one.verb for one in table.transitions):
        yield from _act(verb, acts)


def _act(verb: str, acts: Acts) -> Iterator[str]:
    moving = acts.moving_by(verb)
    yield f"**{_label(verb)}**: " + "; ".join(f"`{act}` ({acts.told(act)})" for act in moving) + "."
    refusals = acts.refusals(verb)
    if refusals:
        yield from ("Refused, where it is so, with:", "", *(f"- {sentence}" for sentence in refusals))
    yield ""


def _label(named: Any) -> str:
    """The words of a state or verb: its label, or else its name."""
    return str(getattr(named, "label", str(named).replace("_", " ")))


def _cell(sentences: Iterable[str]) -> str:
    return "; ".join(sentences) or "–"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
