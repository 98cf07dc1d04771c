"""A year's data → the rows of the table of main figures, and the figures of the chart of two years.

Knows no Word file.  The dictionary says which figures belong there (``附表: 是``); what is printed is the same datum that
the sentences print, and its growth comes from the same place as theirs, so table, chart and text cannot disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem, TextPlace
from reportgen.report.calculable import NoFigure
from reportgen.report.data import ABSENT, Datum
from reportgen.report.dictionary import Field, Path
from reportgen.report.model.grammar import (
    ANNEXES,
    CHART,
    NAME,
    ROWS,
    TABLE,
    TABLE_NOTE,
    UNIT,
    VALUE,
)

F30 = Code("F30", "版式要附表，没有标明列入附表的指标", "版式: {附表: 有}", "在 fields.yaml 里给指标加上 附表: 是")
F31 = Code("F31", "版式要图表，没有两年都有数的指标", "版式: {图表: 有}", "补上上年的输入，或写 图表: 无")

_MOST_NAMED = 5
_TABLE, _CHART = TABLE, CHART
_NAMES = {_TABLE: "主要指标完成情况表", _CHART: "主要指标两年对比图"}
_NOTE = "完成率是完成数与年度目标之比；同比按上年数（有修订的按修订数）计算，口径不同的见备注；“—”表示没有这一项。"
_CHARACTER, _PADDING, _ROOM = 240, 140, 8844
"""Twips: a character of a table, the padding of a cell, the width of an upright page's text."""


def appendix(
    data: Mapping[Path, Datum], fields: Mapping[Path, Field], layout: Mapping[str, str], year: int, place: TextPlace
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """What the template is given: 附件 (which there are), 附表 (rows in the order of the dictionary's ``fields``), 图表数据;
    and why something that was asked for is not there."""
    known = [data[path] for path in fields if path in data]
    listed = [datum for datum in known if datum.field.listed and datum.state != ABSENT]
    rows = _rows(listed, data) if layout[_TABLE] == "有" and listed else []
    chart = _chart(listed, year) if layout[_CHART] == "有" else {}
    wanted = {_TABLE: rows, _CHART: chart}
    lacking = tuple(field.label for field in fields.values() if field.listed) if not listed else ()
    problems = tuple(_missing(name, place, lacking) for name, found in wanted.items() if layout[name] == "有" and not found)
    context = {
        ANNEXES: [{NAME: _NAMES[name], "类": name} for name, found in wanted.items() if found],
        TABLE: {ROWS: rows, "横排": _is_wide(rows), TABLE_NOTE: _NOTE},
        "图表数据": chart,
    }
    return context, problems


def _rows(listed: Sequence[Datum], data: Mapping[Path, Datum]) -> list[dict[str, Any]]:
    from reportgen.report.figure_rows import by_leaf, figure_row  # here: not every year lists figures

    leaves = by_leaf(data)
    return [figure_row(number, datum, data, leaves) for number, datum in enumerate(listed, 1)]


def _chart(listed: Sequence[Datum], year: int) -> dict[str, Any]:
    """Last year's and this year's figures side by side, of the unit that most figures have: bars of different units
    cannot be compared."""
    both = [(datum, base) for datum in listed if (base := _base(datum)) is not None]
    units = Counter(datum.field.unit for datum, _ in both)
    if not units:
        return {}
    unit = units.most_common(1)[0][0]
    chosen = [(datum, base) for datum, base in both if datum.field.unit == unit]
    return {
        UNIT: unit or "—",
        "类别": [datum.label for datum, _ in chosen],
        "系列": [
            {NAME: f"{year - 1}年", VALUE: [base for _, base in chosen]},
            {NAME: f"{year}年", VALUE: [datum.number for datum, _ in chosen]},
        ],
    }


def _base(datum: Datum) -> Decimal | None:
    """Last year's figure, where both years have one."""
    try:
        return datum.base if datum.number is not None else None
    except NoFigure:
        return None


def _is_wide(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether an upright page is too narrow for the longest contents; heads may take two lines."""
    if not rows:
        return False
    longest = [max(_width(str(row[name])) for row in rows) for name in rows[0]]
    return sum(max(size, 2 * _CHARACTER) + _PADDING for size in longest) > _ROOM


def _width(text: str) -> int:
    return sum(_CHARACTER // 2 if char.isascii() else _CHARACTER for char in text)


def _missing(name: str, place: TextPlace, lacking: tuple[str, ...]) -> Problem:
    """``lacking`` are the figures that the dictionary lists and the year does not have."""
    if name == _TABLE and lacking:
        names = tuple(say("“{figure}”", figure=label) for label in lacking[:_MOST_NAMED])
        hint = say("填上 {figures}；本年都没有，就把版式改成 附表: 无", figures=names)
        return Problem(F30, say("版式要附表，可是列入附表的指标本年数据里一个也没有"), Grade.WARNING, place, hint)
    if name == _TABLE:
        hint = say("在 fields.yaml 里给要列的指标加上 附表: 是")
        return Problem(F30, say("版式要附表，可是没有标明列入附表的指标"), Grade.WARNING, place, hint)
    hint = say("图表要两年都有数、单位相同的指标；或把版式改成 图表: 无")
    return Problem(F31, say("版式要图表，可是列入附表的指标没有两年都有数的"), Grade.WARNING, place, hint)
