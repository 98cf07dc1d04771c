"""The names of the filters of prose → filters that read ``filters`` when a template first uses one.

Knows no figure.  Who fills any template with any data gives it these: such a template mostly uses none, and ``filters`` brings
data, dictionary and grammar with it.  A test holds the names, and what they print, equal to those of ``FILTERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from reportgen.text.numbers import CONVERTIBLE

NAMES = (
    *"同比 增长 增速 百分点 增加 比上年 前移 倍 翻番 上年值 上年报告数 占 约 余 近 单位 小数 中文数字 中文数量 名次 顿号 等 和 个数 日期".split(),
    *CONVERTIBLE,
)


def _used(name: str, *values: Any, **named: Any) -> Any:
    from reportgen.report.filters import FILTERS

    return FILTERS[name](*values, **named)


LATE_FILTERS: Mapping[str, Callable[..., Any]] = {name: partial(_used, name) for name in NAMES}
