"""The bytes of an .xls → its sheets as grids, by xlrd, with ragged rows, which makes no more cells than the file has.

Knows no form.  Sheets are read one after the other, and counted before the first; formats and fonts are judged as those of .xlsx.
"""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

from reportgen.problem import ReportError
from reportgen.tables.cell_text import number_cell, worded_cell
from reportgen.tables.cells import FAULT, Cell, Grid
from reportgen.tables.limits import Allowance, damaged, no_table


def xls_grids(data: bytes, name: str, faults: tuple[type[BaseException], ...]) -> list[Grid]:
    """The sheets of an old workbook; ``faults`` are what readers raise for damaged files.  Raises ``ReportError``."""
    xlrd: Any = import_module("xlrd")  # late: only old files need it; its stubs lack half of what it has
    left = Allowance(name)
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True, on_demand=True
        )
        left.sheets(book.nsheets)
        return [_grid(book, book.sheet_by_index(number), left, xlrd) for number in range(book.nsheets)]
    except ReportError:
        raise
    except xlrd.XLRDError:
        raise ReportError([no_table(name)]) from None
    except (*faults, xlrd.compdoc.CompDocError, xlrd.formula.FormulaError):
        raise ReportError([damaged(name)]) from None


def _grid(book: Any, sheet: Any, left: Allowance, xlrd: Any) -> Grid:
    merged = tuple((first + 1, before + 1, last, right) for first, last, before, right in sheet.merged_cells)
    for area in merged:
        left.join(area)
    left.spend(sum(sheet.row_len(row) for row in range(sheet.nrows)) + sheet.nrows)
    found = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            made = _cell(book, sheet, row, column, xlrd)
            if made is not None:
                found[made.row, made.column] = made
                left.spend(0, len(made.text))
    hidden = frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden)
    if sheet.visibility:
        hidden = frozenset(row for row, _ in found)
    return Grid(left.name, sheet.name, found, merged, hidden=hidden)


def _cell(book: Any, sheet: Any, at_row: int, at_column: int, xlrd: Any) -> Cell | None:
    cell = sheet.cell(at_row, at_column)
    row, column = at_row + 1, at_column + 1
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Cell(row, column, xlrd.error_text_from_code.get(cell.value, "#N/A"), FAULT)
    style = book.xf_list[cell.xf_index]
    struck = bool(book.font_list[style.font_index].struck_out)
    code = book.format_map[style.format_key].format_str or "General"
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return worded_cell(row, column, "是" if cell.value else "否", "", struck=struck)
    if cell.ctype == xlrd.XL_CELL_TEXT:
        runs = sheet.rich_text_runlist_map.get((at_row, at_column), ())
        struck = struck or any(book.font_list[font].struck_out for _, font in runs)
        return worded_cell(row, column, cell.value, code, struck=struck)
    return number_cell(row, column, cell.value, code, struck=struck, since_1904=bool(book.datemode))
