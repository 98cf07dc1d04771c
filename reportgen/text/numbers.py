"""A figure as a clerk writes it → an exact number, and numbers → the words of a report.  Pure functions.

Knows no field and no file.  A figure keeps its written form, for ``45.20`` is a statement about precision: growth is
compared by the intervals that two rounded figures leave open, never by equality.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportgen.message import say

_WIDE = {0xFF10 + n: str(n) for n in range(10)} | {
    ord("．"): ".",
    ord("，"): ",",
    ord("－"): "-",
    ord("＋"): "+",
    ord("％"): "%",
}
_FIGURE = re.compile(
    r"^(?P<before>约|近|超|超过|逾|达|不足)?(?P<sign>[-+−]?)(?P<digits>[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})(?P<fraction>\.[0-9]{1,10})?"
    r"(?P<big>万亿|亿|万)?(?P<between>余|多)?(?P<unit>[^\d\s.,+\-*/]{0,8}?)(?P<after>以上|左右|以下)?$"
)
_RANGE = re.compile(r"^(.+?)(?:——|—|–|～|~|至|(?<=[0-9])-(?=[0-9]))(.+)$")
"""Both are compiled when a figure is met that is not plain."""
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,10})?")
"""Nearly all figures, which need nothing to be understood."""
_OPENING, _CLOSING = tuple("“‘\"'"), tuple("”’\"'")
_LOOSE = {"平米": "平方米", "㎡": "平方米", "m²": "平方米", "万平米": "万平方米", "万㎡": "万平方米", "人民币": "元", "RMB": "元"}
"""Units as they are said → as they are written (GB 3100)."""
_UNITS: dict[str, tuple[str, Decimal]] = {
    "元": ("元", Decimal(1)), "千元": ("元", Decimal(1000)), "万元": ("元", Decimal(10_000)),
    "百万元": ("元", Decimal(1_000_000)), "亿元": ("元", Decimal(100_000_000)), "万亿元": ("元", Decimal(10) ** 12),
    "美元": ("美元", Decimal(1)), "万美元": ("美元", Decimal(10_000)), "亿美元": ("美元", Decimal(100_000_000)),
    "平方米": ("平方米", Decimal(1)), "万平方米": ("平方米", Decimal(10_000)), "公顷": ("平方米", Decimal(10_000)),
    "亩": ("平方米", Decimal(10_000) / Decimal(15)), "万亩": ("平方米", Decimal(10) ** 8 / Decimal(15)),
    "平方公里": ("平方米", Decimal(1_000_000)), "米": ("米", Decimal(1)), "公里": ("米", Decimal(1000)),
    "人": ("人", Decimal(1)), "万人": ("人", Decimal(10_000)), "人次": ("人次", Decimal(1)), "万人次": ("人次", Decimal(10_000)),
    "户": ("户", Decimal(1)), "万户": ("户", Decimal(10_000)), "家": ("家", Decimal(1)), "万家": ("家", Decimal(10_000)),
    "个": ("个", Decimal(1)), "万个": ("个", Decimal(10_000)), "吨": ("吨", Decimal(1)), "万吨": ("吨", Decimal(10_000)),
}  # fmt: skip
CONVERTIBLE = tuple(_UNITS)
"""Units that ``convert`` knows."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: ``text`` as it prints, ``value`` exactly as stated, in ``unit`` if one was written with it.

    ``approximate`` holds the words 约 近 余 以上 … that were written with it; ``upper`` is the end of a range.
    """

    text: str
    value: Decimal
    unit: str = ""
    approximate: str = ""
    upper: Decimal | None = None
    normalised: bool = False

    @property
    def decimals(self) -> int:
        """Decimals as written."""
        return decimals(self.value)


def read_figure(text: str) -> Figure | None:
    """Reads a figure: digits (full-width too), groups of three, sign, 万 and 亿, %, a unit, 约 近 余 以上; None if it is
    none.

    Leading zeros, quotes around it and a comma or stop after it are left out; at most 18 digits and 10 decimals are a
    figure. A range (5—8) has an ``upper`` end, and is no range when that end is the lower one.
    """
    if _PLAIN.fullmatch(text):
        return Figure(text, Decimal(text))
    plain = text.strip().translate(_WIDE).replace(" ", "").replace("\u00a0", "").replace("\u3000", "")
    if plain[:1] in _OPENING and plain[-1:] in _CLOSING and len(plain) > 1:
        plain = plain[1:-1]
    plain = plain.rstrip(",;；。、")
    found = _FIGURE.match(plain)
    if not found:
        return _range(plain, text)
    digits = found["digits"].replace(",", "").lstrip("0") or "0"
    sign = "-" if found["sign"] in ("-", "−") else ""
    number = Decimal(sign + digits + (found["fraction"] or ""))
    unit = (found["big"] or "") + found["unit"]
    words = "".join(found[name] or "" for name in ("before", "between", "after"))
    tail = (found["between"] or "") if not found["big"] else ""
    printed = (found["before"] or "") + sign + digits + (found["fraction"] or "") + tail
    return Figure(printed, number, _LOOSE.get(unit, unit), words, normalised=printed != text.strip())


def _range(plain: str, text: str) -> Figure | None:
    parts = _RANGE.match(plain)
    if not parts:
        return None
    low, high = _end(parts[1]), _end(parts[2])
    if low is None or high is None or low.value >= high.value or (low.unit and low.unit != high.unit):
        return None
    printed = f"{low.text}—{high.text}"
    return Figure(printed, low.value, high.unit, upper=high.value, normalised=printed != text.strip())


def _end(text: str) -> Figure | None:
    """One end of a range."""
    return read_figure(text) if _FIGURE.match(text) else None


def decimals(value: Decimal) -> int:
    """How many decimals a number is written with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(value: Decimal, places: int) -> Decimal:
    """Rounded half up (四舍五入), with exactly ``places`` decimals."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def written(value: Decimal) -> str:
    """A number in plain digits, never with an exponent, without a minus before nothing."""
    text = format(value, "f")
    return text.removeprefix("-") if not value else text


def growth(this: Decimal, last: Decimal) -> Decimal | None:
    """Growth in per cent over last year; None where last year's figure is nothing or negative."""
    return (this - last) / last * 100 if last > 0 else None


