"""A datum, a sentence → what the marked copy says of it.

Knows no Word file.  The words are those of a checking table in an office: who reported it, from which sheet, under which
calibre, up to when, what it was last year.
"""

from __future__ import annotations

from reportgen.report.calculable import NoFigure
from reportgen.report.data import ABSENT, DERIVED, GAP, REDACTED, Datum
from reportgen.report.figure_filters import grown, places_moved, points

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
    """The figure with its unit, and what was typed around them: 1850万元以上, 30000余户."""
    between = datum.unsaid[:1] if datum.unsaid[:1] in ("余", "多") else ""
    if not datum.text:
        return {GAP: "待补", ABSENT: "无"}.get(datum.state, "")
    return f"{datum.text}{between}{datum.field.unit}{datum.unsaid.removeprefix(between)}"


def last_year(datum: Datum) -> str:
    """Last year's figure, and the revised one where there is one; empty where there is none."""
    reported = value(datum.last) if datum.last is not None and datum.last.text else ""
    revised = f"{datum.revised.text}{datum.field.unit}" if datum.revised is not None else ""
    return f"{reported}（修订为 {revised}）" if reported and revised else reported or revised


def movement(datum: Datum) -> str:
    """Growth over last year, or the change in 百分点 of a share, in the words of the sentences; empty for none."""
    if datum.field.kind not in _MOVING or REDACTED in (datum.state, datum.last.state if datum.last else ""):
        return ""
    stated = datum.rate is not None and datum.rate.field.kind == "百分点"
    phrase = places_moved if datum.field.kind == "名次" else points if datum.field.kind == "比率" or stated else grown
    try:
        return phrase(datum)
    except NoFigure:
        return ""


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
