"""A fault inside a loop names the item it is met at."""

from __future__ import annotations

from typing import Any

import pytest
from docx_samples import body_xml, document, paragraph, table

from reportgen.engine.render.loop_position import looped, telling
from reportgen.engine.template import Template


def told(template: str, data: dict[str, Any], *, trace: bool = False) -> list[str]:
    return [problem.message for problem in Template.open(document(template)).render(data, trace=trace).problems]


LOOP = "{% for 项 in 列表 %}{{ 项.数 }}{% endfor %}"


@pytest.mark.parametrize("trace", [False, True])
def test_the_item_is_named_by_its_number_and_its_first_text(trace: bool) -> None:
    data = {"列表": [{"名": "甲", "数": 1}, {"编号": 7, "名": "乙", "数": 2}, {"名": "丙"}]}
    assert told(LOOP, data, trace=trace) == ["这项数据没有下一级“数”（在“列表”第3项“丙”里）"]


def test_of_one_fault_in_many_items_the_first_is_told_and_their_number() -> None:
    assert told(LOOP, {"列表": [{"数": 1}, {"名": "乙"}, {}, {"名": "丁"}]}) == ["这项数据没有下一级“数”（在“列表”第2项“乙”里），共 3 处"]


def test_an_item_of_an_inner_loop_is_named_with_the_outer_one() -> None:
    template = "{% for 部 in 部分 %}{% for 节 in 部.小节 %}{{ 节.数 / 部.总数 }}{% endfor %}{% endfor %}"
    data = {"部分": [{"题": "一", "总数": 1, "小节": [{"数": 1}]}, {"题": "二", "总数": 0, "小节": [{"数": 1}, {"数": 2}]}]}
    assert told(template, data) == ["标签“{{ 节.数 / 部.总数 }}”：除数是 0，算不出来（在“部分”第2项“二”的“小节”第1项“1”里）"]


def test_the_loop_s_own_names_do_not_mislead() -> None:
    template = "{% for x in xs %}{{ loop.length }}{{ loop.last }}{{ loop.nextitem is defined }}{{ x.数 }}{% endfor %}"
    assert told(template, {"xs": [{"数": 1}, {"名": "乙"}, {"数": 3}]}) == ["这项数据没有下一级“数”（在“xs”第2项“乙”里）"]


def test_items_that_the_loop_s_condition_passes_over_are_counted() -> None:
    template = "{% for x in xs if x.有 %}{{ x.数 }}{% endfor %}"
    assert told(template, {"xs": [{"有": 0}, {"有": 0}, {"有": 1, "数": 1}, {"有": 2}]}) == ["这项数据没有下一级“数”（在“xs”第4项“2”里）"]


def test_a_fault_behind_a_loop_names_no_item() -> None:
    assert told("{% for x in xs %}{{ x }}{% endfor %}{{ 缺 }}", {"xs": [1, 2]}) == ["没有名为“缺”的数据"]


def test_a_fault_in_a_macro_names_the_item_of_the_loop_that_calls_it() -> None:
    template = "{% macro m(x) %}{{ x.数 }}{% endmacro %}{% for y in ys %}{{ m(y) }}{% endfor %}{{ m({}) }}"
    assert told(template, {"ys": [{"数": 1}, {"名": "乙"}]}) == ["这项数据没有下一级“数”（在“ys”第2项“乙”里），共 2 处"]


def test_rows_of_a_table_and_entries_of_a_group_are_items_too() -> None:
    row = [["{% for r in 行 %}{{ r.名 }}", "{{ r.数 }}{% endfor %}"]]
    (problem,) = Template.open(body_xml(table(row) + paragraph("末"))).render({"行": [{"名": "甲", "数": 1}, {"名": "乙"}]}).problems
    assert str(problem).startswith("[R01] 正文第1个表格第1行第2格第1段：这项数据没有下一级“数”（在“行”第2项“乙”里）")
    template = "{% for 名, 值 in 表|items %}{{ 值.数 }}{% endfor %}"
    assert told(template, {"表": {"甲": {"数": 1}, "乙": {}}}) == ["这项数据没有下一级“数”（在“表|items”第2项“乙”里）"]


def test_a_character_that_cannot_be_stored_names_its_item() -> None:
    assert told("{% for x in xs %}{{ x }}{% endfor %}", {"xs": ["好", "坏\x02"]}) == [
        "文字里有 Word 文件不能存放的字符 U+0002（在“坏”之后）（在“xs”第2项“坏\x02”里）"
    ]


def test_what_tells_an_item_is_its_first_text_or_number() -> None:
    assert telling({"a": None, "b": [], "c": True, "d": "", "e": " 稳增长\n促转型 "}) == "稳增长 促转型"
    assert telling([[], {"a": 3}]) == "3"
    assert telling("长" * 40) == "长" * 16 + "…"
    assert telling({"a": {}}) == ""


def test_a_list_is_called_by_its_last_name() -> None:
    assert looped("for x in 部.小节 if x.a recursive") == "小节"
    assert looped("for x in 列表") == "列表"
    assert looped("for a, b in 表|items") == "表|items"
