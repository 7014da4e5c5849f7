"""What must hold before an act, and what is worth knowing of a programme: sentences, with the provision behind them."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Count, F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.periods import months_later
from samverka.foundation.kernel.refusals import Sentence
from samverka.registers.actors.models import Actor, Mandate
from samverka.registers.law.enums import Bearer
from samverka.work.programmes import queries
from samverka.work.programmes.enums import RUNNING, MeasureState, ProgrammeLevel
from samverka.work.programmes.grounds import in_words
from samverka.work.programmes.models import (
    DEPTH,
    BudgetLine,
    Goal,
    Measure,
    Opinion,
    PartRequest,
    Programme,
    ProgrammeOwner,
)
from samverka.work.programmes.phrases import in_figures

__all__ = [
    "before_aligning",
    "before_asking_part",
    "before_assigning",
    "before_decision",
    "before_evaluation",
    "before_invitation",
    "before_note",
    "before_part_is_given",
    "before_placing",
    "missing_for_consultation",
    "missing_for_proposal",
    "remarks",
]

_HEED_NATIONAL_GOALS = "681/2023#sec_45__subsec_2"
_BOTH_LANGUAGES = "423/2003#sec_32__subsec_3"


def missing_for_consultation(programme: Programme, due: date) -> Iterator[Sentence]:
    """What is missing before a programme can be sent out for opinions."""
    if not programme.goals.exists():
        yield _("The programme has no goals. Write at least one.")
    if due <= today():
        yield _("Give those who are asked time: choose a day to come.")


def missing_for_proposal(programme: Programme) -> list[Sentence]:
    """What is missing before a version can be put before the owners."""
    return [
        *_owners(programme),
        *_ground(programme, programme.starts_on, today()),
        *_content(programme),
        *_measures(programme),
        *_languages(programme),
        *_opinions(programme),
        *_state(programme),
    ]


def remarks(programme: Programme) -> list[Sentence]:
    """What is worth thinking of, though it stops nothing."""
    return [
        *_period(programme),
        *_aims(programme),
        *_national_goals(programme),
        *_both_languages(programme),
        *_others_in_force(programme),
        *_money(programme),
    ]


def before_invitation(programme: Programme, organisation: Actor) -> Iterator[Sentence]:
    """Why an organisation cannot be asked to make a programme its own."""
    named = {"organisation": organisation.name}
    if programme.level != ProgrammeLevel.JOINT:
        yield _("Only a programme of several municipalities together has several owners.")
    if organisation.kind != Bearer.MUNICIPALITY:
        yield _("%(organisation)s is not a municipality.") % named
    if today() not in organisation.period:
        yield _("%(organisation)s does not exist today. Look for the one that follows it.") % named
    if programme.owners.filter(organisation=organisation).exclude(state="declined").exists():
        yield _("%(organisation)s is already asked or takes part.") % named


def before_placing(goal: Goal | None, parent: Goal | None, programme: Programme) -> Iterator[Sentence]:
    """Why a goal cannot stand under another: in another programme, below itself, or too deep."""
    if parent is None:
        return
    if parent.programme_id != programme.pk:
        yield _("A goal stands under a goal of the same programme.")
    above = queries.goals_above(parent)
    if goal is not None and goal.pk in {one.pk for one in above}:
        yield _("A goal cannot lie below itself.")
    elif len(above) + (_height(goal) if goal else 1) > DEPTH:
        yield _("Goals stand in %(depth)s steps at most. Choose a goal higher up.") % {"depth": DEPTH}


def before_aligning(lower: Programme, goal: Goal) -> Iterator[Sentence]:
    """Why nothing in a programme can serve a goal."""
    higher = goal.programme
    if higher.rank <= lower.rank:
        yield _("A municipality serves goals of the region or the State, a region those of the State.")
    if not higher.is_running:
        yield _("“%(programme)s” has not been adopted. Its goals can still change.") % {
            "programme": higher.name
        }
    elif not higher.period.overlaps(lower.period):
        yield _("“%(programme)s” is not in force during this programme.") % {"programme": higher.name}


def before_assigning(measure: Measure, people: Iterable[object]) -> Iterator[Sentence]:
    """Why people cannot answer for a measure: they do not act for the organisation that does."""
    if measure.responsible is None:
        yield _("Say first which organisation answers for the measure.")
        return
    held = Mandate.objects.in_force_on(today()).filter(organisation=measure.responsible)
    acting = set(held.values_list("user", flat=True))
    for person in people:
        if getattr(person, "pk", None) not in acting:
            yield _(
                "%(person)s does not act for %(organisation)s. Ask its administrator for a mandate first."
            ) % {
                "person": person,
                "organisation": measure.responsible.name,
            }


def before_note(measure: Measure, said_on: date, state: str, text: str) -> Iterator[Sentence]:
    """What is wrong with a note."""
    if said_on > today():
        yield _("A note says how it is today, or how it was on a day before.")
    latest = measure.notes.first()
    if latest and said_on < latest.said_on:
        yield _("The latest note is as of %(day)s. A new one is as of that day or later.") % {
            "day": in_figures(latest.said_on)
        }
    if state == MeasureState.GIVEN_UP and not text.strip():
        yield _("Say why the measure is given up.")


def before_decision(owner: ProgrammeOwner, organ: str, section: str, decided_on: date) -> Iterator[Sentence]:
    """What is wrong with what is said of an owner's decision."""
    programme = owner.programme
    if not organ.strip():
        yield _("Say which body decided.")
    if not section.strip() and not programme.is_of_state:
        yield _("Say in which section of its minutes.")
    if decided_on > today():
        yield _("The body cannot have decided on a day that has not come. Check the day.")
    yield from _ground(programme, decided_on)


