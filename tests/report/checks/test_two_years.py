"""A report that looks back on one year and forward to the next (所述年度): each part is held against its own year."""

from __future__ import annotations

import pytest

from reportgen import yamltext
from reportgen.compare import compare
from reportgen.compare.promises import ANSWERED, UNANSWERED
from reportgen.report.checks import Subject, check
from reportgen.report.dictionary import Dictionary
from reportgen.report.load import Report, read_report

FIELDS = "指标: {经济: {产值: {单位: 亿元, 类别: 金额, 小数: 2, 比上年: 是}}}\n"


def report(year: int, review: str, plan: str, figure: str = "86.40", last: Report | None = None, spoken: str = "") -> Report:
    said = spoken or f"\n    所述年度: {year + 1}"
    text = (
        f"年度: {year}\n标题: {year}年工作总结和{year + 1}年工作安排\n日期: {year + 1}年1月8日\n部分:\n"
        f"  - 标题: {year}年工作回顾\n    所述年度: {year}\n    总起:\n{review}"
        f"  - 标题: {year + 1}年工作安排{said}\n    总起:\n{plan}数据:\n  经济:\n    产值: {figure}\n"
    )
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "f.yaml")[0])
    document, problems = yamltext.parse(text, f"{year}.yaml")
    assert problems == ()
    return read_report([document], dictionary, last)[0]


def lines(*sentences: str) -> str:
    return "".join(f"      - {sentence}\n" for sentence in sentences)


def told(made: Report, *codes: str) -> list[str]:
    return [f"{problem.code} {problem.message}" for problem in check(Subject.of(made), None) if problem.code in codes]


def test_a_part_about_the_next_year_may_name_it_and_no_other() -> None:
    plan = lines("2025年是收官之年，2025年6月底前完工。", "在2024年的基础上再上台阶。", "2023年以来形势趋稳。")
    assert told(report(2024, lines("2024年成效明显。"), plan), "C16") == ["C16 文中写的是 2023 年，这一部分说的是 2025 年"]
    without = told(report(2024, lines("2024年成效明显。"), lines("2025年是收官之年。"), spoken="\n    序号: 无"), "C16")
    assert without == ["C16 文中写的是 2025 年，本稿是 2024 年度"]
    assert told(report(2024, lines("2025年是收官之年。"), plan[:0] + lines("好。")), "C16") == ["C16 文中写的是 2025 年，本稿是 2024 年度"]


def test_figures_of_a_plan_are_not_this_year_s() -> None:
    last = report(2023, lines("去年的话。"), lines("打算。"), "80.00")
    wrong = "产值95亿元，产值增长10%。"
    of_the_review = told(report(2024, lines(wrong), lines("好。"), last=last), "C15", "C18", "C27")
    assert of_the_review != []
    assert told(report(2024, lines("完成产值【产值】亿元。"), lines(wrong), last=last), "C15", "C18", "C27") == []
    named = "2024年产值95亿元，2025年再上台阶。"
    assert told(report(2024, lines("完成产值【产值】亿元。"), lines(named), last=last), "C15") != []


def test_one_thing_may_have_two_numbers_in_two_years() -> None:
    two = ("全镇新增公共停车泊位320个。", "全镇新增公共停车泊位350个。")
    assert told(report(2024, lines(*two), lines("好。")), "C35") != []
    assert told(report(2024, lines(two[0]), lines(two[1])), "C35") == []


def test_a_plan_that_is_copied_as_a_result_is_asked_about() -> None:
    plan = "建成滨河小微产业园并投入使用。"
    last = report(2023, lines("去年完成的事情。"), lines(plan, "推动全域环境整治常态长效。"), "80.00")
    made = report(2024, lines(plan), lines("推动全域环境整治常态长效。"), last=last)
    assert told(made, "C21") == [
        f"C21 这一句与上年稿子里的打算一字不差，像是照抄：{plan}",
        "C21 这一句与上年一字不差：推动全域环境整治常态长效。",
    ]


def test_last_year_s_plan_stands_beside_this_year_s_result() -> None:
    plan = lines("2024年力争完工重点项目9个。", "新建养老服务中心2处。", "探索数字乡村建设新路径。")
    last = report(2023, lines("完工重点项目7个。"), plan)
    made = report(
        2024, lines("全年完工重点项目8个，进度好于预期。", "新建养老服务中心2处，老年助餐实现全覆盖。"), lines("探索数字乡村建设新路径。"), last=last
    )
    found = compare(last, made).promises
    assert [(each.verdict, each.text) for each in found] == [
        (ANSWERED, "2024年力争完工重点项目9个。"), (ANSWERED, "新建养老服务中心2处。"), (UNANSWERED, "探索数字乡村建设新路径。"),
    ]  # fmt: skip
    assert found[0].answers == ("全年完工重点项目8个，进度好于预期。",)
    assert (found[0].figures, found[0].answered) == (("9个",), ("8个",))
    assert compare(made, last).promises == ()


