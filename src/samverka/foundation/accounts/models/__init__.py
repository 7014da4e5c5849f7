"""Accounts as stored."""

from samverka.foundation.accounts.models.user import User

__all__ = ["User"]
