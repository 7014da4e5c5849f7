"""Pages of actors: who they are, where they act, what they must do, and what came before and after them."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from samverka.overview.access import get_actor, parties_of
from samverka.overview.responsibility import duties_of
from samverka.portal.doors import PUBLIC, reads
from samverka.portal.pages import page_of
from samverka.portal.requests import Request
from samverka.registers.actors.models import Actor, Competence, Registration
from samverka.registers.actors.rules import may_confirm, may_manage, may_register
from samverka.registers.law.enums import Bearer

__all__ = ["actor", "actors"]


@reads(PUBLIC)
def actors(request: Request) -> HttpResponse:
    """The actors of the day, all or of one kind, in pages."""
    kind = request.GET.get("kind", "")
    found = Actor.objects.visible_to(request.acting).in_force_on(request.on).order_by("kind", "slug")
    found = found.of_kind(kind) if kind in Bearer.values else found.exclude(kind=Bearer.MUNICIPALITY)
    context: dict[str, Any] = {
        "page": page_of(request, found),
        "kind": kind,
        "kinds": _kinds_in_use(),
        "may_register": may_register(request.acting),
    }
    return render(request, "portal/actors/actors.html", context)


@reads(PUBLIC)
def actor(request: Request, slug: str) -> HttpResponse:
    """One actor, with its duties of the day."""
    chosen = get_actor(slug, request.acting)
    context = {
        "actor": chosen,
        "exists": request.on in chosen.period,
        "registration": Registration.objects.filter(actor=chosen).select_related("registered_for").first(),
        "may_confirm": may_confirm(request.acting),
        "may_manage": may_manage(request.acting, chosen),
        "capacities": chosen.capacities.select_related("area").order_by(
            "valid_from", "area__kind", "area__name_sv"
        ),
        "names": chosen.names.all(),
        "duties": duties_of(chosen, request.on),
        "takes_part_in": parties_of(request.acting, chosen.slug, request.on),
        "wider": _wider_tasks(chosen, request.on),
        "changes_before": chosen.changes_before.prefetch_related("originals", "results"),
        "changes_after": chosen.changes_after.prefetch_related("originals", "results"),
    }
    return render(request, "portal/actors/actor.html", context)


def _wider_tasks(chosen: Actor, on: date) -> list[list[Competence]]:
    """The actor's competences for wider areas on the day, those with the same ground and note together."""
    held = chosen.competences.in_force_on(on).select_related("duty").prefetch_related("instead_of")
    alike: dict[tuple[str, str], list[Competence]] = {}
    for competence in held:
        alike.setdefault((competence.ground, competence.note_sv), []).append(competence)
    return list(alike.values())


def _kinds_in_use() -> list[Bearer]:
    used = set(Actor.objects.values_list("kind", flat=True).distinct())
    return [kind for kind in Bearer if kind in used]
