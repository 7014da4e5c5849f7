"""Writing letters: what was told, in the receiver's language, with why one gets it and how to stop it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.languages import in_figures
from samverka.foundation.notices.delivery.stopping import CHOOSE_PATH, EVERY_DAILY, stop_path
from samverka.foundation.notices.kinds import kind_of
from samverka.foundation.notices.models import Letter, Notice, Preference

__all__ = ["daily_letter", "letter_of", "wanted_how"]


def wanted_how(users: Iterable[User], kind: str) -> dict[int, str]:
    """How each person, by key, wants letters of a kind: `at_once`, `daily` or `never`."""
    default = Preference.How.AT_ONCE if kind_of(kind).at_once else Preference.How.DAILY
    keys = [user.pk for user in users]
    chosen = Preference.objects.filter(kind=kind, user__in=keys).values_list("user", "how")
    return dict.fromkeys(keys, str(default)) | dict(chosen)


def letter_of(notice: Notice) -> Letter:
    """The letter that tells a person of one thing, not yet in the outbox."""
    user = notice.user
    with override(user.language):
        kind = kind_of(notice.kind)
        why = _("You get this letter since you want to be told by e-mail of this: %(kind)s.") % {
            "kind": kind.label
        }
        # What is sent now must be understood; only what was sent by an earlier version need not.
        return _letter(
            user, kind.said(notice.details), [notice], why=why, stop=stop_path(user.pk, notice.kind)
        )


def daily_letter(user: User, notices: Sequence[Notice], today: date) -> Letter:
    """The letter that gathers what a person was told in a day, not yet in the outbox."""
    with override(user.language):
        subject = _("Told to you in Samverka, %(day)s") % {"day": in_figures(today)}
        why = _("You get this letter since you want to be told of these things once a day.")
        return _letter(user, subject, notices, why=why, stop=stop_path(user.pk, EVERY_DAILY))


def _letter(user: User, subject: str, notices: Sequence[Notice], *, why: str, stop: str) -> Letter:
    context: dict[str, Any] = {
        "language": user.language,
        "name": user.name,
        "subject": subject,
        "items": [(notice, f"{settings.SITE_ADDRESS}{notice.address}") for notice in notices],
        "why": why,
        "stop": _outside(user.language, stop),
        "choose": _outside(user.language, CHOOSE_PATH),
        "example": settings.EXAMPLE,
    }
    return Letter(
        to=user.email,
        language=user.language,
        subject=" ".join(subject.split())[:200],
        text=render_to_string("notices/letter.txt", context).strip() + "\n",
        html=render_to_string("notices/letter.html", context),
        stop_path=stop,
    )


def _outside(language: str, path: str) -> str:
    return f"{settings.SITE_ADDRESS}/{language}/{path}"
