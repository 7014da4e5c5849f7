"""Acts concerning agreements: how the journal says them, and what people are told."""

from collections.abc import Callable
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.languages import Trilingual, in_figures
from samverka.foundation.notices.kinds import Kind
from samverka.work.agreements.enums import Conclusion

__all__ = ["KINDS", "PRESENTERS", "Told", "Verb"]


class Verb(TextChoices):
    DRAFTED = "agreements.drafted"
    DESCRIBED = "agreements.described"
    PARTY_ADDED = "agreements.party_added"
    PARTY_REMOVED = "agreements.party_removed"
    CLAUSE_WRITTEN = "agreements.clause_written"
    CLAUSE_REMOVED = "agreements.clause_removed"
    CLAUSE_MOVED = "agreements.clause_moved"
    SERVICE_WRITTEN = "agreements.service_written"
    SERVICE_REMOVED = "agreements.service_removed"
    COMMENTED = "agreements.commented"
    RESOLVED = "agreements.resolved"
    ATTACHED = "agreements.attached"
    DETACHED = "agreements.detached"
    OPENED = "agreements.opened"
    PROPOSED = "agreements.proposed"
    VOIDED = "agreements.voided"
    APPROVED = "agreements.approved"
    SIGNED = "agreements.signed"
    AGREED = "agreements.agreed"
    REVIEWED = "agreements.reviewed"
    AMENDED = "agreements.amended"
    REPLACED = "agreements.replaced"
    TERMINATED = "agreements.terminated"
    WITHDRAWN = "agreements.withdrawn"


class Told(TextChoices):
    """Kinds of notice."""

    TO_COMMENT = "agreements.to_comment"
    COMMENTED = "agreements.commented"
    TO_APPROVE = "agreements.to_approve"
    TO_SIGN = "agreements.to_sign"
    SIGNED = "agreements.signed"
    VOIDED = "agreements.voided"
    AGREED = "agreements.agreed"
    REVIEW_DUE = "agreements.review_due"
    EXPIRING = "agreements.expiring"
    TERMINATED = "agreements.terminated"
    WITHDRAWN = "agreements.withdrawn"


def _shown(value: Any) -> Any:
    """A kept detail as a sentence says it: a text in the reader's language, a day in figures."""
    if isinstance(value, dict):
        return Trilingual(**value)
    if not isinstance(value, str):
        return value
    try:
        return in_figures(value)
    except ValueError:
        return value


def _said(details: dict[str, Any]) -> dict[str, Any]:
    return {name: _shown(value) for name, value in details.items()}


def _presenter(sentence: Callable[[], str]) -> Callable[[Entry], str]:
    return lambda entry: sentence() % _said(entry.details)


def _reviewed(entry: Entry) -> str:
    known = {"conclusion": Conclusion(entry.detail("conclusion")).label, "day": _shown(entry.detail("day"))}
    return _("recorded a review of %(day)s: %(conclusion)s") % known


