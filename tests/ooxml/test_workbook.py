"""Workbooks of charts: what is in them, and that the same rows give the same bytes."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from reportgen.ooxml.workbook import SHEET, number_format, workbook

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
