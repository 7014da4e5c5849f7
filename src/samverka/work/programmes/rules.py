"""Who may do what with programmes. Nobody decides for an organisation other than their own."""

from collections.abc import Callable
from typing import Final

from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting
from samverka.registers.law.enums import Bearer
from samverka.work.programmes.enums import (
    INSIDE,
    PREPARING,
    REPORTING,
    OwnerState,
    ProgrammeLevel,
    ProgrammeState,
)
from samverka.work.programmes.models import Measure, Opinion, PartRequest, Programme, ProgrammeOwner

__all__ = [
    "MEASURE_VERBS",
    "VERBS",
    "can",
    "can_with",
    "decides_for",
    "is_inside",
    "may_answer_invitation",
    "may_answer_part",
    "may_change",
    "may_change_measure",
    "may_draft",
    "may_give_opinion",
    "may_plan",
    "may_report",
    "may_see",
    "may_write_for",
    "prepares",
]

Rule = Callable[[Acting | None, Programme], bool]
MeasureRule = Callable[[Acting | None, Measure], bool]

_DRAFTS: Final[dict[str, tuple[roles.Role, tuple[Bearer, ...]]]] = {
    ProgrammeLevel.MUNICIPALITY: (roles.COORDINATOR, (Bearer.MUNICIPALITY,)),
    ProgrammeLevel.JOINT: (roles.COORDINATOR, (Bearer.MUNICIPALITY,)),
    ProgrammeLevel.REGION: (roles.REGIONAL_OFFICER, (Bearer.DEVELOPMENT_CENTRE, Bearer.REGIONAL_COUNCIL)),
    ProgrammeLevel.STATE: (roles.PLANNER, (Bearer.MINISTRY,)),
}
_WRITTEN: Final = (ProgrammeState.PREPARING, ProgrammeState.CONSULTED, ProgrammeState.ADOPTED)
_NOT_ADOPTED: Final = (ProgrammeState.PREPARING, ProgrammeState.CONSULTED)


def may_draft(acting: Acting | None, level: str) -> bool:
    """Who begins a programme of a level: municipal coordinators, regional officers, planners of ministries."""
    role, kinds = _DRAFTS[level]
    return acting is not None and acting.has(role) and acting.organisation.kind in kinds


def prepares(acting: Acting | None, programme: Programme) -> bool:
    """Whether one writes the programme: for the organisation that began it, or for an owner that takes part."""
    if acting is None or not acting.has(*PREPARING):
        return False
    return acting.organisation.pk == programme.prepared_for_id or programme.includes(acting.organisation)


def is_inside(acting: Acting | None, programme: Programme) -> bool:
    """Who sees what is not public: those whose organisation prepares, owns, is asked, or answers for a measure."""
    if acting is None or not acting.has(*INSIDE):
        return False
    own = acting.organisation.pk
    if own == programme.prepared_for_id or any(
        owner.organisation_id == own and owner.state != OwnerState.DECLINED
        for owner in programme.owners.all()
    ):
        return True
    measures = Measure.objects.filter(goal__programme=programme)
    return (
        programme.parts.filter(ministry=own).exists()
        or Opinion.objects.filter(edition__programme=programme, organisation=own).exists()
        or measures.filter(responsible=own).exists()
        or measures.filter(contributors=own).exists()
    )


def may_see(acting: Acting | None, programme: Programme) -> bool:
    """The same answer as `Programme.objects.visible_to`."""
    return programme.is_public or is_inside(acting, programme)


def may_change(acting: Acting | None, programme: Programme) -> bool:
    """Who writes the programme: those who prepare it, as long as no version lies before its owners."""
    return programme.state in _WRITTEN and not programme.is_before_owners and prepares(acting, programme)


def may_invite(acting: Acting | None, programme: Programme) -> bool:
    """Who asks others to make the programme their own: those who prepare it, before it is proposed."""
    return programme.state in _NOT_ADOPTED and prepares(acting, programme)


def may_consult(acting: Acting | None, programme: Programme) -> bool:
    """Who sends it out for opinions and handles them: those who prepare it."""
    return programme.state in _NOT_ADOPTED and prepares(acting, programme)


def may_ask_parts(acting: Acting | None, programme: Programme) -> bool:
    """Who asks ministries for their parts, returns and accepts them: the ministry that prepares the programme."""
    return programme.is_of_state and may_change(acting, programme) and _is_preparer(acting, programme)


def may_propose(acting: Acting | None, programme: Programme) -> bool:
    """Who puts a version before the owners: the organisation that began the programme."""
    return may_change(acting, programme) and _is_preparer(acting, programme)


def may_take_back(acting: Acting | None, programme: Programme) -> bool:
    """Who takes a version back before it is decided: the organisation that put it forward."""
    return programme.is_before_owners and prepares(acting, programme) and _is_preparer(acting, programme)


