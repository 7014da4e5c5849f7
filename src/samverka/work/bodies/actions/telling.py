"""Who is told what."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import plain
from samverka.foundation.notices.actions import remind, tell
from samverka.registers.actors import roles
from samverka.registers.actors.acting import Acting, people_of
from samverka.work.bodies.enums import ANSWERING, HOSTING
from samverka.work.bodies.models import Founder, Initiative, Meeting, MinutesCheck, Task, Term
from samverka.work.bodies.phrases import Told, hour_in_figures
from samverka.work.bodies.queries import keepers_of, people_in

__all__ = [
    "ask_checker",
    "ask_for_answer",
    "ask_founder",
    "remind_of_meeting",
    "remind_of_term",
    "tell_answered",
    "tell_keepers",
    "tell_members",
    "tell_task",
    "tell_task_done",
]

# How many days before something is due people are reminded; and the day after, that it is late.
_BEFORE_ANSWER: Final = (14, 3)
_BEFORE_TASK: Final = (7, 1)
_BEFORE_TERM_ENDS: Final = (180, 60)


def ask_founder(by: Acting, founder: Founder) -> None:
    people = _others(by, people_of([founder.organisation], *HOSTING, roles.SIGNATORY))
    details: dict[str, Any] = {
        "organisation": plain(founder.organisation.name),
        "body": plain(founder.body.name),
    }
    tell(people, Told.DECISION_ASKED, f"bodies/founders/{founder.pk}/", subject=founder, asks=True, **details)


def tell_members(by: Acting, kind: Told, meeting: Meeting) -> None:
    people = _others(by, people_in(meeting.body, meeting.day))
    tell(people, kind, _page(meeting), subject=meeting, **_of_meeting(meeting))


def remind_of_meeting(meeting: Meeting) -> None:
    """The day before; not where the meeting is called later than that."""
    before = meeting.day - timedelta(days=1)
    people = [*people_in(meeting.body, meeting.day), *keepers_of(meeting.body)]
    days = [before] if before > today() else []
    about = _of_meeting(meeting)
    remind(
        people, Told.MEETING_NEAR, _page(meeting), subject=meeting, due=meeting.day, remind_on=days, **about
    )


def ask_checker(check: MinutesCheck) -> None:
    meeting = check.minutes.meeting
    people = [check.appointment.holder] if check.appointment.holder else []
    tell(
        people,
        Told.CHECK_ASKED,
        f"bodies/checks/{check.pk}/",
        subject=check,
        asks=True,
        **_of_meeting(meeting),
    )


def tell_keepers(kind: Told, meeting: Meeting, *, asks: bool = False) -> None:
    tell(
        keepers_of(meeting.body),
        kind,
        f"{_page(meeting)}minutes/",
        subject=meeting,
        asks=asks,
        **_of_meeting(meeting),
    )


def ask_for_answer(initiative: Initiative) -> None:
    """Ask the authority, remind it before the day, and tell it and the secretary the day after."""
    people, path = people_of([initiative.addressee], *ANSWERING), f"bodies/initiatives/{initiative.pk}/"
    about = _of_initiative(initiative)
    tell(people, Told.ANSWER_ASKED, path, subject=initiative, asks=True, due=initiative.due, **about)
    days = _before(initiative.due, _BEFORE_ANSWER)
    remind(
        people,
        Told.ANSWER_ASKED,
        path,
        subject=initiative,
        due=initiative.due,
        remind_on=days,
        asks=True,
        **about,
    )
    late = [initiative.due + timedelta(days=1)]
    told = [*people, *keepers_of(initiative.body)]
    remind(told, Told.ANSWER_LATE, path, subject=initiative, due=initiative.due, remind_on=late, **about)


def tell_answered(initiative: Initiative) -> None:
    people = [*keepers_of(initiative.body), *people_in(initiative.body, today())]
    tell(
        people,
        Told.ANSWERED,
        f"bodies/initiatives/{initiative.pk}/",
        subject=initiative,
        **_of_initiative(initiative),
    )


def tell_task(by: Acting, task: Task) -> None:
    people, path = _others(by, people_of([task.organisation], *ANSWERING)), f"bodies/tasks/{task.pk}/"
    about = _of_task(task)
    tell(people, Told.TASK_GIVEN, path, subject=task, asks=True, due=task.due, **about)
    days = [*_before(task.due, _BEFORE_TASK), task.due + timedelta(days=1)]
    remind(people, Told.TASK_GIVEN, path, subject=task, due=task.due, remind_on=days, asks=True, **about)


def tell_task_done(by: Acting, task: Task) -> None:
    people = _others(by, keepers_of(task.body))
    tell(people, Told.TASK_DONE, f"bodies/tasks/{task.pk}/", subject=task, **_of_task(task))


def remind_of_term(term: Term, last_day: date) -> None:
    """Tell those who prepare the body in good time that the term ends."""
    people = people_of([term.body.host], *HOSTING)
    days = _before(last_day, _BEFORE_TERM_ENDS)
    about: dict[str, Any] = {"body": plain(term.body.name), "day": last_day.isoformat()}
    path = f"bodies/{term.body_id}/desk/"
    remind(people, Told.TERM_ENDS, path, subject=term, due=last_day, remind_on=days, **about)


def _page(meeting: Meeting) -> str:
    return f"bodies/meetings/{meeting.pk}/"


def _before(due: date, days: Iterable[int]) -> list[date]:
    return [day for count in days if (day := due - timedelta(days=count)) > today()]


def _of_meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "body": plain(meeting.body.name),
        "day": meeting.day.isoformat(),
        "hour": hour_in_figures(meeting.starts_at),
    }


def _of_initiative(one: Initiative) -> dict[str, Any]:
    return {
        "body": plain(one.body.name),
        "addressee": plain(one.addressee.name),
        "title": one.title,
        "day": one.due.isoformat(),
    }


def _of_task(task: Task) -> dict[str, Any]:
    return {
        "body": plain(task.body.name),
        "organisation": plain(task.organisation.name),
        "title": task.title,
        "day": task.due.isoformat(),
    }


def _others(by: Acting, people: Iterable[User]) -> list[User]:
    return [person for person in people if person.pk != by.user.pk]
