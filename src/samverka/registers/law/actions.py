"""Reading statutes and the catalogue of duties into the register."""

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from samverka.foundation.documents.sync import ImportReport, Row, sync
from samverka.registers.law.consolidation import statute_wordings
from samverka.registers.law.enums import Bearer
from samverka.registers.law.models import Bearing, Duty, DutyTerm, Provision, Statute, Wording
from samverka.registers.law.queries import Section, duties_by_section, section_signatures
from samverka.registers.law.readers.catalogue import read_catalogue
from samverka.registers.law.readers.duties import DutyEntry, TermEntry, read_duties
from samverka.registers.law.texts import Statute as StatuteValue
from samverka.registers.law.texts import Wording as WordingValue

__all__ = ["DUTIES", "STATUTES", "UnknownCitation", "import_duties", "import_statutes"]

STATUTES: Final = Path(__file__).parent / "data" / "statutes"
DUTIES: Final = Path(__file__).parent / "data" / "duties"

# The two acts that the whole system of promoting integration rests on.
_CENTRAL: Final = {(1386, 2010), (681, 2023)}

Read = list[tuple[StatuteValue, list[WordingValue]]]


class UnknownCitation(Exception):
    """The catalogue of duties cites provisions that the register of law does not hold; the message lists them."""


@transaction.atomic
def import_statutes(folder: Path = STATUTES) -> ImportReport:
    """Make the register of law agree with the statutes in `folder`, wholly or not at all.

    The report's remarks name each duty that rests on a section whose wording changed.
    Raises `UnreadableStatute` with a sentence where a file cannot be read.
    """
    read: Read = [statute_wordings(entry, folder) for entry in read_catalogue(folder / "catalogue.yaml")]
    before, resting = section_signatures(), duties_by_section()
    report = ImportReport("law")
    report.tables.append(
        sync(Statute.objects.all(), map(_statute, (value for value, _ in read)), ("year", "number"))
    )
    statutes = {
        (number, year): pk for pk, number, year in Statute.objects.values_list("pk", "number", "year")
    }
    report.tables += _sync_provisions(read, statutes)
    report.tables.append(_sync_wordings(read, statutes))
    report.remarks += _touched_duties(before, resting)
    return report


@transaction.atomic
def import_duties(folder: Path = DUTIES) -> ImportReport:
    """Make the catalogue of duties agree with the reviewed files in `folder`, wholly or not at all.

    Raises `UnknownCitation` where a duty cites a provision that the register of law does not hold.
    """
    entries = read_duties(folder)
    provisions = _provisions_cited(entries)
    report = ImportReport("duties")
    report.tables.append(sync(Duty.objects.all(), map(_duty, entries, count()), ("code",)))
    duties = dict(Duty.objects.values_list("code", "pk"))
    terms = [(duties[entry.code], term) for entry in entries for term in entry.terms]
    report.tables.append(
        sync(DutyTerm.objects.all(), (_term(*pair) for pair in terms), ("duty_id", "valid_from", "valid_to"))
    )
    ids = {(duty, begun, ended): pk for pk, duty, begun, ended in _term_keys()}
    placed = [(ids[duty, term.valid_from, term.valid_to], term) for duty, term in terms]
    report.tables.append(sync(Bearing.objects.all(), _bearings(placed), ("term_id", "kind", "named")))
    grounds = DutyTerm.rests_on.through
    report.tables.append(
        sync(
            grounds.objects.all(),
            _grounds(placed, provisions),
            ("dutyterm_id", "provision_id"),
            "grounds of duties",
        )
    )
    return report


def _statute(value: StatuteValue) -> Row:
    in_short = value.short_names
    return {
        "number": value.number,
        "year": value.year,
        "kind": value.kind,
        "title_sv": value.titles.get("sv", ""),
        "title_fi": value.titles.get("fi", ""),
        "short_sv": in_short.get("sv", ""),
        "short_fi": in_short.get("fi", ""),
        "preparatory_works_sv": "; ".join(value.preparatory_works.get("sv", ())),
        "preparatory_works_fi": "; ".join(value.preparatory_works.get("fi", ())),
        "enacted_on": value.enacted_on,
        "valid_from": value.in_force_from,
        "valid_to": value.in_force_to,
        "amends": ", ".join(value.amends),
        "repealed_by": value.repealed_by or "",
        "amendments_known": value.amendments_known,
        "consolidated_as_of": value.consolidated_as_of,
        "central": (value.number, value.year) in _CENTRAL,
    }


