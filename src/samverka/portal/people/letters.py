"""Letters about accounts and invitations, written into the outbox as plain text and as HTML."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from samverka.foundation.notices.models import Letter
from samverka.registers.actors.models import Invitation
from samverka.registers.actors.roles import role

__all__ = ["write_account_letter", "write_invitation"]


def write_account_letter(template: str, to: str, language: str, context: dict[str, Any]) -> Letter:
    """Write a letter of the sign-in library, whose templates give its subject and its text."""
    known = {**context, "current_site": {"name": "Samverka", "domain": settings.SITE_ADDRESS}}
    subject = " ".join(render_to_string(f"{template}_subject.txt", known).split())
    return _write(to, language, subject, render_to_string(f"{template}_message.txt", known).strip())


def write_invitation(invitation: Invitation) -> Letter:
    """Write to somebody who is asked to act for an organisation, with the link by which it is accepted."""
    with override(invitation.language):
        context = {
            "invitation": invitation,
            "role": role(invitation.role),
            "address": f"{settings.SITE_ADDRESS}{reverse('portal:invitation', args=[invitation.token])}",
        }
        organisation = str(invitation.organisation.name)
        subject = _("You are invited to act for %(organisation)s in Samverka") % {
            "organisation": organisation
        }
        text = render_to_string("portal/people/invitation_letter.txt", context).strip()
        return _write(invitation.email, invitation.language, subject, text)


def _write(to: str, language: str, subject: str, text: str) -> Letter:
    html = render_to_string(
        "portal/people/letter.html", {"language": language, "subject": subject, "text": text}
    )
    return Letter.objects.create(to=to, language=language, subject=subject[:200], text=text, html=html)
