"""Sentences → units typed after a figure that are another than the figure's own, not in the official form, or missing.

Knows the unit of each field and what is typed after its reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.report.checks.subject import Passage, Reference, Subject, tell
from reportgen.report.data import Datum
from reportgen.text.numbers import CONVERTIBLE, convert

C18 = Code(
    "C18",
    "正文里的单位与数的单位不符，或写法不规范",
    "罚款【罚款金额】亿元，单位是万元；拆除【面积】平米",
    "罚款【罚款金额】万元；拆除【面积】平方米",
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
_NUMBER_BEFORE = re.compile(r"(?:[\d.]|\ue0f0)(?:余|多)?万?$")
_WITH_UNIT = frozenset(("增加", "同比", "增长", "百分点"))
_TYPED = sorted((*CONVERTIBLE, "%"), key=len, reverse=True)


def units(subject: Subject) -> Iterator[Problem]:
    """C18: the unit typed after a figure is another than the figure's (亿元 for 万元: an error), loose (平米, ％), lacks its
    元, or stands twice.

    Why: 81.25万元 printed as 81.25亿元 is wrong by a factor of ten thousand.
    Example: ``罚款【罚款金额】亿元`` where the field's unit is 万元.
    """
    for passage in subject.passages:
        for loose, right in _LOOSE:
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
            if reference.datum is not None:
                yield from _typed(passage, reference, reference.datum)


def _typed(passage: Passage, reference: Reference, datum: Datum) -> Iterator[Problem]:
    after = passage.masked[reference.end :]
    unit = next((name for name in reversed(reference.filters) if name in CONVERTIBLE), datum.field.unit)
    if set(reference.filters) & _WITH_UNIT:
        yield from _twice(passage, reference, datum, after)
        return
    if reference.filters and unit == datum.field.unit:
        return
    typed = next((word for word in _TYPED if after.startswith(word)), "")
    if unit in ("亿元", "亿美元", "万元", "万美元") and not typed and after[:1] == unit[0]:
        message = say(
            "“{figure}”的单位是“{unit}”，正文只写了“{typed}”", figure=datum.label, unit=unit, typed=unit[0]
        )
        yield from tell(C18, passage, reference.end, message, say("改成“{unit}”", unit=unit), about=datum)
    elif typed and typed != unit and _same_kind(typed, unit):
        message = say(
            "“{figure}”的单位是“{unit}”，正文写成了“{typed}”", figure=datum.label, unit=unit, typed=typed
        )
        hint = say("改成“{unit}”；要按{typed}写，就用【{figure}|{typed}】", unit=unit, typed=typed, figure=datum.path[-1])
        yield from tell(C18, passage, reference.end, message, hint, Grade.ERROR, datum)


def _twice(passage: Passage, reference: Reference, datum: Datum, after: str) -> Iterator[Problem]:
    last = reference.filters[-1]
    again = {"增加": datum.field.unit, "百分点": "个百分点"}.get(last, "%")
    if again and after.startswith(again):
        message = say("“{unit}”会印两遍：【{figure}|{filter}】自己带着它", unit=again, figure=datum.path[-1], filter=last)
        yield from tell(C18, passage, reference.end, message, say("删去后面的“{unit}”", unit=again), about=datum)


def _same_kind(typed: str, unit: str) -> bool:
    """Whether two units measure the same by different sizes."""
    try:
        return convert(Decimal(1), typed, unit) != 1
    except ValueError:
        return False
