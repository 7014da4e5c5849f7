"""Writing the journal."""

from typing import Any, Protocol

from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.languages import Trilingual, plain

__all__ = ["Doer", "record"]


class Doer(Protocol):
    """Who acts, in whose name: what `Acting` gives."""

    @property
    def person_key(self) -> str: ...
    @property
    def person_name(self) -> str: ...
    @property
    def organisation_key(self) -> str: ...
    @property
    def organisation_name(self) -> Trilingual: ...


def record(
    by: Doer | None, verb: str, subject: Any, label: Trilingual | None = None, **details: Any
) -> Entry:
    """Write that `by` did `verb` to `subject` (a saved model instance); `None` is the program itself.

    Called inside the transaction of the act, so that neither stands without the other. `label` is how the subject is
    named for ever after; without it, its own words. Details must be plain values that JSON can hold.
    """
    named = (
        label
        or getattr(subject, "name", None)
        or Trilingual(sv=str(subject), fi=str(subject), en=str(subject))
    )
    return Entry.objects.create(
        verb=verb,
        person_key=by.person_key if by else "",
        person_name=by.person_name if by else "",
        organisation_key=by.organisation_key if by else "",
        organisation_name=plain(by.organisation_name) if by else {},
        subject_kind=subject._meta.label_lower,
        subject_key=str(subject.pk),
        subject_label=plain(named),
        details=details,
    )
