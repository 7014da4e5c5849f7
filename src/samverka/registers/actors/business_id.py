"""The Finnish business ID (Y-tunnus, FO-nummer) and its check digit."""

import re
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["business_id_problem"]

_FORM: Final = re.compile(r"\d{7}-\d")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2)


def business_id_problem(value: str) -> Promise | None:
    """What is wrong with a business ID, as a sentence; `None` where nothing is.

    The check digit is 11 minus the weighted sum of the seven digits modulo 11; a remainder of 1 is never given out.
    """
    if not _FORM.fullmatch(value):
        return _(
            "A business ID has seven digits, a hyphen and a check digit, like 1234567-1. Check what you typed."
        )
    remainder = sum(int(digit) * weight for digit, weight in zip(value, _WEIGHTS, strict=False)) % 11
    expected = 0 if remainder == 0 else 11 - remainder
    if remainder == 1 or expected != int(value[-1]):
        return _("The check digit of this business ID does not fit its other digits. Check each digit.")
    return None
