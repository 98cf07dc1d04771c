"""Contradictions planted in the example years are told for the right reason, and true sentences are left alone."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from planted_figures import Planted, answers, cases, new, problems, texts

from reportgen.problem import Grade


@pytest.mark.parametrize("case", cases("reported"), ids=lambda case: case.id)
def test_what_was_reported_is_told_for_the_right_reason_or_left_alone(case: Planted) -> None:
    found = new(case)
    assert answers(case, found), [str(problem) for problem in found]


def test_the_example_years_have_nothing_to_be_asked_about() -> None:
    """Of 2024 only what was there before the checks of typed figures: nothing more has to be read."""
    assert [str(problem) for problem in problems(texts()) if problem.grade is not Grade.NOTE] == []


PLANTED, CORRECT = cases("planted"), cases("correct")


@pytest.mark.parametrize("case", PLANTED, ids=lambda case: case.id)
def test_a_planted_contradiction_is_told_for_the_right_reason(case: Planted) -> None:
    found = new(case)
    assert answers(case, found), [str(problem) for problem in found]


@pytest.mark.parametrize("case", CORRECT, ids=lambda case: case.id)
def test_a_true_sentence_is_left_alone(case: Planted) -> None:
    assert [str(problem) for problem in new(case)] == []


def test_the_cases_are_many_and_each_speaks_of_another_thing() -> None:
    assert len(PLANTED) >= 120
    assert len(CORRECT) >= 80
    for file in (PLANTED, CORRECT):
        assert len({case.name for case in file}) == len(file)
        assert len({case.changes for case in file}) == len(file)


def test_the_page_of_what_the_checks_find_counts_these_cases() -> None:
    """``python tests/checks_table.py`` prints it; the cases themselves are run above."""
    page = (Path(__file__).parents[2] / "docs" / "checks.md").read_text(encoding="utf-8")
    planted, true = (dict(re.findall(r"^\| ([^|*]+?) \| [^|]+ \| (\d+) \|", part, re.M)) for part in page.split("## True sentences"))
    every = [*cases("reported"), *PLANTED, *CORRECT]
    assert planted == {kind: str(count) for kind, count in Counter(case.kind for case in every if case.wanted).items()}
    assert true == {kind: str(count) for kind, count in Counter(case.kind for case in every if not case.wanted).items()}
