"""What every template knows."""

from collections.abc import Container
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from samverka.foundation.documents.queries import registers_version
from samverka.foundation.kernel.clock import today
from samverka.foundation.notices.queries import how_many_await
from samverka.portal.days import EARLIEST, KEY_DAYS
from samverka.registers.law.queries import statutes

__all__ = ["everywhere"]


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The day shown, and the same page in the other languages."""
    here = request.get_full_path()
    return {
        "on": getattr(request, "on", today()),
        "on_given": getattr(request, "on_given", False),
        "day_problem": getattr(request, "day_problem", None),
        "acting": getattr(request, "acting", None),
        "person": getattr(request, "person", None),
        "how_many_await": SimpleLazyObject(lambda: how_many_await(request.person)),  # type: ignore[attr-defined]
        "today": today(),
        "example": settings.EXAMPLE,
        "statutes_held": SimpleLazyObject(_statutes_held),
        "earliest_day": EARLIEST,
        "key_days": KEY_DAYS,
        "language": get_language(),
        "languages": [
            {"code": code, "name": name, "address": translate_url(here, code)}
            for code, name in settings.LANGUAGES
        ],
    }


def _statutes_held() -> Container[str]:
    """The citations of the statutes that can be read here; asked for only by pages that cite others."""
    return statutes(registers_version()).keys()
