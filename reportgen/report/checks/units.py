"""Sentences → units typed after a figure that are another than the figure's own, not in the official form, or missing.

Knows the unit of each field and what is typed after its reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex
from reportgen.report.calculable import Calculable, NoFigure
from reportgen.report.checks.figure_finder import CURRENCIES, unit_at
from reportgen.report.checks.references import PRINTS_ITS_FIGURE
from reportgen.report.checks.subject import Passage, Reference, Subject, tell
from reportgen.report.data import Datum
from reportgen.report.expressions import unit_first
from reportgen.report.model.grammar import RANK
from reportgen.text.numbers import CONVERTIBLE, is_other, measure

if TYPE_CHECKING:
    from reportgen.report.quantity import Quantity

C18 = Code(
    "C18",
    "正文里的单位与数的单位不符，或写法不规范",
    "罚款【罚款金额】亿元，单位是万元；拆除【面积】平米",
    "罚款【罚款金额】万元；拆除【面积】平方米",
)

C36 = Code(
    "C36",
    "算式里两个数的单位不同，已换算成一样的再算",
    "【财政总收入 / 村集体总收入】，一个是亿元，一个是万元",
    "【财政总收入|万元】÷……，或核对后在字典里关掉 C36",
)

_LOOSE = (
    ("平米", "平方米"),
    ("平方公尺", "平方米"),
    ("％", "%"),
    ("公里里", "公里"),
    ("人民币元", "元"),
    ("KM", "公里"),
    ("m²", "平方米"),
    ("㎡", "平方米"),
)
"""Units as they are said, and as they are written (GB 3100, GB/T 15835)."""
_NUMBER_BEFORE = regex(r"(?:[\d.]|\ue0f0)(?:余|多)?万?$")
_SIGNS = ("%", "％", "百分")
_SIGNS_AHEAD = ("（%）", "(%)", "（％）", "（单位：%）")
_RATIOS = frozenset(("%", "‰", "倍"))
_DIVISOR = regex(r"/\s*\(?\s*(\d+(?:\.\d+)?)")
_WITH_UNIT = frozenset(("增加", "同比", "增长", "百分点", "比上年", "前移", "倍", "翻番"))


def units(subject: Subject) -> Iterator[Problem]:
    """C18: the unit typed after a figure is another than the figure's (亿元 for 万元: an error), loose (平米, ％), lacks its
    元, or stands twice.

    Why: 81.25万元 printed as 81.25亿元 is wrong by a factor of ten thousand.
    Example: ``罚款【罚款金额】亿元`` where the field's unit is 万元.
    """
    text = "\n".join(passage.masked for passage in subject.passages)
    there = [each for each in _LOOSE if each[0] in text]
    for passage in subject.passages:
        for loose, right in there:
            at = passage.masked.find(loose)
            if at >= 0 and _NUMBER_BEFORE.search(passage.masked[:at]):
                yield from tell(
                    C18,
                    passage,
                    at,
                    say("“{typed}”应写成“{right_unit}”", typed=loose, right_unit=right),
                    say("改成“{right_unit}”", right_unit=right),
                )
        for reference in passage.references:
            if (rate := _per_cent(reference)) is not None:
                yield from _of_rate(subject, passage, reference, rate)
            elif reference.datum is not None:
                yield from _typed(passage, reference, reference.datum)
            elif (value := _worked_out(reference.value)) is not None:
                yield from _of_result(passage, reference, value)


def mixed_units(subject: Subject) -> Iterator[Problem]:
    """C36: an expression takes two figures of different units together; they were converted before.

    Why: 亿元 / 万元 was worked out as it stands for years, and whoever wrote the expression may have multiplied by 10000 already.
    Example: ``【财政总收入 / 村级集体经济总收入|小数(4)】`` of 亿元 and 万元
    """
    for passage in subject.passages:
        for reference in passage.references:
            value = _worked_out(reference.value)
            if value is not None and value.converted:
                one, other = value.converted
                said = passage.said[reference.first : reference.last]
                message = say("算式里一个数的单位是“{one}”，一个是“{other}”，已换算成一样的再算，得 {said}", one=one, other=other, said=said)
                yield from tell(C36, passage, reference.start, message, say("请核对算出来的数；算式里不要再乘、再除一次"))


def _per_cent(reference: Reference) -> Quantity | None:
    """The per cent that filters print of a figure, without its sign: 【出口|增速】, 【甲|占(乙)|小数(2)】."""
    if reference.filters != ("增速",) and (reference.filters[:1] not in (("增速",), ("占",)) or reference.filters[-1:] != ("小数",)):
        return None
    from reportgen.report.figure_filters import SaidFigure  # here: where such a filter was used, it is read already

    return reference.value.exact if isinstance(reference.value, SaidFigure) else _worked_out(reference.value)


def _of_rate(subject: Subject, passage: Passage, reference: Reference, value: Quantity) -> Iterator[Problem]:
    """Behind a bare per cent its sign has to be typed, unless another one follows that has it (3.2、4.1%), or it was said ahead."""
    after = passage.masked[reference.end :]
    if after[:1] in ("。", "；", "，", "") and "|" in reference.inner:
        if _is_said_ahead(subject, passage, passage.masked[: reference.start]):
            return
        message = say("“{figure}”印的是百分之几，不带“%”，后面也没有写", figure=passage.said[reference.first : reference.last])
        yield from tell(C18, passage, reference.end, message, say("在后面补上“%”"), about=reference.datum)
    else:
        yield from _of_result(passage, reference, value)


def _is_said_ahead(subject: Subject, passage: Passage, before: str) -> bool:
    """Whether the per cent is said before its number: 增幅（%）分别为3.2、4.1, 百分之3.2, or above the column or before the row of a table."""
    if before.endswith("百分之") or any(sign in before for sign in _SIGNS_AHEAD):
        return True
    here, place = passage.sentence.address, passage.sentence.address.cell
    if place is None:
        return False
    around = (None, (-1, place[1]), (place[0], 0), (place[0], 1))
    table = (other for other in subject.passages if other.sentence.address.block == here.block)
    return any(other.sentence.address.cell in around and any(sign in other.said for sign in _SIGNS) for other in table)


def _worked_out(value: Any) -> Quantity | None:
    """What an expression gave, with its unit; None for a figure of the data, and for words."""
    return value.quantity if isinstance(value, Calculable) and not isinstance(value, Datum) else None


def _of_result(passage: Passage, reference: Reference, value: Quantity) -> Iterator[Problem]:
    """The unit that is typed after what an expression gives."""
    typed = unit_at(passage.masked, reference.end)
    if not value.unit or value.unit.startswith("/") or not typed or value.is_said_in(typed):
        return
    if typed in _RATIOS and any(_not_ten(found[1]) for found in _DIVISOR.finditer(reference.inner)):
        return  # 税收 / 1200 * 100: the number that was typed is of the same unit, and nobody can say so in an expression
    message = say("算式算出来的单位是“{unit}”，正文写成了“{typed}”", unit=value.unit, typed=typed)
    hint = say("改成“{unit}”", unit=value.unit)
    try:
        said = replace(value, inexact=False).to(typed) if typed in CONVERTIBLE else None
    except NoFigure as error:
        said, hint = None, error.hint or hint
        if error.mend is not None:
            hint = say("写成【{mended}】", mended=error.mend(reference.inner))
    mended = unit_first(typed, reference.inner)
    if said is not None and "·" in value.unit:
        hint = say("写成【{mended}】", mended=mended)
    elif said is not None:
        hint = say("改成“{unit}”，或写成【{mended}】", unit=value.unit.partition("/")[0], mended=mended)
    yield from tell(C18, passage, reference.end, message, hint, Grade.ERROR)


def _not_ten(digits: str) -> bool:
    """Whether a number is more than a shift of the point."""
    return bool(digits.replace(".", "").strip("0") not in ("", "1"))


def _typed(passage: Passage, reference: Reference, datum: Datum) -> Iterator[Problem]:
    after = passage.masked[reference.end :]
    if set(reference.filters) & _WITH_UNIT:
        yield from _twice(passage, reference, datum, after)
        return
    if reference.filters and not set(reference.filters) <= PRINTS_ITS_FIGURE:
        return
    unit = next((name for name in reversed(reference.filters) if name in CONVERTIBLE), datum.field.unit)
    typed = unit_at(after.lstrip("余多"), 0)
    if unit in ("亿元", "亿美元", "万元", "万美元") and not typed and after[:1] == unit[0]:
        message = say(
            "“{figure}”的单位是“{unit}”，正文只写了“{typed}”", figure=datum.label, unit=unit, typed=unit[0]
        )
        yield from tell(C18, passage, reference.end, message, say("改成“{unit}”", unit=unit), about=datum)
    elif typed and typed != unit and _differs(typed, unit, datum):
        message = say(
            "“{figure}”的单位是“{unit}”，正文写成了“{typed}”", figure=datum.label, unit=unit, typed=typed
        )
        hint = say("改成“{unit}”；要按{typed}写，就用【{figure}|{typed}】", unit=unit, typed=typed, figure=datum.path[-1])
        if measure(typed) != measure(unit) or typed not in CONVERTIBLE:
            hint = say("改成“{unit}”", unit=unit)
        yield from tell(C18, passage, reference.end, message, hint, Grade.ERROR, datum)


_ENTITIES = (frozenset("户"), frozenset("人名位"), frozenset(("人次",)), frozenset(("家次", "户次")))
"""Words of measure that count another thing than any other word does."""


def _differs(typed: str, unit: str, datum: Datum) -> bool:
    """Whether a typed unit is another measure or size, or counts other things: 人 for 户.  What belongs to C13 is left to it."""
    if not unit or datum.field.kind in ("增速", "百分点", RANK, "年份"):
        return False
    if typed in CURRENCIES:
        return typed != unit
    from reportgen.text.compound_units import (  # here: few figures have another unit typed behind them
        is_compound,
        typed_sizes,
    )

    if is_compound(unit):
        return 1 not in typed_sizes(unit, typed)
    if is_other(typed, unit):
        return True
    one, other = typed.lstrip("万亿"), unit.lstrip("万亿")
    kinds = [next((kind for kind in _ENTITIES if word in kind), frozenset()) for word in (one, other)]
    return not measure(unit) and kinds[0] != kinds[1]


def _twice(passage: Passage, reference: Reference, datum: Datum, after: str) -> Iterator[Problem]:
    last = reference.filters[-1]
    again = {"增加": datum.field.unit, "比上年": datum.field.unit, "百分点": "个百分点", "前移": "位", "倍": "倍", "翻番": "番"}.get(last, "%")
    if again and after.startswith(again):
        message = say("“{unit}”会印两遍：【{figure}|{filter}】自己带着它", unit=again, figure=datum.path[-1], filter=last)
        yield from tell(C18, passage, reference.end, message, say("删去后面的“{unit}”", unit=again), about=datum)
