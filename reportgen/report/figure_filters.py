"""A figure → the phrase a report says about it: growth, change, rank, share, units.  Each filter's example is run by
the tests.

Knows no file and no sentence.  Direction words always follow the sign: 同比增长 for more, 同比下降 for less, 同比持平 for
neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import ceil, floor
from typing import Any

from reportgen.message import say
from reportgen.regex import regex
from reportgen.report.calculable import NoFigure
from reportgen.report.data import DERIVED, FILLED, REDACTED, Datum
from reportgen.report.expressions import unit_first, without_filter
from reportgen.report.model.grammar import NAME, RANK
from reportgen.report.quantity import Quantity, quantity_of
from reportgen.text.compound_units import is_compound
from reportgen.text.numbers import (
    CONVERTIBLE,
    chinese,
    counted,
    decimals,
    finite,
    growth_of,
    measure,
    read_figure,
    rounded_off,
    written,
)
from reportgen.value_object import ValueObject

_EXACT = regex(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")
_LEVELS = ("计数", "金额", "数量", "时长")
_FITS: Mapping[str, tuple[str, ...]] = {
    "同比": (*_LEVELS, "比率", "增速"),
    "增加": _LEVELS,
    "百分点": ("比率", "百分点", "增速"),
    "比上年": (*_LEVELS, "比率", RANK),
    "前移": (RANK,),
    "倍": _LEVELS,
    "翻番": _LEVELS,
    "占": _LEVELS,
    "约": (*_LEVELS, "比率"),
    "余": (*_LEVELS, "比率"),
    "近": (*_LEVELS, "比率"),
}
"""Which kinds of figures a phrase can be said of (同比 stands for 增长 and 增速 too); other phrases can be said of any figure."""
_RIGHT: Mapping[str, str] = {"比率": "百分点", "百分点": "百分点", "增速": "同比", RANK: "前移"}
"""What is said of the change of a kind instead."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Rate(ValueObject):
    """A growth in per cent, or that it is redacted; ``falling`` for a field that counts falls; ``about`` and ``after`` the words
    around an approximate one; ``level`` whether the two years are the same as written."""

    value: Decimal | None
    places: int
    falling: bool = False
    about: str = ""
    after: str = ""
    level: bool = True

    @property
    def words(self) -> str:
        """The size without its sign, as printed."""
        between = self.after[:1] if self.after[:1] in ("余", "多") else ""
        return "*" if self.value is None else f"{self.about}{written(abs(self.value))}{between}"

    @property
    def behind(self) -> str:
        """What has to follow the %: 以上."""
        return self.after.lstrip("余多")


def _fit(datum: Datum, phrase: str) -> None:
    """Refuses a phrase that cannot be said of a figure of this kind, and says which can."""
    kind, name = datum.field.kind, datum.path[-1]
    if kind in _FITS[phrase] or kind in ("名单", NAME):
        return
    right = _RIGHT.get(kind, "")
    if right and phrase in ("同比", "增加", "百分点", "前移", "比上年", "倍", "翻番"):
        hint = say("写成【{name}|{right}】", name=name, right=right)
    else:
        hint = say("改写这一句")
    raise NoFigure(say("“{label}”是{kind}，不能用“{phrase}”来说", label=datum.label, kind=kind, phrase=phrase), hint)


def rate(datum: Any) -> Rate:
    """The growth of a datum over last year: as stated if it is stated, else worked out; raises ``NoFigure`` with the
    reason."""
    if not isinstance(datum, Datum):
        raise NoFigure(say("只有数据里的指标才有同比，例如 【自营出口|同比】"))
    _fit(datum, "同比")
    if datum.field.kind == "增速":
        return _stated(datum)
    stated = datum.rate
    if stated is not None and stated.field.kind == "增速" and stated.state in (FILLED, REDACTED, DERIVED):
        return _stated(stated, datum)
    places = stated.field.decimals if stated is not None and stated.field.decimals is not None else 1
    if datum.state == REDACTED or (datum.last is not None and datum.last.state == REDACTED):
        return Rate(None, places)
    this, base = datum.number, datum.base
    value = growth_of(this, base, places)
    if value is None:
        why = say("上年数是 0 或负数") if base <= 0 else say("由正转负")
        raise NoFigure(say("“{label}”{why}，算不出同比", label=datum.label, why=why), say("改写这一句，写明两年各是多少"))
    about = "约" if datum.about or datum.is_base_about else ""
    return Rate(value, places, about=about, level=not about and this == base)


