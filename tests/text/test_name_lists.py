"""Several names in one text come apart between names only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.text.name_lists import is_whole, names_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲、乙，丙,丁；戊;己\n庚", ["甲", "乙", "丙", "丁", "戊", "己", "庚"]), ("甲厂（东区、西区）、乙厂", ["甲厂（东区、西区）", "乙厂"]),
        ("《一、二》、“三，四”", ["《一、二》", "“三，四”"]), ("甲（乙（丙、丁）、戊）、己", ["甲（乙（丙、丁）、戊）", "己"]),
        ("甲（乙、丙", ["甲（乙", "丙"]), ("甲）乙（、丙", ["甲）乙（", "丙"]), (" 甲 、、 乙、", ["甲", "乙"]), ("", []), ("、", []), ("甲乙", ["甲乙"]),
    ],
)  # fmt: skip
def test_names_come_apart_at_signs_outside_of_brackets(text: str, names: list[str]) -> None:
    assert list(names_of(text)) == names


@given(st.lists(st.text("甲乙丙", min_size=1), max_size=5))
def test_joined_names_are_the_names_again(names: list[str]) -> None:
    assert list(names_of("、".join(names))) == names


@pytest.mark.parametrize(("name", "whole"), [("甲（乙）", True), ("甲（乙", False), ("乙）", False), ("（甲）（", False), ("（甲《乙）》", False), ("", True)])
def test_a_name_is_whole_where_its_brackets_pair(name: str, whole: bool) -> None:
    assert is_whole(name) is whole
