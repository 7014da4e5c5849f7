"""Statutes as enacted, in Finlex's own XML (VahvistettavaLaki 2010), as the Government's system wrote them.

Source: data of Finlex, CC BY 4.0. An amending act's moments bear no numbers there: they get provisional
addresses (`sec_13__subsec_1` for the first that is printed), and consolidation finds their places from the
enacting clause.
"""

from __future__ import annotations

from lxml import etree

from samverka.registers.law.clauses.dates import date_in
from samverka.registers.law.clauses.entry_into_force import entry_into_force
from samverka.registers.law.readers.finlex_body import ELEMENTS, body_of
from samverka.registers.law.readers.finlex_elements import all_of, first, name_of, required, said, text_of
from samverka.registers.law.readers.kinds import kind_of
from samverka.registers.law.readers.refusals import UnreadableStatute
from samverka.registers.law.readers.safe_xml import root_of
from samverka.registers.law.readers.sections import plain
from samverka.registers.law.texts import Language, StatuteText

LANGUAGE = "{http://www.vn.fi/skeemat/metatietoelementit/2010/04/27}kieliKoodi"
ROOT = "VahvistettavaLaki"
FORMAT = "finlex-xml"


def read(document: bytes) -> StatuteText:
    """One statute in one language.

    Raises `UnreadableStatute` when the document is no such statute or could do harm.
    """
    return statute_text(root_of(document))


def statute_text(root: etree._Element) -> StatuteText:
    if name_of(root) != ROOT:
        raise UnreadableStatute("xml.wrong_root", root=name_of(root), expected=f"<{ROOT}>")
    body = tuple(body_of(root))
    return StatuteText(
        number=_number(root, "AsiakirjaNroTeksti"),
        year=_number(root, "ValtiopaivavuosiTeksti"),
        language=_language(root),
        kind=kind_of(_kind(root)),
        title=_title(required(root, "SaadosNimeke")),
        enacted_on=date_in(said(root, "PaivaysKooste")),
        enacting_clause=text_of(required(root, "Johtolause")),
        body=body,
        source_format=FORMAT,
        in_force_from=entry_into_force(body).on,
        new_title=_title(first(root, "UusiNimeke")),
        preparatory_works=_preparatory_works(root),
    )


def _number(root: etree._Element, name: str) -> int:
    number = said(root, name)
    if not number.isdigit():
        raise UnreadableStatute("statute.missing", what=name)
    return int(number)


def _language(root: etree._Element) -> Language:
    code = root.get(LANGUAGE)
    if code == "sv":
        return "sv"
    if code == "fi":
        return "fi"
    raise UnreadableStatute("statute.language", language=code)


def _kind(root: etree._Element) -> str:
    return next((str(statute.get(f"{ELEMENTS}saadostyyppiNimi")) for statute in all_of(root, "Saados")), "")


def _title(element: etree._Element | None) -> str:
    return "" if element is None else plain(" ".join(text_of(part) for part in element))


def _preparatory_works(root: etree._Element) -> tuple[str, ...]:
    """References such as "RP 185/2010"; later files hold them after the signatures."""
    places = [*all_of(root, "AsiakirjaViitteet"), *all_of(root, "EsityoOsa")]
    return tuple(text_of(reference) for place in places for reference in all_of(place, "ViiteTeksti"))
