"""Dates as the law writes them, in Swedish and Finnish: "den 1 april 2025", "1 päivänä huhtikuuta 2025",
"1.4.2025".
"""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: number
    for names in (
        "januari februari mars april maj juni juli augusti september oktober november december",
        "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
    )
    for number, name in enumerate(names.split(), start=1)
}
WRITTEN = (
    r"(?P<day>\d{1,2})(?: päivä(?:nä|än|stä))? (?P<month>" + "|".join(MONTHS) + r")(?:kuuta)? (?P<year>\d{4})"
    r"|(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"
)
DATE = re.compile(WRITTEN)


def date_in(text: str) -> date | None:
    """The first date written in the text, or None."""
    found = DATE.search(text)
    if not found:
        return None
    if found["d"]:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    return date(int(found["year"]), MONTHS[found["month"]], int(found["day"]))
