"""Forms of bodies: what is typed, as the actions take it."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import LANGUAGES, Trilingual
from samverka.portal.forms import DayField, Form, UploadField
from samverka.registers.actors.models import Actor
from samverka.work.bodies.enums import (
    AnswerKind,
    Appeal,
    BodyKind,
    Category,
    Ending,
    Ground,
    ItemKind,
    Place,
    PostKind,
)
from samverka.work.bodies.models import AgendaItem, Appointment, Body, Meeting, Seat, Term

__all__ = [
    "ActorField",
    "ActorsField",
    "AnswerForm",
    "AppointForm",
    "AttachForm",
    "BodyForm",
    "CheckForm",
    "CheckersForm",
    "CorrectForm",
    "CountForm",
    "DayForm",
    "EndAppointmentForm",
    "FollowUpForm",
    "FoundForm",
    "FoundingForm",
    "GuestForm",
    "InitiativeForm",
    "ItemForm",
    "MeetingForm",
    "MinutesForm",
    "PostForm",
    "SeatForm",
    "TaskForm",
    "TermForm",
    "WhyForm",
]

_LONG = forms.Textarea({"rows": 4})


def _text(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=options.pop("max_length", 200), **options)


def _long(label: Any, rows: int = 4, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea({"rows": rows}), max_length=20_000, **options)


class ActorField(forms.CharField):
    """An organisation by its name in any language; where several fit, the field says which."""

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "help_text", _("The name in Swedish or Finnish, or a part of it that no other has.")
        )
        super().__init__(max_length=200, **options)

    def clean(self, value: Any) -> Actor | None:
        asked = super().clean(value)
        return self.find(asked) if asked else None

    def find(self, asked: str) -> Actor:
        """The one organisation that is called so. Raises `ValidationError`."""
        known = Actor.objects.in_force_on(today())
        exact: list[Actor] = list(known.filter(_named("iexact", asked) | Q(slug=asked))[:2])
        found: list[Actor] = exact or list(known.filter(_named("icontains", asked)).order_by("slug")[:6])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(
                gettext("No organisation in the register is called so. Check the spelling.")
            )
        names = "; ".join(str(one.name) for one in found[:5])
        raise forms.ValidationError(
            gettext("Several organisations fit: %(names)s. Write the whole name.") % {"names": names}
        )


class ActorsField(ActorField):
    """Organisations, one on each line."""

    widget = forms.Textarea({"rows": 3})

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in (value or "").splitlines() if line.strip()]
        return [self.find(line) for line in lines]


def _named(how: str, asked: str) -> Q:
    sv, fi, en = (Q(**{f"name_{language}__{how}": asked}) for language in LANGUAGES)
    return sv | fi | en


class _Named(Form):
    """What a body is called and what its task is."""

    name_sv = _text(_("Name in Swedish"), required=False)
    name_fi = _text(_("Name in Finnish"), required=False)
    name_en = _text(_("Name in English"), required=False)
    purpose_sv = _long(_("Task in Swedish"), required=False)
    purpose_fi = _long(_("Task in Finnish"), required=False)
    purpose_en = _long(_("Task in English"), required=False)

    @property
    def texts(self) -> dict[str, Trilingual]:
        typed = self.cleaned_data
        return {
            field: Trilingual(*(typed[f"{field}_{language}"] for language in LANGUAGES))
            for field in ("name", "purpose")
        }


class FoundForm(_Named):
    kind = forms.ChoiceField(label=_("Kind"))
    with_others = ActorsField(
        label=_("Municipalities that found it together with yours"),
        help_text=_("One on each line. Each is asked to record its own decision."),
        required=False,
    )

    field_order = ("kind",)

    def __init__(self, *args: Any, kinds: Iterable[BodyKind], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]


class BodyForm(_Named):
    """What is said of a body, what is public, and its own rules."""

    is_public = forms.BooleanField(label=_("Everybody can read it once it has been started"), required=False)
    members_are_public = forms.BooleanField(
        label=_("Everybody can read the names of its members"), required=False
    )
    least_present = forms.IntegerField(
        label=_("Fewest present for a decision"),
        help_text=_("Only where the body's own rule asks for more than half of the members."),
        min_value=1,
        max_value=100,
        required=False,
    )
    least_share = forms.IntegerField(
        label=_("Least share of women and of men among the members, per cent"),
        help_text=_("Only where the founding decision sets one. It is told, and hinders nothing."),
        min_value=1,
        max_value=50,
        required=False,
    )
    appeal = forms.ChoiceField(
        label=_("What can be asked for against its decisions"),
        help_text=_(
            "It sets how long names are shown in published minutes (410/2015, sections 138 and 140)."
        ),
        choices=Appeal,
        widget=forms.RadioSelect,
    )

    @property
    def said(self) -> dict[str, Any]:
        typed = self.cleaned_data
        rules = ("is_public", "members_are_public", "least_present", "least_share")
        return self.texts | {name: typed[name] for name in rules} | {"appeal": Appeal(typed["appeal"])}

    @classmethod
    def values_of(cls, body: Body) -> dict[str, Any]:
        return {name: getattr(body, name) for name in cls.base_fields}


class FoundingForm(Form):
    """A founding decision: which organ, when, under what number, where it can be read."""

    organ = _text(_("Organ that decided"), max_length=120, help_text=_("The municipal board, for instance."))
    decided_on = DayField(label=_("Decided on"))
    section = _text(_("Section"), max_length=20, required=False, help_text=_("§ 123"))
    link = forms.URLField(
        label=_("Address of the decision"), max_length=300, required=False, assume_scheme="https"
    )


class DayForm(Form):
    day = DayField(label=_("Day"))

    def __init__(self, *args: Any, label: Any, **options: Any) -> None:
        super().__init__(*args, initial={"day": today()}, **options)
        self.fields["day"].label = label


class TermForm(Form):
    valid_from = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"))
    same_seats = forms.BooleanField(
        label=_("With the same seats as the latest term"), required=False, initial=True
    )


class CountForm(Form):
    """Counts, so that nobody's gender is kept."""

    women = forms.IntegerField(label=_("Women among the members"), min_value=0, max_value=200)
    men = forms.IntegerField(label=_("Men among the members"), min_value=0, max_value=200)


