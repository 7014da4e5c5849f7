"""Two agreements of the story: one signed by three parties and in force, one of which a third version is being made."""

from typing import Any, Final

from samverka.demo.days import StoryDays
from samverka.demo.people import ASSOCIATION, COUNTY, EMPLOYMENT, RIDGE, organisation, who
from samverka.demo.today import run_jobs
from samverka.work.agreements import actions
from samverka.work.agreements.actions.concluding import Decision
from samverka.work.agreements.models import Agreement
from samverka.work.cooperation.models import Cooperation

__all__ = ["agree", "negotiate"]

_ORGANS: Final = (
    ("henrik", "Stadsstyrelsen", "§ 141", "stadsdirektör"),
    ("tuulikki", "Kaupunginhallitus", "§ 102", "kaupunginjohtaja"),
    ("olena", "Välfärdsområdesstyrelsen", "§ 64", "välfärdsområdesdirektör"),
)


def agree(days: StoryDays, cooperation: Cooperation) -> Agreement:
    """Drafted, commented, approved in three boards, signed by three, in force; the review comes next month."""
    with days.act(420):
        agreement = actions.draft(
            by=who("sanna"),
            outline="cooperation",
            cooperation=cooperation,
            title_sv="Avtal om samhällsorientering och rådgivning i Exempelnejden",
            title_fi="Sopimus yhteiskuntaorientaatiosta ja neuvonnasta Esimerkkiseudulla",
            starts_on=days.ago(340),
            ends_on=days.ahead(755),
            review_months=12,
        )
        _parties(agreement, "sanna", RIDGE, COUNTY)
        _service(agreement, "sanna", "municipality-E01", _ORIENTATION)
        _service(agreement, "sanna", COUNTY, _ADVICE)
    with days.act(414):
        actions.open_negotiations(by=who("sanna"), agreement=agreement)
    with days.act(409):
        comment = actions.comment(
            by=who("amina"),
            agreement=agreement,
            text="Neuvonnan ajat olisi hyvä sopia kunnan kanssa. Muuten hyvä.",
            language="fi",
        )
    with days.act(404):
        actions.resolve(by=who("sanna"), comment=comment)
        edition = actions.propose(by=who("sanna"), agreement=agreement)
    for place, (key, organ, section, _office) in enumerate(_ORGANS):
        with days.act(390 - 7 * place) as day:
            decision = Decision(organ=organ, decided_on=day, section=section)
            actions.record_approval(by=who(key), edition=edition, decision=decision)
    for place, (key, _organ, _section, office) in enumerate(_ORGANS):
        with days.act(365 - 3 * place):
            actions.sign(by=who(key), edition=edition, office=office)
    return Agreement.objects.get(pk=agreement.pk)


def negotiate(days: StoryDays, cooperation: Cooperation) -> Agreement:
    """Two versions have lain before the parties, both void since something was changed; one comment is open."""
    with days.act(70):
        agreement = actions.draft(
            by=who("pekka"),
            outline="cooperation",
            cooperation=cooperation,
            title_sv="Avtal om vägledning i arbetslivet",
            title_fi="Sopimus työelämään ohjaamisesta",
            starts_on=days.ahead(60),
            ends_on=days.ahead(790),
        )
        _parties(agreement, "pekka", EMPLOYMENT, ASSOCIATION)
        _service(agreement, "pekka", EMPLOYMENT, _GUIDANCE)
    with days.act(64):
        actions.open_negotiations(by=who("pekka"), agreement=agreement)
    with days.act(57):
        actions.propose(by=who("pekka"), agreement=agreement)
    with days.act(41):
        _service(agreement, "jukka", ASSOCIATION, _MENTORS)
        asked = actions.comment(
            by=who("yusuf"),
            agreement=agreement,
            text="Vi behöver veta hur många mentorer som förväntas, och att deras resor ersätts.",
            language="sv",
        )
    with days.act(30):
        actions.resolve(by=who("pekka"), comment=asked)
        actions.propose(by=who("pekka"), agreement=agreement)
    with days.act(9):
        actions.write_clause(by=who("jukka"), agreement=agreement, **_CONFIDENCE)
    with days.act(7):
        actions.comment(
            by=who("jukka"),
            agreement=agreement,
            text="Lisäsimme kohdan salassapidosta. Sopiiko sanamuoto yhdistykselle?",
            language="fi",
        )
    with days.act(2):
        run_jobs()
    return Agreement.objects.get(pk=agreement.pk)


def _parties(agreement: Agreement, key: str, *slugs: str) -> None:
    for slug in slugs:
        actions.add_party(by=who(key), agreement=agreement, organisation=organisation(slug))


def _service(agreement: Agreement, key: str, arranger: str, texts: dict[str, Any]) -> None:
    party = agreement.parties.get(organisation=organisation(arranger))
    actions.write_service(by=who(key), agreement=agreement, arranger=party, **texts)


_ORIENTATION: Final = {
    "what_sv": "Samhällsorientering på sju språk",
    "what_fi": "Yhteiskuntaorientaatio seitsemällä kielellä",
    "for_whom_sv": "Vuxna som har flyttat till någon av städerna",
    "for_whom_fi": "Kaupunkeihin muuttaneet aikuiset",
    "where_sv": "Medborgarinstitutet i Exempelviken",
    "where_fi": "Esimerkkilahden kansalaisopisto",
    "paid_sv": "Städerna delar kostnaden efter antalet deltagare",
    "paid_fi": "Kaupungit jakavat kustannukset osallistujamäärän mukaan",
}
_ADVICE: Final = {
    "what_sv": "Hälso- och familjerådgivning en dag i veckan",
    "what_fi": "Terveys- ja perheneuvontaa yhtenä päivänä viikossa",
    "for_whom_sv": "Alla invånare, med tolk vid behov",
    "for_whom_fi": "Kaikki asukkaat, tarvittaessa tulkin avulla",
    "where_sv": "Servicepunkterna i båda städerna",
    "where_fi": "Kaupunkien palvelupisteet",
    "paid_sv": "Välfärdsområdet",
    "paid_fi": "Hyvinvointialue",
}
_GUIDANCE: Final = {
    "what_sv": "Karriärvägledning i grupp",
    "what_fi": "Ryhmämuotoinen uraohjaus",
    "for_whom_sv": "Arbetssökande som studerar svenska eller finska",
    "for_whom_fi": "Suomea tai ruotsia opiskelevat työnhakijat",
    "where_sv": "Exempelås",
    "where_fi": "Esimerkkiharju",
    "paid_sv": "Arbetskraftsmyndigheten",
    "paid_fi": "Työvoimaviranomainen",
}
_MENTORS: Final = {
    "what_sv": "Frivilliga mentorer från arbetslivet",
    "what_fi": "Vapaaehtoiset työelämämentorit",
    "for_whom_sv": "Deltagarna i karriärvägledningen",
    "for_whom_fi": "Uraohjaukseen osallistuvat",
    "where_sv": "Exempelviken och Exempelås",
    "where_fi": "Esimerkkilahti ja Esimerkkiharju",
    "paid_sv": "Exempelås ersätter resorna",
    "paid_fi": "Esimerkkiharju korvaa matkat",
}
_CONFIDENCE: Final[dict[str, Any]] = {
    "heading_sv": "Sekretess",
    "heading_fi": "Salassapito",
    "text_sv": "Den som deltar i verksamheten för inte vidare vad deltagarna har berättat i förtroende.",
    "text_fi": "Toimintaan osallistuva ei kerro eteenpäin, mitä osallistujat ovat luottamuksellisesti kertoneet.",
}
