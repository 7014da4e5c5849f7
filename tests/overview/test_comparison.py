"""What changed here between two days."""

from datetime import date

import pytest

from samverka.overview.responsibility import what_changed
from samverka.registers.areas.models import Area

pytestmark = pytest.mark.django_db


def test_nothing_changes_from_a_day_to_itself(vasa: Area) -> None:
    assert what_changed(vasa, date(2026, 3, 1), date(2026, 3, 1)).nothing


def test_the_order_of_the_days_does_not_matter(vasa: Area) -> None:
    one = what_changed(vasa, date(2024, 12, 31), date(2025, 1, 1))
    other = what_changed(vasa, date(2025, 1, 1), date(2024, 12, 31))

    assert [r.actor for r in one.gone] == [r.actor for r in other.gone]
    assert one.before.on == other.before.on == date(2024, 12, 31)


def test_on_1_january_2025_the_te_office_gave_way_to_the_employment_authority(vasa: Area) -> None:
    change = what_changed(vasa, date(2024, 12, 31), date(2025, 1, 1))

    assert {r.actor.slug for r in change.gone if r.actor} == {"te-offices"}
    assert "tyo-26" in {r.actor.slug for r in change.come if r.actor}
    assert "K-PROG" in {duty.code for _r, duty in change.ended}
    assert "K-SERV" in {duty.code for _r, duty in change.begun}


def test_on_1_january_2026_the_state_s_regional_authorities_changed(vasa: Area) -> None:
    change = what_changed(vasa, date(2025, 12, 31), date(2026, 1, 1))

    assert {"ely-12", "avi-4", "keha"} <= {r.actor.slug for r in change.gone if r.actor}
    assert {"evk-08", "lvv", "tkhk"} <= {r.actor.slug for r in change.come if r.actor}


def test_a_body_whose_area_is_no_longer_known_is_not_said_to_be_gone(vasa: Area) -> None:
    change = what_changed(vasa, date(2025, 12, 31), date(2026, 1, 1))

    assert "etno-ostrobothnia" not in {r.actor.slug for r in change.gone if r.actor}


def test_a_duty_that_passed_to_another_bearer_is_altered_not_ended(vasa: Area) -> None:
    change = what_changed(vasa, date(2025, 12, 31), date(2026, 1, 1))
    (follow_up,) = [one for one in change.altered if one.code == "E-FOLL"]

    assert follow_up.other_bearers
    assert "E-FOLL" not in {duty.code for _r, duty in change.ended}
