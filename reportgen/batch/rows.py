"""A list for a batch, as text or as a table file → its rows with their line numbers; what is wrong with a line is told.

Knows no task and no column but by the head.  One bad line stops no other: after a quote that is not closed reading goes on
with the next line, and of a table every cell that does not show what it holds (an error, a formula without its value, a
number that is shown as another one, a hidden row) is told with its row, which is not made.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Problem, ReportError, TextPlace
from reportgen.tables import Grid
from reportgen.tables.cells import PLAIN
from reportgen.tables.reader_process import read_books

J01 = Code("J01", "批量清单里有一行读不懂", "这一行有 5 格，表头有 4 格", "格里有逗号时，整格用英文双引号括起来")

Row = tuple[int, dict[str, object]]
_LINES = 500
"""Lines that one row of a .csv may take, line breaks within quotes counted."""


@dataclass(slots=True, eq=False)
class ListReading:
    """What is known while a list is read: names given so far by line, the columns by number, and problems."""

    file: str
    root: Path
    template: Path | None
    problems: list[Problem]
    taken: dict[str, int] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)

    def tell(self, code: str, message: Message, line: int, hint: Message, grade: Grade = Grade.ERROR) -> None:
        self.problems.append(Problem(code, message, grade, TextPlace(self.file, line, 1), hint))


def rows_of(content: str, reading: ListReading, *, as_json: bool) -> Iterator[Row]:
    """The rows of a list that is text."""
    return _json_rows(content, reading) if as_json else _csv_rows(content, reading)


def _csv_rows(text: str, reading: ListReading) -> Iterator[Row]:
    """A row with more or fewer cells than the head is told, not padded: a comma too many would shift every figure."""
    records = _records(text.removeprefix("\ufeff").removesuffix("\n").split("\n"), reading)
    number, head = next(records, (1, []))
    head = [cell.strip() for cell in head]
    if _is_bad_head(head, number, reading):
        return
    reading.columns = {name: column for column, name in enumerate(head, 1)}
    for number, cells in records:
        if len(cells) == len(head):
            yield number, dict(zip(head, cells, strict=True))
        elif any(cell.strip() for cell in cells):
            message = say("这一行有 {cells} 格，表头有 {columns} 格", cells=len(cells), columns=len(head))
            reading.tell(J01, message, number, say("格里有逗号时，整格用英文双引号括起来"))


def _is_bad_head(head: Sequence[str], line: int, reading: ListReading) -> bool:
    fault = next((name for name in head if head.count(name) > 1 or not name), None)
    if fault is not None:
        reading.tell(J01, say("表头里“{column}”写了两次，或有一列没有名称", column=fault), line, say("每一列要有不同的名称"))
    return fault is not None


@dataclass(slots=True, eq=False)
class _Ahead:
    """Lines from one on, for the reader of a .csv; ``whole`` of them belong to rows that were read."""

    lines: Sequence[str]
    first: int
    whole: int = 0

    def __iter__(self) -> Iterator[str]:
        for place in range(self.first, len(self.lines)):
            if place - self.first - self.whole >= _LINES:
                raise csv.Error
            yield f"{self.lines[place]}\n"


def _records(lines: Sequence[str], reading: ListReading) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row, and the line that it ends with; behind a row that cannot be read the next line begins anew."""
    start = 0
    while start < len(lines):
        ahead = _Ahead(lines, start)
        rows = csv.reader(ahead, strict=True)
        try:
            for cells in rows:
                yield start + rows.line_num, cells
                ahead.whole = rows.line_num
            return
        except csv.Error:
            start += ahead.whole + 1
            reading.tell(J01, say("这一行的引号不对"), start, say("英文双引号要成对"))


def _json_rows(text: str, reading: ListReading) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):  # no other sign ends a line: within a text JSON may have them
        if not line.strip():
            continue
        try:
            row = json.loads(line, parse_float=str, parse_int=str)
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict):
            yield number, {**row, "": line}
        else:
            reading.tell(J01, say("这一行不是完好的 JSON"), number, say('写成 {{"名称": "值"}}，一行一份'))


def table_rows(data: bytes, reading: ListReading) -> Iterator[Row]:
    """The rows of the first sheet that says anything; its first row is the head.

    Raises ``ReportError`` where the file cannot be read.
    """
    (said,) = read_books([(reading.file, data)])
    if isinstance(said, ReportError):
        raise said
    filled = [grid for grid in said if grid.cells]
    if len(filled) > 1:
        reading.tell(J01, say("清单有 {count} 张工作表，只做第一张“{sheet}”", count=len(filled), sheet=filled[0].name), 1,
                     say("别的表另存成文件，各做一次"), Grade.WARNING)  # fmt: skip
    for grid in filled[:1]:
        yield from _grid_rows(grid, reading)


def _grid_rows(grid: Grid, reading: ListReading) -> Iterator[Row]:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        rows.setdefault(row, {})[column] = cell.text
    first = min(rows)
    head = {column: name.strip() for column, name in rows.pop(first).items() if name.strip()}
    joined = {row for area in grid.merged for row in range(area[0], min(area[2], max(rows, default=0)) + 1)}
    if _is_bad_head(list(head.values()), first, reading):
        return
    reading.columns = {name: column for column, name in head.items()}
    for row, texts in rows.items():
        why = _unsure(grid, row, texts, head, row in joined)
        if why:
            reading.tell(J01, why, row, say("在表格程序里改好这一行，再做一次"))
        elif any(text.strip() for text in texts.values()):
            yield row, {name: texts.get(column, "") for column, name in head.items()}


def _unsure(grid: Grid, row: int, texts: dict[int, str], head: dict[int, str], joined: bool) -> Message | None:
    """Why a row of a table is not made: it does not show what it holds, or nobody sees it."""
    if row in grid.hidden:
        return say("这一行是隐藏的")
    if joined:
        return say("这一行有合并的格子")
    for column, text in texts.items():
        if column not in head and text.strip():
            return say("这一行在没有表头的一列写了“{written}”", written=text[:40])
        if grid.kind(row, column) != PLAIN:
            return say("这一行“{column}”一格读不准：{why}", column=head.get(column, ""), why=grid.kind(row, column))
    return None
