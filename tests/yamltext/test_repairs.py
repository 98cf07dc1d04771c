"""A problem whose mended line is known carries the line: put in its place, the file reads without that problem."""

from __future__ import annotations

import pytest

from reportgen.problem import Repair
from reportgen.yamltext import read_bytes


@pytest.mark.parametrize(
    ("code", "text", "line", "mended"),
    [
        ("Y13", "数据:\n\t甲: 1\n", 2, "  甲: 1"),
        ("Y13", "数据:\n\u3000\u3000甲: 1\n", 2, "  甲: 1"),
        ("Y14", "数据:\n  甲：1\n", 2, "  甲: 1"),
        ("Y15", "数据:\n  甲:1\n", 2, "  甲: 1"),
        ("Y16", "数据:\n  甲: *\n", 2, '  甲: "*"'),
        ("Y19", "正文:\n  - 完成城西片区老旧小区 #3 地块征迁。\n", 2, '  - "完成城西片区老旧小区 #3 地块征迁。"'),
        ("Y19", "总起: 完成城西片区老旧小区 #3 地块征迁。\n", 1, '总起: "完成城西片区老旧小区 #3 地块征迁。"'),
        ("Y20", "企业: [甲厂，乙厂]\n", 1, "企业: [甲厂, 乙厂]"),
        ("Y21", "正文:\n  -加快转型。\n", 2, "  - 加快转型。"),
        ("Y08", "数据:\n  甲: 乙: 丙\n", 2, '  甲: "乙: 丙"'),
        ("Y08", "甲:\n  乙: 1\n 丙: 2\n", 3, "  丙: 2"),
        ("Y12", "甲: !abc 乙\n", 1, '甲: "!abc 乙"'),
    ],
)
def test_the_mended_line_is_known_and_mends(code: str, text: str, line: int, mended: str) -> None:
    _, problems = read_bytes(text.encode(), "2024.yaml")
    repair = next(problem.repair for problem in problems if problem.code == code)
    assert repair is not None
    assert (repair[0].line, repair[0].column, repair[1]) == (line, 1, mended)
    _, left = read_bytes(_put(text, repair).encode(), "2024.yaml")
    assert code not in [problem.code for problem in left]


def test_where_there_are_two_ways_to_mend_none_is_taken() -> None:
    _, problems = read_bytes("甲: 1\n甲: 2\n".encode(), "2024.yaml")
    assert [(problem.code, problem.repair) for problem in problems] == [("Y11", None)]


def test_a_line_to_be_deleted_is_mended_by_an_empty_one() -> None:
    _, problems = read_bytes("甲: 1\n---\n乙: 2\n".encode(), "2024.yaml")
    (repair,) = [problem.repair for problem in problems]
    assert repair is not None
    assert (repair[0].line, repair[1]) == (2, "")


def _put(text: str, repair: Repair) -> str:
    lines = text.split("\n")
    lines[repair[0].line - 1] = repair[1]
    return "\n".join(lines)
