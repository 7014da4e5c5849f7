"""A delegation's year, played by the people of two municipalities, an association and a wellbeing services county.

Every one of them has a browser of their own. What they read is chosen by addresses, names and data, so that the story
holds in whatever words the pages say it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader
from tests.browser.journeys.conftest import Stage
from tests.browser.journeys.player import Player

VASA, KORSHOLM, SIBBO = "municipality-905", "municipality-499", "municipality-753"
COUNTY = "hva-17"
COUNTY_NAME = "Österbottens välfärdsområde"
NAME_SV, NAME_FI = (
    "Rådet för kulturell mångfald i Vasatrakten",
    "Vaasan seudun kulttuurisen moninaisuuden neuvosto",
)

# Seats: whom each is for, the member, the personal substitute, and the member's organisation where it gives the seat.
SEATS = (
    ("municipality", "Maria Mård", "Magnus Moss", ""),
    ("municipality", "Nils Nyby", "Nanna Nord", ""),
    ("labour_market", "Lars Lund", "Lena Lind", ""),
    ("entrepreneurs", "Eva Envall", "Erik Ek", ""),
    ("voluntary", "Olga Oksanen", "Otto Orava", "Vänskap över gränser"),
    ("immigrants", "Ismail Idris", "Irina Ivanova", ""),
)
MEMBERS = [member for _category, member, _substitute, _organisation in SEATS]
PUBLIC_WORDS, SECRET_WORDS = "Verksamhetsplanen", "Kanariefågeln"


@pytest.mark.slow
def test_a_delegations_year_without_javascript(stage: Stage) -> None:
    year = Year(stage, javascript=False)
    year.begins()
    year.goes_on()


@pytest.mark.thorough
def test_a_delegations_year_begins_with_javascript(stage: Stage) -> None:
    """Only to the end of the first meeting: the whole year twice takes too long."""
    Year(stage, javascript=True).begins()


class Year:
    def __init__(self, stage: Stage, *, javascript: bool) -> None:
        self.stage = stage

        def player(name: str = "", place: str = "", language: str = "sv") -> Player:
            address = f"{name.split()[0].lower()}@{place}.example" if name else ""
            return Player(stage, name, address, javascript=javascript, language=language)

        self.anna = player("Anna Ek", "vasa")  # administrator of Vasa and of the installation
        self.carl = player("Carl Cederberg", "vasa")  # coordinator
        self.sara = player("Sara Sand", "vasa")  # secretary
        self.maria = player("Maria Mård", "vasa")  # member and chair
        self.kent = player("Kent Kulla", "korsholm")  # administrator
        self.karin = player("Karin Karp", "korsholm")  # coordinator
        self.sten = player("Sten Storm", "korsholm")  # secretary in Korsholm, who keeps nothing here
        self.nils = player("Nils Nyby", "korsholm")  # member
        self.olga = player("Olga Oksanen", "vanskap", "fi")  # the association's representative, a member
        self.kaisa = player("Kaisa Koski", "valfard", "fi")  # officer of the county
        self.saara = player("Saara Salo", "sibbo")  # coordinator of a municipality that has no part in it
        self.public = player()

    def begins(self) -> None:
        self.people_come_in()
        self.the_municipalities_found_it()
        self.members_are_appointed()
        self.the_first_meeting_is_called()
        self.the_first_meeting_votes()

    def goes_on(self) -> None:
        self.its_minutes_are_checked_and_published()
        self.names_leave_the_minutes()
        self.the_second_meeting_lacks_a_quorum()
        self.the_third_meeting_proposes_to_the_county()
        self.a_member_leaves()
        self.the_county_answers_late()
        self.the_fourth_meeting_gives_a_task()

    # 7 January: who takes part

    def people_come_in(self) -> None:
        self.stage.first_administrator(self.anna.page, self.anna.address, self.anna.name, VASA)
        given = ("--name", self.anna.name, "--organisation", VASA, "--role", "installation")
        self.stage.command("admin", self.anna.address, *given)
        for organisation, who, role in (
            (VASA, self.carl, "coordinator"),
            (VASA, self.sara, "secretary"),
            (VASA, self.maria, "member"),
            (KORSHOLM, self.kent, "administrator"),
            (COUNTY, self.kaisa, "administrator"),
            (SIBBO, self.saara, "administrator"),
        ):
            self._invite(self.anna, organisation, who, role)
        self.stage.work()
        for who in (self.carl, self.sara, self.maria, self.kent, self.kaisa, self.saara):
            who.join()
        # One who keeps the mandates of a small organisation gives the next one to herself.
        self._takes_on(self.kaisa, COUNTY, "officer")
        self._takes_on(self.saara, SIBBO, "coordinator")
        self._the_association_is_registered()

    def _the_association_is_registered(self) -> None:
        for who, role in ((self.karin, "coordinator"), (self.sten, "secretary"), (self.nils, "member")):
            self._invite(self.kent, KORSHOLM, who, role)
        self.carl.open("/actors/register/")
        self.carl.send(
            kind="association",
            name_sv="Vänskap över gränser",
            name_fi="Ystävyys yli rajojen",
            business_id="1234567-1",
            home="Vasa",
        )
        self.association = self.carl.page.url.rstrip("/").rpartition("/")[2]
        self.public.open(f"/actors/{self.association}/", 404)
        self._invite(self.anna, self.association, self.olga, "administrator")
        self.stage.work()
        for who in (self.karin, self.sten, self.nils, self.olga):
            who.join()
        self.karin.open("/actors/unconfirmed/")
        self.karin.follow(f"/actors/{self.association}/confirm/")
        self.karin.send()
        self.public.open(f"/actors/{self.association}/")
        for role in ("representative", "member"):
            self._takes_on(self.olga, self.association, role)

    def _invite(self, by: Player, organisation: str, who: Player, role: str) -> None:
        by.open(f"/actors/{organisation}/people/invite/")
        by.send(email=who.address, role=role, language=who.language)

    def _takes_on(self, who: Player, organisation: str, role: str) -> None:
        self._invite(who, organisation, who, role)
        who.open("/me/mandates/")
        who.page.locator("main a[href*='/invitation/']").first.click()
        who.send()

    # the same day: two municipalities found it

    def the_municipalities_found_it(self) -> None:
        carl = self.carl
        carl.open("/bodies/mine/")
        carl.follow("/bodies/found/")
        named = {"name_sv": NAME_SV, "name_fi": NAME_FI}
        carl.send(**named, with_others="Korsholm", purpose_sv="Följer integrationen.", purpose_fi="Seuraa.")
        self.body = carl.key("bodies")
        self.home = f"/bodies/{self.body}/"
        self.saara.open(self.home, 404)
        self.public.open(self.home, 404)
        self._decides(carl, "Stadsstyrelsen", "§ 3")
        self.karin.open("/me/")
        self.karin.page.locator("main a[href*='/bodies/founders/']").first.click()
        self.karin.send(organ="Kommunstyrelsen", decided_on="2025-01-07", section="§ 5")
        self.karin.reads("Kommunstyrelsen", "§ 5")

    def _decides(self, who: Player, organ: str, section: str) -> None:
        who.page.locator("main a[href*='/bodies/founders/']").first.click()
        who.send(organ=organ, decided_on="2025-01-07", section=section)

    def members_are_appointed(self) -> None:
        carl, composition = self.carl, f"{self.home}composition/"
        carl.open(f"{self.home}change/")
        carl.send(least_share="40", members_are_public=True)
        carl.open(composition)
        carl.follow("/terms/begin/")
        carl.send(valid_from="2025-01-07", last_day="2026-12-31")
        for category, *_people, organisation in SEATS:
            carl.follow("/seats/add/")
            carl.send(category=category, organisation=organisation)
        for number, (_category, member, substitute, _organisation) in enumerate(SEATS):
            for name, place in ((member, "member"), (substitute, "substitute")):
                self._appoint(number, name, place)
        self._gender_is_balanced()
        carl.follow("/posts/")
        carl.send(kind="chair", appointment=self._label("Maria Mård"))
        carl.follow("/posts/")
        carl.send(kind="secretary", holder=self._label("Sara Sand"))
        carl.open(self.home)
        carl.follow("/start/")
        self._search_finds_it(0)
        carl.send(day="2025-01-07")
        self._search_finds_it(1)
        self.public.open(self.home)
        self.public.reads(*MEMBERS, "Sara Sand")

    def _search_finds_it(self, times: int) -> None:
        """Whoever searches finds the delegation when it is public, and nothing of it before."""
        for who in (self.public, self.saara):
            who.open("/search/?q=kulturella+mångfalden")
            assert who.page.locator(f"main a[href$='{self.home}']").count() == times

    def _appoint(self, seat: int, name: str, place: str) -> None:
        self.carl.page.locator("ul.cards > li").nth(seat).locator("a[href$='/appoint/']").click()
        accounts = self.carl.page.locator("[name=holder] option").all_text_contents()
        held = {"holder": self._label(name)} if name in " ".join(accounts) else {}
        self.carl.send(place=place, name=name, appointed_by="Stadsstyrelsen", **held)

    def _label(self, name: str) -> str:
        """The option of a select on Carl's page that begins with a name."""
        labels = self.carl.page.locator("main option").all_text_contents()
        return next(label for label in labels if label.strip().startswith(name))

    def _gender_is_balanced(self) -> None:
        """What the composition lacks teaches: first by the Act on Equality, then by the body's own rule."""
        for women, men, lacking in (("6", "0", ("609/1986",)), ("4", "2", ("40", "33")), ("3", "3", ())):
            self.carl.follow("/count/")
            self.carl.send(women=women, men=men)
            lacks = " ".join(self.carl.page.locator("[aria-labelledby=lacks] li").all_text_contents())
            assert all(one in lacks for one in lacking), lacks
            assert bool(lacks) == bool(lacking), lacks

    # the first meeting

    def the_first_meeting_is_called(self) -> None:
        sara = self.sara
        sara.open("/bodies/mine/")
        self.first = self._plan("2025-01-22")
        self._add(PUBLIC_WORDS, proposal="Planen godkänns.", background="Beredd av [[Berit Bred]].")
        self._attach(PUBLIC_WORDS, "Verksamhetsplan 2025")
        self._add("Bidrag till Vänskap över gränser", proposal="Bidraget beviljas.")
        self._add(SECRET_WORDS, proposal=f"{SECRET_WORDS} antecknas.", is_public=False)
        for who in (self.saara, self.public):
            who.open(f"/bodies/meetings/{self.first}/", 404)
        self._call()
        self.public.open(f"/bodies/meetings/{self.first}/")
        self.public.reads(PUBLIC_WORDS, "Verksamhetsplan 2025")
        self.public.does_not_read(SECRET_WORDS, "Berit Bred")
        for page in ("agenda", "sitting", "call"):
            self.sten.open(f"/bodies/meetings/{self.first}/{page}/", 403)
        self.stage.work()
        (called,) = [one for one in self._letters(self.maria) if NAME_SV in one]
        assert f"/sv/bodies/meetings/{self.first}/" in called
        (called,) = [one for one in self._letters(self.olga) if NAME_FI in one]
        assert f"/fi/bodies/meetings/{self.first}/" in called

    def _letters(self, who: Player) -> list[str]:
        return self.stage.letters_to(who.address, as_it_is=True)

    def _plan(self, day: str) -> int:
        self.sara.open(f"{self.home}desk/")
        self.sara.follow("/meetings/plan/")
        self.sara.send(day=day, begins="09:30", ends="11:00", place="Stadshuset i Vasa", language="sv")
        return self.sara.key("meetings")

    def _add(self, title: str, **filled: object) -> None:
        self.sara.follow("/agenda/add/")
        self.sara.send(title=title, **filled)

    def _attach(self, item: str, title: str) -> None:
        file: Path = self.stage.folder / "verksamhetsplan.txt"
        file.write_text("Planen för år 2025")
        self.sara.follow("/attach/", near=item)
        self.sara.send(file=file, title=title, is_public=True, holds_personal_data=False)

    def _call(self) -> None:
        self.sara.follow("/call/")
        self.sara.send()

    def _open(self, meeting: int, *there: str) -> None:
        """The secretary opens the meeting from her desk and notes who is there."""
        self.sara.open(f"{self.home}desk/")
        self.sara.follow(f"/bodies/meetings/{meeting}/open/")
        self.sara.send()
        for name in there:
            self.sara.send("arrive", near=name)

    def _matter(self, who: Player, title: str) -> None:
        """Somebody goes from the meeting to one of its matters."""
        who.page.locator("ol.agenda li").filter(has_text=title).locator("a[href*='/items/']").first.click()

    def the_first_meeting_votes(self) -> None:
        self.stage.go_to("2025-01-22")
        sara, olga = self.sara, self.olga
        for who in (sara, olga, self.maria, self.nils):
            who.sign_in()
        self._open(self.first, "Maria Mård", "Nils Nyby", "Lena Lind", "Eva Envall", "Olga Oksanen")
        sara.send("arrive", near="Ismail Idris")
        olga.open("/me/")
        olga.follow(f"/bodies/meetings/{self.first}/")
        self._matter(olga, PUBLIC_WORDS)
        olga.send("propose", text="Planen återremitteras.")
        self._matter(sara, PUBLIC_WORDS)
        sara.send("second", appointment="Ismail Idris")
        sara.send("vote")
        olga.open(f"/bodies/items/{sara.key('items')}/")
        olga.send("cast", **{self._ballot(olga): "no"})
        self._everybody_votes({"Maria Mård": "yes", "Ismail Idris": "no"})
        sara.send("settle")
        olga.open(f"/bodies/items/{sara.key('items')}/")
        olga.send("dissent", text="Planen behövde beredas bättre.")
        self._the_association_steps_aside()
        sara.open(f"/bodies/meetings/{self.first}/sitting/")
        self._matter(sara, SECRET_WORDS)
        sara.send("settle")

    def _ballot(self, who: Player) -> str:
        return str(who.page.locator("input[type=radio][name^=ballot_]").first.get_attribute("name"))

    def _everybody_votes(self, how: dict[str, str]) -> None:
        """The secretary records the votes of those who have not voted themselves, and closes the vote."""
        self.sara.open(f"/bodies/items/{self.sara.key('items')}/")
        for box in self.sara.page.locator("fieldset.ballot").all():
            choice = how.get((box.locator("legend").text_content() or "").strip(), "yes")
            if not box.locator("input:checked").count():
                box.locator(f"input[value={choice}]").check()
        self.sara.send("cast")
        self.sara.send("close_vote")
        self.sara.reads("4", "2", "0")

    def _the_association_steps_aside(self) -> None:
        self.sara.open(f"/bodies/meetings/{self.first}/sitting/")
        self._matter(self.sara, "Bidrag")
        self.sara.send("aside", appointment="Olga Oksanen", ground="5")
        self.sara.reads("Otto Orava")
        self.sara.send("settle")

    def its_minutes_are_checked_and_published(self) -> None:
        sara, place = self.sara, f"/bodies/meetings/{self.first}/minutes/"
        sara.open(f"/bodies/meetings/{self.first}/sitting/")
        sara.follow("/close/")
        sara.send()
        sara.follow("/checkers/")
        sara.send(appointments=["Maria Mård", "Nils Nyby"])
        self._write("Ordföranden öppnade mötet.")
        sara.follow("/minutes/send/")
        sara.send()
        for who in (self.saara, self.public):
            who.open(place, 404)
        self._answers(self.nils, "return", remark="Kaffepausen saknas.")
        sara.open("/me/")
        sara.page.locator(f"main a[href$='{place}']").first.click()
        sara.reads("Kaffepausen saknas.")
        self._write("Ordföranden öppnade mötet. Kaffe klockan tio.")
        sara.follow("/minutes/send/")
        sara.send()
        for who in (self.maria, self.nils):
            self._answers(who, "approve")
        sara.open("/me/")
        sara.page.locator(f"main a[href$='{place}']").first.click()
        sara.follow("/publish/")
        sara.send()
        self._the_public_reads_and_saves_them(place)

    def _write(self, words: str) -> None:
        self.sara.follow("/minutes/write/")
        self.sara.send(introduction=words)

    def _answers(self, who: Player, answer: str, **more: str) -> None:
        """A checker goes from what awaits them to the minutes, and answers."""
        who.open("/me/")
        who.page.locator("main a[href*='/bodies/checks/']").first.click()
        who.reads("Planen återremitteras.")
        who.send(answer=answer, **more)

    def _the_public_reads_and_saves_them(self, place: str) -> None:
        self.public.open(f"/bodies/meetings/{self.first}/")
        self.public.follow(place)
        told = ("Olga Oksanen", "Lena Lind", "Berit Bred", "Planen godkänns.", "Kaffe klockan tio.")
        self.public.reads(*told, "Planen behövde beredas bättre.")
        self.public.does_not_read(SECRET_WORDS)
        pdf = PdfReader(self.public.save("/minutes.pdf"))
        word = Document(str(self.public.save("/minutes.docx")))
        in_pdf = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
        in_word = " ".join(one.text for one in word.paragraphs)
        cells = " ".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
        for words in (*told, "Planen behövde beredas bättre."):
            assert words in in_pdf
            assert words in f"{in_word} {cells}"
        assert SECRET_WORDS not in in_pdf + in_word + cells

    # 11 March

    def names_leave_the_minutes(self) -> None:
        self.second = self._plan("2025-03-11")
        self._add("Budgeten", proposal="Budgeten antecknas.")
        self._call()
        self.stage.go_to("2025-03-11")
        self.stage.work()
        self.sara.sign_in()
        place = f"/bodies/meetings/{self.first}/minutes/"
        self.public.open(place)
        self.public.reads("Planen godkänns.")
        self.public.does_not_read(*MEMBERS, "Lena Lind", "Berit Bred", "Sara Sand")
        pdf = PdfReader(self.public.save("/minutes.pdf"))
        assert not [name for name in MEMBERS if name in " ".join(page.extract_text() for page in pdf.pages)]
        self.sara.open(place)
        self.sara.reads("Olga Oksanen", "Berit Bred")

    def the_second_meeting_lacks_a_quorum(self) -> None:
        sara = self.sara
        self._open(self.second, "Maria Mård", "Eva Envall")
        self._matter(sara, "Budgeten")
        sara.send("settle", refused="410/2015")
        sara.send("settle", outcome="tabled", text="Mötet var inte beslutfört.")
        sara.open(f"/bodies/meetings/{self.second}/sitting/")
        sara.follow("/close/")
        sara.send()
        self.third = self._plan("2025-05-20")
        sara.send("take_up", near="Budgeten")
        self._call()

    # 20 May

    def the_third_meeting_proposes_to_the_county(self) -> None:
        self.stage.go_to("2025-05-20")
        sara = self.sara
        sara.sign_in()
        self.nils.sign_in()
        self._open(self.third, "Maria Mård", "Nils Nyby", "Lars Lund", "Eva Envall", "Otto Orava")
        self._matter(sara, "Budgeten")
        sara.send("settle")
        sara.follow("/propose/")
        sara.send(
            addressee=COUNTY_NAME, title="Tolkar på hälsostationerna", text="Fler tolkar.", due="2025-06-30"
        )
        self.initiative = sara.key("initiatives")
        sara.open(f"/bodies/meetings/{self.third}/sitting/")
        sara.follow("/close/")
        sara.send()
        self.stage.work()
        (asked,) = [one for one in self._letters(self.kaisa) if "Tolkar" in one]
        assert f"/fi/bodies/initiatives/{self.initiative}/" in asked
        assert NAME_FI in asked

    def a_member_leaves(self) -> None:
        """Nils resigns, and Korsholm ends his mandate: the page that he has open leads nowhere."""
        nils, place = self.nils, f"/bodies/meetings/{self.third}/minutes/"
        nils.open(place)
        self.sara.open(f"{self.home}composition/")
        self.sara.follow("/end/", near="Nils Nyby")
        self.sara.send(last_day="2025-05-20", why="resigned")
        self.kent.sign_in()
        self.kent.open(f"/actors/{KORSHOLM}/people/")
        self.kent.follow("/end/", near="Nils Nyby")
        self.kent.send()
        nils.open(place, 404)
        nils.open("/me/")
        assert "/account/login/" in nils.page.url
        nils.sign_in()
        nils.open(place, 404)

    # 8 July

    def the_county_answers_late(self) -> None:
        self.stage.go_to("2025-07-08")
        self.stage.work()
        sara, kaisa, place = self.sara, self.kaisa, f"/bodies/initiatives/{self.initiative}/"
        self.public.open(place)
        self.public.reads("Fler tolkar.")
        assert len([one for one in self._letters(kaisa) if "Tolkar" in one]) > 1
        for who in (sara, kaisa):
            who.sign_in()
        kaisa.open("/me/")
        awaits = kaisa.page.locator("[aria-labelledby=awaits] li").filter(has_text="Tolkar")
        assert awaits.locator(".badge--ended").count() == 1
        awaits.locator("a").first.click()
        kaisa.follow("/answer/")
        kaisa.send(kind="partly", text="Alamme rekrytoida.", language="fi")
        self.public.open(place)
        self.public.reads("Alamme rekrytoida.")
        self.stage.work()
        answered = [one for one in self._letters(sara) if "Tolkar" in one][-1]
        assert NAME_SV in answered
        assert f"/sv{place}" in answered
        sara.open("/me/")
        sara.follow(place)
        sara.follow("/follow-up/")
        sara.send(what_came="Två tolkar anställdes.", is_carried_out=True)
        self._somebody_takes_the_seat()

    def _somebody_takes_the_seat(self) -> None:
        self.sara.open(f"{self.home}composition/")
        self.sara.page.locator("ul.cards > li").nth(1).locator("a[href$='/appoint/']").first.click()
        self.sara.send(place="member", name="Nora Nyman", valid_from="2025-07-08")
        self.public.open(self.home)
        self.public.reads("Nora Nyman")
        self.public.does_not_read("Nils Nyby")
        self.fourth = self._plan("2025-09-16")
        self._add("Vänfamiljer", proposal="Vänfamiljer söks åt dem som flyttar in.")
        self._call()

    # 16 September

    def the_fourth_meeting_gives_a_task(self) -> None:
        self.stage.go_to("2025-09-16")
        sara, olga = self.sara, self.olga
        for who in (sara, olga):
            who.sign_in()
        self._open(self.fourth, "Maria Mård", "Nora Nyman", "Lars Lund", "Olga Oksanen")
        self._matter(sara, "Vänfamiljer")
        sara.send("settle")
        sara.follow("/task/")
        sara.send(organisation="Vänskap över gränser", title="Sök vänfamiljer", due="2025-12-01")
        task = sara.key("tasks")
        self.saara.sign_in()
        self.saara.open(f"/bodies/tasks/{task}/", 404)
        self.public.open(f"/bodies/tasks/{task}/")
        assert "/account/login/" in self.public.page.url
        olga.open("/me/")
        olga.follow(f"/bodies/tasks/{task}/")
        olga.send(why="Tolv familjer hittades.")
        sara.open("/me/")
        sara.follow(f"/bodies/tasks/{task}/")
        sara.reads("Tolv familjer hittades.")
        self.public.open(self.home)
        assert self.public.page.locator("[aria-labelledby=meetings] tbody tr").count() == 4
