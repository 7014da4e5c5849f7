"""What an agreement lacks: each check finds its thing, says by which provision, and is silent once it is there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from tests.work.agreements.conftest import LATER, SOON, TERMS, TEXTS, People

from samverka.foundation.kernel.refusals import Refused
from samverka.registers.law.models import Provision
from samverka.work.agreements import actions
from samverka.work.agreements.checks import (
    PLACEMENT_LAW,
    missing_for_approval,
    missing_for_negotiation,
    placement_law,
)
from samverka.work.agreements.models import Agreement


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with override("en"):
        yield


def test_a_whole_draft_lacks_nothing(draft: Agreement) -> None:
    assert missing_for_approval(draft) == []


LACKING: dict[str, tuple[dict[str, Any], str]] = {
    "first day": ({"starts_on": None}, "Say from which day the agreement is in force."),
    "notice": (
        {"ends_on": None, "notice_months": None},
        "An agreement without a last day can only be ended by notice. Say how many months of notice.",
    ),
    "both languages": (
        {"in_fi": False},
        (
            "The agreement must be in Swedish and in Finnish, since these parties are bilingual: Vaasa, "
            "Ostrobothnia wellbeing services county (Language Act, section 5, 423/2003)."
        ),
    ),
    "title in one language": ({"title_fi": ""}, "Missing in Finnish: the title."),
}


@pytest.mark.parametrize("thing", LACKING)
def test_what_the_terms_lack_is_said(draft: Agreement, city: People, thing: str) -> None:
    changed, sentence = LACKING[thing]
    actions.describe(by=city.writer, agreement=draft, **changed)
    draft.refresh_from_db()

    assert missing_for_approval(draft) == [sentence]


def test_a_text_that_one_language_lacks_is_named(draft: Agreement, city: People) -> None:
    actions.write_clause(by=city.writer, agreement=draft, **(TEXTS | {"text_fi": ""}))

    assert missing_for_approval(draft) == ["Missing in Finnish: Työnjako."]


def test_an_agreement_with_oneself_is_none(city: People) -> None:
    alone = actions.draft(by=city.writer, outline="blank", **TERMS)

    assert missing_for_negotiation(alone) == ["An agreement has at least two parties. Add the others first."]
    assert "The agreement has no clauses. Write at least one." in missing_for_approval(alone)
    with pytest.raises(Refused, match="two parties"):
        actions.open_negotiations(by=city.writer, agreement=alone)


def test_an_open_comment_is_in_the_way(negotiating: Agreement, county: People) -> None:
    said = actions.comment(by=county.writer, agreement=negotiating, text="Varför?", language="sv")

    assert missing_for_approval(negotiating) == ["One comment is not resolved. Resolve it first."]
    actions.resolve(by=county.writer, comment=said)
    assert missing_for_approval(negotiating) == []


@pytest.mark.parametrize("citation", ["1386/2010#sec_31__subsec_3", "681/2023#sec_48"])
def test_a_provision_that_is_not_in_force_is_no_ground(draft: Agreement, city: People, citation: str) -> None:
    ground = Provision.objects.cited_as(citation).get()
    actions.write_clause(by=city.writer, agreement=draft, rests_on=[ground], **TEXTS)

    (sentence,) = missing_for_approval(draft)
    assert sentence.startswith("The clause “Työnjako” rests on section ")


@pytest.fixture
def placement(city: People, centre: People) -> Agreement:
    titles = {name: TERMS[name] for name in ("title_sv", "title_fi")}
    agreement = actions.draft(by=city.writer, outline="placement", starts_on=SOON, ends_on=LATER, **titles)
    actions.add_party(by=city.writer, agreement=agreement, organisation=centre.organisation)
    return agreement


def test_a_placement_agreement_is_measured_by_section_42(placement: Agreement, city: People) -> None:
    assert missing_for_approval(placement) == [
        (
            "The wellbeing services county, or on Åland the health and medical care authority, is heard before an "
            "agreement on municipal placement is made (section 42(1), 681/2023). Say on which day it was heard."
        )
    ]
    actions.describe(by=city.writer, agreement=placement, county_heard_on=date(2026, 11, 1))
    placement.refresh_from_db()
    assert missing_for_approval(placement) == []


@pytest.mark.parametrize("months", [None, 49, 120])
def test_a_placement_agreement_is_reviewed_at_least_every_fourth_year(
    placement: Agreement, city: People, months: int | None
) -> None:
    actions.describe(
        by=city.writer, agreement=placement, county_heard_on=date(2026, 11, 1), review_months=months
    )
    placement.refresh_from_db()

    assert missing_for_approval(placement) == [
        (
            "An agreement on municipal placement is reviewed at least every 4 years (section 42(2), 681/2023). Set the "
            "time between reviews to 48 months at most."
        )
    ]


def test_a_placement_agreement_cites_its_section(placement: Agreement, city: People) -> None:
    actions.describe(by=city.writer, agreement=placement, county_heard_on=date(2026, 11, 1))
    first = placement.clauses.first()
    assert first is not None
    first.rests_on.clear()
    placement.refresh_from_db()

    assert missing_for_approval(placement) == [
        "An agreement on municipal placement rests on section 42, 681/2023. Let a clause cite it."
    ]


def test_a_placement_agreement_without_the_centre_is_none(
    placement: Agreement, city: People, centre: People
) -> None:
    actions.describe(by=city.writer, agreement=placement, county_heard_on=date(2026, 11, 1))
    placement.parties.filter(organisation=centre.organisation).delete()
    placement.refresh_from_db()

    assert (
        "An agreement on municipal placement is made by a municipality with this authority: Economic development "
        "centre (section 42, 681/2023)."
    ) in missing_for_approval(placement)


BY_DAY = {
    date(2010, 1, 1): None,
    date(2012, 1, 1): ("1386/2010", 12, None),
    date(2024, 12, 31): ("1386/2010", 12, "sec_41__subsec_3"),
    date(2025, 1, 1): ("681/2023", 48, "sec_42__subsec_1"),
    date(2026, 1, 1): ("681/2023", 48, "sec_42__subsec_1"),
}


@pytest.mark.parametrize("day", BY_DAY)
def test_the_law_of_the_day_decides(day: date) -> None:
    law = placement_law(day)

    assert (law and (law.statute, law.months, law.hearing)) == BY_DAY[day]


@pytest.mark.django_db
@pytest.mark.parametrize("law", PLACEMENT_LAW, ids=lambda law: law.since.isoformat())
def test_the_provisions_of_the_table_are_in_force_on_its_days(law: Any) -> None:
    from samverka.work.agreements.queries import provisions_not_in_force

    eids = [eid for eid in (law.ground, law.review, law.hearing) if eid]
    provisions = [Provision.objects.cited_as(f"{law.statute}#{eid}").get() for eid in eids]

    assert provisions_not_in_force(provisions, law.since) == []
