"""What an agreement lacks before it can go on, each thing as a sentence with the provision that asks for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.foundation.kernel.languages import Trilingual
from samverka.registers.law.enums import Bearer
from samverka.registers.law.phrases import citation_in_words
from samverka.work.agreements.enums import AgreementKind
from samverka.work.agreements.models import Agreement, AgreementParty, Edition
from samverka.work.agreements.queries import bilingual, measured_on, provisions_not_in_force

__all__ = [
    "PLACEMENT_LAW",
    "PlacementLaw",
    "missing_for_approval",
    "missing_for_negotiation",
    "not_approved_by",
    "not_signed_by",
    "placement_law",
]


@dataclass(frozen=True, slots=True)
class PlacementLaw:
    """What the law in force from a day says of agreements on municipal placement."""

    since: date
    statute: str
    ground: str
    review: str
    hearing: str | None
    months: int
    partners: tuple[Bearer, ...]


# The newest first. The act of 2010 wanted a review every year, that of 2023 wants one at least every fourth.
PLACEMENT_LAW: Final = (
    PlacementLaw(
        date(2026, 1, 1),
        "681/2023",
        "sec_42",
        "sec_42__subsec_2",
        "sec_42__subsec_1",
        48,
        (Bearer.DEVELOPMENT_CENTRE,),
    ),
    PlacementLaw(
        date(2025, 1, 1),
        "681/2023",
        "sec_42",
        "sec_42__subsec_2",
        "sec_42__subsec_1",
        48,
        (Bearer.ELY_CENTRE,),
    ),
    PlacementLaw(
        date(2023, 1, 1),
        "1386/2010",
        "sec_41",
        "sec_41__subsec_2",
        "sec_41__subsec_3",
        12,
        (Bearer.ELY_CENTRE,),
    ),
    PlacementLaw(date(2011, 9, 1), "1386/2010", "sec_41", "sec_41__subsec_2", None, 12, (Bearer.ELY_CENTRE,)),
)


def placement_law(on: date) -> PlacementLaw | None:
    """What the law of a day says of agreements on municipal placement; nothing before 2011."""
    return next((law for law in PLACEMENT_LAW if law.since <= on), None)


def missing_for_negotiation(agreement: Agreement) -> list[str]:
    """What is missing before the other parties can be asked."""
    if agreement.parties.count() < 2:
        return [_("An agreement has at least two parties. Add the others first.")]
    return []


def missing_for_approval(agreement: Agreement) -> list[str]:
    """What is missing before a version can be put before the parties."""
    return [
        *missing_for_negotiation(agreement),
        *_content(agreement),
        *_term(agreement),
        *_languages(agreement),
        *_grounds(agreement),
        *_placement(agreement),
        *_comments(agreement),
    ]


def not_approved_by(edition: Edition) -> list[AgreementParty]:
    """The parties whose own body has not approved a version."""
    return list(edition.agreement.parties.exclude(approvals__edition=edition).select_related("organisation"))


def not_signed_by(edition: Edition) -> list[AgreementParty]:
    """The parties that have not signed a version."""
    signed = edition.approvals.filter(signature__isnull=False).values("party")
    return list(edition.agreement.parties.exclude(pk__in=signed).select_related("organisation"))


def _content(agreement: Agreement) -> Iterator[str]:
    if not agreement.clauses.exists():
        yield _("The agreement has no clauses. Write at least one.")
    if agreement.kind == AgreementKind.COOPERATION and not agreement.services.exists():
        yield _(
            "A cooperation agreement says which services or measures are arranged, by whom. Add at least one."
        )


def _term(agreement: Agreement) -> Iterator[str]:
    if agreement.starts_on is None:
        yield _("Say from which day the agreement is in force.")
    if agreement.ends_on is None and agreement.notice_months is None:
        yield _("An agreement without a last day can only be ended by notice. Say how many months of notice.")


def _languages(agreement: Agreement) -> Iterator[str]:
    organisations = [party.organisation for party in agreement.parties.select_related("organisation")]
    both = bilingual(organisations, measured_on(agreement))
    if both and not (agreement.in_sv and agreement.in_fi):
        names = ", ".join(str(one.name) for one in both)
        yield _(
            "The agreement must be in Swedish and in Finnish, since these parties are bilingual: %(parties)s "
            "(Language Act, %(law)s)."
        ) % {"parties": names, "law": citation_in_words("sec_5", "423/2003")}
    yield from _untranslated(agreement)


def _untranslated(agreement: Agreement) -> Iterator[str]:
    names = {"sv": _("in Swedish"), "fi": _("in Finnish"), "en": _("in English")}
    texts: list[tuple[str, Trilingual]] = [(_("the title"), agreement.title)]
    for clause in agreement.clauses.all():
        texts += [(str(clause.heading), clause.heading), (str(clause.heading), clause.text)]
    for service in agreement.services.all():
        fields = (service.what, service.for_whom, service.where, service.paid)
        texts += [(str(service.what), field) for field in fields if field]
    for language in agreement.languages:
        lacking = list(dict.fromkeys(name for name, text in texts if not getattr(text, language)))
        if lacking:
            yield _("Missing %(language)s: %(texts)s.") % {
                "language": names[language],
                "texts": "; ".join(lacking),
            }


def _grounds(agreement: Agreement) -> Iterator[str]:
    on = measured_on(agreement)
    for clause in agreement.clauses.prefetch_related("rests_on__statute"):
        for provision in provisions_not_in_force(clause.rests_on.all(), on):
            yield _(
                "The clause “%(clause)s” rests on %(provision)s, which is not in force on the agreement's first day."
            ) % {
                "clause": clause.heading,
                "provision": citation_in_words(provision.eid, provision.statute.citation),
            }


def _placement(agreement: Agreement) -> Iterator[str]:
    law = placement_law(measured_on(agreement))
    if agreement.kind != AgreementKind.PLACEMENT or law is None:
        return
    yield from _placement_parties(agreement, law)
    if agreement.review_months is None or agreement.review_months > law.months:
        sentence = ngettext(
            "An agreement on municipal placement is reviewed at least every year (%(law)s). Set the time between "
            "reviews to 12 months at most.",
            "An agreement on municipal placement is reviewed at least every %(years)s years (%(law)s). Set the time "
            "between reviews to %(months)s months at most.",
            law.months // 12,
        )
        words = citation_in_words(law.review, law.statute)
        yield sentence % {"years": law.months // 12, "months": law.months, "law": words}
    if law.hearing and agreement.county_heard_on is None:
        yield _(
            "The wellbeing services county, or on Åland the health and medical care authority, is heard before an "
            "agreement on municipal placement is made (%(law)s). Say on which day it was heard."
        ) % {"law": citation_in_words(law.hearing, law.statute)}
    if not _rests_on(agreement, law):
        yield _("An agreement on municipal placement rests on %(law)s. Let a clause cite it.") % {
            "law": citation_in_words(law.ground, law.statute)
        }


def _placement_parties(agreement: Agreement, law: PlacementLaw) -> Iterator[str]:
    kinds = {party.organisation.kind for party in agreement.parties.select_related("organisation")}
    if Bearer.MUNICIPALITY not in kinds or not kinds & set(law.partners):
        partners = ", ".join(str(kind.label) for kind in law.partners)
        yield _(
            "An agreement on municipal placement is made by a municipality with this authority: %(kind)s (%(law)s)."
        ) % {
            "kind": partners,
            "law": citation_in_words(law.ground, law.statute),
        }


def _rests_on(agreement: Agreement, law: PlacementLaw) -> bool:
    number, _slash, year = law.statute.partition("/")
    cited = agreement.clauses.filter(rests_on__statute__number=number, rests_on__statute__year=year)
    return cited.filter(rests_on__eid__regex=rf"^{law.ground}(__|$)").exists()


def _comments(agreement: Agreement) -> Iterator[str]:
    if count := agreement.comments.open().count():
        yield ngettext(
            "One comment is not resolved. Resolve it first.",
            "%(count)s comments are not resolved. Resolve them first.",
            count,
        ) % {"count": count}
