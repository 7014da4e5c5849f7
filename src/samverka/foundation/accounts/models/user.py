"""People who sign in."""

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.privacy import Privacy

__all__ = ["User"]


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; without a password it can be entered only by a link or an identity provider."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


def new_seal() -> str:
    return secrets.token_hex(16)


class User(AbstractBaseUser):
    """A person who signs in. What a person may do is nowhere here, but in mandates."""

    privacy = Privacy(
        "to sign in, to be told, and to stand by name in what one has done",
        holds=("email", "name", "language", "password", "last_login"),
        kept="two years after the last mandate; the name as long as anything that was done in it is kept",
    )

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="sv")
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=this_moment)
    seal = models.CharField(max_length=32, default=new_seal, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("name", "email")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_one_per_address",
                violation_error_message=_("Somebody already has an account with this e-mail address."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_session_auth_hash(self) -> str:
        """A session holds while the password and the seal are those that it began with."""
        key_salt = "samverka.foundation.accounts.session"
        return salted_hmac(key_salt, f"{self.password}{self.seal}", algorithm="sha256").hexdigest()
