"""The bytes of a table file from a stranger → its sheets as grids, each cell as the text that is seen, or a sentence why not.

Knows no form.  The kind is told by the first bytes, not by the name: WPS and clerks rename freely.  An .xlsx is opened by
openpyxl only after its zip has been held against limits, every part has been parsed strictly without a document type, and the
rows, cells and joined cells it would make have been counted, since one line of XML can join a milliard cells.  An .xls is read
by xlrd with ragged rows, which makes no more cells than the file has.

A table program keeps 45.20 as a binary 45.2 and the 0 in the format; 12.5 % as 0.125: so numbers are written by their format.
A format never rounds here: a value with more decimals than are shown is given as it is stored, to the fifteen digits that such
programs calculate with.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from reportgen.message import Clause, Message, say
from reportgen.ooxml.archive import MIB, P14, Limits, ZipEntry, read_entries
from reportgen.ooxml.xml_tree import P22, parse_xml
from reportgen.problem import CellPlace, Code, Problem, ReportError
from reportgen.tables.cells import FAULT, PLAIN, UNCALCULATED, Area, Cell, Grid

X01 = Code("X01", "没有这个表格文件，或打不开", "文件名打错了", "核对文件名，关掉 Excel、WPS 里开着的它")
X02 = Code("X02", "表格文件太大", "文件超过 8 MB", "核对是不是拿错了文件")
X03 = Code("X03", "不是表格文件，或加了密码", "把 .docx 改名为 .xlsx", "在 Excel、WPS 里去掉密码，另存为 .xlsx")
X04 = Code("X04", "表格文件已损坏，或里面有不正常的内容", "没有下载完的文件", "用 Excel、WPS 打开，另存为 .xlsx")
X05 = Code("X05", "表格里的行、列太多", "整张表都设了合并", "删去多余的行列，或复制到原来的表里")

MAX_BYTES = 8 * MIB
"""Largest file that is read; a form has some hundred kilobytes at most."""
MAX_CELLS = 100_000
_LIMITS = Limits(MAX_BYTES, 500, 16 * MIB, 48 * MIB)
_SAVE_AGAIN = say("请用 Excel 或 WPS 打开，另存为 .xlsx，再试一次")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FAULTS = (
    LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError, RecursionError, OSError,
    EOFError, NotImplementedError, struct.error, zipfile.BadZipFile, MemoryError,
)  # fmt: skip
"""What the readers raise for damaged files; neither has one exception for all of them."""


def read_file(path: Path) -> bytes:
    """The bytes of a table file; raises ``ReportError`` (X01, X02)."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        message = say("没有这个文件：{file}", file=path.name) if missing else say("打不开这个文件：{file}", file=path.name)
        raise ReportError([Problem(X01, message, hint=say("请核对文件名和位置，并在 Excel、WPS 里关掉它"))]) from None
    if size > MAX_BYTES:
        hint = say("填报表不会这么大，请核对是不是拿错了")
        raise ReportError([Problem(X02, say("文件太大（上限 8 MB）"), place=CellPlace(path.name), hint=hint)])
    return data


def read_book(data: bytes, name: str) -> tuple[Grid, ...]:
    """All sheets of a file; ``name`` is what messages call it.  Raises ``ReportError`` (X02 to X05)."""
    if data.startswith(_ZIP):
        grids = _xlsx(data, name)
    elif data.startswith(_OLE) or data[:2] == b"\x09\x08":
        grids = _xls(data, name)
    else:
        raise ReportError([_no_table(name)])
    return tuple(replace(grid, alone=len(grids) == 1) for grid in grids)


