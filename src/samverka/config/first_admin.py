"""The first administrator, made from the command line of the machine when nobody can give a mandate yet."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from samverka.foundation.accounts.actions import open_account
from samverka.foundation.accounts.models import User
from samverka.registers.actors import roles
from samverka.registers.actors.actions import appoint_first
from samverka.registers.actors.models import Actor

__all__ = ["UnknownOrganisation", "first_admin"]


class UnknownOrganisation(Exception):
    """No such organisation, or no such address; the message says what to write instead."""


@transaction.atomic
def first_admin(email: str, name: str, slug: str, role: str, language: str) -> str:
    """Give the mandate, to a new account where there is none, and return a link by which the password is set, once."""
    organisation = Actor.objects.filter(slug=slug).first()
    if organisation is None:
        raise UnknownOrganisation(
            f"There is no organisation “{slug}”. Its identifier stands in its page's address."
        )
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise UnknownOrganisation(f"“{email}” is not an e-mail address.") from wrong
    user = User.objects.filter(email__iexact=email).first() or open_account(
        email=email, name=name, language=language
    )
    appoint_first(user=user, organisation=organisation, role=roles.role(role))
    return _link(user)


def _link(user: User) -> str:
    with override(user.language):
        path = reverse(
            "account_reset_password_from_key",
            kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
        )
    return f"{settings.SITE_ADDRESS}{path}"
