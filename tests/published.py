"""What people have made public, one example of each, by the key that `pages.EXAMPLES` names.

Written as it would stand after the acts, so that its key is known; the acts themselves have tests of their own.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from samverka.foundation.accounts.models import User
from samverka.foundation.documents.actions import store_file
from samverka.foundation.kernel.clock import today
from samverka.registers.actors.models import Actor
from samverka.work.agreements.enums import AgreementState
from samverka.work.agreements.models import Agreement
from samverka.work.agreements.papers import agreement_pdf
from samverka.work.agreements.queries import content_of, digest_of
from samverka.work.bodies.enums import BodyKind, BodyState, Category, MeetingState, Outcome, Place
from samverka.work.bodies.models import Body, Decision, Meeting, Minutes
from samverka.work.bodies.writing import for_public, minutes_blocks
from samverka.work.cooperation.enums import CooperationState, Part, PartyState
from samverka.work.cooperation.models import Cooperation, Party

COOPERATION = 1
AGREEMENT = 1
BODY = 1


def publish() -> None:
    """Make each example, unless it is there."""
    if not Cooperation.objects.filter(pk=COOPERATION).exists():
        _cooperation()
    if not Agreement.objects.filter(pk=AGREEMENT).exists():
        _agreement()
    if not Body.objects.filter(pk=BODY).exists():
        _body()


def _cooperation() -> None:
    vasa, somebody = (
        Actor.objects.get(slug="municipality-905"),
        User.objects.create_user("a@vasa.example", name="Anna"),
    )
    now, by = timezone.now(), {"started_by": somebody, "started_for": vasa}
    names = {"name_sv": "Integration i Vasatrakten", "name_fi": "Kotoutuminen Vaasan seudulla"}
    cooperation = Cooperation.objects.create(
        pk=COOPERATION,
        **names,
        is_public=True,
        state=CooperationState.ACTIVE,
        founded_on=today(),
        started_at=now,
        **by,
    )
    Party.objects.create(
        cooperation=cooperation,
        organisation=vasa,
        part=Part.FOUNDER,
        state=PartyState.ACCEPTED,
        joined_on=today(),
        invited_by=somebody,
        invited_for=vasa,
        answered_at=now,
        answered_by=somebody,
    )


def _agreement() -> None:
    vasa = Actor.objects.get(slug="municipality-905")
    somebody = User.objects.create_user("b@vasa.example", name="Berit")
    now = timezone.now()
    agreement = Agreement.objects.create(
        pk=AGREEMENT,
        title_sv="Avtal om integration i Vasatrakten",
        title_fi="Sopimus kotoutumisesta Vaasan seudulla",
        state=AgreementState.AGREED,
        drafted_for=vasa,
        drafted_by=somebody,
        opened_at=now,
        opened_by=somebody,
        agreed_at=now,
        starts_on=today(),
    )
    party = agreement.parties.create(organisation=vasa)
    agreement.services.create(arranger=party, what_sv="Rådgivning", what_fi="Neuvonta")
    agreement.clauses.create(heading_sv="Syfte", heading_fi="Tarkoitus", text_sv="Så.", text_fi="Näin.")
    content = content_of(agreement)
    agreement.editions.create(
        number=1,
        content=content,
        digest=digest_of(content),
        document=store_file(name="avtal.pdf", content=agreement_pdf(content, language="sv", number=1)),
        made_by=somebody,
        made_for=vasa,
    )


def _body() -> None:
    """A delegation that has met once: minutes with a name published, a proposal that awaits its answer."""
    vasa = Actor.objects.get(slug="municipality-905")
    somebody = User.objects.create_user("c@vasa.example", name="Cecilia")
    now = timezone.now()
    body = Body.objects.create(
        pk=BODY,
        kind=BodyKind.DELEGATION,
        host=vasa,
        name_sv="Rådet för kulturell mångfald",
        name_fi="Kulttuurisen moninaisuuden neuvosto",
        state=BodyState.ACTIVE,
        founded_on=today(),
        started_at=now,
        started_by=somebody,
    )
    decided = {"organ": "Stadsstyrelsen", "decided_on": today(), "recorded_at": now, "recorded_by": somebody}
    body.founders.create(organisation=vasa, **decided)
    term = body.terms.create(valid_from=today(), valid_to=today() + timedelta(days=730))
    seat = term.seats.create(number=1, category=Category.VOLUNTARY)
    member = seat.appointments.create(place=Place.MEMBER, name="Maria Mård", valid_from=today())
    meeting = _meeting(body, somebody)
    meeting.attendances.create(seat=seat, appointment=member)
    item = meeting.items.create(place=1, section=1, title="Programmet", proposal="Programmet antecknas.")
    proposal = item.proposals.create(text=item.proposal)
    decision = Decision.objects.create(
        item=item, outcome=Outcome.UNANIMOUS, text=proposal.text, proposal=proposal, present=1, needed=1
    )
    file = store_file(name="programmet.txt", content=b"Programmet")
    item.attachments.create(pk=1, file=file, title="Programmet", is_public=True)
    minutes = Minutes.objects.create(meeting=meeting, names_until=today() + timedelta(days=21))
    content = for_public(minutes_blocks(minutes))
    minutes.editions.create(number=1, content=content, published_by=somebody)
    asked = {"addressee": vasa, "title": "Programmet", "text": "Anteckna.", "sent_by": somebody}
    body.initiatives.create(pk=1, decision=decision, due=today(), **asked)


def _meeting(body: Body, somebody: User) -> Meeting:
    now = timezone.now()
    acts = ("called", "opened", "closed", "published")
    done = {f"{act}_at": now for act in acts} | {f"{act}_by": somebody for act in acts}
    return Meeting.objects.create(
        pk=1,
        body=body,
        year=today().year,
        number=1,
        starts_at=now,
        place="Stadshuset",
        state=MeetingState.PUBLISHED,
        drafted_at=now,
        drafted_by=somebody,
        checked_at=now,
        **done,
    )
