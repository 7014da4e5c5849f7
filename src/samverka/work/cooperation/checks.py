"""What must hold before an act: a sentence for each thing that is missing or wrong, and by which provision."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import Trilingual, in_figures
from samverka.foundation.kernel.refusals import Sentence
from samverka.registers.actors.models import Actor
from samverka.registers.law.enums import Bearer
from samverka.work.cooperation.enums import Part
from samverka.work.cooperation.models import Cooperation, Party
from samverka.work.cooperation.queries import bilingual, languages_of, standings_of

__all__ = [
    "before_change",
    "before_ending",
    "before_invitation",
    "before_joining",
    "before_leaving",
    "before_start",
    "without_name",
]


def without_name(name: Trilingual) -> Iterator[Sentence]:
    """A cooperation is called something."""
    if not name:
        yield _("Give the cooperation a name in at least one language.")


def before_start(cooperation: Cooperation, founded_on: date) -> Iterator[Sentence]:
    """What is missing before a cooperation can be started on a day."""
    for party in (one for one in cooperation.parties.all() if one.is_founder and one.is_invited):
        yield _(
            "%(municipality)s has not answered whether it founds the cooperation: its own coordinator does."
        ) % {"municipality": party.organisation.name}
    if founded_on > today():
        yield _("A cooperation is started on the day or afterwards, not before. Choose a day that has come.")
    yield from _languages(
        cooperation.founders(), cooperation.name, cooperation.purpose, public=cooperation.is_public
    )


def before_change(
    cooperation: Cooperation, name: Trilingual, purpose: Trilingual, *, public: bool
) -> Iterator[Sentence]:
    """What is wrong with what is to be said of a cooperation: once started, it keeps its founders' languages."""
    yield from without_name(name)
    if name and not cooperation.is_preparing:
        yield from _languages(cooperation.founders(), name, purpose, public=public)


def before_invitation(cooperation: Cooperation, organisation: Actor, part: str) -> Iterator[Sentence]:
    """Why an organisation cannot be asked."""
    named = {"organisation": organisation.name}
    if today() not in organisation.period:
        yield _("%(organisation)s does not exist today. Look for the one that follows it.") % named
    if not Actor.objects.visible_to(None).filter(pk=organisation.pk).exists():
        yield (
            _("%(organisation)s has been registered but not confirmed. Ask for its confirmation first.")
            % named
        )
    if part == Part.FOUNDER and organisation.kind != Bearer.MUNICIPALITY:
        yield (
            _("%(organisation)s is not a municipality: only municipalities found. Invite it as a party.")
            % named
        )
    if part == Part.FOUNDER and not cooperation.is_preparing:
        yield _("The cooperation has been founded. %(organisation)s can join it as a party.") % named
    if cooperation.parties.open().of(organisation).exists():
        yield _("%(organisation)s is already invited or takes part.") % named


def before_joining(party: Party, joined_on: date) -> Iterator[Sentence]:
    """What is wrong with the day since when an organisation takes part."""
    if joined_on > today():
        yield _("Say since when you take part: today, or a day before it.")
    founded_on = party.cooperation.founded_on
    if founded_on and joined_on < founded_on:
        yield _("The cooperation was founded on %(day)s. Nobody took part in it before.") % {
            "day": in_figures(founded_on)
        }
    former = party.cooperation.parties.filter(organisation=party.organisation_id, left_on__gt=joined_on)
    if latest := former.aggregate(Max("left_on"))["left_on__max"]:
        yield _("The organisation took part before, until %(day)s. It comes back on a later day.") % {
            "day": in_figures(latest - timedelta(days=1))
        }


def before_leaving(party: Party, left_on: date) -> Iterator[Sentence]:
    """Why an organisation cannot leave, or not on that day."""
    yield from _day_of_leaving(party, left_on)
    others = party.cooperation.parties.founders().accepted().exclude(pk=party.pk)
    if party.is_founder and not others.exists():
        yield _("No founding municipality would be left. End the cooperation instead.")


def before_ending(cooperation: Cooperation, ended_on: date) -> Iterator[Sentence]:
    """What is wrong with the first day on which a cooperation no longer exists: its last may be today."""
    if ended_on > today() + timedelta(days=1):
        yield _("A cooperation is ended on the day or afterwards, not before. Choose a day that has come.")
    if cooperation.founded_on and ended_on < cooperation.founded_on:
        yield _("A cooperation cannot end before it began.")


def _day_of_leaving(party: Party, left_on: date) -> Iterator[Sentence]:
    if left_on > today() + timedelta(days=1):
        yield _("Choose today, or a day before it.")
    if party.joined_on and left_on < party.joined_on:
        yield _("It took part since %(day)s and cannot leave before.") % {"day": in_figures(party.joined_on)}


def _languages(
    founders: Iterable[Actor], name: Trilingual, purpose: Trilingual, *, public: bool
) -> Iterator[Sentence]:
    """The name is in the languages of the founders; what is public too, where a founder is bilingual."""
    standings = standings_of(founders, today())
    wanted = languages_of(standings)
    if "sv" in wanted and not name.sv:
        yield _("Give the name in Swedish, a language of the founding municipalities.")
    if "fi" in wanted and not name.fi:
        yield _("Give the name in Finnish, a language of the founding municipalities.")
    both = bilingual(standings) if public and bool(purpose.sv) != bool(purpose.fi) else []
    if both:
        yield _(
            "%(municipality)s is bilingual, and what a bilingual authority tells the public must be in Finnish and "
            "Swedish (Language Act 423/2003, section 32, subsection 2): give the purpose in both."
        ) % {"municipality": both[0].name}
