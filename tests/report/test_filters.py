"""The phrases said of figures; the direction word always agrees with the sign."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from year_samples import DATA, LAST, report, said

RICH = (
    "  经济: {出口: 12.30, 企业: 8, 名单: [甲, 乙, 丙], 名单数: 3, 名次: 1}\n  农业: {率: 81.0, 面积: 150, 事故同比: 12.5}"
)


@pytest.mark.parametrize(
    ("reference", "printed"),
    [
        ("出口", "12.30"),
        ("经济.出口", "12.30"),
        ("数据.经济.出口", "12.30"),
        ("出口|同比", "同比增长12.8%"),
        ("出口|增长", "增长12.8%"),
        ("出口|增速", "12.8"),
        ("出口|上年值", "10.90"),
        ("出口|上年报告数", "10.90"),
        ("企业|占(名单数)", "266.7%"),
        ("面积|余(100)", "100余"),
        ("面积|近(31)", "近155"),
        ("面积|约(40)", "约160"),
        ("面积|余(50)", "150"),
        ("出口|单位", "亿元"),
        ("出口|万元", "123000"),
        ("出口|小数(1)", "12.3"),
        ("企业|同比", "同比下降20.0%"),
        ("企业|增加", "减少2家"),
        ("率|百分点", "提高0.5个百分点"),
        ("面积|公顷", "10"),
        ("面积|增加", "增加50亩"),
        ("事故同比|同比", "同比下降12.5%"),
        ("名单", "甲、乙、丙"),
        ("名单|顿号", "甲、乙、丙"),
        ("名单|等", "甲、乙、丙等"),
        ("名单|和", "甲、乙和丙"),
        ("名单|个数", "3"),
        ("名单数|中文数字", "三"),
        ("名次|名次", "第一"),
        ("出口 - 0.30", "12.00"),
        ("企业 * 2", "16"),
        ("年度", "2024"),
        ("上年", "2023"),
        ("'2024-01-08'|日期", "2024年1月8日"),
        ("街道", "示例"),
        ("出口｜同比", "同比增长12.8%"),
    ],
)
def test_a_filter_says_what_its_name_says(reference: str, printed: str) -> None:
    assert said(f"'【{reference}】'" if "'" not in reference else f'"【{reference}】"', RICH) == (printed, [])


@given(
    st.decimals(min_value="0.01", max_value=10**5, places=2), st.decimals(min_value="0.01", max_value=10**5, places=2)
)
def test_the_direction_word_agrees_with_the_sign_of_the_change(this: Decimal, last: Decimal) -> None:
    text, problems = said("【出口|同比】", f"  经济: {{出口: {this}, 企业: 1}}", f"年度: 2023\n标题: 上年\n部分: []\n数据: {{经济: {{出口: {last}}}}}\n")
    assert problems == []
    change = (this - last) / last * 100
    if this == last:
        assert text == "同比持平"
    elif abs(change) < Decimal("0.05"):
        assert text == "同比基本持平"
    else:
        assert text.startswith("同比增长" if change > 0 else "同比下降")
        assert "-" not in text


def test_a_stated_growth_comes_before_one_worked_out() -> None:
    data = "  经济: {出口: 12.30, 企业: 8, 出口同比: {值: 10.1, 口径: 可比价}}"
    assert said("【出口|同比】；【出口同比】", data)[0] == "同比增长10.1%；10.1"


def test_a_revised_base_comes_before_the_reported_one() -> None:
    data = "  经济: {出口: {值: 12.30, 上年修订: 12.00}, 企业: 8}"
    assert said("【出口|同比】，上年【出口|上年值】", data)[0] == "同比增长2.5%，上年12.00"


def test_an_empty_growth_is_worked_out_from_the_two_years() -> None:
    data = "  经济: {出口: 12.30, 出口同比: , 企业: 8}\n  农业: {率: 81.0, 率变化: }"
    assert said("【出口同比】%、【率变化】个百分点", data) == ("12.8%、0.5个百分点", [])


def test_redacted_levels_give_a_redacted_growth() -> None:
    assert said("【出口|同比】", '  经济: {出口: "*", 企业: 8}')[0] == "同比增长*%"


def test_growth_without_a_year_before_says_why() -> None:
    assert said("【出口|同比】", DATA, None)[1] == [
        "[F11] 2024.yaml 第12行第13列：【出口|同比】“出口”没有上年数，算不出比上年的变化（在数旁边写 上年修订: ……，或填“……同比”；都没有就改写这一句）"
    ]


def test_growth_over_nothing_says_why() -> None:
    last = LAST.replace("10.90", "0")
    assert "上年数是 0 或负数" in said("【出口|同比】", DATA, last)[1][0]


def test_a_first_year_prints_its_figures_and_works_with_a_base_noted_beside_them() -> None:
    assert said("共【出口】亿元。", "  经济: {出口: 12.30, 企业: 8}", last=None) == ("共12.30亿元。", [])
    assert said("【出口|同比】。", "  经济: {出口: {值: 12.30, 上年修订: 10.90}, 企业: 8}", last=None) == ("同比增长12.8%。", [])
    assert said("【出口|同比】。", "  经济: {出口: 12.30, 出口同比: 3.0, 企业: 8}", last=None) == ("同比增长3.0%。", [])


def test_the_reported_base_is_kept_beside_the_revised_one() -> None:
    data = "  经济: {出口: {值: 12.30, 上年修订: 11.20}, 企业: 8}"
    assert said("上年【出口|上年值】（原报【出口|上年报告数】），【出口|同比】。", data) == ("上年11.20（原报10.90），同比增长9.8%。", [])


def test_a_range_is_printed_but_not_calculated_with() -> None:
    text, problems = said("共【企业】家，【企业|同比】。", "  经济: {出口: 12.30, 企业: 5—8}")
    assert text.startswith("共5—8家")
    assert problems == ["[F11] 2024.yaml 第12行第20列：【企业|同比】“企业”填的是一个范围（5—8），不能用来计算（补上需要的数，或改写这一句）"]


def test_a_base_that_was_redacted_says_so() -> None:
    last = "年度: 2023\n标题: 上年\n部分: []\n数据: {经济: {出口: 无}}\n"
    assert said("【出口|同比】", "  经济: {出口: 12.30, 企业: 8}", last)[1] == [
        "[F11] 2024.yaml 第12行第13列：【出口|同比】“出口”的上年数是“无”，算不出比上年的变化（在数旁边写 上年修订: ……，或填“……同比”；都没有就改写这一句）"
    ]


def test_a_stated_growth_that_is_a_range_is_printed_and_not_checked() -> None:
    from reportgen.report.checks import Subject, check

    made, problems = report("  经济: {出口: 12.30, 企业: 8, 出口同比: 5—8}\n  农业: {率: 80—82, 率变化: 1—2}", "【出口】【企业】【出口同比】【率】【率变化】。")
    assert problems == []
    assert [problem.code for problem in check(Subject.of(made))] == []


STARS = '  经济: {出口: "*", 企业: "*", 名单: [甲], 名次: "*"}\n  农业: {率: "*", 面积: "*", 事故同比: "*"}'
LEVEL = "  经济: {出口: 10.90, 企业: 10, 名单: 甲}\n  农业: {率: 80.5, 面积: 30}"
FALLEN = "  经济: {出口: 9.00, 企业: 10}\n  农业: {率: 79.0, 率变化: -1.5}"


def phrase(reference: str, data: str) -> tuple[str, list[str]]:
    return said(f'"【{reference}】"' if "'" in reference else f"'【{reference}】'", data)


@pytest.mark.parametrize(
    ("reference", "printed"),
    [
        ("出口|同比", "同比增长*%"),
        ("出口|增速", "*"),
        ("企业|增加", "增加*家"),
        ("率|百分点", "提高*个百分点"),
        ("出口|占(面积)", "*%"),
        ("3|占(出口)", "*%"),
        ("面积|约", "约*"),
        ("面积|近(50)", "近*"),
        ("面积|余", "*余"),
        ("出口|万元", "*"),
        ("出口|小数(1)", "*"),
        ("名次|名次", "第*"),
        ("事故同比|同比", "同比下降*%"),
        ("事故同比|增长", "下降*%"),
        ("出口|上年值", "10.90"),
    ],
)
def test_a_phrase_about_a_redacted_figure_shows_the_star_and_no_figure(reference: str, printed: str) -> None:
    assert phrase(reference, STARS) == (printed, [])


@pytest.mark.parametrize("reference", ["出口|增长", "率|百分点", "企业|增加"])
def test_what_did_not_change_is_said_to_be_level(reference: str) -> None:
    assert phrase(reference, LEVEL) == ("持平", [])


def test_a_share_that_fell_falls_whether_stated_or_worked_out() -> None:
    assert phrase("率|百分点", FALLEN) == phrase("率变化|百分点", FALLEN) == ("下降1.5个百分点", [])
    assert phrase("率|百分点", FALLEN.replace(", 率变化: -1.5", "")) == ("下降1.5个百分点", [])
    assert phrase("率|百分点", FALLEN.replace("-1.5", "0")) == ("持平", [])


@pytest.mark.parametrize(
    ("reference", "data", "printed"),
    [
        ("出口|增速|小数(2)", "出口: 13.36", "22.57"), ("出口|增速|小数(0)", "出口: 13.36", "23"), ("出口|增速|小数(0)", "出口: 13.351", "22"), ("出口|增速|小数(2)", "出口: 10.00", "8.26"),
        ("出口|增速|小数(2)", "出口: 13.36, 出口同比: -12.345", "12.35"), ("企业|占(名单数)|小数(2)", "企业: 1, 名单数: 3", "33.33"), ("企业|占(名单数)|小数(0)", "企业: 89, 名单数: 200", "45"),
        ("企业|占(名单数)|小数(0)", "企业: 8899, 名单数: 20000", "44"), ("出口|倍|小数(2)", "出口: 13.36", "1.23"), ("出口|增速|小数(1)", '出口: "*"', "*"),
    ],
)  # fmt: skip
def test_other_decimals_are_rounded_from_the_exact_figure_and_not_twice(reference: str, data: str, printed: str) -> None:
    assert phrase(reference, f"  经济: {{{data}}}") == (printed, [])


@pytest.mark.parametrize("phrase_", ["等", "和", "个数"])
def test_names_written_as_one_text_are_not_counted_as_one(phrase_: str) -> None:
    _, told = phrase(f"名单|{phrase_}", "  经济: {名单: 甲、乙}")
    assert [line.split("] ")[1] for line in told if "[F11]" in line] == [
        f"2024.yaml 第12行第13列：【名单|{phrase_}】“名单”的几个名称写成了一串，分不清是几个（在“数据”里写成 [甲, 乙]）"
    ], told
    assert phrase("名单", "  经济: {名单: 甲、乙}")[0] == "甲、乙"


@pytest.mark.parametrize(
    ("reference", "advised"),
    [
        ("出口 - 出口|上年值", "写成【出口 - (出口|上年值)】"), ("(出口 + 1) * 2 / 出口|上年报告数", ""), ("(出口 - 1)|上年值", "补上需要的数，或改写这一句"),
        ("出口 - 企业 * 出口|上年值|小数(1)", ""),
    ],
)  # fmt: skip
def test_last_year_s_figure_in_a_calculation_is_advised_in_brackets(reference: str, advised: str) -> None:
    printed, told = phrase(reference, "  经济: {出口: 12.30, 企业: 8}")
    assert printed == "" and len(told) == 1
    assert not advised or f"（{advised}" in told[0], told
    if advised.startswith("写成"):
        assert phrase(advised[3:-1], "  经济: {出口: 12.30, 企业: 8}") == ("1.40", [])


@pytest.mark.parametrize(("phrase_", "printed"), [("", "*"), ("|等", "*"), ("|和", "*"), ("|顿号", "*"), ("|个数", "*")])
def test_a_redacted_list_prints_its_star_and_no_nought(phrase_: str, printed: str) -> None:
    assert phrase(f"名单{phrase_}", '  经济: {名单: "*"}') == (printed, [])


@pytest.mark.parametrize(("stated", "printed"), [("0.3", "下降0.3个百分点"), ("-0.3", "提高0.3个百分点"), ("0", "持平")])
def test_a_change_in_points_that_counts_a_fall_falls(stated: str, printed: str) -> None:
    assert phrase("返贫率降|百分点", f"  农业: {{返贫率降: {stated}}}") == (printed, [])


@pytest.mark.parametrize(
    ("reference", "printed"),
    [
        ("名单|等", "甲"),
        ("名单|个数", "1"),
        ("'甲'|和", "甲"),
        ("5|个数", "1"),
        ("出口|个数", "1"),
        ("['甲', '乙']|和", "甲和乙"),
        ("面积|余(100)", "30"),
        ("5|亿元", "5"),
        ("5|单位", ""),
        ("'1.23456789'|小数(3)", "1.235"),
        ("'12.50'|小数(1)", "12.5"),
        ("12|名次", "第十二"),
        ("'12.0'|中文数字", "十二"),
    ],
)
def test_single_items_and_bare_numbers_read_as_they_would_be_said(reference: str, printed: str) -> None:
    assert phrase(reference, LEVEL) == (printed, [])


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("5|同比", "只有数据里的指标才有同比，例如 【自营出口|同比】"),
        ("5|百分点", "只有数据里的指标才有百分点的变化"),
        ("5|增加", "只有数据里的指标才有比上年的增减"),
        ("5|上年值", "只有数据里的指标才有上年值"),
        ("5|上年报告数", "只有数据里的指标才有上年数"),
        ("名次|上年值", "“名次”没有上年数"),
        ("名次|上年报告数", "“名次”没有上年数"),
        ("出口|占(0)", "分母是 0，算不出占比"),
        ("出口|占('甲')", "“甲”不是数"),
        ("企业|约(0)", "“约”后面的括号里要写大于 0 的数，例如 约(100)"),
        ("面积|占(企业)", "“亩”不能换算成“家”"),
        ("面积|万元", "“亩”不能换算成“万元”"),
        ("街道|小数(2)", "“街道名称”填的是“示例”，不是数，不能用来计算"),
        ("出口|中文数字", "“12.30”不是整数，写不成中文数字"),
        ("'1.5'|名次", "“1.5”不是整数，写不成中文数字"),
        ("10000000000000000|中文数字", "只能写 0 到 9999999999999999 之间的整数"),
        ("面积|近(100)", "150 离 200 太远，不能说成“近”"),
        ("面积|约(100)", "150 离 200 太远，不能说成“约”"),
        ("企业|余(5)", "8 离 5 太远，不能说成“余”"),
        ("率|增加", "“率”是比率，不能用“增加”来说"),
        ("名次|同比", "“名次”是名次，不能用“同比”来说"),
        ("事故同比|增加", "“事故同比”是增速，不能用“增加”来说"),
        ("出口 + 企业", "“亿元”和“家”不是一回事，不能相加减"),
        ("面积 / 7", "除不尽，要写明保留几位小数（写成【(面积 / 7)|小数(2)】）"),
    ],
)
def test_what_cannot_be_said_is_told_with_its_reason_and_prints_nothing(reference: str, reason: str) -> None:
    text, problems = phrase(reference, RICH)
    assert text == ""
    [problem] = problems
    assert problem.startswith("[F11] 2024.yaml 第12行第13列：【") and reason in problem
