"""Forms: they translate what was typed, hand it to an action, and show its refusal where it was typed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest, QueryDict

from samverka.foundation.documents.kinds import MOST_BYTES, kind_of
from samverka.foundation.kernel.refusals import Conflict, NotAllowed, Refused

__all__ = ["DayField", "Form", "LastDayField", "Upload", "UploadField", "attempt", "posted"]

# Days with which months can be reckoned without leaving the calendar.
_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 1, 1)


class DayField(forms.DateField):
    """A day, in the browser's own date field; 1.6.2024 is understood, too."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **options: Any) -> None:
        within = [MinValueValidator(_EARLIEST), MaxValueValidator(_LATEST)]
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y"], validators=within, **options)


class LastDayField(DayField):
    """A last day, asked for and shown as people say it; its value is the day after, the first that no longer counts."""

    def clean(self, value: Any) -> date | None:
        last: date | None = super().clean(value)
        return last + timedelta(days=1) if last else None

    def prepare_value(self, value: Any) -> Any:
        return value - timedelta(days=1) if isinstance(value, date) else value


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: what an action stores."""

    name: str
    content: bytes


class UploadField(forms.FileField):
    """A file of a kind that may be stored; what is wrong with another is said at the field."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = super().clean(data, initial)
        if not sent or isinstance(sent, Upload):
            return None
        content = sent.read(MOST_BYTES + 1)
        try:
            kind_of(content, sent.name)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return Upload(sent.name, content)


class Form(forms.Form):
    """A form whose fields are written by `portal/components/form.html`.

    `version` is that of the thing which the form was filled in from; `theirs` are the values that somebody else has
    saved since, shown beside one's own where a conflict was met.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    theirs: dict[str, Any] | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})
        for field in self.fields.values():
            css = "check__box" if isinstance(field.widget, forms.CheckboxInput) else "input"
            if not isinstance(field.widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
                field.widget.attrs.setdefault("class", css)


def attempt(
    form: Form, act: Callable[..., Any], theirs: Callable[[], dict[str, Any]] | None = None, **given: Any
) -> Any:
    """Do the act with the form's values, if the form is valid and the act is not refused.

    Args:
        form: bound; its cleaned values are not passed by themselves, `given` says what is.
        act: the action. theirs: the values saved now, for the fields of the form, asked for where a conflict is met.

    Returns:
        What the act returned, or `None`; then the form carries the sentences of the refusal, and nothing typed is lost.

    Raises:
        NotAllowed: the act is not for the one who acts, so that no form of it is either.
    """
    try:
        return act(**given)
    except NotAllowed:
        raise
    except Conflict as conflict:
        form.theirs = theirs() if theirs else None
        _add(form, conflict)
        typed = cast("QueryDict", form.data).copy()
        typed["version"] = str(form.theirs.get("version", "")) if form.theirs else ""
        form.data = typed
    except Refused as refusal:
        _add(form, refusal)
    return None


def _add(form: Form, refusal: Refused) -> None:
    for sentence in refusal.sentences:
        form.add_error(None, str(sentence))


def posted(request: HttpRequest) -> dict[str, Any]:
    """The data and files of a form that was sent, as a form takes them; nothing where the page is only shown."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
