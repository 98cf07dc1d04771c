"""A figure as it was typed, wherever it was typed (the value, 上年修订, 目标, limits, last year's file) → the figure in its field's
unit, and what is wrong with it.

Knows no file layout.  All of them go through this one door, so that no place takes 万元 for 亿元, or guesses at what it cannot read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Problem, TextPlace
from reportgen.regex import regex
from reportgen.report.dictionary import Field
from reportgen.report.model.grammar import CALIBRE, TARGET, VALUE
from reportgen.text.numbers import Figure, read_figure, usual_unit, written
from reportgen.value_object import ValueObject

F04 = Code("F04", "应当是数或单个值，填的不是", "企业: 很多", "企业: 8；还没有就留空，本年没有就写“无”")
F06 = Code("F06", "填的、注的单位与指标的单位不是一回事", "出口: 12.5吨（单位是亿元）", "出口: 12.5")
F07 = Code("F07", "数的写法已按规范读取（千分位、全角、带单位）", "企业: 1,234", "企业: 1234")

_ANNOTATED = regex(r"(?P<unit>[^（(]*)[（(](?P<note>[^（()）]+)[)）]")
_NO_FIGURES = frozenset(("", "*", "无", "~", "null"))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TypedFigure(ValueObject):
    """What was typed: the text, for which field, in which slot, where, the 单位 noted beside it; ``known`` tells whether the
    dictionary has the field."""

    text: str
    field: Field
    place: TextPlace
    slot: str = VALUE
    noted: str = ""
    known: bool = True

    @property
    def whose(self) -> Message:
        """“出口”, “出口”的上年修订."""
        label = self.field.label
        return (
            say("“{label}”", label=label)
            if self.slot == VALUE
            else say("“{label}”的{slot}", label=label, slot=self.slot)
        )


def read(typed: TypedFigure, problems: list[Problem]) -> Figure | None:
    """The figure in the unit of its field; None where there is none, or none that could be calculated with."""
    figure = read_figure(typed.text)
    if typed.slot != VALUE and typed.text.strip() in _NO_FIGURES:
        return None
    if figure is None or (typed.slot != VALUE and figure.upper is not None):
        problems.extend(_unread(typed, figure))
        return None
    unit = _unit(figure, typed)
    if unit == usual_unit(typed.field.unit):
        problems.extend(_read_as(typed, figure))
        return figure
    told = Figure(figure.text, figure.value, unit, figure.approximate, figure.upper)
    converted = told.in_unit(typed.field.unit)
    problems.append(_other_unit(typed, told, converted))
    return converted or (figure if typed.slot == VALUE else None)


def _unit(figure: Figure, typed: TypedFigure) -> str:
    """The unit that was meant: typed with the figure, else noted beside it, else the field's."""
    unit = figure.unit
    own = usual_unit(typed.field.unit)
    if not unit or _is_short(unit, own):
        noted = usual_unit(typed.noted.strip())
        return own if not noted or _is_short(noted, own) else noted
    return usual_unit(unit)


def _is_short(unit: str, whole: str) -> bool:
    """万 for 万元, 亿 for 亿元: the unit is the field's, its last word left out."""
    return unit in ("万", "亿", "万亿") and whole.startswith(unit) and whole != unit


def _unread(typed: TypedFigure, figure: Figure | None) -> Iterator[Problem]:
    if not typed.known:
        return
    if figure is not None:
        message = say("{whose}是一个范围（{figure_text}），不能用来计算", whose=typed.whose, figure_text=figure.text)
        hint = say("写一个数")
    else:
        message = say("{whose}应当是数，填的是“{typed_text}”", whose=typed.whose, typed_text=typed.text)
        hint = say("填数字；还没有就留空，本年没有就写“无”") if typed.slot == VALUE else say("写成数字，例如 12.30")
    grade = Grade.WARNING if typed.slot == TARGET else Grade.ERROR
    yield Problem(F04, message, grade, typed.place, hint, typed.field.department)


def _other_unit(typed: TypedFigure, figure: Figure, converted: Figure | None) -> Problem:
    own = typed.field.unit or say("（无）")
    beside = typed.noted and not read_unit(typed.text)
    message = say("{whose}的单位是“{unit}”，填的是“{typed_text}”", whose=typed.whose, unit=own, typed_text=typed.text)
    if beside:
        message = say(
            "{whose}的单位是“{unit}”，旁边注的单位是“{noted}”，填的是“{typed_text}”",
            whose=typed.whose, unit=own, noted=typed.noted, typed_text=typed.text,
        )  # fmt: skip
    noted = _annotated(typed, figure) if converted is None else None
    if noted is not None:
        message = say("{whose}的数后面带着括号，填的是“{typed_text}”", whose=typed.whose, typed_text=typed.text)
        hint = noted
    elif converted is None:
        hint = say("换算成{unit}再填", unit=typed.field.unit or say("不带单位的数"))
    else:
        hint = say("改成：{written}", written=written(converted.value))
        if beside:
            hint = say(
                "确是{noted}，就把数改成 {written}；本来就是{unit}，就改“单位”",
                noted=typed.noted,
                written=written(converted.value),
                unit=own,
            )
    return Problem(F06, message, place=typed.place, hint=hint, department=typed.field.department)


def _annotated(typed: TypedFigure, figure: Figure) -> Message | None:
    """How 320.50万元（现价） is to be typed; None where it is not the bracket that makes another unit of it."""
    found = _ANNOTATED.fullmatch(figure.unit)
    if found is None:
        return None
    unit = usual_unit(found["unit"]) or typed.field.unit
    plain = Figure(figure.text, figure.value, unit, figure.approximate, figure.upper).in_unit(typed.field.unit)
    if plain is None:
        return None
    if typed.slot != VALUE:
        return say("改成：{number}；括号里的话写在“{calibre}”里", number=plain.text, calibre=CALIBRE)
    return say("写成 {{{slot}: {number}, {calibre}: {note}}}", slot=VALUE, number=plain.text, calibre=CALIBRE, note=found["note"])


def read_unit(text: str) -> str:
    """The unit that was typed with a figure."""
    figure = read_figure(text)
    return figure.unit if figure is not None else ""


def _read_as(typed: TypedFigure, figure: Figure) -> Iterator[Problem]:
    if not figure.normalised:
        return
    unsaid = figure.unsaid
    hint = say("“{unsaid}”请写在正文里", unsaid=unsaid) if unsaid else say("请核对")
    own = typed.field.unit
    message = say("“{given}”已读作 {number}{unit}", given=typed.text, number=figure.text, unit=own)
    if typed.slot != VALUE:
        message = say("{whose}“{given}”已读作 {number}{unit}", whose=typed.whose, given=typed.text, number=figure.text, unit=own)
    yield Problem(F07, message, Grade.NOTE, typed.place, hint)