def interval(value: Decimal) -> tuple[Decimal, Decimal]:
    """What a figure rounded as written may really be: half a unit of its last digit either way."""
    half = Decimal(5).scaleb(-decimals(value) - 1)
    return value - half, value + half


def growth_interval(this: Decimal, last: Decimal) -> tuple[Decimal, Decimal] | None:
    """Smallest and largest growth that two rounded levels allow; None where there is no growth to speak of."""
    (this_low, this_high), (last_low, last_high) = interval(this), interval(last)
    if last_low <= 0:
        return None
    return (this_low - last_high) / last_high * 100, (this_high - last_low) / last_low * 100


def agrees(stated: Decimal, this: Decimal, last: Decimal) -> bool:
    """Whether a stated growth can follow from two levels, all three rounded as written."""
    possible = growth_interval(this, last)
    if possible is None:
        return True
    low, high = interval(stated)
    return low <= possible[1] and possible[0] <= high


def convert(value: Decimal, unit: str, target: str) -> Decimal:
    """The same quantity in another unit of its kind; raises ValueError where there is no way from one to the other."""
    if unit == target:
        return value
    source_base, source_factor = _UNITS.get(unit, (unit, Decimal(1)))
    target_base, target_factor = _UNITS.get(target, (target, Decimal(1)))
    if source_base != target_base:
        raise ValueError(say("“{unit}”不能换算成“{other_unit}”", unit=unit, other_unit=target))
    result = (value * source_factor / target_factor).normalize()
    return result.quantize(Decimal(1)) if result == result.to_integral() else result


_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A whole number from 0 to 99,999,999 in 汉字: 10 → 十, 12 → 十二, 120 → 一百二十, 2005 → 二千零五."""
    if not 0 <= number < 100_000_000:
        raise ValueError(say("只能写 0 到 99999999 之间的整数"))
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return chinese(high) + "万" + gap + (_below(low) if low else "")
    text = _below(number)
    return text[1:] if 10 <= number < 20 else text


def _below(number: int) -> str:
    if number < 10:
        return _DIGITS[number]
    for size, name in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if rest and rest < size // 10 else ""
            return _DIGITS[head] + name + gap + (_below(rest) if rest else "")
    raise AssertionError("unreachable")


def listed(items: Sequence[str], last: str = "、", more: str = "") -> str:
    """Items joined by 、, the last by ``last``, ``more`` (等) after two or more: 甲 / 甲和乙 / 甲、乙等."""
    if len(items) < 2:
        return "".join(items)
    return "、".join(items[:-1]) + last + items[-1] + more


_DATE = re.compile(r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$")


def date_words(text: str) -> str:
    """A date as an official document writes it (GB/T 9704-2012, 7.3.5.4): 2024年1月8日, no leading zeros.

    Raises ValueError for what is no date.
    """
    found = _DATE.match(text.strip().translate(_WIDE))
    if not found:
        raise ValueError(say("“{written}”不是日期，写法如 2024年1月8日", written=text))
    year, month, day = (int(part) for part in found.groups())
    if not (1 <= month <= 12 and 1 <= day <= _days(year, month)):
        raise ValueError(say("没有“{date}”这一天", date=text))
    return f"{year}年{month}月{day}日"


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
