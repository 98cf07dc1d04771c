"""The data of two reports → for each figure this year's value, last year's, the difference, the growth.

Knows no prose.  Two years that follow each other are compared by the revised base where one is noted; a share differs by
百分点 and does not grow; a list tells what came and what went.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.report.calculable import NoFigure
from reportgen.report.data import ABSENT, GAP, Datum
from reportgen.report.dictionary import Field, Path
from reportgen.report.figure_filters import rate
from reportgen.report.load import Report
from reportgen.report.model.grammar import DEPARTMENT, NAMES, RANK, UNIT
from reportgen.text.numbers import growth_of, written

HEADS = ("指标", UNIT, DEPARTMENT, "本年", "上年", "增减", "同比")
"""The columns of a table of figures, in every form it is given."""
NUMBERS = range(3, 7)
"""Those of them that hold figures."""
_SHARES = ("比率", "增速", "百分点")
_NO_GROWTH = (*_SHARES, RANK, "年份")


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure in two years, as texts: values with 待补 and 无 as words, the difference and the growth with their signs
    (empty where there is nothing to calculate)."""

    path: Path
    label: str
    unit: str
    department: str
    later: str
    earlier: str
    change: str = ""
    rate: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands below ``HEADS``."""
        return (self.label, self.unit, self.department, self.later, self.earlier, self.change, self.rate)

    @property
    def same(self) -> bool:
        return self.later == self.earlier


def moved(earlier: Report, later: Report) -> tuple[Moved, ...]:
    """All data of both years in the order of the dictionary, then of the inputs; names of places are left out."""
    known = [path for path in later.dictionary.fields if path in later.data or path in earlier.data]
    paths = dict.fromkeys((*known, *later.data, *earlier.data))
    following = later.year == earlier.year + 1
    return tuple(_moved(path, earlier, later, following) for path in paths if path[0] != NAMES)


def _moved(path: Path, earlier: Report, later: Report, following: bool) -> Moved:
    now, then = later.data.get(path), earlier.data.get(path)
    made = _field(now, then)
    base = _number(then)
    before = _text(then)
    revised = now.revised if now is not None and following else None
    if revised is not None:
        base, before = revised.value, f"{before}（修订 {revised.text}）"
    said = Moved(path, made.label, made.unit, made.department, _text(now), before)
    if made.kind == "名单":
        return _with(said, "；".join(_came_and_went(now, then)), "")
    value = _number(now)
    if value is None or base is None:
        return said
    share = made.kind in _SHARES
    point = "个千分点" if made.unit == "‰" else "个百分点"
    about = "约" if (now and now.about) or (then and then.about) else ""
    change = f"{about}{signed(value - base)}{point if share else ''}"
    return _with(said, change, _rate(now, value, base, following) if made.kind not in _NO_GROWTH else "")


def _rate(now: Datum | None, value: Decimal, base: Decimal, following: bool) -> str:
    """The growth that the later report itself prints, where it compares with this very year; else what the two figures make."""
    if now is not None and following:
        try:
            found = rate(now)
        except NoFigure:
            found = None
        if found is not None:
            return "*" if found.value is None else f"{found.about}{signed(found.value)}%{found.after}"
    places = now.rate.field.decimals if now is not None and now.rate is not None else 1
    grown = growth_of(value, base, 1 if places is None else places)
    return f"{signed(grown)}%" if grown is not None else ""


def _with(said: Moved, change: str, rate: str) -> Moved:
    return Moved(said.path, said.label, said.unit, said.department, said.later, said.earlier, change, rate)


def _field(now: Datum | None, then: Datum | None) -> Field:
    datum = now if now is not None else then
    assert datum is not None
    return datum.field


def _text(datum: Datum | None) -> str:
    if datum is None:
        return "（没有列）"
    return {GAP: "待补", ABSENT: "无"}.get(datum.state, datum.whole)


def _number(datum: Datum | None) -> Decimal | None:
    return datum.number if datum is not None and datum.is_number else None


def _came_and_went(now: Datum | None, then: Datum | None) -> Iterator[str]:
    here, there = (datum.items if datum is not None else () for datum in (now, then))
    came, went = [item for item in here if item not in there], [item for item in there if item not in here]
    if came:
        yield f"增 {'、'.join(came)}"
    if went:
        yield f"减 {'、'.join(went)}"


def signed(value: Decimal) -> str:
    """A difference with its sign; nothing is 0 without one."""
    text = written(value)
    return f"+{text}" if value > 0 else text
