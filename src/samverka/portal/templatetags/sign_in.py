"""How forms of the sign-in library are written as ours are."""

import json
from typing import Any

from django import forms, template
from django.core.serializers.json import DjangoJSONEncoder

from samverka.portal.people.example import may_sign_in_as, people_of_the_example
from samverka.registers.actors.models import Mandate

register = template.Library()


@register.simple_tag(takes_context=True)
def example_people(context: dict[str, Any]) -> list[tuple[Mandate, str]]:
    """Whom one can sign in as without a password: nobody, except in an example on one's own machine."""
    return people_of_the_example() if may_sign_in_as(context["request"]) else []


@register.filter
def dressed(form: forms.BaseForm) -> forms.BaseForm:
    """The form with our classes, and with labels instead of words inside the fields."""
    form.label_suffix = ""
    if "login" in form.fields and "password" in form.fields:
        form.fields["password"].help_text = ""  # The library's link to a new password; the page has its own.
    for field in form.fields.values():
        attributes = field.widget.attrs
        attributes.pop("placeholder", None)
        if not isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            attributes["class"] = "check__box" if isinstance(field.widget, forms.CheckboxInput) else "input"
    return form


@register.filter
def as_json(value: Any) -> str:
    """A value for an attribute that a script reads."""
    return json.dumps(value, cls=DjangoJSONEncoder)
