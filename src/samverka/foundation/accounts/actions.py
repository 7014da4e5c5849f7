"""What is done with accounts."""

from allauth.account.models import EmailAddress
from django.db import transaction

from samverka.foundation.accounts.models import User
from samverka.foundation.accounts.models.user import new_seal

__all__ = ["end_sessions", "open_account"]


@transaction.atomic
def open_account(*, email: str, name: str, language: str, password: str | None = None) -> User:
    """Make an account for somebody whose address is known to be theirs: by an invitation, or by who keeps the machine.

    Without a password it is entered by a passkey, by an identity provider, or by a link that sets one.
    """
    user = User.objects.create_user(email, password, name=name, language=language)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def end_sessions(user: User) -> None:
    """End every session of a person at once, on every device."""
    user.seal = new_seal()
    user.save(update_fields=["seal"])
