"""Meetings, their agenda and what is attached to it."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverka.foundation.documents.models import StoredFile
from samverka.foundation.kernel.acts import at, by, either, state_follows
from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.privacy import Privacy
from samverka.foundation.kernel.refusals import Refused
from samverka.foundation.kernel.versions import Versioned
from samverka.registers.actors.acting import Acting
from samverka.work.bodies.enums import ItemKind, MeetingState
from samverka.work.bodies.models.body import Body
from samverka.work.bodies.models.term import Appointment

if TYPE_CHECKING:
    from samverka.work.bodies.models.deciding import Decision

__all__ = ["AgendaItem", "Attachment", "Meeting"]

S = MeetingState
_AFTER_DRAFT = (S.MINUTES_DRAFTED, S.CHECKED, S.PUBLISHED)
_AFTER_CLOSING = (S.CLOSED, *_AFTER_DRAFT)
_AFTER_OPENING = (S.OPEN, *_AFTER_CLOSING)
_SHOWN = (S.CALLED, *_AFTER_OPENING)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def called(self) -> Self:
        """Those whose agenda has been sent, or that were cancelled after it."""
        return self.exclude(called_at=None)

    def visible_to(self, acting: Acting | None) -> Self:
        """Everybody sees the meetings of a public body that have been called; those within it see all."""
        public = Q(body__in=Body.objects.open_to_all(), called_at__isnull=False)
        return self.filter(public | Q(body__in=Body.objects.within(acting)))

    def not_yet_held(self) -> Self:
        """Those that are planned or called, even if their hour has come."""
        return self.filter(state__in=(S.PLANNED, S.CALLED)).order_by("starts_at", "pk")

    def upcoming(self, now: datetime) -> Self:
        return self.not_yet_held().filter(starts_at__gte=now)


class Meeting(Versioned):
    """A meeting of a body. Its number is its own within a year."""

    privacy = Privacy(
        "so that it can be shown who called, opened and closed a meeting, sent its minutes and published them",
        holds=("called_by", "opened_by", "closed_by", "drafted_by", "published_by", "cancelled_by"),
        kept="as long as the minutes of the body are kept",
    )

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"))
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200)
    remote = models.CharField(
        _("how to take part from afar"),
        max_length=300,
        blank=True,
        help_text=_("Only those within the body see it."),
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="sv")
    temporary_chair = models.ForeignKey(
        Appointment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("temporary chair"),
    )
    state = models.CharField(_("state"), max_length=20, choices=S, default=S.PLANNED, editable=False)
    called_at, called_by = at(_("called")), by()
    opened_at, opened_by = at(_("opened")), by()
    closed_at, closed_by = at(_("closed")), by()
    drafted_at, drafted_by = at(_("minutes sent for checking")), by()
    checked_at = at(_("minutes checked"))
    published_at, published_by = at(_("minutes published")), by()
    cancelled_at, cancelled_by = at(_("cancelled")), by()
    cancelled_why = models.CharField(_("why it was cancelled"), max_length=300, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ("-starts_at", "-pk")
        indexes = [models.Index(fields=("body", "starts_at"))]
        constraints = [
            models.UniqueConstraint(
                fields=("body", "year", "number"),
                name="bodies_meeting_numbered_once",
                violation_error_message=_("There is already a meeting with this number."),
            ),
            models.CheckConstraint(
                name="bodies_meeting_called_by_somebody",
                condition=either("called_at", "called_by")
                & state_follows("called_at", _SHOWN, free=(S.CANCELLED,)),
                violation_error_message=_("A meeting is called by somebody before it is opened."),
            ),
            models.CheckConstraint(
                name="bodies_meeting_opened_by_somebody",
                condition=either("opened_at", "opened_by") & state_follows("opened_at", _AFTER_OPENING),
                violation_error_message=_("A meeting is opened by somebody before anything is done in it."),
            ),
            models.CheckConstraint(
                name="bodies_meeting_closed_by_somebody",
                condition=either("closed_at", "closed_by") & state_follows("closed_at", _AFTER_CLOSING),
                violation_error_message=_("A meeting is closed by somebody before its minutes are written."),
            ),
            models.CheckConstraint(
                name="bodies_meeting_minutes_in_order",
                condition=either("drafted_at", "drafted_by")
                & state_follows("drafted_at", _AFTER_DRAFT)
                & state_follows("checked_at", (S.CHECKED, S.PUBLISHED)),
                violation_error_message=_("Minutes are written, then checked, then published."),
            ),
            models.CheckConstraint(
                name="bodies_meeting_published_by_somebody",
                condition=either("published_at", "published_by")
                & state_follows("published_at", (S.PUBLISHED,)),
                violation_error_message=_("Minutes are published by somebody after they have been checked."),
            ),
            models.CheckConstraint(
                name="bodies_meeting_cancelled_by_somebody",
                condition=either("cancelled_at", "cancelled_by")
                & state_follows("cancelled_at", (S.CANCELLED,)),
                violation_error_message=_("A meeting is cancelled by somebody."),
            ),
            models.CheckConstraint(
                name="bodies_meeting_ends_after_it_begins",
                condition=Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")),
                violation_error_message=_("A meeting ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> Trilingual:
        """Which meeting of which body it is: the number within its year."""
        body, number = self.body.name, f"{self.number}/{self.year}"
        said = {code: str(body.in_language(code)) for code in ("sv", "fi", "en")}
        return Trilingual(
            sv=f"{said['sv']}, möte {number}",
            fi=f"{said['fi']}, kokous {number}",
            en=f"{said['en']}, meeting {number}",
        )

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts_at)

    @property
    def is_planned(self) -> bool:
        return self.state == S.PLANNED

    @property
    def is_called(self) -> bool:
        return self.state == S.CALLED

    @property
    def is_open(self) -> bool:
        return self.state == S.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether it is over and its minutes are being written."""
        return self.state == S.CLOSED

    @property
    def is_drafted(self) -> bool:
        return self.state == S.MINUTES_DRAFTED

    @property
    def is_checked(self) -> bool:
        return self.state == S.CHECKED

    @property
    def is_published(self) -> bool:
        return self.state == S.PUBLISHED

    @property
    def is_cancelled(self) -> bool:
        return self.state == S.CANCELLED


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, acting: Acting | None) -> Self:
        """Everybody reads the public items of meetings that have been called; those within the body read all."""
        called = Q(
            is_public=True, meeting__called_at__isnull=False, meeting__body__in=Body.objects.open_to_all()
        )
        return self.filter(called | Q(meeting__body__in=Body.objects.within(acting)))


