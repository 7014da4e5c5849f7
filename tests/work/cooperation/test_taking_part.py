"""Inviting, answering, leaving, removing, being shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.work.cooperation.cast import (
    KORSHOLM,
    association,
    invited,
    joined,
    organisation,
    prepared,
    somebody,
    started,
)

from samverka.foundation.journal.models import Entry
from samverka.foundation.journal.presenters import sentence_of
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.refusals import NotAllowed, Refused
from samverka.foundation.notices.models import Notice
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Registration
from samverka.registers.areas.models import Area
from samverka.work.cooperation import actions
from samverka.work.cooperation.enums import Part, PartyState
from samverka.work.cooperation.models import Party

YESTERDAY = today() - timedelta(days=1)


def test_an_invitation_asks_those_who_answer_for_the_organisation(vasas: Acting, bildning: Acting) -> None:
    administrator = somebody(bildning.organisation.slug, "administrator")
    (party,) = invited(vasas, started(vasas), [bildning.organisation])

    (asked,) = Notice.objects.awaiting()
    assert (asked.user, asked.path) == (bildning.user, f"cooperation/invitations/{party.pk}/")
    assert administrator.user not in [notice.user for notice in Notice.objects.all()]


def test_an_answer_is_told_to_the_founders_and_no_longer_awaited(vasas: Acting, bildning: Acting) -> None:
    party = joined(vasas, started(vasas), bildning)

    assert (party.state, party.joined_on) == (PartyState.ACCEPTED, today())
    assert not Notice.objects.awaiting().exists()
    assert Notice.objects.filter(user=vasas.user, kind="cooperation.accepted").count() == 1


def test_a_municipality_asked_to_found_answers_by_its_coordinator(vasas: Acting, korsholms: Acting) -> None:
    (party,) = invited(vasas, prepared(vasas), [organisation(KORSHOLM)], Part.FOUNDER)

    with pytest.raises(NotAllowed):
        actions.accept(by=somebody(KORSHOLM, "officer"), party=party)
    assert actions.accept(by=korsholms, party=party).is_accepted


def test_nobody_answers_for_another_organisation(vasas: Acting, bildning: Acting, sipoos: Acting) -> None:
    (party,) = invited(vasas, started(vasas), [bildning.organisation])

    for act in (actions.accept, actions.decline, actions.leave):
        with pytest.raises(NotAllowed):
            act(by=sipoos, party=party)


def test_an_organisation_is_invited_once_at_a_time(vasas: Acting, bildning: Acting) -> None:
    cooperation = started(vasas)
    invited(vasas, cooperation, [bildning.organisation])

    with pytest.raises(Refused, match=str(bildning.organisation)):
        invited(vasas, cooperation, [bildning.organisation])


def test_of_several_invited_at_once_all_are_or_none(vasas: Acting, bildning: Acting) -> None:
    cooperation = started(vasas)

    with pytest.raises(Refused):
        invited(vasas, cooperation, [bildning.organisation, organisation("municipality-588")])
    assert not cooperation.parties.invited().exists()
    with pytest.raises(Refused):
        invited(vasas, cooperation, [])


def test_only_municipalities_found_and_only_before_the_start(vasas: Acting, bildning: Acting) -> None:
    with pytest.raises(Refused):
        invited(vasas, prepared(vasas), [bildning.organisation], Part.FOUNDER)
    with pytest.raises(Refused):
        invited(vasas, started(vasas), [organisation(KORSHOLM)], Part.FOUNDER)


def test_an_organisation_that_nobody_has_confirmed_is_not_invited(vasas: Acting, vasa: Area) -> None:
    registered = {"registered_by": vasas.user, "registered_for": vasas.organisation, "home": vasa}
    Registration.objects.create(actor=association("ny"), **registered)

    with pytest.raises(Refused):
        invited(vasas, started(vasas), [association("ny")])


@pytest.mark.parametrize("day", [today() + timedelta(days=1), date(2021, 12, 31)])
def test_nobody_joins_in_the_future_or_before_the_foundation(
    vasas: Acting, bildning: Acting, day: date
) -> None:
    cooperation = actions.start(by=vasas, cooperation=prepared(vasas), founded_on=date(2022, 1, 1))
    (party,) = invited(vasas, cooperation, [bildning.organisation])

    with pytest.raises(Refused):
        actions.accept(by=bildning, party=party, joined_on=day)
    assert Party.objects.get(pk=party.pk).is_invited


def test_one_that_comes_back_does_so_after_it_left(vasas: Acting, bildning: Acting) -> None:
    cooperation = actions.start(by=vasas, cooperation=prepared(vasas), founded_on=date(2022, 1, 1))
    actions.leave(by=bildning, party=joined(vasas, cooperation, bildning))
    (again,) = invited(vasas, cooperation, [bildning.organisation])

    with pytest.raises(Refused):
        actions.accept(by=bildning, party=again, joined_on=YESTERDAY)
    assert actions.accept(by=bildning, party=again).joined_on == today()


def test_the_last_founder_does_not_leave_but_ends(vasas: Acting, korsholms: Acting) -> None:
    cooperation = prepared(vasas)
    (asked,) = invited(vasas, cooperation, [korsholms.organisation], Part.FOUNDER)
    other = actions.accept(by=korsholms, party=asked)
    actions.start(by=korsholms, cooperation=cooperation)
    actions.leave(by=vasas, party=cooperation.parties.get(organisation=vasas.organisation))

    with pytest.raises(Refused):
        actions.leave(by=korsholms, party=other)
    with pytest.raises(NotAllowed):
        actions.end(by=vasas, cooperation=cooperation)
    assert actions.end(by=korsholms, cooperation=cooperation).is_ended


@pytest.mark.parametrize("day", [today() + timedelta(days=2), YESTERDAY])
def test_nobody_leaves_ahead_or_before_it_joined(vasas: Acting, bildning: Acting, day: date) -> None:
    party = joined(vasas, started(vasas), bildning)

    with pytest.raises(Refused):
        actions.leave(by=bildning, party=party, left_on=day)


def test_founders_remove_a_party_but_not_each_other(
    vasas: Acting, korsholms: Acting, bildning: Acting
) -> None:
    cooperation = prepared(vasas)
    (asked,) = invited(vasas, cooperation, [korsholms.organisation], Part.FOUNDER)
    founder, party = actions.accept(by=korsholms, party=asked), joined(vasas, cooperation, bildning)

    with pytest.raises(NotAllowed):
        actions.remove(by=vasas, party=founder)
    with pytest.raises(NotAllowed):
        actions.remove(by=bildning, party=party)
    assert actions.remove(by=vasas, party=party).state == PartyState.REMOVED
    assert Notice.objects.filter(user=bildning.user, kind="cooperation.removed").exists()


def test_a_founder_whose_municipality_is_gone_can_be_removed(vasas: Acting, korsholms: Acting) -> None:
    cooperation = prepared(vasas)
    (asked,) = invited(vasas, cooperation, [korsholms.organisation], Part.FOUNDER)
    founder = actions.accept(by=korsholms, party=asked)
    type(korsholms.organisation).objects.filter(slug=KORSHOLM).update(valid_to=today())

    assert actions.remove(by=vasas, party=founder).state == PartyState.REMOVED


def test_an_invitation_taken_back_is_no_longer_answered(vasas: Acting, bildning: Acting) -> None:
    (party,) = invited(vasas, started(vasas), [bildning.organisation])
    actions.withdraw(by=vasas, party=party)

    with pytest.raises(Refused):
        actions.accept(by=bildning, party=party)
    assert not Notice.objects.awaiting().exists()


def test_a_party_decides_whether_it_is_shown_and_a_founder_always_is(vasas: Acting, bildning: Acting) -> None:
    cooperation = started(vasas, is_public=True)
    party = joined(vasas, cooperation, bildning)
    founder = cooperation.parties.get(part=Part.FOUNDER)

    assert list(Party.objects.visible_to(None)) == [founder]
    actions.show(by=bildning, party=party, is_shown=True)
    assert set(Party.objects.visible_to(None)) == {founder, party}
    with pytest.raises(Refused):
        actions.show(by=vasas, party=founder, is_shown=False)
    with pytest.raises(NotAllowed):
        actions.show(by=vasas, party=party, is_shown=False)


def test_every_act_is_told_as_a_sentence(vasas: Acting, korsholms: Acting, bildning: Acting) -> None:
    cooperation = prepared(vasas)
    parts = [(korsholms, Part.FOUNDER), (bildning, Part.EXPERT)]
    asked = [invited(vasas, cooperation, [who.organisation], part)[0] for who, part in parts]
    actions.accept(by=korsholms, party=asked[0])
    actions.decline(by=bildning, party=asked[1])
    party = joined(vasas, cooperation, bildning)
    actions.show(by=bildning, party=party, is_shown=True)
    actions.show(by=bildning, party=party, is_shown=False)
    actions.start(by=vasas, cooperation=cooperation)
    actions.remove(by=vasas, party=party)
    actions.withdraw(by=vasas, party=invited(vasas, cooperation, [bildning.organisation])[0])
    actions.leave(by=korsholms, party=asked[0])
    actions.end(by=vasas, cooperation=cooperation)

    entries = Entry.objects.about("cooperation.cooperation", cooperation.pk)
    assert len(entries) == 15
    assert all(sentence_of(entry) for entry in entries)
    assert all(notice.sentence for notice in Notice.objects.all())
