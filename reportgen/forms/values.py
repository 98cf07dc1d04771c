"""A cell's text and its field → what the input should say, and what was made of it on the way.

Knows neither file.  Empty is “not reported” and never comes here; 0 is a figure; “—” is 无.  Full-width digits, groups of
three and the field's own unit are read; another unit of the same kind is converted and told; what cannot be read is told
and left alone.
"""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.facts import Field
from reportgen.facts.fields import NUMERIC
from reportgen.figures import Figure, convert, read_figure, written
from reportgen.problem import CellPlace, Grade, Problem
from reportgen.records import frozen

NOTHING = "无"
_NOTHINGS = frozenset("— —— ― – － - -- / ／ 无 本年无 本年没有 没有".split())
_ITEMS = re.compile(r"[、，,；;\n]+")
_SAME = {"％": "%", "平米": "平方米", "个百分点": "百分点", "百分点": "百分点"}


@frozen
class Meant:
    """What is meant: text for the input (a tuple for a list; None where it could not be read), and a remark on it."""

    value: str | tuple[str, ...] | None
    problem: Problem | None = None


def meant(text: str, made: Field, place: CellPlace) -> Meant:
    """Reads a cell for a field."""
    if text in _NOTHINGS:
        return Meant(NOTHING)
    if text == "*" or made.kind == "名称":
        return Meant(text)
    if made.kind == "名单":
        return Meant(tuple(item.strip() for item in _ITEMS.split(text) if item.strip()))
    if made.kind not in NUMERIC:
        return Meant(text)
    figure = read_figure(text)
    if figure is None:
        hint = f"请填数{f'（单位：{made.unit}）' if made.unit else ''}；还没有就留空，本年没有就填“—”"
        return Meant(
            None,
            Problem(
                "X14", f"“{made.label}”填的是“{text}”，不是数，没有导入", Grade.WARNING, place, hint, made.department
            ),
        )
    return _figure(text, figure, made, place)


def _figure(text: str, figure: Figure, made: Field, place: CellPlace) -> Meant:
    unit = _SAME.get(figure.unit, figure.unit)
    own = _SAME.get(made.unit, made.unit)
    if unit and unit != own:
        return _other_unit(text, figure, unit, made, place)
    if figure.approximate or figure.upper is not None:
        return Meant(text)
    if figure.text == text:
        return Meant(text)
    return _read_as(text, figure, made, place)


def _read_as(text: str, figure: Figure, made: Field, place: CellPlace) -> Meant:
    """What was written in another way, and how it was read."""
    unit = f"，单位“{made.unit}”" if made.unit else ""
    told = Problem("X17", f"“{text}”已读作 {figure.text}{unit}", Grade.NOTE, place, "请核对", made.department)
    return Meant(figure.text, told)


def _other_unit(text: str, figure: Figure, unit: str, made: Field, place: CellPlace) -> Meant:
    """Another unit of the same kind is converted; 亿 alone is of the field's own kind (亿元)."""
    base = made.unit.lstrip("百千万亿")
    for candidate in (unit, unit + base):
        if candidate == made.unit and not figure.approximate and figure.upper is None:
            return _read_as(text, figure, made, place)
        value = _converted(figure, candidate, made.unit)
        if value is not None:
            message = f"“{text}”已换算成 {written(value)}{made.unit}"
            return Meant(written(value), Problem("X15", message, Grade.WARNING, place, "请核对单位", made.department))
    message = f"“{made.label}”的单位是“{made.unit or '（无）'}”，填的是“{text}”，没有导入"
    return Meant(
        None,
        Problem("X16", message, Grade.WARNING, place, f"请换算成{made.unit or '不带单位的数'}再填", made.department),
    )


def _converted(figure: Figure, unit: str, target: str) -> Decimal | None:
    if figure.approximate or figure.upper is not None:
        return None
    try:
        return convert(figure.value, unit, target)
    except ValueError:
        return None
