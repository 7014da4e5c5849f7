"""What can be found: areas, actors, duties, statutes and their sections, each as an entry with its words.

Bodies, cooperations and agreements are kinds, too, but no entries: see `published`.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from samverka.foundation.kernel.languages import LANGUAGES, Trilingual
from samverka.registers.actors.models import Actor
from samverka.registers.areas.models import Area
from samverka.registers.law.enums import Bearer
from samverka.registers.law.models import Duty, Statute, Wording

__all__ = ["Entry", "Found", "Kind", "entries"]


class Kind(StrEnum):
    """Kinds of thing found, in the order in which they are shown."""

    AREA = "area"
    ACTOR = "actor"
    BODY = "body"
    COOPERATION = "cooperation"
    AGREEMENT = "agreement"
    DUTY = "duty"
    STATUTE = "statute"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Found:
    """A thing found, with the key by which its page is known."""

    kind: Kind
    key: str
    title: Trilingual
    detail: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to find. `names` and `body` hold texts with the language that they are in; `sort` breaks ties."""

    kind: Kind
    key: str
    title: Trilingual
    detail: str
    names: tuple[tuple[str, str], ...]
    body: tuple[tuple[str, str], ...] = ()
    sort: int = 0


def entries() -> Iterator[Entry]:
    """Everything that can be found in the registers as they stand."""
    yield from chain(_areas(), _actors(), _duties(), _statutes(), _sections())


def _spoken(*texts: Trilingual) -> tuple[tuple[str, str], ...]:
    return tuple(
        (language, said) for text in texts for language in LANGUAGES if (said := getattr(text, language))
    )


def _areas() -> Iterator[Entry]:
    for area in Area.objects.exclude(kind="country").prefetch_related("written"):
        names = _spoken(area.name, *(earlier.name for earlier in area.written.all()))
        first = 0 if area.is_municipality else 1
        yield Entry(Kind.AREA, f"{area.kind}/{area.code}", area.name, area.kind, names, sort=first)


def _actors() -> Iterator[Entry]:
    for actor in Actor.objects.visible_to(None).exclude(kind=Bearer.MUNICIPALITY).prefetch_related("names"):
        names = _spoken(actor.name, actor.abbreviation, *(earlier.name for earlier in actor.names.all()))
        ended = 1 if actor.valid_to else 0
        yield Entry(Kind.ACTOR, actor.slug, actor.name, actor.kind, names, sort=ended)


def _duties() -> Iterator[Entry]:
    for duty in Duty.objects.prefetch_related("terms"):
        said = _spoken(*(text for term in duty.terms.all() for text in (term.what, term.note)))
        yield Entry(Kind.DUTY, duty.code, duty.title, duty.theme, _spoken(duty.title), said)


def _statutes() -> Iterator[Entry]:
    for statute in Statute.objects.all():
        names = (*_spoken(statute.title, statute.short), ("sv", statute.citation))
        first = 0 if statute.central else 2 if statute.amends else 1
        yield Entry(Kind.STATUTE, statute.citation, statute.title, statute.citation, names, sort=first)


def _sections() -> Iterator[Entry]:
    """Each section with every word that it has had, so that a repealed duty is found as well as a present one."""
    headings: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    numbers: dict[tuple[str, str], str] = {}
    bodies: dict[tuple[str, str], dict[tuple[str, str], None]] = defaultdict(dict)
    central: dict[str, bool] = {}
    rows = Wording.objects.filter(provision__eid__contains="sec_").select_related("provision__statute")
    for wording in rows.order_by("provision__statute", "provision__order", "valid_from").iterator():
        statute = wording.provision.statute
        key = statute.citation, wording.provision.section_eid
        central[statute.citation] = statute.central
        if wording.provision.kind == "section":
            headings[key][wording.language] = wording.heading or headings[key].get(wording.language, "")
            numbers[key] = wording.num
        for text in (wording.heading, wording.text, wording.closing):
            if text:
                bodies[key][wording.language, text] = None
    for (citation, eid), texts in bodies.items():
        number = numbers.get((citation, eid), "")
        title = Trilingual(**headings[citation, eid])
        names = (*_spoken(title), ("sv", f"{number} {citation}"))
        sort = 0 if central[citation] else 1
        yield Entry(
            Kind.SECTION, f"{citation}#{eid}", title, f"{number}|{citation}", names, tuple(texts), sort
        )