def before_evaluation(programme: Programme) -> Iterator[Sentence]:
    """Why it is too early to evaluate a programme."""
    opens = months_later(programme.ends_on, -12)
    if today() < opens:
        yield _("A programme is evaluated in its last year or afterwards: from %(day)s.") % {
            "day": in_figures(opens)
        }


def before_asking_part(programme: Programme, ministry: Actor, due: date) -> Iterator[Sentence]:
    """Why a ministry cannot be asked for its part."""
    if ministry.kind != Bearer.MINISTRY:
        yield _("%(organisation)s is not a ministry.") % {"organisation": ministry.name}
    if programme.parts.filter(ministry=ministry).exists():
        yield _("%(organisation)s has already been asked.") % {"organisation": ministry.name}
    if due <= today():
        yield _("Give those who are asked time: choose a day to come.")


def before_part_is_given(part: PartRequest, announced_cents: int | None) -> Iterator[Sentence]:
    """What a ministry's part lacks: measures, who answers for them, money that adds up."""
    measures = part.measures.all()
    if not measures.exists():
        yield _("The part has no measures. The central ministries set goals and measures (%(law)s).") % {
            "law": in_words(part.programme.rests_on.cites)
        }
    yield from _without_answer(measures)
    planned = queries.planned_in(part)
    if announced_cents is not None and planned * 100 != announced_cents:
        yield _(
            "The budget lines add up to %(lines)s euros, but the part is said to cost %(announced)s euros in all."
        ) % {"lines": f"{planned:.2f}", "announced": f"{announced_cents / 100:.2f}"}


def _height(goal: Goal) -> int:
    """How many steps of goals there are from a goal down, itself counted."""
    return 1 + max((_height(child) for child in goal.children.all()), default=0)


def _owners(programme: Programme) -> Iterator[Sentence]:
    for owner in programme.owners.invited().select_related("organisation"):
        yield _("%(organisation)s has not answered whether it makes the programme its own.") % {
            "organisation": owner.name
        }
    owners = programme.owners.taking_part().count()
    if programme.level == ProgrammeLevel.JOINT and owners < 2:
        yield _("A programme of several municipalities has at least two owners. Invite the others first.")


def _ground(programme: Programme, *days: date) -> Iterator[Sentence]:
    """Why a programme cannot rest on its ground: it holds on none of the days, or not where an owner is."""
    ground, on = programme.rests_on, days[-1]
    if not any(ground.holds(programme.level, day) for day in days):
        yield _("The programme cannot rest on this ground on %(day)s: %(ground)s. Choose another.") % {
            "day": in_figures(on),
            "ground": ground.label,
        }
    if ground.where == "all":
        return
    for owner in programme.owners.taking_part().select_related("organisation"):
        if owner.organisation.kind == Bearer.MUNICIPALITY and (
            ground.where == "aland"
        ) != queries.is_of_aland(owner.organisation, on):
            yield _("This ground does not hold where %(organisation)s is: %(ground)s. Choose another.") % {
                "organisation": owner.name,
                "ground": ground.label,
            }


def _content(programme: Programme) -> Iterator[Sentence]:
    if not programme.goals.exists():
        yield _("The programme has no goals. Write at least one.")
    if not Measure.objects.filter(goal__programme=programme).exists():
        yield _("The programme has no measures. Write at least one.")


def _measures(programme: Programme) -> Iterator[Sentence]:
    measures = Measure.objects.filter(goal__programme=programme)
    yield from _without_answer(measures)
    if lacking := list(measures.filter(due_on=None)):
        yield _("Say by when these measures are to be done: %(measures)s.") % {"measures": _named(lacking)}


def _without_answer(measures: Iterable[Measure]) -> Iterator[Sentence]:
    if lacking := [one for one in measures if one.responsible_id is None]:
        yield _("Say who answers for these measures: %(measures)s.") % {"measures": _named(lacking)}


