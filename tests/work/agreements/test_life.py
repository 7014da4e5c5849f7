"""The life of an agreement: what each act leads to, what it voids, whom it tells."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils.translation import override
from tests.work.agreements.conftest import LATER, SOON, TERMS, TEXTS, People, decision

from samverka.foundation.documents.signing import checked_signatures
from samverka.foundation.journal.models import Entry
from samverka.foundation.journal.presenters import sentence_of, verbs_presented
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.refusals import Conflict, NotAllowed, Refused
from samverka.foundation.notices.kinds import kind_of
from samverka.foundation.notices.models import Notice, Reminder
from samverka.work.agreements import actions
from samverka.work.agreements.models import Agreement, Approval, Signature
from samverka.work.agreements.phrases import Told, Verb
from samverka.work.agreements.queries import content_of, digest_of


def told(kind: str) -> set[str]:
    return {
        notice.user.email
        for notice in Notice.objects.filter(kind=f"agreements.{kind}").select_related("user")
    }


def emails(*parties: People, who: tuple[str, ...] = ("writer", "signatory")) -> set[str]:
    return {getattr(party, one).user.email for party in parties for one in who}


def test_an_outline_brings_clauses_terms_and_grounds(draft: Agreement) -> None:
    assert [str(clause.heading) for clause in draft.clauses.all()] == [
        "Syfte",
        "Tjänster och åtgärder",
        "Uppföljning",
        "Ändring och uppsägning",
    ]
    first = draft.clauses.first()
    assert first is not None
    assert [one.citation for one in first.rests_on.all()] == [
        "681/2023#sec_45__subsec_1",
        "681/2023#sec_47__subsec_1",
    ]
    assert (draft.notice_months, draft.review_months) == (6, 24)


def test_an_outline_of_earlier_years_rests_on_the_act_of_then(city: People) -> None:
    past = actions.draft(by=city.writer, outline="cooperation", **(TERMS | {"starts_on": date(2020, 1, 1)}))
    first = past.clauses.first()
    assert first is not None

    assert [one.citation for one in first.rests_on.all()] == ["1386/2010#sec_31__subsec_3"]


def test_opening_asks_the_other_parties_to_comment(
    negotiating: Agreement, county: People, employment: People
) -> None:
    assert negotiating.state == "negotiating"
    assert told("to_comment") == emails(county, employment, who=("writer",))


def test_proposing_fixes_a_version_and_asks_for_approval(
    approving: Agreement, city: People, county: People, employment: People
) -> None:
    edition = approving.edition
    assert edition is not None

    assert (approving.state, edition.number) == ("approving", 1)
    assert edition.digest == digest_of(content_of(approving)) == digest_of(edition.content)
    assert told("to_approve") == emails(city, county, employment, who=("signatory",))


def test_the_last_approval_opens_the_signing(
    approving: Agreement, city: People, county: People, employment: People, approve: Any
) -> None:
    approve(approving, county, city)
    assert approving.state == "approving"

    approve(approving, employment)

    assert approving.state == "signing"
    # The one who approved last is to sign, too.
    assert told("to_sign") == emails(city, county, employment, who=("signatory",))
    asked = Notice.objects.awaiting().filter(kind="agreements.to_sign")
    assert {notice.organisation_key for notice in asked} == {"municipality-905", "hva-17", "tyo-17"}


def test_all_signed_is_concluded(agreed: Agreement, city: People, county: People, employment: People) -> None:
    assert agreed.state == "agreed"
    assert agreed.review_due == date(2029, 1, 1)
    # The county signed last, and knows.
    assert told("agreed") == emails(city, county, employment) - emails(county, who=("signatory",))
    assert Notice.objects.awaiting().count() == 0


def test_the_document_carries_the_signatures_in_their_order(agreed: Agreement, tmp_path: Path) -> None:
    edition = agreed.edition
    assert edition is not None
    checked = checked_signatures(edition.latest_document.read())

    assert [one.signer for one in checked] == [
        "Arbetskraftsmyndigheten i sysselsättningsområdet Kuopio",
        "Vasa",
        "Österbottens välfärdsområde",
    ]
    assert all(one.holds and one.is_test for one in checked)


def test_the_document_says_that_certificates_are_tests(agreed: Agreement, tmp_path: Path) -> None:
    edition = agreed.edition
    assert edition is not None
    place = tmp_path / "a.pdf"
    place.write_bytes(edition.document.read())
    said = subprocess.run(["pdftotext", place, "-"], capture_output=True, text=True, check=True).stdout

    assert edition.says_test
    assert "Vasa, Österbottens välfärdsområde" in " ".join(said.split())


CHANGES: dict[str, Callable[[Agreement, People], Any]] = {
    "terms": lambda a, p: actions.describe(by=p.writer, agreement=a, notice_months=12),
    "new clause": lambda a, p: actions.write_clause(by=p.writer, agreement=a, **TEXTS),
    "clause": lambda a, p: actions.write_clause(by=p.writer, agreement=a, clause=a.clauses.first(), **TEXTS),
    "clause removed": lambda a, p: actions.remove_clause(by=p.writer, clause=a.clauses.first()),
    "order": lambda a, p: actions.move_clause(by=p.writer, clause=a.clauses.first(), steps=1),
    "service removed": lambda a, p: actions.remove_service(by=p.writer, service=a.services.first()),
    "law": lambda a, p: actions.write_clause(by=p.writer, agreement=a, clause=a.clauses.first(), rests_on=[]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_voids_approvals_and_signatures_and_says_so(
    signing: Agreement, city: People, county: People, employment: People, sign: Any, change: str
) -> None:
    sign(signing, county)
    former = signing.edition
    assert former is not None

    CHANGES[change](signing, county)

    signing.refresh_from_db()
    former.refresh_from_db()
    assert (signing.state, signing.edition, former.is_void) == ("negotiating", None, True)
    assert told("voided") == emails(city, county, employment) - emails(county, who=("writer",))
    assert (
        not Notice.objects.awaiting()
        .filter(kind__in=["agreements.to_sign", "agreements.to_approve"])
        .exists()
    )
    with pytest.raises(Refused):
        actions.sign(by=city.signatory, edition=former)
    with pytest.raises(Refused):
        actions.record_approval(by=city.signatory, edition=former, decision=decision())


def test_saving_the_same_voids_nothing(signing: Agreement, county: People) -> None:
    clause = signing.clauses.first()
    assert clause is not None
    same = {name: getattr(clause, name) for name in ("heading_sv", "heading_fi", "text_sv", "text_fi")}
    grounds = list(clause.rests_on.all())

    actions.write_clause(by=county.writer, agreement=signing, clause=clause, rests_on=grounds, **same)
    actions.describe(by=county.writer, agreement=signing, is_public=False)

    signing.refresh_from_db()
    assert signing.state == "signing"


def test_a_comment_voids_nothing(signing: Agreement, county: People) -> None:
    actions.comment(by=county.writer, agreement=signing, text="Bra.", language="sv")

    signing.refresh_from_db()
    assert signing.state == "signing"


def test_a_new_version_after_a_change_is_the_second(
    signing: Agreement, city: People, county: People, employment: People, approve: Any, sign: Any
) -> None:
    actions.write_clause(by=county.writer, agreement=signing, **TEXTS)
    edition = actions.propose(by=city.writer, agreement=signing)
    approve(signing, city, county, employment)
    sign(signing, city, county, employment)

    assert (signing.state, edition.number) == ("agreed", 2)
    assert Signature.objects.count() == 3


def test_a_concluded_agreement_is_not_changed(agreed: Agreement, city: People) -> None:
    for change in CHANGES.values():
        with pytest.raises(Refused):
            change(agreed, city)
    with pytest.raises(Refused):
        actions.comment(by=city.writer, agreement=agreed, text="x", language="sv")


def test_nobody_approves_or_signs_twice(
    approving: Agreement, city: People, county: People, employment: People, approve: Any, sign: Any
) -> None:
    approve(approving, city)
    with pytest.raises(Refused, match=r"already approved|redan"):
        approve(approving, city)
    approve(approving, county, employment)
    sign(approving, city)
    with pytest.raises(Refused):
        sign(approving, city)


@pytest.mark.parametrize(
    "wrong",
    [{"organ": " "}, {"section": ""}, {"decided_on": today() + timedelta(days=1)}],
    ids=["organ", "section", "day"],
)
def test_a_decision_is_named_whole(approving: Agreement, city: People, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        actions.record_approval(by=city.signatory, edition=approving.edition, decision=decision(**wrong))

    assert Approval.objects.count() == 0


def test_an_extract_of_a_bad_kind_leaves_no_approval(approving: Agreement, city: People) -> None:
    with pytest.raises(Refused):
        actions.record_approval(
            by=city.signatory, edition=approving.edition, decision=decision(extract=("x.exe", b"MZ\x90\x00"))
        )

    assert Approval.objects.count() == 0


def test_two_editors_of_a_clause_lose_nothing(negotiating: Agreement, city: People, county: People) -> None:
    clause = negotiating.clauses.first()
    assert clause is not None
    actions.write_clause(by=city.writer, agreement=negotiating, clause=clause, version=1, **TEXTS)

    with pytest.raises(Conflict):
        actions.write_clause(
            by=county.writer, agreement=negotiating, clause=clause, version=1, text_sv="Mitt"
        )

    clause.refresh_from_db()
    assert (clause.text_sv, clause.version) == ("Så här.", 2)


def test_writing_a_clause_that_is_gone_is_a_conflict(
    negotiating: Agreement, city: People, county: People
) -> None:
    clause = negotiating.clauses.first()
    assert clause is not None
    actions.remove_clause(by=city.writer, clause=negotiating.clauses.get(pk=clause.pk))

    with pytest.raises(Conflict):
        actions.write_clause(by=county.writer, agreement=negotiating, clause=clause, version=1, **TEXTS)


def test_removing_a_clause_that_somebody_has_changed_is_a_conflict(
    negotiating: Agreement, city: People
) -> None:
    clause = negotiating.clauses.first()
    assert clause is not None
    actions.write_clause(by=city.writer, agreement=negotiating, clause=clause, version=1, **TEXTS)

    with pytest.raises(Conflict):
        actions.remove_clause(by=city.writer, clause=clause, version=1)


def test_a_party_that_arranges_or_drafts_stays(negotiating: Agreement, city: People, county: People) -> None:
    for party in (city, county):
        with pytest.raises(Refused):
            actions.remove_party(
                by=city.writer, party=negotiating.parties.get(organisation=party.organisation)
            )


def test_a_party_can_be_removed_and_not_come_twice(
    negotiating: Agreement, city: People, employment: People
) -> None:
    with pytest.raises(Refused):
        actions.add_party(by=city.writer, agreement=negotiating, organisation=employment.organisation)
    actions.remove_party(by=city.writer, party=negotiating.parties.get(organisation=employment.organisation))

    assert negotiating.parties.count() == 2


# ── What follows ──


def test_reminders_come_six_three_and_one_month_before(agreed: Agreement, city: People) -> None:
    rows = Reminder.objects.filter(user=city.writer.user).order_by("remind_on")

    assert [(row.kind, row.remind_on, row.due) for row in rows] == [
        ("agreements.review_due", date(2028, 7, 1), date(2029, 1, 1)),
        ("agreements.review_due", date(2028, 10, 1), date(2029, 1, 1)),
        ("agreements.review_due", date(2028, 12, 1), date(2029, 1, 1)),
        ("agreements.expiring", date(2029, 6, 30), date(2029, 12, 31)),
        ("agreements.expiring", date(2029, 9, 30), date(2029, 12, 31)),
        ("agreements.expiring", date(2029, 11, 30), date(2029, 12, 31)),
    ]


def test_a_review_sets_the_next_one(agreed: Agreement, county: People) -> None:
    with time_machine.travel("2028-11-02T12:00:00+02:00", tick=False):
        actions.record_review(
            by=county.writer,
            agreement=agreed,
            reviewed_on=date(2028, 11, 1),
            conclusion="keep",
            text="Bra",
            language="sv",
        )

    agreed.refresh_from_db()
    assert agreed.review_due == date(2030, 11, 1)
    open_rows = Reminder.objects.filter(called_off_at=None, kind="agreements.review_due")
    # The next review would come after the last day, so nobody is reminded of it.
    assert list(open_rows) == []


def test_a_review_of_a_day_to_come_is_refused(agreed: Agreement, county: People) -> None:
    with pytest.raises(Refused):
        actions.record_review(
            by=county.writer, agreement=agreed, reviewed_on=LATER, conclusion="keep", text="", language="sv"
        )


@time_machine.travel("2027-03-01T12:00:00+02:00", tick=False)
def test_notice_holds_the_period_of_notice(agreed: Agreement, county: People) -> None:
    with pytest.raises(Refused):
        actions.terminate(by=county.signatory, agreement=agreed, last_day=date(2027, 8, 31))
    actions.terminate(by=county.signatory, agreement=agreed, last_day=date(2027, 9, 1))

    agreed.refresh_from_db()
    assert (agreed.state, agreed.is_in_force, agreed.in_force_on(date(2027, 9, 1))) == (
        "terminated",
        True,
        True,
    )
    assert not agreed.in_force_on(date(2027, 9, 2))
    with pytest.raises(Refused):
        actions.terminate(by=county.signatory, agreement=agreed, last_day=date(2027, 10, 1))


@time_machine.travel("2027-03-01T12:00:00+02:00", tick=False)
@pytest.mark.parametrize("last_day", [date(2029, 12, 31), date(2031, 1, 1)])
def test_notice_to_a_day_after_the_end_is_refused(agreed: Agreement, county: People, last_day: date) -> None:
    with pytest.raises(Refused):
        actions.terminate(by=county.signatory, agreement=agreed, last_day=last_day)


def test_without_a_period_of_notice_none_is_given(agreed: Agreement, county: People) -> None:
    Agreement.objects.filter(pk=agreed.pk).update(notice_months=None)

    with pytest.raises(Refused):
        actions.terminate(by=county.signatory, agreement=agreed, last_day=date(2028, 1, 1))


@time_machine.travel("2027-03-01T12:00:00+02:00", tick=False)
def test_an_amendment_takes_the_place_once_all_have_signed(
    agreed: Agreement, city: People, county: People, employment: People, approve: Any, sign: Any
) -> None:
    amendment = actions.amend(by=county.writer, agreement=agreed)
    actions.describe(by=county.writer, agreement=amendment, starts_on=date(2027, 7, 1), notice_months=3)
    actions.open_negotiations(by=county.writer, agreement=amendment)
    actions.propose(by=county.writer, agreement=amendment)
    approve(amendment, city, county, employment)
    agreed.refresh_from_db()
    assert agreed.ended_on is None

    sign(amendment, city, county, employment)

    agreed.refresh_from_db()
    assert (amendment.state, agreed.ended_on) == ("agreed", date(2027, 7, 1))
    assert agreed.in_force_on(date(2027, 6, 30))
    assert [one.pk for one in Agreement.objects.in_force_on(date(2027, 7, 1))] == [amendment.pk]
    assert not Reminder.objects.filter(subject_key=str(agreed.pk), called_off_at=None).exists()


def test_an_amendment_begins_with_the_same_content(agreed: Agreement, city: People) -> None:
    amendment = actions.amend(by=city.writer, agreement=agreed)
    old, new = content_of(agreed), content_of(amendment)

    for content in (old, new):
        for name in ("starts_on", "amends", "county_heard_on"):
            content.pop(name)
        for row in (*content["services"], *content["clauses"]):
            row.pop("key")
    assert old == new
    assert not amendment.parties.filter(pk__in=agreed.parties.values("pk")).exists()


def test_giving_up_voids_and_is_final(signing: Agreement, city: People, county: People) -> None:
    actions.withdraw(by=city.writer, agreement=signing)

    signing.refresh_from_db()
    assert (signing.state, signing.edition) == ("withdrawn", None)
    with pytest.raises(Refused):
        actions.propose(by=city.writer, agreement=signing)
    assert told("withdrawn") >= emails(county)


def test_a_draft_given_up_tells_nobody_outside(draft: Agreement, city: People) -> None:
    actions.withdraw(by=city.writer, agreement=draft)

    assert Notice.objects.count() == 0


def test_days_around_the_boundaries(agreed: Agreement) -> None:
    for day, expected in {
        SOON - timedelta(days=1): False,
        SOON: True,
        LATER - timedelta(days=1): True,
        LATER: False,
    }.items():
        assert agreed.in_force_on(day) is expected
        assert Agreement.objects.in_force_on(day).exists() is expected


# ── Words ──


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_the_journal_tells_it_all(agreed: Agreement, city: People, language: str) -> None:
    entries = Entry.objects.about("agreements.agreement", agreed.pk)

    with override(language):
        said = [sentence_of(entry) for entry in entries]
    assert len(said) == entries.count() > 10
    assert not [one for one in said if "%(" in one or "{" in one or not one]


def test_each_verb_and_each_notice_has_its_words() -> None:
    assert set(Verb.values) <= verbs_presented()
    details = {name: {"sv": "A", "fi": "B", "en": "C"} for name in ("organisation", "title")} | {
        "number": 1,
        "day": "2027-01-01",
    }
    for kind in Told.values:
        assert "%(" not in kind_of(kind).said(details)


def test_only_those_outside_are_refused(draft: Agreement, stranger: People, county: People) -> None:
    for person in (stranger.writer, county.writer, county.signatory):
        with pytest.raises(NotAllowed):
            actions.describe(by=person, agreement=draft, title_sv="Kapat")


def test_a_void_version_is_not_approved_though_a_new_one_lies_before_the_parties(
    approving: Agreement, city: People, county: People
) -> None:
    former = approving.edition
    actions.write_clause(by=county.writer, agreement=approving, **TEXTS)
    actions.propose(by=city.writer, agreement=approving)

    with pytest.raises(Refused):
        actions.record_approval(by=city.signatory, edition=former, decision=decision())

    assert Approval.objects.count() == 0


def test_a_void_version_is_not_signed_though_a_new_one_has_been_approved(
    signing: Agreement, city: People, county: People, employment: People, approve: Any
) -> None:
    former = signing.edition
    actions.write_clause(by=county.writer, agreement=signing, **TEXTS)
    actions.propose(by=city.writer, agreement=signing)
    approve(signing, city, county, employment)

    with pytest.raises(Refused):
        actions.sign(by=city.signatory, edition=former)

    assert Signature.objects.count() == 0
