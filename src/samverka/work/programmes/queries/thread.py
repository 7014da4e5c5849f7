"""The thread, walked both ways: from an aim of the law to measures, and from a measure to all that stands above it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor, Capacity
from samverka.registers.areas.models import Area
from samverka.registers.law.enums import Bearer
from samverka.registers.law.models import Duty, DutyTerm
from samverka.work.programmes.enums import ProgrammeLevel
from samverka.work.programmes.grounds import AIMS, Aim, aims_on
from samverka.work.programmes.models import Alignment, Goal, Measure, Programme, ServedAim

__all__ = [
    "AimCovered",
    "Upward",
    "above",
    "aims_covered",
    "below",
    "duties_without_measure",
    "goals_above",
    "goals_not_served",
    "measures_for_aim",
    "municipalities_in",
    "programmes_of",
]


@dataclass(frozen=True, slots=True)
class Upward:
    """What stands above a measure or a goal: its own goals, those it serves in higher programmes, aims, duties."""

    goals: list[Goal]
    serves: list[Goal]
    aims: list[Aim]
    duties: list[Duty]


@dataclass(frozen=True, slots=True)
class AimCovered:
    """An aim of the law, and how many measures that have not been given up serve it."""

    aim: Aim
    measures: int


def municipalities_in(area: Area, on: date) -> "QuerySet[Actor]":
    """The municipalities, as organisations, of an area on a day; of a municipality, itself."""
    places = Area.objects.filter(pk=area.pk) if area.is_municipality else Area.objects.within(area, on)
    held = Capacity.objects.filter(kind=Bearer.MUNICIPALITY, area__in=places).in_force_on(on)
    return Actor.objects.filter(pk__in=held.values("actor"))


def programmes_of(area: Area | None, on: date) -> "QuerySet[Programme]":
    """Programmes of municipalities in force on a day: in an area, or in the whole country."""
    local = Programme.objects.in_force_on(on).of_level(ProgrammeLevel.MUNICIPALITY, ProgrammeLevel.JOINT)
    return local if area is None else local.owned_by_any(municipalities_in(area, on))


def goals_above(goal: Goal) -> list[Goal]:
    """A goal and those above it in its own programme, the highest first."""
    found = [goal]
    while (parent := found[-1].parent) is not None:
        found.append(parent)
    return found[::-1]


def above(row: Goal | Measure) -> Upward:
    """What stands above a goal or a measure, to the State programme and the law."""
    goals = goals_above(row.goal if isinstance(row, Measure) else row)
    serves = list(_served_from(row, goals))
    own = Q(measure=row) if isinstance(row, Measure) else Q()
    codes = set(ServedAim.objects.filter(Q(goal__in=goals) | own).values_list("code", flat=True))
    duties = list(row.carries_out.order_by("order", "code")) if isinstance(row, Measure) else []
    return Upward(goals, serves, [aim for code, aim in AIMS.items() if code in codes], duties)


def below(goal: Goal, acting: Acting | None) -> tuple[list[Goal], list[Measure]]:
    """What serves a goal from below, in its own and in other programmes, as far as one may see it."""
    seen = Goal.objects.visible_to(acting)
    goals = seen.filter(Q(parent=goal) | Q(alignments__serves=goal)).distinct()
    aligned = Alignment.objects.filter(serves=goal).values("measure")
    measures = Measure.objects.visible_to(acting).filter(
        Q(goal=goal) | Q(also_serves=goal) | Q(pk__in=aligned)
    )
    return (
        list(goals.select_related("programme").order_by("programme", "order", "pk")),
        list(measures.select_related("goal__programme", "responsible").distinct()),
    )


def measures_for_aim(code: str, programmes: "QuerySet[Programme]") -> "QuerySet[Measure]":
    """The measures of some programmes that serve an aim, themselves or by a goal above them; none given up."""
    served = ServedAim.objects.filter(code=code)
    by_goal = Q()
    for path in ("goal", "goal__parent", "goal__parent__parent"):
        by_goal |= Q(**{f"{path}__in": served.filter(goal__isnull=False).values("goal")})
    own = Q(pk__in=served.filter(measure__isnull=False).values("measure"))
    return Measure.objects.in_programmes(programmes).exclude(state="given_up").filter(own | by_goal)


def aims_covered(programmes: "QuerySet[Programme]", on: date) -> list[AimCovered]:
    """Every aim that the law names on a day, with the number of measures of some programmes that serve it."""
    return [AimCovered(aim, measures_for_aim(aim.code, programmes).count()) for aim in aims_on(on)]


def duties_without_measure(
    programmes: "QuerySet[Programme]", kinds: "set[str]", on: date
) -> "QuerySet[Duty]":
    """Duties that kinds of actor bear on a day, details aside, and that no measure of some programmes carries out."""
    terms = DutyTerm.objects.in_force_on(on).filter(never_applied=False, bearers__kind__in=kinds)
    measures = Measure.objects.in_programmes(programmes).exclude(state="given_up")
    carried = Measure.carries_out.through.objects.filter(measure__in=measures.values("pk")).values("duty")
    return Duty.objects.filter(pk__in=terms.values("duty"), detail=False).exclude(pk__in=carried)


def goals_not_served(higher: Programme, programmes: "QuerySet[Programme]") -> list[Goal]:
    """The goals of a higher programme that nothing in some lower programmes serves, directly or by a region's goal.

    A goal above one that is served counts as served.
    """
    reached = _reached_from(programmes)
    goals = list(higher.goals.select_related("parent__parent"))
    for goal in goals:
        if goal.pk in reached:
            reached |= {one.pk for one in goals_above(goal)}
    return [goal for goal in goals if goal.pk not in reached]


def _reached_from(programmes: "QuerySet[Programme]") -> set[int]:
    """The goals of other programmes that are served from some: by one link, or by one more through a region's goal."""
    chosen = programmes.values("pk")
    of_goals = Q(goal__programme__in=chosen)
    of_measures = Q(measure__goal__programme__in=chosen) & ~Q(measure__state="given_up")
    first = set(Alignment.objects.filter(of_goals | of_measures).values_list("serves", flat=True))
    second = Alignment.objects.filter(goal__in=first).values_list("serves", flat=True)
    return first | set(second)


def _served_from(row: Goal | Measure, goals: list[Goal]) -> Iterator[Goal]:
    """The goals of higher programmes that a row serves, each once: nearest first, then those that these serve."""
    own = Q(measure=row) if isinstance(row, Measure) else Q()
    rows = Alignment.objects.select_related("serves__programme").order_by("pk")
    known: set[int] = set()
    found = [one.serves for one in rows.filter(Q(goal__in=goals) | own)]
    while found:
        new = [goal for goal in dict.fromkeys(found) if goal.pk not in known]
        known |= {goal.pk for goal in new}
        yield from new
        found = [one.serves for one in rows.filter(goal__in=new)] if new else []