def _stated(datum: Datum, level: Datum | None = None) -> Rate:
    if datum.state == REDACTED:
        return Rate(None, datum.field.decimals or 1, datum.field.falling)
    value = -datum.number if datum.field.falling else datum.number
    figure = datum.figure
    if figure is None:
        return Rate(value, 1)
    same = not figure.approximate and (datum.exact is None or datum.exact == 0)
    return Rate(value, figure.decimals, about=figure.before, after=figure.between + figure.unsaid.lstrip("余多"), level=same)


def year_on_year(datum: Any) -> str:
    """同比增长12.3%, 同比下降3.2% or 同比持平."""
    return f"同比{grown(datum)}"


def grown(datum: Any) -> str:
    """增长12.3%, 下降3.2%, 持平, or 基本持平 where the two years differ by less than the last digit shows."""
    found = rate(datum)
    if found.value is not None and not found.value:
        return "持平" if found.level else "基本持平"
    fell = found.falling if found.value is None else found.value < 0
    return f"{'下降' if fell else '增长'}{found.words}%{found.behind}"


def bare_rate(datum: Any) -> str:
    """The size of the growth alone, without sign or %: 12.3."""
    found = rate(datum)
    if found.behind:
        message = say("“{label}”的同比带着“{words}”，要印在 % 后面", label=datum.label, words=found.behind)
        raise NoFigure(message, say("写成【{name}|同比】", name=datum.path[-1]))
    return SaidFigure(found.words)


def points(datum: Any) -> str:
    """The change of a share: 提高1.2个百分点, 下降0.5个百分点, 持平; of one in ‰, 千分点."""
    change, about = _points(datum)
    unit = "个千分点" if isinstance(datum, Datum) and datum.field.unit == "‰" else "个百分点"
    if change is None:
        return f"提高*{unit}"
    return _moved(change, ("提高", "下降"), unit, about)


def points_of(datum: Any) -> Decimal | None:
    """The change of a share in 百分点: as stated if it is stated, else worked out; None where it is redacted."""
    return _points(datum)[0]


def _points(datum: Any) -> tuple[Decimal | None, str]:
    if not isinstance(datum, Datum):
        raise NoFigure(say("只有数据里的指标才有百分点的变化"))
    _fit(datum, "百分点")
    if datum.field.kind == "增速" and datum.field.falling:
        raise NoFigure(say("“{label}”的正数指下降，说不清是提高还是下降", label=datum.label), say("改写这一句"))
    stated = datum if datum.field.kind == "百分点" else datum.rate
    if stated is not None and stated.field.kind == "百分点" and stated.state in (FILLED, DERIVED):
        return stated.number, stated.about
    if REDACTED in (datum.state, datum.last.state if datum.last else ""):
        return None, ""
    return datum.number - datum.base, "约" if datum.about or datum.is_base_about else ""


def _moved(size: Decimal, words: tuple[str, str], unit: str, about: str) -> str:
    """增加3家, 减少2家, 持平; 基本持平 for what is approximately the same."""
    if not size:
        return "基本持平" if about else "持平"
    return f"{words[size < 0]}{about}{written(abs(size))}{unit}"


def change(datum: Any) -> str:
    """The change of a number, with its unit: 增加3家, 减少2家 or 持平."""
    if not isinstance(datum, Datum):
        raise NoFigure(say("只有数据里的指标才有比上年的增减"))
    _fit(datum, "增加")
    if REDACTED in (datum.state, datum.last.state if datum.last else ""):
        return f"增加*{datum.field.unit}"
    about = "约" if datum.about or datum.is_base_about else ""
    return _moved(datum.number - datum.base, ("增加", "减少"), datum.field.unit, about)


