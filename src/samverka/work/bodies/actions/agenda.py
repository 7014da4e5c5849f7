"""The agenda: items, their order, and what is attached to them."""

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.documents.actions import store_file
from samverka.foundation.journal.actions import record
from samverka.foundation.kernel.refusals import Refused
from samverka.registers.actors.acting import Acting
from samverka.work.bodies.actions.steps import allow, locked_item, locked_meeting
from samverka.work.bodies.enums import ItemKind
from samverka.work.bodies.models import AgendaItem, Attachment, Meeting, Proposal
from samverka.work.bodies.phrases import Verb
from samverka.work.bodies.queries import next_place, next_section

__all__ = ["add_item", "attach", "change_item", "detach", "move_item", "remove_item", "take_up"]


@transaction.atomic
def add_item(
    *,
    by: Acting,
    meeting: Meeting,
    title: str,
    kind: ItemKind = ItemKind.DECISION,
    background: str = "",
    proposal: str = "",
    is_public: bool = True,
    subject: tuple[str, str] = ("", ""),
    put_off_from: AgendaItem | None = None,
) -> AgendaItem:
    """Add a matter last on the agenda; also while the meeting goes on, if it takes up an urgent one."""
    now = locked_meeting(meeting)
    allow(Verb.AGENDA_CHANGED, by, now.body)
    if not (now.is_planned or now.is_open):
        raise Refused(
            _("The agenda has been sent. A further matter can be taken up when the meeting is open.")
        )
    _require_proposal(kind, proposal)
    item = AgendaItem.objects.create(
        meeting=now,
        place=next_place(now),
        section=next_section(now.body, now.year) if now.is_open else None,
        kind=kind,
        title=title.strip(),
        background=background,
        proposal=proposal,
        is_public=is_public,
        subject_kind=subject[0],
        subject_key=subject[1],
        put_off_from=put_off_from,
    )
    if now.is_open and proposal:
        Proposal.objects.create(item=item, text=proposal)
    record(by, Verb.AGENDA_CHANGED, now)
    return item


def take_up(*, by: Acting, meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """Put a matter that was put off on the agenda of a later meeting, as it was prepared."""
    if item.meeting.body_id != meeting.body_id:
        raise Refused(_("The matter belongs to another body."))
    return add_item(
        by=by,
        meeting=meeting,
        title=item.title,
        kind=ItemKind(item.kind),
        background=item.background,
        proposal=item.proposal,
        is_public=item.is_public,
        subject=(item.subject_kind, item.subject_key),
        put_off_from=item,
    )


@transaction.atomic
def change_item(
    *,
    by: Acting,
    item: AgendaItem,
    version: int | None,
    title: str,
    kind: ItemKind,
    background: str,
    proposal: str,
    is_public: bool,
) -> AgendaItem:
    """Change a matter until the meeting is called. Raises `Conflict`, `Refused`."""
    now = _changeable(by, item, version)
    _require_proposal(kind, proposal)
    now.title, now.kind, now.background = title.strip(), kind, background
    now.proposal, now.is_public = proposal, is_public
    now.save_changed("title", "kind", "background", "proposal", "is_public")
    record(by, Verb.AGENDA_CHANGED, now.meeting)
    return now


@transaction.atomic
def move_item(*, by: Acting, item: AgendaItem, up: bool) -> None:
    """Change places with the item before or after; nothing happens at either end."""
    now = _changeable(by, item)
    order = list(now.meeting.items.order_by("place", "pk"))
    here = order.index(now)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
        for place, one in enumerate(order, start=1):
            one.place = place
            one.save(update_fields=["place"])
        record(by, Verb.AGENDA_CHANGED, now.meeting)


@transaction.atomic
def remove_item(*, by: Acting, item: AgendaItem) -> None:
    """Take a matter off the agenda."""
    now = _changeable(by, item)
    now.attachments.all().delete()
    now.delete()
    record(by, Verb.AGENDA_CHANGED, now.meeting)


@transaction.atomic
def attach(
    *,
    by: Acting,
    item: AgendaItem,
    title: str,
    name: str,
    content: bytes,
    is_public: bool = False,
    holds_personal_data: bool = True,
) -> Attachment:
    """Attach a file to a matter, until the meeting is closed."""
    now = locked_item(item)
    allow(Verb.AGENDA_CHANGED, by, now.meeting.body)
    if now.meeting.closed_at or now.meeting.is_cancelled:
        raise Refused(_("The meeting is over. What belongs to its matters stays as it was."))
    stored = store_file(name=name, content=content)
    attachment = Attachment.objects.create(
        item=now,
        file=stored,
        title=title.strip() or stored.name,
        is_public=is_public,
        holds_personal_data=holds_personal_data,
    )
    record(by, Verb.AGENDA_CHANGED, now.meeting)
    return attachment


@transaction.atomic
def detach(*, by: Acting, attachment: Attachment) -> None:
    """Take an attachment away, until the meeting is called."""
    item = _changeable(by, attachment.item)
    attachment.delete()
    record(by, Verb.AGENDA_CHANGED, item.meeting)


def _changeable(by: Acting, item: AgendaItem, version: int | None = None) -> AgendaItem:
    now = locked_item(item, version)
    allow(Verb.AGENDA_CHANGED, by, now.meeting.body)
    if not now.meeting.is_planned:
        raise Refused(_("The agenda has been sent, and stays as it was sent."))
    return now


def _require_proposal(kind: str, proposal: str) -> None:
    if kind == ItemKind.DECISION and not proposal.strip():
        raise Refused(_("Write what is proposed to be decided."))