def _sync_provisions(read: Read, statutes: dict[tuple[int, int], int]) -> Iterator[Any]:
    """Provisions first without their parents, which must exist before they can be pointed at."""
    places = [
        (statutes[value.number, value.year], place) for value, wordings in read for place in _places(wordings)
    ]
    known = dict(Provision.objects.values_list("pk", "parent_id"))
    yield sync(
        Provision.objects.all(),
        (
            {"statute_id": statute, "eid": place.eid, "kind": place.kind, "order": place.order}
            for statute, place in places
        ),
        ("statute_id", "eid"),
    )
    ids = {
        (statute, eid): pk for pk, statute, eid in Provision.objects.values_list("pk", "statute_id", "eid")
    }
    parents = [(ids[statute, place.eid], ids.get((statute, place.parent))) for statute, place in places]
    moved = [Provision(pk=pk, parent_id=parent) for pk, parent in parents if known.get(pk) != parent]
    Provision.objects.bulk_update(moved, ["parent"], batch_size=500)


def _places(wordings: Iterable[WordingValue]) -> Iterable[WordingValue]:
    """One wording for each place in a statute, the latest, which tells its kind, order and parent."""
    return {wording.eid: wording for wording in wordings}.values()


def _sync_wordings(read: Read, statutes: dict[tuple[int, int], int]) -> Any:
    ids = {
        (statute, eid): pk for pk, statute, eid in Provision.objects.values_list("pk", "statute_id", "eid")
    }
    rows = (
        _wording(ids[statutes[value.number, value.year], wording.eid], wording)
        for value, wordings in read
        for wording in wordings
    )
    return sync(Wording.objects.all(), rows, ("provision_id", "language", "valid_from", "enacted_by"))


def _wording(provision: int, value: WordingValue) -> Row:
    return {
        "provision_id": provision,
        "language": value.language,
        "num": value.num,
        "heading": value.heading,
        "text": value.text,
        "closing": value.closing,
        "valid_from": value.valid_from,
        "valid_to": value.valid_to,
        "start_known": value.start_known,
        "end_known": value.end_known,
        "enacted_by": value.enacted_by,
        "ended_by": value.ended_by or "",
        "repealed": value.repealed,
        "note": str(value.note),
    }


def _touched_duties(before: dict[Section, int], resting: dict[Section, list[str]]) -> Iterator[str]:
    """A remark for each section that reads otherwise than before, or is gone, with the duties that rested on it."""
    after = section_signatures()
    changed = [section for section, signature in before.items() if after.get(section) != signature]
    for section in sorted(changed):
        what = "reads otherwise" if section in after else "is gone"
        codes = ", ".join(resting.get(section, ())) or "none"
        yield f"{'#'.join(section)} {what}; duties resting on it: {codes}"


def _provisions_cited(entries: list[DutyEntry]) -> dict[str, int]:
    cited = {citation for entry in entries for term in entry.terms for citation in term.rests_on}
    statutes = {citation.partition("#")[0] for citation in cited}
    years = {statute.partition("/")[2] for statute in statutes}
    rows = Provision.objects.filter(statute__year__in=years).select_related("statute")
    known = {provision.citation: provision.pk for provision in rows}
    if missing := sorted(cited - known.keys()):
        raise UnknownCitation(f"The register of law does not hold: {', '.join(missing)}.")
    return {citation: known[citation] for citation in cited}


def _duty(entry: DutyEntry, order: int) -> Row:
    title = entry.title
    return {
        "code": entry.code,
        "theme": entry.theme,
        "order": order,
        "detail": entry.detail,
        "title_sv": title.sv,
        "title_fi": title.fi,
        "title_en": title.en,
    }


def _term(duty: int, term: TermEntry) -> Row:
    texts = {"what": term.what, "for_whom": term.for_whom, "deadline": term.deadline, "note": term.note}
    columns = {
        f"{name}_{language}": getattr(text, language)
        for name, text in texts.items()
        for language in ("sv", "fi", "en")
    }
    return {
        "duty_id": duty,
        "valid_from": term.valid_from,
        "valid_to": term.valid_to,
        "force": term.force,
        "territory": term.territory,
        "recurrence": term.recurrence,
        "recurrence_bound": term.recurrence_bound,
        "within": term.within,
        "never_applied": term.never_applied,
        "enacted_on": term.enacted_on,
        **columns,
    }


def _term_keys() -> Iterable[tuple[Any, ...]]:
    return DutyTerm.objects.values_list("pk", "duty_id", "valid_from", "valid_to")


def _bearings(placed: list[tuple[int, TermEntry]]) -> Iterator[Row]:
    for pk, term in placed:
        for kind in term.bearers:
            # Of the kinds of actor, only ministries are ever named one by one.
            yield {"term_id": pk, "kind": kind, "named": term.actor if kind == Bearer.MINISTRY else ""}


def _grounds(placed: list[tuple[int, TermEntry]], provisions: dict[str, int]) -> Iterator[Row]:
    for pk, term in placed:
        for citation in term.rests_on:
            yield {"dutyterm_id": pk, "provision_id": provisions[citation]}
