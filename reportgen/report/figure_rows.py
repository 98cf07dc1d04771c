"""A figure of the data → its row in a table, by the names of the columns: target, how much of it is reached, growth, rank.

Knows no table and no template.  The growth comes from the same place as that of the sentences, so table and text cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportgen.provenance import Stretch, Text, Traced
from reportgen.report.calculable import NoFigure
from reportgen.report.data import ABSENT, GAP, REDACTED, Datum
from reportgen.report.dictionary import Path
from reportgen.report.figure_filters import places_moved, points_of, rank, rate
from reportgen.report.model.grammar import CALIBRE, COMMENT, NUMBER, RANK, TARGET, UNIT
from reportgen.report.prose import origin
from reportgen.report.targets import Target, reached, target_of
from reportgen.text.numbers import written

NOTHING = "—"
"""Stands in a cell for which there is no figure."""

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
