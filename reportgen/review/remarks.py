"""A datum, a sentence → what the marked copy says of it.

Knows no Word file.  The words are those of a checking table in an office: who reported it, from which sheet, under which
calibre, up to when, what it was last year.
"""

from __future__ import annotations

from decimal import Decimal

from reportgen.report.data import ABSENT, DERIVED, GAP, REDACTED, Datum, NoFigure
from reportgen.text.numbers import growth, rounded, written

CHECKED, OPEN, DOUBTED, MISSING, HIDDEN = "已核对", "未核对", "有出入", "待补", "脱敏"
STATES: dict[str, str] = {CHECKED: "D5E8D4", OPEN: "FFF2CC", DOUBTED: "F8CBAD", MISSING: "F4B6B6", HIDDEN: "D9D9D9"}
"""State of a figure → the colour behind it (RRGGBB): green, yellow, orange, red, grey."""
_DOUBTS = ("有出入", "未找到")
_MOVING = ("金额", "数量", "计数", "比率", "名次")
"""Kinds of figures of which it means something to say how they moved."""


def state(datum: Datum) -> str:
    """The state in which a figure is shown."""
    if datum.state in (GAP, ABSENT):
        return MISSING if datum.state == GAP else CHECKED
    if datum.state == REDACTED:
        return HIDDEN
    noted = datum.notes.get("状态", "")
    return DOUBTED if noted in _DOUBTS else CHECKED if noted == CHECKED else OPEN


def value(datum: Datum) -> str:
    """The figure with its unit."""
    return f"{datum.text}{datum.field.unit}" if datum.text else {GAP: "待补", ABSENT: "无"}.get(datum.state, "")


def last_year(datum: Datum) -> str:
    """Last year's figure, and the revised one where there is one; empty where there is none."""
    reported = value(datum.last) if datum.last is not None and datum.last.text else ""
    revised = datum.notes.get("上年修订", "")
    return f"{reported}（修订为 {revised}{datum.field.unit}）" if reported and revised else reported or revised


def movement(datum: Datum) -> str:
    """Growth over last year, or the change in 百分点 of a share; what the input states comes first; empty for none."""
    stated = datum.rate
    if stated is not None and stated.text and stated.is_number:
        points = stated.field.kind == "百分点"
        signed = -stated.number if stated.field.falling else stated.number
        return _points(signed) if points else _per_cent(signed)
    if datum.field.kind not in _MOVING:
        return ""
    try:
        this, base = datum.number, datum.base
    except NoFigure:
        return ""
    if datum.field.kind in ("比率", "名次"):
        return _points(this - base) if datum.field.kind == "比率" else _places(base - this)
    rate = growth(this, base)
    return _per_cent(rounded(rate, 1)) if rate is not None else ""


def _per_cent(rate: Decimal) -> str:
    return f"{'增长' if rate > 0 else '下降'}{written(abs(rate))}%" if rate else "持平"


def _places(change: Decimal) -> str:
    return f"{'前进' if change > 0 else '后退'}{written(abs(change))}位" if change else "持平"


def _points(change: Decimal) -> str:
    return f"{'提高' if change > 0 else '降低'}{written(abs(change))}个百分点" if change else "持平"


def source(datum: Datum) -> str:
    """Where it comes from, as noted; what was worked out says so."""
    return datum.notes.get("来源", "") or ("由两年的数推算" if datum.state == DERIVED else "")


def remark(datum: Datum) -> str:
    """What the comment at a figure says, a line a matter."""
    made = datum.field
    unit = f"（{made.unit}）" if made.unit else ""
    noted = [f"{name}：{datum.notes[name]}" for name in ("口径", "截至", "依据", "填报人", "备注") if datum.notes.get(name)]
    lines = [
        f"{datum.label}{unit}　{made.department or '未定科室'}",
        f"状态：{state(datum)}",
        f"来源：{source(datum) or '没有注明'}",
        *noted,
        f"上年：{last_year(datum)}" if last_year(datum) else "",
        f"比上年：{movement(datum)}" if movement(datum) else "",
        f"输入：{datum.place.file} 第{datum.place.line}行",
    ]
    return "\n".join(line for line in lines if line)
