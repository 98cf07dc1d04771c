"""Digits that came into a figure's place are the figure only if they are all that stands there, in the unit that stood there."""

from __future__ import annotations

import pytest
from pulled_office import Outcome, pull, retyped

from reportgen.roundtrip import edits as kinds

BEFORE = "固定资产投资44.10亿元，"


def typed(words: str) -> Outcome:
    def change(text: str) -> str:
        return text.replace(BEFORE, words)

    return pull(retyped(change))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("固定资产投资441000万元，", "441000万元"),  # the same figure in another unit
        ("固定资产投资46.10亿美元，", "46.10亿美元"),
        ("固定资产投资46。10亿元，", "46。10亿元"),  # one slip of the pen
        ("固定资产投资4 6.10亿元，", "4 6.10亿"),
        ("固定资产投资4\u202e6.10亿元，", "4\u202e6.10亿"),
        ("固定资产投资4十6亿元，", "4十6亿元"),
        ("固定资产投资46⁵亿元，", "46⁵亿元"),
        ("固定资产投资44.10+2.00亿元，", "44.10+2.00亿"),  # the figure stands there, and is a part of another one
        ("固定资产投资44.10—46.10亿元，", "44.10—46.10"),
        ("固定资产投资-44.10亿元，", "-44.10亿元"),
        ("固定资产投资3、44.10亿元，", "3、44.10亿元"),
        ("固定资产投资46.10，", "46.10"),  # its unit is gone
    ],
)
def test_a_figure_that_runs_on_or_has_another_unit_is_asked_and_nothing_of_it_is_written(words: str, shown: str) -> None:
    outcome = typed(words)
    assert outcome.after == outcome.before
    assert outcome.pulled.edits and not any(edit.is_certain for edit in outcome.pulled.edits)
    assert any(shown in str(edit.reason) for edit in outcome.pulled.edits), [str(edit.reason) for edit in outcome.pulled.edits]


@pytest.mark.parametrize(
    "words",
    [
        "固定资产投资46.10亿元，", "固定资产投资约46.10亿元，", "固定资产投资46.10余亿元，", "固定资产投资46.10 亿元，", "固定资产投资46.10亿元左右，",
        "固定资产投资46.10亿元。", "固定资产投资（含技改）46.10亿元，", "固定资产投资46.10亿元以上，", "三是固定资产投资46.10亿元，",
    ],
)  # fmt: skip
def test_words_beside_a_figure_leave_it_a_figure(words: str) -> None:
    outcome = typed(words)
    assert any(edit.kind == kinds.FIGURE and edit.is_certain for edit in outcome.pulled.edits)
    assert "固定资产投资: {值: 46.10" in outcome.after
