"""Units in expressions: what is divided and multiplied is converted exactly, or refused; never labelled alone."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen import yamltext
from reportgen.report.calculable import NoFigure
from reportgen.report.checks import Subject, check
from reportgen.report.dictionary import Dictionary
from reportgen.report.load import Report, read_report
from reportgen.report.quantity import Quantity

FIELDS = """
科室: [民生办]
指标:
  民生:
    资金: {单位: 万元, 类别: 金额, 小数: 2, 科室: 民生办}
    总产值: {单位: 亿元, 类别: 金额, 小数: 2, 科室: 民生办}
    户: {单位: 户, 类别: 计数, 科室: 民生办}
    万户: {单位: 万户, 类别: 数量, 小数: 2, 科室: 民生办}
    人: {单位: 人, 类别: 计数, 科室: 民生办}
    万人: {单位: 万人, 类别: 数量, 小数: 2, 科室: 民生办}
    人均: {单位: 元, 类别: 金额, 科室: 民生办}
    面积: {单位: 亩, 类别: 数量, 科室: 民生办}
    万亩: {单位: 万亩, 类别: 数量, 小数: 2, 科室: 民生办}
    标准: {单位: 元/亩, 类别: 金额, 科室: 民生办}
    率: {单位: "%", 类别: 比率, 小数: 1, 科室: 民生办}
    无单位: {类别: 数量, 科室: 民生办}
