"""Tables in the text → totals that their rows do not make.

Knows only tables that the input writes cell by cell: a row of 合计 above or below all others, and the columns in which each of these
has one figure or none.  A column of rates, ranks or years is added up by nobody, and of rows that are parts of others (其中, 小计)
it cannot be told which are to be added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.message import say
from reportgen.problem import Code, Problem
from reportgen.regex import regex
from reportgen.report.checks.subject import Passage, Subject, tell
from reportgen.report.model.address import Address

if TYPE_CHECKING:
    from reportgen.report.checks.printed_figures import PrintedFigure

C62 = Code(
    "C62", "表里的合计与各行相加不符", "行: [[甲, 100], [乙, 200], [合计, 310]]", "核对合计和各行；合计可以写成算式，如【甲 + 100】，以后跟着数走",
)  # fmt: skip

_TOTAL = regex(r"^(?:[合总共]\s*计数?|总\s*数|累\s*计)[：:]?$")
_PART = regex(r"其中|小\s*计|[合总共]\s*计$|同期|^[#＃—－-]|^[　 ]*[男女]$")
_NOT_ADDED = regex("率|比[重例]|占比|[人户亩单]均|平均|同比|增[长幅速]|升降|名次|排名|位次|序号|年[份度]|时间|日期|单价|单位|[%％‰]")
_NOTHING = ("", "—", "－", "-", "–", "/", "／", "无", "0")
_LEAST = 2
"""So many rows are added up; of one row the total says nothing."""

_Row = Mapping[int, Passage]


def table_sums(subject: Subject) -> Iterator[Problem]:
    """C62: a row of 合计 in a table of the text whose figure is not the sum of the other rows.

    Why: a figure of the table follows the data, or was corrected, and the total was typed.
    Example: ``行: [[甲, 100], [乙, 200], [合计, 310]]``
    """
    tables: dict[Address, dict[int, dict[int, Passage]]] = {}
    for passage in subject.passages:
        place = passage.sentence.address.cell
        if place is not None:
            tables.setdefault(passage.sentence.address.block, {}).setdefault(place[0], {})[place[1]] = passage
    for rows in tables.values():
        yield from _judged(rows.pop(-1, {}), [rows[number] for number in sorted(rows)])


def _judged(head: _Row, rows: Sequence[_Row]) -> Iterator[Problem]:
    totals = [row for row in rows if _label(row)]
    if len(totals) != 1 or len(rows) <= _LEAST or totals[0] not in (rows[0], rows[-1]):
        return
    others = [row for row in rows if row is not totals[0]]
    if any(_PART.search(passage.said.strip()) for row in others for passage in list(row.values())[:2]):
        return
    label = _label(totals[0])
    for column, passage in totals[0].items():
        named = head[column].said if column in head else ""
        whole = _figure(passage)
        if passage is label or whole is None or _NOT_ADDED.search(named):
            continue
        yield from _added(passage, whole, [row.get(column) for row in others], named)


def _label(row: _Row) -> Passage | None:
    """The cell that says that a row is a total: the first that says anything, or the one behind a number."""
    return next((passage for passage in list(row.values())[:2] if _TOTAL.match(passage.said.strip())), None)


def _figure(passage: Passage) -> PrintedFigure | None:
    """The one figure that a cell consists of."""
    found = passage.figures[0] if len(passage.figures) == 1 else None
    if found is None or found.rough or found.words is not None:
        return None
    return found if passage.said[found.start : found.after].strip() == passage.said.strip() else None


def _added(passage: Passage, whole: PrintedFigure, cells: Sequence[Passage | None], named: str) -> Iterator[Problem]:
    from reportgen.report.checks.sizes import in_digits, places_of  # here: few texts have a table with a total

    parts = []
    for cell in cells:
        if cell is None or cell.said.strip() in _NOTHING:
            continue
        part = _figure(cell)
        if part is None or part.unit != whole.unit:
            return
        parts.append(part.value)
    places = max(map(places_of, parts), default=0)
    finer = places_of(whole.value)
    loose = Decimal(len(parts)).scaleb(-places) / 2 if places or finer else Decimal(0)
    loose = max(loose, Decimal(1).scaleb(-finer) / 2) if finer < places else loose  # 21 of 12.50 and 8.00: the total was rounded
    total = sum(parts, Decimal(0))
    if len(parts) < _LEAST or abs(total - whole.value) <= loose or _is_no_sum(whole.value, parts):
        return
    message = say(
        "表里{named}的合计是 {total}，各行相加是 {added}{unit}", named=say("“{column}”一列", column=named) if named else say("这一列"),
        total=passage.said.strip(), added=in_digits(Fraction(total)), unit=whole.unit,
    )  # fmt: skip
    yield from tell(C62, passage, 0, message, say("核对合计和各行；合计可以写成算式，如【甲 + 100】，以后跟着数走"), about=whole.level)


def _is_no_sum(whole: Decimal, parts: Sequence[Decimal]) -> bool:
    """Whether what stands in the row of the total is one of the others or between them, and far from their sum: a mean, the last of
    figures that run up, the longest time.  A sum that is out of date is near what it should be."""
    return min(parts) >= 0 and min(parts) <= whole <= max(parts) and whole * 3 <= sum(parts, Decimal(0)) * 2