def places_moved(datum: Any) -> str:
    """How a rank moved: 前移2位, 后移1位 or 持平."""
    if not isinstance(datum, Datum):
        raise NoFigure(say("只有数据里的名次才有进退"))
    _fit(datum, "前移")
    if REDACTED in (datum.state, datum.last.state if datum.last else ""):
        return "前移*位"
    return _moved(datum.base - datum.number, ("前移", "后移"), "位", "")


def against_last_year(datum: Any) -> str:
    """The whole phrase: 比上年增加3家, 比上年提高1.2个百分点, 比上年前移1位, 与上年持平."""
    if not isinstance(datum, Datum):
        raise NoFigure(say("只有数据里的指标才有比上年的增减"))
    _fit(datum, "比上年")
    phrase = {"比率": points, RANK: places_moved}.get(datum.field.kind, change)(datum)
    return f"与上年{phrase}" if phrase.endswith("持平") else f"比上年{phrase}"


def times(datum: Any, places: int = 1) -> str:
    """How many times last year's figure it is: 1.5倍, as in 是上年的1.5倍."""
    found = _times(datum, "倍")
    if found is None:
        return "*倍"
    about = "约" if datum.about or datum.is_base_about else ""
    return SaidFigure(f"{about}{written(rounded_off(found, int(places)))}倍")


def doubled(datum: Any) -> str:
    """翻一番 for twice last year's figure, 翻两番 for four times; 翻一番多 for what lies between.  The figures are taken as printed, since
    what rounding may hide would make two doublings of one enterprise that became two."""
    found = _times(datum, "翻番")
    if found is None:
        return "翻*番"
    number = 0
    while found >= 2 ** (number + 1):
        number += 1
    if not number:
        message = say("“{label}”只是上年的 {size} 倍，没有翻番", label=datum.label, size=written(rounded_off(found, 2)))
        raise NoFigure(message, say("写成【{name}|同比】", name=datum.path[-1]))
    about = "约" if datum.about or datum.is_base_about else ""
    more = "多" if found > 2**number and not about else ""
    return f"{about}翻{counted(number) if number > 1 else '一'}番{more}"


def _times(datum: Any, phrase: str) -> Fraction | None:
    if not isinstance(datum, Datum):
        raise NoFigure(say("只有数据里的指标才能与上年相比"))
    _fit(datum, phrase)
    if REDACTED in (datum.state, datum.last.state if datum.last else ""):
        return None
    this, base = datum.number, datum.base
    if base <= 0 or this < 0:
        raise NoFigure(say("“{label}”两年的数不都是正数，算不出倍数", label=datum.label), say("改写这一句，写明两年各是多少"))
    return Fraction(this) / Fraction(base)


def last_value(datum: Any) -> str:
    """Last year's figure as it was printed then, or as revised since."""
    if not isinstance(datum, Datum):
        raise NoFigure(say("只有数据里的指标才有上年值"))
    figure = _exactly(lambda: Quantity(Fraction(datum.base), datum.field.unit, decimals(datum.base)))
    return SaidFigure(datum.base_text, None if datum.is_base_about else figure)


def _exactly(figure: Callable[[], Quantity]) -> Quantity | None:
    """A figure, where there is one exact one."""
    try:
        return figure()
    except NoFigure:
        return None


def reported(datum: Any) -> str:
    """Last year's figure as it was reported then, whatever has been revised since."""
    if not isinstance(datum, Datum):
        raise NoFigure(say("只有数据里的指标才有上年数"), lacks_last=True)
    if datum.last is None:
        raise NoFigure(say("“{figure}”没有上年数", figure=datum.label), lacks_last=True)
    last = datum.last
    return SaidFigure(last.text, _exactly(lambda: last.quantity) if not last.about else None)