class SeatForm(Form):
    category = forms.ChoiceField(label=_("The seat is for"), choices=Category)
    organisation = ActorField(label=_("Organisation that it represents"), required=False)
    represents_sv = _text(_("Represents, in Swedish"), max_length=160, required=False)
    represents_fi = _text(_("Represents, in Finnish"), max_length=160, required=False)
    has_vote = forms.BooleanField(label=_("Has a vote"), required=False, initial=True)

    @property
    def said(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            "category": Category(typed["category"]),
            "organisation": typed["organisation"],
            "represents": Trilingual(typed["represents_sv"], typed["represents_fi"]),
            "has_vote": typed["has_vote"],
        }


class _WithAccount(Form):
    """Somebody by name, and by account where the person has a mandate."""

    name = _text(_("Name"), max_length=120, required=False)
    holder = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Account"),
        help_text=_(
            "Those with a mandate. The name alone is enough; with an account the person sees the matters."
        ),
        required=False,
    )

    def offer(self, accounts: Iterable[User]) -> None:
        keys = [one.pk for one in accounts]
        self.fields["holder"].queryset = User.objects.filter(pk__in=keys)  # type: ignore[attr-defined]


class AppointForm(_WithAccount):
    place = forms.ChoiceField(label=_("Appointed as"), choices=Place, widget=forms.RadioSelect)
    valid_from = DayField(label=_("From"))
    appointed_by = _text(_("Appointed by"), max_length=160, required=False)
    in_office = forms.BooleanField(
        label=_("Sits by virtue of an office"),
        help_text=_("The name then stays in published minutes when the time for appeal has ended."),
        required=False,
    )

    field_order = ("place", "name", "holder", "valid_from")


class EndAppointmentForm(Form):
    last_day = DayField(label=_("Last day"))
    why = forms.ChoiceField(label=_("Why"), choices=Ending, widget=forms.RadioSelect)


class PostForm(_WithAccount):
    """Chair or vice chair from among the members; or a secretary."""

    kind = forms.ChoiceField(label=_("Post"), choices=PostKind, widget=forms.RadioSelect)
    appointment = forms.ModelChoiceField(
        Appointment.objects.none(), label=_("Chair or vice chair: which member"), required=False
    )
    valid_from = DayField(label=_("From"))

    field_order = ("kind", "appointment", "name", "holder")

    def __init__(self, *args: Any, term: Term, **options: Any) -> None:
        super().__init__(*args, **options)
        members = Appointment.objects.of_members().filter(seat__term=term, valid_to=None)
        self.fields["appointment"].queryset = members.order_by("seat__number")  # type: ignore[attr-defined]
        self.fields["name"].label = _("Secretary: name")


class MeetingForm(Form):
    """When and where, and in which language."""

    day = DayField(label=_("Day"))
    begins = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(
        label=_("Ends at"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"), required=False
    )
    place = _text(_("Place"))
    remote = _text(
        _("How to take part from afar"),
        max_length=300,
        required=False,
        help_text=_("Only those within the body see it."),
    )
    language = forms.ChoiceField(label=_("Language of the call and the minutes"), choices=settings.LANGUAGES)

    @property
    def said(self) -> dict[str, Any]:
        typed = self.cleaned_data
        ends = _moment(typed["day"], typed["ends"]) if typed["ends"] else None
        same = {name: typed[name] for name in ("place", "remote", "language")}
        return {"starts_at": _moment(typed["day"], typed["begins"]), "ends_at": ends, **same}

    @classmethod
    def values_of(cls, meeting: Meeting) -> dict[str, Any]:
        begins = timezone.localtime(meeting.starts_at)
        ends = timezone.localtime(meeting.ends_at).time() if meeting.ends_at else None
        same = {name: getattr(meeting, name) for name in ("place", "remote", "language", "version")}
        return {"day": begins.date(), "begins": begins.time(), "ends": ends, **same}


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


class ItemForm(Form):
    title = _text(_("Title"))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=ItemKind, widget=forms.RadioSelect, initial=ItemKind.DECISION
    )
    background = _long(
        _("Background"),
        6,
        required=False,
        help_text=_(
            "Write names of private persons in double brackets, [[Name]]: they leave published minutes in time."
        ),
    )
    proposal = _long(_("Proposed decision"), required=False)
    is_public = forms.BooleanField(
        label=_("Everybody can read it when the meeting has been called"), required=False, initial=True
    )

    @property
    def said(self) -> dict[str, Any]:
        typed = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return typed | {"kind": ItemKind(typed["kind"])}

    @classmethod
    def values_of(cls, item: AgendaItem) -> dict[str, Any]:
        return {name: getattr(item, name) for name in cls.base_fields}


