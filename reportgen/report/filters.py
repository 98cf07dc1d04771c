"""The filters of prose and of Word templates: what they say of a name, a list, a day; those of figures are read when one is used.

Knows no figure.  ``figure_filters`` brings the arithmetic of exact figures with it, and a year may have no figure of which anything
is said but its number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from reportgen.report.data import Datum
from reportgen.report.model.grammar import DATE, RANK, UNIT
from reportgen.sandbox.texts import text_of, texts_of
from reportgen.text.numbers import CONVERTIBLE, date_words, listed


def unit(datum: Any) -> str:
    """The unit of a datum: 亿元."""
    return datum.field.unit if isinstance(datum, Datum) else ""


def items(value: Any) -> list[str]:
    """The items of a list, of a list's datum, or of one text."""
    if isinstance(value, Datum):
        return list(value.items) if value.is_list else [value.text]
    if isinstance(value, str):
        return [value]
    return texts_of(value) if isinstance(value, Iterable) else [text_of(value)]


def with_commas(value: Any) -> str:
    """甲、乙、丙."""
    return listed(items(value))


def with_more(value: Any) -> str:
    """甲、乙等; one item stands without 等."""
    return listed(items(value), more="等")


def with_and(value: Any) -> str:
    """甲、乙和丙."""
    return listed(items(value), last="和")


def count(value: Any) -> int:
    """How many items a list has."""
    return len(items(value))


def day(value: Any) -> str:
    """A date in the official form: 2024-12-30 → 2024年12月30日."""
    return date_words(text_of(value))


def _of_figure(name: str, *values: Any, **named: Any) -> Any:
    from reportgen.report.figure_filters import FIGURE_FILTERS  # here: not every year says anything of its figures

    return FIGURE_FILTERS[name](*values, **named)


_OF_FIGURES = "同比 增长 增速 百分点 增加 比上年 前移 倍 翻番 上年值 上年报告数 占 约 余 近 小数 中文数字 中文数量".split()
FILTERS: Mapping[str, Callable[..., Any]] = {
    **{name: partial(_of_figure, name) for name in (*_OF_FIGURES, RANK, *CONVERTIBLE)},
    UNIT: unit, "顿号": with_commas, "等": with_more, "和": with_and, "个数": count, DATE: day,
}  # fmt: skip
"""All of them, by the name a clerk types."""
