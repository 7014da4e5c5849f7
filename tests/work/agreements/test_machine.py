"""Whatever people do in whatever order: what no history of an agreement may ever be."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, event
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.work.agreements.conftest import LATER, SOON, TEXTS, WHAT, People, decision, people_of

from samverka.foundation.documents.signing import checked_signatures
from samverka.foundation.kernel.refusals import Refused
from samverka.foundation.notices.models import Notice
from samverka.registers.actors import roles
from samverka.work.agreements import actions
from samverka.work.agreements.enums import FROZEN
from samverka.work.agreements.lifecycle import AGREEMENT
from samverka.work.agreements.models import Agreement, Approval, Edition, Signature
from samverka.work.agreements.queries import content_of, digest_of

SLUGS = ("municipality-905", "hva-17", "municipality-091")
WHO = st.sampled_from(SLUGS)
PART = st.sampled_from(("writer", "signatory"))


class Agreements(RuleBasedStateMachine):
    """Two parties and a stranger, each with a writer and a signatory, doing anything at any time."""

    @initialize()
    def draft(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        settings.FILES, settings.KEYS = self.folder / "files", self.folder / "keys"
        self.point = transaction.atomic()
        self.point.__enter__()
        self.people: dict[str, People] = {
            slug: people_of(slug, roles.COORDINATOR if "municipality" in slug else roles.OFFICER)
            for slug in SLUGS
        }
        city = self.people[SLUGS[0]].writer
        titles = {"title_sv": "Avtal", "title_fi": "Sopimus"}
        self.agreement = actions.draft(
            by=city, outline="cooperation", starts_on=SOON, ends_on=LATER, **titles
        )
        county = actions.add_party(
            by=city, agreement=self.agreement, organisation=self.people[SLUGS[1]].organisation
        )
        actions.write_service(by=city, agreement=self.agreement, arranger=county, **WHAT)
        self.seen: list[Edition] = []
        self.refusals: list[str] = []

    def acting(self, slug: str, part: str) -> Any:
        return getattr(self.people[slug], part)

    def attempt(self, act: Any, **given: Any) -> None:
        """Do it, or be refused with a sentence; never anything else."""
        try:
            act(**given)
        except Refused as refusal:
            self.refusals.append(str(refusal))
        self.agreement = Agreement.objects.get(pk=self.agreement.pk)
        if self.agreement.edition:
            self.seen.append(self.agreement.edition)

    @rule(slug=WHO, part=PART)
    def open(self, slug: str, part: str) -> None:
        self.attempt(actions.open_negotiations, by=self.acting(slug, part), agreement=self.agreement)

    @rule(slug=WHO, part=PART)
    def propose(self, slug: str, part: str) -> None:
        self.attempt(actions.propose, by=self.acting(slug, part), agreement=self.agreement)

    @rule(slug=WHO, part=PART, again=st.booleans())
    def approve(self, slug: str, part: str, again: bool) -> None:
        if edition := self.some_edition(again=again):
            self.attempt(
                actions.record_approval, by=self.acting(slug, part), edition=edition, decision=decision()
            )

    @rule(slug=WHO, part=PART, again=st.booleans())
    def sign(self, slug: str, part: str, again: bool) -> None:
        if edition := self.some_edition(again=again):
            self.attempt(actions.sign, by=self.acting(slug, part), edition=edition)

    @rule(slug=WHO, part=PART)
    def write(self, slug: str, part: str) -> None:
        self.attempt(actions.write_clause, by=self.acting(slug, part), agreement=self.agreement, **TEXTS)

    @rule(slug=WHO, part=PART, months=st.sampled_from((3, 6, 12)))
    def describe(self, slug: str, part: str, months: int) -> None:
        self.attempt(
            actions.describe, by=self.acting(slug, part), agreement=self.agreement, notice_months=months
        )

    @rule(slug=WHO, part=PART)
    def remove_clause(self, slug: str, part: str) -> None:
        clauses = list(self.agreement.clauses.all())
        if len(clauses) > 3:
            self.attempt(actions.remove_clause, by=self.acting(slug, part), clause=clauses[-1])

    @rule(slug=WHO, part=PART)
    def terminate(self, slug: str, part: str) -> None:
        self.attempt(
            actions.terminate,
            by=self.acting(slug, part),
            agreement=self.agreement,
            last_day=date(2028, 6, 30),
        )

    @rule(slug=WHO, dice=st.integers(0, 9))
    def withdraw(self, slug: str, dice: int) -> None:
        if dice == 0:
            self.attempt(actions.withdraw, by=self.acting(slug, "writer"), agreement=self.agreement)

    @rule(slug=st.sampled_from(SLUGS[:2]))
    def go_on(self, slug: str) -> None:
        """The act that the state asks for, by one who may do it: so that most histories come far."""
        event(f"goes on from {self.agreement.state}")
        if self.agreement.state == "draft":
            self.open(SLUGS[0], "writer")
        elif self.agreement.state == "negotiating":
            self.propose(SLUGS[0], "writer")
        elif self.agreement.state == "approving":
            self.approve(slug, "signatory", again=False)
        elif self.agreement.state == "signing":
            self.sign(slug, "signatory", again=False)

    def some_edition(self, *, again: bool) -> Edition | None:
        """The version that lies before the parties, or one that was seen at any time."""
        if again and self.seen:
            return Edition.objects.get(pk=self.seen[0].pk)
        return self.agreement.edition

    @invariant()
    def a_signature_rests_on_an_approval_by_its_own_party(self) -> None:
        for signature in Signature.objects.select_related("approval__party", "approval__edition"):
            assert self.acts_for(signature.signed_by_id) == signature.approval.party.organisation_id
        for approval in Approval.objects.select_related("party"):
            assert self.acts_for(approval.recorded_by_id) == approval.party.organisation_id

    @invariant()
    def nothing_is_approved_or_signed_of_a_version_that_is_void(self) -> None:
        void = Edition.objects.exclude(voided_at=None)
        assert not Approval.objects.filter(edition__in=void, recorded_at__gt=F("edition__voided_at")).exists()
        assert not Signature.objects.filter(
            approval__edition__in=void, signed_at__gt=F("approval__edition__voided_at")
        ).exists()

    @invariant()
    def what_lies_before_the_parties_is_what_the_agreement_says(self) -> None:
        edition = self.agreement.edition
        assert (edition is not None) == (self.agreement.state in FROZEN)
        if edition:
            assert edition.digest == digest_of(content_of(self.agreement)) == digest_of(edition.content)

    @invariant()
    def it_is_signed_only_once_all_have_approved_and_concluded_only_once_all_have_signed(self) -> None:
        edition = self.agreement.edition
        approved = edition.approvals.count() if edition else 0
        signed = Signature.objects.filter(approval__edition=edition).count() if edition else 0
        parties = self.agreement.parties.count()
        assert signed == 0 or approved == parties
        assert (self.agreement.state in ("signing", "agreed", "terminated")) == (approved == parties)
        assert (self.agreement.state in ("agreed", "terminated")) == (
            edition is not None and signed == parties
        )
        assert self.agreement.in_force_on(SOON) == self.agreement.is_concluded

    @invariant()
    def the_document_carries_just_the_signatures(self) -> None:
        edition = self.agreement.edition
        signed = Signature.objects.filter(approval__edition=edition).count() if edition else 0
        if edition and signed:
            checked = checked_signatures(edition.latest_document.read())
            assert [one.holds for one in checked] == [True] * signed

    @invariant()
    def each_refusal_says_why(self) -> None:
        assert all(self.refusals)

    @invariant()
    def the_state_is_one_of_the_table(self) -> None:
        assert self.agreement.state in AGREEMENT.states

    @invariant()
    def nobody_is_asked_for_what_cannot_be_done(self) -> None:
        awaited = set(Notice.objects.awaiting().values_list("kind", flat=True))
        allowed = {
            "negotiating": {"agreements.to_comment"},
            "approving": {"agreements.to_approve"},
            "signing": {"agreements.to_sign"},
        }
        assert awaited <= allowed.get(self.agreement.state, set()) | {"agreements.review_due"}

    def acts_for(self, user: int) -> int:
        for people in self.people.values():
            if user in (people.writer.user.pk, people.signatory.user.pk):
                return people.organisation.pk
        raise AssertionError(user)

    def teardown(self) -> None:
        if hasattr(self, "point"):
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)
            shutil.rmtree(self.folder)


@pytest.mark.slow
def test_no_history_breaks_the_promises(db: None) -> None:
    run_state_machine_as_test(
        Agreements,
        settings=how(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
