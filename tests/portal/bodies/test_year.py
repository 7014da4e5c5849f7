"""A delegation's year by the pages: founded by two municipalities, four meetings, one of them without a quorum, a
proposal answered late, minutes published and cleaned. No JavaScript anywhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import translation
from tests.portal.bodies.browsing import Person
from tests.work.bodies.cast import KORSHOLM, MEMBERS, SUBSTITUTES, VASA, at, coordinator, person

from samverka.foundation.notices.models import Notice, Reminder
from samverka.registers.actors import roles
from samverka.work.bodies.actions import redact_due
from samverka.work.bodies.models import Body, Initiative, Meeting, Task

pytestmark = pytest.mark.django_db

START = date(2026, 1, 12)


@pytest.fixture(autouse=True)
def _in_english() -> object:
    with translation.override("en"):
        yield


def test_a_delegations_year() -> None:
    with time_machine.travel(at(START, 9), tick=False) as clock:
        year = Year(clock)
        year.found()
        year.appoint()
        year.first_meeting()
        year.second_meeting_without_quorum()
        year.third_meeting_votes()
        year.proposal_is_answered_late()
        year.fourth_meeting_is_cancelled_and_planned_anew()
        year.names_leave_the_minutes()


class Year:
    def __init__(self, clock: time_machine.Coordinates) -> None:
        self.clock = clock
        self.vasa, self.korsholm = Person(coordinator(VASA)), Person(coordinator(KORSHOLM))
        self.secretary_acting = person("sara@vasa.example", "Sara Sekreterare", VASA, roles.SECRETARY)
        self.member_acting = person("maria@vasa.example", "Maria Mård", VASA, roles.MEMBER)
        self.secretary, self.member, self.public = (
            Person(self.secretary_acting),
            Person(self.member_acting),
            Person(),
        )
        self.county = person("olle@county.example", "Olle", "municipality-499", roles.OFFICER)
        self.officer = Person(self.county)

    def move_to(self, moment: datetime) -> None:
        self.clock.move_to(moment)
        for one in (self.vasa, self.korsholm, self.secretary, self.member, self.officer):
            one.sign_in()

    def found(self) -> None:
        self.vasa.open("/en/bodies/found/")
        self.vasa.press("Begin", with_others="nowhere land", name_sv="Rådet")
        assert "No organisation in the register is called so." in self.vasa.problems[0]
        self.vasa.press("Begin", with_others="Korsholm", name_sv="Rådet för mångfald", name_fi="Neuvosto")
        assert not self.vasa.problems
        self.body = Body.objects.get()
        self.home = f"/en/bodies/{self.body.pk}/"
        assert "has not yet decided" in self.vasa.page.text
        self.public.open(self.home, 404)

        self.korsholm.open(self.home)
        self.korsholm.follow("Record the decision")
        self.korsholm.press("Record", organ="Kommunstyrelsen", decided_on="2026-01-08", section="§ 7")
        self.vasa.open(self.home)
        self.vasa.follow("Record the decision")
        self.vasa.press("Record", organ="Stadsstyrelsen", decided_on="9.1.2026", section="§ 12")
        assert not self.vasa.problems

    def appoint(self) -> None:
        self.vasa.open(f"{self.home}composition/")
        self.vasa.follow("Begin a term")
        self.vasa.press("Begin", valid_from="2026-01-12", last_day="2027-12-31")
        kinds = ("municipality", "labour_market", "entrepreneurs", "voluntary", "immigrants")
        for kind in kinds:
            self.vasa.open(f"{self.home}composition/")
            self.vasa.follow("Add a seat")
            self.vasa.press("Add", category=kind)
        for number, (member, substitute) in enumerate(zip(MEMBERS, SUBSTITUTES, strict=True), start=1):
            for name, place in ((member, "member"), (substitute, "substitute")):
                self.vasa.open(f"{self.home}composition/")
                self.vasa.follow(f"Record an appointment: seat {number},")
                account = self.vasa.choose("holder", name) if name == "Maria Mård" else ""
                self.vasa.press(
                    "Record", place=place, name=name, holder=account, appointed_by="Stadsstyrelsen"
                )
                assert not self.vasa.problems
        self.vasa.open(f"{self.home}composition/")
        assert "How many women and men were appointed has not been stated." in self.vasa.page.text
        self.vasa.follow("Women and men")
        self.vasa.press("Save", women="3", men="2")
        self.vasa.follow("Chair, vice chair, secretary")
        self.vasa.press("Record", kind="chair", appointment=self.vasa.choose("appointment", "Maria"))
        self.vasa.follow("Chair, vice chair, secretary")
        self.vasa.press("Record", kind="secretary", holder=self.vasa.choose("holder", "Sara"))
        assert not self.vasa.problems
        self.vasa.open(self.home)
        self.vasa.follow("Start the body")
        self.vasa.press("Let it start", day="2026-01-12")
        assert "Ravza Rahimi" in self.public.open(self.home).text

    def plan(self, day: date, *titles: str) -> Meeting:
        self.secretary.open(f"{self.home}desk/")
        self.secretary.follow("Plan a meeting")
        self.secretary.press(
            "Plan it", day=day.isoformat(), begins="14:00", place="Stadshuset", language="sv"
        )
        meeting = Meeting.objects.get(starts_at=at(day))
        for title in titles:
            self.secretary.open(f"/en/bodies/meetings/{meeting.pk}/agenda/")
            self.secretary.follow("Add a matter")
            self.secretary.press(
                "Add", title=title, proposal=f"{title} godkänns.", background="Beredd av [[Anna Ask]]."
            )
        return meeting

    def call_and_open(self, meeting: Meeting, *there: str) -> None:
        place = f"/en/bodies/meetings/{meeting.pk}/"
        self.public.open(place, 404)
        self.secretary.open(f"{place}agenda/")
        self.secretary.follow("Call the meeting")
        self.secretary.press("Send the call")
        assert "Stadshuset" in self.public.open(place).text
        self.move_to(meeting.starts_at)
        self.secretary.open(place)
        self.secretary.follow("Open the meeting")
        self.secretary.press("Open it")
        for name in there:
            button = f"{name} comes instead" if name in SUBSTITUTES else f"Is there: {name}"
            self.secretary.press(button)
            assert not self.secretary.problems

    def finish(self, meeting: Meeting) -> None:
        place = f"/en/bodies/meetings/{meeting.pk}/"
        self.secretary.open(f"{place}sitting/")
        self.secretary.follow("Close the meeting")
        self.secretary.press("Close the meeting")
        self.secretary.open(f"{place}minutes/")
        self.secretary.follow("Who checks the minutes")
        chosen = self.secretary.choose("appointments", "Maria")
        self.secretary.press("Record", appointments=chosen)
        self.secretary.follow("Write in the minutes")
        self.secretary.press("Save", introduction="Ordföranden öppnade mötet.")
        self.secretary.follow("Send the minutes for checking")
        self.secretary.press("Send")
        assert (
            Notice.objects.awaiting().filter(user=self.member_acting.user, kind="bodies.check_asked").exists()
        )
        self.public.open(f"{place}minutes/", 404)
        self.member.open("/en/bodies/mine/")
        self.member.follow("Check the minutes of meeting")
        self.member.press("Send the answer", answer="approve")
        self.secretary.open(f"{place}minutes/")
        self.secretary.follow("Publish the minutes")
        self.secretary.press("Publish")
        assert not self.secretary.problems

    def first_meeting(self) -> None:
        meeting = self.first = self.plan(date(2026, 2, 2), "Årsplanen", "Programmet")
        self.secretary.open(f"/en/bodies/meetings/{meeting.pk}/agenda/")
        self.secretary.press("Move up: Programmet")
        assert [item.title for item in meeting.items.order_by("place")] == ["Programmet", "Årsplanen"]
        assert Notice.objects.filter(kind="bodies.called").count() == 0
        self.call_and_open(meeting, "Maria Mård", "Nils Nyström", "Viola Vik")
        assert Notice.objects.filter(user=self.member_acting.user, kind="bodies.called").count() == 1
        assert "There is a quorum" in self.secretary.page.text
        for item in meeting.items.order_by("place"):
            self.secretary.open(f"/en/bodies/items/{item.pk}/")
            self.secretary.press("Record it as the decision")
            assert "Decided unanimously" in self.secretary.page.text
        self.finish(meeting)
        page = self.public.open(f"/en/bodies/meetings/{meeting.pk}/minutes/")
        assert "Nils Nyström" in page.text
        assert "Anna Ask" in page.text
        assert "Ordföranden öppnade mötet." in page.text

    def second_meeting_without_quorum(self) -> None:
        meeting = self.plan(date(2026, 3, 9), "Budgeten")
        self.call_and_open(meeting, "Maria Mård", "Olga Oksanen")
        assert "No quorum: 3 are needed, 1 more." in self.secretary.page.text
        item = meeting.items.get()
        self.secretary.open(f"/en/bodies/items/{item.pk}/")
        self.secretary.press("Record it as the decision")
        assert "There is no quorum: 2 of the 3 needed" in self.secretary.problems[0]
        self.finish(meeting)
        assert (
            "Ärendet bordlades till ett senare möte."
            in self.public.open(f"/en/bodies/meetings/{meeting.pk}/minutes/").text
        )

    def third_meeting_votes(self) -> None:
        meeting = self.third = self.plan(date(2026, 5, 4))
        self.secretary.open(f"/en/bodies/meetings/{meeting.pk}/agenda/")
        self.secretary.press("Take it up: Budgeten")
        self.call_and_open(meeting, *MEMBERS[:4])
        item = meeting.items.get()
        self.secretary.open(f"/en/bodies/items/{item.pk}/")
        self.secretary.press(
            "Steps aside", appointment=self.secretary.choose("appointment", "Nils"), ground="4"
        )
        assert "Tua Tall takes the seat meanwhile." in self.secretary.page.text
        self.member.open(f"/en/bodies/items/{item.pk}/")
        self.member.press("Propose", text="Budgeten återremitteras till Korsholm.")
        assert not self.member.problems
        self.secretary.open(f"/en/bodies/items/{item.pk}/")
        self.secretary.press("Support", appointment=self.secretary.choose("appointment", "Olga"))
        self.secretary.press("Open a vote")
        assert not self.secretary.problems
        ballots = {
            one.get("name") for one in self.secretary.page.tree.iter("input") if one.get("type") == "radio"
        }
        assert len(ballots) == 4
        self.secretary.press("Close the vote")
        assert "Not everybody has voted" in self.secretary.problems[0]
        self.secretary.press("Record the votes", **dict.fromkeys(ballots, "no"))
        self.secretary.press("Close the vote")
        assert "Yes 0, no 4, empty 0." in self.secretary.page.text
        self.secretary.press("Record it as the decision")
        assert "Decided by vote" in self.secretary.page.text
        self.secretary.follow("Send it as a proposal to an authority")
        self.secretary.press("Send", addressee="Korsholm", title="Budgeten", due="2026-06-30")
        assert not self.secretary.problems
        self.secretary.open(f"/en/bodies/items/{item.pk}/")
        self.secretary.follow("Give it as a task")
        self.secretary.press("Give it", organisation="Korsholm", title="Bered budgeten", due="2026-08-31")
        self.finish(meeting)

    def proposal_is_answered_late(self) -> None:
        initiative = Initiative.objects.get()
        place = f"/en/bodies/initiatives/{initiative.pk}/"
        assert Reminder.objects.filter(kind="bodies.answer_late", remind_on=date(2026, 7, 1)).count() >= 2
        self.move_to(at(date(2026, 7, 6)))
        assert "No answer in time" in self.public.open(place).text
        assert "Late" in self.public.open(self.home).text
        self.officer.open("/en/bodies/mine/")
        self.officer.follow("Answer Neuvosto")
        self.officer.press("Send the answer", kind="partly", text="Vi bereder budgeten på nytt.")
        assert not self.officer.problems
        text = self.public.open(place).text
        assert "Will be done in part" in text
        assert "late" in text
        assert not Reminder.objects.filter(kind="bodies.answer_late", called_off_at=None).exists()
        self.secretary.open(place)
        self.secretary.follow("Record what came of it")
        self.secretary.press("Record", what_came="Budgeten bereddes.", is_carried_out="on")
        assert "Carried out" in self.public.open(place).text
        task = Task.objects.get()
        self.officer.open(f"/en/bodies/tasks/{task.pk}/")
        self.officer.press("It is done", why="Beredd.")
        task.refresh_from_db()
        assert task.is_done

    def fourth_meeting_is_cancelled_and_planned_anew(self) -> None:
        meeting = self.plan(date(2026, 9, 7), "Verksamhetsberättelsen")
        self.secretary.open(f"/en/bodies/meetings/{meeting.pk}/")
        self.secretary.follow("Cancel the meeting")
        self.secretary.press("Cancel the meeting", why="Sjukdom")
        again = self.plan(date(2026, 9, 14), "Verksamhetsberättelsen")
        self.call_and_open(again, "Maria Mård", "Nils Nyström", "Olga Oksanen")
        self.secretary.open(f"/en/bodies/items/{again.items.get().pk}/")
        self.secretary.press("Record it as the decision")
        self.finish(again)
        feed = self.public.client.get(f"/bodies/{self.body.pk}/meetings.ics").content.decode()
        assert feed.count("BEGIN:VEVENT") == 4
        assert "Stadshuset" in feed

    def names_leave_the_minutes(self) -> None:
        place = f"/en/bodies/meetings/{self.third.pk}/minutes/"
        self.third.refresh_from_db()
        last = self.third.minutes.names_until
        assert last is not None
        self.move_to(at(last, 23, 59))
        redact_due(last)
        assert "Pekka Palo" in self.public.open(place).text
        self.move_to(at(last + timedelta(days=1), 0, 1))
        assert "Pekka Palo" not in self.public.open(place).text
        redact_due(last + timedelta(days=1))
        page = self.public.open(place)
        assert "Without names" in page.text
        assert not any(name in page.text for name in (*MEMBERS, *SUBSTITUTES, "Anna Ask"))
        assert "Budgeten återremitteras till Korsholm." in page.text
        assert "Pekka Palo" in self.secretary.open(place).text
