"""A rendered part whose loops made or left out cells → the same part, each such table's columns as its rows have them.

Knows nothing of tags.  ``w:tblGrid`` lists a table's columns with their widths (ECMA-376 Part 1 §17.4.48); WPS and Word
lay a table out by it, so it must follow when cells are repeated, left out or merged.  The width of the whole table
stays; the columns share it in the proportions of the widest row.  Only tables that ``mark_tables`` marked before
rendering are touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise

from lxml import etree

from reportgen.engine.compile.attributes import OPEN
from reportgen.ooxml.names import W
from reportgen.ooxml.xml_tree import whole

_MARK = "columns"
"""An attribute of ``w:tblGrid`` that no Word file has, between marking and balancing."""
_MOST_COLUMNS = 63
"""Word's own bound; what a stranger's cell says to span beyond it is not counted, for it would be made."""


def mark_tables(root: etree._Element) -> bool:
    """Marks the tables whose cells are repeated, left out or merged by tags; whether there are any."""
    marked = False
    for table in root.iter(W + "tbl"):
        grid = table.find(W + "tblGrid")
        if grid is not None and any(_columnar(row) for row in rows_of(table)):
            grid.set(_MARK, "1")
            marked = True
    return marked


def _columnar(row: etree._Element) -> bool:
    """Whether tags stand between the cells of a row or in a cell's number of columns."""
    if any(next(tag.iterancestors(W + "tc", W + "tr"), None) is row for tag in row.iter(etree.PI)):
        return True
    return any(OPEN in (span.get(W + "val") or "") for cell in _cells(row) for span in cell.iterfind(f"{W}tcPr/{W}gridSpan"))


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, not those of tables in it."""
    return (row for row in table.iter(W + "tr") if next(row.iterancestors(W + "tbl"), None) is table)


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr"), None) is row]


def balance(root: etree._Element) -> None:
    """Gives each marked table one ``w:gridCol`` a column, and its cells their widths."""
    for table in root.iter(W + "tbl"):
        grid = table.find(W + "tblGrid")
        if grid is not None and _MARK in grid.attrib:
            del grid.attrib[_MARK]
            _balance(list(rows_of(table)), grid)


def _balance(rows: list[etree._Element], grid: etree._Element) -> None:
    columns = grid.findall(W + "gridCol")
    total = sum(_number(column.get(W + "w"), 0) for column in columns)
    count = max((sum(taken for _, taken in columns_taken(row)) for row in rows), default=0)
    if not count:
        return
    widths = _shares(rows, count, total)
    for column in columns:
        grid.remove(column)
    for at, width in enumerate(widths):
        grid.insert(at, etree.Element(W + "gridCol", {W + "w": str(width)} if total else {}))
    if total:
        for row in rows:
            _fit(row, widths)


def columns_taken(row: etree._Element) -> Iterator[tuple[etree._Element | None, int]]:
    """The cells of a row, ``None`` for the gap before or after them, and how many columns each takes."""
    yield None, _value(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for cell in _cells(row):
        yield cell, _value(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
    yield None, _value(row.find(f"{W}trPr/{W}gridAfter"), 0)


def _shares(rows: list[etree._Element], count: int, total: int) -> list[int]:
    """The table's width over its columns, in the proportions of the first row of most cells that has all widths."""
    best: list[int] = []
    cells = 0
    for row in rows:
        taken = [(cell, columns) for cell, columns in columns_taken(row) if columns]
        if sum(columns for _, columns in taken) == count and len(taken) > cells:
            found = [(_width(cell), columns) for cell, columns in taken]
            if all(width for width, _ in found):
                best, cells = [width // columns for width, columns in found for _ in range(columns)], len(taken)
    weights = best or [1] * count
    whole_width = sum(weights)
    edges = [total * upto // whole_width for upto in accumulate(weights, initial=0)]
    return [right - left for left, right in pairwise(edges)]


def _width(cell: etree._Element | None) -> int:
    """A cell's own width in twentieths of a point, 0 where it has none or another unit."""
    width = cell.find(f"{W}tcPr/{W}tcW") if cell is not None else None
    if width is None or width.get(W + "type", "dxa") != "dxa":
        return 0
    return _number(width.get(W + "w"), 0)


def _fit(row: etree._Element, widths: list[int]) -> None:
    at = 0
    for cell, columns in columns_taken(row):
        if cell is not None and _width(cell):
            width = cell.find(f"{W}tcPr/{W}tcW")
            assert width is not None
            width.set(W + "w", str(sum(widths[at : at + columns])))
        at += columns


def _value(element: etree._Element | None, default: int) -> int:
    return default if element is None else min(_number(element.get(W + "val"), default), _MOST_COLUMNS)


def _number(text: str | None, default: int) -> int:
    found = whole(text, default)
    return found if found >= 0 else default
