"""An alias whose anchor stands in the file is an error; a star before a word is a text."""

from __future__ import annotations

import pytest

from reportgen.problem import Grade
from reportgen.yamltext import parse
from reportgen.yamltext.read import MAX_DEPTH


def told(text: str) -> list[tuple[str, Grade, int, str]]:
    found = parse(text, "a.yaml")[1]
    return [(problem.code, problem.grade, getattr(problem.place, "line", 0), str(problem.hint)) for problem in found if problem.code in ("Y06", "Y09")]


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("名: &n 甲厂\n别: *n\n", 2, "改成：别: 甲厂"),
        ("名: &n 甲厂   # 注\n别: *n # 注二\n", 2, "改成：别: 甲厂 # 注二"),
        ("名: [&n 甲, *n, 乙]\n", 1, "改成：名: [&n 甲, 甲, 乙]"),
        ("别: *n\n名: &n 甲\n", 1, "改成：别: 甲"),
        ("名: &组 [甲, 乙]\n别: *组\n", 2, "把那里的内容直接写在这里"),
        ("名: &n\n  a: 1\n别: *n\n", 3, "把那里的内容直接写在这里"),
        ("- &n 甲\n- *n\n", 2, "改成：- 甲"),
    ],
)  # fmt: skip
def test_an_alias_whose_anchor_stands_in_the_file_is_an_error_with_the_line_mended(text: str, line: int, hint: str) -> None:
    assert told(text) == [("Y09", Grade.ERROR, line, hint)]


@pytest.mark.parametrize("text", ["别: *没有\n", "名: **粗**\n", "名: *\n", "名: &n 甲\n别: *m\n", 'a: "&n"\nb: "*n"\n', "a: 甲 &n\nb: 乙 *n\n"])
def test_a_star_without_its_anchor_is_a_text(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", ["".join("  " * n + f"a{n}:\n" for n in range(3000)), "".join(" " * n + "-\n" for n in range(3000)), "a: " + "[" * 3000, "- " * 3000 + "x"])
def test_three_thousand_levels_are_told_once(text: str) -> None:
    assert [code for code, *_ in told(text)] == ["Y06"]
    assert len([problem for problem in parse(text, "a.yaml")[1] if problem.grade is Grade.ERROR]) == 1


def test_forty_levels_are_read_and_one_more_is_told() -> None:
    def nested(depth: int) -> str:
        return "".join(" " * n + f"a{n}:\n" for n in range(depth)) + " " * depth + "x\n"

    assert told(nested(MAX_DEPTH)) == []
    assert [code for code, *_ in told(nested(MAX_DEPTH + 1))] == ["Y06"]
