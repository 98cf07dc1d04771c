"""What a row of a form shows of a field, and what is known of it → whether the row may be taken for the field that its hidden
anchor names.

Knows no file.  Whoever fills in a form sees name, unit and last year's value, never the anchor: where columns were sorted
without the hidden one, or a row was copied over another, the figure belongs to what is seen.  So all three must agree, and so must
a unit that is written above or below for all rows, or the row is asked about.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from reportgen.forms.read import SeenRow
from reportgen.forms.shape import heading
from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Problem
from reportgen.report.data import ABSENT, GAP, REDACTED, Datum
from reportgen.report.dictionary import Field, Path
from reportgen.report.load import Report
from reportgen.text.numbers import is_other_scale, read_figure

X23 = Code(
    "X23",
    "这一行看到的名称、单位或上年数与隐藏的编号不符，没有导入",
    "只排了看得见的几列，编号没有跟着走",
    "重新导出一张再填；排序时选中整行",
)

_NOTHINGS = ("", "—", "无", "-", "－", "/")


def disagreement(row: SeenRow, made: Field, report: Report) -> Problem | None:
    """What speaks against the row (X23); None where everything agrees."""
    if row.hidden:
        message = say("编号是“{label}”的这一行，在表里是隐藏的，没有导入", label=made.label)
        return Problem(X23, message, Grade.WARNING, row.place, say("取消隐藏，核对以后再导入一次"), made.department)
    found = next(_against(row, made, report), None)
    if found is None:
        return None
    hint = say("请核对这个数是谁的；排序要选中整行，单位不要改。改好，或重新导出一张填好，再导入一次")
    message = say("编号是“{label}”的这一行，{against}，没有导入", label=made.label, against=found)
    return Problem(X23, message, Grade.WARNING, row.place, hint, made.department)


def _against(row: SeenRow, made: Field, report: Report) -> Iterator[Message]:
    if row.name is None or heading(row.name) not in (heading(made.label), heading(made.asked_as)):
        yield say("指标名称写的是“{seen}”", seen=row.name or "")
    if row.unit is None or _unit(row.unit) != _unit(made.unit):
        yield say("单位写的是“{seen}”，应当是“{unit}”", seen=row.unit or "", unit=made.unit)
    for stated in row.stated:
        if is_other_scale(stated, made.unit):
            yield say("表上另写着“单位：{seen}”，这一项的单位是“{unit}”，分不清填的是哪一种", seen=stated, unit=made.unit)
    last = report.last
    if last is not None and not _agrees(row.last, last.data.get(row.path)) and not _is_revised(row.last, report, row.path):
        known = _known(last.data.get(row.path))
        yield say("上年数写的是“{seen}”，应当是“{known}”", seen=row.last[0] if row.last else "", known=known)


def _is_revised(seen: tuple[str, ...] | None, report: Report, path: Path) -> bool:
    """Whether one of the texts is last year's value as this year's input says that it was revised, which a form shows first."""
    datum = report.data.get(path)
    revised = datum.revised if datum is not None else None
    if revised is None:
        return False
    figures = (read_figure(each.strip()) for each in seen or ())
    return any(figure is not None and figure.value == revised.value for figure in figures)


def _unit(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).strip("()（）").split())


def _known(datum: Datum | None) -> str:
    """Last year's value as the form that went out showed it."""
    if datum is None or datum.state == GAP:
        return ""
    return {ABSENT: "—", REDACTED: "*"}.get(datum.state, datum.whole)


def _agrees(seen: tuple[str, ...] | None, datum: Datum | None) -> bool:
    """Whether one of the texts says what is known: the same number, or the same words."""
    known = _known(datum)
    if seen is None:
        return False
    if known in _NOTHINGS:
        return any(each.strip() in _NOTHINGS for each in seen)
    number = datum.number if datum is not None and datum.figure is not None else None
    return any(heading(each) == heading(known) if number is None else _is(each, number, known) for each in seen)


def _is(text: str, number: Decimal, known: str) -> bool:
    """Whether a text is the number, to the fifteen digits that a table program keeps."""
    figure = read_figure(text)
    return text == known or (
        figure is not None and format(float(figure.value), ".15g") == format(float(number), ".15g")
    )