def share(part: Any, whole: Any, places: int = 1) -> str:
    """What part of another figure it is, in per cent: 【经营性收入|占(村级集体经济总收入)】."""
    if any(isinstance(value, Datum) and value.state == REDACTED for value in (part, whole)):
        return "*%"
    if isinstance(part, Datum):
        _fit(part, "占")
    below = _quantity(whole)
    if not below.value:
        raise NoFigure(say("分母是 0，算不出占比"))
    above = _quantity(part)
    if above.unit and below.unit:
        above = above.to(below.unit)
    about = "约" if above.about or below.about else ""
    return SaidFigure(f"{about}{written(rounded_off(above.value / below.value * 100, int(places)))}%")


def about(value: Any, step: Any = 100) -> str:
    """约 and the figure rounded to whole steps: 【场所码|约(100)】 → 约1200."""
    return SaidFigure(_rough(value, step, "约", partial(rounded_off, places=0)), rough=True)


def over(value: Any, step: Any = 100) -> str:
    """The whole steps below the figure, and 余: 1234 → 1200余; a figure of whole steps stands as it is."""
    return SaidFigure(_rough(value, step, "余", floor), rough=True)


def nearly(value: Any, step: Any = 100) -> str:
    """近 and the whole steps above the figure: 1287 → 近1300; a figure of whole steps stands as it is."""
    return SaidFigure(_rough(value, step, "近", ceil), rough=True)


_FARTHEST: Mapping[str, Fraction] = {"约": Fraction(1, 10), "近": Fraction(1, 20), "余": Fraction(1, 2)}
"""How far a figure may be from the number that is said for it, as a part of that number."""


def _rough(value: Any, step: Any, word: str, way: Callable[[Fraction], Decimal | int]) -> str:
    if isinstance(value, Datum):
        _fit(value, word)
        if value.state == REDACTED:
            return f"*{word}" if word == "余" else f"{word}*"
        if value.about:
            message = say("“{label}”填的是约数（{figure}），不能再用“{word}”", label=value.label, figure=value.text, word=word)
            raise NoFigure(message, say("写成【{name}】", name=value.path[-1]))
    size, given = _quantity(step).number, _quantity(value)
    if size <= 0:
        raise NoFigure(say("“{filter}”后面的括号里要写大于 0 的数，例如 {filter}(100)", filter=word))
    steps = way(given.value / Fraction(size)) * size
    if steps == given.value or (word == "余" and not steps):
        return written(given.number)
    if not steps or abs((Fraction(steps) - given.value) / Fraction(steps)) > _FARTHEST[word]:
        hint = say("括号里写小一些的数，例如 {word}({size})", word=word, size=written(max(size / 10, Decimal(1))))
        exact = finite(given.value)
        number = written(rounded_off(given.value, 2) if exact is None else exact)
        raise NoFigure(say("{number} 离 {steps} 太远，不能说成“{word}”", number=number, steps=written(steps), word=word), hint)
    return f"{written(steps)}{word}" if word == "余" else f"{word}{written(steps)}"


class SaidFigure(str):
    """What a filter said of a figure: its words, and the exact figure where they say it whole (last year's); a unit can be said in
    another one before them (``rough``), or not at all."""

    __slots__ = ("figure", "rough")
    figure: Quantity | None
    rough: bool

    def __new__(cls, words: str, figure: Quantity | None = None, *, rough: bool = False) -> SaidFigure:
        self = super().__new__(cls, words)
        self.figure = figure
        self.rough = rough
        return self


def in_unit(target: str, value: Any) -> Any:
    """The figure in another unit of its kind, as exact as it is: 【罚款金额|亿元】; its 超 or 近 stays.  What was worked out and has no
    unit cannot be given one."""
    if isinstance(value, Datum) and value.state == REDACTED:
        return "*"
    if isinstance(value, SaidFigure) and value.figure is None:
        message = say("“{words}”不是原来的数，不能再换算成“{unit}”", words=str(value), unit=target)
        raise NoFigure(message, mend=partial(unit_first if value.rough else without_filter, target))
    found = _quantity(value)
    if not isinstance(value, Datum | Quantity | SaidFigure):
        return Quantity(found.value, target, found.places, found.about)
    if not found.unit and not isinstance(value, Datum):
        message = say("算出来的数没有单位，不能换算成“{unit}”", unit=target)
        hint = say("倍数、比例去掉“|{unit}”；有的数在字典里没有单位，就补上单位", unit=target)
        raise NoFigure(message, hint, mend=partial(without_filter, target))
    _lasting(value)
    if measure(found.unit) == "" and found.unit != target and found.unit not in CONVERTIBLE and not is_compound(found.unit):
        raise NoFigure(say("“{unit}”不能换算成“{target}”", unit=found.unit, target=target))
    return found.to(target)


