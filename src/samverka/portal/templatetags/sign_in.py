"""How forms of the sign-in library are written as ours are."""

import json
from typing import Any

from django import forms, template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def dressed(form: forms.BaseForm) -> forms.BaseForm:
    """The form with our classes, and with labels instead of words inside the fields."""
    form.label_suffix = ""
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
