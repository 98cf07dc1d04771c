"""Sentences → figures typed into the prose by hand although the data have them, and such as contradict the data.

Knows numbers with a unit after them and the words before them.  That a number is the same quantity as a field is
guessed from the name: most of the field's name must stand shortly before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.report.checks.subject import HOLE, Passage, Subject, tell
from reportgen.report.data import Datum
from reportgen.text.numbers import convert, read_figure, written

C14 = Code("C14", "数据里有的数，正文里又手打了一遍", "罚款金额81.25万元", "罚款金额【罚款金额】万元")
C15 = Code("C15", "正文里手打的数与数据不一致", "罚款金额96.4万元，数据里是 81.25", "核对后改成【罚款金额】万元")

_LITERAL = re.compile(r"(?<![\d.,])(?<!第)(\d[\d,]*(?:\.\d+)?)(?:余|多)?")
_STOPS = frozenset(f"，。；、：（）【】“”《》{HOLE}")
_LONGEST_UNIT = 4
_NEAR = 18
_PARTED = str.maketrans(dict.fromkeys(f"。；、：{HOLE}", "，"))
"""All that parts words becomes one sign."""
_BETWEEN = re.compile(
    r"(?:共|共计|总额|总量|总数|规模|已|就)?(?:达到|达|实现|完成|增至|升至|降至|为|是|至|突破|超过|超|约|近)?了?"
)


@dataclass(frozen=True, slots=True)
class Literal:
    """A number typed into a sentence: its span, value, what stands after it, and the words shortly before it."""

    passage: Passage
    start: int
    text: str
    value: Decimal
    tail: str
    before: str


def typed_again(subject: Subject) -> Iterator[Problem]:
    """C14: a figure of the data is typed into the prose by hand.

    Why: when the figure is corrected in the data, the sentence keeps the old one.
    Example: ``罚款81.25万元`` where the data have 罚款金额: 81.25
    """
    alike = _by_unit(subject)
    for literal in _literals(subject):
        for datum in alike(literal.tail):
            if _value_in(literal, datum) == datum.number and (_named(literal, datum) or _telling(literal)):
                message = say(
                    "“{typed}{unit}”是手打的，数据里有“{figure}”",
                    typed=literal.text,
                    unit=datum.field.unit,
                    figure=datum.label,
                )
                hint = say("改成【{figure}】{unit}，数改了正文会跟着改", figure=datum.path[-1], unit=datum.field.unit)
                grade = Grade.WARNING if _named(literal, datum) else Grade.NOTE
                yield from tell(C14, literal.passage, literal.start, message, hint, grade, datum)
                break


def contradictions(subject: Subject) -> Iterator[Problem]:
    """C15: a figure typed into the prose by hand is another than the data have for it.

    Why: the report contradicts its own table.
    Example: ``罚款金额96.4万元`` where the data have 罚款金额: 81.25
    """
    alike = _by_unit(subject)
    for literal in _literals(subject):
        for datum in alike(literal.tail):
            if _value_in(literal, datum) != datum.number and _says_name(literal, datum):
                message = say(
                    "正文手打“{typed}{unit}”，数据里“{figure}”是 {given}{unit}",
                    typed=literal.text,
                    unit=datum.field.unit,
                    figure=datum.label,
                    given=datum.text,
                )
                hint = say("核对哪个对；改成【{figure}】{unit} 就不会两样", figure=datum.path[-1], unit=datum.field.unit)
                yield from tell(C15, literal.passage, literal.start, message, hint, about=datum)


def _literals(subject: Subject) -> Iterator[Literal]:
    for passage in subject.passages:
        for found in _LITERAL.finditer(passage.masked):
            figure, tail = read_figure(found[1]), _tail(passage.masked, found.end())
            if figure is not None and not tail.startswith(("年", "月", "日", "号", "期", "届")):
                yield Literal(
                    passage, found.start(), found[1], figure.value, tail, _before(passage.masked, found.start())
                )


def _tail(text: str, start: int) -> str:
    """What may be the unit behind a number."""
    end = start
    while end < min(start + _LONGEST_UNIT, len(text)) and not (
        text[end].isdecimal() or text[end].isspace() or text[end] in _STOPS
    ):
        end += 1
    return text[start:end]


def _by_unit(subject: Subject) -> Callable[[str], list[Datum]]:
    """What stands behind a number → the data that have the unit with which it begins, or another of its kind, in their order."""
    numbers = [datum for datum in subject.numbers if datum.field.unit and datum.field.kind != "年份"]

    @cache
    def alike(tail: str) -> list[Datum]:
        return [datum for datum in numbers if tail.startswith(datum.field.unit) or _convertible(tail, datum.field.unit)]

    return alike


_MONEY = ("亿元", "万元", "万美元", "亿美元", "平方米", "万平方米", "公顷", "亩")


def _convertible(tail: str, unit: str) -> str:
    """The unit written after a literal where it is another unit of the datum's kind."""
    if unit not in _MONEY:
        return ""
    for other in sorted(_MONEY, key=len, reverse=True):
        if tail.startswith(other):
            try:
                convert(Decimal(1), other, unit)
            except ValueError:
                return ""
            return other
    return ""


def _value_in(literal: Literal, datum: Datum) -> Decimal:
    unit = datum.field.unit
    if literal.tail.startswith(unit):
        return literal.value
    return convert(literal.value, _convertible(literal.tail, unit), unit)


def _before(text: str, start: int) -> str:
    return text[max(0, start - _NEAR) : start].translate(_PARTED).rpartition("，")[2]


def _named(literal: Literal, datum: Datum) -> bool:
    """Whether at least half of the field's name, and two characters of it, stands shortly before."""
    before, name = literal.before, datum.path[-1]
    need = max(2, (len(name) + 1) // 2)
    return any(name[at : at + need] in before for at in range(len(name) - need + 1))


def _says_name(literal: Literal, datum: Datum) -> bool:
    """Whether the field's whole name stands right before, with no more than 达到, 为, 共 … between."""
    head, found, between = literal.before.rpartition(datum.path[-1])
    return bool(found) and _BETWEEN.fullmatch(between) is not None and not head.endswith(("其中", "上年"))


def _telling(literal: Literal) -> bool:
    """Whether the digits are so many that they hardly agree by chance."""
    return len(written(literal.value).replace(".", "").strip("0")) >= 4