def _lasting(value: Any) -> None:
    """Refuses to say 1200余 or 50以上 in other digits: what is left out would be another thing."""
    figure = value.figure if isinstance(value, Datum) else None
    if figure is not None and (figure.between or figure.unsaid):
        typed = value.scalar.text.strip() if value.scalar is not None else value.text
        message = say("“{label}”填的是约数（{typed}），换一种写法就说不准了", label=value.label, typed=typed)
        raise NoFigure(message, say("写成【{name}】", name=value.path[-1]))


_TOWARDS: Mapping[str, int] = {"超": -1, "超过": -1, "逾": -1, "近": 1, "不足": 1}


def round_half_up(value: Any, places: int = 0) -> Any:
    """四舍五入 to a number of decimals: 【研发费用投入|小数(1)】; 超 is rounded down, 近 and 不足 up, so that they stay true."""
    if isinstance(value, Datum) and value.state == REDACTED:
        return "*"
    _lasting(value)
    found = _quantity(value)
    digits = int(places)
    made = Fraction(rounded_off(found.value, digits))
    towards, step = _TOWARDS.get(found.about, 0), Fraction(1, 10**digits)
    if towards and (found.value - made) * towards > 0:
        made += towards * step
    return replace(found, value=made, places=digits, inexact=found.inexact or made != found.value)


def numeral(value: Any) -> str:
    """A whole number in 汉字: 3 → 三, 12 → 十二."""
    return _about(value) + chinese(_whole(value))


def counting(value: Any) -> str:
    """A whole number in 汉字 before a word of measure: 2 → 两, 3 → 三."""
    return _about(value) + counted(_whole(value))


def _about(value: Any) -> str:
    if isinstance(value, Datum):
        _lasting(value)
        return value.about
    return ""


def rank(value: Any) -> str:
    """A rank: 1 → 第一, 12 → 第十二."""
    if isinstance(value, Datum) and value.state == REDACTED:
        return "第*"
    return f"第{chinese(_whole(value))}"


def _quantity(value: Any) -> Quantity:
    if isinstance(value, Datum | Quantity | Decimal | int):
        return quantity_of(value)
    if isinstance(value, SaidFigure) and value.figure is not None:
        return value.figure
    if isinstance(value, str) and _EXACT.fullmatch(value):
        return quantity_of(Decimal(value))  # what another filter worked out may have more decimals than anybody writes
    figure = read_figure(str(value))
    if figure is None:
        raise NoFigure(say("“{given}”不是数", given=str(value)))
    return quantity_of(figure.value)


def _whole(value: Any) -> int:
    """A whole number; nothing is cut off in silence."""
    number = _quantity(value).value
    if number.denominator != 1:
        raise NoFigure(say("“{given}”不是整数，写不成中文数字", given=str(value)))
    return int(number)


FIGURE_FILTERS: Mapping[str, Callable[..., Any]] = {
    "同比": year_on_year,
    "增长": grown,
    "增速": bare_rate,
    "百分点": points,
    "增加": change,
    "比上年": against_last_year,
    "前移": places_moved,
    "倍": times,
    "翻番": doubled,
    "上年值": last_value,
    "上年报告数": reported,
    "占": share,
    "约": about,
    "余": over,
    "近": nearly,
    "小数": round_half_up,
    "中文数字": numeral,
    "中文数量": counting,
    RANK: rank,
    **{name: partial(in_unit, name) for name in CONVERTIBLE},
}
"""The filters that say something of a figure, by the name a clerk types."""
