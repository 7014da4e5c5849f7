"""The papers of an agreement: PDF to be signed, and Word to work on. Both from the same plain content."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from samverka.foundation.documents.pdf import compile_pdf
from samverka.foundation.documents.signing import with_places
from samverka.foundation.documents.word import fill_docx
from samverka.foundation.kernel.languages import Trilingual, in_figures
from samverka.registers.law.phrases import citation_in_words
from samverka.work.agreements.enums import AgreementKind
from samverka.work.agreements.models import Agreement, AgreementParty

__all__ = ["agreement_docx", "agreement_pdf", "file_name", "place_of"]


def agreement_pdf(
    content: dict[str, Any],
    *,
    language: str,
    number: int | None = None,
    parties: Iterable[AgreementParty] = (),
    tests: Iterable[AgreementParty] = (),
) -> bytes:
    """The agreement as a document: in each of its languages, the reader's first.

    Args:
        content: what `content_of` gives, or what an edition keeps. number: of the version; none is a working copy.
        parties: those for whose signatures it has places. tests: those who sign with a test certificate, so it says so.
    """
    paper = _paper(content, language, number, [str(party.name) for party in tests])
    made = compile_pdf(
        "agreements/agreement.typ", paper, language=paper["parts"][0]["language"], title=paper["title"]
    )
    with override(paper["parts"][0]["language"]):
        places = {place_of(party): _("Signature: %(party)s") % {"party": party.name} for party in parties}
    return with_places(made, places) if places else made


def agreement_docx(content: dict[str, Any], *, language: str, number: int | None = None) -> bytes:
    """The agreement as a Word document, to be worked on outside; it has no places for signatures."""
    paper = _paper(content, language, number, [])
    return fill_docx(
        "agreements/agreement.docx", paper, language=paper["parts"][0]["language"], title=paper["title"]
    )


def file_name(agreement: Agreement, number: int | None, suffix: str) -> str:
    """What a paper is called when it is saved: the title in plain letters, and the version."""
    stem = slugify(str(agreement.title))[:60] or "agreement"
    return f"{stem}-{number}{suffix}" if number else f"{stem}{suffix}"


def place_of(party: AgreementParty) -> str:
    """The name of the place in the document where a party signs."""
    return f"party-{party.pk}"


def _paper(content: dict[str, Any], language: str, number: int | None, tests: list[str]) -> dict[str, Any]:
    languages = sorted(content["languages"], key=lambda one: one != language)
    with override(languages[0]):
        version = _("Version %(number)s") % {"number": number} if number else _("Working copy, not approved")
        note = _(
            "Test certificates: these parties sign with a certificate that the installation has made itself, which has "
            "no legal force: %(parties)s."
        ) % {"parties": ", ".join(tests)}
        return {
            "title": _in(content["title"], languages[0]),
            "kind": str(AgreementKind(content["kind"]).label),
            "version": version,
            "test_note": note if tests else "",
            "parts": [_part(content, one) for one in languages],
        }


def _part(content: dict[str, Any], language: str) -> dict[str, Any]:
    """The whole agreement in one language."""
    with override(language):
        return {
            "language": language,
            "title": _in(content["title"], language),
            "labels": _labels(),
            "parties": [_in(party["name"], language) for party in content["parties"]],
            "terms": _terms(content),
            "services": [_row(service, language) for service in content["services"]],
            "clauses": [
                _clause(clause, number, language) for number, clause in enumerate(content["clauses"], start=1)
            ],
        }


def _labels() -> dict[str, str]:
    return {
        "parties": _("Parties"),
        "terms": _("Term, notice and review"),
        "services": _("Services and measures"),
        "clauses": _("Clauses"),
        "what": _("What"),
        "arranger": _("Who arranges it"),
        "for_whom": _("For whom"),
        "where": _("Where"),
        "paid": _("How it is paid"),
        "rests_on": _("Rests on"),
        "signatures": _("Signatures"),
        "signed": _("Each party signs electronically in its own name. The signatures are in this file."),
    }


def _terms(content: dict[str, Any]) -> list[dict[str, str]]:
    """The term in words, each line a name and a value; what the agreement does not have is not said."""
    found = [
        (_("In force from"), _day(content["starts_on"])),
        (_("Last day"), _last_day(content["ends_on"])),
        (_("Period of notice"), _months(content["notice_months"])),
        (_("Reviewed at least every"), _months(content["review_months"])),
        (_("The wellbeing services county was heard on"), _day(content["county_heard_on"])),
    ]
    return [{"name": name, "value": value} for name, value in found if value]


def _row(service: dict[str, Any], language: str) -> dict[str, str]:
    return {name: _in(service[name], language) for name in ("what", "arranger", "for_whom", "where", "paid")}


def _clause(clause: dict[str, Any], number: int, language: str) -> dict[str, str]:
    cited = [citation.partition("#") for citation in clause["rests_on"]]
    return {
        "number": str(number),
        "heading": _in(clause["heading"], language),
        "text": _in(clause["text"], language).replace("\r\n", "\n"),
        "rests_on": "; ".join(citation_in_words(eid, statute) for statute, _hash, eid in cited),
    }


def _in(text: dict[str, str], language: str) -> str:
    return str(Trilingual(**text).in_language(language))


def _day(value: str | None) -> str:
    return in_figures(value) if value else ""


def _last_day(ends_on: str | None) -> str:
    return _day((date.fromisoformat(ends_on) - timedelta(days=1)).isoformat()) if ends_on else ""


def _months(months: int | None) -> str:
    return (
        "" if months is None else ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    )