"""
DATA = (
    "资金: 320.50, 总产值: 3.20, 户: 132, 万户: 1.32, 人: 400, 万人: 5.20, 人均: 30000, 面积: 1500, 万亩: 1.29, 标准: 120, 率: 58.5, 无单位: 4"
)
LAST = "年度: 2023\n标题: 上年\n部分: []\n数据:\n  民生: {资金: 100.25, 户: 120}\n"


def year(sentence: str, data: str = DATA) -> tuple[Report, str, list[str]]:
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "fields.yaml")[0])
    last, _ = read_report([yamltext.parse(LAST, "2023.yaml")[0]], dictionary, None)
    text = f"年度: 2024\n标题: 示例\n部分:\n  - 标题: 民生\n    总起: {sentence}\n数据:\n  民生: {{{data}}}\n"
    report, problems = read_report([yamltext.parse(text, "2024.yaml")[0]], dictionary, last)
    assert not problems
    printed = report.printed()
    return report, "".join(map(str, printed.context["部分"][0]["总起"])), [str(problem) for problem in printed.problems]


def asked(sentence: str) -> list[str]:
    """What C18 says of the units in a sentence."""
    report, _, problems = year(sentence)
    assert not problems
    return [str(problem) for problem in check(Subject.of(report)) if problem.code == "C18"]


@pytest.mark.parametrize(
    ("reference", "printed"),
    [
        ("资金 / 户|元|小数(2)", "24280.30"),
        ("(资金 / 户)|元|小数(2)", "24280.30"),
        ("(资金|元 / 户)|小数(2)", "24280.30"),
        ("资金 / 面积|元|小数(1)", "2136.7"),
        ("资金 / 2|元", "1602500"),
        ("资金 * 2|元", "6410000"),
        ("资金 * 率 / 100|元", "1874925"),
        ("率 / 100 * 资金|元", "1874925"),
        ("资金 * 率 * 0.01|元", "1874925"),
        ("资金 / 率 * 100|元|小数(0)", "5478632"),
        ("资金 * (1 + 率 / 100)|元", "5079925"),
        ("资金 / (100 + 率) * 100|元|小数(0)", "2022082"),
        ("(总产值 - 资金)|万元", "31679.5"),
        ("资金 / 总产值 * 资金|元|小数(2)", "32100.08"),
        ("资金 / 户 * 户|元", "3205000"),
        ("人均 * 人|万元", "1200"),
        ("人均 * 万人|亿元", "15.6"),
        ("标准 * 面积|万元", "18"),
        ("标准 * 万亩|万元", "154.8"),
        ("标准|万元", "0.012"),
        ("人 / 户|人|小数(1)", "3.0"),
        ("万人 / 户|人|小数(1)", "393.9"),
        ("资金|上年值|元", "1002500"),
        ("资金|上年报告数|元", "1002500"),
        ("资金|上年值|小数(1)", "100.3"),
        ("资金|元|约(10000)", "约3210000"),
        ("资金 / 户|元|约(1000)", "约24000"),
        ("资金 / 户|元|余(1000)", "24000余"),
        ("资金 / 户|元|近(100)", "近24300"),
    ],
)
def test_a_result_of_known_unit_is_converted_exactly(reference: str, printed: str) -> None:
    assert year(f"【{reference}】")[1:] == (printed, [])


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("资金 / 总产值|元", "算出来的数没有单位，不能换算成“元”（写成【资金 / 总产值】）"),
        ("资金 / 资金 * 100|元", "算出来的数没有单位，不能换算成“元”（写成【资金 / 资金 * 100】）"),
        ("无单位 * 2|元", "算出来的数没有单位，不能换算成“元”（写成【无单位 * 2】）"),
        ("资金 / 户|人", "“万元/户”不能换算成“人”"),
        ("户|人", "“户”不能换算成“人”"),
        ("资金 * 率|元", "乘了“%”，还没有除以 100，不能换算成“元”（写成【资金 * 率 / 100|元】）"),
        ("资金 * 10000 / 人|元", "算式里已经乘、除过 10000，不能再换算成“元”（写成【资金 * 10000 / 人】）"),
        ("10000 * 资金|元", "算式里已经乘、除过 10000，不能再换算成“元”（写成【10000 * 资金】）"),
        ("资金 * 100 * 100|元", "算式里已经乘、除过 10000，不能再换算成“元”（写成【资金 * 100 * 100】）"),
        ("资金 / 10000|亿元", "算式里已经乘、除过 10000，不能再换算成“亿元”（写成【资金 / 10000】）"),
        ("总产值 / 万户|元", "分不清是每户还是每万户多少元（每户的写成【甲 / (乙|户)|元】，每万户的写成【(甲|元) / 乙】"),
        ("资金 / 万亩|元", "分不清是每亩还是每万亩多少元"),
        ("人均 * 面积|万元", "算出来的单位是“元·亩”，不知道怎样换算成“万元”（每亩、每吨这样的标准，在字典里把单位写成“元/亩”"),
        ("1 / 资金|元", "“/万元”不能换算成“元”"),
        ("资金|小数(0)|元", "先保留了小数，再换算成“元”就不准了（写成【资金|元|小数(0)】）"),
        ("资金 / 户|小数(2)|元", "先保留了小数，再换算成“元”就不准了（写成【资金 / 户|元|小数(2)】）"),
        ("资金|约(10)|元", "“约320”不是原来的数，不能再换算成“元”（写成【资金|元|约(10)】）"),
        ("资金|余(100)|元", "“300余”不是原来的数，不能再换算成“元”（写成【资金|元|余(100)】）"),
        ("资金|增速|元", "不是原来的数，不能再换算成“元”（写成【资金|增速】）"),
        ("资金|占(总产值)|元", "不是原来的数，不能再换算成“元”（写成【资金|占(总产值)】）"),
        ("资金|倍|元", "不是原来的数，不能再换算成“元”（写成【资金|倍】）"),
        ("资金 / 户", "除不尽，要写明保留几位小数（写成【(资金 / 户)|小数(2)】）"),
        ("资金|元 / 户", "除不尽，要写明保留几位小数（写成【(资金|元 / 户)|小数(2)】）"),
        ("资金 / 户|元", "除不尽，要写明保留几位小数（写成【资金 / 户|元|小数(2)】）"),
    ],
)
def test_what_cannot_be_converted_is_told_with_the_line_that_works(reference: str, reason: str) -> None:
    _, text, (problem,) = year(f"【{reference}】")
    assert text == "" and problem.startswith("[F11]") and reason in problem
    if "写成【" in reason and "甲" not in reason:
        mended = reason[reason.index("写成") + 2 :].strip("）")
        assert year(mended)[2] == [] or "除不尽" in year(mended)[2][0]


def test_a_divided_万_can_be_said_in_either_way_that_is_advised() -> None:
    assert year("【总产值 / (万户|户)|元|小数(2)】")[1:] == ("24242.42", [])
    assert year("【((总产值|元) / 万户)|小数(0)】")[1:] == ("242424242", [])


@pytest.mark.parametrize(
    "sentence",
    [
        "户均【资金 / 户|小数(2)】万元", "户均【资金 / 户|元|小数(2)】元", "户均【资金 * 10000 / 户|小数(2)】元", "共【资金 * 10000】元",
        "每万户【总产值 / 万户|小数(2)】亿元", "户均【总产值 / 万户|小数(2)】万元", "亩均【资金 / 万亩|小数(2)】元", "占【户 / 人 * 100】%",
        "户均【人 / 户|小数(1)】人", "是【资金 / 总产值|小数(3)】倍", "即【资金 * 率 / 100】万元", "补贴【标准】元", "补贴【标准】元/亩",
        "补贴【标准 * 面积】元", "共【人均 * 万人】万元", "共【人均 * 面积】元", "【1 / 资金|小数(4)】元", "平均【(率 + 率) / 2】%",
        "【资金|元 + 总产值|元】元",
    ],
)  # fmt: skip
def test_a_unit_that_can_be_the_results_own_may_stand_behind_it(sentence: str) -> None:
    assert asked(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("户均【资金 / 户|小数(2)】元", "单位是“万元/户”，正文写成了“元”（改成“万元”，或写成【资金 / 户|元|小数(2)】）"),
        ("户均【(资金 / 户)|小数(2)】元", "单位是“万元/户”，正文写成了“元”（改成“万元”，或写成【(资金 / 户)|元|小数(2)】）"),
        ("户均【(资金|万元 / 户)|小数(2)】元", "单位是“万元/户”，正文写成了“元”"),
        ("即【资金 * 率】万元", "单位是“万元·%”，正文写成了“万元”（写成【资金 * 率 / 100】）"),
        ("共【人均 * 人】万元", "单位是“元·人”，正文写成了“万元”（写成【(人均 * 人)|万元】）"),
        ("共【人均 * 面积】万元", "单位是“元·亩”，正文写成了“万元”"),
        ("亩均【资金 / 万亩|小数(2)】亿元", "单位是“万元/万亩”，正文写成了“亿元”"),
        ("补贴【标准】万元", "单位是“元/亩”，正文写成了“万元”"),
        ("户均【资金 / 户|小数(2)】吨", "单位是“万元/户”，正文写成了“吨”"),
    ],
)
def test_another_unit_behind_the_result_is_told(sentence: str, told: str) -> None:
    (problem,) = asked(sentence)
    assert told in problem


@pytest.mark.parametrize(
    ("reference", "mended"),
    [
        ("资金|元 / 户|小数(0)", "(资金|元 / 户)|小数(0)"),
        ("资金|元 / 户|小数(0)|小数(2)", "(资金|元 / 户)|小数(2)"),
        ("资金|小数(0) / 人", "(资金 / 人)|小数(0)"),
        ("资金|小数(0) + 资金|小数(0)", "(资金 + 资金)|小数(0)"),
        ("资金 / 户|小数(1) * 2", "(资金 / 户 * 2)|小数(1)"),
        ("2 * (资金 / 户|小数(1))", "2 * ((资金 / 户)|小数(1))"),
        ("资金|占(资金 - 户 * 1|小数(1))", "资金|占((资金 - 户 * 1)|小数(1))"),
        ("资金｜元 ／ 户｜小数（0）", "(资金|元 / 户)|小数(0)"),
    ],
)
def test_a_rounding_that_would_take_one_operand_alone_is_told_with_the_whole_in_brackets(reference: str, mended: str) -> None:
    _, text, problems = year(f"【{reference}】")
    assert text == ""
    assert [problem.split("：", 1)[1] for problem in problems] == [
        f"【{reference}】里的“小数”只管它前面的那一个数，不管整个算式（写成【{mended}】）"
    ]


@pytest.mark.parametrize(
    ("reference", "printed"),
    [
        ("资金 / 户 * 100|小数(1)", "242.8"),
        ("(资金|小数(0)) / 人 * 400", "321"),
        ("((资金 / 户)|小数(1)) * 2", "4.8"),
        ("-资金|小数(0)", "-321"),
        ("资金|小数(1) if 户 > 100 else 户 - 1", "320.5"),
        ("资金|小数(0) ~ '万-' ~ 户", "321万-132"),
        ("资金|元 + 总产值|元", "323205000"),
    ],
)
def test_a_rounding_of_the_whole_or_of_what_has_brackets_of_its_own_is_meant(reference: str, printed: str) -> None:
    assert year(f'"【{reference}】"')[1:] == (printed, [])


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("【资金 / 300 * 100|小数(1)】%。", 0), ("【(资金 / 300) * 100|小数(1)】%。", 0), ("【资金 * 100 / 300|小数(1)】%。", 0), ("【资金 / 300|小数(2)】倍。", 0), ("【资金 * 100】%。", 1), ("【资金 / 100】%。", 1),
        ("【资金 / 1000 * 100】%。", 1), ("【资金 / 0.01】%。", 1), ("【资金 / 30|小数(1)】亿元。", 1), ("【资金 / 1.5|小数(1)】万元。", 0),
    ],
)  # fmt: skip
def test_a_number_that_is_typed_as_a_whole_is_of_the_figures_unit(sentence: str, codes: int) -> None:
    assert len(asked(sentence)) == codes


@pytest.mark.parametrize(
    ("field", "value", "asked_about"),
    [
        ("单位: 家, 类别: 计数", "3.2", True), ("单位: 万人, 类别: 计数", "3.2", False), ("单位: 亿件, 类别: 计数", "3.2", False), ("单位: 万人, 类别: 计数, 小数: 0", "3.2", True),
        ("单位: 万人, 类别: 计数, 小数: 1", "3.25", True), ("类别: 名次", "3.2", True), ("单位: 亿元, 类别: 金额", "3.25", False),
    ],
)  # fmt: skip
def test_a_count_in_ten_thousands_need_not_be_whole(field: str, value: str, asked_about: bool) -> None:
    dictionary, _ = Dictionary.read(yamltext.parse(f"指标:\n  民生:\n    人口: {{{field}}}\n", "f.yaml")[0])
    text = f"年度: 2024\n标题: 示例\n部分:\n  - {{标题: 民生, 总起: 【人口】。}}\n数据:\n  民生: {{人口: {value}}}\n"
    report, _ = read_report([yamltext.parse(text, "2024.yaml")[0]], dictionary, None)
    assert any(problem.code == "C05" for problem in check(Subject.of(report))) is asked_about


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("资金增长【资金|增速】。", "[C18] 2024.yaml 第5行第20列：“219.7”印的是百分之几，不带“%”，后面也没有写（在后面补上“%”）"),
        ("占【户|占(户 + 68)|小数(2)】，", "[C18] 2024.yaml 第5行第29列：“66.00”印的是百分之几，不带“%”，后面也没有写（在后面补上“%”）"),
        ("占【户|占(户 + 68)|小数(2)】户。", "[C18] 2024.yaml 第5行第29列：算式算出来的单位是“%”，正文写成了“户”（改成“%”）"),
        ("资金增长【资金|增速】万元。", "[C18] 2024.yaml 第5行第20列：算式算出来的单位是“%”，正文写成了“万元”（改成“%”）"),
        ("资金增长【资金|增速】%，占【户|占(户 + 68)|小数(2)】%，占【户|占(户 + 68)】。", ""), ("资金、户数分别增长【资金|增速】、【户|增速】%。", ""), ("【资金|增速】—【户|增速】%。", ""),
        ("资金、户数增幅（%）分别为【资金|增速】、【户|增速】。", ""), ("资金增长百分之【资金|增速】。", ""),
    ],
)  # fmt: skip
def test_the_sign_behind_a_bare_per_cent_is_typed(sentence: str, said: str) -> None:
    assert asked(sentence) == ([said] if said else [])


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        ("总产值: {值: 3.20, 单位: 亿}", []), ("总产值: {值: 3.20亿, 单位: 亿}", ["F07"]), ("总产值: {值: 3.20, 单位: 亿元}", []), ("总产值: {值: 3.20, 单位: 万}", ["F06"]),
        ("万户: {值: 1.32, 单位: 万}", []), ("户: {值: 132, 单位: 万}", ["F06"]), ("总产值: {值: 3.20, 单位: 万元}", ["F06"]),
    ],
)  # fmt: skip
def test_a_noted_unit_may_leave_out_its_last_word_as_a_typed_one_may(data: str, codes: list[str]) -> None:
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "fields.yaml")[0])
    text = f"年度: 2024\n标题: 示例\n部分:\n  - {{标题: 民生, 总起: 好。}}\n数据:\n  民生: {{{data}}}\n"
    assert [problem.code for problem in read_report([yamltext.parse(text, "2024.yaml")[0]], dictionary, None)[1]] == codes


def test_hand_made_conversions_compare_as_they_are() -> None:
    money, people = Quantity(Fraction(320), "万元"), Quantity(Fraction(100), "户")
    assert money / people == Quantity(Fraction(32000), "元")
    assert money * 10000 / people == Quantity(Fraction(32000), "元")
    assert Quantity(Fraction(32000), "元") == money * 10000 / people
    assert (money * people + money).to("元").value == (320 * 100 + 320) * 10000
    assert (money * Quantity(Fraction(2), "亩") + money).unit == ""


UNITS = st.sampled_from(("", "元", "万元", "亿元", "亩", "公顷", "户", "万户", "人", "%", "元/亩"))


@given(UNITS, UNITS, st.integers(1, 10**6), st.integers(1, 10**6))
def test_what_is_divided_and_multiplied_again_is_what_it_was(one: str, other: str, value: int, by: int) -> None:
    first, second = Quantity(Fraction(value), one), Quantity(Fraction(by), other)
    assert first / second * second == first
    assert (first / first).unit == "" and (first / first).value == 1


@given(st.sampled_from(("元", "万元", "亿元")), st.sampled_from(("元", "万元", "亿元")), st.integers(1, 10**6))
def test_to_convert_before_or_after_the_division_is_the_same(one: str, other: str, value: int) -> None:
    first, second = Quantity(Fraction(value), one), Quantity(Fraction(7), "户")
    assert (first / second).to(other) == first.to(other) / second


def test_what_cannot_be_compared_is_refused_where_both_units_are_plain() -> None:
    with pytest.raises(NoFigure):
        _ = Quantity(Fraction(1), "亩") < Quantity(Fraction(1), "元")


@pytest.mark.parametrize(
    ("label", "asked_about"),
    [("满意率", True), ("任务完成率", False), ("年度目标占比", False), ("资产负债率", False), ("序时进度", False), ("计划生育率", True), ("占比", True), ("完成比例", True)],
)  # fmt: skip
def test_a_rate_of_a_target_may_be_more_than_all(label: str, asked_about: bool) -> None:
    dictionary, _ = Dictionary.read(yamltext.parse(f"指标:\n  民生:\n    {label}: {{单位: \"%\", 类别: 比率}}\n", "f.yaml")[0])
    text = f"年度: 2024\n标题: 示例\n部分:\n  - {{标题: 民生, 总起: 【{label}】。}}\n数据:\n  民生: {{{label}: 125}}\n"
    report, _ = read_report([yamltext.parse(text, "2024.yaml")[0]], dictionary, None)
    assert any(problem.code == "C04" for problem in check(Subject.of(report))) is asked_about
