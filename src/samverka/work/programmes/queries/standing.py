"""How programmes and their measures stand: by state, late, silent; what is translated; who can carry on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from samverka.foundation.kernel.languages import Trilingual
from samverka.registers.actors.models import Actor, Capacity
from samverka.registers.areas.enums import LanguageStatus, Scheme
from samverka.registers.areas.models import Standing as Class
from samverka.registers.law.enums import Bearer
from samverka.work.programmes.enums import OPEN_MEASURES, RUNNING, MeasureState
from samverka.work.programmes.models import Measure, Programme, ProgressNote

__all__ = [
    "Standing",
    "Translated",
    "bilingual",
    "is_of_aland",
    "latest_notes",
    "standing_of",
    "texts_of",
    "translated",
    "unfinished",
    "with_standing",
]

_BILINGUAL = (LanguageStatus.BILINGUAL_FINNISH, LanguageStatus.BILINGUAL_SWEDISH)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many measures of some programmes are in each state, late, and silent, on a day."""

    by_state: dict[str, int]
    overdue: int
    silent: int

    @property
    def measures(self) -> int:
        return sum(self.by_state.values())


@dataclass(frozen=True, slots=True)
class Translated:
    """In one language: how many texts there are in any language, and how many of them are in this one."""

    language: str
    there: int
    of: int

    @property
    def is_complete(self) -> bool:
        return self.there == self.of


def standing_of(programmes: "QuerySet[Programme]", on: date) -> Standing:
    """How the measures of some programmes stand, in one query."""
    measures = Measure.objects.in_programmes(programmes).order_by()
    running = Q(state__in=OPEN_MEASURES, goal__programme__state__in=RUNNING, goal__programme__ends_on__gt=on)
    counted = {state: Count("pk", filter=Q(state=state)) for state in MeasureState.values}
    row = measures.aggregate(
        **counted,
        overdue=Count("pk", filter=running & Q(due_on__lt=on)),
        silent=Count("pk", filter=running & Q(note_due__lt=on)),
    )
    return Standing({state: row[state] for state in MeasureState.values}, row["overdue"], row["silent"])


def with_standing(programmes: "QuerySet[Programme]", on: date) -> "QuerySet[Programme]":
    """Programmes with `measures`, `done`, `overdue` and `silent` counted on each, for lists."""
    running = Q(goals__measures__state__in=OPEN_MEASURES, state__in=RUNNING, ends_on__gt=on)
    return programmes.annotate(
        measures=Count("goals__measures"),
        done=Count("goals__measures", filter=Q(goals__measures__state=MeasureState.DONE)),
        overdue=Count("goals__measures", filter=running & Q(goals__measures__due_on__lt=on)),
        silent=Count("goals__measures", filter=running & Q(goals__measures__note_due__lt=on)),
    )


def latest_notes(measures: "QuerySet[Measure]") -> dict[int, ProgressNote]:
    """The latest note on each of some measures, by the measure's key, in one query."""
    latest = ProgressNote.objects.filter(measure__in=measures.order_by().values("pk"))
    keys = latest.order_by().values("measure").annotate(last=Max("pk")).values("last")
    rows = ProgressNote.objects.filter(pk__in=keys).select_related("written_for", "written_by")
    return {note.measure_id: note for note in rows}


def unfinished(programme: Programme) -> "QuerySet[Measure]":
    """The measures with which a new period begins: planned or under way."""
    return Measure.objects.filter(goal__programme=programme).open()


def translated(programme: Programme) -> list[Translated]:
    """The state of translation, language by language of the programme."""
    texts = [text for _label, text in texts_of(programme) if text]
    there: Counter[str] = Counter()
    for text in texts:
        there.update(language for language in programme.languages if getattr(text, language))
    return [Translated(language, there[language], len(texts)) for language in programme.languages]


def texts_of(programme: Programme) -> Iterator[tuple[str, Trilingual]]:
    """Every text of a programme with a name for it."""
    yield str(programme.name), programme.name
    yield str(programme.name), programme.foundations
    for goal in programme.goals.prefetch_related("targets"):
        yield str(goal), goal.title
        yield str(goal), goal.text
        yield from ((str(goal), target.indicator) for target in goal.targets.all())
    measures = Measure.objects.filter(goal__programme=programme).prefetch_related("targets", "steps")
    for measure in measures:
        for text in (measure.title, measure.text, measure.for_whom, measure.office):
            yield str(measure), text
        yield from ((str(measure), target.indicator) for target in measure.targets.all())
        yield from ((str(measure), step.what) for step in measure.steps.all())


def bilingual(programme: Programme, on: date) -> list[Actor]:
    """The owners that are bilingual municipalities on a day."""
    held = _classed(programme, on).filter(value__in=_BILINGUAL)
    places = held.values("municipality")
    capacities = Capacity.objects.filter(area__in=places, kind=Bearer.MUNICIPALITY).in_force_on(on)
    owners = programme.owners.taking_part().values("organisation")
    return list(Actor.objects.filter(pk__in=capacities.values("actor")).filter(pk__in=owners))


def is_of_aland(organisation: Actor, on: date) -> bool:
    """Whether a municipality lies on Åland, where the act of the mainland asks for no programme."""
    held = Capacity.objects.filter(actor=organisation, kind=Bearer.MUNICIPALITY).in_force_on(on)
    return held.filter(area__on_aland=True, area__on_mainland=False).exists()


def _classed(programme: Programme, on: date) -> "QuerySet[Class]":
    owners = programme.owners.taking_part().values("organisation")
    held = Capacity.objects.filter(actor__in=owners, kind=Bearer.MUNICIPALITY).in_force_on(on)
    classed: QuerySet[Class] = Class.objects.in_force_on(on).filter(scheme=Scheme.LANGUAGE)
    return classed.filter(municipality__in=held.values("area"))
