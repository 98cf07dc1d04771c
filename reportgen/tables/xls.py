"""The bytes of an .xls → its sheets as grids, by xlrd, with ragged rows, which makes no more cells than the file has.

Knows no form.  Sheets are read one after the other, and counted before the first; formats and fonts are judged as those of .xlsx.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

from reportgen.problem import ReportError
from reportgen.tables.cell_text import number_cell, worded_cell
from reportgen.tables.cells import ASIDE, BEHIND, FAULT, UNSURE, WITHHELD, Cell, Grid
from reportgen.tables.limits import Allowance, damaged, no_table, one_line
from reportgen.tables.visibility import BLACK, LEAST_HEIGHT, LEAST_WIDTH, WHITE, CellLook, cover, doubt, hide, inside
from reportgen.tables.xls_records import over_cells

_REPEATED = 4


def xls_grids(data: bytes, name: str, faults: tuple[type[BaseException], ...]) -> list[Grid]:
    """The sheets of an old workbook; ``faults`` are what readers raise for damaged files.  Raises ``ReportError``."""
    xlrd: Any = import_module("xlrd")  # late: only old files need it; its stubs lack half of what it has
    left = Allowance(name)
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True, on_demand=True
        )
        left.sheets(book.nsheets)
        return [_grid(book, number, left, xlrd) for number in range(book.nsheets)]
    except ReportError:
        raise
    except xlrd.XLRDError:
        raise ReportError([no_table(name)]) from None
    except (*faults, xlrd.compdoc.CompDocError, xlrd.formula.FormulaError):
        raise ReportError([damaged(name)]) from None


def _grid(book: Any, number: int, left: Allowance, xlrd: Any) -> Grid:
    sheet = book.sheet_by_index(number)
    merged = tuple((first + 1, before + 1, last, right) for first, last, before, right in sheet.merged_cells)
    for area in merged:
        left.join(area)
    left.spend(sum(sheet.row_len(row) for row in range(sheet.nrows)) + sheet.nrows)
    found: dict[tuple[int, int], Cell] = {}
    wide = {area[:2] for area in merged}
    widths = [_width(sheet, column) for column in range(1, sheet.ncols + 2)]
    styles: dict[int, CellLook] = {}
    looks: dict[tuple[int, int], CellLook] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            style = sheet.cell_xf_index(row, column)
            if style not in styles:
                styles[style] = _look(book, style)
            room = 0 if (row + 1, column + 1) in wide else widths[column]
            made = _cell(book, sheet, (row, column), styles[style], room, xlrd)
            if made is not None:
                found[made.row, made.column], looks[made.row, made.column] = made, styles[style]
                left.spend(0, len(made.text))
    changes, drawn = over_cells(book.mem, book._sh_abs_posn[number], [_colour(book, each) for each in range(64)])
    for area, change in changes:
        left.judge(len(found))
        doubt(found, [at for at in found if inside(at, area) and change.spoils(looks[at])])
    for area in drawn:
        left.judge(len(found))
        hide(found, [at for at in found if inside(at, area)], BEHIND)
    cover(found, merged)
    hide(found, [at for at in found if widths[at[1] - 1] < LEAST_WIDTH], ASIDE)
    notes = ((at, one_line(note.text)) for at, note in sheet.cell_note_map.items())
    remarks = {(row + 1, column + 1): words for (row, column), words in notes if words}
    left.spend(len(remarks), sum(map(len, remarks.values())))
    return Grid(left.name, sheet.name, found, merged, hidden=_hidden(sheet, found), remarks=remarks)


def _hidden(sheet: Any, found: Mapping[tuple[int, int], Cell]) -> frozenset[int]:
    """The rows that are not shown, or have hardly any height (a twentieth of a point each)."""
    if sheet.visibility:
        return frozenset(row for row, _ in found)
    said = {row + 1: info.hidden or info.height < LEAST_HEIGHT * 20 for row, info in sheet.rowinfo_map.items()}
    return frozenset(row for row, _ in found if said.get(row, sheet.default_row_hidden))


def _width(sheet: Any, column: int) -> float:
    """The width of a column from 1, in characters."""
    info = sheet.colinfo_map.get(column - 1)
    if info is None:
        usual = sheet.defcolwidth if sheet.standardwidth is None else sheet.standardwidth / 256
        return 8.43 if usual is None else float(usual)
    return 0.0 if info.hidden else info.width / 256


def _look(book: Any, number: int) -> CellLook:
    style = book.xf_list[number]
    font, fill = book.font_list[style.font_index], style.background
    pattern, behind = _colour(book, fill.pattern_colour_index), _colour(book, fill.background_colour_index)
    papers = {0: (WHITE,), 1: (pattern or WHITE,)}.get(fill.fill_pattern, (pattern or BLACK, behind or WHITE))
    code = book.format_map[style.format_key].format_str or "General"
    repeated = style.alignment.hor_align == _REPEATED
    ink = _colour(book, font.colour_index) or BLACK
    return CellLook(code, bool(font.struck_out), ink, papers, font.height / 20, repeated=repeated)


def _colour(book: Any, number: int | None) -> str:
    """A colour by its number; empty where the program chooses."""
    parts = book.colour_map.get(number)
    return "".join(f"{part:02X}" for part in parts) if parts else ""


def _cell(book: Any, sheet: Any, at: tuple[int, int], look: CellLook, room: float, xlrd: Any) -> Cell | None:
    cell = sheet.cell(*at)
    row, column = at[0] + 1, at[1] + 1
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Cell(row, column, xlrd.error_text_from_code.get(cell.value, "#N/A"), FAULT)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return worded_cell(row, column, "是" if cell.value else "否", replace(look, code=""))
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return worded_cell(row, column, cell.value, look, _kind_of_runs(book, sheet, at, look, cell.value))
    made = number_cell(row, column, cell.value, look, room=room, since_1904=bool(book.datemode))
    return replace(made, kind=WITHHELD, shown="") if sheet.show_formulas or not (cell.value or sheet.show_zero_values) else made


def _kind_of_runs(book: Any, sheet: Any, at: tuple[int, int], look: CellLook, text: str) -> str:
    """Why a text with fonts of its own is not seen as it reads; what stands before its first run has the cell's font."""
    runs = sheet.rich_text_runlist_map.get(at, ())
    starts = [min(start, len(text)) for start, _ in runs]
    kinds = [look.kind()] if text[: starts[0] if starts else len(text)].strip() else []
    raised = False
    for (start, number), end in zip(runs, [*starts[1:], len(text)], strict=False):
        font, piece = book.font_list[number], text[start:end]
        if piece.strip():
            ink = _colour(book, font.colour_index) or BLACK
            kinds.append(replace(look, struck=bool(font.struck_out), ink=ink, points=font.height / 20).kind())
            raised = raised or (bool(font.escapement) and any(map(str.isdecimal, piece)))
    return next(filter(None, kinds), UNSURE if raised else "")