def _xlsx(data: bytes, name: str) -> list[Grid]:
    try:
        entries = read_entries(data, say("表“{file}”", file=name), _LIMITS)
        for entry in entries:
            _check_part(entry, name)
    except ReportError as error:
        raise ReportError(_as_table_problems(error, name)) from None
    from openpyxl import load_workbook  # late: it takes as long as everything else together
    from openpyxl.utils.exceptions import IllegalCharacterError, InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of what it does not keep; nothing is written back
            values = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            formulas = load_workbook(io.BytesIO(data), keep_links=False)
        return [
            Grid(name, sheet.title, _xlsx_cells(sheet, formulas[sheet.title]), tuple(_xlsx_merged(sheet)))
            for sheet in values.worksheets
        ]
    except (*_FAULTS, IllegalCharacterError, InvalidFileException):
        raise ReportError([_damaged(name)]) from None


def _as_table_problems(error: ReportError, name: str) -> Iterator[Problem]:
    """What the room of Word files says of a zip or a part, said of a table."""
    for problem in error.problems:
        if problem.code.startswith("P"):
            yield Problem(X04, _of_a_table(problem), place=CellPlace(name), hint=_SAVE_AGAIN)
        else:
            yield problem


def _of_a_table(problem: Problem) -> Message:
    named = dict(problem.message.parameters)
    if problem.code == P14:
        return say("{file}里的“{entry}”用了 不认识的压缩方法，不能读取", file=named["file"], entry=named["entry"])
    if problem.code == P22:
        return say(
            "文件里的“{part}”带有“文档类型声明”（DOCTYPE）。正常的表格文件没有它，它可能有害，所以不予读取", part=named["part"]
        )
    return say("{sentence}", sentence=Clause(problem.message))


def _check_part(entry: ZipEntry, name: str) -> None:
    """Parses a part strictly and counts what it would make; pictures and the like are not opened."""
    if not entry.name.endswith((".xml", ".rels", ".vml")):
        return
    root = parse_xml(entry.inflate(), entry.name)
    joined = 0
    for cells, element in enumerate(root.iter("{*}c", "{*}row", "{*}mergeCell"), 1):
        area = _area(element.get("ref") or "") if str(element.tag).endswith("}mergeCell") else None
        joined += (area[2] - area[0] + 1) * (area[3] - area[1] + 1) if area else 0
        if cells > MAX_CELLS or joined > MAX_CELLS:
            raise ReportError([_too_many(name)])


def _area(reference: str) -> Area | None:
    """``B2:C4`` or ``B2`` as numbers; None for what is none."""
    first, _, last = reference.replace("$", "").partition(":")
    start, end = _corner(first), _corner(last or first)
    return (*start, *end) if start and end else None


def _corner(text: str) -> tuple[int, int] | None:
    letters = text.rstrip("0123456789")
    digits = text[len(letters) :]
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3 and digits and len(digits) <= 8):
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(digits), column


def _xlsx_cells(sheet: Any, formulas: Any) -> dict[tuple[int, int], Cell]:
    """By the dictionary in which openpyxl keeps the cells that are there: its own iteration would make all between."""
    found = {}
    for place, cell in sheet._cells.items():
        made = _xlsx_cell(cell, formulas._cells.get(place))
        if made is not None:
            found[place] = made
    return found


def _xlsx_cell(cell: Any, formula: Any) -> Cell | None:
    if cell.value is None:
        uncalculated = formula is not None and formula.data_type == "f"
        return Cell(cell.row, cell.column, "", UNCALCULATED) if uncalculated else None
    if cell.data_type == "e":
        return Cell(cell.row, cell.column, str(cell.value), FAULT)
    return _cell(cell.row, cell.column, _text(cell.value, cell.number_format or ""))


def _text(value: Any, shape: str) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return number_text(value, shape)
    if isinstance(value, date | datetime):
        return date_text(value)
    return value.strftime("%H:%M") if isinstance(value, time) else str(value)


def _cell(row: int, column: int, text: str) -> Cell | None:
    """A cell on one line, blanks at the ends left out; None for one of blanks only."""
    plain = " ".join(text.replace("\u3000", " ").replace("\xa0", " ").split())
    return Cell(row, column, plain, PLAIN) if plain else None


