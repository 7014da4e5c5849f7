"""A document with everything that one has."""

from __future__ import annotations

from typing import Any

from samverka.foundation.documents.pdf import compile_pdf
from samverka.work.agreements.papers import _paper

CONTENT: dict[str, Any] = {
    "kind": "cooperation",
    "languages": ["sv", "fi"],
    "title": {"sv": "Avtal om integration", "fi": "Sopimus kotoutumisesta", "en": ""},
    "starts_on": "2027-01-01",
    "ends_on": "2031-01-01",
    "notice_months": 6,
    "review_months": 24,
    "county_heard_on": None,
    "parties": [{"slug": "municipality-905", "name": {"sv": "Vasa", "fi": "Vaasa", "en": "Vaasa"}}],
    "services": [
        {
            "key": number,
            "arranger": {"sv": "Vasa", "fi": "Vaasa", "en": "Vaasa"},
            **{
                name: {"sv": f"{name} {number}", "fi": "b", "en": ""}
                for name in ("what", "for_whom", "where", "paid")
            },
        }
        for number in (1, 2)
    ],
    "clauses": [
        {
            "key": 1,
            "heading": {"sv": "Syfte", "fi": "Tarkoitus", "en": ""},
            "text": {"sv": "Första stycket.\n\nAndra\nstycket.", "fi": "Näin.", "en": ""},
            "rests_on": ["681/2023#sec_45__subsec_1"],
        }
    ],
}


def whole_pdf(**changed: Any) -> bytes:
    paper = _paper(CONTENT | changed, "sv", 1, ["Vasa"])
    return compile_pdf("agreements/agreement.typ", paper, language="sv", title=paper["title"])
