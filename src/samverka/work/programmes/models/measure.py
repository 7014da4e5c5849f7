"""Measures: what is done for a goal, by whom, when, for whom, in which language."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.acts import at, by, either, state_follows
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import LANGUAGES, Trilingual, trilingual
from samverka.foundation.kernel.privacy import Privacy
from samverka.foundation.kernel.versions import Versioned
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.registers.law.models import Duty
from samverka.work.programmes.enums import OPEN_MEASURES, RUNNING, MeasureState, Priority
from samverka.work.programmes.models.goal import Goal
from samverka.work.programmes.models.part import PartRequest
from samverka.work.programmes.models.programme import Programme

__all__ = ["Measure", "Step"]

_ENDED = (MeasureState.DONE, MeasureState.GIVEN_UP)


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, acting: Acting | None) -> Self:
        return self.filter(goal__programme__in=Programme.objects.visible_to(acting))

    def in_programmes(self, programmes: "models.QuerySet[Programme]") -> Self:
        return self.filter(goal__programme__in=programmes.values("pk"))

    def inside(self, goal: Goal) -> Self:
        """Those of a goal and of all goals below it."""
        return self.filter(goal__in=Goal.objects.inside(goal).values("pk"))

    def answered_for_by(self, organisation: Actor) -> Self:
        return self.filter(responsible=organisation)

    def open(self) -> Self:
        """Planned or under way."""
        return self.filter(state__in=OPEN_MEASURES)

    def running(self, day: date) -> Self:
        """Open ones of adopted programmes whose period is not over."""
        return self.open().filter(goal__programme__state__in=RUNNING, goal__programme__ends_on__gt=day)

    def overdue(self, day: date) -> Self:
        """Those that were to be done before a day and are not."""
        return self.running(day).filter(due_on__lt=day)

    def silent(self, day: date) -> Self:
        """Those on which a note was due before a day."""
        return self.running(day).filter(note_due__lt=day)

    def steps_late(self, day: date) -> Self:
        """Those of which a step was to be taken before a day and is not."""
        late = Step.objects.filter(done_on=None, due_on__lt=day)
        return self.running(day).filter(pk__in=late.values("measure"))

    def for_list(self) -> Self:
        """With what a row of a list shows, and the day of the latest note as `noted_on`, in one query."""
        return (
            self.select_related("goal__programme", "responsible")
            .annotate(noted_on=Max("notes__said_on"))
            .only(
                *(f"title_{language}" for language in LANGUAGES),
                *("state", "priority", "starts_on", "due_on", "note_due", "order", "version"),
                *(f"goal__title_{language}" for language in LANGUAGES),
                *("goal__order", "goal__parent", "goal__programme__state", "goal__programme__ends_on"),
                *(f"goal__programme__name_{language}" for language in LANGUAGES),
                *(f"responsible__name_{language}" for language in LANGUAGES),
                "responsible__slug",
            )
        )

    def with_details(self) -> Self:
        """With all that there is of each, as for a table to be filled in, in as many queries for many as for one."""
        return self.select_related(
            "goal__programme", "goal__parent", "responsible", "part__ministry", "answerer", "stand_in"
        ).prefetch_related(
            Prefetch("contributors", Actor.objects.order_by("slug")),
            Prefetch("carries_out", Duty.objects.order_by("order", "code")),
            "served_aims",
            "targets",
            "steps",
            "budget_lines",
        )


class Measure(Versioned):
    """What is to be done for a goal.

    `due_on` is the last day on which it is to be done. `note_due` is the last day on which a note on it is due, by the
    programme's rhythm; empty outside running programmes. `state` is that of its latest note. The person who answers is
    one who acts for the responsible organisation; their office stands beside, and stays when people change.
    """

    privacy = Privacy(
        "so that those who answer for a measure are reminded of it, and can be asked",
        holds=("answerer", "stand_in", "begun_by", "ended_by"),
        kept="as long as the programme is kept",
    )

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="measures")
    also_serves = models.ManyToManyField(
        Goal, blank=True, related_name="served_by", verbose_name=_("also serves")
    )
    part = models.ForeignKey(
        PartRequest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name=_("part of a ministry"),
    )
    lineage = models.UUIDField(default=uuid4, editable=False, db_index=True)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.ORDINARY)
    title_sv = models.CharField(_("measure in Swedish"), max_length=300, blank=True)
    title_fi = models.CharField(_("measure in Finnish"), max_length=300, blank=True)
    title_en = models.CharField(_("measure in English"), max_length=300, blank=True)
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_fi = models.TextField(_("text in Finnish"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    for_whom_sv = models.CharField(_("for whom, in Swedish"), max_length=300, blank=True)
    for_whom_fi = models.CharField(_("for whom, in Finnish"), max_length=300, blank=True)
    for_whom_en = models.CharField(_("for whom, in English"), max_length=300, blank=True)
    offered_in_sv = models.BooleanField(_("offered in Swedish"), default=False)
    offered_in_fi = models.BooleanField(_("offered in Finnish"), default=False)
    offered_in_others = models.CharField(_("offered in other languages"), max_length=200, blank=True)
    responsible = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures_answered_for",
        verbose_name=_("who answers for it"),
    )
    office_sv = models.CharField(_("office of the person, in Swedish"), max_length=120, blank=True)
    office_fi = models.CharField(_("office of the person, in Finnish"), max_length=120, blank=True)
    office_en = models.CharField(_("office of the person, in English"), max_length=120, blank=True)
    answerer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the person"),
    )
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the stand-in"),
    )
    contributors = models.ManyToManyField(
        Actor, blank=True, related_name="measures_contributed_to", verbose_name=_("together with")
    )
    carries_out = models.ManyToManyField(
        Duty, blank=True, related_name="measures", verbose_name=_("duties that it carries out")
    )
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=MeasureState, default=MeasureState.PLANNED, editable=False
    )
    note_due = models.DateField(_("next note by"), null=True, blank=True, editable=False)
    begun_at = at(_("begun"))
    begun_by = by()
    ended_at = at(_("done or given up"))
    ended_by = by()

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ("goal__programme", "goal__order", "goal", "order", "pk")
        indexes = [
            models.Index(fields=("state", "due_on")),
            models.Index(fields=("state", "note_due")),
        ]
        constraints = [
            models.CheckConstraint(
                name="programmes_measure_says_something",
                condition=~Q(title_sv="", title_fi="", title_en=""),
                violation_error_message=_("Say what the measure is."),
            ),
            models.CheckConstraint(
                name="programmes_measure_is_due_after_it_begins",
                condition=Q(starts_on=None) | Q(due_on=None) | Q(due_on__gte=F("starts_on")),
                violation_error_message=_("A measure cannot be done before it begins."),
            ),
            models.CheckConstraint(
                name="programmes_measure_has_a_known_priority",
                condition=Q(priority__in=Priority.values),
                violation_error_message=_("Choose how weighty the measure is."),
            ),
            models.CheckConstraint(
                name="programmes_measure_stand_in_is_another",
                condition=Q(stand_in=None) | Q(answerer=None) | ~Q(stand_in=F("answerer")),
                violation_error_message=_("Nobody stands in for themselves."),
            ),
            models.CheckConstraint(
                name="programmes_measure_begun_by_somebody",
                condition=either("begun_at", "begun_by"),
                violation_error_message=_("A measure is begun by somebody."),
            ),
            models.CheckConstraint(
                name="programmes_measure_ended_by_somebody",
                condition=either("ended_at", "ended_by"),
                violation_error_message=_("Somebody says that a measure is done or given up."),
            ),
            models.CheckConstraint(
                name="programmes_measure_state_is_that_of_its_acts",
                condition=Q(state__in=MeasureState.values)
                & state_follows("begun_at", (MeasureState.UNDER_WAY,), _ENDED)
                & state_follows("ended_at", _ENDED),
                violation_error_message=_("The state of a measure is that which its notes have led to."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def title(self) -> Trilingual:
        return trilingual(self, "title")

    @property
    def text(self) -> Trilingual:
        return trilingual(self, "text")

    @property
    def for_whom(self) -> Trilingual:
        return trilingual(self, "for_whom")

    @property
    def office(self) -> Trilingual:
        return trilingual(self, "office")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_MEASURES

    def is_running_on(self, day: date) -> bool:
        """The same answer as `Measure.objects.running`."""
        programme = self.goal.programme
        return self.is_open and programme.is_running and day < programme.ends_on

    def is_overdue_on(self, day: date) -> bool:
        """The same answer as `Measure.objects.overdue`."""
        return self.is_running_on(day) and self.due_on is not None and self.due_on < day

    def is_silent_on(self, day: date) -> bool:
        """The same answer as `Measure.objects.silent`."""
        return self.is_running_on(day) and self.note_due is not None and self.note_due < day

    @property
    def is_overdue(self) -> bool:
        return self.is_overdue_on(today())

    @property
    def is_silent(self) -> bool:
        return self.is_silent_on(today())


class Step(models.Model):
    """A step of a measure, with its day."""

    privacy = Privacy.none("what organisations plan")

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    what_sv = models.CharField(_("step in Swedish"), max_length=300, blank=True)
    what_fi = models.CharField(_("step in Finnish"), max_length=300, blank=True)
    what_en = models.CharField(_("step in English"), max_length=300, blank=True)
    due_on = models.DateField(_("to be taken by"), null=True, blank=True)
    done_on = models.DateField(_("taken on"), null=True, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ("measure", "order", "pk")
        constraints = [
            models.CheckConstraint(
                name="programmes_step_says_something",
                condition=~Q(what_sv="", what_fi="", what_en=""),
                violation_error_message=_("Say what the step is."),
            )
        ]

    def __str__(self) -> str:
        return str(self.what)

    @property
    def what(self) -> Trilingual:
        return trilingual(self, "what")
