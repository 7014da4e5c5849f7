"""The steps that the acts share: taking a row, who may, saving, telling and reminding people."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.periods import months_later
from samverka.foundation.kernel.refusals import Conflict, NotAllowed, Refused, Sentence, require
from samverka.foundation.kernel.versions import locked
from samverka.foundation.notices.actions import call_off, done, remind, tell
from samverka.registers.actors.acting import Acting, people_of
from samverka.registers.actors.roles import Role
from samverka.work.programmes import rules
from samverka.work.programmes.enums import INSIDE, REPORTING, ProgrammeState
from samverka.work.programmes.models import Measure, Opinion, PartRequest, Programme
from samverka.work.programmes.phrases import Told, plain

__all__ = [
    "allow",
    "let_write",
    "next_order",
    "no_longer_awaited",
    "owners_people",
    "page",
    "put_note_due",
    "remind_of_note",
    "save",
    "still_there",
    "taken",
    "taken_measure",
    "taken_to_change",
    "tell_inside",
]

Row = TypeVar("Row", bound=Model)


def allow(permitted: object, sentence: Sentence) -> None:
    """Raises `NotAllowed` with the sentence where something is not permitted."""
    if not permitted:
        raise NotAllowed(sentence)


def taken(programme: Programme, version: int | None = None) -> Programme:
    """The programme as it stands now, locked until the act ends."""
    return locked(Programme.objects.all(), programme.pk, version)


def taken_to_change(by: Acting, programme: Programme, version: int | None = None) -> Programme:
    """The programme, locked, for one who may write it now. Raises `NotAllowed`, `Refused` or `Conflict`."""
    row = taken(programme, version)
    allow(rules.prepares(by, row), _("Only those who prepare the programme can change it."))
    _not_before_owners(row)
    return row


def let_write(by: Acting, programme: Programme, part_key: int | None) -> Programme:
    """The programme, locked, for one who writes a goal or a measure of it, or of the part with a key, now."""
    row = taken(programme)
    part = PartRequest.objects.get(pk=part_key) if part_key else None
    if not rules.may_write_for(by, row, part):
        allow(
            rules.prepares(by, row),
            _("Only those who prepare the programme, or the ministry whose part it is, can change this now."),
        )
        _not_before_owners(row)
    return row


def taken_measure(measure: Measure, version: int | None = None) -> Measure:
    """The measure as it stands now, locked until the act ends, with its programme."""
    locked(Measure.objects.all(), measure.pk, version)
    return Measure.objects.select_related("goal__programme", "part", "responsible").get(pk=measure.pk)


def still_there(rows: Any, given: Row, version: int | None) -> Any:
    """A row to be changed, locked. Raises `Conflict` where somebody has changed or removed it since it was read."""
    try:
        return locked(rows, given.pk, version)
    except type(given).DoesNotExist:  # type: ignore[attr-defined]
        raise Conflict(
            _("Somebody else has removed this meanwhile. Copy your text, and write it anew.")
        ) from None


def save(row: Model) -> None:
    """Save a row whose own constraints hold. Raises `Refused` with their sentences."""
    require(_problems_of(row))
    row.save()


def next_order(rows: Any) -> int:
    """The place after the last of some rows."""
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1


def owners_people(programme: Programme, *held: Role) -> list[User]:
    """The people with one of the roles in the owners that take part, and in the organisation that began it."""
    owners = [owner.organisation for owner in programme.owners.taking_part().select_related("organisation")]
    return people_of([*owners, programme.prepared_for], *held)


def page(programme: Programme) -> str:
    return f"programmes/{programme.pk}/"


def tell_inside(
    by: Acting,
    programme: Programme,
    kind: Told,
    users: Iterable[User] | None = None,
    *,
    subject: Any = None,
    asks: bool = False,
    **details: Any,
) -> None:
    """Tell people of the owners, or only `users`; the one who acts knows already."""
    chosen = owners_people(programme, *INSIDE) if users is None else users
    tell(
        [user for user in chosen if user.pk != by.user.pk],
        kind,
        page(programme),
        subject=subject or programme,
        asks=asks,
        programme=plain(programme.name),
        organisation=plain(by.organisation_name),
        **details,
    )


def no_longer_awaited(programme: Programme) -> None:
    """Opinions and parts that nobody has given are not asked for any more, nor are answers to invitations."""
    for opinion in Opinion.objects.filter(edition__programme=programme).awaited():
        done(Told.TO_COMMENT, opinion)
    for part in programme.parts.open():
        done(Told.PART_ASKED, part)
        done(Told.PART_RETURNED, part)
    for owner in programme.owners.invited():
        done(Told.INVITED, owner)


def put_note_due(measure: Measure) -> None:
    """Ask for a note on an open measure of a running programme, a rhythm after it begins; never earlier than before."""
    programme = measure.goal.programme
    if not (programme.is_running and measure.is_open):
        measure.note_due = None
        return
    first = months_later(measure.starts_on or today(), programme.rhythm_months)
    measure.note_due = max(measure.note_due or months_later(today(), programme.rhythm_months), first)


def remind_of_note(measure: Measure) -> None:
    """Remind the person and the stand-in, or, where nobody is named, those who report for the organisation."""
    call_off(Told.TO_REPORT, measure)
    if measure.note_due is None or measure.responsible is None:
        return
    named = [person for person in (measure.answerer, measure.stand_in) if person and person.is_active]
    due = measure.note_due
    remind(
        named or people_of([measure.responsible], *REPORTING),
        Told.TO_REPORT,
        f"measures/{measure.pk}/note/",
        subject=measure,
        due=due,
        remind_on=[due - timedelta(days=14), due + timedelta(days=1)],
        organisation_key=measure.responsible.slug,
        asks=True,
        measure=plain(measure.title),
        day=due.isoformat(),
    )


def _not_before_owners(programme: Programme) -> None:
    if programme.is_before_owners:
        raise Refused(
            _("A version lies before those who adopt it. Take it back first, or wait for their decision.")
        )
    if programme.state in (ProgrammeState.EVALUATED, ProgrammeState.WITHDRAWN):
        raise Refused(_("The programme has been evaluated or given up. What it says stays as it was."))


def _problems_of(row: Model) -> list[str]:
    relations = {field.name for field in row._meta.fields if field.is_relation}
    try:
        row.clean_fields(exclude=relations)
        row.validate_constraints()
    except ValidationError as problem:
        return list(problem.messages)
    return []
