"""Table files from strangers: what they say, and that no file costs more than it may."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from reportgen.problem import CellPlace, ReportError, column_letters
from reportgen.tables import Grid, put_text, read_book, saved
from reportgen.tables.cells import PLAIN, UNSURE
from reportgen.tables.limits import MAX_BYTES
from reportgen.tables.read import read_file

DATA = Path(__file__).parents[1] / "data"


def book(fill: Callable[[Any], None]) -> bytes:
    made = Workbook()
    fill(made.active)
    return saved(made)


def grid(fill: Callable[[Any], None]) -> Grid:
    (found,) = read_book(book(fill), "甲.xlsx")
    return found


def refused(data: bytes) -> str:
    with pytest.raises(ReportError) as caught:
        read_book(data, "甲.xlsx")
    return str(caught.value.problems[0])


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, change(old.read(info)) if info.filename == name else old.read(info))
    return out.getvalue()


def test_texts_dates_errors_and_formulas_without_a_result_are_told_apart() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"], sheet["C1"], sheet["D1"], sheet["E1"] = " 甲\u3000乙\n丙 ", date(2024, 12, 31), True, "=1+1", "  "
        sheet["A2"] = "#REF!"
        sheet["A2"].data_type = "e"

    found = grid(fill)
    assert {place: (cell.text, cell.kind) for place, cell in found.cells.items()} == {
        (1, 1): ("甲 乙 丙", ""), (1, 2): ("2024年12月31日", ""), (1, 3): ("是", ""), (1, 4): ("", "没有算出的公式"),
        (2, 1): ("#REF!", "错误值"),
    }  # fmt: skip
    assert str(found.place(1, 2)) == "表“甲.xlsx”第1行B列"
    assert str(CellPlace("甲.xlsx", 3, 28, "二表")) == "表“甲.xlsx”的“二表”第3行AB列"
    assert [column_letters(number) for number in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_an_old_file_and_one_saved_by_another_program_say_the_same() -> None:
    pytest.importorskip("xlrd")
    said = []
    for name in ("form_saved_as_xls.xls", "form_saved_by_another_program.xlsx"):
        (found,) = read_book(read_file(DATA / name), name)
        said.append(({place: (cell.text, cell.kind) for place, cell in found.cells.items()}, sorted(found.merged)))
    assert said[0] == said[1]
    cells, merged = said[0]
    assert cells[4, 4] == ("3512.50", "")
    assert cells[11, 4] == ("8.5%", "")
    assert (4, 9, 7, 9) in merged


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "[X03] 表“甲.xlsx”：不是表格文件，或加了密码"),
        ("指标,数\n甲,1".encode(), "[X03]"),
        (b"PK\x03\x04", "[X04] 表“甲.xlsx”：表“甲.xlsx”不完整：后半截丢了"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "[X0"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, message: str) -> None:
    pytest.importorskip("xlrd")
    assert refused(data).startswith(message)


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"X01.*没有这个文件"):
        read_file(tmp_path / "无.xlsx")
    (tmp_path / "大.xlsx").write_bytes(b"\0" * (MAX_BYTES + 1))
    with pytest.raises(ReportError, match=r"X02.*文件太大"):
        read_file(tmp_path / "大.xlsx")


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml.partition(b"?>")[2], "[X04] 表“甲.xlsx”：文件里的“xl/worksheets/sheet1.xml”带有"),
        (lambda xml: xml.replace(b"</sheetData>", b""), "[X04]"),
        (
            lambda xml: xml.replace(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
            "[X05] 表“甲.xlsx”：行、列太多（上限 100000 格）",
        ),
        (lambda xml: xml.replace(b"</sheetData>", b'<row r="9"/>' * 100_001 + b"</sheetData>"), "[X0"),
        (lambda xml: xml.replace(b">", b">" + b" " * 20_000_000, 1), "[X04]"),
    ],
)  # fmt: skip
def test_a_hostile_sheet_is_refused_before_it_costs_anything(change: Callable[[bytes], bytes], message: str) -> None:
    data = changed(book(lambda sheet: sheet.__setitem__("A1", 1)), SHEET, change)
    assert refused(data).startswith(message)


def test_a_huge_dimension_and_far_cells_cost_nothing() -> None:
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    data = changed(
        book(lambda sheet: sheet.__setitem__("A1", 1)), SHEET,
        lambda xml: xml.replace(b'ref="A1"', b'ref="A1:XFD1048576"').replace(b"</sheetData>", far),
    )  # fmt: skip
    (found,) = read_book(data, "甲.xlsx")
    assert sorted(found.cells) == [(1, 1), (1048576, 16384)]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "\x07甲"])
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    data = book(lambda sheet: put_text(sheet["A1"], text))
    cell = load_workbook(io.BytesIO(data)).active["A1"]
    assert (cell.data_type, cell.value) == ("s", text.replace("\x07", " "))
    assert cell.quotePrefix is (text[0] in "=+-@") or cell.quotePrefix == int(text[0] in "=+-@")


def test_the_same_cells_make_the_same_bytes_without_time_or_name() -> None:
    data = book(lambda sheet: sheet.__setitem__("A1", 1))
    assert data == book(lambda sheet: sheet.__setitem__("A1", 1))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"openpyxl" not in b"".join(archive.read(name) for name in archive.namelist())
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", ["form_saved_as_xls.xls", "form_saved_by_another_program.xlsx"])
def test_a_damaged_file_is_read_or_refused_and_nothing_else(name: str) -> None:
    pytest.importorskip("xlrd")
    whole = (DATA / name).read_bytes()
    chance = random.Random(9)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = chance.choice((len(data), len(data), chance.randrange(len(data))))
        try:
            assert read_book(bytes(data[:cut]), name)
        except ReportError as error:
            assert {problem.code for problem in error.problems} <= {"X03", "X04", "X05"}


def conditioned(code: str = "", *, struck: bool = False, where: str = "A1:A2") -> Grid:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["A2"], sheet["A3"] = 12.5, "甲", 3
        numbers = NumberFormat(numFmtId=200, formatCode=code) if code else None
        look = DifferentialStyle(numFmt=numbers, font=Font(strike=struck or None, color="FFFF0000"))
        sheet.conditional_formatting.add(where, Rule(type="expression", formula=["TRUE"], dxf=look))

    return grid(fill)


def test_a_cell_whose_condition_may_show_another_number_is_unsure_and_one_that_is_only_coloured_is_not() -> None:
    for made in (conditioned(";;;"), conditioned('0.0,"万"'), conditioned(struck=True)):
        assert [made.cells[row, 1].kind for row in (1, 2, 3)] == [UNSURE, UNSURE, PLAIN]
    coloured = conditioned()
    assert [coloured.cells[row, 1].kind for row in (1, 2, 3)] == [PLAIN] * 3
    assert coloured.cells[1, 1].text == "12.5"


def test_a_row_without_height_is_hidden_and_a_cell_that_stands_twice_is_no_honest_file() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["A2"] = 1, 2

    sheet = "xl/worksheets/sheet1.xml"
    flat = changed(book(fill), sheet, lambda xml: xml.replace(b'<row r="2"', b'<row r="2" ht="0.0" customHeight="1"'))
    assert [each.hidden for each in read_book(flat, "表.xlsx")] == [{2}]
    assert grid(fill).hidden == frozenset()
    twice = changed(book(fill), sheet, lambda xml: re.sub(rb'(<c r="A1".*?</c>)', rb"\1\1", xml, count=1))
    assert "已损坏" in refused(twice)
