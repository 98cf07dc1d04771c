"""Whole numbers in attributes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ooxml.xml_tree import highest, whole


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("-7", -7), ("+7", 7), (" 12\n", 12), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_what_the_schema_calls_an_integer_is_read(text: str, number: int) -> None:
    assert whole(text, 5) == number


@pytest.mark.parametrize("text", [None, "", "-", "²", "--1", "+-1", "x", "1.5", "1e3", "٩", "９", "9" * 19, "1" * 5000, "1_000"])
def test_anything_else_is_the_default(text: str | None) -> None:
    assert whole(text, 5) == 5


@given(st.text(max_size=30))
def test_any_text_is_a_number_of_at_most_18_digits(text: str) -> None:
    assert abs(whole(text)) < 10**18


def test_the_highest_is_that_of_the_numbers_alone() -> None:
    assert highest(["3", "²", None, "11"]) == 11
    assert highest(["x"], -1) == highest([], -1) == -1
    assert highest(["0"], -1) == 0
