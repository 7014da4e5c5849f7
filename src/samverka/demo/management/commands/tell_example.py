"""`samverka manage tell_example`: tell the story unless it is there, and say who can be signed in as."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from samverka.demo.people import PEOPLE, organisation
from samverka.demo.story import NotForAnExample, is_told, tell

__all__ = ["Command"]


class Command(BaseCommand):
    help = "Tell the example's story, in an installation that is marked as an example."

    def handle(self, *_args: Any, **_options: Any) -> None:
        begun = time.monotonic()
        if not is_told():
            self.stdout.write("Samverka: telling the example ...")
            try:
                tell()
            except NotForAnExample as refusal:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(f"Samverka: told after {time.monotonic() - begun:.1f} s.")
        with override("en"):
            self._say_who()

    def _say_who(self) -> None:
        self.stdout.write(
            "\nExample. Nothing here is true. Sign in, without a password and on this machine only, at"
        )
        self.stdout.write(f"{settings.SITE_ADDRESS}/sv/account/login/  (or /fi/, /en/)  as one of:\n")
        for person in PEOPLE:
            held = ", ".join(str(role.label) for role in person.roles)
            self.stdout.write(f"  {person.name:<20} {organisation(person.organisation).name}: {held}")
        self.stdout.write("")
