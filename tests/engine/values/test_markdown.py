"""The small Markdown: what is a sign, what is text, and what becomes of a structure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.engine.values.kinds import Blocks, Look, Paragraph, Rich, Run, Table
from reportgen.engine.values.markdown import inline, rich_text

BOLD, ITALIC, STRIKE, RAISED = Look(bold=True), Look(italic=True), Look(strike=True), Look(vertical="superscript")


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("甲**乙**丙", (Run("甲"), Run("乙", BOLD), Run("丙"))),
        ("**“合力”**公司", (Run("“合力”", BOLD), Run("公司"))),
        ("甲*乙*", (Run("甲*乙*"),)),
        ("甲 *乙* 丙", (Run("甲 "), Run("乙", ITALIC), Run(" 丙"))),
        ("~~旧~~新", (Run("旧", STRIKE), Run("新"))),
        ("10^2^", (Run("10"), Run("2", RAISED))),
        ("[网**站**](https://e.org)", (Run("网", link="https://e.org"), Run("站", BOLD, "https://e.org"))),
        (r"\*\*不加粗\*\*", (Run("**不加粗**"),)),
        ("** 空 **", (Run("** 空 **"),)),
        ("3*4*5", (Run("3*4*5"),)),
        ("**甲", (Run("**甲"),)),
    ],
)
def test_signs_within_a_line(text: str, runs: tuple[Run, ...]) -> None:
    assert inline(text) == Rich(runs)


def test_a_structure_becomes_blocks() -> None:
    made = rich_text("# 题\n文\n\n- 甲\n  - 乙\n1. 一\n2. 二\n\n1. 又\n| a | b |\n|:--|--:|\n| 1 |")
    assert isinstance(made, Blocks)
    shown = [
        (item.kind, item.level, item.first, item.content.text) for item in made.items if isinstance(item, Paragraph)
    ]
    assert shown == [
        ("heading", 1, False, "题"), ("", 0, False, "文"), ("bullet", 0, False, "甲"), ("bullet", 1, False, "乙"),
        ("number", 0, True, "一"), ("number", 0, False, "二"), ("number", 0, True, "又"),
    ]  # fmt: skip
    table = made.items[-1]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["a", "b"], ["1", ""]]


def test_lines_with_bars_but_no_rule_below_are_text_and_a_last_bar_may_be_escaped() -> None:
    assert rich_text("甲|乙\n丙|丁") == Blocks((Paragraph(inline("甲|乙")), Paragraph(inline("丙|丁"))))
    made = rich_text("a | b\n--|--\n1 | 2\\|")
    assert isinstance(made, Blocks) and isinstance(made.items[0], Table)
    assert [[cell.text for cell in row] for row in made.items[0].rows] == [["a", "b"], ["1", "2|"]]


@given(st.text(st.characters(blacklist_characters="\\*~^[]()#|+-.\r\n", blacklist_categories=("Cs",)), min_size=1))
def test_text_without_signs_comes_out_as_it_is(text: str) -> None:
    made = rich_text(text)
    assert made.text == text.strip() or not text.strip()


@given(st.text("甲*~^[]()\\ab ", max_size=30))
def test_no_letter_is_ever_lost(text: str) -> None:
    letters = "".join(char for char in text if char in "甲ab")
    shown = inline(text)
    addresses = "".join(dict.fromkeys(run.link for run in shown.items if isinstance(run, Run)))
    assert sorted(letters) == sorted(char for char in (shown.text or "") + addresses if char in "甲ab")
