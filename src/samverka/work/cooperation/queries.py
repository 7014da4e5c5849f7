"""Questions that reach from cooperation into the registers."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db import models

from samverka.foundation.documents.queries import registers_version
from samverka.registers.actors.models import Actor, Capacity
from samverka.registers.areas.enums import LanguageStatus, Scheme
from samverka.registers.areas.models import Area, Standing
from samverka.registers.law.enums import Bearer
from samverka.registers.law.models import DutyTerm
from samverka.registers.law.queries import duty_terms
from samverka.work.cooperation.models import Cooperation

__all__ = ["bilingual", "invitable", "languages_of", "on_aland", "provisions_behind", "standings_of"]

# What law says of municipalities that cooperate with others: across sectors, with each other, with the county.
_DUTIES: Final = ("K-XSEC", "K-INTERM", "K-COCO")

_SWEDISH: Final = {LanguageStatus.SWEDISH, LanguageStatus.BILINGUAL_FINNISH, LanguageStatus.BILINGUAL_SWEDISH}
_FINNISH: Final = {LanguageStatus.FINNISH, LanguageStatus.BILINGUAL_FINNISH, LanguageStatus.BILINGUAL_SWEDISH}


def provisions_behind(on: date) -> list[DutyTerm]:
    """What the acts say on the day of cooperation by municipalities, with the provisions; it holds on the mainland."""
    terms = [
        term for term in duty_terms(registers_version()) if term.duty.code in _DUTIES and on in term.period
    ]
    return sorted(terms, key=lambda term: _DUTIES.index(term.duty.code))


def standings_of(organisations: Iterable[Actor], on: date) -> list[Standing]:
    """How the municipalities that the organisations are stand by language on a day, each with its municipality."""
    held = Capacity.objects.filter(actor__in=list(organisations), kind=Bearer.MUNICIPALITY)
    classed = Standing.objects.in_force_on(on).filter(
        scheme=Scheme.LANGUAGE, municipality__in=held.values("area")
    )
    return list(classed.select_related("municipality").order_by("municipality__code"))


def languages_of(standings: Iterable[Standing]) -> set[str]:
    """The languages of the municipalities, `sv` and `fi`, as the register of areas classes them."""
    classed = {standing.value for standing in standings}
    return {code for code, values in (("sv", _SWEDISH), ("fi", _FINNISH)) if classed & values}


def bilingual(standings: Iterable[Standing]) -> list[Area]:
    """Those of the municipalities that are bilingual."""
    return [standing.municipality for standing in standings if standing.value in _SWEDISH & _FINNISH]


def on_aland(standings: Iterable[Standing]) -> bool:
    """Whether any of the municipalities is on Åland, where the acts of the mainland on this do not apply."""
    return any(standing.municipality.on_aland for standing in standings)


def invitable(cooperation: Cooperation, on: date) -> models.QuerySet[Actor]:
    """Organisations that can be asked on a day: those that exist, are confirmed, and are not in it."""
    asked = cooperation.parties.open().values("organisation")
    return Actor.objects.visible_to(None).in_force_on(on).exclude(pk__in=asked)
