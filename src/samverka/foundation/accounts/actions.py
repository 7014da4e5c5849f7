"""What is done with accounts."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from samverka.foundation.accounts.models import User
from samverka.foundation.accounts.models.user import new_seal

__all__ = ["close_account", "end_sessions", "open_account"]


@transaction.atomic
def open_account(*, email: str, name: str, language: str, password: str | None = None) -> User:
    """Make an account for somebody whose address is known to be theirs: by an invitation, or by who keeps the machine.

    Without a password it is entered by a passkey, by an identity provider, or by a link that sets one.
    """
    user = User.objects.create_user(email, password, name=name, language=language)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def close_account(user: User) -> None:
    """Take away all by which a person signs in or is written to. The name stays beside what was done in it."""
    for rows in (EmailAddress, Authenticator, SocialAccount):
        rows.objects.filter(user=user).delete()
    user.email = f"closed-{user.pk}@account.invalid"
    user.is_active, user.last_login = False, None
    user.set_unusable_password()
    user.seal = new_seal()
    user.save()


def end_sessions(user: User) -> None:
    """End every session of a person at once, on every device."""
    user.seal = new_seal()
    user.save(update_fields=["seal"])
