"""Repairs of a text: what they make of it, and where its places lay in the text as it was written."""

from __future__ import annotations

from reportgen.yamltext.traps import Repaired, applied


def test_of_two_changes_that_overlap_the_first_counts_and_one_made_twice_is_made_once() -> None:
    whole = Repaired("甲乙丙丁", ())
    assert applied(whole, [(2, 4, "后"), (1, 3, "先"), (1, 3, "先")]).text == "甲先丁"
    assert applied(whole, [(0, 1, ""), (1, 2, "二")]).text == "二丙丁", "side by side is no overlap"
    assert applied(whole, []) is whole
