"""A sentence of very many figures: up to a bound they are set against each other, past it that is told; the time grows no faster than
the text."""

from __future__ import annotations

import time

import pytest
from planted_figures import problems, texts

from reportgen.report.checks.subject import MOST_FIGURES

_ANCHOR = "一批重点难点问题取得突破。"


def _with(*sentences: str) -> dict[str, str]:
    lines = "\n          - ".join((_ANCHOR, *sentences))
    return {**texts(), "2024": texts()["2024"].replace(_ANCHOR, lines, 1)}


def _codes(files: dict[str, str]) -> list[str]:
    return [str(problem.code) for problem in problems(files)]


def test_a_sentence_of_as_many_figures_as_anybody_reads_is_checked_and_of_one_more_it_is_told() -> None:
    wrong = "信访总量由上年的120件增加到90件，下降25%"
    most = wrong + "、走访农户3户" * (MOST_FIGURES - 3) + "。"
    assert "C61" not in _codes(_with(most)) and {"C31", "C32"} & set(_codes(_with(most)))
    more = [problem for problem in problems(_with(most[:-1] + "、走访农户3户。")) if problem.code == "C61"]
    assert len(more) == 1 and f"有 {MOST_FIGURES + 1} 个数，超过 {MOST_FIGURES} 个" in str(more[0])


def test_words_of_rise_and_fall_before_a_reference_are_held_against_it_in_a_crowd_too() -> None:
    assert "C12" in _codes(_with("走访农户3户、" * (MOST_FIGURES + 1) + "同比增长【自营出口|增速】%。"))


_PIECES = (
    "共5件、", "占比12%，投入3亿元，", "比上年增长5%，产值6亿元、", "人均2万元，每人3元，", "项目3个，其中省级2个、", "超额完成5%、", "分别增长3%和4%，",
    "其中甲【研发费用投入】亿元，",
)  # fmt: skip
_WORDS = ("超额完成任务、", "财政总收入超额完成目标、", "两项改革、", "2023年、", "稳步增长、")


def _seconds(*sentences: str) -> float:
    files, took = _with(*sentences), []
    for _ in range(2):
        start = time.process_time()
        problems(files)
        took.append(time.process_time() - start)
    return min(took)


@pytest.mark.slow
@pytest.mark.parametrize("piece", _PIECES)
def test_four_times_the_figures_take_nowhere_near_sixteen_times_as_long(piece: str) -> None:
    """Neither in one sentence, past the bound, nor in sentences of as many as are just checked."""
    none, own = _seconds("一批问题得到解决。"), sum(sign.isdigit() for sign in piece) or 1
    one, four = (_seconds(piece * (count // own) + "。") - none for count in (400, 1600))
    assert four < 9 * max(one, 0.02), (one, four)
    full = piece * (MOST_FIGURES // own // 2) + "。"
    one, four = (_seconds(*([full] * count)) - none for count in (2, 8))
    assert four < 9 * max(one, 0.02), (one, four)


@pytest.mark.slow
@pytest.mark.parametrize("words", _WORDS)
def test_four_times_the_words_take_nowhere_near_sixteen_times_as_long(words: str) -> None:
    none = _seconds("一批问题得到解决。")
    one, four = (_seconds(words * count + "。") - none for count in (400, 1600))
    assert four < 9 * max(one, 0.02), (one, four)
