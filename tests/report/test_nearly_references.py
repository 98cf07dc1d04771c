"""What nearly is a reference is told: 【 without 】 is an error, a known name in other brackets a reminder with the mended line."""

from __future__ import annotations

import pytest

from reportgen import yamltext
from reportgen.problem import Grade, Problem, errors
from reportgen.report.dictionary import Dictionary
from reportgen.report.load import read_report


def told(sentence: str, notes: str = "", units: str = "") -> list[Problem]:
    """What printing a year with one sentence says; ``units`` is the dictionary of 经济."""
    text = f"年度: 2025\n标题: 题\n部分:\n  - 标题: 一\n    总起:\n      - 句: {yamltext.quoted(sentence)}\n{notes}数据:\n  经济:\n    产值: 18.62\n    税收: 2\n"
    document, _ = yamltext.parse(text, "2025.yaml")
    fields = f"指标: {{经济: {units}}}\n" if units else "指标: {}\n"
    dictionary, _ = Dictionary.read(yamltext.parse(fields, "fields.yaml")[0])
    report, _ = read_report([document], dictionary, None)
    return list(report.printed().problems)


@pytest.mark.parametrize("sentence", ["产值【产值亿元。", "产值产值】亿元。", "【产值】亿元】。", "【【产值】亿元"])
def test_an_unpaired_bracket_is_an_error(sentence: str) -> None:
    assert {problem.code for problem in errors(told(sentence))} & {"F29", "F10"}


def test_a_bracket_that_another_reference_comes_before_its_end_is_said_to_be_open() -> None:
    (problem,) = errors(told("产值【产值亿元，税收【税收】亿元。"))
    assert (problem.code, str(problem.message)) == ("F29", "“【”没有配成对：【产值亿元，税收【税收")
    (problem,) = errors(told("产值【产值 亿元】，税收【税收】亿元。"))
    assert problem.code == "F10"


def test_a_bracket_that_is_meant_to_print_is_quoted() -> None:
    assert told("文件【'【'】一。") == []


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("[产值]", "【产值】"), ("「产值」", "【产值】"), ("{{产值}}", "【产值】"), ("{{ 产值 }}", "【产值】"), ("〔产值〕", "【产值】"),
        ("［产值］", "【产值】"), ("『产值』", "【产值】"), ("｛｛产值｝｝", "【产值】"), ("[产值|小数(1)]", "【产值|小数(1)】"),
        ("[产值 + 税收]", "【产值 + 税收】"), ("[年度]", "【年度】"), ("[产值|整数]", "【产值|整数】"), ("［产值]", "【产值】"), ("﹝产值﹞", "【产值】"),
        ("︻产值︼", "【产值】"), ("{% 产值 %}", "【产值】"),
        ("「产值×2」", "【产值*2】"), ("[产值÷税收]", "【产值/税收】"),
    ],
)  # fmt: skip
def test_a_known_name_in_other_brackets_is_a_reminder_with_the_mended_line(typed: str, mended: str) -> None:
    (problem,) = told(f"共{typed}亿元。")
    assert (problem.code, problem.grade) == ("F25", Grade.WARNING)
    assert problem.repair is not None
    assert problem.repair[1].strip() == f"- 句: \"共{mended}亿元。\""


@pytest.mark.parametrize("typed", ["#产值#", "＃产值＃", "##产值##", "$产值$", "%产值%", "@产值@", "__产值__", "*产值*", "～产值～", "`产值`", "#产值|小数(1)#", "#年度#"])
def test_a_known_name_between_two_marks_of_a_kind_is_one_too(typed: str) -> None:
    (problem,) = told(f"共{typed}亿元。")
    assert (problem.code, problem.grade) == ("F25", Grade.WARNING)
    assert problem.repair is not None and "共【" in problem.repair[1] and typed[0] not in problem.repair[1]


@pytest.mark.parametrize("sentence", ["话题#绿色发展#受到关注。", "增长5%，产值提高3%。", "#产值是重点。", "#产值*有两项。", "#出口#两项。", "工业/产值/税收三项。"])
def test_marks_around_anything_else_are_marks(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize("typed", ["（产值）", "(产值)", "《产值》", "“产值”", "（产值|同比）"])
def test_brackets_of_prose_are_doubted_where_the_unit_follows(typed: str) -> None:
    assert [problem.code for problem in told(f"共{typed}亿元。", units="{产值: {单位: 亿元, 类别: 金额}}")] == ["F25"]
    assert told(f"产值{typed}18亿元。", units="{产值: {单位: 亿元, 类别: 金额}}") == []


def test_where_no_unit_of_a_figure_is_known_any_that_figures_have_is_a_sign() -> None:
    for typed in ("（产值）亿元", "《产值》亿元", "〈税收〉万元", "“税收”个百分点", "'产值'%"):
        assert [problem.code for problem in told(f"共{typed}。")] == ["F25"], typed
    for typed in ("（产值）有关", "《产值》一书", "“税收”“产值”两项", "（经济）亿元"):
        assert told(f"共{typed}。") == [], typed


@pytest.mark.parametrize("sentence", ["政发〔2024〕1号。", "称为「试点」。", "见[1]。", "（产值）不变。", "产值【产值】亿元。", "「经济」一节。"])
def test_other_brackets_are_prose(sentence: str) -> None:
    assert told(sentence) == []


def test_what_is_printed_as_it_is_may_have_them() -> None:
    assert told("原文[产值]。", "        照录: 是\n") == []
