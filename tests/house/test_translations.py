"""Every sentence of the program is there in Swedish and Finnish, and the check that says so can fail."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tools import messages

Change = Callable[[str], str]


def test_catalogues_are_in_step_with_the_code() -> None:
    assert messages.problems() == []


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small program with a sentence of each sort, in the code and in a template."""
    folder = tmp_path / "program"
    (folder / "templates").mkdir(parents=True)
    (folder / "words.py").write_text(
        'from django.utils.translation import gettext_lazy as _, pgettext\n\nname = _("Duty")\n'
        'place = pgettext("subsection", "(%(number)s)")\n'
    )
    (folder / "templates" / "page.html").write_text(
        '{% load i18n %}\n  <p>{% translate "Law" %}</p>\n'
        "  {% blocktranslate count counter=n %}{{ counter }} act{% plural %}{{ counter }} acts{% endblocktranslate %}"
    )
    return folder


@pytest.fixture
def locale(source: Path, tmp_path: Path) -> Path:
    """Its catalogues, complete."""
    folder = tmp_path / "locale"
    messages.update(source, folder)
    for language in messages.LANGUAGES:
        path = messages.po_path(language, folder)
        text = path.read_text()
        for word, said in (("Duty", "x"), ("Law", "x"), ("(%(number)s)", "%(number)s mom.")):
            text = text.replace(f'msgid "{word}"\nmsgstr ""', f'msgid "{word}"\nmsgstr "{said}"')
        for number in (0, 1):
            text = text.replace(f'msgstr[{number}] ""', f'msgstr[{number}] "%(counter)s x"')
        path.write_text(text)
    messages.update(source, folder)
    return folder


def test_check_passes_a_complete_catalogue(source: Path, locale: Path) -> None:
    assert messages.problems(source, locale) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            lambda text: text.replace('msgid "Law"\nmsgstr "x"', 'msgid "Law"\nmsgstr ""'),
            "sv: untranslated: Law",
        ),
        (lambda text: text.replace('msgid "Law"', '#, fuzzy\nmsgid "Law"'), "sv: fuzzy: Law"),
        (lambda text: text.replace('msgid "Law"\nmsgstr "x"\n', ""), "sv: missing: Law"),
        (lambda text: f'{text}\nmsgid "Gone"\nmsgstr "x"\n', "sv: obsolete: Gone"),
        (
            lambda text: text.replace("%(number)s mom.", "%(nummer)s mom."),
            "sv: placeholders differ: subsection | (%(number)s)",
        ),
        (
            lambda text: text.replace('msgstr[1] "%(counter)s x"', 'msgstr[1] "x"'),
            "sv: placeholders differ: %(counter)s act | %(counter)s acts",
        ),
        (
            lambda text: text.replace('msgid "Law"\nmsgstr "x"', 'msgid "Law"\nmsgstr "y"'),
            "sv: django.mo is not what the .po compiles to; run python tools/messages.py update",
        ),
    ],
    ids=["untranslated", "fuzzy", "missing", "obsolete", "placeholder", "plural placeholder", "not compiled"],
)
def test_check_finds_what_is_wrong(source: Path, locale: Path, change: Change, problem: str) -> None:
    path = messages.po_path("sv", locale)
    before = path.read_text()

    path.write_text(change(before))

    assert path.read_text() != before
    assert problem in messages.problems(source, locale)


def test_check_finds_a_sentence_added_to_a_template(source: Path, locale: Path) -> None:
    (source / "templates" / "new.html").write_text(
        '{% load i18n %}{% translate "Who must do what" as title %}'
    )

    assert messages.problems(source, locale) == [
        "sv: missing: Who must do what",
        "fi: missing: Who must do what",
    ]


def test_update_drops_what_the_code_no_longer_says_and_is_steady(source: Path, locale: Path) -> None:
    (source / "templates" / "page.html").unlink()
    messages.update(source, locale)
    first = {path: path.read_bytes() for path in locale.rglob("django.*")}
    shutil.copytree(locale, locale.with_name("again"))

    messages.update(source, locale.with_name("again"))

    assert "Law" not in messages.po_path("fi", locale).read_text()
    assert messages.problems(source, locale) == []
    assert [path.read_bytes() for path in sorted(locale.with_name("again").rglob("django.*"))] == [
        first[path] for path in sorted(first)
    ]
