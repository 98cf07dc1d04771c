"""A date, or a text that is one → the date as it is wanted: ``|日期``, ``|日期("yyyy-MM-dd")``, ``|date("%Y年")``.

Knows neither templates nor reports.  Pictures of dates are those of Word's date fields (ECMA-376 Part 1 §17.16.4.1); the signs of
``strftime`` are read as well, because docxtpl's scripts use them, but only those that give the same on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from reportgen.message import say
from reportgen.regex import regex
from reportgen.text.numbers import date_words

USUAL = "yyyy年M月d日"
"""As official documents write it (GB/T 9704-2012, 7.3.5.4)."""

_WEEKDAYS = "一二三四五六日"
_TIME = regex(r"(.+?)[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?")
_Part = Callable[[datetime], str]
_PARTS: Mapping[str, _Part] = {
    "yyyy": lambda day: f"{day.year:04d}", "yy": lambda day: f"{day.year % 100:02d}", "MM": lambda day: f"{day.month:02d}",
    "M": lambda day: str(day.month), "dd": lambda day: f"{day.day:02d}", "d": lambda day: str(day.day),
    "dddd": lambda day: f"星期{_WEEKDAYS[day.weekday()]}", "ddd": lambda day: f"周{_WEEKDAYS[day.weekday()]}",
    "HH": lambda day: f"{day.hour:02d}", "H": lambda day: str(day.hour), "mm": lambda day: f"{day.minute:02d}",
    "m": lambda day: str(day.minute), "ss": lambda day: f"{day.second:02d}",
}  # fmt: skip
_SIGNS = {
    "%Y": "yyyy", "%y": "yy", "%m": "MM", "%-m": "M", "%d": "dd", "%-d": "d", "%H": "HH", "%-H": "H",
    "%M": "mm", "%S": "ss", "%A": "dddd",
}  # fmt: skip
_PICTURE = regex(r"'([^']*)'|y+|M+|d+|H+|m+|s+")
_SIGN = regex(r"%-?[A-Za-z%]")


def dated(value: Any, picture: str = USUAL) -> str:
    """The date in its picture; raises ``ValueError``, in Chinese, for what is no date or no picture."""
    day = _moment(value)
    if "%" in picture:
        return _SIGN.sub(lambda found: _by_sign(found.group(), day), picture)
    return _PICTURE.sub(lambda found: found[1] if found[1] is not None else _part(found.group(), day), picture)


def _by_sign(sign: str, day: datetime) -> str:
    if sign == "%%":
        return "%"
    if sign not in _SIGNS:
        raise ValueError(say("日期的写法“{sign}”不能用，能用的有 {known}", sign=sign, known=tuple(_SIGNS)))
    return _part(_SIGNS[sign], day)


def _part(name: str, day: datetime) -> str:
    if name not in _PARTS:
        raise ValueError(say("日期的写法“{sign}”不能用，能用的有 {known}", sign=name, known=tuple(_PARTS)))
    return _PARTS[name](day)


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    text = str(value).strip() if isinstance(value, str) else ""
    timed = _TIME.fullmatch(text)
    words = date_words(timed[1] if timed else text)  # raises ValueError in Chinese
    year, month, day = (int(number) for number in re.findall(r"\d+", words))
    hour, minute, second = (int(timed[at] or 0) for at in (2, 3, 4)) if timed else (0, 0, 0)
    try:
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        raise ValueError(say("“{moment}”不是时刻", moment=text)) from None
