"""A datum → the phrase a report says about it: growth, change, rank, lists, units.  Each filter's example is run by
the tests.

Knows no file and no sentence.  Direction words always follow the sign: 同比增长 for more, 同比下降 for less, 同比持平 for
neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any

from reportgen.message import say
from reportgen.report.data import DERIVED, FILLED, REDACTED, Datum, NoFigure
from reportgen.text.numbers import (
    CONVERTIBLE,
    chinese,
    convert,
    date_words,
    growth,
    listed,
    read_figure,
    rounded,
    written,
)

_EXACT = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")


@dataclass(frozen=True, slots=True)
class Rate:
    """A growth in per cent, or that it is redacted; ``falling`` for a field that counts falls."""

    value: Decimal | None
    places: int
    falling: bool = False

    @property
    def words(self) -> str:
        """The size without its sign, as printed."""
        return "*" if self.value is None else written(abs(self.value))


def rate(datum: Any) -> Rate:
    """The growth of a datum over last year: as stated if it is stated, else worked out; raises ``NoFigure`` with the
    reason."""
    if not isinstance(datum, Datum):
        raise NoFigure(say("只有数据里的指标才有同比，例如 【自营出口|同比】"))
    if datum.field.kind == "增速":
        return _stated(datum)
    stated = datum.rate
    if stated is not None and stated.field.kind == "增速" and stated.state in (FILLED, REDACTED, DERIVED):
        return _stated(stated)
    places = stated.field.decimals if stated is not None and stated.field.decimals is not None else 1
    if datum.state == REDACTED or (datum.last is not None and datum.last.state == REDACTED):
        return Rate(None, places)
    value = growth(datum.number, datum.base)
    if value is None:
        raise NoFigure(say("“{figure}”上年数是 0 或负数，算不出同比", figure=datum.label), lacks_last=True)
    return Rate(rounded(value, places), places)


def _stated(datum: Datum) -> Rate:
    if datum.state == REDACTED:
        return Rate(None, datum.field.decimals or 1, datum.field.falling)
    value = -datum.number if datum.field.falling else datum.number
    return Rate(value, datum.figure.decimals if datum.figure else 1)


def year_on_year(datum: Any) -> str:
    """同比增长12.3%, 同比下降3.2% or 同比持平."""
    return f"同比{grown(datum)}"


def grown(datum: Any) -> str:
    """增长12.3%, 下降3.2% or 持平."""
    found = rate(datum)
    if found.value is not None and not found.value:
        return "持平"
    fell = found.falling if found.value is None else found.value < 0
    return f"{'下降' if fell else '增长'}{found.words}%"


def bare_rate(datum: Any) -> str:
    """The size of the growth alone, without sign or %: 12.3."""
    return rate(datum).words


def points(datum: Any) -> str:
    """The change of a share: 提高1.2个百分点, 下降0.5个百分点 or 持平."""
    change = points_of(datum)
    if change is None:
        return "提高*个百分点"
    if not change:
        return "持平"
    return f"{'提高' if change > 0 else '下降'}{written(abs(change))}个百分点"


def points_of(datum: Any) -> Decimal | None:
    """The change of a share in 百分点: as stated if it is stated, else worked out; None where it is redacted."""
    if not isinstance(datum, Datum):
        raise NoFigure(say("只有数据里的指标才有百分点的变化"))
    stated = datum if datum.field.kind == "百分点" else datum.rate
    if stated is not None and stated.field.kind == "百分点" and stated.state in (FILLED, DERIVED):
        return stated.number
    if REDACTED in (datum.state, datum.last.state if datum.last else ""):
        return None
    return datum.number - datum.base


def change(datum: Any) -> str:
    """The change of a number, with its unit: 增加3家, 减少2家 or 持平."""
    if not isinstance(datum, Datum):
        raise NoFigure(say("只有数据里的指标才有比上年的增减"))
    if REDACTED in (datum.state, datum.last.state if datum.last else ""):
        return f"增加*{datum.field.unit}"
    size = datum.number - datum.base
    if not size:
        return "持平"
    return f"{'增加' if size > 0 else '减少'}{written(abs(size))}{datum.field.unit}"


def last_value(datum: Any) -> str:
    """Last year's figure as it was printed then, or as revised since."""
    if not isinstance(datum, Datum):
        raise NoFigure(say("只有数据里的指标才有上年值"))
    revised = read_figure(datum.notes.get("上年修订", ""))
    if revised is not None:
        return revised.text
    if datum.last is None:
        raise NoFigure(say("“{figure}”没有上年数", figure=datum.label), lacks_last=True)
    return datum.last.text


def reported(datum: Any) -> str:
    """Last year's figure as it was reported then, whatever has been revised since."""
    if not isinstance(datum, Datum):
        raise NoFigure(say("只有数据里的指标才有上年数"), lacks_last=True)
    if datum.last is None:
        raise NoFigure(say("“{figure}”没有上年数", figure=datum.label), lacks_last=True)
    return datum.last.text


