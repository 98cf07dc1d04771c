"""Signs that nobody sees are told, with their line."""

from __future__ import annotations

import pytest

from reportgen.problem import Grade, TextPlace
from reportgen.yamltext import parse

TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNSEEN = "\u00ad\u200b\u200c\u2060\u3164\ufeff\U000e0041"


def told(text: str) -> list[tuple[str, int, str]]:
    problems = [problem for problem in parse(text, "a.yaml")[1] if problem.code == "Y22"]
    assert all(problem.grade is Grade.WARNING and isinstance(problem.place, TextPlace) for problem in problems)
    return [(problem.code, problem.place.line, problem.message) for problem in problems]  # type: ignore[union-attr]


@pytest.mark.parametrize("sign", TURNING)
def test_a_sign_that_turns_the_text_about_is_told_with_what_it_does(sign: str) -> None:
    (found,) = told(f"甲: 1\n乙: 投入{sign}50.7亿元\n")
    assert found[:2] == ("Y22", 2) and "字序" in found[2] and f"U+{ord(sign):04X}" in found[2]


@pytest.mark.parametrize("sign", UNSEEN)
def test_a_sign_without_width_is_told(sign: str) -> None:
    (found,) = told(f"甲{sign}乙: 1\n")
    assert found[1] == 1 and "看不见" in found[2]


def test_a_sign_written_as_an_escape_is_told_too() -> None:
    assert [line for _, line, _ in told('甲: 1\n乙: "投入\\u202e50.7\\u202c亿元"\n')] == [2]
    assert told('甲: "\\\\u202e"\n乙: "\\t丙"\n') == []


def test_each_line_is_told_once_and_honest_text_never() -> None:
    assert [line for _, line, _ in told("甲: \u200b\u200b1\u202e\n乙: 2\n丙: \u200b\n")] == [1, 3]
    assert told("甲: 👨‍👩‍👧 ❤️ é ㈠ ① ﹝２０２４﹞ 　\n") == []
