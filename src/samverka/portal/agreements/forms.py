"""Forms of agreements: what people type, as the acts take it."""

import re
from typing import Any, Final

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samverka.foundation.kernel.clock import today
from samverka.portal.forms import DayField, Form, LastDayField, UploadField
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor
from samverka.registers.law.models import Provision
from samverka.registers.law.phrases import citation_in_words
from samverka.work.agreements.enums import AgreementKind, Conclusion
from samverka.work.agreements.models import Agreement, Clause, Service
from samverka.work.cooperation.models import Cooperation

__all__ = [
    "ApprovalForm",
    "AttachmentForm",
    "ClauseForm",
    "CommentForm",
    "NewForm",
    "NoticeForm",
    "PartyForm",
    "ReviewForm",
    "ServiceForm",
    "SignForm",
    "TermsForm",
]

_LANGUAGES: Final = (
    ("sv", gettext_lazy("Swedish")),
    ("fi", gettext_lazy("Finnish")),
    ("en", gettext_lazy("English")),
)
_IN: Final = {
    "sv": gettext_lazy("in Swedish"),
    "fi": gettext_lazy("in Finnish"),
    "en": gettext_lazy("in English"),
}


class TermsForm(Form):
    """What the agreement is called, how long it binds, and how it ends."""

    title_sv = forms.CharField(label=gettext_lazy("Title in Swedish"), max_length=200, required=False)
    title_fi = forms.CharField(label=gettext_lazy("Title in Finnish"), max_length=200, required=False)
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=200, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=AgreementKind)
    languages = forms.MultipleChoiceField(
        label=pgettext_lazy("of an agreement", "Languages"),
        choices=_LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Where a party is bilingual, the agreement is in Swedish and in Finnish."),
    )
    starts_on = DayField(label=gettext_lazy("In force from"), required=False)
    last_day = LastDayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Empty: until notice is given."),
    )
    notice_months = forms.IntegerField(
        label=gettext_lazy("Period of notice, months"), min_value=0, max_value=60, required=False
    )
    review_months = forms.IntegerField(
        label=gettext_lazy("Reviewed at least every, months"), min_value=1, max_value=120, required=False
    )
    county_heard_on = DayField(
        label=gettext_lazy("The wellbeing services county was heard on"),
        required=False,
        help_text=gettext_lazy("For agreements on municipal placement."),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Everybody can read the agreement once all have signed it"), required=False
    )

    @classmethod
    def values_of(cls, agreement: Agreement) -> dict[str, Any]:
        """What the agreement says now, field by field."""
        same = {name: getattr(agreement, name) for name in cls.base_fields if hasattr(agreement, name)}
        return same | {
            "languages": list(agreement.languages),
            "last_day": agreement.ends_on,
            "version": agreement.version,
        }

    def terms(self) -> dict[str, Any]:
        """The values as the act takes them."""
        given = dict(self.cleaned_data)
        chosen, ends_on = given.pop("languages"), given.pop("last_day")
        given.pop("version")
        return given | {f"in_{code}": code in chosen for code, _name in _LANGUAGES} | {"ends_on": ends_on}


