"""The bytes of a .csv → its one sheet as a grid; UTF-8, UTF-16 or, as Excel in Chinese writes it, GBK.

Knows no form.  A .csv holds what was shown when it was saved: no formats, no fonts, no hidden rows, and the hidden column like any
other.  The sign between the cells is the one that stands most often in the first lines.
"""

from __future__ import annotations

import codecs
import csv
import io

from reportgen.problem import ReportError
from reportgen.tables.cells import Cell, Grid
from reportgen.tables.limits import Allowance, damaged, text_cell

_HEAD = 20
_ENCODINGS = ("utf-8-sig", "gb18030")


def csv_grids(data: bytes, name: str) -> list[Grid]:
    """The sheet; raises ``ReportError`` (X04, X05)."""
    text = _decoded(data)
    if text is None or "\0" in text:
        raise ReportError([damaged(name)])
    left = Allowance(name)
    cells: dict[tuple[int, int], Cell] = {}
    try:
        for row, texts in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)), 1):
            left.spend(len(texts) + 1, sum(map(len, texts)))
            for column, each in enumerate(texts, 1):
                if (cell := text_cell(row, column, each)) is not None:
                    cells[row, column] = cell
    except csv.Error:
        raise ReportError([damaged(name)]) from None
    return [Grid(name, "", cells)]


def _decoded(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _in(data, "utf-16")
    return next((text for each in _ENCODINGS if (text := _in(data, each)) is not None), None)


def _in(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _separator(text: str) -> str:
    head = "\n".join(text[: 1 << 16].splitlines()[:_HEAD])
    return max(",\t;", key=head.count)
