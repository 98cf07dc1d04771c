"""The bytes of a table file from a stranger → its sheets as grids, each cell as the text that is seen, or a sentence why not.

Knows no form.  The kind is told by the first bytes, not by the name: WPS and clerks rename freely; only a .csv, which is
plain text, is known by its name.  Every zip is held against limits before anything is inflated, every part is parsed strictly
without a document type, and rows, cells, joined cells and texts are counted while they are read, since one line of XML can
join a milliard cells.

A table program keeps 45.20 as a binary 45.2 and the 0 in the format; 12.5 % as 0.125: so numbers are written by their format.
What is shown is taken where it is the number that is stored; where it is another (45.237 shown as 45.24, 万 by a format)
neither is guessed at.
"""

from __future__ import annotations

import stat
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

from reportgen.message import say
from reportgen.ooxml.archive import by_name, read_entries
from reportgen.problem import CellPlace, Code, Problem, ReportError
from reportgen.tables.cells import Grid
from reportgen.tables.csv_text import csv_grids
from reportgen.tables.limits import LIMITS, MAX_BYTES, as_table_problems, damaged, no_table, too_costly
from reportgen.tables.ods import is_ods, ods_grids
from reportgen.tables.suffixes import PLAIN_TEXT
from reportgen.tables.xls import xls_grids
from reportgen.tables.xlsx import xlsx_grids

X01 = Code("X01", "没有这个表格文件，或打不开", "文件名打错了", "核对文件名，关掉 Excel、WPS 里开着的它")
X02 = Code("X02", "表格文件太大", "文件超过 8 MB", "核对是不是拿错了文件")

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FAULTS = (
    LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError, RecursionError, OSError,
    EOFError, NotImplementedError, struct.error, zipfile.BadZipFile,
)  # fmt: skip
"""What the readers raise for damaged files; neither has one exception for all of them."""


def read_file(path: Path) -> bytes:
    """The bytes of a table file; raises ``ReportError`` (X01, X02)."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReportError([_unreadable(path, say("这不是一个文件"))])
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ReportError(
            [_unreadable(path, say("没有这个文件") if isinstance(error, FileNotFoundError) else say("打不开这个文件"))]
        ) from None
    if len(data) > MAX_BYTES:
        hint = say("填报表不会这么大，请核对是不是拿错了")
        raise ReportError([Problem(X02, say("文件太大（上限 8 MB）"), place=CellPlace(path.name), hint=hint)])
    return data


def _unreadable(path: Path, reason: str) -> Problem:
    message = say("{reason}：{path_name}", reason=reason, path_name=path.name)
    return Problem(X01, message, hint=say("请核对文件名和位置，并在 Excel、WPS 里关掉它"))


def read_book(data: bytes, name: str) -> tuple[Grid, ...]:
    """All sheets of a file; ``name`` is what messages call it.  Raises ``ReportError`` (X03 to X05, X24)."""
    try:
        grids = _by_kind(data, name)
    except MemoryError:
        raise ReportError([too_costly(name)]) from None
    return tuple(replace(grid, alone=len(grids) == 1) for grid in grids)


def _by_kind(data: bytes, name: str) -> list[Grid]:
    if data.startswith(_ZIP):
        return _zipped(data, name)
    if data.startswith(_OLE) or data[:2] == b"\x09\x08":
        return xls_grids(data, name, _FAULTS)
    if name.lower().endswith(PLAIN_TEXT):
        return csv_grids(data, name)
    raise ReportError([no_table(name)])


def _zipped(data: bytes, name: str) -> list[Grid]:
    """An .xlsx or an .ods."""
    try:
        entries = by_name(read_entries(data, say("表“{file}”", file=name), LIMITS))
        return ods_grids(entries, name) if is_ods(entries) else xlsx_grids(entries, name)
    except ReportError as error:
        raise ReportError(as_table_problems(error, name)) from None
    except _FAULTS:
        raise ReportError([damaged(name)]) from None