class NewForm(Form):
    """A new agreement: what it begins from."""

    title_sv = forms.CharField(label=gettext_lazy("Title in Swedish"), max_length=200, required=False)
    title_fi = forms.CharField(label=gettext_lazy("Title in Finnish"), max_length=200, required=False)
    outline = forms.ChoiceField(
        label=gettext_lazy("Begin from"),
        widget=forms.RadioSelect,
        initial="cooperation",
        choices=(
            ("cooperation", gettext_lazy("The outline of a cooperation agreement")),
            ("placement", gettext_lazy("The outline of an agreement on municipal placement")),
            ("blank", gettext_lazy("A blank agreement")),
        ),
    )
    cooperation = forms.ModelChoiceField(
        label=gettext_lazy("The cooperation that it rests on"),
        queryset=Cooperation.objects.none(),
        required=False,
        empty_label=gettext_lazy("It rests on none"),
    )

    def __init__(self, acting: Acting, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cooperation"].queryset = Cooperation.objects.of(acting.organisation)  # type: ignore[attr-defined]


class PartyForm(Form):
    """One more party."""

    organisation = forms.CharField(
        label=pgettext_lazy("that takes part", "Organisation"),
        max_length=200,
        help_text=gettext_lazy("Its name, or the identifier in the address of its page."),
    )

    def __init__(self, agreement: Agreement, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.agreement = agreement

    def clean_organisation(self) -> Actor:
        """The one organisation that exists today and is called so."""
        asked = self.cleaned_data["organisation"].strip()
        named = Q(slug=asked)
        for language, _name in _LANGUAGES:
            named |= Q(**{f"name_{language}__iexact": asked})
        found = list(Actor.objects.visible_to(None).in_force_on(today()).filter(named).distinct()[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                _("Several organisations are called so. Give the identifier.")
                if found
                else self._nearest(asked)
            )
        actor: Actor = found[0]
        return actor

    def _nearest(self, asked: str) -> str:
        near = Q(name_sv__icontains=asked) | Q(name_fi__icontains=asked) | Q(name_en__icontains=asked)
        names = [
            str(one.name) for one in Actor.objects.visible_to(None).in_force_on(today()).filter(near)[:5]
        ]
        if not names:
            return _("No organisation is called so. Look for it among the actors.")
        return _("No organisation is called just so. Do you mean one of these: %(names)s?") % {
            "names": "; ".join(names)
        }


class _TextsForm(Form):
    """Texts in each language of the agreement."""

    texts: tuple[tuple[str, Any, type[forms.Widget], int], ...] = ()

    def __init__(self, agreement: Agreement, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        others = dict(self.fields)
        self.fields.clear()
        for name, label, widget, longest in self.texts:
            for language in agreement.languages:
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=_("%(what)s %(language)s") % {"what": label, "language": _IN[language]},
                    widget=widget(attrs={"class": "input", "lang": language}),
                    max_length=longest,
                    required=name == self.texts[0][0],
                )
        self.fields |= others

    def written(self) -> dict[str, str]:
        """The texts as the act takes them."""
        return {
            name: value for name, value in self.cleaned_data.items() if name[-3:] in ("_sv", "_fi", "_en")
        }


class ClauseForm(_TextsForm):
    """A clause in each language of the agreement, and the law that it rests on."""

    texts = (
        ("heading", gettext_lazy("Heading"), forms.TextInput, 200),
        ("text", gettext_lazy("Text"), forms.Textarea, 20_000),
    )
    rests_on = forms.CharField(
        label=gettext_lazy("Provisions that the clause rests on"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=gettext_lazy("One on each line: 45 § 1 mom., 681/2023"),
    )

    @classmethod
    def values_of(cls, clause: Clause) -> dict[str, Any]:
        """What the clause says now, field by field."""
        texts = {
            f"{name}_{code}": getattr(clause, f"{name}_{code}")
            for name, *_rest in cls.texts
            for code, _n in _LANGUAGES
        }
        cited = clause.rests_on.select_related("statute")
        lines = [citation_in_words(one.eid, one.statute.citation) for one in cited]
        return texts | {"rests_on": "\n".join(lines), "version": clause.version}

    def clean_rests_on(self) -> list[Provision]:
        """The provisions of the register that the lines name."""
        lines = [line.strip() for line in self.cleaned_data["rests_on"].splitlines() if line.strip()]
        found = {line: _provision(line) for line in lines}
        if unknown := [line for line, provision in found.items() if provision is None]:
            raise forms.ValidationError(
                _("No such provision is in the register of law: %(lines)s.") % {"lines": "; ".join(unknown)}
            )
        return [one for one in found.values() if one]


class ServiceForm(_TextsForm):
    """A service or measure: who arranges what, for whom, where, how it is paid."""

    texts = (
        ("what", gettext_lazy("What"), forms.TextInput, 300),
        ("for_whom", gettext_lazy("For whom"), forms.TextInput, 300),
        ("where", gettext_lazy("Where"), forms.TextInput, 300),
        ("paid", gettext_lazy("How it is paid"), forms.TextInput, 300),
    )
    arranger = forms.ChoiceField(label=gettext_lazy("Who arranges it"))

    def __init__(self, agreement: Agreement, *args: Any, **options: Any) -> None:
        super().__init__(agreement, *args, **options)
        parties = [(str(party.pk), str(party.name)) for party in agreement.parties.all()]
        self.fields["arranger"].choices = parties  # type: ignore[attr-defined]

    @classmethod
    def values_of(cls, service: Service) -> dict[str, Any]:
        """What the service says now, field by field."""
        texts = {
            f"{name}_{code}": getattr(service, f"{name}_{code}")
            for name, *_rest in cls.texts
            for code, _n in _LANGUAGES
        }
        return texts | {"arranger": str(service.arranger_id), "version": service.version}


class CommentForm(Form):
    """Something said of a clause, or of the whole."""

    text = forms.CharField(
        label=gettext_lazy("Your comment"), widget=forms.Textarea(attrs={"rows": 3}), max_length=5_000
    )


class AttachmentForm(Form):
    """A file for the parties alone."""

    file = UploadField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "PDF, Word, Excel, OpenDocument text, PNG, JPEG, CSV or plain text, 20 MB at most."
        ),
    )


class ApprovalForm(Form):
    """What the organisation's own body decided."""

    organ = forms.CharField(label=gettext_lazy("Body that decided"), max_length=200)
    decided_on = DayField(label=gettext_lazy("Decided on"))
    section = forms.CharField(
        label=gettext_lazy("Section of the minutes"),
        max_length=60,
        help_text=gettext_lazy("For example: § 123"),
    )
    document = UploadField(
        label=gettext_lazy("Extract from the minutes"),
        required=False,
        help_text=gettext_lazy("Seen by the parties only."),
    )


class SignForm(Form):
    """A signature: the office of the one who signs, and that it is meant."""

    office = forms.CharField(label=gettext_lazy("Your office"), max_length=120, required=False)
    meant = forms.BooleanField(
        label=gettext_lazy("I have read this version, and sign it in the name of my organisation"),
        error_messages={"required": gettext_lazy("Tick the box if you want to sign.")},
    )


class ReviewForm(Form):
    """A review: when, and what was concluded."""

    reviewed_on = DayField(label=gettext_lazy("Reviewed on"))
    conclusion = forms.ChoiceField(
        label=gettext_lazy("Conclusion"), choices=Conclusion, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("What was found"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=10_000,
        required=False,
        help_text=gettext_lazy("Seen by the parties only."),
    )


class NoticeForm(Form):
    """Notice: the last day of the agreement."""

    last_day = DayField(label=gettext_lazy("Last day of the agreement"))


_STATUTE: Final = re.compile(r"\b(\d{1,5}/\d{4})\b")
_SECTION: Final = re.compile(
    r"(?:section|§)\s*(\d{1,4})\s?([a-z]?)\b|\b(\d{1,4})\s?([a-z]?)\s*§", re.IGNORECASE
)
_SUBSECTION: Final = re.compile(r"\b(\d{1,3})\s*mom|\((\d{1,3})\)", re.IGNORECASE)


def _provision(line: str) -> Provision | None:
    """The provision that a line names, as lawyers of any of the languages write it, or as the register itself does."""
    if "#" in line:
        return Provision.objects.cited_as(line).first() if _STATUTE.match(line) else None
    statute = _STATUTE.search(line)
    rest = _STATUTE.sub(" ", line)
    section = _SECTION.search(rest)
    if not statute or not section:
        return None
    number, letter = (section[1], section[2]) if section[1] else (section[3], section[4])
    eid = f"sec_{number}{letter.lower()}"
    if moment := _SUBSECTION.search(rest):
        eid += f"__subsec_{moment[1] or moment[2]}"
    return Provision.objects.cited_as(f"{statute[1]}#{eid}").first()
