"""How signing in behaves here: no open sign-up, letters by our outbox, the person's own language kept."""

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse, translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override

from samverka.foundation.accounts.models import User
from samverka.portal.people.letters import write_account_letter
from samverka.portal.requests import Request
from samverka.registers.actors.models import Invitation

__all__ = ["AccountAdapter", "FactorAdapter", "ProviderAdapter"]

_LINKS: Final = ("password_reset_url", "activate_url")
# What the pages say themselves already.
_NOT_SAID: Final = ("account/messages/logged_in.txt", "account/messages/email_confirmation_sent.txt")


class AccountAdapter(DefaultAccountAdapter):
    """Local accounts: by e-mail address, made by invitation only."""

    def is_open_for_signup(self, request: Request) -> bool:  # noqa: ARG002
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only an address of our own is gone to after signing in."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts={self.request.get_host()})

    def get_login_redirect_url(self, request: Request) -> str:
        return _in_language_of(request.user, reverse(settings.LOGIN_REDIRECT_URL))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a letter into the outbox, in the language of the person, else in that of the page."""
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        language = getattr(user, "language", get_language() or settings.LANGUAGE_CODE)
        links = {name: _outside(context[name], language) for name in _LINKS if name in context}
        with override(language):
            write_account_letter(template_prefix, email, language, context | links | {"email": email})

    def add_message(
        self, request: Request, level: int, message_template: str | None = None, *args: Any, **kw: Any
    ) -> None:
        if message_template not in _NOT_SAID:
            super().add_message(request, level, message_template, *args, **kw)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Identity providers: they open an account for somebody who is invited under an address that they have verified."""

    def is_open_for_signup(self, request: Request, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        return any(Invitation.objects.open_for(email).exists() for email in _verified(sociallogin))

    def populate_user(self, request: Request, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        full = data.get("name") or f"{data.get('first_name') or ''} {data.get('last_name') or ''}".strip()
        user.name = (full or user.email)[:120]
        user.language = get_language() or settings.LANGUAGE_CODE
        return user

    def save_user(self, request: Request, sociallogin: SocialLogin, form: Any = None) -> User:
        """Save the new account under the invited address, whatever other addresses the provider tells of."""
        invited = [email for email in _verified(sociallogin) if Invitation.objects.open_for(email).exists()]
        sociallogin.user.email = invited[0].lower()
        sociallogin.email_addresses = [one for one in sociallogin.email_addresses if one.email in invited[:1]]
        user: User = super().save_user(request, sociallogin, form)
        return user


class FactorAdapter(DefaultMFAAdapter):
    """Second steps: how passkeys and authenticator apps name us."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        named: dict[str, str] = super().get_public_key_credential_rp_entity()
        return named | {"name": "Samverka"}


def _verified(sociallogin: SocialLogin) -> list[str]:
    return [one.email for one in sociallogin.email_addresses if one.verified]


def _in_language_of(user: AbstractBaseUser | Any, address: str) -> str:
    return translate_url(address, getattr(user, "language", settings.LANGUAGE_CODE))


def _outside(address: str, language: str) -> str:
    """An address of ours as a letter gives it: whole, and in the language of the letter."""
    path = address.split("://", 1)[-1].partition("/")[2]
    return f"{settings.SITE_ADDRESS}{translate_url(f'/{path}', language)}"
