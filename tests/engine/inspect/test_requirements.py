"""What the data lack and what nobody asked for, in one run, in the words of a clerk."""

from __future__ import annotations

from typing import Any

import pytest
from docx_samples import body_xml, document, paragraph

from reportgen.engine.template import Template
from reportgen.problem import Grade


def said(template: str, data: dict[str, Any]) -> list[str]:
    return [f"{problem.code} {problem.message}" for problem in Template.open(document(template)).check(data)]


def test_missing_and_unused_are_told_in_one_run() -> None:
    problems = Template.open(document("{{ 研发投人 }}")).check({"研发投入": 1, "别的": {"甲": 1, "乙": 2}})
    assert [str(problem) for problem in problems] == [
        "[R01] 正文第1段：没有名为“研发投人”的数据（是不是“研发投入”？）",
        "[R22] 数据里的“研发投入”、“别的”模板没有用到（不用的可以留着；本来要用的，检查模板里的名称）",
    ]
    assert problems[1].grade is Grade.NOTE


@pytest.mark.parametrize(
    ("template", "data", "unused"),
    [
        ("{{ a }}", {"a": 1}, ""),
        ("{{ a.b }}", {"a": {"b": 1, "c": 2}}, "a.c"),
        ("{% for x in xs %}{{ x.a }}{% endfor %}", {"xs": [{"a": 1}, {"a": 2, "b": 3}, {"a": 1, "b": 4}]}, "xs*b"),
        ("{{ xs|join }}", {"xs": [1, 2]}, ""),
        ("{{ xs|length }}", {"xs": [{"a": 1}]}, ""),
        ("{% if xs %}{% for x in xs %}{{ x.a }}{% endfor %}{% endif %}", {"xs": [{"a": 1, "b": 2}]}, "xs*b"),
        ("{% for k, v in 表|items %}{{ v.a }}{% endfor %}", {"表": {"x": {"a": 1, "b": 2}}}, "表.x.b"),
        ("{{ 表[键] }}", {"表": {"x": 1}, "键": "x"}, ""),
        ("{{ a is defined }}", {"a": 1}, ""),
        ("字", {"a": {"b": 1}, "c": []}, "a c"),
        ("{{ 分页 }}{{ a }}", {"a": 1, "分页": "第一章", "b": 2}, "b"),
    ],
)
def test_unused_data_are_named_by_their_path(template: str, data: dict[str, Any], unused: str) -> None:
    names = "、".join(f"“{name}”" for name in unused.split()).replace("*", "”各项的“")
    expected = [f"R22 数据里的{names}模板没有用到"] if names else []
    assert [line for line in said(template, data) if line.startswith("R22")] == expected


def test_many_unused_names_are_not_all_listed() -> None:
    (line,) = said("字", {f"名{number}": number for number in range(100)})
    assert line.endswith("“名29”等 100 项模板没有用到")


def test_a_name_of_a_branch_that_was_not_taken_is_a_reminder() -> None:
    template = "{% if a %}{{ 缺 }}{% else %}{{ 在 }}{% endif %}"
    assert said(template, {"a": False, "在": 1}) == ["R21 没有名为“缺”的数据；这次没有用到它，换了数据就可能出错"]
    assert said(template, {"a": True, "在": 1}) == ["R01 没有名为“缺”的数据"]


def test_what_the_author_guarded_is_not_told() -> None:
    assert said("{{ a|default('无') }}{% if b is defined %}{{ b.c }}{% endif %}{% for x in xs|default([]) %}{{ x.a }}{% endfor %}", {}) == []


def test_a_missing_name_names_the_item_that_lacks_it() -> None:
    data = {"部分": [{"标题": "稳增长", "小节": [{"话题": "工业"}, {"名": "商贸"}]}]}
    template = "{% for 部 in 部分 %}{{ 部.标题 }}{% for 节 in 部.小节 %}{{ 节.话题 }}{% endfor %}{% endfor %}"
    where = "（在“部分”第1项“稳增长”的“小节”第2项“商贸”里）"
    assert said(template, data)[0] == f"R01 这项数据没有下一级“话题”{where}"
    broken = Template.open(body_xml(paragraph(template), header=paragraph("{{ x|没有 }}")))
    assert [problem.message for problem in broken.render({**data, "x": 1}).problems][1] == f"这项数据没有下一级“话题”{where}"


def test_faults_of_tags_and_missing_data_come_at_once() -> None:
    problems = Template.open(document("{{ 甲|uper }}", "{{ 乙 丙 }}", "{{ 丁 }}")).render({"甲": 1}).problems
    assert [problem.code for problem in problems] == ["T13", "T12", "R01"]
    assert str(problems[2]).startswith("[R01] 正文第3段：没有名为“丁”的数据")


def test_a_name_that_stands_elsewhere_in_the_data_is_what_is_proposed() -> None:
    (problem,) = Template.open(document("{{ 研发投入 }}")).render({"科技": {"创新": {"研发投入": 1}}, "研发投人": 2}).problems
    assert problem.hint == "是不是“科技.创新.研发投入”？"


def test_a_value_that_is_empty_has_nothing_below() -> None:
    assert said("{{ a.b }}", {"a": None}) == ["R01 标签“{{ a.b }}”：这项数据没有下一级“b”"] or said("{{ a.b }}", {"a": None}) == ["R01 这项数据没有下一级“b”"]
