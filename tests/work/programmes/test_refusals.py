"""What cannot be done, and the sentence that says why."""

from __future__ import annotations

from datetime import date

import pytest
from tests.work.programmes.cast import (
    CENTRE,
    VASA,
    adopted,
    adopted_by_government,
    decide,
    goal,
    measure,
    part,
    prepared,
    somebody,
    state_programme,
    the_measure,
    whole,
)

from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.refusals import NotAllowed, Refused
from samverka.foundation.notices.models import Notice
from samverka.registers.actors.acting import Acting
from samverka.work.programmes import actions, checks, queries
from samverka.work.programmes.enums import Handling, ProgrammeLevel
from samverka.work.programmes.models import Programme

SOON = date(2026, 4, 1)


def test_nothing_is_sent_out_without_goals_or_time(vasas: Acting) -> None:
    programme = prepared(vasas)

    with pytest.raises(Refused) as refusal:
        actions.consult(by=vasas, programme=programme, asked=[], due=date(2026, 3, 2))

    assert [str(one)[:13] for one in refusal.value.sentences] == ["The programme", "Give those wh"]


def test_an_empty_programme_is_not_proposed(vasas: Acting) -> None:
    with pytest.raises(Refused, match="no goals.*no measures"):
        actions.propose(by=vasas, programme=prepared(vasas))


def test_an_empty_opinion_is_not_given_and_none_is_handled_before(
    vasas: Acting, programme: Programme
) -> None:
    edition = actions.consult(by=vasas, programme=programme, asked=[vasas.organisation], due=SOON)
    (opinion,) = edition.opinions.all()

    with pytest.raises(Refused, match="Write the opinion"):
        actions.give_opinion(by=vasas, opinion=opinion, text=" ", language="sv")
    with pytest.raises(Refused, match="has not been given"):
        actions.handle_opinion(by=vasas, opinion=opinion, handling=Handling.HEEDED, answer=Trilingual())


def test_an_owner_decides_once_and_only_on_what_lies_before_it(
    vasas: Acting, korsholms: Acting, vasas_signatory: Acting
) -> None:
    programme = whole(vasas, ProgrammeLevel.JOINT)
    owner = actions.invite_owner(by=vasas, programme=programme, organisation=korsholms.organisation)
    with pytest.raises(Refused, match="has not answered"):
        actions.propose(by=vasas, programme=programme)
    actions.answer_invitation(by=korsholms, owner=owner, takes_part=True)
    edition = actions.propose(by=vasas, programme=programme)
    decide(edition, vasas_signatory)

    with pytest.raises(Refused, match="already decided"):
        decide(edition, vasas_signatory)
    actions.take_back(by=vasas, programme=programme)
    with pytest.raises(Refused, match="No version lies"):
        decide(edition, vasas_signatory)
    with pytest.raises(Refused, match="No version lies"):
        actions.take_back(by=vasas, programme=programme)


def test_the_next_period_of_two_invites_the_other_again(
    vasas: Acting, korsholms: Acting, vasas_signatory: Acting, korsholms_signatory: Acting
) -> None:
    programme = whole(vasas, ProgrammeLevel.JOINT)
    owner = actions.invite_owner(by=vasas, programme=programme, organisation=korsholms.organisation)
    actions.answer_invitation(by=korsholms, owner=owner, takes_part=True)
    edition = actions.propose(by=vasas, programme=programme)
    decide(edition, vasas_signatory)
    decide(edition, korsholms_signatory)
    programme.refresh_from_db()

    new = actions.begin_from(
        by=vasas, previous=programme, starts_on=date(2030, 1, 1), ends_on=date(2034, 1, 1)
    )

    assert [(one.organisation, one.state) for one in new.owners.order_by("pk")] == [
        (vasas.organisation, "takes_part"),
        (korsholms.organisation, "invited"),
    ]
    actions.withdraw(by=vasas, programme=new)
    assert not Notice.objects.awaiting().filter(user=korsholms.user).exists()


def test_a_draft_has_no_next_period(vasas: Acting, programme: Programme) -> None:
    with pytest.raises(NotAllowed):
        actions.begin_from(by=vasas, previous=programme, starts_on=date(2030, 1, 1), ends_on=date(2034, 1, 1))


def test_before_the_act_of_2010_there_is_no_ground(vasas: Acting) -> None:
    with pytest.raises(Refused, match="No act gives a ground"):
        prepared(vasas, starts_on=date(2010, 1, 1), ends_on=date(2012, 1, 1))


def test_a_ground_of_the_mainland_does_not_hold_on_aland(db: None) -> None:
    mariehamns = somebody("municipality-478", "coordinator")
    programme = whole(mariehamns, ground="own_decision")

    with pytest.raises(Refused, match="does not hold where"):
        actions.propose(by=mariehamns, programme=programme)


def test_a_programme_that_ended_before_is_served_by_nothing(vasas: Acting, centre: Acting) -> None:
    signatory = somebody(CENTRE, "signatory")
    past = adopted(
        centre,
        signatory,
        level=ProgrammeLevel.REGION,
        starts_on=date(2022, 1, 1),
        ends_on=date(2026, 1, 1),
    )

    with pytest.raises(Refused, match="not in force during"):
        actions.align(by=vasas, row=goal(vasas, prepared(vasas)), serves=the_measure(past).goal)


def test_a_part_is_written_and_given_by_its_own_ministry(tem: Acting, okm: Acting) -> None:
    programme = state_programme(tem)
    asked = part(tem, programme, okm)
    other = state_programme(tem)
    stranger = somebody("ministry-stm", "planner")

    with pytest.raises(NotAllowed):
        actions.give_part(by=tem, part=asked)
    with pytest.raises(NotAllowed):
        measure(stranger, programme.goals.get(), part=asked)
    with pytest.raises(Refused, match="another programme"):
        measure(tem, other.goals.get(), part=asked)
    actions.withdraw(by=tem, programme=programme)
    assert not Notice.objects.awaiting().filter(user=okm.user).exists()


def test_opinions_and_parts_are_not_asked_for_once_it_is_given_up(
    vasas: Acting, programme: Programme
) -> None:
    officer = somebody(VASA, "officer")
    actions.consult(by=vasas, programme=programme, asked=[officer.organisation], due=SOON)
    assert Notice.objects.awaiting().filter(user=officer.user).exists()

    actions.withdraw(by=vasas, programme=programme)

    assert not Notice.objects.awaiting().filter(user=officer.user).exists()


def test_what_serves_the_state_is_not_remarked(vasas: Acting, tem: Acting, programme: Programme) -> None:
    national = state_programme(tem, starts_on=date(2024, 1, 1), ends_on=date(2028, 1, 1), ground="state_2023")
    measure(tem, national.goals.get())
    adopted_by_government(tem, national, date(2025, 1, 16))
    national.refresh_from_db()
    actions.align(by=vasas, row=the_measure(programme), serves=national.goals.get())

    assert not [one for one in checks.remarks(programme) if "section 45(2)" in str(one)]


def test_a_measure_says_in_which_languages_it_is_offered(vasas: Acting, programme: Programme) -> None:
    found = the_measure(programme)
    measure(
        vasas, found.goal, measure=found, offered_in_sv=True, offered_in_fi=True, offered_in_others="arabiska"
    )

    (content,) = queries.content_of(programme)["measures"]

    assert content["offered_in"] == ["sv", "fi", "arabiska"]
