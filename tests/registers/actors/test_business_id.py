"""Business IDs against known values, and against the rule."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.registers.actors.business_id import business_id_problem

KNOWN = Path(__file__).parents[2] / "fixtures" / "business_id_known_values.csv"


def known() -> list[dict[str, str]]:
    with KNOWN.open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if "VAT" not in ",".join(row.values()).upper()]


@pytest.mark.parametrize("row", known(), ids=lambda row: next(iter(row.values())))
def test_known_values(row: dict[str, str]) -> None:
    value = next(cell for cell in row.values() if any(letter.isdigit() for letter in cell))
    valid = any(cell.strip().lower() in {"valid", "true", "yes", "1"} for cell in row.values())

    assert (business_id_problem(value) is None) == valid


@pytest.mark.parametrize(
    "value", ["", "1234567", "12345678", "123456-7", "abcdefg-1", " 1234567-1", "1234567-12"]
)
def test_another_form_is_refused_with_a_sentence(value: str) -> None:
    assert business_id_problem(value)


@given(st.integers(0, 9_999_999))
def test_at_most_one_check_digit_fits(number: int) -> None:
    fitting = [digit for digit in range(10) if business_id_problem(f"{number:07}-{digit}") is None]

    assert len(fitting) <= 1


@given(st.integers(0, 9_999_999), st.integers(0, 6), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: int, place: int, shift: int) -> None:
    digits = f"{number:07}"
    fitting = [digit for digit in range(10) if business_id_problem(f"{digits}-{digit}") is None]
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]

    assert all(business_id_problem(f"{wrong}-{digit}") for digit in fitting)
