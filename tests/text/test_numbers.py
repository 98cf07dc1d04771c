"""Figures: exactly as written, and compared by what rounding leaves open."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.text.numbers import (
    agrees,
    chinese,
    convert,
    date_words,
    decimals,
    growth,
    growth_interval,
    interval,
    listed,
    read_figure,
    rounded,
    written,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit", "words"),
    [
        ("45.20", "45.20", "45.20", "", ""),
        ("3.10", "3.10", "3.10", "", ""),
        ("010", "10", "10", "", ""),
        ("1,234", "1234", "1234", "", ""),
        ("１２３", "123", "123", "", ""),
        ("12.5%", "12.5", "12.5", "%", ""),
        ("12.5％", "12.5", "12.5", "%", ""),
        ("-3.2", "-3.2", "-3.2", "", ""),
        ("近300", "近300", "300", "", "近"),
        ("约 20", "约20", "20", "", "约"),
        ("3万余", "3", "3", "万", "余"),
        ("12.30亿元", "12.30", "12.30", "亿元", ""),
        ("100以上", "100", "100", "", "以上"),
        ("32处", "32", "32", "处", ""),
    ],
)
def test_a_figure_is_read_as_a_clerk_writes_it(text: str, printed: str, value: str, unit: str, words: str) -> None:
    figure = read_figure(text)
    assert figure is not None
    assert (figure.text, str(figure.value), figure.unit, figure.approximate) == (printed, str(Decimal(value)), unit, words)


@pytest.mark.parametrize("text", ["", "无", "*", "甲", "1.2.3", "1,23", "12:30", "一百", "1e5", "..", "1/2", "nan", "Infinity"])
def test_what_is_no_figure_is_none(text: str) -> None:
    assert read_figure(text) is None


def test_a_range_has_two_ends() -> None:
    figure = read_figure("15%～30%")
    assert figure is not None
    assert (figure.value, figure.upper, figure.unit) == (Decimal(15), Decimal(30), "%")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_writing_and_reading_a_figure_keeps_it(value: Decimal) -> None:
    figure = read_figure(written(value))
    assert figure is not None
    assert figure.value == value
    assert decimals(figure.value) == 3


@given(st.text(max_size=20))
def test_any_text_is_a_figure_or_none(text: str) -> None:
    figure = read_figure(text)
    assert figure is None or figure.value.is_finite()


@pytest.mark.parametrize("text", ["٧.٠٥", "७.०५", "²", "Ⅶ", "7٫05", "7\u202e05", "\u202e50.7", "7.0\u200b5", "O.05", "7.0\u03355"])
def test_digits_of_other_scripts_are_no_figure(text: str) -> None:
    assert read_figure(text) is None


def test_full_width_digits_print_as_plain_ones() -> None:
    figure = read_figure("７．０５")
    assert figure is not None and (figure.text, figure.normalised) == ("7.05", True)


def test_growth_is_worked_out_exactly_and_rounded_half_up() -> None:
    assert rounded(growth(Decimal("12.30"), Decimal("10.90")) or Decimal(0), 1) == Decimal("12.8")
    assert growth(Decimal(5), Decimal(0)) is None
    assert growth(Decimal(5), Decimal(-2)) is None, "a loss that became a gain has not grown by minus 350 %"
    assert rounded(Decimal("0.25"), 1) == Decimal("0.3")
    assert rounded(Decimal("-0.25"), 1) == Decimal("-0.3")
    assert written(rounded(Decimal("-0.01"), 1)) == "0.0"


def test_a_figure_stands_for_an_interval() -> None:
    assert interval(Decimal("84")) == (Decimal("83.5"), Decimal("84.5"))
    assert interval(Decimal("9.2")) == (Decimal("9.15"), Decimal("9.25"))


def test_a_stated_growth_agrees_if_rounding_allows_it() -> None:
    assert agrees(Decimal("12.8"), Decimal("12.30"), Decimal("10.90"))
    assert not agrees(Decimal("12.6"), Decimal("12.30"), Decimal("10.90"))
    assert agrees(Decimal("14.0"), Decimal("96"), Decimal("84")), "coarse levels leave much open"
    assert agrees(Decimal("5"), Decimal("1"), Decimal("0")), "there is nothing to compare with"


@given(
    st.decimals(min_value=1, max_value=10**6, places=2),
    st.decimals(min_value=1, max_value=10**6, places=2),
    st.integers(0, 3),
)
def test_a_growth_rounded_from_its_levels_always_agrees_with_them(this: Decimal, last: Decimal, places: int) -> None:
    stated = rounded(growth(this, last) or Decimal(0), places)
    assert agrees(stated, this, last)
    low, high = growth_interval(this, last) or (Decimal(0), Decimal(0))
    assert low <= (growth(this, last) or Decimal(0)) <= high


@pytest.mark.parametrize(
    ("value", "unit", "target", "result"),
    [
        ("12300", "万元", "亿元", "1.23"),
        ("1.23", "亿元", "万元", "12300"),
        ("15", "亩", "公顷", "1"),
        ("2", "公顷", "亩", "30"),
        ("12500", "平方米", "万平方米", "1.25"),
        ("3", "万家", "家", "30000"),
        ("5", "个", "个", "5"),
    ],
)
def test_a_quantity_is_the_same_in_another_unit(value: str, unit: str, target: str, result: str) -> None:
    assert written(convert(Decimal(value), unit, target)) == result


def test_units_of_different_kinds_are_not_converted() -> None:
    with pytest.raises(ValueError, match="“亩”不能换算成“万元”"):
        convert(Decimal(1), "亩", "万元")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"), (5, "五"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (105, "一百零五"),
        (110, "一百一十"), (120, "一百二十"), (1000, "一千"), (1005, "一千零五"), (1050, "一千零五十"), (2022, "二千零二十二"),
        (10000, "一万"), (10005, "一万零五"), (10999, "一万零九百九十九"), (11000, "一万一千"), (12345, "一万二千三百四十五"), (100000, "十万"),
    ],
)  # fmt: skip
def test_numbers_in_characters(number: int, words: str) -> None:
    assert chinese(number) == words


def test_lists_of_none_one_two_and_many() -> None:
    assert [listed(items, more="等") for items in ([], ["甲"], ["甲", "乙"], ["甲", "乙", "丙"])] == ["", "甲", "甲、乙等", "甲、乙、丙等"]
    assert listed(["甲", "乙", "丙"], last="和") == "甲、乙和丙"


@pytest.mark.parametrize(
    ("text", "words"),
    [("2024-12-30", "2024年12月30日"), ("2024年1月8日", "2024年1月8日"), ("2024.01.08", "2024年1月8日"), ("２０２４/2/29", "2024年2月29日")],
)
def test_a_date_in_the_official_form(text: str, words: str) -> None:
    assert date_words(text) == words


@pytest.mark.parametrize("text", ["2023-02-29", "2024-13-01", "2024-04-31", "昨天", ""])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"不是日期|没有“"):
        date_words(text)


@given(st.text(max_size=40) | st.from_regex(r"(约|近)?[-+]?[0-9０-９,，.．]{1,30}(万|亿)?(余|多)?(元|%|％|家|平米)?(以上|左右)?[—～-]?[0-9]{0,5}", fullmatch=True))
def test_any_text_is_a_figure_or_none_and_what_it_prints_is_the_same_figure(text: str) -> None:
    figure = read_figure(text)
    if figure is not None:
        again = read_figure(figure.text)
        assert again is not None
        assert (again.value, again.upper, again.text) == (figure.value, figure.upper, figure.text)
        assert growth_interval(figure.value, figure.value) is None or figure.value > 0


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**17), max_value=10**17, places=2))
def test_a_figure_that_is_written_reads_back_as_itself(value: Decimal) -> None:
    figure = read_figure(written(value))
    assert figure is not None
    assert (figure.value, figure.text, figure.normalised) == (value, written(value), False)


@pytest.mark.parametrize(
    ("text", "printed", "value", "upper"),
    [("5—8", "5—8", "5", "8"), ("5-8", "5—8", "5", "8"), ("5至8家", "5—8", "5", "8"), ("1.5～2.0亿元", "1.5—2.0", "1.5", "2.0")],
)
def test_a_range_is_written_with_a_dash_whatever_was_typed(text: str, printed: str, value: str, upper: str) -> None:
    figure = read_figure(text)
    assert figure is not None
    assert (figure.text, str(figure.value), str(figure.upper)) == (printed, value, upper)


@pytest.mark.parametrize("text", ["8—5", "5—5", "1.5万元—2亿元", "12:30", "no", "1.2.3", "2024-02-30", "1" * 19, "很多", "", "12 15", "345\n350", "1\u3000234", "12 15家"])
def test_what_only_looks_like_a_figure_is_none(text: str) -> None:
    assert read_figure(text) is None


@pytest.mark.parametrize(
    ("text", "printed", "unit"),
    [("“12.5”", "12.5", ""), ("12.5，", "12.5", ""), ("1200余", "1200余", ""), ("3万余", "3", "万"), ("２８平米", "28", "平方米"), ("0123", "123", "")],
)
def test_what_a_clerk_adds_to_a_figure_is_understood(text: str, printed: str, unit: str) -> None:
    figure = read_figure(text)
    assert figure is not None
    assert (figure.text, figure.unit) == (printed, unit)
