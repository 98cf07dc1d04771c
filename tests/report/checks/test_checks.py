"""What a machine can find wrong with figures: each check asks, none changes anything."""

from __future__ import annotations

import pytest
from year_samples import report

from reportgen.problem import Grade
from reportgen.report.checks import Subject, check

PROSE = "【出口】【企业】。"


def told(data: str, prose: str = PROSE, last: str | None = None) -> list[str]:
    made, problems = report(data, prose, *([last] if last else []))
    assert problems == []
    return [f"{problem.grade.value} {problem}" for problem in check(Subject.of(made))]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("  经济: {出口: 11.20, 企业: 8}", []),
        (
            "  经济:\n    出口:\n    企业: 8",
            ["错误 [C01] 2024.yaml 第15行第8列：还缺“出口”（单位：亿元）（请经济办报数；本年没有就写“无”）"],
        ),
        (
            "  经济: {出口: 11.20}",
            ["说明 [C02] 2024.yaml 第14行第12列：指标“企业”没有列入本年数据（补上这几行；本年没有就写“无”，免得是漏了）"],
        ),
        (
            "  经济: {出口: 11.20, 企业: 8, 新的: 3}",
            ["提醒 [C03] 2024.yaml 第14行第30列：“经济.新的”不在指标字典里，不知道单位和科室（在 fields.yaml 里加上，或改正名称）",
             "说明 [C10] 2024.yaml 第14行第30列：“新的”填了 3，正文里没有用到（请核对是否漏写）"],
        ),
        (
            "  经济: {出口: 11.205, 企业: 8.5}",
            ["提醒 [C05] 2024.yaml 第14行第12列：“出口”填的是 11.205，应当至多 2 位小数（请核对）",
             "提醒 [C05] 2024.yaml 第14行第24列：“企业”填的是 8.5，应当是整数（请核对）"],
        ),
        (
            "  经济: {出口: 12.30, 企业: 8, 出口同比: 12.6}",
            ["提醒 [C07] 2024.yaml 第14行第32列：出口：本年 12.30亿元，上年 10.90亿元，应增长 12.8%，填的是增长 12.6%"
             "（若因可比价或口径调整，请在“口径”里写明；否则请核对）"],
        ),
        (
            "  经济: {出口: 12.30, 企业: 8, 出口同比: {值: 12.6, 口径: 可比价}}",
            ["说明 [C07] 2024.yaml 第14行第36列：出口：本年 12.30亿元，上年 10.90亿元，应增长 12.8%，填的是增长 12.6%；口径：可比价（已按所注口径采用）"],
        ),
        ("  经济: {出口: 12.30, 企业: 8, 出口同比: 12.8}", []),
    ],
)  # fmt: skip
def test_a_check_names_the_figure_its_line_and_what_to_do(data: str, expected: list[str]) -> None:
    assert told(data) == expected


def test_a_share_beyond_its_limits_is_asked_about() -> None:
    found = told("  经济: {出口: 11.20, 企业: 8}\n  农业: {率: 810}", "【出口】【企业】【率】。")
    assert found == ["提醒 [C04] 2024.yaml 第15行第11列：“率”填的是 810，超出 0～100 的范围（请核对是否多写、少写了位数）"]


def test_a_stated_change_in_points_that_does_not_follow_is_asked_about() -> None:
    found = told("  经济: {出口: 11.20, 企业: 8}\n  农业: {率: 81.0, 率变化: 0.9}", "【出口】【企业】【率】【率变化】。")
    assert found == ["提醒 [C08] 2024.yaml 第15行第22列：率：本年 81.0%，上年 80.5%，应变化 0.5 个百分点，填的是 0.9（请核对；口径变了请在“口径”里写明）"]


def test_a_count_and_its_list_are_compared() -> None:
    found = told("  经济: {出口: 11.20, 企业: 8, 名单: [甲, 乙, 丙], 名单数: 2}", "【出口】【企业】【名单】【名单数】。")
    assert [line[:8] for line in found] == ["提醒 [C06]", "提醒 [C09]"]
    assert "应当 名单数 == 名单(名单)（没有“等”），现在是：名单 甲、乙、丙，名单数 2家" in found[0]
    assert "名单：名单列了 3 家，计数填 2" in found[1]


def test_every_check_is_in_the_tuple_once_and_says_its_code() -> None:
    from reportgen.report.checks import CHECKS

    assert len(set(CHECKS)) == len(CHECKS)
    assert all((check.__doc__ or "").startswith("C") for check in CHECKS)


def test_only_a_gap_forbids_a_final_copy() -> None:
    made, _ = report("  经济: {出口: , 企业: 8.5, 出口同比: 3}", PROSE)
    assert {problem.code for problem in check(Subject.of(made)) if problem.grade is Grade.ERROR} == {"C01"}


def test_what_is_missing_is_counted_by_department() -> None:
    made, _ = report("  经济: {出口: , 企业: }\n  农业: {率: }", PROSE)
    assert made.missing == {"经济办": 2, "农业办": 1}


def test_the_calibre_of_a_level_does_not_excuse_a_growth_that_does_not_follow() -> None:
    found = told("  经济: {出口: {值: 10.00, 口径: 海关口径}, 企业: 8, 出口同比: 12.6}")
    assert len(found) == 1
    assert "出口：本年 10.00亿元，上年 10.90亿元，应下降 8.3%，填的是增长 12.6%" in found[0]
    assert found[0].startswith("提醒 [C07]")
