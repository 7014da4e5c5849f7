"""A year of meetings: a proposal adopted, a vote with a dissent, one without a quorum, and what came of it all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from samverka.demo.days import StoryDays, at
from samverka.demo.delegation import Delegation
from samverka.demo.people import BAY, CENTRE, COUNTY, EMPLOYMENT, RIDGE, organisation, who
from samverka.demo.today import run_jobs
from samverka.work.bodies import actions
from samverka.work.bodies.enums import AnswerKind, Choice, Ground, ItemKind
from samverka.work.bodies.models import AgendaItem, Appointment, Meeting, MinutesCheck

__all__ = ["meet"]

_HALL: Final = "Stadshuset i Exempelviken, sessionssalen"
_HALL_FI: Final = "Esimerkkiharjun kaupungintalo, valtuustosali"


@dataclass(frozen=True, slots=True)
class _Matter:
    """A matter of an agenda; without a proposal it is for information."""

    title: str
    background: str
    proposal: str = ""


def meet(days: StoryDays, delegation: Delegation) -> None:
    """Four meetings that have been, one that is called, and one that is planned."""
    _the_first(days, delegation)
    _the_vote(days, delegation)
    put_off = _without_quorum(days, delegation)
    _the_latest(days, delegation, put_off)
    _those_to_come(days, delegation)


def _the_first(days: StoryDays, delegation: Delegation) -> None:
    """Everybody agrees. Its minutes were published so long ago that the names have left them."""
    matters = (
        _Matter(
            "Delegationens arbetssätt",
            "Sekreteraren presenterar hur delegationen arbetar mellan mötena.",
            "Delegationen sammanträder fyra gånger om året, turvis i Exempelviken och Exempelås. Kallelsen sänds två "
            "veckor före mötet, på svenska och finska.",
        ),
        _Matter(
            "Läget i Exempelnejden",
            "Arbetskraftsmyndigheten berättar om introduktionen för nyanlända under det gångna året.",
        ),
        _Matter(
            "Språkcaféer i båda städerna",
            "Öppna dörren rf har ordnat språkcaféer i Exempelviken. Exempelås önskar detsamma.",
            "Delegationen föreslår att städerna upplåter lokaler till språkcaféerna kostnadsfritt.",
        ),
    )
    with days.act(344):
        meeting = _called(days, delegation, matters, held_ago=330, place=_HALL)
    with days.act(330, 14):
        actions.open_meeting(by=who("fatima"), meeting=meeting)
        _come(meeting, delegation.members)
        actions.welcome(by=who("fatima"), meeting=meeting, guest="Jukka Esimerkkilä", guest_as="sakkunnig")
    with days.act(330, 15, 40):
        for item in _items(meeting):
            actions.settle(by=who("fatima"), item=item)
        _to_be_checked_by(meeting, delegation.members[1], delegation.members[5])
        actions.close(by=who("fatima"), meeting=meeting)
    with days.act(329):
        decision = _items(meeting)[2].decision
        task = actions.give_task(
            by=who("fatima"),
            decision=decision,
            organisation=organisation(BAY),
            title="Upplåta biblioteket för språkcaféer på torsdagar",
            due=days.ago(290),
        )
    _checked_and_published(days, meeting, 322)
    with days.act(300):
        actions.report_done(
            by=who("sanna"), task=task, note="Språkcaféet håller öppet varje torsdag klockan 17 till 19."
        )
    with days.act(285):
        run_jobs()


def _the_vote(days: StoryDays, delegation: Delegation) -> None:
    """A proposal is carried by vote, one dissents; the county is asked, and answers late."""
    matters = (
        _Matter(
            "Tulkkaus hyvinvointialueen palveluissa",
            "Asukkaat ovat kertoneet, että tulkkia joutuu odottamaan viikkoja.",
            "Neuvottelukunta esittää, että hyvinvointialue ottaa käyttöön etätulkkauksen ja seuraa odotusaikoja "
            "neljännesvuosittain.",
        ),
        _Matter("Kuulumiset jäsenten taustayhteisöistä", "Jäsenet kertovat ajankohtaiset asiat."),
    )
    with days.act(244):
        meeting = _called(days, delegation, matters, held_ago=230, place=_HALL_FI, language="fi")
    with days.act(230, 13):
        actions.open_meeting(by=who("fatima"), meeting=meeting)
        there = [*delegation.members[:4], delegation.substitutes[4], *delegation.members[5:]]
        _come(meeting, there)
    interpreters, news = _items(meeting)
    with days.act(230, 14, 5):
        _voted(interpreters, there)
    with days.act(230, 14, 50):
        actions.settle(by=who("fatima"), item=news)
        _to_be_checked_by(meeting, delegation.members[2], delegation.members[5])
        actions.close(by=who("fatima"), meeting=meeting)
    _checked_and_published(days, meeting, 222)
    _the_late_answer(days, delegation, interpreters)


def _voted(item: AgendaItem, there: list[Appointment]) -> None:
    """Four for the proposal, two for the other one, one empty; the one who proposed it dissents."""
    by = who("fatima")
    other = actions.propose(
        by=by,
        item=item,
        proposer=there[4],
        text="Neuvottelukunta esittää, että hyvinvointialue ensin selvittää, mitä etätulkkaus maksaa.",
    )
    actions.second(by=by, proposal=other, seconder=there[1])
    prepared = item.proposals.get(proposer=None)
    vote = actions.open_vote(by=by, item=item, yes=prepared, no=other)
    ballots = dict.fromkeys(there, Choice.YES) | {
        there[4]: Choice.NO,
        there[1]: Choice.NO,
        there[2]: Choice.EMPTY,
    }
    actions.cast(by=by, vote=vote, ballots=ballots)
    actions.close_vote(by=by, vote=vote)
    decision = actions.settle(by=by, item=item)
    actions.dissent(
        by=by,
        decision=decision,
        appointment=there[4],
        grounds="Kustannukset on tunnettava, ennen kuin palvelu otetaan käyttöön.",
    )


def _the_late_answer(days: StoryDays, delegation: Delegation, item: AgendaItem) -> None:
    item.refresh_from_db()
    with days.act(221):
        initiative = actions.send(
            by=who("fatima"),
            body=delegation.body,
            addressee=organisation(COUNTY),
            title="Etätulkkaus hyvinvointialueen palveluihin",
            text=item.decision.text,
            due=days.ago(165),
            decision=item.decision,
            language="fi",
        )
    with days.act(160):
        run_jobs()
    with days.act(151):
        actions.answer(
            by=who("amina"),
            initiative=initiative,
            kind=AnswerKind.PARTLY,
            text=(
                "Pahoittelemme, että vastaus viipyi. Etätulkkaus otetaan käyttöön terveysasemilla ensi neljänneksen "
                "alusta. Odotusaikoja seurataan toistaiseksi kaksi kertaa vuodessa."
            ),
            language="fi",
        )
    with days.act(60):
        actions.follow_up(
            by=who("fatima"),
            initiative=initiative,
            what_came="Etätulkkaus on käytössä kahdella terveysasemalla kolmesta. Odotusaika on lyhentynyt.",
            is_carried_out=False,
        )


def _without_quorum(days: StoryDays, delegation: Delegation) -> AgendaItem:
    """Three of seven come in the storm: the matter is put off."""
    matters = (
        _Matter(
            "Vägledning på det egna språket",
            "Invånarna vet inte alltid till vilken myndighet de ska vända sig. Öppna dörren rf erbjuder frivilliga "
            "vägledare, om myndigheterna utbildar dem.",
            "Delegationen föreslår att arbetskraftsmyndigheten utbildar tio vägledare tillsammans med föreningen.",
        ),
    )
    with days.act(134):
        meeting = _called(days, delegation, matters, held_ago=120, place=_HALL)
    with days.act(120, 14):
        actions.open_meeting(by=who("fatima"), meeting=meeting)
        _come(meeting, [delegation.members[0], delegation.members[3], delegation.members[5]])
    with days.act(120, 14, 20):
        _to_be_checked_by(meeting, delegation.members[3], delegation.members[5])
        actions.close(by=who("fatima"), meeting=meeting)
    _checked_and_published(days, meeting, 114)
    return _items(meeting)[0]


def _the_latest(days: StoryDays, delegation: Delegation, put_off: AgendaItem) -> None:
    """What was put off is decided. One checker has not answered, nor has the authority that was asked."""
    matters = (
        _Matter(
            "Yttrande om det lokala programmets mål",
            "Städerna bereder mål för nästa år. Delegationen hörs.",
            "Delegationen understöder målen och ber städerna berätta om dem också på lättläst svenska och finska.",
        ),
    )
    with days.act(48):
        meeting = _called(days, delegation, matters, held_ago=34, place=_HALL, before_call=put_off)
    with days.act(34, 14):
        actions.open_meeting(by=who("fatima"), meeting=meeting)
        _come(meeting, [*delegation.members[:3], *delegation.members[4:]])
        _come(meeting, [delegation.substitutes[3]], from_afar=True)
    goals, guides = _items(meeting)
    with days.act(34, 15):
        actions.step_aside(
            by=who("fatima"), item=guides, appointment=delegation.members[5], ground=Ground.BOARD
        )
        for item in (goals, guides):
            actions.settle(by=who("fatima"), item=item)
        _to_be_checked_by(meeting, delegation.members[5], delegation.members[6])
        actions.close(by=who("fatima"), meeting=meeting)
    _what_follows(days, delegation, goals, guides)
    with days.act(8):
        _sent_for_checking(meeting)
    with days.act(6):
        _approved(meeting.minutes.checks.get(appointment=delegation.members[6]))


def _what_follows(days: StoryDays, delegation: Delegation, goals: AgendaItem, guides: AgendaItem) -> None:
    """One answer is late, one is awaited; a task is to be done soon."""
    by: dict[str, Any] = {"by": who("fatima"), "body": delegation.body}
    with days.act(33):
        actions.send(
            **by,
            addressee=organisation(EMPLOYMENT),
            title="Utbildning av vägledare",
            text=guides.decision.text,
            due=days.ago(4),
            decision=guides.decision,
        )
        actions.send(
            **by,
            addressee=organisation(CENTRE),
            title="Stöd för lättläst information",
            text="Delegationen ber livskraftscentralen berätta vilka medel som kan sökas för lättläst information.",
            due=days.ahead(18),
            decision=goals.decision,
        )
        actions.give_task(
            by=who("fatima"),
            decision=goals.decision,
            organisation=organisation(RIDGE),
            title="Kertoa ohjelman tavoitteista selkokielellä kaupungin verkkosivuilla",
            due=days.ahead(9),
        )
        actions.give_task(
            by=who("fatima"),
            decision=goals.decision,
            organisation=organisation(BAY),
            title="Berätta om programmets mål på lättläst svenska",
            due=days.ago(2),
        )


def _those_to_come(days: StoryDays, delegation: Delegation) -> None:
    matters = (
        _Matter(
            "Delegationens förslag till mötesdagar",
            "Förslaget har beretts med städernas mötesbyråer.",
            "Delegationen godkänner mötesdagarna för nästa år.",
        ),
        _Matter("Svaret om vägledarna", "Arbetskraftsmyndighetens svar, om det har kommit."),
    )
    with days.act(5):
        _called(days, delegation, matters, held_ago=-11, place=_HALL)
        actions.plan(
            by=who("fatima"),
            body=delegation.body,
            starts_at=at(days.ahead(75), 13),
            place=_HALL_FI,
            language="fi",
        )


def _called(
    days: StoryDays,
    delegation: Delegation,
    matters: Iterable[_Matter],
    *,
    held_ago: int,
    place: str,
    language: str = "sv",
    before_call: AgendaItem | None = None,
) -> Meeting:
    """Plan a meeting for the day, put the matters on its agenda, and call it. `before_call`: one that was put off."""
    day = days.ago(held_ago) if held_ago >= 0 else days.ahead(-held_ago)
    by = who("fatima")
    meeting = actions.plan(
        by=by,
        body=delegation.body,
        starts_at=at(day, 14),
        ends_at=at(day, 16),
        place=place,
        language=language,
    )
    for matter in matters:
        actions.add_item(
            by=by,
            meeting=meeting,
            title=matter.title,
            background=matter.background,
            proposal=matter.proposal,
            kind=ItemKind.DECISION if matter.proposal else ItemKind.INFORMATION,
        )
    if before_call:
        actions.take_up(by=by, meeting=meeting, item=before_call)
    return actions.call(by=by, meeting=meeting)


def _items(meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.filter(meeting=meeting).order_by("place"))


def _come(meeting: Meeting, appointments: Iterable[Appointment], *, from_afar: bool = False) -> None:
    for one in appointments:
        actions.arrive(by=who("fatima"), meeting=meeting, appointment=one, from_afar=from_afar)


def _to_be_checked_by(meeting: Meeting, *appointments: Appointment) -> None:
    actions.choose_checkers(by=who("fatima"), meeting=meeting, appointments=appointments)


def _sent_for_checking(meeting: Meeting) -> None:
    meeting.refresh_from_db()
    actions.send_for_checking(by=who("fatima"), meeting=meeting)


def _checked_and_published(days: StoryDays, meeting: Meeting, published_ago: int) -> None:
    with days.act(published_ago + 5):
        _sent_for_checking(meeting)
    with days.act(published_ago + 1):
        for check in meeting.minutes.checks.order_by("pk"):
            _approved(check)
    with days.act(published_ago):
        actions.publish(by=who("fatima"), meeting=meeting)


def _approved(check: MinutesCheck) -> None:
    """The checker approves; for one without an account the secretary records how it was given."""
    if check.appointment.holder_id == who("dmitri").user.pk:
        actions.approve(by=who("dmitri"), check=check)
    else:
        actions.approve(by=who("fatima"), check=check, given_how="per brev, undertecknat på papper")
