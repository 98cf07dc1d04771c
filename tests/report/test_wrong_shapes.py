"""A year whose file has the wrong shape: each wrong thing is told at its place, once, and what can be read is read."""

from __future__ import annotations

import pytest
from year_samples import FIELDS

from reportgen import yamltext
from reportgen.report.dictionary import Dictionary
from reportgen.report.load import read_report

YEAR = "年度: 2024\n标题: 题\n部分:\n  - 标题: 甲\n    总起: 好。\n数据: {经济: {出口: 12.30, 企业: 8}}\n"
PARTS = "部分:\n  - 标题: 甲\n    总起: 好。\n"


def told(text: str) -> tuple[str, list[str]]:
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "fields.yaml")[0])
    report, problems = read_report([yamltext.parse(text, "2024.yaml")[0]], dictionary, None)
    return report.title, [f"{problem.code} {problem.place}：{problem.message}" for problem in problems]


def test_the_right_one_is_read_without_a_word() -> None:
    assert told(YEAR) == ("题", [])


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", "F15 2024.yaml 第1行第1列：文件里没有内容"),
        ("- 甲\n- 乙\n", "F15 2024.yaml 第1行第1列：文件里写的不是一行一项的“名称: 值”"),
        ("今年的材料还没有写。\n", "F15 2024.yaml 第1行第1列：文件里写的不是一行一项的“名称: 值”"),
        ("# 只有说明\n", "F14 2024.yaml 第1行第1列：没有写“标题”"),
    ],
)
def test_a_file_without_keys_says_so_and_asks_for_what_every_year_has(text: str, first: str) -> None:
    title, found = told(text)
    assert (title, found[0], [line[:3] for line in found[-3:]]) == ("", first, ["F14", "F18", "F20"])


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("年度: 2024", "年度: [2024]", "F18 2024.yaml 第1行第5列：“年度”要写四位的年份"),
        ("年度: 2024", "年度: {年: 2024}", "F18 2024.yaml 第1行第5列：“年度”要写四位的年份"),
        ("标题: 题", "标题: [题, 二]", "F26 2024.yaml 第2行第9列：“标题”只能写一句"),
        ("- 标题: 甲", "- 标题: [甲, 乙]", "F26 2024.yaml 第4行第13列：“标题”只能写一句"),
        (PARTS, "部分: 没有\n", "F20 2024.yaml 第3行第5列：没有“部分”，或不是一条一条列出的"),
        (PARTS, "部分:\n", "F20 2024.yaml 第3行第4列：没有“部分”，或不是一条一条列出的"),
    ],
)
def test_what_is_written_in_another_form_is_told_once_where_it_stands(old: str, new: str, place: str) -> None:
    assert told(YEAR.replace(old, new, 1)) == ("题", [place])
