"""Acts concerning mandates and organisations, and how the journal says them."""

from collections.abc import Callable

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.foundation.journal.models import Entry
from samverka.foundation.kernel.languages import in_figures
from samverka.foundation.notices.kinds import Kind
from samverka.registers.actors.roles import ROLES

__all__ = ["NOTICES", "PRESENTERS", "Told", "Verb"]


class Verb(TextChoices):
    MANDATE_GIVEN = "actors.mandate_given"
    MANDATE_ACCEPTED = "actors.mandate_accepted"
    STAND_IN_APPOINTED = "actors.stand_in_appointed"
    MANDATE_ENDED = "actors.mandate_ended"
    INVITED = "actors.invited"
    INVITATION_WITHDRAWN = "actors.invitation_withdrawn"
    REGISTERED = "actors.registered"
    CONFIRMED = "actors.confirmed"


class Told(TextChoices):
    """What people are told of mandates and organisations."""

    INVITATION_ACCEPTED = "actors.invitation_accepted"
    STANDS_IN = "actors.stands_in"
    CONFIRMED = "actors.organisation_confirmed"


NOTICES = (
    Kind(
        Told.INVITATION_ACCEPTED,
        gettext_lazy("Somebody accepts your invitation"),
        lambda d: _("%(person)s has accepted your invitation to act for %(organisation)s.") % d,
        at_once=False,
    ),
    Kind(
        Told.STANDS_IN,
        gettext_lazy("You are to stand in for somebody"),
        lambda d: (
            _("You stand in for %(other)s at %(organisation)s from %(begins)s to %(ends)s.")
            % (d | {name: in_figures(d[name]) for name in ("begins", "ends")})
        ),
    ),
    Kind(
        Told.CONFIRMED,
        gettext_lazy("An organisation that you registered is confirmed"),
        lambda d: _("%(organisation)s, which you registered, is confirmed and can now be seen by all.") % d,
        at_once=False,
    ),
)


def _role(entry: Entry) -> str:
    known = ROLES.get(entry.detail("role"))
    return str(known.label) if known else entry.detail("role")


PRESENTERS: dict[str, Callable[[Entry], str]] = {
    Verb.MANDATE_GIVEN: lambda e: (
        _("gave %(person)s a mandate: %(role)s") % {"person": e.detail("person"), "role": _role(e)}
    ),
    Verb.MANDATE_ACCEPTED: lambda e: _("took up a mandate: %(role)s") % {"role": _role(e)},
    Verb.STAND_IN_APPOINTED: lambda e: (
        _("let %(person)s stand in for %(other)s: %(role)s")
        % {"person": e.detail("person"), "other": e.detail("other"), "role": _role(e)}
    ),
    Verb.MANDATE_ENDED: lambda e: (
        _("ended a mandate of %(person)s: %(role)s") % {"person": e.detail("person"), "role": _role(e)}
    ),
    Verb.INVITED: lambda e: _("invited %(email)s: %(role)s") % {"email": e.detail("email"), "role": _role(e)},
    Verb.INVITATION_WITHDRAWN: lambda e: (
        _("took back the invitation of %(email)s") % {"email": e.detail("email")}
    ),
    Verb.REGISTERED: lambda e: _("registered the organisation %(name)s") % {"name": e.subject},
    Verb.CONFIRMED: lambda e: _("confirmed the organisation %(name)s") % {"name": e.subject},
}
