"""What is shown of a stored number in a format, and whether it is the number itself."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.tables.number_format import (
    LONGEST,
    built_in,
    exact_number,
    is_date,
    number_shown,
    parts_of_date,
    text_shown,
)

ACCOUNT = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "shape", "text"),
    [
        (45.2, "0.00", "45.20"), (0.125, "0.0%", "12.5%"), (0.1 + 0.2, "General", "0.3"), (1234567.5, "#,##0.00", "1234567.50"),
        (3, "General", "3"), (3.0, "0.0", "3.0"), (12, '0"万元"', "12万元"), (12, '@"万元"', "12万元"), (-5, "General", "-5"), (-5, "General;-General", "-5"), (-5, "General;(General)", "-5"), (-5, '0;"（"0"）"', "-5"), (-5, '0;"－"0', "-5"), (-0.25, "@", "-0.25"), (-0.5, "0.0;[Red]-0.0", "-0.5"), (-0.0, "General", "0"),
        (1e15, "0.00E+00", "1000000000000000"), (-12, "#,##0.00_);(#,##0.00)", "-12.00"), (5, "G/通用格式", "5"), (50, '"约"0', "约50"),
        (1234.5, ACCOUNT, "1234.50"), (0.5, "#,##0.0", "0.5"), (45.2, "0.0#", "45.2"), (7, "[$-804]0", "7"), (7, "0_ ", "7"),
    ],
)  # fmt: skip
def test_what_is_shown_is_taken_where_it_is_the_number_stored(value: float, shape: str, text: str) -> None:
    shown = number_shown(exact_number(value), shape)
    assert (shown.text, shown.exact) == (text, True)


@pytest.mark.parametrize(
    ("value", "shape", "text"),
    [
        (45.237, "0.00", "45.24"), (0.125, "0%", "13%"), (1978500, "0!.0000", "197.8500"), (1978500, '0!.0,"万"', "197.9万"),
        (451000000, "#,##0.00,", "451000.00"), (120000, "0,", "120"), (0, ACCOUNT, "-"), (5, ";;;", ""), (0, "#", ""), (-12, "0;0", "12"),
        (5, '0"0"', "50"), (5, '"1"0', "15"), (5, '"没有"', "没有"), (5, "[DBNum1]0", None), (5, "# ?/?", None), (5, '[<10]0"x"', None),
        (5, '"-"0', "-5"), (5, '"－"0', "－5"), (5, "(0)", "(5)"), (5, '"（"0"）"', "（5）"),
        (5, '"-"@', "-5"), (-5, "General;General", "5"), (5, "(General)", "(5)"), (-5, '"-"General', "--5"), (5, "@@", None),
        (5, "@0", None), (5, "0General", None), (5, "@%", None), (5, "@.", None), (5, "@,", None),
        (5, "0" * (LONGEST + 1), None), (5, "[" * 200, None), (5, "0.0.0", None),
    ],
)  # fmt: skip
def test_where_another_number_is_shown_or_it_is_not_known_what_is_shown_the_cell_is_unsure(value: float, shape: str, text: str | None) -> None:
    shown = number_shown(exact_number(value), shape)
    assert (shown.text, shown.exact) == (text, False)


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("yyyy/m/d", "ymd"), ('yyyy"年"m"月"d"日"', "ymd"), ("yyyy/m/d h:mm", "ymd"), ('[$-804]yyyy"年"m"月";@', "ym"), ("mmm-yy", "ym"), ('m"月"d"日"', "md"),
        ('e"年"m"月"d"日"', "ymd"), ('[$-404]ggge"年"m"月"d"日"', "ymd"), ("e/m/d", "ymd"), ('"e"m/d', "md"), ('e"年"m"月"', "ym"), ("d-mmm", "md"), ("yyyy", "y"), ('d"日"', "d"), ("h:mm", ""), ("mm:ss", ""), ("[h]:mm:ss", ""), ("m/d h:mm:ss", "md"), ("0.00", ""),
        (built_in(14), "ymd"), (built_in(17), "ym"), (built_in(57), "ym"), (built_in(58), "md"), (built_in(31), "ymd"), (built_in(33), ""), (built_in(56), ""),
    ],
)  # fmt: skip
def test_a_format_shows_these_parts_of_a_day(code: str, parts: str) -> None:
    assert parts_of_date(code) == parts


@pytest.mark.parametrize(
    ("value", "shape", "shown"),
    [
        ("11.43", ".00", "11.43"), ("-11.43", ".00", "-11.43"), ("5", ".00", "5.00"), ("0.43", ".00", ".43"), ("0.43", "0.00", "0.43"),
        ("11.43", ".##", "11.43"), ("11.43", '"约".00', "约11.43"), ("0.1143", ".00%", "11.43%"), ("1234.5", ".0;-.0", "1234.5"),
    ],
)  # fmt: skip
def test_a_format_without_a_digit_before_its_point_shows_what_stands_there(value: str, shape: str, shown: str) -> None:
    """11.43 had been read as .43, and counted as sure."""
    assert (number_shown(Decimal(value), shape).text, number_shown(Decimal(value), shape).exact) == (shown, True)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_figure_that_is_written_with_its_decimals_comes_back_with_them(value: Decimal) -> None:
    shown = number_shown(exact_number(float(value)), "0.00")
    assert (shown.text, shown.exact) == (format(value if value else abs(value), "f"), True)


@given(st.decimals(-(10**6), 10**6, places=3), st.text("0#?.,%;\"\\_*[]()-+E@!万a", max_size=12))
def test_no_format_makes_a_sure_number_into_another_one(value: Decimal, shape: str) -> None:
    """What is sure and reads as a plain number is the number stored, or a hundredfold where a % stands behind it."""
    shown = number_shown(exact_number(float(value)), shape)
    plain = (shown.text or "").rstrip("%")
    if shown.exact and plain.removeprefix("-").replace(".", "", 1).isdecimal() and plain.isascii():
        signs = len(shown.text or "") - len(plain)
        assert Decimal(plain) in (exact_number(float(value)), exact_number(float(value)) * Decimal(100) ** signs)


def test_dates_are_known_and_a_text_is_shown_by_its_own_section() -> None:
    assert [is_date(shape) for shape in ("yyyy-m-d", 'yyyy"年"m"月"', "[h]:mm", "0.00", '"d"0', "General")] == [True, True, True, False, False, False]
    assert (built_in(2), built_in(14), built_in(31), built_in(200)) == ("0.00", "yyyy/m/d", 'yyyy"年"m"月"d"日"', "General")
    assert [text_shown("12", shape) for shape in ("General", "0.00", '@"元"', ";;;", "0;0;0;@", "@0")] == ["12", "12", "12元", "", "12", None]


def test_a_format_costs_no_more_than_its_length() -> None:
    begun = time.perf_counter()
    for shape in ("[" * 700_000, "[" * LONGEST, '"' * LONGEST, "0" * LONGEST, "," * LONGEST, ";" * LONGEST, "\\" * LONGEST):
        number_shown(Decimal(5), shape)
    assert time.perf_counter() - begun < 1
    assert number_shown(Decimal(5), "0" * LONGEST).exact
    with pytest.raises(ArithmeticError):
        exact_number("9" * 5000)
