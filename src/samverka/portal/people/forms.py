"""Forms about people and organisations."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.models import User
from samverka.foundation.kernel.clock import today
from samverka.foundation.kernel.languages import Trilingual
from samverka.portal.forms import DayField, Form, LastDayField
from samverka.registers.actors import rules
from samverka.registers.actors.acting import Acting
from samverka.registers.actors.models import Actor, Mandate
from samverka.registers.actors.roles import ROLES, role
from samverka.registers.areas.models import Area
from samverka.registers.law.enums import Bearer

__all__ = ["AccountForm", "InviteForm", "RegisterForm", "StandInForm"]


class InviteForm(Form):
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The letter with the invitation goes there.")
    )
    role = forms.ChoiceField(label=_("Role"))
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    valid_to = LastDayField(
        label=_("Last day of the mandate"), required=False, help_text=_("Empty: until it is ended.")
    )

    def __init__(self, acting: Acting, organisation: Actor, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        given = [one for one in ROLES.values() if rules.may_give(acting, organisation, one)]
        self.roles = given
        self.fields["role"].choices = [(one.code, one.label) for one in given]  # type: ignore[attr-defined]

    def clean_role(self) -> Any:
        return role(self.cleaned_data["role"])


class StandInForm(Form):
    user = forms.ModelChoiceField(User.objects.none(), label=_("Who stands in"))
    valid_from = DayField(label=_("From"))
    valid_to = LastDayField(label=_("Last day"))

    def __init__(self, mandate: Mandate, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        held = Mandate.objects.in_force_on(today()).filter(organisation=mandate.organisation)
        people = User.objects.filter(pk__in=held.values("user"), is_active=True).exclude(pk=mandate.user_id)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class AccountForm(Form):
    """A new account for one who accepts an invitation."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("It stands beside what you do here."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    way = forms.ChoiceField(
        label=_("How you will sign in"),
        choices=[("password", _("With a password")), ("passkey", _("With a passkey, without a password"))],
        initial="password",
        widget=forms.RadioSelect,
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least twelve characters. Not needed with a passkey."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("way") == "password":
            self._check_password(cleaned)
        else:
            cleaned["password"] = None
        return cleaned

    def _check_password(self, cleaned: dict[str, Any]) -> None:
        try:
            validate_password(cleaned.get("password") or "", User(name=cleaned.get("name", "")))
        except forms.ValidationError as wrong:
            self.add_error("password", wrong)


class RegisterForm(Form):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(kind, Bearer(kind).label) for kind in rules.REGISTERED_BY_HAND]
    )
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=200, required=False)
    name_fi = forms.CharField(label=_("Name in Finnish"), max_length=200, required=False)
    name_en = forms.CharField(
        label=_("Name in English"), max_length=200, required=False, help_text=_("At least one of the three.")
    )
    business_id = forms.CharField(
        label=_("Business ID"),
        max_length=9,
        required=False,
        help_text=_("Like 1234567-1. A company always has one."),
    )
    home = forms.ModelChoiceField(Area.objects.none(), label=_("Home municipality"))
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    certain = forms.BooleanField(label=_("It is none of those"), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["home"].queryset = Area.objects.municipalities().in_force_on(today())  # type: ignore[attr-defined]

    @property
    def name(self) -> Trilingual:
        return Trilingual(*(self.cleaned_data[f"name_{language}"].strip() for language in ("sv", "fi", "en")))

    def ask_whether_certain(self) -> None:
        """Show the question whether it is another than those whose names are alike."""
        self.fields["certain"].widget = forms.CheckboxInput(attrs={"class": "check__box"})
