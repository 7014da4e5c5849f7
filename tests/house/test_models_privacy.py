"""Every model says what personal data it holds, why, and how long. The registers hold none."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from samverka.foundation.kernel.privacy import Privacy

OURS = [model for model in apps.get_models() if model.__module__.startswith("samverka.")]

# A field of one of these kinds in a model that holds nothing personal would be a contradiction.
_PERSONAL = (models.EmailField, models.GenericIPAddressField, models.FileField)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_model_declares_what_personal_data_it_holds(model: type[models.Model]) -> None:
    assert isinstance(vars(model).get("privacy"), Privacy), (
        f"{model.__name__} inherits its declaration or has none."
    )


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_what_a_model_declares_is_in_its_fields(model: type[models.Model]) -> None:
    privacy = vars(model)["privacy"]
    names = {field.name for field in model._meta.get_fields()}
    personal = {field.name for field in model._meta.get_fields() if isinstance(field, _PERSONAL)}

    assert set(privacy.holds) <= names
    assert personal <= set(privacy.holds)


def test_the_registers_hold_no_personal_data() -> None:
    holding = [model.__name__ for model in OURS if model.privacy.holds]

    assert holding == []


def test_a_declaration_says_why_and_how_long() -> None:
    assert Privacy.none("names of places").holds == ()
    with pytest.raises(ValueError, match="Say why"):
        Privacy.none("")
    with pytest.raises(ValueError, match="how long name is kept"):
        Privacy("to answer", ("name",))
