"""Keeps the catalogues of translations in step with the code, without the gettext programs.

    python tools/messages.py update    merge what the code says now into each catalogue, and compile them
    python tools/messages.py check     list all that is missing, stale or wrong; exit 1 if there is anything

English is the source, so it has no catalogue. A sentence whose English words were changed keeps its translation,
marked fuzzy, until someone has read it and removed the mark; `check` refuses the mark.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import django.conf
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE: Final = Path(__file__).resolve().parent.parent / "src" / "samverka"
LOCALE: Final = SOURCE / "locale"
LANGUAGES: Final = ("sv", "fi")

_ARGUMENTS: Final[dict[str, Any]] = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_KEYWORDS: Final = {
    "_": None,
    "gettext_noop": None,
    **_ARGUMENTS,
    **{f"{name}_lazy": where for name, where in _ARGUMENTS.items()},
}
_PLACEHOLDER: Final = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}|</?\w+[^>]*>")


class Steady(Catalog):
    """A catalogue whose head says nothing that changes from day to day or from machine to machine."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


# Django's templates; those of Word and of PDF lie beside them, and take their words ready made.
_TEMPLATES = {".html", ".svg", ".txt"}


def po_path(language: str, locale: Path = LOCALE) -> Path:
    return locale / language / "LC_MESSAGES" / "django.po"


def said_in_code(source: Path = SOURCE) -> Catalog:
    """All that the code and the templates under a folder say, without translations."""
    said = Catalog()
    written = (path for path in source.rglob("templates/**/*.*") if path.suffix in _TEMPLATES)
    for path in sorted([*source.rglob("*.py"), *written]):
        for _line, words, _comments, context in extract("python", io.BytesIO(_as_python(path)), _KEYWORDS):
            said.add(words, context=context)
    return said


def _as_python(path: Path) -> bytes:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is left of a template are calls of gettext; its indentation would not be Python's.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
    return text.encode()


def catalogue(language: str, locale: Path = LOCALE) -> Steady:
    """The catalogue of a language as it stands in its file; empty where there is no file yet."""
    steady = Steady(
        language, header_comment=f"# Samverka in {language}. Kept by tools/messages.py.", fuzzy=False
    )
    path = po_path(language, locale)
    if path.exists():
        for message in read_po(io.BytesIO(path.read_bytes()), locale=language):
            if message.id:
                steady[message.id] = message
    return steady


def merged(steady: Steady, said: Catalog) -> bytes:
    """The catalogue with what the code says now, and nothing else, as it is written in its file."""
    steady.update(said, update_header_comment=False)
    steady.obsolete.clear()
    written = io.BytesIO()
    write_po(written, steady, width=110, no_location=True, sort_output=True, include_previous=False)
    return written.getvalue()


def compiled(steady: Steady) -> bytes:
    written = io.BytesIO()
    write_mo(written, steady)
    return written.getvalue()


def update(source: Path = SOURCE, locale: Path = LOCALE) -> None:
    """Bring every catalogue into step and compile it."""
    for language in LANGUAGES:
        path = po_path(language, locale)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(merged(catalogue(language, locale), said_in_code(source)))
        path.with_suffix(".mo").write_bytes(compiled(catalogue(language, locale)))


def problems(source: Path = SOURCE, locale: Path = LOCALE) -> list[str]:
    """What is missing, stale or wrong in the catalogues, one line each."""
    said = {_key(message): message for message in said_in_code(source) if message.id}
    return [
        f"{language}: {problem}"
        for language in LANGUAGES
        for problem in _problems(
            said, catalogue(language, locale), po_path(language, locale).with_suffix(".mo")
        )
    ]


def _problems(said: dict[Any, Message], steady: Steady, mo: Path) -> Iterator[str]:
    held = {_key(message): message for message in steady if message.id}
    for key in said.keys() - held.keys():
        yield f"missing: {_shown(said[key])}"
    for key in held.keys() - said.keys():
        yield f"obsolete: {_shown(held[key])}"
    for key in held.keys() & said.keys():
        yield from _faults(held[key])
    if not mo.exists() or mo.read_bytes() != compiled(steady):
        yield f"{mo.name} is not what the .po compiles to; run python tools/messages.py update"


def _faults(message: Message) -> Iterator[str]:
    if not all(_forms(message.string)):
        yield f"untranslated: {_shown(message)}"
    elif message.fuzzy:
        yield f"fuzzy: {_shown(message)}"
    elif any(_placeholders(form) != _placeholders(_forms(message.id)[-1]) for form in _forms(message.string)):
        yield f"placeholders differ: {_shown(message)}"


def _key(message: Message) -> tuple[str | None, tuple[str, ...]]:
    return message.context, _forms(message.id)


def _forms(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def _shown(message: Message) -> str:
    return " | ".join(filter(None, (message.context, *_forms(message.id))))


def main(arguments: list[str]) -> int:
    if not django.conf.settings.configured:
        django.conf.settings.configure()
    if arguments == ["update"]:
        update()
    elif arguments != ["check"]:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    found = sorted(problems())
    sys.stdout.writelines(f"{problem}\n" for problem in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
