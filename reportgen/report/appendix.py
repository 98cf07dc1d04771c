"""A year's data → the rows of the table of main figures, and the figures of the chart of two years.

Knows no Word file.  The dictionary says which figures belong there (``附表: 是``); what is printed is the same datum that
the sentences print, and its growth comes from the same place as theirs, so table, chart and text cannot disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem, TextPlace
from reportgen.provenance import Stretch, Text, Traced
from reportgen.report.data import ABSENT, GAP, REDACTED, Datum
from reportgen.report.dictionary import Field, Path
from reportgen.report.filters import places_moved, points_of, rank, rate
from reportgen.report.model.grammar import (
    ANNEXES,
    CALIBRE,
    CHART,
    COMMENT,
    NAME,
    NUMBER,
    RANK,
    ROWS,
    TABLE,
    TABLE_NOTE,
    TARGET,
    UNIT,
    VALUE,
)
from reportgen.report.prose import origin
from reportgen.report.quantity import NoFigure
from reportgen.report.targets import Target, reached, target_of
from reportgen.text.numbers import written

F30 = Code("F30", "版式要附表，没有标明列入附表的指标", "版式: {附表: 有}", "在 fields.yaml 里给指标加上 附表: 是")
F31 = Code("F31", "版式要图表，没有两年都有数的指标", "版式: {图表: 有}", "补上上年的输入，或写 图表: 无")

NOTHING = "—"
_MOST_NAMED = 5
"""Stands in a cell for which there is no figure."""
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
    leaves = by_leaf(data)
    rows = [figure_row(number, datum, data, leaves) for number, datum in enumerate(listed, 1)] if layout[_TABLE] == "有" else []
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


Leaves = Mapping[str, Sequence[Datum]]


def by_leaf(data: Mapping[Path, Datum]) -> Leaves:
    """The data by the last step of their paths."""
    found: dict[str, list[Datum]] = {}
    for path, datum in data.items():
        found.setdefault(path[-1], []).append(datum)
    return found


def figure_row(number: int, datum: Datum, data: Mapping[Path, Datum], leaves: Leaves) -> dict[str, Any]:
    """What there is to say of a figure in a row of a table, by the names of the columns."""
    target = target_of(datum, data)
    return {
        NUMBER: number,
        "指标": datum.label,
        UNIT: datum.field.unit or NOTHING,
        TARGET: _target(target) or NOTHING,
        "完成": _printed(datum),
        "完成率": _share(datum, target),
        "同比": _growth(datum),
        "位次": _rank(datum, data, leaves),
        COMMENT: "；".join(_remarks(datum)),
    }


def _remarks(datum: Datum) -> Iterator[str]:
    """What is noted beside the figure, and the 口径 of its growth where that has one of its own."""
    yield from (datum.notes[name] for name in (CALIBRE, COMMENT) if datum.notes.get(name))
    if datum.rate is not None and datum.rate.notes.get(CALIBRE):
        yield f"同比按{datum.rate.notes[CALIBRE]}"


def _printed(datum: Datum) -> Any:
    """The figure as the sentences print it, with 以上 where that was typed; a draft's gap with its mark; — for what there is not."""
    names = (origin(datum.path),)
    if datum.state == ABSENT:
        return NOTHING
    if datum.state == GAP:
        return Text([Stretch(f"【待补：{datum.label}】", names, GAP)])
    return Traced(datum.whole, names)


def _target(target: Target | None) -> Any:
    """Noted beside the figure (``目标``), or a figure of its own beside it (引进外资目标)."""
    return Traced(target.text, tuple(map(origin, target.paths))) if target is not None else None


def _share(datum: Datum, target: Target | None) -> Any:
    """How much of the target has been reached, in per cent with one decimal."""
    if target is None or datum.state == GAP:
        return NOTHING
    if datum.state == REDACTED or target.text == "*":
        return "*"
    found = reached(datum, target)
    return NOTHING if found is None else Traced(written(found), tuple(dict.fromkeys(map(origin, (datum.path, *target.paths)))))


def _growth(datum: Datum) -> Any:
    """The growth that the sentences print, with its sign; a share's change in 百分点."""
    names = (origin(datum.path), *((origin(datum.rate.path),) if datum.rate is not None else ()))
    try:
        if datum.field.kind == "比率":
            change = points_of(datum)
            unit = "个千分点" if datum.field.unit == "‰" else "个百分点"
            return Traced(f"{'*' if change is None else written(change)}{unit}", names)
        if datum.field.kind == RANK:
            return Traced(places_moved(datum), names)
        found = rate(datum)
    except NoFigure:
        return NOTHING
    if found.value is None:
        return Traced("*", names)
    return Traced(f"{found.about}{written(found.value)}{found.after}", names)


def _rank(datum: Datum, data: Mapping[Path, Datum], leaves: Leaves) -> Any:
    """Noted beside the figure (``名次``), or a figure of its own beside it (技术交易额全市名次)."""
    noted = datum.notes.get(RANK, "")
    if noted:
        return Traced(rank(noted) if noted.isdecimal() else noted, (origin(datum.path),))
    for name in ("全市名次", RANK):
        beside = data.get((*datum.path[:-1], datum.path[-1] + name)) or _only(leaves, datum.path[-1] + name)
        if beside is not None and beside.text:
            return Traced(_ranked(beside), (origin(beside.path),))
    return NOTHING


def _ranked(datum: Datum) -> str:
    """第二 for 2; what is no number (前三) as it is written, since its own check has told it already."""
    try:
        return rank(datum)
    except NoFigure:
        return datum.text


def _only(leaves: Leaves, leaf: str) -> Datum | None:
    found = leaves.get(leaf, ())
    return found[0] if len(found) == 1 else None


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
        UNIT: unit or NOTHING,
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
