"""Questions that reach over several tables: the whole content of an agreement, and what the registers say of it."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import plain
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor, Capacity
from samverka.registers.areas.enums import LanguageStatus, Scheme
from samverka.registers.areas.models import Area, Standing
from samverka.registers.law.models import Provision, Wording
from samverka.work.agreements.models import Agreement, AgreementParty, Clause, Service
from samverka.work.bodies.agenda_subjects import Found, Subject
from samverka.work.bodies.models import Body

__all__ = ["ON_AGENDAS", "bilingual", "content_of", "digest_of", "measured_on", "provisions_not_in_force"]

_BILINGUAL = {LanguageStatus.BILINGUAL_FINNISH, LanguageStatus.BILINGUAL_SWEDISH}


def on_an_agenda(acting: Acting | None, key: str) -> Found | None:
    """The agreement that an item of an agenda is about, as far as the one who asks may see it."""
    agreement = Agreement.objects.visible_to(acting).filter(pk=int(key)).first() if key.isdecimal() else None
    return _matter(agreement) if agreement else None


def for_agendas_of(acting: Acting, body: Body) -> Iterator[Found]:
    """The agreements that a body can take up: not over, and with one of those that founded it as a party."""
    theirs = AgreementParty.objects.filter(organisation__in=body.founders.values("organisation"))
    found = Agreement.objects.visible_to(acting).not_over_on(today())
    return map(_matter, found.filter(pk__in=theirs.values("agreement")).order_by("pk"))


def _matter(agreement: Agreement) -> Found:
    return Found(str(agreement.pk), agreement.title, f"agreements/{agreement.pk}/")


ON_AGENDAS = Subject("agreements.agreement", _("Agreement"), on_an_agenda, for_agendas_of)


def measured_on(agreement: Agreement) -> date:
    """The day by whose law an agreement is measured: its first, or today while it has none."""
    return agreement.starts_on or today()


def content_of(agreement: Agreement) -> dict[str, Any]:
    """Everything that the parties agree, as plain data: what is approved and signed is just this."""
    return {
        "kind": agreement.kind,
        "languages": list(agreement.languages),
        "title": plain(agreement.title),
        "starts_on": _day(agreement.starts_on),
        "ends_on": _day(agreement.ends_on),
        "notice_months": agreement.notice_months,
        "review_months": agreement.review_months,
        "county_heard_on": _day(agreement.county_heard_on),
        "amends": agreement.amends_id,
        "parties": [
            {"slug": one.organisation.slug, "name": plain(one.name)}
            for one in agreement.parties.select_related("organisation")
        ],
        "services": [_service(one) for one in agreement.services.select_related("arranger__organisation")],
        "clauses": [_clause(one) for one in agreement.clauses.prefetch_related("rests_on__statute")],
    }


def digest_of(content: dict[str, Any]) -> str:
    """A checksum that is the same for the same content, whatever the order of its names."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def bilingual(organisations: Iterable[Actor], on: date) -> list[Actor]:
    """The organisations that must serve in both languages: bilingual municipalities, and what covers both languages."""
    return [one for one in organisations if _is_bilingual(_statuses(one, on))]


def provisions_not_in_force(provisions: Iterable[Provision], on: date) -> list[Provision]:
    """Those that say nothing on a day: not yet, no longer, or never applied."""
    cited = list(provisions)
    speaking = Wording.objects.in_force_on(on).filter(provision__in=cited, repealed=False)
    standing = set(speaking.values_list("provision", flat=True))
    return [one for one in cited if one.pk not in standing]


def _statuses(organisation: Actor, on: date) -> set[int]:
    """The linguistic statuses of the municipalities in which an organisation acts."""
    areas = [
        one.area for one in Capacity.objects.filter(actor=organisation).in_force_on(on).select_related("area")
    ]
    found = Standing.objects.in_force_on(on).filter(scheme=Scheme.LANGUAGE)
    statuses: set[int] = set()
    for area in filter(None, areas):
        municipalities = [area] if area.is_municipality else Area.objects.within(area, on)
        statuses |= set(found.filter(municipality__in=municipalities).values_list("value", flat=True))
    return statuses


def _is_bilingual(statuses: set[int]) -> bool:
    return bool(statuses & _BILINGUAL) or {LanguageStatus.FINNISH, LanguageStatus.SWEDISH} <= statuses


def _service(service: Service) -> dict[str, Any]:
    return {
        "key": service.pk,
        "arranger": plain(service.arranger.organisation.name),
        "what": plain(service.what),
        "for_whom": plain(service.for_whom),
        "where": plain(service.where),
        "paid": plain(service.paid),
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "key": clause.pk,
        "heading": plain(clause.heading),
        "text": plain(clause.text),
        "rests_on": sorted(provision.citation for provision in clause.rests_on.all()),
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
