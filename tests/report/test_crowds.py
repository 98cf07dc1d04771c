"""A sentence of very many figures: up to a bound they are set against each other, past it that is told; the time grows no faster than
the text."""

from __future__ import annotations

import time
from collections.abc import Sequence

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
    files = _with(*sentences)
    start = time.process_time()
    problems(files)
    return time.process_time() - start


def _grows_little(once: Sequence[str], four_times: Sequence[str]) -> bool:
    """Whether four times the text costs less than nine times the time, beyond that of a year without it; a busy machine spoils this
    or that of the trials that are held beside each other, a square spoils all."""
    for _ in range(4):
        none, one, four = _seconds("一批问题得到解决。"), _seconds(*once), _seconds(*four_times)
        if four - none < 9 * max(one - none, 0.02):
            return True
    return False


@pytest.mark.slow
@pytest.mark.parametrize("piece", _PIECES)
def test_four_times_the_figures_take_nowhere_near_sixteen_times_as_long(piece: str) -> None:
    """Neither in one sentence, past the bound, nor in sentences of as many as are just checked."""
    own = sum(sign.isdigit() for sign in piece) or 1
    assert _grows_little([piece * (400 // own) + "。"], [piece * (1600 // own) + "。"])
    full = piece * (MOST_FIGURES // own // 2) + "。"
    assert _grows_little([full] * 2, [full] * 8)


@pytest.mark.slow
@pytest.mark.parametrize("words", _WORDS)
def test_four_times_the_words_take_nowhere_near_sixteen_times_as_long(words: str) -> None:
    assert _grows_little([words * 400 + "。"], [words * 1600 + "。"])
