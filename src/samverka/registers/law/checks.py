"""What must hold of the catalogue of duties, with a sentence for each thing that does not."""

from collections.abc import Iterator
from datetime import date

from samverka.foundation.kernel.periods import Period
from samverka.registers.law.models import DutyTerm, Provision, Wording

__all__ = ["citation_problems", "uncovered_days"]


def citation_problems() -> Iterator[str]:
    """A sentence for each citation that is not in force on some day of its duty.

    A provision counts as in force while it has a wording, in any language, that is not a repeal.
    """
    terms = DutyTerm.objects.select_related("duty").prefetch_related(
        "rests_on__statute", "rests_on__wordings"
    )
    for term in terms:
        if not term.rests_on.all():
            yield f"{term.duty.code}: the term from {term.valid_from} rests on no provision."
        for provision in term.rests_on.all():
            yield from _problems(term, provision)


def _problems(term: DutyTerm, provision: Provision) -> Iterator[str]:
    wordings = [wording for wording in provision.wordings.all() if not wording.repealed]
    if term.never_applied:
        if not any(wording.never_applied for wording in wordings):
            yield f"{term.duty.code}: {provision.citation} is said never to have applied, but it has."
        return
    for day in uncovered_days(term.period, wordings):
        yield f"{term.duty.code}: {provision.citation} is not in force on {day.isoformat()}."


def uncovered_days(needed: Period, wordings: list[Wording]) -> list[date]:
    """The first day of each stretch of `needed` on which none of the wordings holds."""
    starts = [wording.valid_to for wording in wordings if wording.valid_to]
    candidates = {day for day in (needed.start, *starts) if day and day in needed}
    return sorted(day for day in candidates if not any(day in wording.period for wording in wordings))
