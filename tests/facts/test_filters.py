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
        ("面积|近(100)", "近200"),
        ("面积|约(100)", "约200"),
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
    if abs(change) < Decimal("0.05"):
        assert text == "同比持平"
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
    from reportgen import facts

    made, problems = report("  经济: {出口: 12.30, 企业: 8, 出口同比: 5—8}\n  农业: {率: 80—82, 率变化: 1—2}", "【出口】【企业】【出口同比】【率】【率变化】。")
    assert problems == []
    assert [problem.code for problem in facts.check(made)] == []
