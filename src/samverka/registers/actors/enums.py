"""The vocabulary of actors and how they follow one another."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

__all__ = ["ChangeKind"]


class ChangeKind(TextChoices):
    """What happened to organisations on a day (as `org:ChangeEvent` of the organisation ontology)."""

    FOUNDING = "founding", _("Founding")
    ENDING = "ending", _("Ending")
    MERGER = "merger", _("Merger")
    SPLIT = "split", _("Split")
    RENAMING = "renaming", _("Change of name")
    TRANSFER = "transfer_of_tasks", _("Transfer of tasks")
