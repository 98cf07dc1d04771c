"""For any two years the sentence, the table, the marked copy and the comparison say one thing, and fractions confirm it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from year_samples import report, said

from reportgen.compare.figures import moved
from reportgen.report.calculable import NoFigure
from reportgen.report.figure_rows import _growth
from reportgen.report.quantity import Quantity
from reportgen.review.remarks import movement
from reportgen.text.numbers import chinese, convert, finite, in_unit, rounded_off, written

LEVELS = st.decimals(min_value="0.01", max_value=10**6, places=2)
LAST = "年度: 2023\n标题: 上年\n部分: []\n数据:\n  经济: {{出口: {last}, 企业: {count}}}\n"
DATA = "  经济: {{出口: {this}, 企业: {count}}}"


def exact(this: Decimal, last: Decimal) -> str:
    """The growth with one decimal, by fractions alone."""
    size = abs(Fraction(this) - Fraction(last)) / Fraction(last) * 1000
    whole = int(size) + (2 * (size - int(size)) >= 1)
    return f"{whole // 10}.{whole % 10}"


@settings(deadline=None, max_examples=examples(60))
@given(LEVELS, LEVELS, st.integers(1, 5000), st.integers(1, 5000))
def test_every_place_says_the_same_of_two_years(this: Decimal, last: Decimal, count: int, before: int) -> None:
    year = LAST.format(last=last, count=before)
    data = DATA.format(this=this, count=count)
    text, problems = said("【出口|增长】；【企业|增加】；【企业|比上年】", data, year)
    assert problems == []
    made, _ = report(data, "好。", year)
    datum = made.data["经济", "出口"]
    size = exact(this, last)
    growth, change, whole = text.split("；")
    if this == last:
        assert growth == "持平"
    elif size == "0.0":
        assert growth == "基本持平"
    else:
        assert growth == f"{'增长' if this > last else '下降'}{size}%"
    assert movement(datum) == growth
    assert str(_growth(datum)).lstrip("-") == size
    assert made.last is not None
    row = next(each for each in moved(made.last, made) if each.label == "出口")
    assert row.rate.lstrip("+-") == f"{size}%"
    assert (row.rate.startswith("-")) == (growth.startswith("下降"))
    step = abs(count - before)
    assert change == (f"{'增加' if count > before else '减少'}{step}家" if step else "持平")
    assert whole == (f"比上年{change}" if step else "与上年持平")


@given(st.fractions(min_value=-(10**9), max_value=10**9), st.integers(0, 6))
def test_rounding_once_is_the_nearest_number_with_halves_away_from_nothing(value: Fraction, places: int) -> None:
    found = rounded_off(value, places)
    away = abs(Fraction(found) - value)
    assert away <= Fraction(1, 2 * 10**places)
    if away == Fraction(1, 2 * 10**places):
        assert abs(found) >= abs(value)
    assert -found.as_tuple().exponent == places  # type: ignore[operator]


@given(st.decimals(min_value=0, max_value=10**9, places=4), st.sampled_from(["亩", "万亩", "公顷", "平方米", "万平方米", "平方公里"]), st.sampled_from(["亩", "万亩", "平方米"]))
def test_areas_are_converted_by_fractions_or_not_at_all(value: Decimal, unit: str, target: str) -> None:
    metres = {"亩": Fraction(2000, 3), "万亩": Fraction(20_000_000, 3), "公顷": 10_000, "平方米": 1, "万平方米": 10_000, "平方公里": 10**6}
    right = Fraction(value) * Fraction(metres[unit]) / Fraction(metres[target])
    assert in_unit(Fraction(value), unit, target) == right
    try:
        assert Fraction(convert(value, unit, target)) == right
    except ValueError:
        assert finite(right) is None


def test_three_and_a_fifth_myriad_mu_are_thirty_two_thousand() -> None:
    assert written(convert(Decimal("3.20"), "万亩", "亩")) == "32000"


@given(st.integers(0, 10**16 - 1))
def test_a_number_in_characters_reads_back(number: int) -> None:
    assert read(chinese(number)) == number


def read(words: str) -> int:
    """An independent reader of numbers in characters."""
    total = section = digit = 0
    for sign in words if words[0] != "十" else "一" + words:
        if sign in "零一二三四五六七八九":
            digit = "零一二三四五六七八九".index(sign)
        elif sign in "十百千":
            section, digit = section + digit * {"十": 10, "百": 100, "千": 1000}[sign], 0
        elif sign == "万":
            section, digit = (section + digit) * 10_000, 0
            total, section = total + section, 0
        else:
            total, section, digit = (total + section + digit) * 10**8, 0, 0
    return total + section + digit


@given(LEVELS, LEVELS)
def test_quantities_of_two_units_are_calculated_as_one(one: Decimal, other: Decimal) -> None:
    first, second = Quantity(Fraction(one), "亿元", 2), Quantity(Fraction(other), "万元", 2)
    assert (first / second).value == Fraction(one) * 10_000 / Fraction(other)
    assert (first + second).value == Fraction(one) + Fraction(other) / 10_000
    assert ((first + second).unit, (first / second).unit) == ("亿元", "")
    assert (first > second) == (Fraction(one) * 10_000 > Fraction(other))
    try:
        first + Quantity(Fraction(other), "亩")
    except NoFigure as error:
        assert "不是一回事" in str(error)
    else:
        raise AssertionError