def may_decide(acting: Acting | None, programme: Programme) -> bool:
    """Who records what an owner's own body decided: its signatory; for the Government the preparing ministry, too."""
    return programme.is_before_owners and any(decides_for(acting, owner) for owner in programme.owners.all())


def may_evaluate(acting: Acting | None, programme: Programme) -> bool:
    """Who writes the evaluation: those who prepare the programme."""
    return (
        programme.state == ProgrammeState.ADOPTED
        and not programme.is_before_owners
        and prepares(acting, programme)
    )


def may_withdraw(acting: Acting | None, programme: Programme) -> bool:
    """Who gives up a programme before it is adopted: the organisation that began it."""
    return programme.can_be_given_up and prepares(acting, programme) and _is_preparer(acting, programme)


def may_continue(acting: Acting | None, programme: Programme) -> bool:
    """Who begins the next period from this one: those who prepare it, once it has been adopted."""
    return programme.is_running and prepares(acting, programme) and may_draft(acting, programme.level)


VERBS: Final[dict[str, Rule]] = {
    "see": may_see,
    "change": may_change,
    "invite": may_invite,
    "consult": may_consult,
    "ask_parts": may_ask_parts,
    "propose": may_propose,
    "take_back": may_take_back,
    "decide": may_decide,
    "evaluate": may_evaluate,
    "withdraw": may_withdraw,
    "continue": may_continue,
}


def can(acting: Acting | None, programme: Programme) -> dict[str, bool]:
    """What one who acts may do with a programme, verb by verb."""
    return {verb: rule(acting, programme) for verb, rule in VERBS.items()}


def may_write_for(acting: Acting | None, programme: Programme, part: PartRequest | None) -> bool:
    """Who writes a goal or a measure: those who prepare the programme; a ministry in its own part while it is open."""
    if may_change(acting, programme):
        return True
    if part is None or not part.is_open or programme.state not in _NOT_ADOPTED:
        return False
    return may_answer_part(acting, part)


def may_answer_part(acting: Acting | None, part: PartRequest) -> bool:
    """Who gives a ministry's part: a planner of the ministry."""
    return acting is not None and acting.has(roles.PLANNER) and acting.organisation.pk == part.ministry_id


def may_answer_invitation(acting: Acting | None, owner: ProgrammeOwner) -> bool:
    """Who answers whether an organisation makes the programme its own: whoever prepares programmes for it."""
    return acting is not None and acting.has(*PREPARING) and acting.organisation.pk == owner.organisation_id


def may_give_opinion(acting: Acting | None, opinion: Opinion) -> bool:
    """Who gives an opinion: whoever takes part for the organisation that was asked."""
    return acting is not None and acting.has(*INSIDE) and acting.organisation.pk == opinion.organisation_id


def decides_for(acting: Acting | None, owner: ProgrammeOwner) -> bool:
    """Whether one records the decisions of an owner."""
    if acting is None or owner.state != OwnerState.TAKES_PART:
        return False
    if acting.has(roles.SIGNATORY) and acting.organisation.pk == owner.organisation_id:
        return True
    of_government = owner.organisation.kind == Bearer.GOVERNMENT
    preparing = acting.organisation.pk == owner.programme.prepared_for_id
    return of_government and preparing and acting.has(roles.SIGNATORY, roles.PLANNER)


def may_change_measure(acting: Acting | None, measure: Measure) -> bool:
    """Who writes what the measure is: as `may_write_for`."""
    return may_write_for(acting, measure.goal.programme, measure.part)


def may_plan(acting: Acting | None, measure: Measure) -> bool:
    """Who keeps schedule, people, steps and money: whoever writes the measure, and who answers for it once adopted."""
    return may_change_measure(acting, measure) or may_report(acting, measure)


def may_report(acting: Acting | None, measure: Measure) -> bool:
    """Who says how a measure goes: its person and stand-in, others who work for its organisation, who prepare it."""
    if acting is None or not measure.goal.programme.is_running:
        return False
    if acting.organisation.pk == measure.responsible_id:
        return acting.has(*REPORTING) or acting.user.pk in (measure.answerer_id, measure.stand_in_id)
    return prepares(acting, measure.goal.programme)


MEASURE_VERBS: Final[dict[str, MeasureRule]] = {
    "change": may_change_measure,
    "plan": may_plan,
    "report": may_report,
}


def can_with(acting: Acting | None, measure: Measure) -> dict[str, bool]:
    """What one who acts may do with a measure, verb by verb."""
    return {verb: rule(acting, measure) for verb, rule in MEASURE_VERBS.items()}


def _is_preparer(acting: Acting | None, programme: Programme) -> bool:
    return acting is not None and acting.organisation.pk == programme.prepared_for_id
