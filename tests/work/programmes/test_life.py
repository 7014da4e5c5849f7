"""From the first draft to the next period: a municipality's programme, one of two, and versions that stay."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from tests.work.bodies.cast import at
from tests.work.programmes.cast import (
    ENDS,
    GOAL,
    NAMES,
    NOW,
    PERIOD,
    VASA,
    adopted,
    association,
    decide,
    goal,
    measure,
    organisation,
    prepared,
    somebody,
    the_measure,
    whole,
)

from samverka.foundation.journal.models import Entry
from samverka.foundation.journal.presenters import sentence_of
from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.refusals import Conflict, NotAllowed, Refused
from samverka.foundation.notices.models import Notice, Reminder
from samverka.registers.actors.acting import Acting
from samverka.work.programmes import actions, queries
from samverka.work.programmes.enums import Handling, MeasureState, Outcome, ProgrammeLevel
from samverka.work.programmes.models import Edition, Goal, Measure, Programme
from samverka.work.programmes.queries import Difference

JOINT = ProgrammeLevel.JOINT


def joint(vasas: Acting, korsholms: Acting) -> Programme:
    """A programme of two municipalities, both of which take part."""
    programme = whole(vasas, JOINT)
    owner = actions.invite_owner(by=vasas, programme=programme, organisation=korsholms.organisation)
    actions.answer_invitation(by=korsholms, owner=owner, takes_part=True)
    return Programme.objects.get(pk=programme.pk)


def test_a_programme_of_a_municipality_rests_on_the_law_of_its_first_day(vasas: Acting) -> None:
    grounds = [
        prepared(vasas, starts_on=day, ends_on=ENDS).ground for day in (date(2023, 1, 1), date(2026, 1, 1))
    ]

    assert grounds == ["municipal_2010", "own_decision"]


def test_on_aland_the_provincial_act_is_the_ground(db: None) -> None:
    mariehamns = somebody("municipality-478", "coordinator")

    programme = prepared(mariehamns)

    assert programme.ground == "aland"


def test_a_ground_that_the_law_does_not_give_is_refused_when_it_is_proposed(vasas: Acting) -> None:
    programme = whole(vasas, ground="municipal_2010")

    with pytest.raises(Refused, match="cannot rest on this ground on 2 Mar 2026"):
        actions.propose(by=vasas, programme=programme)


def test_two_councils_adopt_the_same_version(
    vasas: Acting, korsholms: Acting, vasas_signatory: Acting, korsholms_signatory: Acting
) -> None:
    programme = joint(vasas, korsholms)
    edition = actions.propose(by=vasas, programme=programme)
    asked = Notice.objects.awaiting().filter(kind="programmes.to_decide")
    assert {notice.user for notice in asked} == {vasas_signatory.user, korsholms_signatory.user}

    decide(edition, vasas_signatory, decided_on=date(2026, 2, 2))
    programme.refresh_from_db()
    assert (programme.state, programme.is_in_force) == ("proposed", False)
    decide(edition, korsholms_signatory, decided_on=date(2026, 2, 23))
    programme.refresh_from_db()

    assert (programme.state, programme.adopted_on) == ("adopted", date(2026, 2, 23))
    assert [programme.in_force_on(day) for day in (date(2026, 2, 22), date(2026, 2, 23), ENDS)] == [
        False,
        True,
        False,
    ]
    assert programme.adopted_edition == edition
    assert not asked.all().exists()
    assert list(Programme.objects.visible_to(None)) == [programme]


def test_a_council_refers_back_and_nothing_is_adopted(
    vasas: Acting, korsholms: Acting, vasas_signatory: Acting, korsholms_signatory: Acting
) -> None:
    programme = joint(vasas, korsholms)
    edition = actions.propose(by=vasas, programme=programme)
    decide(edition, vasas_signatory)

    decide(edition, korsholms_signatory, outcome=Outcome.REFERRED_BACK, reason="För många åtgärder.")

    programme.refresh_from_db()
    assert (programme.state, programme.pending_edition) == ("preparing", None)
    again = actions.propose(by=vasas, programme=programme)
    assert (again.number, again.decisions.count()) == (2, 0)
    with pytest.raises(Refused, match="Another version"):
        decide(edition, vasas_signatory)


def test_while_a_version_lies_before_the_owners_nothing_is_changed(
    vasas: Acting, programme: Programme
) -> None:
    found = the_measure(programme)
    actions.propose(by=vasas, programme=programme)

    for change in (
        lambda: actions.describe(by=vasas, programme=programme, name_sv="Annat"),
        lambda: goal(vasas, programme),
        lambda: measure(vasas, found.goal, measure=found),
        lambda: actions.remove_measure(by=vasas, measure=found),
        lambda: actions.write_targets(by=vasas, row=found, targets=[]),
        lambda: actions.move_goal(by=vasas, goal=found.goal, parent=None, place=1),
    ):
        with pytest.raises(Refused, match="before those who adopt it"):
            change()
    actions.take_back(by=vasas, programme=programme)
    actions.describe(by=vasas, programme=programme, name_sv="Annat")


def test_only_the_organisation_that_began_it_proposes(vasas: Acting, korsholms: Acting) -> None:
    programme = joint(vasas, korsholms)

    goal(korsholms, programme)
    with pytest.raises(NotAllowed):
        actions.propose(by=korsholms, programme=programme)
    with pytest.raises(NotAllowed):
        actions.withdraw(by=korsholms, programme=programme)


def test_nobody_decides_for_another_municipality(
    vasas: Acting, korsholms: Acting, korsholms_signatory: Acting
) -> None:
    programme = joint(vasas, korsholms)
    edition = actions.propose(by=vasas, programme=programme)
    vasas_own = programme.owners.get(organisation=vasas.organisation)

    for acting in (korsholms_signatory, vasas, korsholms):
        with pytest.raises(NotAllowed):
            actions.record_decision(
                by=acting, edition=edition, owner=vasas_own, decided=actions.Decided("Fullmäktige", NOW, "1")
            )


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"organ": " "}, "which body"),
        ({"section": ""}, "section of its minutes"),
        ({"decided_on": date(2026, 3, 3)}, "day that has not come"),
        ({"decided_on": date(2024, 12, 31)}, "cannot rest on this ground"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(
    vasas: Acting, vasas_signatory: Acting, programme: Programme, said: dict[str, Any], sentence: str
) -> None:
    edition = actions.propose(by=vasas, programme=programme)

    with pytest.raises(Refused, match=sentence):
        decide(edition, vasas_signatory, **said)


def test_a_running_programme_is_revised_and_stays_as_adopted_until_then(
    vasas: Acting, vasas_signatory: Acting, running: Programme
) -> None:
    first = running.adopted_edition
    found = the_measure(running)
    measure(vasas, found.goal, measure=found, title_sv="Språkkaféer i alla stadsdelar")
    changed = queries.changed_since_adoption(running)
    assert [(one.kind, one.field) for one in changed] == [("measure", "title")]

    edition = actions.propose(by=vasas, programme=running)
    running.refresh_from_db()
    assert (running.state, running.is_before_owners, running.adopted_edition) == ("adopted", True, first)
    decide(edition, vasas_signatory)

    running.refresh_from_db()
    assert (running.adopted_edition, running.is_before_owners) == (edition, False)
    assert queries.changed_since_adoption(running) == []
    assert queries.differences(first.content, edition.content) == [
        Difference(
            "measure",
            str(found.lineage),
            Trilingual("Språkkaféer i alla stadsdelar", "Kielikahvilat"),
            "title",
            {"sv": "Språkkaféer", "fi": "Kielikahvilat", "en": ""},
            {"sv": "Språkkaféer i alla stadsdelar", "fi": "Kielikahvilat", "en": ""},
        )
    ]


def test_an_unchanged_programme_is_not_proposed_again(vasas: Acting, running: Programme) -> None:
    with pytest.raises(Refused, match="Nothing has been changed"):
        actions.propose(by=vasas, programme=running)


def test_opinions_are_asked_given_and_handled(vasas: Acting, programme: Programme) -> None:
    officer = somebody("hva-17", "officer")
    asked = [officer.organisation, (vasas.organisation, "Bildningsnämnden")]
    edition = actions.consult(by=vasas, programme=programme, asked=asked, due=date(2026, 4, 1))
    assert Programme.objects.visible_to(None).get() == programme
    county, board = edition.opinions.order_by("organ")
    with pytest.raises(NotAllowed):
        actions.give_opinion(by=officer, opinion=board, text="Bra.", language="sv")

    actions.give_opinion(by=officer, opinion=county, text="Ta med hälsan.", language="sv")

    with pytest.raises(Refused) as refusal:
        actions.propose(by=vasas, programme=programme)
    assert len(refusal.value.sentences) == 2
    answer = Trilingual(sv="Tillagt.", fi="Lisätty.")
    actions.handle_opinion(by=vasas, opinion=county, handling=Handling.HEEDED, answer=answer)
    actions.give_opinion(by=vasas, opinion=board, text="Ja.", language="sv")
    actions.handle_opinion(by=vasas, opinion=board, handling=Handling.PARTLY, answer=answer)
    actions.propose(by=vasas, programme=programme)
    assert not Notice.objects.awaiting().filter(kind="programmes.to_comment").exists()


def test_an_opinion_that_did_not_come_in_time_stops_nothing(
    vasas: Acting, programme: Programme, clock: time_machine.Coordinates
) -> None:
    officer = somebody("hva-17", "officer")
    edition = actions.consult(
        by=vasas, programme=programme, asked=[officer.organisation], due=date(2026, 4, 1)
    )
    clock.move_to(at(date(2026, 4, 2)))
    (opinion,) = edition.opinions.all()
    assert opinion.is_late

    actions.propose(by=vasas, programme=programme)

    with pytest.raises(Refused, match="gone on"):
        actions.give_opinion(by=officer, opinion=opinion, text="Sent.", language="sv")
    assert not Notice.objects.awaiting().filter(user=officer.user).exists()


def test_a_draft_that_is_not_open_is_not_public_when_sent_out(vasas: Acting) -> None:
    programme = whole(vasas, draft_is_open=False)

    actions.consult(by=vasas, programme=programme, asked=[], due=date(2026, 4, 1))

    assert not Programme.objects.visible_to(None).exists()
    assert not Edition.objects.visible_to(None).exists()
    assert Edition.objects.visible_to(vasas).count() == 1


def test_what_is_missing_is_said_all_at_once(vasas: Acting) -> None:
    programme = prepared(vasas, JOINT, in_en=True)
    empty = goal(vasas, programme, title_fi="")
    actions.write_measure(by=vasas, goal=empty, title_sv="Utan ansvar")

    with pytest.raises(Refused) as refusal:
        actions.propose(by=vasas, programme=programme)

    said = [str(sentence) for sentence in refusal.value.sentences]
    assert len(said) == 5
    for words in ("two owners", "answers for these measures", "by when", "in Finnish", "in English"):
        assert any(words in sentence for sentence in said), words


def test_the_invited_declines_and_is_asked_again(vasas: Acting, korsholms: Acting) -> None:
    programme = whole(vasas, JOINT)
    owner = actions.invite_owner(by=vasas, programme=programme, organisation=korsholms.organisation)
    with pytest.raises(NotAllowed):
        actions.answer_invitation(by=vasas, owner=owner, takes_part=True)
    actions.answer_invitation(by=korsholms, owner=owner, takes_part=False)
    assert not Programme.objects.visible_to(korsholms).exists()

    again = actions.invite_owner(by=vasas, programme=programme, organisation=korsholms.organisation)

    assert (again.pk, again.state) == (owner.pk, "invited")
    assert Notice.objects.awaiting().filter(user=korsholms.user).count() == 1
    actions.remove_owner(by=vasas, owner=again)
    assert not Notice.objects.awaiting().filter(user=korsholms.user).exists()


def test_who_cannot_be_an_owner_is_told_why(vasas: Acting, korsholms: Acting) -> None:
    alone, together = prepared(vasas), prepared(vasas, JOINT)

    for programme, organisation_, sentence in (
        (alone, korsholms.organisation, "several municipalities"),
        (together, association(), "not a municipality"),
        (together, vasas.organisation, "already asked"),
        (together, organisation("municipality-588"), "does not exist"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.invite_owner(by=vasas, programme=programme, organisation=organisation_)
    with pytest.raises(Refused, match="stays its owner"):
        actions.remove_owner(by=vasas, owner=together.owners.get())


def test_who_decided_stays_an_owner(vasas: Acting, korsholms: Acting, korsholms_signatory: Acting) -> None:
    programme = joint(vasas, korsholms)
    decision = decide(actions.propose(by=vasas, programme=programme), korsholms_signatory)
    actions.take_back(by=vasas, programme=programme)

    with pytest.raises(Refused, match="has decided on an earlier version"):
        actions.remove_owner(by=vasas, owner=decision.owner)


def test_the_next_period_begins_from_what_is_unfinished(
    vasas: Acting, running: Programme, centre: Acting
) -> None:
    regional = adopted(centre, somebody(centre.organisation.slug, "signatory"), level=ProgrammeLevel.REGION)
    kept = the_measure(running)
    actions.align(by=vasas, row=kept, serves=the_measure(regional).goal)
    actions.write_targets(by=vasas, row=kept, targets=[{"indicator_sv": "Besök", "unit": "st"}])
    measure(vasas, kept.goal, measure=kept, aims=["2023-employment"], contributors=[association()])
    inner = goal(vasas, running, parent=kept.goal, title_sv="Inre")
    below, done = measure(vasas, inner), measure(vasas, goal(vasas, running))
    actions.report(by=vasas, measure=done, state=MeasureState.DONE, text="Klar.", language="sv")

    new = actions.begin_from(by=vasas, previous=running, starts_on=date(2029, 6, 1), ends_on=date(2033, 1, 1))

    measures = Measure.objects.filter(goal__programme=new).order_by("goal__parent")
    assert {one.lineage for one in measures} == {kept.lineage, below.lineage}
    assert [one.title.sv for one in Goal.objects.filter(programme=new, parent=None)] == [GOAL["title_sv"]]
    again = measures.get(lineage=kept.lineage)
    assert (again.state, again.notes.count(), again.note_due) == ("planned", 0, None)
    assert [one.code for one in again.served_aims.all()] == ["2023-employment"]
    assert [str(one) for one in again.targets.all()] == ["Besök"]
    assert [one.serves.programme for one in again.alignments.all()] == [regional]
    assert list(again.contributors.all()) == [association()]
    assert measures.get(lineage=below.lineage).goal.parent == again.goal
    assert (new.previous, new.name.sv, new.state) == (running, NAMES["name_sv"], "preparing")
    removed = [
        one
        for one in queries.differences(running.adopted_edition.content, queries.content_of(new))
        if one.field == "removed"
    ]
    assert removed == []


def test_links_to_programmes_that_have_ended_are_not_carried_over(
    vasas: Acting, running: Programme, centre: Acting
) -> None:
    signatory = somebody(centre.organisation.slug, "signatory")
    regional = adopted(centre, signatory, level=ProgrammeLevel.REGION, ends_on=date(2028, 1, 1))
    actions.align(by=vasas, row=the_measure(running), serves=the_measure(regional).goal)

    new = actions.begin_from(by=vasas, previous=running, starts_on=ENDS, ends_on=date(2034, 1, 1))

    assert not the_measure(new).alignments.exists()


def test_a_programme_is_evaluated_in_its_last_year(
    vasas: Acting, running: Programme, clock: time_machine.Coordinates
) -> None:
    said = Trilingual(sv="Vi nådde målet.", fi="Tavoite saavutettiin.")
    with pytest.raises(Refused, match="last year"):
        actions.evaluate(by=vasas, programme=running, evaluation=said)
    clock.move_to(at(date(2029, 1, 1)))
    with pytest.raises(Refused, match="what came"):
        actions.evaluate(by=vasas, programme=running, evaluation=Trilingual())

    evaluated = actions.evaluate(
        by=vasas, programme=running, evaluation=said, document=("utv.pdf", b"%PDF-1.7")
    )

    assert (evaluated.state, evaluated.is_in_force, evaluated.evaluation.sv) == (
        "evaluated",
        True,
        "Vi nådde målet.",
    )
    with pytest.raises(Refused, match="stays as it was"):
        actions.describe(by=vasas, programme=evaluated, name_sv="Annat")


def test_a_programme_is_given_up_with_the_version_before_its_owners(
    vasas: Acting, vasas_signatory: Acting, programme: Programme
) -> None:
    actions.propose(by=vasas, programme=programme)

    gone = actions.withdraw(by=vasas, programme=programme)

    assert (gone.state, gone.pending_edition, gone.is_before_owners) == ("withdrawn", None, False)
    assert not Notice.objects.awaiting().exists()
    with pytest.raises(Refused):
        actions.withdraw(by=vasas, programme=programme)


def test_two_who_write_the_same_lose_nothing(vasas: Acting, programme: Programme) -> None:
    found = the_measure(programme)
    measure(vasas, found.goal, measure=found, version=found.version, title_sv="Ett")

    with pytest.raises(Conflict):
        measure(vasas, found.goal, measure=found, version=found.version, title_sv="Två")
    actions.remove_measure(by=vasas, measure=found)
    with pytest.raises(Conflict, match="removed this"):
        measure(vasas, found.goal, measure=found, title_sv="Tre")
    actions.describe(by=vasas, programme=programme, version=programme.version, name_sv="Ett")
    with pytest.raises(Conflict):
        actions.describe(by=vasas, programme=programme, version=programme.version, name_sv="Två")


def test_an_adopted_programme_asks_for_notes_and_reminds_of_its_end(
    vasas: Acting, vasas_signatory: Acting
) -> None:
    adopted(vasas, vasas_signatory)

    reminded = Reminder.objects.filter(user=vasas.user).values_list("kind", "due").distinct()
    assert sorted(reminded.order_by()) == [
        ("programmes.ending", date(2029, 12, 31)),
        ("programmes.to_report", date(2026, 9, 2)),
    ]


def test_each_act_can_be_read_in_the_journal(vasas: Acting, running: Programme) -> None:
    found = the_measure(running)
    actions.no_change(by=vasas, measure=found)

    told = [sentence_of(entry) for entry in Entry.objects.all()]

    assert len(told) == Entry.objects.count() == 7
    assert "this version cannot tell" not in " ".join(told)


def test_a_name_of_nothing_is_refused_with_the_sentence_of_its_constraint(vasas: Acting) -> None:
    with pytest.raises(Refused, match="Give the programme a name"):
        actions.draft(by=vasas, level=ProgrammeLevel.MUNICIPALITY, **PERIOD)


def test_who_may_not_begin_begins_nothing(vasas: Acting, centre: Acting, tem: Acting) -> None:
    for acting, level in (
        (vasas, ProgrammeLevel.STATE),
        (centre, ProgrammeLevel.MUNICIPALITY),
        (tem, ProgrammeLevel.REGION),
        (somebody(VASA, "signatory"), ProgrammeLevel.MUNICIPALITY),
    ):
        with pytest.raises(NotAllowed):
            prepared(acting, level)