class AttachForm(Form):
    file = UploadField(label=_("File"))
    title = _text(_("Title"), required=False)
    is_public = forms.BooleanField(
        label=_("Everybody can read it when the meeting has been called"), required=False
    )
    holds_personal_data = forms.BooleanField(
        label=_("It holds personal data"),
        help_text=_("The public then no longer reads it when the time for appeal has ended."),
        required=False,
        initial=True,
    )


class WhyForm(Form):
    why = _text(_("Why"), max_length=300, required=False)


class GuestForm(Form):
    guest = _text(_("Name"), max_length=120)
    guest_as = _text(_("There as"), max_length=120, help_text=_("Secretary, expert, presents a matter …"))
    from_afar = forms.BooleanField(label=_("From afar"), required=False)


class CheckersForm(Form):
    appointments = forms.ModelMultipleChoiceField(
        Appointment.objects.none(),
        label=_("Who checks the minutes"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one of those who were there.")},
    )

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        there = meeting.attendances.seated().values("appointment")
        self.fields["appointments"].queryset = Appointment.objects.filter(pk__in=there)  # type: ignore[attr-defined]


class MinutesForm(Form):
    """What the secretary writes around what happened: a field for the opening, each matter, and the end."""

    introduction = _long(_("Opening of the meeting"), required=False)

    def __init__(self, *args: Any, items: Iterable[AgendaItem], **options: Any) -> None:
        self.items = list(items)
        super().__init__(*args, **options)
        for item in self.items:
            label = gettext("How it was dealt with: %(item)s") % {"item": item}
            self.fields[f"handling_{item.pk}"] = _long(label, 5, required=False)
        self.fields["ending"] = _long(_("End of the meeting"), 3, required=False)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "input")

    @property
    def said(self) -> dict[str, Any]:
        typed = self.cleaned_data
        handling = {item: typed[f"handling_{item.pk}"] for item in self.items}
        return {"introduction": typed["introduction"], "ending": typed["ending"], "handling": handling}

    @staticmethod
    def values_of(meeting: Meeting) -> dict[str, Any]:
        minutes = meeting.minutes
        texts = {f"handling_{item.pk}": item.handling for item in meeting.items.all()}
        said = {"introduction": minutes.introduction, "ending": minutes.ending, "version": minutes.version}
        return texts | said


class CheckForm(Form):
    """Approve minutes or send them back."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=(
            ("approve", _("They tell what happened: I approve them")),
            ("return", _("Something is to be put right")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you approve the minutes.")},
    )
    remark = _long(_("What is to be put right"), required=False)
    given_how = _text(
        _("How the checker let you know"),
        max_length=120,
        required=False,
        help_text=_("On paper, at the meeting, by letter …"),
    )

    def __init__(self, *args: Any, own: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if own:
            del self.fields["given_how"]


class CorrectForm(Form):
    correction = _long(_("What is corrected, and how it should read"))


class InitiativeForm(Form):
    addressee = ActorField(label=_("Addressed to"))
    title = _text(_("Title"))
    text = _long(_("What is proposed"), 8)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    due = DayField(label=_("Answer by"))
    is_public = forms.BooleanField(
        label=_("Everybody can read it and its answer"), required=False, initial=True
    )


class AnswerForm(Form):
    kind = forms.ChoiceField(label=_("Kind of answer"), choices=AnswerKind, widget=forms.RadioSelect)
    text = _long(_("Answer"), 8)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class FollowUpForm(Form):
    what_came = _long(_("What came of it"))
    is_carried_out = forms.BooleanField(label=_("It has been carried out"), required=False)


class TaskForm(Form):
    organisation = ActorField(label=_("To be done by"))
    title = _text(_("What is to be done"))
    due = DayField(label=_("By"))


class SitAsideForm(Form):
    appointment = forms.ModelChoiceField(Appointment.objects.none(), label=_("Who steps aside"))
    ground = forms.ChoiceField(label=_("Ground (434/2003, section 28, subsection 1)"), choices=Ground)


def seat_name(seat: Seat) -> str:
    """A seat with whom it represents."""
    return f"{seat.label} {seat.represents}".strip()
