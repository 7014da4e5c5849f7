"""Forms of cooperation."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import LANGUAGES, Trilingual
from samverka.portal.forms import DayField, Form, LastDayField
from samverka.registers.actors.models import Actor
from samverka.work.cooperation.enums import Part
from samverka.work.cooperation.models import Cooperation

__all__ = ["AnswerForm", "CooperationForm", "DayForm", "InviteForm", "LastDayForm", "SearchForm", "ShownForm"]


class CooperationForm(Form):
    """What a cooperation is called and for, in the languages of its founders."""

    name_sv = forms.CharField(
        label=_("Name in Swedish"),
        help_text=_(
            "At least one name now; before the start, one in each language of the founding municipalities."
        ),
        max_length=200,
        required=False,
    )
    name_fi = forms.CharField(label=_("Name in Finnish"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    purpose_sv = forms.CharField(
        label=_("Purpose in Swedish"), widget=forms.Textarea({"rows": 4}), required=False
    )
    purpose_fi = forms.CharField(
        label=_("Purpose in Finnish"), widget=forms.Textarea({"rows": 4}), required=False
    )
    purpose_en = forms.CharField(
        label=_("Purpose in English"), widget=forms.Textarea({"rows": 4}), required=False
    )
    is_public = forms.BooleanField(
        label=_("Everybody can read it once it has started"),
        help_text=_(
            "Shown are its name, its purpose, the founding municipalities, and parties that agree to be shown."
        ),
        required=False,
    )

    @property
    def said(self) -> dict[str, Any]:
        """The values as the actions take them."""
        text = self.cleaned_data
        name = Trilingual(*(text[f"name_{language}"] for language in LANGUAGES))
        purpose = Trilingual(*(text[f"purpose_{language}"] for language in LANGUAGES))
        return {"name": name, "purpose": purpose, "is_public": text["is_public"]}

    @classmethod
    def values_of(cls, cooperation: Cooperation) -> dict[str, Any]:
        """What is saved now, for each field."""
        return {name: getattr(cooperation, name) for name in cls.base_fields}


class SearchForm(Form):
    """Looking for organisations to invite."""

    q = forms.CharField(label=_("Name"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    municipality = forms.ChoiceField(label=_("Works in the municipality"), required=False)

    def __init__(
        self, *args: Any, kinds: Iterable[Any], municipalities: Iterable[Any], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", _("All kinds")), *((kind.value, kind.label) for kind in kinds)]  # type: ignore[attr-defined]
        named = [(one.code, str(one.name)) for one in municipalities]
        self.fields["municipality"].choices = [("", _("All municipalities")), *named]  # type: ignore[attr-defined]


class InviteForm(Form):
    """Whom to invite of those found, as what, with what task."""

    organisations = forms.ModelMultipleChoiceField(
        Actor.objects.none(),
        label=_("Organisations"),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one organisation to invite.")},
    )
    part = forms.ChoiceField(label=_("Takes part as"), widget=forms.RadioSelect)
    task = forms.CharField(
        label=_("Task in the cooperation"),
        help_text=_("What you hope that they will do. They read it in the invitation."),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
    )
    language = forms.ChoiceField(label=_("Language of the task"), choices=settings.LANGUAGES)

    def __init__(
        self, *args: Any, invitable: QuerySet[Actor], found: Iterable[Actor], founding: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        shown = [(one.slug, _named(one)) for one in found]
        self.fields["organisations"].queryset = invitable  # type: ignore[attr-defined]
        self.fields["organisations"].choices = shown  # type: ignore[attr-defined]
        parts = [part for part in Part if founding or part is not Part.FOUNDER]
        self.fields["part"].choices = [(part.value, part.label) for part in parts]  # type: ignore[attr-defined]


def _named(organisation: Actor) -> str:
    """An organisation with its kind, where its name does not say it already."""
    name, kind = str(organisation.name), str(organisation.get_kind_display())
    return name if name == kind else f"{name} ({kind})"


class AnswerForm(Form):
    """Yes or no to an invitation."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=(("accept", _("We take part")), ("decline", _("We decline"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you take part.")},
    )
    joined_on = DayField(label=_("Takes part since"), required=False)
    is_shown = forms.BooleanField(label=_("Everybody may see that we take part"), required=False)
    words = forms.CharField(
        label=_("A word to the founders"),
        help_text=_("Why you decline, for instance. The parties of the cooperation can read it."),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, founding: bool, **options: Any) -> None:
        super().__init__(*args, initial={"joined_on": today()}, **options)
        if founding:
            del self.fields["is_shown"]


class DayForm(Form):
    """One day, today if nothing else is said."""

    day = DayField(label=_("Founded on"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, initial={"day": today()}, **options)


class LastDayForm(Form):
    """The last day of something, today if nothing else is said."""

    last_day = LastDayField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, asked: bool = True, **options: Any) -> None:
        super().__init__(*args, initial={"last_day": _tomorrow()}, **options)
        if not asked:
            del self.fields["last_day"]

    @property
    def first_day_after(self) -> date:
        """The first day that no longer counts."""
        found: date | None = self.cleaned_data.get("last_day")
        return found or _tomorrow()


def _tomorrow() -> date:
    return today() + timedelta(days=1)


class ShownForm(Form):
    """Whether the public sees that one takes part."""

    is_shown = forms.BooleanField(label=_("Everybody may see that we take part"), required=False)
