"""The cooperation of the story: three municipalities found it, others join, one leaves, one has not answered yet."""

from samverka.demo.days import StoryDays
from samverka.demo.people import (
    ASSOCIATION,
    CENTRE,
    COMPANY,
    COUNTY,
    EMPLOYMENT,
    RIDGE,
    VILLAGE,
    organisation,
    who,
)
from samverka.foundation.kernel.languages import Trilingual
from samverka.work.cooperation import actions
from samverka.work.cooperation.enums import Part
from samverka.work.cooperation.models import Cooperation, Party

__all__ = ["cooperate", "go_separate_ways"]

_NAME = Trilingual(sv="Integration tillsammans i Exempelnejden", fi="Yhdessä kotoutumista Esimerkkiseudulla")
_PURPOSE = Trilingual(
    sv=(
        "Kommunerna i Exempelnejden främjar integrationen tillsammans med välfärdsområdet, arbetskraftsmyndigheten och "
        "föreningarna, så att den som flyttar hit får råd, språk och arbete utan att bollas mellan myndigheterna."
    ),
    fi=(
        "Esimerkkiseudun kunnat edistävät kotoutumista yhdessä hyvinvointialueen, työvoimaviranomaisen ja järjestöjen "
        "kanssa, jotta tänne muuttava saa neuvontaa, kielitaitoa ja työtä joutumatta luukulta luukulle."
    ),
)


def cooperate(days: StoryDays) -> Cooperation:
    """Found it, invite, answer, start; the company takes part as an expert."""
    with days.act(540):
        cooperation = actions.found(by=who("sanna"), name=_NAME, purpose=_PURPOSE, is_public=True)
        _ask(cooperation, Part.FOUNDER, RIDGE, VILLAGE)
        _ask(cooperation, Part.PARTY, COUNTY, EMPLOYMENT, ASSOCIATION)
        _ask(cooperation, Part.EXPERT, COMPANY)
    with days.act(533):
        _join(cooperation, "pekka", "Kaupunginhallitus on käsitellyt asian. Olemme mielellämme mukana.")
        _join(cooperation, "amina", "")
        _join(cooperation, "yusuf", "Våra frivilliga ser fram emot samarbetet.")
    with days.act(528):
        _join(cooperation, "mirja", "")
        _join(cooperation, "jukka", "")
        party = cooperation.parties.get(organisation=organisation(COMPANY))
        actions.decline(by=who("rosa"), party=party, answer="Vi hinner tyvärr inte i år. Fråga gärna igen.")
    with days.act(525):
        actions.start(by=who("sanna"), cooperation=cooperation)
    return Cooperation.objects.get(pk=cooperation.pk)


def go_separate_ways(days: StoryDays, cooperation: Cooperation) -> None:
    """One municipality leaves; the company comes after all; the development centre is asked and has not answered."""
    with days.act(200):
        actions.leave(by=who("mirja"), party=cooperation.parties.get(organisation=organisation(VILLAGE)))
    with days.act(150):
        _ask(cooperation, Part.EXPERT, COMPANY)
    with days.act(146):
        _join(cooperation, "rosa", "I år hinner vi.")
    with days.act(6):
        _ask(cooperation, Part.PARTY, CENTRE)


def _ask(cooperation: Cooperation, part: Part, *slugs: str) -> None:
    actions.invite(
        by=who("sanna"),
        cooperation=cooperation,
        organisations=[organisation(slug) for slug in slugs],
        part=part,
    )


def _join(cooperation: Cooperation, key: str, answer: str) -> None:
    by = who(key)
    party = Party.objects.open().get(cooperation=cooperation, organisation=by.organisation)
    actions.accept(by=by, party=party, is_shown=True, answer=answer)
