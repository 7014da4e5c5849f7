"""What is done by the clock: nothing personal is kept longer than it is needed."""

from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q

from samverka.foundation.accounts.actions import close_account
from samverka.foundation.accounts.models import User
from samverka.registers.actors.models import Invitation, Mandate

__all__ = ["forget"]

_INVITATIONS_KEPT: Final = timedelta(days=365)
_ACCOUNTS_KEPT: Final = timedelta(days=2 * 365)


def forget(today: date) -> int:
    """Delete invitations that were over a year ago; close accounts without a mandate for two years. How many."""
    before = today - _INVITATIONS_KEPT
    over = (
        Q(accepted_at__date__lt=before) | Q(withdrawn_at__date__lt=before) | Q(runs_out_at__date__lt=before)
    )
    unused = _unused(today - _ACCOUNTS_KEPT)
    for user in unused:
        close_account(user)
    return Invitation.objects.filter(over).delete()[0] + len(unused)


def _unused(since: date) -> list[User]:
    """People who are still able to sign in, but have had no mandate since a day."""
    later = Mandate.objects.filter(Q(valid_to=None) | Q(valid_to__gt=since), user=OuterRef("pk"))
    return list(
        User.objects.filter(~Exists(later), is_active=True, date_joined__date__lt=since).order_by("pk")
    )
