"""What follows from decisions: proposals to authorities with their answers, and tasks."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.acts import at, by, either, state_follows
from samverka.foundation.kernel.clock import this_moment, today
from samverka.foundation.kernel.languages import Trilingual
from samverka.foundation.kernel.privacy import Privacy
from samverka.foundation.kernel.versions import Versioned
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.work.bodies.enums import ANSWERING, AnswerKind, InitiativeState, TaskState
from samverka.work.bodies.models.body import Body
from samverka.work.bodies.models.deciding import Decision

__all__ = ["Initiative", "Task"]

_ANSWERED = (InitiativeState.ANSWERED, InitiativeState.FOLLOWED_UP)


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def awaiting(self) -> Self:
        return self.filter(state=InitiativeState.SENT)

    def late(self, on: date) -> Self:
        """Those without an answer, although its day is over."""
        return self.awaiting().filter(due__lt=on)

    def addressed_to(self, acting: Acting | None) -> Self:
        if acting is None or not acting.has(*ANSWERING):
            return self.none()
        return self.filter(addressee=acting.organisation)

    def visible_to(self, acting: Acting | None) -> Self:
        """Everybody reads what a public body has proposed in public; those within it, and the one asked, read all."""
        public = Q(is_public=True, body__in=Body.objects.open_to_all())
        asked = Q(pk__in=Initiative.objects.addressed_to(acting).values("pk"))
        return self.filter(public | asked | Q(body__in=Body.objects.within(acting)))


class Initiative(Versioned):
    """What a body proposes to an authority or another organisation, what it answered, and what came of it."""

    privacy = Privacy(
        "so that it can be shown who sent, answered, followed up and took back a proposal",
        holds=("sent_by", "answered_by", "followed_up_by", "withdrawn_by"),
        kept="as long as the minutes of the body are kept",
    )

    body = models.ForeignKey(Body, models.PROTECT, related_name="initiatives")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="initiatives")
    addressee = models.ForeignKey(Actor, models.PROTECT, related_name="initiatives", verbose_name=_("to"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what is proposed"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="sv")
    is_public = models.BooleanField(_("public"), default=True)
    state = models.CharField(_("state"), max_length=12, choices=InitiativeState, default=InitiativeState.SENT)
    sent_at = models.DateTimeField(_("sent"), default=this_moment, editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due = models.DateField(_("answer by"))
    answer_kind = models.CharField(_("kind of answer"), max_length=10, choices=AnswerKind, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answer_language = models.CharField(
        _("language of the answer"), max_length=2, choices=settings.LANGUAGES, blank=True
    )
    answered_at, answered_by = at(_("answered")), by()
    what_came = models.TextField(_("what came of it"), blank=True)
    is_carried_out = models.BooleanField(_("carried out"), null=True, blank=True)
    followed_up_at, followed_up_by = at(_("followed up")), by()
    withdrawn_at, withdrawn_by = at(_("withdrawn")), by()

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal to an authority")
        verbose_name_plural = _("proposals to authorities")
        ordering = ("-sent_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="bodies_initiative_answered_by_somebody",
                condition=either("answered_at", "answered_by")
                & state_follows("answered_at", _ANSWERED)
                & (Q(answered_at=None, answer="", answer_kind="") | (~Q(answer="") & ~Q(answer_kind=""))),
                violation_error_message=_(
                    "An answer says something, is of a kind, and is given by somebody."
                ),
            ),
            models.CheckConstraint(
                name="bodies_initiative_followed_up_by_somebody",
                condition=either("followed_up_at", "followed_up_by", "is_carried_out")
                & state_follows("followed_up_at", (InitiativeState.FOLLOWED_UP,)),
                violation_error_message=_("Say what came of it, after it was answered."),
            ),
            models.CheckConstraint(
                name="bodies_initiative_withdrawn_by_somebody",
                condition=either("withdrawn_at", "withdrawn_by")
                & state_follows("withdrawn_at", (InitiativeState.WITHDRAWN,)),
                violation_error_message=_("A proposal is taken back by somebody, before it is answered."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def name(self) -> Trilingual:
        return Trilingual(sv=self.title, fi=self.title, en=self.title)

    @property
    def awaits(self) -> bool:
        return self.state == InitiativeState.SENT

    @property
    def is_answered(self) -> bool:
        return self.state in _ANSWERED

    @property
    def is_followed_up(self) -> bool:
        return self.state == InitiativeState.FOLLOWED_UP

    def is_late_on(self, day: date) -> bool:
        """Whether it awaits an answer, although its day is over: the same answer as `late`."""
        return self.awaits and self.due < day

    @property
    def is_late(self) -> bool:
        return self.is_late_on(today())

    @property
    def was_answered_late(self) -> bool:
        return self.answered_at is not None and timezone.localdate(self.answered_at) > self.due


class TaskQuerySet(models.QuerySet["Task"]):
    def to_do(self) -> Self:
        return self.filter(state=TaskState.GIVEN)

    def late(self, on: date) -> Self:
        return self.to_do().filter(due__lt=on)

    def given_to(self, acting: Acting | None) -> Self:
        if acting is None or not acting.has(*ANSWERING):
            return self.none()
        return self.filter(organisation=acting.organisation)

    def visible_to(self, acting: Acting | None) -> Self:
        """Tasks are seen by those within the body, and by the organisation that has them."""
        given = Task.objects.given_to(acting).values("pk")
        return self.filter(Q(pk__in=given) | Q(decision__item__meeting__body__in=Body.objects.within(acting)))


class Task(Versioned):
    """What an organisation is to do because of a decision, by when."""

    privacy = Privacy(
        "so that it can be shown who gave a task and who said that it was done",
        holds=("given_by", "done_by"),
        kept="as long as the minutes of the body are kept",
    )

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="tasks")
    organisation = models.ForeignKey(
        Actor, models.PROTECT, related_name="body_tasks", verbose_name=_("to be done by")
    )
    title = models.CharField(_("what is to be done"), max_length=200)
    due = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=6, choices=TaskState, default=TaskState.GIVEN)
    given_at = models.DateTimeField(_("given"), default=this_moment, editable=False)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done_at, done_by = at(_("done")), by()
    note = models.TextField(_("what was done"), blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = (F("done_at").asc(nulls_first=True), "due", "pk")
        constraints = [
            models.CheckConstraint(
                name="bodies_task_done_by_somebody",
                condition=either("done_at", "done_by") & state_follows("done_at", (TaskState.DONE,)),
                violation_error_message=_("A task is done when somebody says so."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def name(self) -> Trilingual:
        return Trilingual(sv=self.title, fi=self.title, en=self.title)

    @property
    def body(self) -> Body:
        return self.decision.item.meeting.body

    @property
    def is_done(self) -> bool:
        return self.state == TaskState.DONE

    def is_late_on(self, day: date) -> bool:
        return not self.is_done and self.due < day

    @property
    def is_late(self) -> bool:
        return self.is_late_on(today())