def _xlsx_merged(sheet: Any) -> Iterator[Area]:
    for area in sheet.merged_cells.ranges:
        yield area.min_row, area.min_col, area.max_row, area.max_col


def _xls(data: bytes, name: str) -> list[Grid]:
    xlrd: Any = import_module("xlrd")  # late: only old files need it; its stubs lack half of what it has
    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True)
        return [_xls_grid(book, sheet, name, xlrd) for sheet in book.sheets()]
    except xlrd.XLRDError:
        raise ReportError([_no_table(name)]) from None
    except (*_FAULTS, xlrd.compdoc.CompDocError, xlrd.formula.FormulaError):
        raise ReportError([_damaged(name)]) from None


def _xls_grid(book: Any, sheet: Any, name: str, xlrd: Any) -> Grid:
    if sum(sheet.row_len(row) for row in range(sheet.nrows)) > MAX_CELLS:
        raise ReportError([_too_many(name)])
    found = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            made = _xls_cell(book, sheet.cell(row, column), row + 1, column + 1, xlrd)
            if made is not None:
                found[made.row, made.column] = made
    merged = tuple((first + 1, left + 1, last, right) for first, last, left, right in sheet.merged_cells)
    return Grid(name, sheet.name, found, merged)


def _xls_cell(book: Any, cell: Any, row: int, column: int, xlrd: Any) -> Cell | None:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Cell(row, column, xlrd.error_text_from_code.get(cell.value, "#N/A"), FAULT)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _cell(row, column, _text(xlrd.xldate_as_datetime(cell.value, book.datemode), ""))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return _cell(row, column, _text(bool(cell.value), ""))
    shape = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    return _cell(row, column, _text(cell.value, shape))


def _no_table(name: str) -> Problem:
    hint = say("要的是 .xlsx 或 .xls；有密码的请先去掉密码。请用 Excel 或 WPS 打开，另存为 .xlsx，再试一次")
    return Problem(X03, say("不是表格文件，或加了密码"), place=CellPlace(name), hint=hint)


def _damaged(name: str) -> Problem:
    return Problem(X04, say("文件已损坏，读不出来"), place=CellPlace(name), hint=_SAVE_AGAIN)


def _too_many(name: str) -> Problem:
    hint = say("填报表没有这么大；请删去多余的行列，或把内容复制到原来的表里")
    return Problem(X05, say("行、列太多（上限 {cells} 格）", cells=MAX_CELLS), place=CellPlace(name), hint=hint)


_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.')
_DECIMALS = re.compile(r"\.(0+)")
_SCALED = re.compile(r"[0#]\s*,+(?![0#?])")


def number_text(value: float | int, shape: str) -> str:
    """The number as it is shown in ``shape`` (a format such as ``0.00``, ``0.0%``, ``#,##0``), unrounded, unseparated."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
    first = (shape or "General").split(";")[0]
    words = "".join(found[0] or found[1] for found in _LITERAL.findall(first)).strip()
    bare = _LITERAL.sub("", first).strip()
    sign = ""
    if bare.endswith("%"):
        exact, sign = exact * 100, "%"
    shown = _DECIMALS.search(bare)
    scientific = "E+" in bare.upper() or "E-" in bare.upper()
    places = len(shown[1]) if shown and not scientific and not _SCALED.search(bare) else 0
    return _padded(exact, places) + sign + (words if first.rstrip().endswith(('"', "\\" + words)) else "")


def _padded(exact: Decimal, places: int) -> str:
    text = format(exact.normalize(), "f")
    whole, _, fraction = text.partition(".")
    fraction = fraction.ljust(places, "0")
    text = f"{whole}.{fraction}" if fraction else whole
    return text.removeprefix("-") if not exact else text


def date_text(value: date) -> str:
    """A date as official documents write it; a time of day is left out."""
    day = value.date() if isinstance(value, datetime) else value
    return f"{day.year}年{day.month}月{day.day}日"
