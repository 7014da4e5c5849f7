"""The one door for the importer: a statute of the catalogue with all its wordings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from samverka.registers.law.clauses.entry_into_force import EntryIntoForce, entry_into_force
from samverka.registers.law.consolidation.course import consolidate
from samverka.registers.law.eids import ENTRY_INTO_FORCE
from samverka.registers.law.readers import read_statutes
from samverka.registers.law.readers.catalogue import CatalogueEntry
from samverka.registers.law.texts import Language, Statute, StatuteText, Wording


def statute_wordings(entry: CatalogueEntry, folder: Path) -> tuple[Statute, list[Wording]]:
    """The statute of a catalogue entry and its wordings, in order of language, reading and time.

    folder: where the files of the catalogue lie.
    Raises `UnreadableStatute` for a file, `InconsistentLaw` for an amendment that does not fit.
    """
    texts = _read(entry.files, folder)
    if entry.as_enacted:
        texts = [replace(text, consolidated=False, consolidated_as_of=None) for text in texts]
    originals = [text for text in texts if not text.consolidated]
    later = next((text for text in texts if text.consolidated), None)
    entered = _entry(entry, texts)
    wordings = consolidate(
        [_own_part(text) for text in originals] if entry.amends else originals,
        _read(entry.amending_files, folder),
        entered,
        later=later,
        ended=(entry.ended.on, entry.ended.by) if entry.ended else None,
        amendments_known=entry.amendments_known,
    )
    titles = {one.language: one.heading for one in wordings if one.eid == "title"}
    return _statute(entry, entered, texts, titles), wordings


def _read(files: Sequence[str], folder: Path) -> list[StatuteText]:
    return [text for file in files for text in read_statutes((folder / file).read_bytes(), file)]


def _entry(entry: CatalogueEntry, texts: Sequence[StatuteText]) -> EntryIntoForce:
    """As the catalogue says where the text leaves it to another act; for an amending act without what
    concerns the amended.
    """
    said = entry.entry or entry_into_force(texts[0].body)
    said = said if said.on else EntryIntoForce(texts[0].in_force_from)
    return replace(said, exempt=()) if entry.amends else said


def _own_part(text: StatuteText) -> StatuteText:
    """Of an amending act only its own provisions: what it changes is in the wordings of the statute it
    amends.
    """
    return replace(text, body=tuple(unit for unit in text.body if unit.eid == ENTRY_INTO_FORCE))


def _statute(
    entry: CatalogueEntry, entered: EntryIntoForce, texts: Sequence[StatuteText], titles: dict[Language, str]
) -> Statute:
    first = texts[0]
    limits = [entry.ended.on if entry.ended else None, entered.until]
    return Statute(
        number=entry.number,
        year=entry.year,
        kind=first.kind,
        titles=titles,
        short_names=entry.short_names,
        enacted_on=first.enacted_on,
        in_force_from=entered.on,
        in_force_to=min((limit for limit in limits if limit), default=None),
        repealed_by=entry.ended.by if entry.ended else None,
        amends=entry.amends,
        amended_by=entry.amended_by,
        preparatory_works={text.language: text.preparatory_works for text in texts if text.preparatory_works},
        enacting_clauses={text.language: text.enacting_clause for text in reversed(texts)},
        languages=tuple(dict.fromkeys(text.language for text in texts)),
        amendments_known=entry.amendments_known,
        consolidated_as_of=next((text.consolidated_as_of for text in texts if text.consolidated), None),
    )