def _languages(programme: Programme) -> Iterator[Sentence]:
    names = {"sv": _("in Swedish"), "fi": _("in Finnish"), "en": _("in English")}
    texts = [(label, text) for label, text in queries.texts_of(programme) if text]
    for language in programme.languages:
        lacking = list(dict.fromkeys(label for label, text in texts if not getattr(text, language)))
        if lacking:
            yield _("Missing %(language)s: %(texts)s.") % {
                "language": names[language],
                "texts": _shortened(lacking),
            }


def _opinions(programme: Programme) -> Iterator[Sentence]:
    opinions = Opinion.objects.filter(edition__programme=programme)
    if count := opinions.unhandled().count():
        yield ngettext(
            "One opinion has not been handled. Say first what came of it.",
            "%(count)s opinions have not been handled. Say first what came of them.",
            count,
        ) % {"count": count}
    waiting = opinions.awaited().filter(due__gte=today()).select_related("organisation")
    for opinion in waiting:
        yield _("%(organisation)s has time for its opinion until %(day)s.") % {
            "organisation": opinion,
            "day": in_figures(opinion.due),
        }


def _state(programme: Programme) -> Iterator[Sentence]:
    if not programme.is_of_state:
        return
    ground = programme.rests_on
    if ground.months and programme.ends_on != months_later(programme.starts_on, ground.months):
        yield _("The State programme is made for four years at a time (%(law)s). Check the period.") % {
            "law": in_words(ground.cites)
        }
    for part in programme.parts.exclude(state="accepted").select_related("ministry"):
        yield _("The part of %(ministry)s has not been put together with the others.") % {
            "ministry": part.name
        }


def _period(programme: Programme) -> Iterator[Sentence]:
    months = programme.rests_on.months
    if months and programme.ends_on > months_later(programme.starts_on, months):
        yield _(
            "The programme is reviewed at least every fourth year (%(law)s), but its period is longer."
        ) % {"law": in_words(programme.rests_on.cites)}


def _aims(programme: Programme) -> Iterator[Sentence]:
    programmes = Programme.objects.filter(pk=programme.pk)
    for covered in queries.aims_covered(programmes, programme.starts_on):
        if not covered.measures:
            yield _("No measure serves this aim of the law: %(aim)s (%(law)s).") % {
                "aim": covered.aim.name,
                "law": in_words(covered.aim.cites),
            }


def _national_goals(programme: Programme) -> Iterator[Sentence]:
    local = programme.level in (ProgrammeLevel.MUNICIPALITY, ProgrammeLevel.JOINT)
    if not local or programme.rests_on.code != "own_decision":
        return
    higher = Programme.objects.of_level(ProgrammeLevel.STATE).in_force_on(max(programme.starts_on, today()))
    for state in higher:
        missed = queries.goals_not_served(state, Programme.objects.filter(pk=programme.pk))
        if len(missed) == state.goals.count():
            yield _(
                "Nothing in it serves a goal of “%(programme)s”. Municipalities heed national goals (%(law)s)."
            ) % {
                "programme": state.name,
                "law": in_words(_HEED_NATIONAL_GOALS),
            }


def _both_languages(programme: Programme) -> Iterator[Sentence]:
    if programme.in_sv and programme.in_fi:
        return
    for owner in queries.bilingual(programme, max(programme.starts_on, today())):
        yield _(
            "%(organisation)s is bilingual. It sees to it that people who speak Swedish and people who speak Finnish "
            "get the information that they need (%(law)s): give the programme in both languages."
        ) % {"organisation": owner.name, "law": in_words(_BOTH_LANGUAGES)}


def _others_in_force(programme: Programme) -> Iterator[Sentence]:
    owners = programme.owners.taking_part().values("organisation")
    others = Programme.objects.filter(pk__in=Programme.objects.owned_by_any(owners).values("pk"))
    meanwhile = others.filter(starts_on__lt=programme.ends_on, ends_on__gt=max(programme.starts_on, today()))
    for other in meanwhile.filter(state__in=RUNNING).exclude(pk=programme.pk):
        yield _("“%(programme)s” is in force at the same time, until %(day)s.") % {
            "programme": other.name,
            "day": in_figures(other.ends_on - timedelta(days=1)),
        }


def _money(programme: Programme) -> Iterator[Sentence]:
    lines = BudgetLine.objects.filter(measure__goal__programme=programme)
    over = lines.filter(used_cents__gt=F("granted_cents")).aggregate(measures=Count("measure", distinct=True))
    if over["measures"]:
        yield ngettext(
            "One measure has used more than it was granted.",
            "%(count)s measures have used more than they were granted.",
            over["measures"],
        ) % {"count": over["measures"]}


def _named(measures: list[Measure]) -> str:
    return _shortened([str(one) for one in measures])


def _shortened(names: list[str]) -> str:
    """Names in a row; of more than five, the first five and how many more."""
    shown = "; ".join(names[:5])
    more = len(names) - 5
    return shown if more <= 0 else _("%(names)s; and %(count)s more") % {"names": shown, "count": more}
