"""Registering organisations that no official file holds, and confirming them."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.refusals import NotAllowed, Refused, require
from samverka.foundation.notices.actions import tell
from samverka.registers.actors import checks, rules
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor, Capacity, Registration
from samverka.registers.actors.phrases import Told, Verb
from samverka.registers.areas.models import Area

__all__ = ["confirm_organisation", "register_organisation"]


@transaction.atomic
def register_organisation(
    *, by: Acting, kind: str, name: Trilingual, home: Area, business_id: str = "", website: str = ""
) -> Actor:
    """Put an association, a company or a religious community into the register, seen by those who act only."""
    if not rules.may_register(by):
        raise NotAllowed(_("Only those who act for an authority can register an organisation."))
    names = {"name_sv": name.sv, "name_fi": name.fi, "name_en": name.en}
    require(checks.registration_problems(kind, names, business_id))
    actor = Actor.objects.create(
        slug=_free_slug(kind, name),
        kind=kind,
        business_id=business_id,
        website=website,
        start_known=False,
        source=str(by.organisation.name),
        **names,
    )
    Registration.objects.create(actor=actor, home=home, registered_by=by.user, registered_for=by.organisation)
    record(by, Verb.REGISTERED, actor)
    return actor


@transaction.atomic
def confirm_organisation(*, by: Acting, actor: Actor) -> Actor:
    """Confirm, as another than the one who registered it, that an organisation is there: from now on all see it."""
    registration = Registration.objects.select_for_update().get(actor=actor)
    if not rules.may_confirm(by, registration):
        raise NotAllowed(_("Somebody else than the one who registered it must confirm it, for an authority."))
    if registration.confirmed_at:
        raise Refused(_("The organisation is confirmed already."))
    registration.confirmed_at, registration.confirmed_by = this_moment(), by.user
    registration.confirmed_for = by.organisation
    registration.save(update_fields=["confirmed_at", "confirmed_by", "confirmed_for"])
    Capacity.objects.create(
        actor=actor, kind=actor.kind, area=registration.home, valid_from=today(), start_known=False
    )
    record(by, Verb.CONFIRMED, actor)
    tell([registration.registered_by], Told.CONFIRMED, f"actors/{actor.slug}/", organisation=str(actor.name))
    return actor


def _free_slug(kind: str, name: Trilingual) -> str:
    """An identifier made of the name, with a number where it is taken."""
    stem = slugify(f"{kind}-{name.sv or name.fi or name.en}".replace("_", "-"))[:50].strip("-")
    taken = set(Actor.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in _numbered(stem) if slug not in taken)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in range(2, 10_000))
