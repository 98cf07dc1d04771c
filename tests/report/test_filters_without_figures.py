"""The phrases where there is no figure to say: redacted ones keep their star, and what cannot be said is refused with its reason."""

from __future__ import annotations

import pytest
from year_samples import LAST, said

from reportgen.report.calculable import NoFigure
from reportgen.report.filters import FILTERS

STARS = '  经济: {出口: "*", 企业: "*", 名次: "*"}\n  农业: {率: "*", 面积: "*", 事故同比: "*"}'
RANKED = LAST.replace("企业: 10", "企业: 10, 名次: 4")


def test_a_redacted_figure_gives_the_phrase_with_its_star() -> None:
    phrases = {
        "出口|倍": "*倍", "企业|翻番": "翻*番", "名次|前移": "前移*位", "企业|增加": "增加*家", "率|百分点": "提高*个百分点", "名次|名次": "第*",
        "出口|万元": "*", "出口|小数(1)": "*", "面积|余(100)": "*余", "面积|近(100)": "近*", "面积|约(100)": "约*", "企业|占(面积)": "*%",
        "事故同比|同比": "同比下降*%",
    }  # fmt: skip
    for reference, phrase in phrases.items():
        assert said(f'"【{reference}】"', STARS, RANKED) == (phrase, []), reference


def told(reference: str, data: str, last: str = LAST) -> str:
    (problem,) = said(f'"【{reference}】"', data, last)[1]
    return problem


def test_what_cannot_be_said_of_a_figure_is_refused_with_the_reason_and_a_way_on() -> None:
    plain = "  经济: {出口: 12.30, 企业: 12, 名次: 3}\n  农业: {率: 81.0, 面积: 150, 事故同比: 12.5}"
    assert "只是上年的 1.20 倍，没有翻番（写成【企业|同比】）" in told("企业|翻番", plain)
    assert "分母是 0，算不出占比" in told("出口|占(0)", plain)
    assert "括号里要写大于 0 的数，例如 约(100)" in told("面积|约(0)", plain)
    assert "两年的数不都是正数，算不出倍数" in told("企业|倍", plain, LAST.replace("企业: 10", "企业: 0"))
    assert "“家”不能换算成“亿元”" in told("企业|亿元", plain)
    assert "不是整数，写不成中文数字" in told("出口|中文数字", plain)


def test_a_rough_figure_is_said_in_no_other_digits() -> None:
    rough = "  经济: {出口: 12.30, 企业: 1200余}\n  农业: {率: 81.0, 面积: 约150}"
    assert "填的是约数（约150），不能再用“近”" in told("面积|近(100)", rough)
    assert "换一种写法就说不准了" in told("企业|小数(0)", rough)
    assert said('"【面积|同比】"', rough) == ("同比增长约50.0%", [])


@pytest.mark.parametrize("name", ["前移", "增加", "比上年", "百分点", "倍", "翻番", "上年值", "上年报告数", "同比"])
def test_what_compares_with_last_year_takes_figures_of_the_data_alone(name: str) -> None:
    with pytest.raises(NoFigure):
        FILTERS[name](12)


def test_how_far_a_rank_moved_and_how_often_a_figure_doubled() -> None:
    data = "  经济: {出口: 12.30, 企业: 45, 名次: 3}"
    assert said('"【名次|前移】、【名次|比上年】、【企业|翻番】、【企业|倍】"', data, RANKED) == ("前移1位、比上年前移1位、翻两番多、4.5倍", [])
    assert said('"【名次|比上年】"', data.replace("名次: 3", "名次: 4"), RANKED) == ("与上年持平", [])
