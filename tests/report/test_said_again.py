"""What a sentence printed is taken up where nothing that it depends on is another, and is said anew where anything is."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from reportgen.draft import read_dictionary, read_year
from reportgen.memory import Memory
from reportgen.report import data
from reportgen.report.load import Report
from reportgen.storage.given import Given, read_given

FIELDS = read_given(Path(__file__).parents[2] / "templates/annual/fields.yaml")
DICTIONARY, _ = read_dictionary(FIELDS)
ALWAYS = {"部分[0].总起[5]"}
"""A sentence that something is told about each time."""
TEXT = """年度: 2024
标题: 甲
部分:
- 标题: 乙
  总起:
  - 粮食【粮食】吨。
  - 蔬菜【蔬菜】吨，共【农业.粮食 + 农业.蔬菜】吨。
  - 出口【出口|同比】，{本年}年。
  - 农业几项：【农业|length】。
  - 企业【企业】来了。
  - 没有名称的一句（粮食）吨。
数据:
  农业: {粮食: 10, 蔬菜: 20}
  出口: {值: 12, 上年修订: 10}
  企业: [一厂, 二厂]
""".replace("{本年}", "【年度】")


def report(text: str) -> Report:
    return read_year([Given("2024.yaml", text.encode())], DICTIONARY).report


def told(report: Report, memory: Memory | None = None) -> dict[str, Any]:
    said = report.said(memory)
    return {
        str(address): (
            str(each.text), each.problems, each.read, [(one.first, one.last, str(one.value)) for one in each.references], each.absent,
        )
        for address, each in said.items()
    }


@pytest.mark.parametrize(
    ("old", "new", "others"),
    [
        ("粮食: 10", "粮食: 11", {"部分[0].总起[0]", "部分[0].总起[1]", "部分[0].总起[3]"}),
        ("蔬菜: 20", "蔬菜: 2.50", {"部分[0].总起[1]", "部分[0].总起[3]"}),
        ("蔬菜: 20", "蔬菜: 无", {"部分[0].总起[1]", "部分[0].总起[3]"}),
        ("上年修订: 10", "上年修订: 11", {"部分[0].总起[2]"}),
        ("值: 12", "值: 12.0", {"部分[0].总起[2]"}),
        ("二厂", "三厂", {"部分[0].总起[4]"}),
        ("标题: 甲", "标题: 甲丁", {"标题"}),
        ("来了", "走了", {"部分[0].总起[4]"}),
    ],
)
def test_what_depends_on_a_change_is_said_anew_and_all_else_is_what_it_was(old: str, new: str, others: set[str]) -> None:
    memory = Memory()
    first = report(TEXT).said(memory)
    changed = report(TEXT.replace(old, new))
    second = changed.said(memory)
    anew = {str(address) for address, each in second.items() if each.text is not first[address].text}
    assert others <= anew <= others | ALWAYS
    assert told(changed, memory) == told(changed)
    for said in second.values():
        assert all(each.value is changed.data[each.value.path] for each in said.references if isinstance(each.value, data.Datum))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("粮食: 10", "粮食: {值: 10, 单位: 公斤}"), ("  农业:", "  林业: {粮食: 3}\n  农业:"), ("年度: 2024", "年度: 2023"),
        ("粮食: 10, ", ""),
        ("出口: {值: 12, 上年修订: 10}", "出口: 12"), ("粮食: 10", "粮食:"),
    ],
)  # fmt: skip
def test_what_names_can_mean_is_part_of_what_is_said(old: str, new: str) -> None:
    memory = Memory()
    for text in (TEXT, TEXT.replace(old, new), TEXT):
        now = report(text)
        assert told(now, memory) == told(now)


def test_a_datum_set_beside_another_keeps_all_that_it_has() -> None:
    for datum in report(TEXT).data.values():
        made = data._beside(datum, datum.last, datum.rate)
        assert all(getattr(made, each.name) is getattr(datum, each.name) for each in fields(datum))
