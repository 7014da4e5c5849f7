"""Every model says what personal data it holds, why, and how long. What is read from official sources holds none."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from samverka.foundation.kernel.privacy import Privacy

OURS = [model for model in apps.get_models() if model.__module__.startswith("samverka.")]

# A field of one of these kinds in a model that holds nothing personal would be a contradiction.
_PERSONAL = (models.EmailField, models.GenericIPAddressField, models.FileField)


# Who acts for an organisation, and who put it in: the only people in the registers.
_PEOPLE_OF_REGISTERS = {"Mandate", "Invitation", "Registration"}


def _is_personal(field: object) -> bool:
    """Whether a field says something about a person by its kind: an address, a file, or somebody who signs in."""
    if isinstance(field, models.ForeignKey):
        return field.related_model._meta.label == settings.AUTH_USER_MODEL
    return isinstance(field, _PERSONAL)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_model_declares_what_personal_data_it_holds(model: type[models.Model]) -> None:
    assert isinstance(vars(model).get("privacy"), Privacy), (
        f"{model.__name__} inherits its declaration or has none."
    )


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_what_a_model_declares_is_in_its_fields(model: type[models.Model]) -> None:
    privacy = vars(model)["privacy"]
    names = {field.name for field in model._meta.get_fields()}
    personal = {field.name for field in model._meta.get_fields() if _is_personal(field)}

    assert set(privacy.holds) <= names
    assert personal <= set(privacy.holds)


def test_the_registers_hold_nobody_but_those_who_act() -> None:
    registers = [model for model in OURS if model.__module__.startswith("samverka.registers.")]

    assert {model.__name__ for model in registers if model.privacy.holds} == _PEOPLE_OF_REGISTERS


def test_a_declaration_says_why_and_how_long() -> None:
    assert Privacy.none("names of places").holds == ()
    with pytest.raises(ValueError, match="Say why"):
        Privacy.none("")
    with pytest.raises(ValueError, match="how long name is kept"):
        Privacy("to answer", ("name",))