def dated(year: int, day: str, title: str = "工作总结", sentence: str = "成效明显。") -> list[str]:
    text = f"年度: {year}\n标题: {year}年{title}\n日期: {day}\n部分:\n  - 标题: 一\n    总起: {sentence}\n"
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "f.yaml")[0])
    return told(read_report([yamltext.parse(text, f"{year}.yaml")[0]], dictionary, None)[0], "C16", "C19")


@pytest.mark.parametrize(
    ("title", "strange"),
    [
        ("工作总结（2023）", True), ("工作总结(2023年度)", True), ("工作总结（2024）", False), ("2023工作总结", True), ("镇发（2023）5号文件汇报", False),
        ("镇发〔2023〕5号文件汇报", False), ("“十四五”（2021—2025年）2024年总结", False), ("工作总结", False),
    ],
)  # fmt: skip
def test_the_title_is_of_the_year_in_brackets_too(title: str, strange: bool) -> None:
    text = f"年度: 2024\n标题: 示例镇{title}\n部分:\n  - 标题: 一\n    总起: 成效明显。\n"
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "f.yaml")[0])
    found = told(read_report([yamltext.parse(text, "2024.yaml")[0]], dictionary, None)[0], "C16")
    assert found == (["C16 文中写的是 2023 年，本稿是 2024 年度"] if strange else [])


def test_a_report_is_dated_in_its_year_or_the_next_and_a_plan_before_it() -> None:
    assert dated(2024, "2023年12月10日") == ["C16 日期是 2023 年的，本稿是 2024 年度"]
    assert dated(2024, "2026年1月10日") == ["C16 日期是 2026 年的，本稿是 2024 年度"]
    assert dated(2024, "2022年12月10日", "工作要点") == ["C16 日期是 2022 年的，本稿是 2024 年度"]
    for day, title in (("2024年12月10日", "工作总结"), ("2025年2月1日", "工作总结"), ("2023年12月10日", "工作要点"), ("2024年1月10日", "工作计划")):
        assert dated(2024, day, title) == [], (day, title)


def test_a_year_with_a_blank_in_it_is_read_and_one_of_two_digits_or_with_a_letter_is_told() -> None:
    for sentence, said in (
        ("2023 年以来形势趋稳。", "C16 文中写的是 2023 年，本稿是 2024 年度"), ("23年底全部完工。", "C19 “23年”年份没有写全"), ("23年12月完工。", "C19 “23年”年份没有写全"),
        ("2O24年成效明显。", "C19 “2O24”数字里混了字母"), ("产值1l5亿元。", "C19 “1l5”数字里混了字母"), ("成效明显， 群众满意。", "C19 “， ”标点后面有空格"),
    ):  # fmt: skip
        assert said in dated(2024, "2024年12月10日", sentence=sentence), sentence
    for sentence in ("2024 年成效明显。", "历时20年建成。", "23年来成效明显。", "5G基站、A1O2平台建成。", "使用期30年，完好。"):
        assert dated(2024, "2024年12月10日", sentence=sentence) in ([], ["C19 汉字之间有空格"]), sentence


def test_what_was_left_to_be_filled_in_is_told() -> None:
    for sentence, words in (
        ("产值XX亿元。", "XX"), ("产值××亿元。", "××"), ("产值X.X亿元。", "X"), ("产值____亿元。", "____"), ("共（　）家。", "（　）"), ("产值？？？亿元。", "？？？"), ("某数待补。", "待补"),
    ):  # fmt: skip
        assert f"C19 “{words}”像是没有填的空" in dated(2024, "2024年12月10日", sentence=sentence), sentence
    for sentence, words in (("产值达到亿元，增长较快。", "达到亿元"), ("产值同比增长%。", "增长%"), ("占比提高个百分点，居前。", "提高个百分点")):
        assert f"C19 “{words}”缺了数" in dated(2024, "2024年12月10日", sentence=sentence), sentence
    for sentence in ("建成XR实验室、X光室。", "产值达到亿元以上的企业增多。", "突破亿元，成效明显。", "2×2矩阵、5×8米。", "规模（以上）企业增多。"):
        assert dated(2024, "2024年12月10日", sentence=sentence) == [], sentence