class AgendaItem(Versioned):
    """A matter on the agenda of a meeting: what it is about, and what is proposed to be decided.

    `section` is its number in the minutes, running through the year; it is given when the meeting is called.
    `handling` is what the secretary tells of how it was dealt with; what was decided is told by the decision.
    """

    privacy = Privacy.none(
        "matters of the body; names in its texts are marked, and leave the published minutes"
    )

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField(_("place on the agenda"))
    section = models.PositiveIntegerField(_("section"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ItemKind, default=ItemKind.DECISION)
    title = models.CharField(_("title"), max_length=200)
    background = models.TextField(_("background"), blank=True)
    proposal = models.TextField(_("proposed decision"), blank=True)
    is_public = models.BooleanField(_("public"), default=True)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_key = models.CharField(max_length=60, blank=True)
    put_off_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="taken_up_in"
    )
    handling = models.TextField(_("how it was dealt with"), blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("items of the agenda")
        ordering = ("meeting", "place", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("meeting", "section"),
                name="bodies_item_section_once",
                violation_error_message=_("Two items cannot have one section."),
            ),
            models.CheckConstraint(
                name="bodies_item_proposes_what_is_decided",
                condition=Q(kind=ItemKind.INFORMATION) | ~Q(proposal=""),
                violation_error_message=_("Write what is proposed to be decided."),
            ),
            models.CheckConstraint(
                name="bodies_item_subject_is_whole",
                condition=Q(subject_kind="", subject_key="") | (~Q(subject_kind="") & ~Q(subject_key="")),
                violation_error_message=_("A matter from elsewhere is named by its kind and key."),
            ),
        ]

    def __str__(self) -> str:
        return f"§ {self.section} {self.title}" if self.section else self.title

    @property
    def is_for_decision(self) -> bool:
        return self.kind == ItemKind.DECISION

    @property
    def is_settled(self) -> bool:
        """Whether something has become of it."""
        return hasattr(self, "decision")

    @property
    def settled_by(self) -> "Decision":
        """What became of it. Raises `Refused` where nothing has yet."""
        if not self.is_settled:
            raise Refused(gettext("Nothing has been decided in the matter."))
        return self.decision


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, acting: Acting | None, on: date) -> Self:
        """Those of visible items; the public reads only what is meant for it, without names when their time is over."""
        within = Q(item__meeting__body__in=Body.objects.within(acting))
        public = Q(is_public=True, item__in=AgendaItem.objects.visible_to(None))
        nameless = Q(holds_personal_data=False) | Q(item__meeting__minutes__names_until=None)
        named = Q(item__meeting__minutes__names_until__gte=on)
        return self.filter(within | (public & (nameless | named)))


class Attachment(models.Model):
    """A file that belongs to an item of the agenda."""

    privacy = Privacy.none("what a file is called on the agenda; its content is a stored file")

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    is_public = models.BooleanField(_("public"), default=False)
    holds_personal_data = models.BooleanField(_("holds personal data"), default=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("item", "pk")

    def __str__(self) -> str:
        return self.title
