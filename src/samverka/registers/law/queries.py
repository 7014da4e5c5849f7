"""Questions to the register of law that reach over several of its tables."""

import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.db.models import Prefetch

from samverka.registers.law.models import Bearing, DutyTerm, Provision, Statute, Wording

__all__ = [
    "Passage",
    "Section",
    "act_in_force",
    "duties_by_section",
    "duty_terms",
    "forget_duty_terms",
    "passages",
    "section_signatures",
    "statutes",
    "turning_points",
]

# A section by its statute's citation and its own identifier: ("681/2023", "sec_45").
Section = tuple[str, str]


@dataclass(slots=True)
class Passage:
    """A provision as it stands on a day, ready to be read: its wording, and the passages in it.

    `wording` is in the language asked for if there is one, else in the other (`exact` is then false); `former` is
    the latest wording in the language asked for, where the register has none in that language for the day.
    """

    provision: Provision
    wording: Wording
    exact: bool
    former: Wording | None = None
    children: list["Passage"] = field(default_factory=list)

    @property
    def eid(self) -> str:
        return self.provision.eid

    @property
    def all_exact(self) -> bool:
        """Whether it and all in it can be read in the language asked for."""
        return self.exact and all(child.all_exact for child in self.children)


def passages(wordings: Iterable[Wording], on: date, language: str) -> list[Passage]:
    """Arrange wordings, in any language and of any time, into what is to be read on a day.

    Args:
        wordings: with their provisions fetched, in the order of the statute.
        on: the day.
        language: `sv` or `fi`, the one to prefer.

    Returns:
        The outermost passages in order, each with those that lie in it.
    """
    by_provision: dict[int, list[Wording]] = defaultdict(list)
    for wording in wordings:
        by_provision[wording.provision_id].append(wording)
    found: dict[int, Passage] = {}
    roots: list[Passage] = []
    for versions in by_provision.values():
        if passage := _passage(versions, on, language):
            found[passage.provision.pk] = passage
            parent = found.get(passage.provision.parent_id or 0)
            (parent.children if parent else roots).append(passage)
    return roots


def _passage(versions: list[Wording], on: date, language: str) -> Passage | None:
    standing = {wording.language: wording for wording in versions if on in wording.period}
    if own := standing.get(language):
        return Passage(own.provision, own, exact=True)
    if not standing:
        return None
    other = next(iter(standing.values()))
    earlier = [w for w in versions if w.language == language and w.valid_to and w.valid_to <= on]
    latest = max(earlier, key=lambda wording: wording.valid_to or date.min, default=None)
    return Passage(other.provision, other, exact=False, former=latest)


def turning_points(wordings: Iterable[Wording]) -> list[date]:
    """The days on which some of these wordings began or ended, in order of time."""
    return sorted({day for wording in wordings for day in (wording.valid_from, wording.valid_to) if day})


def section_signatures() -> dict[Section, int]:
    """A number for each section of each statute that changes when any of its wordings does."""
    signatures: dict[Section, int] = defaultdict(int)
    rows = Wording.objects.filter(provision__eid__contains="sec_").values_list(
        "provision__statute__number",
        "provision__statute__year",
        "provision__eid",
        "language",
        "heading",
        "text",
        "closing",
        "valid_from",
        "valid_to",
    )
    for number, year, eid, *said in rows.iterator():
        signatures[f"{number}/{year}", _section_of(eid)] ^= zlib.crc32(repr((eid, said)).encode())
    return dict(signatures)


def duties_by_section() -> dict[Section, list[str]]:
    """For each section, the codes of the duties that rest on it or on something in it."""
    found: dict[Section, set[str]] = defaultdict(set)
    rows = DutyTerm.objects.filter(rests_on__eid__contains="sec_").values_list(
        "duty__code", "rests_on__eid", "rests_on__statute__number", "rests_on__statute__year"
    )
    for code, eid, number, year in rows:
        found[f"{number}/{year}", _section_of(eid)].add(code)
    return {section: sorted(codes) for section, codes in found.items()}


def _section_of(eid: str) -> str:
    return next(part for part in eid.split("__") if part.startswith("sec_"))


@lru_cache(maxsize=2)
def duty_terms(_version: str) -> tuple[DutyTerm, ...]:
    """Every term of every duty with its bearers and grounds, kept in memory for one version of the registers.

    The catalogue is small, is read by nearly every page, and changes only by an import, which makes a new version.
    """
    terms = DutyTerm.objects.select_related("duty").prefetch_related(
        Prefetch("bearers", Bearing.objects.all()),
        Prefetch("rests_on", Provision.objects.select_related("statute").order_by("statute", "order")),
    )
    return tuple(terms)


@lru_cache(maxsize=2)
def statutes(_version: str) -> dict[str, Statute]:
    """Every statute by its citation, kept in memory for one version of the registers."""
    return {statute.citation: statute for statute in Statute.objects.all()}


def act_in_force(on: date, version: str) -> Statute | None:
    """The act on the promotion of integration that is in force on a day."""
    return next((one for one in statutes(version).values() if one.central and on in one.period), None)


def forget_duty_terms() -> None:
    """Read the catalogue and the statutes anew the next time they are asked for."""
    duty_terms.cache_clear()
    statutes.cache_clear()
