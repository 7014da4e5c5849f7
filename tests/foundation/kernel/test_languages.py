"""Texts in three languages: what is missing is seen as missing."""

import pytest
from django.utils import translation

from samverka.foundation.kernel.languages import Said, Trilingual


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", Said("Vasa", "sv", exact=True)),
        ("fi", Said("Vaasa", "fi", exact=True)),
        ("en", Said("Vaasa", "fi", exact=False)),
    ],
)
def test_a_text_is_read_in_the_page_s_language_or_the_nearest(language: str, said: Said) -> None:
    with translation.override(language):
        assert Trilingual(sv="Vasa", fi="Vaasa").said == said


def test_swedish_readers_get_finnish_before_english() -> None:
    assert (
        Trilingual(fi="Lupa- ja valvontavirasto", en="Supervisory Agency").in_language("sv").language == "fi"
    )


def test_a_text_that_no_language_has_is_empty_and_false() -> None:
    nothing = Trilingual()

    assert not nothing
    assert str(nothing) == ""
    assert not nothing.said
