"""Rows of texts and exact numbers → the bytes of a workbook of one sheet, always the same for the same rows.

Knows no chart.  A chart in a Word file carries a workbook, which “Edit data” opens; openpyxl writes it, and times and names
of programs are taken out of it, because the same report must give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from reportgen.message import say
from reportgen.ooxml.archive import Limits, deflate, read_entries, write_entries

SHEET = "Sheet1"
"""The sheet's name, as Word gives it to a new chart."""
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | Decimal | None


def workbook(rows: Sequence[Sequence[Cell]]) -> bytes:
    """The workbook; numbers keep the decimals they are written with, empty cells stay empty."""
    from openpyxl import Workbook  # imported here: slow to start, and few reports have charts
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(SHEET)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.value, cell.data_type = value, "s"  # never a formula, whatever it begins with
            elif value is not None:
                cell.value = value
                cell.number_format = number_format(value)
    book.properties.creator = ""
    book.properties.created = book.properties.modified = datetime(1980, 1, 1)
    buffer = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED)).save()
    entries = read_entries(buffer.getvalue(), say("工作簿"), Limits())
    return write_entries(deflate(entry.name, entry.inflate()) for entry in entries)


def number_format(value: Decimal) -> str:
    """The format that shows a number with the decimals it is written with: 45.20 → ``0.00``."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"0.{'0' * places}" if places else "0"
