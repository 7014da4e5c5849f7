"""Who may do what with an agreement in which state; and that rule and queryset give the same answer."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from tests.work.agreements.conftest import People, acting_for

from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting
from samverka.work.agreements import actions, rules
from samverka.work.agreements.enums import AgreementState
from samverka.work.agreements.lifecycle import AGREEMENT
from samverka.work.agreements.models import Agreement, Approval, Clause, Comment, Edition, Service

DRAFTER = {"change", "comment", "open", "propose", "withdraw"}
STATES = ("draft", "negotiating", "approving", "signing", "agreed", "terminated", "withdrawn")

# For each state, what one may do who: drafts for the organisation that began it, drafts for another party,
# signs for the one or for the other. Everybody else sees at most what is public.
MATRIX: dict[str, tuple[set[str], set[str], set[str], set[str]]] = {
    "draft": ({"see", "change", "comment", "open", "withdraw"}, set(), {"see", "comment"}, set()),
    "negotiating": (
        {"see", "change", "comment", "propose", "withdraw"},
        {"see", "change", "comment"},
        {"see", "comment"},
        {"see", "comment"},
    ),
    "approving": (
        {"see", "change", "comment", "withdraw"},
        {"see", "change", "comment"},
        {"see", "comment", "approve"},
        {"see", "comment", "approve"},
    ),
    "signing": (
        {"see", "change", "comment", "withdraw"},
        {"see", "change", "comment"},
        {"see", "comment", "sign"},
        {"see", "comment", "sign"},
    ),
    "agreed": (
        {"see", "review", "amend"},
        {"see", "review", "amend"},
        {"see", "terminate"},
        {"see", "terminate"},
    ),
    "terminated": ({"see", "review"}, {"see", "review"}, {"see"}, {"see"}),
    "withdrawn": ({"see"}, {"see"}, {"see"}, {"see"}),
}


def put(agreement: Agreement, state: str) -> Agreement:
    """The agreement as if its acts had led to a state."""
    now, by = timezone.now(), agreement.drafted_by
    acts: dict[str, dict[str, Any]] = {
        "draft": {"opened_at": None, "opened_by": None},
        "agreed": {"agreed_at": now},
        "terminated": {
            "agreed_at": now,
            "terminated_at": now,
            "terminated_by": by,
            "terminated_for": agreement.drafted_for,
            "ended_on": date(2029, 1, 1),
        },
        "withdrawn": {"withdrawn_at": now, "withdrawn_by": by, "withdrawn_for": agreement.drafted_for},
    }
    Agreement.objects.filter(pk=agreement.pk).update(state=state, **acts.get(state, {}))
    return Agreement.objects.get(pk=agreement.pk)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("is_public", [True, False])
def test_each_may_what_the_matrix_says(
    negotiating: Agreement, city: People, county: People, stranger: People, state: str, is_public: bool
) -> None:
    Agreement.objects.filter(pk=negotiating.pk).update(is_public=is_public)
    agreement = put(negotiating, state)
    concluded = state in ("agreed", "terminated")
    public = {"see"} if concluded and is_public else set()
    people = (city.writer, county.writer, city.signatory, county.signatory)
    outside: list[Acting | None] = [
        None,
        stranger.writer,
        stranger.signatory,
        acting_for("municipality-905", roles.ADMINISTRATOR),
        acting_for("municipality-905", roles.MEMBER, name="member"),
        acting_for("hva-17", roles.SUPERVISOR, name="supervisor"),
    ]

    for acting, allowed in itertools.chain(
        zip(people, MATRIX[state], strict=True), ((one, public) for one in outside)
    ):
        found = {verb for verb, may in rules.can(acting, agreement).items() if may}
        assert found == allowed | (public if acting in people else set())
        assert Agreement.objects.visible_to(acting).filter(pk=agreement.pk).exists() == ("see" in found)

        theirs = {verb for verb, rule in rules.FOR_WHOM.items() if rule(acting, agreement)}
        assert found <= theirs


def test_every_verb_of_the_matrix_is_in_the_tables() -> None:
    named = {verb for row in MATRIX.values() for cell in row for verb in cell}

    assert named == set(rules.VERBS) == set(rules.FOR_WHOM)
    assert set(MATRIX) == set(AgreementState.values) == set(AGREEMENT.states)


def test_a_party_approves_a_version_once_and_signs_it_once(
    approving: Agreement, city: People, county: People, employment: People, approve: Any, sign: Any
) -> None:
    approve(approving, county)
    assert (
        rules.may_approve(county.signatory, approving),
        rules.may_approve(city.signatory, approving),
    ) == (False, True)

    approve(approving, city, employment)
    sign(approving, county)

    assert (rules.may_sign(county.signatory, approving), rules.may_sign(city.signatory, approving)) == (
        False,
        True,
    )


def test_whoever_drafts_for_nobody_begins_no_agreement(city: People) -> None:
    assert not rules.may_draft(None)
    assert not rules.may_draft(city.signatory)
    assert rules.may_draft(city.writer)


def _now() -> Any:
    return timezone.now()


BROKEN: dict[str, dict[str, Any]] = {
    "agreements_agreement_has_a_title": {"title_sv": "", "title_fi": "", "title_en": ""},
    "agreements_agreement_is_in_a_language_of_authorities": {"in_sv": False, "in_fi": False, "in_en": True},
    "agreements_agreement_ends_after_it_begins": {"ends_on": date(2027, 1, 1)},
    "agreements_agreement_opened_by_somebody": {"opened_at": None, "state": "negotiating"},
    "agreements_agreement_terminated_by_somebody": {"terminated_at": _now},
    "agreements_agreement_withdrawn_by_somebody": {"withdrawn_at": _now, "state": "withdrawn"},
    "agreements_agreement_state_is_that_of_its_acts": {"state": "agreed"},
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_impossible_agreement_is_unwritable(negotiating: Agreement, name: str) -> None:
    changed = {field: value() if callable(value) else value for field, value in BROKEN[name].items()}

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Agreement.objects.filter(pk=negotiating.pk).update(**changed)


IMPOSSIBLE_STATES = [
    {"state": "draft"},
    {"state": "agreed"},
    {"state": "terminated"},
    {"state": "withdrawn"},
    {"state": "signing", "agreed_at": _now},
    {"state": "nowhere"},
]


@pytest.mark.parametrize("changed", IMPOSSIBLE_STATES, ids=lambda changed: str(changed["state"]))
def test_a_state_without_its_acts_is_unwritable(negotiating: Agreement, changed: dict[str, Any]) -> None:
    values = {field: value() if callable(value) else value for field, value in changed.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=negotiating.pk).update(**values)


def test_other_impossible_rows_are_unwritable(signing: Agreement, city: People) -> None:
    edition = signing.edition
    assert edition is not None
    approval = edition.approvals.first()
    assert approval is not None
    clause, service = signing.clauses.first(), signing.services.first()
    assert clause
    assert service
    comment = Comment.objects.create(
        agreement=signing, text="x", language="sv", written_by=city.writer.user, written_for=city.organisation
    )
    tries: list[tuple[models.Model, dict[str, Any]]] = [
        (clause, {"heading_sv": "", "heading_fi": "", "heading_en": ""}),
        (service, {"what_sv": "", "what_fi": "", "what_en": ""}),
        (comment, {"text": ""}),
        (comment, {"resolved_at": timezone.now()}),
        (edition, {"voided_at": timezone.now()}),
        (approval, {"organ": ""}),
        (approval, {"section": ""}),
    ]

    for row, changed in tries:
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**changed)


def test_only_one_version_stands_and_each_party_approves_once(signing: Agreement) -> None:
    edition = signing.edition
    assert edition is not None
    approval = edition.approvals.first()
    assert approval is not None
    copies: list[models.Model] = [
        Edition(
            **{f.attname: getattr(edition, f.attname) for f in Edition._meta.fields}
            | {"id": None, "number": 2}
        ),
        Approval(**{f.attname: getattr(approval, f.attname) for f in Approval._meta.fields} | {"id": None}),
    ]

    for copy in copies:
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save()


def test_a_constraint_says_what_it_wants() -> None:
    for model in (Agreement, Clause, Service):
        for constraint in model._meta.constraints:
            assert str(constraint.violation_error_message).endswith(".")


def test_a_blank_title_is_refused_with_the_sentence_of_its_constraint(city: People) -> None:
    with pytest.raises(Exception, match=r"title|rubrik|titel"):
        actions.draft(by=city.writer, outline="blank")
