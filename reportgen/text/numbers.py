"""A figure as a clerk writes it → an exact number, and numbers → the words of a report.  Pure functions.

Knows no field and no file.  A figure keeps its written form, for ``45.20`` is a statement about precision: growth is
compared by the intervals that two rounded figures leave open, never by equality.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from reportgen.message import say
from reportgen.regex import regex
from reportgen.value_object import ValueObject

_WIDE = {0xFF10 + n: str(n) for n in range(10)} | {
    ord("．"): ".",
    ord("，"): ",",
    ord("－"): "-",
    ord("＋"): "+",
    ord("％"): "%",
}
_FIGURE = regex(
    r"^(?P<before>约|近|超|超过|逾|达|不足)?(?P<sign>[-+−]?)(?P<digits>[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})(?P<fraction>\.[0-9]{1,10})?"
    r"(?P<big>万亿|亿|万)?(?P<between>余|多)?(?P<unit>[^\d\s.,+\-*/]{0,8}?)(?P<after>以上|左右|以下)?$"
)
_RANGE = regex(r"^(.+?)(?:——|—|–|～|~|至|(?<=[0-9])-(?=[0-9]))(.+)$")
"""Both are compiled when a figure is met that is not plain."""
_PLAIN = regex(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,10})?")
"""Nearly all figures, which need nothing to be understood."""
_PARTED = regex(r"[0-9]\s+[0-9]")
"""Two numbers (12 15), or one that was typed with a blank in it: nobody but the writer knows."""
_OPENING, _CLOSING = tuple("“‘\"'"), tuple("”’\"'")
_LOOSE = {"平米": "平方米", "㎡": "平方米", "m²": "平方米", "万平米": "万平方米", "万㎡": "万平方米", "人民币": "元", "RMB": "元"}
"""Units as they are said → as they are written (GB 3100)."""
_UNITS: dict[str, tuple[str, Decimal | Fraction]] = {
    "元": ("元", Decimal(1)), "千元": ("元", Decimal(1000)), "万元": ("元", Decimal(10_000)),
    "百万元": ("元", Decimal(1_000_000)), "亿元": ("元", Decimal(100_000_000)), "万亿元": ("元", Decimal(10) ** 12),
    "美元": ("美元", Decimal(1)), "万美元": ("美元", Decimal(10_000)), "亿美元": ("美元", Decimal(100_000_000)),
    "平方米": ("平方米", Decimal(1)), "万平方米": ("平方米", Decimal(10_000)), "公顷": ("平方米", Decimal(10_000)),
    "亩": ("平方米", Fraction(10_000, 15)), "万亩": ("平方米", Fraction(10**8, 15)),
    "平方公里": ("平方米", Decimal(1_000_000)), "米": ("米", Decimal(1)), "公里": ("米", Decimal(1000)),
    "人": ("人", Decimal(1)), "万人": ("人", Decimal(10_000)), "人次": ("人次", Decimal(1)), "万人次": ("人次", Decimal(10_000)),
    "户": ("户", Decimal(1)), "万户": ("户", Decimal(10_000)), "家": ("家", Decimal(1)), "万家": ("家", Decimal(10_000)),
    "个": ("个", Decimal(1)), "万个": ("个", Decimal(10_000)), "吨": ("吨", Decimal(1)), "万吨": ("吨", Decimal(10_000)),
}  # fmt: skip
CONVERTIBLE = tuple(_UNITS)
"""Units that ``convert`` knows."""
_MEASURED = frozenset(("元", "美元", "平方米", "米", "吨", "%", "‰", "百分点"))
"""What is measured and not counted: such a quantity is never one of another of them, nor a number of things."""


def usual_unit(unit: str) -> str:
    """A unit as it is written: 平米 → 平方米, 个百分点 → 百分点."""
    plain = unit.translate(_WIDE)
    return _LOOSE.get(plain, "百分点" if plain == "个百分点" else plain)


def measure(unit: str) -> str:
    """What a unit measures (元, 平方米 …), empty for a number of things: 家, 起 and 万人 all count."""
    base = _UNITS.get(unit, (unit.removeprefix("个"), Decimal(1)))[0]
    return base if base in _MEASURED else ""


def scale(unit: str) -> Fraction:
    """How many of its base a unit is: 万元 10,000, 亩 2,000/3, 家 1; 万 and 亿 before a word of counting are read too."""
    if unit in _UNITS:
        return Fraction(_UNITS[unit][1])
    if measure(unit):
        return Fraction(1)
    return Fraction({"万": 10_000, "亿": 10**8}.get(unit[:1], 1) if len(unit) > 1 else 1)


def is_other(typed: str, unit: str) -> bool:
    """Whether two units cannot be said of one number: another measure, or another size of the same (万元, 元; 万人, 人)."""
    return measure(typed) != measure(unit) or scale(typed) != scale(unit)


def is_other_scale(unit: str, other: str) -> bool:
    """Whether two units measure or count the same in other steps: 万元 and 亿元, 万人 and 人; not 元 and 人."""
    first, second = usual_unit(unit), usual_unit(other)
    if first == second or measure(first) != measure(second):
        return False
    return bool(measure(first)) or first.lstrip("百千万亿") == second.lstrip("百千万亿") != ""


def in_unit(value: Fraction, unit: str, target: str) -> Fraction:
    """The same quantity in another unit, exactly; raises ValueError where one measures what the other does not."""
    if measure(unit) != measure(target):
        raise ValueError(say("“{unit}”不能换算成“{other_unit}”", unit=unit, other_unit=target))
    return value * scale(unit) / scale(target)


def finite(value: Fraction) -> Decimal | None:
    """The decimal that a fraction is; None where its decimals do not end."""
    rest, places = value.denominator, 0
    for factor in (2, 5):
        count = 0
        while rest % factor == 0:
            rest //= factor
            count += 1
        places = max(places, count)
    if rest != 1 or places > 60:
        return None
    digits = value.numerator * 10**places // value.denominator
    return Decimal((int(digits < 0), tuple(map(int, str(abs(digits)))), -places))


def rounded_off(value: Fraction, places: int) -> Decimal:
    """A fraction rounded once, half away from nothing (四舍五入), with exactly ``places`` decimals."""
    size = abs(value) * 10**places
    whole = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    return Decimal((int(value < 0 and whole > 0), tuple(map(int, str(whole))), -places))


_BEFORE = ("约", "近", "超过", "超", "逾", "达", "不足")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Figure(ValueObject):
    """A figure: ``text`` as it prints, ``value`` exactly as stated, in ``unit`` if one was written with it.

    ``approximate`` holds the words 约 近 余 以上 … that were written with it; ``upper`` is the end of a range,
    ``converted`` says that it was written in another unit.
    """

    text: str
    value: Decimal
    unit: str = ""
    approximate: str = ""
    upper: Decimal | None = None
    normalised: bool = False
    converted: bool = False

    @property
    def decimals(self) -> int:
        """Decimals as written."""
        return decimals(self.value)

    @property
    def before(self) -> str:
        """The word before an approximate figure; 左右 is said as 约."""
        return next((word for word in _BEFORE if self.approximate.startswith(word)), "约" if "左右" in self.approximate else "")

    @property
    def between(self) -> str:
        """余 or 多, which stand right behind the digits or behind 万."""
        return next((word for word in ("余", "多") if word in self.approximate), "")

    @property
    def unsaid(self) -> str:
        """What has to be said behind the unit, and so by the sentence: 以上, 以下, and 余 of 3万余."""
        between = self.between if self.between not in self.text else ""
        return between + next((word for word in ("以上", "以下") if word in self.approximate), "")

    def in_unit(self, target: str) -> Figure | None:
        """The same figure in another unit, its words kept; None where that is no unit of its kind or does not end."""
        try:
            value = convert(self.value, self.unit, target)
            upper = None if self.upper is None else convert(self.upper, self.unit, target)
        except ValueError:
            return None
        head, _, tail = self.text.partition(str(abs(self.value)))
        text = f"{written(value)}—{written(upper)}" if upper is not None else f"{head.rstrip('-')}{written(value)}{tail}"
        return replace(self, text=text, value=value, upper=upper, unit=target, converted=True)


def read_figure(text: str) -> Figure | None:
    """Reads a figure: digits (full-width too), groups of three, sign, 万 and 亿, %, a unit, 约 近 余 以上; None if it is
    none.

    Leading zeros, quotes around it and a comma or stop after it are left out; at most 18 digits and 10 decimals are a
    figure; a blank between two digits (12 15) makes it none. A range (5—8) has an ``upper`` end, and is no range when that end is
    the lower one.
    """
    if _PLAIN.fullmatch(text):
        return Figure(text, Decimal(text))
    plain = text.strip().translate(_WIDE)
    if _PARTED.search(plain):
        return None
    plain = plain.replace(" ", "").replace("\u00a0", "").replace("\u3000", "")
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
    before = found["before"] or ("约" if found["after"] == "左右" else "")
    tail = (found["between"] or "") if not found["big"] else ""
    printed = before + sign + digits + (found["fraction"] or "") + tail
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
    """Growth in per cent over last year; None where last year's figure is nothing or negative, or this year's is negative:
    a figure that changed its sign did not fall by more than all of it."""
    return (this - last) / last * 100 if last > 0 and this >= 0 else None


def growth_of(this: Decimal, last: Decimal, places: int) -> Decimal | None:
    """``growth``, rounded once from the exact fraction."""
    if last <= 0 or this < 0:
        return None
    return rounded_off((Fraction(this) - Fraction(last)) / Fraction(last) * 100, places)


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
    exact = finite(Fraction(value) * Fraction(source_factor) / Fraction(target_factor))
    if exact is None:
        raise ValueError(say("“{unit}”换算成“{other_unit}”除不尽，要写明保留几位小数", unit=unit, other_unit=target))
    result = exact.normalize()
    return result.quantize(Decimal(1)) if result == result.to_integral() else result


_DIGITS = "零一二三四五六七八九"
_MOST = 10**16


def chinese(number: int) -> str:
    """A whole number from 0 to 9,999,999,999,999,999 in 汉字: 10 → 十, 12 → 十二, 2005 → 二千零五, 10^8 → 一亿."""
    if not 0 <= number < _MOST:
        raise ValueError(say("只能写 0 到 9999999999999999 之间的整数"))
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return chinese(high) + name + gap + (_unled(low) if low else "")
    text = _below(number)
    return text[1:] if 10 <= number < 20 else text


def _unled(number: int) -> str:
    """What follows 万 or 亿: 一十 is not shortened to 十 there."""
    words = chinese(number)
    return f"一{words}" if words.startswith("十") else words


def counted(number: int) -> str:
    """A whole number before a word of measure: 2 → 两, 12 → 十二, 200 → 二百; 两 stands for 2 alone and before 千, 万, 亿."""
    words = chinese(number)
    return "两" + words[1:] if words == "二" or words[:2] in ("二千", "二万", "二亿") else words


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


_DATE = regex(r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$")


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
