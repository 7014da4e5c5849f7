"""Founding, starting, changing and ending a cooperation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.work.cooperation.cast import (
    KORSHOLM,
    NAME,
    PURPOSE,
    association,
    invited,
    joined,
    organisation,
    prepared,
    somebody,
    started,
)

from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.refusals import Conflict, NotAllowed, Refused
from samverka.foundation.notices.models import Notice
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Mandate
from samverka.work.cooperation import actions
from samverka.work.cooperation.enums import Part, PartyState
from samverka.work.cooperation.models import Cooperation, Party

TOMORROW = today() + timedelta(days=1)


def journal(cooperation: Cooperation) -> list[str]:
    return [entry.verb for entry in Entry.objects.about("cooperation.cooperation", cooperation.pk)][::-1]


def test_a_cooperation_begun_has_its_municipality_as_founder(vasas: Acting) -> None:
    cooperation = prepared(vasas)

    assert (cooperation.is_preparing, cooperation.founders()) == (True, [vasas.organisation])
    assert journal(cooperation) == ["cooperation.founded"]


def test_a_cooperation_without_a_name_is_refused(vasas: Acting) -> None:
    with pytest.raises(Refused, match=r"name|namn"):
        actions.found(by=vasas, name=Trilingual(), purpose=PURPOSE)


@pytest.mark.parametrize("role", ["officer", "signatory", "administrator"])
def test_a_municipalitys_other_people_found_nothing(db: None, role: str) -> None:
    with pytest.raises(NotAllowed):
        prepared(somebody(KORSHOLM, role))


def test_a_municipality_that_has_ended_founds_nothing(db: None) -> None:
    with pytest.raises(NotAllowed):
        prepared(somebody("municipality-588", "coordinator"))


def test_starting_waits_for_every_municipality_asked_to_found(vasas: Acting, korsholms: Acting) -> None:
    cooperation = prepared(vasas)
    (asked,) = invited(vasas, cooperation, [korsholms.organisation], Part.FOUNDER)

    with pytest.raises(Refused, match="Korsholm"):
        actions.start(by=vasas, cooperation=cooperation)
    actions.accept(by=korsholms, party=asked)
    now = actions.start(by=vasas, cooperation=cooperation)

    assert (now.is_active, now.founded_on, len(now.founders())) == (True, today(), 2)


def test_a_municipality_that_declines_to_found_hinders_nobody(vasas: Acting, korsholms: Acting) -> None:
    cooperation = prepared(vasas)
    (asked,) = invited(vasas, cooperation, [korsholms.organisation], Part.FOUNDER)
    actions.decline(by=korsholms, party=asked, answer="Inte nu.")

    assert actions.start(by=vasas, cooperation=cooperation).founders() == [vasas.organisation]


@pytest.mark.parametrize("given", [{"sv": "Namn"}, {"fi": "Nimi"}, {"en": "Name"}])
def test_a_bilingual_municipality_needs_the_name_in_both_its_languages(
    vasas: Acting, given: dict[str, str]
) -> None:
    cooperation = prepared(vasas, name=Trilingual(**given))

    with pytest.raises(Refused) as refusal:
        actions.start(by=vasas, cooperation=cooperation)

    assert len(refusal.value.sentences) == 2 - len({"sv", "fi"} & set(given))


def test_a_finnish_municipality_needs_the_name_in_finnish_alone(db: None) -> None:
    tampere = somebody("municipality-837", "coordinator")

    assert started(tampere, name=Trilingual(fi="Nimi")).is_active
    with pytest.raises(Refused):
        started(tampere, name=Trilingual(sv="Namn"))


def test_what_a_bilingual_municipality_publishes_has_its_purpose_in_both(vasas: Acting) -> None:
    given = {"by": vasas, "name": NAME, "purpose": Trilingual(sv="Bara på svenska")}
    cooperation = actions.found(**given, is_public=True)

    with pytest.raises(Refused, match="423/2003"):
        actions.start(by=vasas, cooperation=cooperation)

    assert actions.start(by=vasas, cooperation=actions.found(**given)).is_active


def test_a_cooperation_that_already_exists_is_started_on_its_own_day(vasas: Acting) -> None:
    cooperation = prepared(vasas)
    actions.start(by=vasas, cooperation=cooperation, founded_on=date(2022, 1, 1))
    cooperation.refresh_from_db()

    assert cooperation.includes(vasas.organisation, date(2022, 1, 1))
    assert not cooperation.includes(vasas.organisation, date(2021, 12, 31))


def test_nothing_is_started_or_ended_ahead_of_its_day(vasas: Acting) -> None:
    with pytest.raises(Refused):
        actions.start(by=vasas, cooperation=prepared(vasas), founded_on=TOMORROW)
    with pytest.raises(Refused):
        actions.end(by=vasas, cooperation=started(vasas), ended_on=TOMORROW + timedelta(days=1))
    with pytest.raises(Refused):
        actions.end(by=vasas, cooperation=started(vasas), ended_on=today() - timedelta(days=1))


def test_another_municipality_neither_changes_nor_ends_it(vasas: Acting, sipoos: Acting) -> None:
    cooperation = started(vasas)
    given = {"version": None, "name": NAME, "purpose": PURPOSE, "is_public": True}

    for act, more in ((actions.change, given), (actions.end, {}), (actions.start, {})):
        with pytest.raises(NotAllowed):
            act(by=sipoos, cooperation=cooperation, **more)


def test_a_change_on_an_old_version_is_a_conflict_and_writes_nothing(vasas: Acting) -> None:
    cooperation = prepared(vasas)
    old = cooperation.version
    given = {"by": vasas, "cooperation": cooperation, "purpose": PURPOSE, "is_public": False}
    actions.change(**given, version=old, name=NAME)

    with pytest.raises(Conflict):
        actions.change(**given, version=old, name=Trilingual(sv="Ett annat namn"))

    cooperation.refresh_from_db()
    assert (cooperation.name, journal(cooperation)) == (NAME, ["cooperation.founded", "cooperation.changed"])


def test_ending_takes_back_what_is_unanswered_and_nobody_joins_after(vasas: Acting, bildning: Acting) -> None:
    cooperation = started(vasas)
    (asked,) = invited(vasas, cooperation, [bildning.organisation])
    ended = actions.end(by=vasas, cooperation=cooperation)

    asked.refresh_from_db()
    assert (ended.is_ended, asked.state) == (True, PartyState.WITHDRAWN)
    assert not Notice.objects.awaiting().exists()
    assert not ended.includes(vasas.organisation)
    for act, more in (
        (actions.accept, {"by": bildning, "party": asked}),
        (
            actions.invite,
            {"by": vasas, "cooperation": ended, "organisations": [association("b")], "part": "party"},
        ),
        (actions.start, {"by": vasas, "cooperation": ended}),
        (actions.end, {"by": vasas, "cooperation": ended}),
    ):
        with pytest.raises(Refused):
            act(**more)


def test_one_that_was_given_up_was_never_public(vasas: Acting) -> None:
    actions.end(by=vasas, cooperation=prepared(vasas, is_public=True))

    assert not Cooperation.objects.visible_to(None).exists()
    assert not Cooperation.objects.active_on(today()).exists()


def test_parties_are_told_of_the_start_by_their_own_page(vasas: Acting, bildning: Acting) -> None:
    cooperation = prepared(vasas)
    joined(vasas, cooperation, bildning)
    actions.start(by=vasas, cooperation=cooperation)

    told = Notice.objects.filter(user=bildning.user, kind="cooperation.started").get()
    assert (told.path, told.organisation_key) == (f"cooperation/{cooperation.pk}/", bildning.organisation_key)
    assert str(NAME.sv) in told.sentence


def test_a_mandate_that_has_ended_lets_nobody_act(vasas: Acting) -> None:
    from samverka.registers.actors.acting import acting_as

    Mandate.objects.filter(user=vasas.user).update(valid_to=today())

    assert acting_as(vasas.user) is None


def test_parties_of_a_day_are_those_of_that_day(vasas: Acting, bildning: Acting) -> None:
    cooperation = actions.start(by=vasas, cooperation=prepared(vasas), founded_on=date(2022, 1, 1))
    (asked,) = invited(vasas, cooperation, [bildning.organisation])
    party = actions.accept(by=bildning, party=asked, joined_on=date(2023, 1, 1))
    actions.leave(by=bildning, party=party, left_on=date(2024, 1, 1))

    days = {2021: 0, 2022: 1, 2023: 2, 2024: 1}
    assert {year: len(cooperation.parties_on(date(year, 1, 1))) for year in days} == days
    assert list(Party.objects.taking_part_on(date(2023, 12, 31)).of(bildning.organisation)) == [party]
    assert organisation(KORSHOLM) not in [one.organisation for one in cooperation.parties_on(today())]
