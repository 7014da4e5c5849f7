"""The catalogue of duties in the register: its citations hold, wrong files are refused, and changes are told."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.db import IntegrityError, transaction

from samverka.foundation.kernel.periods import Period
from samverka.registers.law.actions import DUTIES, STATUTES, UnknownCitation, import_duties, import_statutes
from samverka.registers.law.checks import citation_problems, uncovered_days
from samverka.registers.law.enums import Bearer, Level, level_of
from samverka.registers.law.models import Bearing, Duty, DutyTerm, Provision, Wording
from samverka.registers.law.phrases import deadline_in_words, recurrence_in_words
from samverka.registers.law.queries import section_signatures
from samverka.registers.law.readers.duties import UnreadableDuty, read_duties

pytestmark = pytest.mark.django_db


def test_every_citation_is_in_force_on_every_day_of_its_duty() -> None:
    assert list(citation_problems()) == []


def test_a_citation_that_is_not_in_force_is_named() -> None:
    term = DutyTerm.objects.get(duty__code="K-PLAN", valid_from=date(2025, 1, 1))
    term.rests_on.set([Provision.objects.cited_as("1386/2010#sec_30__subsec_1").get()])

    assert list(citation_problems()) == ["K-PLAN: 1386/2010#sec_30__subsec_1 is not in force on 2025-01-01."]


def test_a_citation_that_ends_within_its_duty_is_named_by_the_day() -> None:
    term = DutyTerm.objects.get(duty__code="K-PLAN", valid_from=date(2011, 9, 1))
    DutyTerm.objects.filter(pk=term.pk).update(valid_to=date(2025, 2, 1))

    assert list(citation_problems()) == ["K-PLAN: 1386/2010#sec_30__subsec_1 is not in force on 2025-01-01."]


def test_a_duty_said_never_to_have_applied_that_did_is_named() -> None:
    term = DutyTerm.objects.filter(never_applied=True).first()
    assert term
    term.rests_on.set([Provision.objects.cited_as("681/2023#sec_52").get()])

    (problem,) = [line for line in citation_problems() if line.startswith(f"{term.duty.code}:")]
    assert "never to have applied, but it has" in problem


def test_a_duty_that_rests_on_nothing_is_named() -> None:
    term = DutyTerm.objects.get(duty__code="K-PLAN", valid_from=date(2025, 1, 1))
    term.rests_on.clear()

    assert list(citation_problems()) == ["K-PLAN: the term from 2025-01-01 rests on no provision."]


def test_uncovered_days_are_the_first_of_each_gap() -> None:
    held = [
        Wording(valid_from=date(2020, 1, 1), valid_to=date(2021, 1, 1)),
        Wording(valid_from=date(2022, 1, 1)),
    ]

    assert uncovered_days(Period(date(2019, 1, 1), None), held) == [date(2019, 1, 1), date(2021, 1, 1)]


def test_the_catalogue_reaches_every_level() -> None:
    levels = {level_of(kind) for kind in Bearing.objects.values_list("kind", flat=True)}

    assert Duty.objects.count() >= 60
    assert levels == set(Level)
    assert {Bearer.MUNICIPALITY, Bearer.COUNTY, Bearer.EMPLOYMENT_AUTHORITY, Bearer.POLICE} <= set(
        Bearing.objects.values_list("kind", flat=True)
    )


def test_every_term_can_be_said_in_words() -> None:
    for term in DutyTerm.objects.all():
        assert recurrence_in_words(term.recurrence, term.recurrence_bound)
        assert isinstance(deadline_in_words(term), str)


def test_every_duty_is_said_in_three_languages() -> None:
    assert not [t for t in DutyTerm.objects.all() if not (t.what_sv and t.what_fi and t.what_en)]


def test_a_term_that_never_applied_cannot_have_a_day() -> None:
    term = DutyTerm.objects.filter(never_applied=False).first()
    assert term
    term.never_applied = True

    with pytest.raises(IntegrityError), transaction.atomic():
        term.save()


def test_importing_again_changes_nothing() -> None:
    assert not import_duties().changed


@pytest.fixture
def duties(tmp_path: Path) -> Path:
    folder = tmp_path / "duties"
    shutil.copytree(DUTIES, folder)
    return folder


def _rewrite(folder: Path, change: object) -> None:
    path = folder / "10-local.yaml"
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(entries)  # type: ignore[operator]
    path.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")


def test_a_duty_that_cites_what_is_not_there_is_refused_whole(duties: Path) -> None:
    _rewrite(duties, lambda entries: entries[0]["terms"][0].update(rests_on=["681/2023#sec_999"]))

    with pytest.raises(UnknownCitation, match="681/2023#sec_999"):
        import_duties(duties)
    assert Duty.objects.filter(code="K-PLAN").exists()


def test_a_word_that_the_vocabulary_lacks_is_refused_by_name(duties: Path) -> None:
    _rewrite(duties, lambda entries: entries[0]["terms"][0].update(force="should"))

    with pytest.raises(UnreadableDuty, match="10-local.yaml, K-PLAN.*should"):
        read_duties(duties)


def test_a_changed_sentence_is_reported_as_one_change(duties: Path) -> None:
    _rewrite(duties, lambda entries: entries[0]["terms"][0]["what"].update(sv="Kommunen ansvarar."))

    report = import_duties(duties)

    assert sum(table.changed for table in report.tables) == 1


def test_a_statute_that_reads_otherwise_tells_which_duties_it_touches(tmp_path: Path) -> None:
    folder = tmp_path / "statutes"
    shutil.copytree(STATUTES, folder)
    act = folder / "finlex_xml" / "sv" / "asd20230681.xml"
    text = act.read_text(encoding="utf-8")
    assert text.count("för fyra år åt gången") == 1
    act.write_text(text.replace("för fyra år åt gången", "för fem år åt gången"), encoding="utf-8")

    report = import_statutes(folder)

    assert any(
        line.startswith("681/2023#sec_52 reads otherwise") and "S-PROG" in line for line in report.remarks
    )


def test_a_section_s_signature_changes_with_its_words() -> None:
    before = section_signatures()
    wording = Wording.objects.filter(provision__eid="sec_45__subsec_1", provision__statute__year=2023).first()
    assert wording
    wording.text += " x"
    wording.save()

    changed = {key for key, value in section_signatures().items() if before[key] != value}
    assert changed == {("681/2023", "sec_45")}
