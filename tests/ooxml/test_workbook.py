"""Workbooks of charts: what is in them, and that the same rows give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.ooxml.workbook import SHEET, Cell, number_format, workbook

ROWS: list[list[str | Decimal | None]] = [["", "本年"], ["甲", Decimal("45.20")], ["=1+1", None]]


def test_texts_and_numbers_keep_their_form_and_nothing_becomes_a_formula() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(ROWS)))[SHEET]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [[None, "本年"], ["甲", 45.2], ["=1+1", None]]
    assert sheet["B2"].number_format == "0.00"
    assert sheet["A3"].data_type == "s"


def test_the_same_rows_give_the_same_bytes_and_nothing_tells_who_made_them() -> None:
    assert workbook(ROWS) == workbook(ROWS)
    with zipfile.ZipFile(io.BytesIO(workbook(ROWS))) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert b"openpyxl" not in b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize(("number", "code"), [("45.20", "0.00"), ("3", "0"), ("-0.5", "0.0"), ("1E+2", "0")])
def test_the_format_shows_the_decimals_that_are_written(number: str, code: str) -> None:
    assert number_format(Decimal(number)) == code


def _by_openpyxl(rows: Sequence[Sequence[Cell]]) -> dict[str, bytes]:
    """The sheet and its formats as openpyxl writes them, which ours have to be."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(SHEET)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.value, cell.data_type = value, "s"
            elif value is not None:
                cell.value, cell.number_format = value, number_format(value)
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in ("xl/worksheets/sheet1.xml", "xl/styles.xml")}


_TEXTS = st.text(st.sampled_from("甲乙 <>&\"'=\t\r\n1a😀"), max_size=6)
_NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3) | st.sampled_from(
    [Decimal(each) for each in ("1.20", "0.00", "-0", "1E+3", "30", "123456789012345678901234567890.5")]
)


@given(st.lists(st.lists(st.none() | _TEXTS | _NUMBERS, max_size=30), max_size=6))
@settings(deadline=None)
def test_the_sheet_and_its_formats_are_those_that_openpyxl_writes(rows: list[list[Cell]]) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(rows))) as archive:
        assert {name: archive.read(name) for name in ("xl/worksheets/sheet1.xml", "xl/styles.xml")} == _by_openpyxl(rows)
