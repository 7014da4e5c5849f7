"""Search: word forms, languages, accents and typing errors."""

import pytest
from tests.cast import actor, one_who_acts
from tests.published import AGREEMENT, BODY, COOPERATION

from samverka.foundation.kernel.languages import Trilingual
from samverka.overview.search import Kind, search
from samverka.registers.actors import roles
from samverka.registers.actors.actions import confirm_organisation, register_organisation
from samverka.registers.areas.models import Area
from samverka.registers.law.enums import Bearer
from samverka.work.agreements.models import Agreement
from samverka.work.bodies.models import Body
from samverka.work.cooperation.models import Cooperation

pytestmark = pytest.mark.django_db


def keys(asked: str, kind: Kind) -> list[str]:
    return [found.key for found in search(asked).by_kind.get(kind, [])]


@pytest.mark.parametrize("asked", ["Vasa", "vaasa", "VASA", " vasa "])
def test_a_municipality_is_found_by_its_name_in_each_language(asked: str) -> None:
    assert keys(asked, Kind.AREA)[0] == "municipality/905"


@pytest.mark.parametrize(("asked", "code"), [("Abo", "853"), ("Jyvaskyla", "179"), ("aanekoski", "992")])
def test_accents_are_forgiven(asked: str, code: str) -> None:
    assert keys(asked, Kind.AREA)[0] == f"municipality/{code}"


@pytest.mark.parametrize(
    ("asked", "code"), [("Vassa", "905"), ("Helsinfors", "091"), ("Tampre", "837"), ("Marihamn", "478")]
)
def test_small_typing_errors_are_forgiven(asked: str, code: str) -> None:
    results = search(asked)
    found = {one.key for one in (*results.near, *results.found)}

    assert f"municipality/{code}" in found


@pytest.mark.parametrize(
    ("asked", "kind", "key"),
    [
        ("kommunernas program", Kind.DUTY, "K-PROG"),
        ("kotouttamisohjelmassa", Kind.DUTY, "K-PROG"),
        ("kotouttamisohjelman", Kind.SECTION, "1386/2010#sec_32"),
        ("integrationsprogrammets innehåll", Kind.SECTION, "681/2023#sec_13"),
        ("samhällsorienteringen", Kind.SECTION, "681/2023#sec_25"),
        ("yhteiskuntaorientaatiota", Kind.SECTION, "681/2023#sec_25"),
        ("delegationer", Kind.DUTY, "K-DELEG"),
        ("hyvistä väestösuhteista", Kind.DUTY, "K-PLAN"),
        ("kuntapaikkojen", Kind.DUTY, "E-PLACES"),
        ("livskraftscentralerna", Kind.ACTOR, "evk-08"),
        ("elinvoimakeskuksissa", Kind.ACTOR, "evk-08"),
        ("poliisilaitokset", Kind.ACTOR, "police-ostrobothnia"),
        ("wellbeing services counties", Kind.ACTOR, "hva-17"),
        ("integration programme", Kind.DUTY, "K-SERV"),
    ],
)
def test_word_forms_are_found(asked: str, kind: Kind, key: str) -> None:
    assert key in keys(asked, kind)


@pytest.mark.parametrize("asked", ["45 § 681/2023", "681/2023 45 §", "§ 45 681/2023", "section 45 681/2023"])
def test_a_section_is_found_by_its_number(asked: str) -> None:
    assert keys(asked, Kind.SECTION)[0] == "681/2023#sec_45"


def test_a_section_with_a_letter_is_found() -> None:
    assert keys("32 a § 681/2023", Kind.SECTION)[0] == "681/2023#sec_32a"


def test_whole_words_come_before_parts_of_words() -> None:
    """“kunta” is no reason to list every “maakunnan liitto” first."""
    assert not [found for found in search("kunnissa").found[:5] if found.kind == Kind.ACTOR]


@pytest.mark.parametrize(
    "asked", ["", "   ", "a", "'", '"', "' OR 1=1 --", "(", "*", "\x00", "§" * 500, "å" * 5000]
)
def test_what_no_word_stands_in_finds_nothing_and_fails_nowhere(asked: str) -> None:
    assert search(asked).found == ()


MADE_PUBLIC = {
    Kind.BODY: ("kulttuurinen moninaisuus", "kulturella mångfalden", "radet mangfald"),
    Kind.COOPERATION: ("integration vasatrakten", "Kotoutuminen Vaasan seudulla"),
    Kind.AGREEMENT: ("avtalet integration", "sopimus kotoutumisesta"),
}


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("kind", MADE_PUBLIC)
def test_what_people_have_made_public_is_found_by_its_name(kind: Kind) -> None:
    key = {Kind.BODY: BODY, Kind.COOPERATION: COOPERATION, Kind.AGREEMENT: AGREEMENT}[kind]

    assert [keys(asked, kind) for asked in MADE_PUBLIC[kind]] == [[str(key)]] * len(MADE_PUBLIC[kind])


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("kind", MADE_PUBLIC)
def test_what_is_not_public_is_not_found(kind: Kind) -> None:
    made = {Kind.BODY: Body, Kind.COOPERATION: Cooperation, Kind.AGREEMENT: Agreement}[kind]
    made.objects.update(is_public=False)

    assert [keys(asked, kind) for asked in MADE_PUBLIC[kind]] == [[]] * len(MADE_PUBLIC[kind])


def test_an_association_is_found_when_it_has_been_confirmed(vasa: Area) -> None:
    by = one_who_acts(roles.COORDINATOR, actor("municipality-905"))
    kept = {"kind": Bearer.ASSOCIATION, "name": Trilingual("Vänskap över gränser"), "home": vasa}
    made = register_organisation(by=by, **kept)
    assert keys("vänskap gräns", Kind.ACTOR) == []

    confirm_organisation(by=one_who_acts(roles.COORDINATOR, actor("municipality-499"), "Bo"), actor=made)

    assert keys("vänskap gräns", Kind.ACTOR) == [made.slug]