PRESENTERS: Final[dict[str, Callable[[Entry], str]]] = {
    Verb.DRAFTED: _presenter(lambda: _("began to draft the agreement")),
    Verb.DESCRIBED: _presenter(lambda: _("changed the terms of the agreement")),
    Verb.PARTY_ADDED: _presenter(lambda: _("added %(party)s as a party")),
    Verb.PARTY_REMOVED: _presenter(lambda: _("removed %(party)s from the parties")),
    Verb.CLAUSE_WRITTEN: _presenter(lambda: _("wrote the clause %(clause)s")),
    Verb.CLAUSE_REMOVED: _presenter(lambda: _("removed the clause %(clause)s")),
    Verb.CLAUSE_MOVED: _presenter(lambda: _("moved the clause %(clause)s")),
    Verb.SERVICE_WRITTEN: _presenter(lambda: _("wrote the service or measure %(service)s")),
    Verb.SERVICE_REMOVED: _presenter(lambda: _("removed the service or measure %(service)s")),
    Verb.COMMENTED: _presenter(lambda: _("commented")),
    Verb.RESOLVED: _presenter(lambda: _("resolved a comment")),
    Verb.ATTACHED: _presenter(lambda: _("added an attachment")),
    Verb.DETACHED: _presenter(lambda: _("removed an attachment")),
    Verb.OPENED: _presenter(lambda: _("opened the negotiations")),
    Verb.PROPOSED: _presenter(lambda: _("put version %(number)s before the parties for approval")),
    Verb.VOIDED: _presenter(
        lambda: _(
            "changed the agreement, so that version %(number)s is void with its approvals and signatures"
        )
    ),
    Verb.APPROVED: _presenter(
        lambda: _("recorded an approval of version %(number)s: %(organ)s %(day)s, %(section)s")
    ),
    Verb.SIGNED: _presenter(lambda: _("signed version %(number)s")),
    Verb.AGREED: _presenter(lambda: _("signed as the last party: the agreement is concluded")),
    Verb.REVIEWED: _reviewed,
    Verb.AMENDED: _presenter(lambda: _("began to draft an amendment")),
    Verb.REPLACED: _presenter(lambda: _("concluded the amendment that takes its place from %(day)s")),
    Verb.TERMINATED: _presenter(lambda: _("gave notice: the last day of the agreement is %(day)s")),
    Verb.WITHDRAWN: _presenter(lambda: _("gave up the agreement before it was concluded")),
}


def _kind(code: Told, label: Any, sentence: Callable[[], str], *, at_once: bool = True) -> Kind:
    return Kind(code, label, lambda details: sentence() % _said(details), at_once=at_once)


KINDS: Final = (
    _kind(
        Told.TO_COMMENT,
        gettext_lazy("You are asked to comment on an agreement"),
        lambda: _("%(organisation)s asks you to comment on the agreement “%(title)s”."),
    ),
    _kind(
        Told.COMMENTED,
        gettext_lazy("Somebody has commented on an agreement"),
        lambda: _("%(organisation)s has commented on the agreement “%(title)s”."),
        at_once=False,
    ),
    _kind(
        Told.TO_APPROVE,
        gettext_lazy("An agreement is to be approved"),
        lambda: _("Version %(number)s of the agreement “%(title)s” is to be approved by your organisation."),
    ),
    _kind(
        Told.TO_SIGN,
        gettext_lazy("An agreement is to be signed"),
        lambda: _("All parties have approved the agreement “%(title)s”. It is to be signed."),
    ),
    _kind(
        Told.SIGNED,
        gettext_lazy("A party has signed an agreement"),
        lambda: _("%(organisation)s has signed the agreement “%(title)s”."),
        at_once=False,
    ),
    _kind(
        Told.VOIDED,
        gettext_lazy("Approvals and signatures have become void"),
        lambda: _(
            "%(organisation)s has changed the agreement “%(title)s”. All approvals and signatures of version "
            "%(number)s are void."
        ),
    ),
    _kind(
        Told.AGREED,
        gettext_lazy("An agreement has been concluded"),
        lambda: _("All parties have signed the agreement “%(title)s”. It is in force from %(day)s."),
    ),
    _kind(
        Told.REVIEW_DUE,
        gettext_lazy("An agreement is to be reviewed"),
        lambda: _("The agreement “%(title)s” is to be reviewed by %(day)s."),
    ),
    _kind(
        Told.EXPIRING,
        gettext_lazy("An agreement is about to end"),
        lambda: _("The last day of the agreement “%(title)s” is %(day)s."),
    ),
    _kind(
        Told.TERMINATED,
        gettext_lazy("Notice of an agreement has been given"),
        lambda: _("%(organisation)s has given notice of the agreement “%(title)s”. Its last day is %(day)s."),
    ),
    _kind(
        Told.WITHDRAWN,
        gettext_lazy("An agreement has been given up"),
        lambda: _("%(organisation)s has given up the agreement “%(title)s” before it was concluded."),
    ),
)