def share(part: Any, whole: Any, places: int = 1) -> str:
    """What part of another figure it is, in per cent: 【经营性收入|占(村级集体经济总收入)】."""
    if any(isinstance(value, Datum) and value.state == REDACTED for value in (part, whole)):
        return "*%"
    below = _decimal(whole)
    if not below:
        raise NoFigure(say("分母是 0，算不出占比"))
    above = _decimal(part)
    units = {value.field.unit for value in (part, whole) if isinstance(value, Datum)}
    if isinstance(part, Datum) and isinstance(whole, Datum) and len(units) > 1 and units <= set(CONVERTIBLE):
        above = convert(above, part.field.unit, whole.field.unit)
    return f"{written(rounded(above / below * 100, int(places)))}%"


def about(value: Any, step: Any = 100) -> str:
    """约 and the figure rounded to whole steps: 【场所码|约(100)】 → 约1200."""
    return _rough(value, step, "约", ROUND_HALF_UP)


def over(value: Any, step: Any = 100) -> str:
    """The whole steps below the figure, and 余: 1234 → 1200余; a figure of whole steps stands as it is."""
    return _rough(value, step, "余", ROUND_FLOOR)


def nearly(value: Any, step: Any = 100) -> str:
    """近 and the whole steps above the figure: 1287 → 近1300; a figure of whole steps stands as it is."""
    return _rough(value, step, "近", ROUND_CEILING)


def _rough(value: Any, step: Any, word: str, way: str) -> str:
    if isinstance(value, Datum) and value.state == REDACTED:
        return f"*{word}" if word == "余" else f"{word}*"
    size, number = _decimal(step), _decimal(value)
    if size <= 0:
        raise NoFigure(say("“{filter}”后面的括号里要写大于 0 的数，例如 {filter}(100)", filter=word))
    steps = (number / size).quantize(Decimal(1), way) * size
    if steps == number or (word == "余" and not steps):
        return written(number)
    return f"{written(steps)}{word}" if word == "余" else f"{word}{written(steps)}"


def unit(datum: Any) -> str:
    """The unit of a datum: 亿元."""
    return datum.field.unit if isinstance(datum, Datum) else ""


def in_unit(target: str, value: Any) -> str:
    """The figure in another unit of its kind, as exact as it is: 【罚款金额|亿元】."""
    if isinstance(value, Datum):
        if value.state == REDACTED:
            return "*"
        return written(convert(value.number, value.field.unit, target))
    return written(_decimal(value))


def round_half_up(value: Any, places: int = 0) -> str:
    """四舍五入 to a number of decimals: 【研发费用投入|小数(1)】."""
    if isinstance(value, Datum) and value.state == REDACTED:
        return "*"
    return written(rounded(_decimal(value), int(places)))


def numeral(value: Any) -> str:
    """A whole number in 汉字: 3 → 三, 12 → 十二."""
    return chinese(_whole(value))


def rank(value: Any) -> str:
    """A rank: 1 → 第一, 12 → 第十二."""
    if isinstance(value, Datum) and value.state == REDACTED:
        return "第*"
    return f"第{chinese(_whole(value))}"


def items(value: Any) -> list[str]:
    """The items of a list, of a list's datum, or of one text."""
    if isinstance(value, Datum):
        return list(value.items) if value.is_list else [value.text]
    if isinstance(value, str):
        return [value]
    return [str(item) for item in value] if isinstance(value, Iterable) else [str(value)]


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
    return date_words(str(value))


def _decimal(value: Any) -> Decimal:
    if isinstance(value, Datum):
        return value.number
    if isinstance(value, Decimal | int):
        return Decimal(value)
    if isinstance(value, str) and _EXACT.fullmatch(value):
        return Decimal(value)  # what another filter worked out may have more decimals than anybody writes
    figure = read_figure(str(value))
    if figure is None:
        raise NoFigure(say("“{given}”不是数", given=str(value)))
    return figure.value


def _whole(value: Any) -> int:
    """A whole number; nothing is cut off in silence."""
    number = _decimal(value)
    if number != number.to_integral_value():
        raise NoFigure(say("“{given}”不是整数，写不成中文数字", given=str(value)))
    return int(number)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "同比": year_on_year,
    "增长": grown,
    "增速": bare_rate,
    "百分点": points,
    "增加": change,
    "上年值": last_value,
    "上年报告数": reported,
    "占": share,
    "约": about,
    "余": over,
    "近": nearly,
    "单位": unit,
    "小数": round_half_up,
    "中文数字": numeral,
    "名次": rank,
    "顿号": with_commas,
    "等": with_more,
    "和": with_and,
    "个数": count,
    "日期": day,
    **{name: partial(in_unit, name) for name in CONVERTIBLE},
}
"""The filters of prose and of Word templates, by the name a clerk types."""
